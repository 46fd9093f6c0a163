"use strict";
// Who acts on whom: a row for each source, a column for each target, darker where there is more.

const ROWS = 24;

function drawHeatmap(host, counted, filter) {
  const units = counted.units.slice(0, ROWS).map(([unit]) => unit);
  if (!units.length) return nothing(host, "No event that is shown has both a source and a target.");
  const longest = Math.max(...units.map((unit) => [...unit].length));
  const [cell, room] = [20, Math.min(170, 16 + longest * 7)];
  const side = room + units.length * cell + 2;
  const shorter = (unit) => ([...unit].length > 22 ? `${[...unit].slice(0, 21).join("")}…` : unit);
  const shown = new Map(counted.pairs.map((pair) => [`${pair.source}\n${pair.target}`, pair]));
  const strongest = Math.max(...units.flatMap((a) => units.map((b) => shown.get(`${a}\n${b}`)?.n ?? 0)));
  const svg = shape("svg", { width: side, height: side, viewBox: `0 0 ${side} ${side}` });
  const marks = [];
  units.forEach((source, i) => {
    const y = room + i * cell;
    svg.append(shape("text", { x: room - 6, y: y + 14, "text-anchor": "end" }, shorter(source)));
    svg.append(shape("text", { transform: `translate(${y + 14} ${room - 6}) rotate(-90)` }, shorter(source)));
    units.forEach((target, j) => {
      const pair = shown.get(`${source}\n${target}`);
      if (!pair) return;
      // Steps of the logarithm: a few pairs have most of the events.
      const depth = 0.15 + 0.85 * (Math.log1p(pair.n) / Math.log1p(strongest));
      const label = `${source} towards ${target}: ${count(pair.n, "event")}, ${number.format(pair.conflict)} of conflict`;
      const rect = shape("rect", { class: "heat shape", x: room + j * cell, y, width: cell - 1, height: cell - 1, "fill-opacity": depth.toFixed(2) });
      const picked = mark(`${source} ${target}`, label, rect);
      picked.addEventListener("click", () => filter.set({ pair: { source, target } }));
      marks.push(picked);
    });
  });
  svg.append(...marks);
  roving(marks);
  const note = most(units.length, counted.units.length);
  chart(host, "Heat map of events by source (rows) and target (columns)", svg, ...(note ? [note] : []));
}
