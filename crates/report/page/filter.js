"use strict";
// What is shown: the form, the pair that a chart picked, and the rows that fit both.

class Filter {
  constructor(data, changed) {
    this.data = data;
    this.form = document.getElementById("filter");
    this.pair = null;
    this.changed = changed;
    let waiting = 0;
    this.form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(changed, 150);
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", () => {
      this.pair = null;
      setTimeout(changed);
    });
    this.form.querySelector("#pair button").addEventListener("click", () => {
      this.set({ pair: null });
      this.form.elements.who.focus();
    });
    this.offer();
  }
  get(name) {
    return this.form.elements[name].value;
  }
  /** Sets fields, and `pair` (source and target) where it is given. */
  set({ pair, ...fields }) {
    for (const [name, value] of Object.entries(fields)) this.form.elements[name].value = value;
    if (pair !== undefined) this.pair = pair;
    this.changed();
  }
  /** The choices that the data give. */
  offer() {
    const { type, status } = this.form.elements;
    const { events, meetings, actors } = this.data;
    type.append(...[...events.type.of].sort().map((name) => el("option", {}, name)));
    const statuses = [...new Set([...events.status.of, ...meetings.status.of])].sort();
    status.append(...statuses.map((name) => el("option", {}, name)));
    const countries = [...new Set(actors.country)].filter((code) => code !== null).sort();
    document.getElementById("units").append(...countries.map((code) => el("option", { value: code })));
  }
  /** What actors count as in charts, countries or names: the units, and which of them each actor is, or -1. */
  units() {
    const { country, name } = this.data.actors;
    const positions = new Map();
    const of = (this.get("by") === "country" ? country : name).map((unit) => {
      if (unit === null) return -1;
      if (!positions.has(unit)) positions.set(unit, positions.size);
      return positions.get(unit);
    });
    return { names: [...positions.keys()], of };
  }
  /** Whether each actor is asked for: by the code of its country, in capitals, or by a part of its name. */
  chosen() {
    const who = this.get("who").trim();
    if (!who) return null;
    const { name, country } = this.data.actors;
    if (country.includes(who)) return country.map((code) => code === who);
    return name.map((text) => text.toLowerCase().includes(who.toLowerCase()));
  }
  /** The rows of a table that fit. */
  rows(findings) {
    const [words, type, status] = [this.get("words").trim().toLowerCase(), this.get("type"), this.get("status")];
    const [from, to, chosen] = [dayOf(this.get("from")), dayOf(this.get("to")), this.chosen()];
    const { columns } = findings;
    const wanted = (column, fits) => (column ? column.of.map(fits) : null);
    const types = type ? wanted(columns.type, (name) => name === type) : null;
    const happened = (name) => name === "actual" || name === "ongoing";
    const statuses = status ? wanted(columns.status, (name) => (status === "happened" ? happened(name) : name === status)) : null;
    const pair = this.pair && columns.source ? this.chosenPair() : null;
    const rows = [];
    for (let row = 0; row < findings.n; row++) {
      if (types && !types[columns.type.at[row]]) continue;
      if (statuses && !statuses[columns.status.at[row]]) continue;
      if (from !== null || to !== null) {
        const day = findings.day(row);
        if (day === null || (from !== null && day < from) || (to !== null && day > to)) continue;
      }
      if (chosen && !findings.actors(row).some((actor) => chosen[actor])) continue;
      if (pair && !pair(columns.source[row], columns.target[row])) continue;
      if (words && !findings.words(row).includes(words)) continue;
      rows.push(row);
    }
    return rows;
  }
  /** Tells whether actors are those of the pair that was picked. */
  chosenPair() {
    const { names, of } = this.units();
    const [from, to] = [names.indexOf(this.pair.source), names.indexOf(this.pair.target)];
    return (source, target) => source.some((actor) => of[actor] === from) && target.some((actor) => of[actor] === to);
  }
  /** Says what is shown. */
  tell(rows, events) {
    const line = document.getElementById("pair");
    line.hidden = this.pair === null;
    if (this.pair) line.firstElementChild.textContent = `Events of ${this.pair.source} towards ${this.pair.target}.`;
    document.getElementById("count").textContent = `${number.format(rows.length)} of ${count(events.n, "event")} shown.`;
  }
}
