"use strict";
// Elements. What comes from an article is only ever set as text or as an attribute, never as markup.

const SVG = "http://www.w3.org/2000/svg";

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const el = (tag, attributes = {}, ...children) => filled(document.createElement(tag), attributes, children);
const shape = (tag, attributes = {}, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);

const number = new Intl.NumberFormat("en");
const count = (n, thing) => `${number.format(n)} ${thing}${n === 1 ? "" : "s"}`;

/** A link to the web; anything else that stands where an address should is shown and not followed. */
function link(text, address) {
  return /^https?:\/\//i.test(address ?? "") ? el("a", { href: address, rel: "noopener noreferrer" }, text) : text;
}

/**
 * A chart: what stands over it, the drawing in a box that scrolls, and a line that tells what is pointed at. A mark that
 * had the focus has it again when it is drawn anew.
 */
function chart(host, label, drawing, ...above) {
  const held = host.contains(document.activeElement) ? document.activeElement.getAttribute("data-key") : null;
  const hint = el("p", { class: "hint", "aria-hidden": "true" });
  const box = el("div", { class: "scroll", tabindex: "-1" }, drawing);
  const tell = (event) => (hint.textContent = event.target.closest("[role=button]")?.getAttribute("aria-label") ?? "");
  for (const kind of ["mouseover", "focusin"]) box.addEventListener(kind, tell);
  filled(drawing, { role: "group", "aria-label": label }, []);
  host.replaceChildren(...above, box, hint);
  if (held === null) return;
  const marks = [...drawing.querySelectorAll("[data-key]")];
  (marks.find((mark) => mark.getAttribute("data-key") === held) ?? marks[0])?.focus();
}

/** What of a chart can be picked; `key` tells it from the others. */
const mark = (key, label, ...shapes) => shape("g", { role: "button", "data-key": key, "aria-label": label }, ...shapes);

/** Makes marks of a drawing one stop of the Tab key; arrow keys go from mark to mark. */
function roving(marks) {
  let current = 0;
  marks.forEach((mark, at) => {
    mark.setAttribute("tabindex", at === 0 ? "0" : "-1");
    mark.addEventListener("focus", () => {
      marks[current].setAttribute("tabindex", "-1");
      marks[(current = at)].setAttribute("tabindex", "0");
    });
    mark.addEventListener("keydown", (event) => {
      const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 }[event.key];
      if (to !== undefined) marks[to]?.focus();
      else if (event.key === "Enter" || event.key === " ") mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      else return;
      event.preventDefault();
    });
  });
}
