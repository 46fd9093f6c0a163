"""An article with its actors, times, quotes and events marked, and tables of what was found underneath."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from detente._html.table import count, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente._doc import Doc

# Blue and amber are told apart with every kind of colour vision; times have no colour, events a line.
_STYLES = {
    "quote": "background:rgba(255,193,7,.22)",
    "actor": "background:rgba(33,150,243,.24);border-radius:.2em;padding:0 .1em",
    "time": "outline:1px dotted currentColor;outline-offset:-1px",
}
_LINES = {"actual": "solid", "ongoing": "double", "planned": "dashed", "possible": "dotted", "negated": "wavy"}
"""The line under an event, by its status."""

_BOX = "line-height:1.9;max-width:50em;white-space:pre-wrap;overflow-wrap:break-word"
_LABEL = "font-size:.72em;opacity:.85;margin-left:.3em"


class Mark(NamedTuple):
    """A stretch of the text that is shown marked."""

    start: int
    end: int
    style: str
    label: str
    """Shown after the stretch, in brackets."""
    title: str
    """Shown when the pointer rests on it."""


def article_html(doc: Doc) -> str:
    """Return the article as a ``<div>``."""
    styles = {**_STYLES, **{f"{status} event": _line(status) for status in _LINES}}
    legend = " ".join(f'<span style="{style}">{kind}</span>' for kind, style in styles.items())
    head = f'<div style="font-size:.8em;opacity:.9">{escape(doc.source)} · {legend}</div>'
    text = f'<div lang="en" style="{_BOX}">{_marked(doc.text, _marks(doc))}</div>'
    name = escape(f"Article: {doc.title or doc.source}")
    return f'<div role="group" aria-label="{name}">{head}{text}{"".join(_tables(doc))}</div>'


def _line(status: str) -> str:
    line = f"underline {_LINES.get(status, 'solid')} rgba(213,94,0,.9)"
    return f"text-decoration:{line};text-decoration-thickness:.13em;text-underline-offset:.2em"


def _marks(doc: Doc) -> list[Mark]:
    marks = [*_quotes(doc), *_actors(doc), *_times(doc), *_events(doc)]
    return [mark for mark in marks if mark.start < mark.end]


def _quotes(doc: Doc) -> Iterator[Mark]:
    for row in doc.quotes.select("start", "end", "kind", "speaker_name").iter_rows(named=True):
        speaker = row["speaker_name"] or "speaker unknown"
        yield Mark(row["start"], row["end"], _STYLES["quote"], speaker, f"{row['kind']} quote: {speaker}")


def _actors(doc: Doc) -> Iterator[Mark]:
    mentions = doc.mentions.filter(pl.col("form") != "pronoun")
    named = mentions.join(doc.entities.select("entity_id", "name", "country", "sector", "role"), on="entity_id")
    for row in named.select("start", "end", "name", "country", "sector", "role").iter_rows(named=True):
        codes = " ".join(code for code in (row["country"], row["sector"]) if code)
        title = ", ".join(part for part in (row["name"], row["role"]) if part)
        yield Mark(row["start"], row["end"], _STYLES["actor"], codes, title)


def _times(doc: Doc) -> Iterator[Mark]:
    for row in doc.times.select("start", "end", "type", "value").iter_rows(named=True):
        value = row["value"] or ""
        title = f"{row['type'].lower()}: {value or 'value unknown'}"
        yield Mark(row["start"], row["end"], _STYLES["time"], value, title)


def _events(doc: Doc) -> Iterator[Mark]:
    for row in doc.events.iter_rows(named=True):
        word = f", says {row['attributed_to']}" if row["attributed_to"] else ""
        label = f"{row['type']}, {row['status']}{word}"
        sides = [", ".join(p["name"] for p in row[side]) or "–" for side in ("source", "target")]
        yield Mark(row["start"], row["end"], _line(row["status"]), label, f"{label}: {' → '.join(sides)}")


def _marked(text: str, marks: list[Mark]) -> str:
    """Cut the text where marks begin and end, so that marks may overlap as they like."""
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    out = []
    for start, end in pairwise(cuts):
        covering = [m for m in marks if m.start <= start and end <= m.end]
        piece = escape(text[start:end])
        if covering:
            style = ";".join(dict.fromkeys(m.style for m in covering))
            title = escape(" · ".join(dict.fromkeys(m.title for m in covering)))
            piece = f'<span style="{style}" title="{title}">{piece}</span>'
        labels = dict.fromkeys(m.label for m in covering if m.end == end and m.label)
        out.append(piece + "".join(f'<span style="{_LABEL}">[{escape(label)}]</span>' for label in labels))
    return "".join(out)


def _tables(doc: Doc) -> Iterator[str]:
    """Return what was found, for those who do not see the marks or want it at a glance."""
    events = doc.events.with_columns(pl.col("attributed_to").fill_null("the reporter's"))
    shown = {
        "event": (
            events,
            ["status", "type", "mode", "source", "target", "date_start", "date_end", "place", "attributed_to", "text"],
        ),
        "quote": (doc.quotes, ["speaker_name", "kind", "cue", "said_on", "text"]),
        "meeting": (doc.meetings, ["status", "format", "participants", "date", "place", "topics"]),
        "time": (doc.times, ["text", "type", "value", "date_start", "date_end"]),
    }
    for thing, (frame, columns) in shown.items():
        header = ["whose word" if name == "attributed_to" else name.replace("_", " ") for name in columns]
        yield table(count(frame.height, thing), header, frame.select(columns).iter_rows())
