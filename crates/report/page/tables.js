"use strict";
// The tables of the page and their columns.

function people(data, actors) {
  const named = (actor) => data.actors.name[actor] + (data.actors.country[actor] ? ` (${data.actors.country[actor]})` : "");
  return actors.map(named).join(", ");
}

const date = (findings) => ({ name: "Date", kind: "date", cell: (row) => findings.dayCell(row), key: (row) => findings.day(row) });
const plain = (findings, name, column) => ({
  name,
  cell: (row) => findings.text(column, row) ?? "",
  key: (row) => findings.text(column, row),
});
const who = (findings, name, column) => ({
  name,
  cell: (row) => people(findings.data, findings.columns[column][row]),
  key: (row) => people(findings.data, findings.columns[column][row]),
});
const sentence = (findings, name) => ({
  name, kind: "wide", cell: (row) => findings.sentenceCell(row), key: (row) => findings.sentence(row),
});

function eventsGrid(host, events) {
  const type = {
    name: "Type",
    cell: (row) => [events.text("type", row), events.text("mode", row)].filter(Boolean).join(" "),
    key: (row) => `${events.text("type", row)} ${events.text("mode", row) ?? ""}`,
  };
  const score = { name: "Score", cell: (row) => events.columns.score[row].toFixed(2), key: (row) => events.columns.score[row] };
  const word = { ...plain(events, "Whose word", "attributed_to"), cell: (row) => events.text("attributed_to", row) ?? "the reporter's" };
  return new Grid(host, "events", [
    date(events), plain(events, "Status", "status"), type, who(events, "Source", "source"), who(events, "Target", "target"),
    plain(events, "Place", "place"), word, score, sentence(events, "Sentence"),
  ]);
}

function meetingsGrid(host, meetings) {
  const topics = { name: "Topics", cell: (row) => meetings.columns.topics[row].join(", "), key: (row) => meetings.columns.topics[row].join(", ") };
  return new Grid(host, "meetings", [
    date(meetings), plain(meetings, "Status", "status"), plain(meetings, "Format", "format"),
    who(meetings, "Participants", "participants"), plain(meetings, "Place", "place"), topics, sentence(meetings, "Sentence"),
  ]);
}

function quotesGrid(host, quotes) {
  const speaker = { name: "Speaker", cell: (row) => people(quotes.data, quotes.actors(row)), key: (row) => people(quotes.data, quotes.actors(row)) };
  return new Grid(host, "quotes", [
    date(quotes), speaker, plain(quotes, "Kind", "kind"), plain(quotes, "Cue", "cue"), sentence(quotes, "Words"),
  ]);
}

/** Speakers of the quotes that are shown, those with most quotes first. */
function speakersGrid(host, quotes, filter) {
  let speakers = [];
  const of = (name, column, kind) => ({ name, kind, cell: (i) => column(speakers[i]), key: (i) => column(speakers[i]) });
  const days = (name, column) => ({ name, kind: "date", cell: (i) => iso(speakers[i][column]), key: (i) => speakers[i][column] });
  const pick = (speaker) => {
    const button = el("button", { type: "button" }, speaker.name);
    button.addEventListener("click", () => filter.set({ who: speaker.name }));
    return button;
  };
  const name = { name: "Speaker", cell: (i) => pick(speakers[i]), key: (i) => speakers[i].name };
  const grid = new Grid(host, "speakers", [
    name, of("Country", (s) => s.country ?? ""), of("Quotes", (s) => s.n), of("Articles", (s) => s.articles.size),
    days("First", "first"), days("Last", "last"),
  ]);
  return {
    show(rows) {
      speakers = speakersOf(rows, quotes);
      grid.show(speakers.map((_, i) => i));
    },
  };
}

function speakersOf(rows, quotes) {
  const found = new Map();
  for (const row of rows) {
    const actor = quotes.columns.speaker[row];
    if (actor === null) continue;
    const { name, country } = quotes.data.actors;
    if (!found.has(actor)) found.set(actor, { name: name[actor], country: country[actor], n: 0, articles: new Set(), first: null, last: null });
    const speaker = found.get(actor);
    const day = quotes.day(row);
    speaker.n += 1;
    speaker.articles.add(quotes.columns.article[row]);
    if (day !== null) {
      speaker.first = Math.min(speaker.first ?? day, day);
      speaker.last = Math.max(speaker.last ?? day, day);
    }
  }
  return [...found.values()].sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1));
}
