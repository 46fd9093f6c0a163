"use strict";
// A table to browse: sorted by its headings, a page at a time.

const PAGE = 50;

class Grid {
  /** Columns have `name`, `cell(row)`, `key(row)` to sort by, and maybe a `kind` for its looks. */
  constructor(host, caption, columns) {
    this.columns = columns;
    this.rows = [];
    this.page = 0;
    this.sorted = { column: null, down: false };
    this.body = el("tbody", { role: "rowgroup" });
    this.heads = columns.map((column) => {
      const button = el("button", { type: "button" }, column.name);
      button.addEventListener("click", () => this.sort(column));
      return el("th", { scope: "col", role: "columnheader" }, button);
    });
    const head = el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...this.heads));
    const table = el("table", { role: "table", "aria-label": caption }, head, this.body);
    this.where = el("span", { role: "status" });
    const button = (text, to) => {
      const made = el("button", { type: "button" }, text);
      made.addEventListener("click", () => this.turn(to()));
      return made;
    };
    this.back = [button("First", () => 0), button("Previous", () => this.page - 1)];
    this.on = [button("Next", () => this.page + 1), button("Last", () => this.pages() - 1)];
    const pager = el("nav", { "aria-label": `Pages of ${caption}` }, ...this.back, this.where, ...this.on);
    const box = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table of ${caption}` }, table);
    host.replaceChildren(box, pager);
  }
  pages() {
    return Math.max(1, Math.ceil(this.rows.length / PAGE));
  }
  show(rows) {
    this.rows = rows;
    this.arrange();
    this.turn(0);
  }
  sort(column) {
    this.sorted = { column, down: this.sorted.column === column && !this.sorted.down };
    this.heads.forEach((head, i) => {
      if (this.columns[i] === column) head.setAttribute("aria-sort", this.sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    this.arrange();
    this.turn(0);
  }
  /** Sorts the rows; those without a value come last, and rows alike stay in the order of the table. */
  arrange() {
    const { column, down } = this.sorted;
    if (!column) return;
    const keyed = this.rows.map((row) => ({ row, key: column.key(row) }));
    const missing = (key) => key === null || key === undefined || key === "";
    keyed.sort((a, b) => {
      if (missing(a.key) || missing(b.key)) return missing(a.key) - missing(b.key) || a.row - b.row;
      const order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
      return (down ? -order : order) || a.row - b.row;
    });
    this.rows = keyed.map(({ row }) => row);
  }
  turn(page) {
    this.page = Math.min(Math.max(page, 0), this.pages() - 1);
    const [from, to] = [this.page * PAGE, Math.min((this.page + 1) * PAGE, this.rows.length)];
    const line = (row) =>
      el("tr", { role: "row" }, ...this.columns.map(({ name, cell, kind }) => el("td", { role: "cell", "data-label": name, class: kind }, cell(row))));
    this.body.replaceChildren(...this.rows.slice(from, to).map(line));
    this.where.textContent = this.rows.length ? `${number.format(from + 1)}–${number.format(to)} of ${number.format(this.rows.length)}` : "none";
    for (const button of this.back) button.disabled = this.page === 0;
    for (const button of this.on) button.disabled = this.page === this.pages() - 1;
  }
}
