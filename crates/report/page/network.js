"use strict";
// Actors as points, events between them as lines: blue, or orange and dashed where more than half are conflict.

const NODES = 36;
const STRONGEST = 3; // Ties of each node: with more, many nodes make a picture that shows none.

function drawNetwork(host, counted, filter) {
  const names = counted.units.slice(0, NODES).map(([unit]) => unit);
  if (!names.length) return nothing(host, "No event that is shown has both a source and a target.");
  const at = new Map(names.map((name, i) => [name, i]));
  const ties = new Map();
  for (const { source, target, n, conflict } of counted.pairs) {
    const [a, b] = [at.get(source), at.get(target)];
    if (a === undefined || b === undefined) continue;
    const key = Math.min(a, b) * NODES + Math.max(a, b);
    const tie = ties.get(key) ?? { a: Math.min(a, b), b: Math.max(a, b), n: 0, conflict: 0 };
    ties.set(key, { ...tie, n: tie.n + n, conflict: tie.conflict + conflict });
  }
  const drawn = strongestOf([...ties.values()], names.length);
  const [width, height] = [Math.max(280, Math.min(host.clientWidth || 600, 760)), 500];
  const places = springs(names.length, drawn);
  const x = (i) => 50 + places[i].x * (width - 140);
  const y = (i) => 24 + places[i].y * (height - 48);
  const svg = shape("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  const widest = Math.max(...drawn.map((tie) => tie.n));
  for (const { a, b, n, conflict } of drawn) {
    const kind = conflict * 2 > n ? "tie conflict" : "tie";
    const line = { class: kind, x1: x(a), y1: y(a), x2: x(b), y2: y(b), "stroke-width": (1 + 6 * Math.sqrt(n / widest)).toFixed(1) };
    svg.append(shape("line", line, shape("title", {}, `${names[a]} – ${names[b]}: ${count(n, "event")}, ${number.format(conflict)} of conflict`)));
  }
  const strongest = counted.units[0][1];
  const marks = names.map((name, i) => {
    const total = counted.units[i][1];
    const dot = shape("circle", { class: "node shape", cx: x(i), cy: y(i), r: (4 + 9 * Math.sqrt(total / strongest)).toFixed(1) });
    const text = shape("text", { class: "name", x: x(i) + 6 + 9 * Math.sqrt(total / strongest), y: y(i) + 4 }, name);
    const node = mark(name, `${name}: ${count(total, "event")} with others`, dot, text);
    node.addEventListener("click", () => filter.set({ who: name }));
    return node;
  });
  svg.append(...marks);
  roving(marks);
  const key = el("ul", { class: "key" }, el("li", {}, el("hr"), "mostly cooperation"), el("li", {}, el("hr", { class: "conflict" }), "mostly conflict"));
  const weaker = drawn.length < ties.size ? el("p", { class: "note" }, `The ${STRONGEST} strongest ties of each.`) : null;
  const notes = [most(names.length, counted.units.length), weaker].filter(Boolean);
  chart(host, "Network of actors with most events", svg, key, ...notes);
}

/** The ties that are among the strongest of either end. */
function strongestOf(ties, n) {
  const left = new Array(n).fill(STRONGEST);
  return ties
    .sort((x, y) => y.n - x.n || x.a - y.a || x.b - y.b)
    .filter(({ a, b }) => {
      const kept = left[a] > 0 || left[b] > 0;
      left[a] -= 1;
      left[b] -= 1;
      return kept;
    });
}

/** Places between 0 and 1 by springs (Fruchterman and Reingold 1991), from a circle: the same every time. */
function springs(n, ties) {
  const nodes = Array.from({ length: n }, (_, i) => ({ x: Math.cos((2 * Math.PI * i) / n), y: Math.sin((2 * Math.PI * i) / n), dx: 0, dy: 0 }));
  const gap = 1.6 / Math.sqrt(n);
  const push = (a, b, force) => {
    const [dx, dy] = [a.x - b.x, a.y - b.y];
    const far = Math.hypot(dx, dy) || 1e-6;
    const by = force(far) / far;
    a.dx += dx * by; a.dy += dy * by; b.dx -= dx * by; b.dy -= dy * by;
  };
  for (let heat = 0.3; heat > 0.002; heat *= 0.97) {
    for (const node of nodes) [node.dx, node.dy] = [-node.x * 0.15, -node.y * 0.15];
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) push(nodes[i], nodes[j], (far) => (gap * gap) / far);
    for (const { a, b, n: weight } of ties) push(nodes[a], nodes[b], (far) => -((far * far) / gap) * Math.min(1, 0.2 + Math.log1p(weight) / 6));
    for (const node of nodes) {
      const step = Math.min(heat, Math.hypot(node.dx, node.dy)) / (Math.hypot(node.dx, node.dy) || 1);
      node.x += node.dx * step;
      node.y += node.dy * step;
    }
  }
  const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => node.y)];
  const within = (value, all) => (Math.max(...all) - Math.min(...all) < 1e-9 ? 0.5 : (value - Math.min(...all)) / (Math.max(...all) - Math.min(...all)));
  return nodes.map((node) => ({ x: within(node.x, xs), y: within(node.y, ys) }));
}
