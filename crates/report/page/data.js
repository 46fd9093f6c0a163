"use strict";
// The tables of the page, as columns: see `payload.rs`. Columns of few values are `{of: values, at: positions}`.

async function unpack() {
  const packed = atob(document.getElementById("data").textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

const coded = (column, row) => (column.at[row] === null ? null : column.of[column.at[row]]);

/** One table of findings, with what filters and charts ask of its rows. */
class Findings {
  constructor(data, name) {
    this.data = data;
    this.columns = data[name];
    this.n = this.columns.article.length;
  }
  text(name, row) {
    return coded(this.columns[name], row);
  }
  sentence(row) {
    const at = this.columns.sentence[row];
    return at === null ? "" : this.data.sentences.text[at];
  }
  /** The words that a search looks through. */
  words(row) {
    const { sentences } = this.data;
    sentences.lowered ??= sentences.text.map((text) => text.toLowerCase());
    const at = this.columns.sentence[row];
    return at === null ? "" : sentences.lowered[at];
  }
  /** Its own day, else that of its article. */
  day(row) {
    return this.columns.day[row] ?? this.data.articles.day[this.columns.article[row]];
  }
  dayCell(row) {
    const own = this.columns.day[row];
    if (own !== null) return iso(own);
    const published = iso(this.day(row));
    return published && el("span", { title: "day of publication" }, `(${published})`);
  }
  actors(row) {
    return [...this.columns.source[row], ...this.columns.target[row]];
  }
  /** The article, and the id by which the row is found in the tables. */
  articleCell(row) {
    const { title, url, source } = this.data.articles;
    const at = this.columns.article[row];
    return el("small", {}, link(title[at] ?? source[at] ?? "", url[at]), ` · ${this.columns.id[row]}`);
  }
  /** The sentence, with the characters from `start` to `end` (code points) marked. */
  sentenceCell(row) {
    const letters = [...this.sentence(row)];
    const { start, end } = this.columns;
    const [from, to] = [Math.max(start[row] ?? 0, 0), Math.max(end[row] ?? 0, 0)];
    const parts = [letters.slice(0, from), letters.slice(from, to), letters.slice(to)].map((part) => part.join(""));
    const marked = parts[1] ? el("mark", {}, parts[1]) : null;
    return el("div", {}, parts[0], marked, parts[2], this.articleCell(row));
  }
}

class Events extends Findings {
  conflict(row) {
    return this.columns.quad[row] > 2;
  }
}

class Meetings extends Findings {
  actors(row) {
    return this.columns.participants[row];
  }
}

/** A quote is a part of its sentence, or, where it is longer than one, has a text of its own. */
class Quotes extends Findings {
  sentence(row) {
    return this.columns.text[row] ?? super.sentence(row);
  }
  words(row) {
    return this.columns.text[row]?.toLowerCase() ?? super.words(row);
  }
  sentenceCell(row) {
    const own = this.columns.text[row];
    return own === null ? super.sentenceCell(row) : el("div", {}, el("mark", {}, own), this.articleCell(row));
  }
  actors(row) {
    const speaker = this.columns.speaker[row];
    return speaker === null ? [] : [speaker];
  }
}
