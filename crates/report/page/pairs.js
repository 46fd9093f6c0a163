"use strict";
// Events counted by source and target, once an event for each ordered pair; a unit with itself is no pair.

function pairsOf(rows, events, filter) {
  const { names, of } = filter.units();
  const pairs = new Map();
  const totals = new Array(names.length).fill(0);
  const unitsOf = (actors) => {
    const units = [];
    for (const actor of actors) if (of[actor] >= 0 && !units.includes(of[actor])) units.push(of[actor]);
    return units;
  };
  for (const row of rows) {
    const targets = unitsOf(events.columns.target[row]);
    for (const source of unitsOf(events.columns.source[row])) {
      for (const target of targets) {
        if (source === target) continue;
        const key = source * names.length + target;
        let pair = pairs.get(key);
        if (!pair) pairs.set(key, (pair = { source: names[source], target: names[target], n: 0, conflict: 0 }));
        pair.n += 1;
        if (events.conflict(row)) pair.conflict += 1;
        totals[source] += 1;
        totals[target] += 1;
      }
    }
  }
  const units = names.map((name, i) => [name, totals[i]]).filter(([, total]) => total > 0);
  units.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return { pairs: [...pairs.values()], units };
}

const most = (shown, all) => (shown < all ? el("p", { class: "note" }, `The ${shown} of ${number.format(all)} with most events.`) : null);
const nothing = (host, text) => host.replaceChildren(el("p", { class: "note" }, text));
