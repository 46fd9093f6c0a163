"use strict";
// Events by period: cooperation upwards, conflict downwards, material acts outside the verbal ones.

const CLASSES = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

function drawTimeline(host, rows, events, filter) {
  const begins = filter.get("from") ? -Infinity : firstYear(events.data.articles.day);
  const days = rows.map((row) => events.day(row));
  const dated = days.filter((day) => day !== null && day >= begins);
  if (!dated.length) return nothing(host, "No event that is shown has a date.");
  let [first, last] = [Infinity, -Infinity];
  for (const day of dated) [first, last] = [Math.min(first, day), Math.max(last, day)];
  const every = filter.get("every") || fitting(last - first + 1);
  const counts = new Map();
  rows.forEach((row, i) => {
    if (days[i] === null || days[i] < begins) return;
    const start = STARTS[every](days[i]);
    if (!counts.has(start)) counts.set(start, [0, 0, 0, 0]);
    counts.get(start)[events.columns.quad[row] - 1] += 1;
  });
  const begin = STARTS[every](first);
  const end = next(every, STARTS[every](last));
  const up = Math.max(1, ...[...counts.values()].map((n) => n[0] + n[1]));
  const down = Math.max(1, ...[...counts.values()].map((n) => n[2] + n[3]));
  const [width, height, margin] = [Math.max(280, host.clientWidth || 800), 260, 44];
  const x = (day) => margin + ((day - begin) / (end - begin)) * (width - margin - 8);
  const y = (n) => 12 + ((up - n) / (up + down)) * (height - 40);
  const svg = shape("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  for (const n of [up, 0, -down]) {
    svg.append(shape("path", { class: "axis", d: `M${margin} ${y(n)}H${width}` }));
    svg.append(shape("text", { x: margin - 6, y: y(n) + 4, "text-anchor": "end", class: "soft" }, number.format(Math.abs(n))));
  }
  const marks = [...counts].sort((a, b) => a[0] - b[0]).map(([start, n]) => {
    const name = periodName(every, start);
    const told = n.map((k, i) => (k ? `${number.format(k)} ${CLASSES[i]}` : "")).filter(Boolean).join(", ");
    const wide = Math.max(1, x(next(every, start)) - x(start) - 1);
    const bar = (from, to, kind) =>
      shape("rect", { class: `c${kind} shape`, x: x(start), y: y(to), width: wide, height: Math.max(0, y(from) - y(to)) });
    const bars = [bar(0, n[0], 1), bar(n[0], n[0] + n[1], 2), bar(-n[2], 0, 3), bar(-n[2] - n[3], -n[2], 4)];
    const hit = shape("rect", { class: "hit", x: x(start), y: 12, width: wide, height: height - 40 });
    const period = mark(name, `${name}: ${told}`, ...bars, hit);
    period.addEventListener("click", () => filter.set({ from: iso(start), to: iso(next(every, start) - 1) }));
    return period;
  });
  svg.append(...marks);
  for (const [day, text] of ticks(begin, end)) {
    svg.append(shape("path", { class: "axis", d: `M${x(day)} ${height - 28}v6` }));
    svg.append(shape("text", { x: x(day), y: height - 8, class: "soft" }, text));
  }
  roving(marks);
  const key = CLASSES.map((name, i) => el("li", {}, el("i", { class: `c${i + 1}` }), name));
  const undated = days.filter((day) => day === null).length;
  const before = rows.length - dated.length - undated;
  const left = [
    undated && `${number.format(undated)} without a date`,
    before && `${number.format(before)} before ${iso(begins).slice(0, 4)}, the year of the first article (set From to see them)`,
  ].filter(Boolean);
  const notes = left.length ? [el("p", { class: "note" }, `Left out: ${left.join(", ")}.`)] : [];
  chart(host, `Events by ${every}, cooperation upwards, conflict downwards`, svg, el("ul", { class: "key" }, ...key), ...notes);
}

/** The first day of the year of the first article: what is dated before is background, and would fill the picture. */
function firstYear(published) {
  let first = Infinity;
  for (const day of published) if (day !== null && day < first) first = day;
  return first === Infinity ? -Infinity : STARTS.year(first);
}

/** Up to eight first days of periods, with their names. */
function ticks(begin, end) {
  const every = ["day", "week", "month", "quarter", "year"].find((each) => (end - begin) / (next(each, begin) - begin) <= 8) ?? "year";
  const days = [];
  for (let day = STARTS[every](begin); day < end; day = next(every, day)) if (day >= begin) days.push(day);
  const step = Math.ceil(days.length / 8);
  return days.filter((_, i) => i % step === 0).map((day) => [day, every === "week" ? iso(day) : periodName(every, day)]);
}
