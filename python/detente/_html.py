"""An article as HTML with its actors, quotes and events marked.

Inline styles only, no script and no outside resource; everything from the article is escaped. Colours are translucent
and text keeps the page's colour, so that light and dark pages both work.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

if TYPE_CHECKING:
    from detente._doc import Doc

_STYLES = {
    "quote": "background:rgba(255,193,7,.20)",
    "actor": "background:rgba(33,150,243,.22);border-radius:.2em;padding:0 .1em",
    "event": "border-bottom:.15em solid rgba(233,30,99,.75)",
}
_BOX = "line-height:1.7;max-width:50em;white-space:pre-wrap;overflow-wrap:break-word"
_LABEL = "font-size:.7em;opacity:.75;margin-left:.3em"


class Mark(NamedTuple):
    """A stretch of the text that is shown marked."""

    start: int
    end: int
    kind: str
    label: str
    """Shown after the stretch."""
    title: str
    """Shown when the pointer rests on it."""


def article_html(doc: Doc) -> str:
    """Return the article as a ``<div>``."""
    heads = [escape(doc.source)]
    counts = f"{doc.events.height} events, {doc.quotes.height} quotes, {doc.meetings.height} meetings"
    legend = " ".join(f'<span style="{style}">{kind}</span>' for kind, style in _STYLES.items())
    heads += [counts, legend]
    head = f'<div style="font-size:.8em;opacity:.8">{" · ".join(heads)}</div>'
    return f'<div>{head}<div style="{_BOX}">{_marked(doc.text, _marks(doc))}</div></div>'


def _marks(doc: Doc) -> list[Mark]:
    marks = [*_quotes(doc), *_actors(doc), *_events(doc)]
    return [mark for mark in marks if mark.start < mark.end]


def _quotes(doc: Doc) -> list[Mark]:
    rows = doc.quotes.select("start", "end", "kind", "speaker_name").iter_rows(named=True)
    return [
        Mark(row["start"], row["end"], "quote", "", f"{row['kind']} quote: {row['speaker_name'] or 'speaker unknown'}")
        for row in rows
    ]


def _actors(doc: Doc) -> list[Mark]:
    mentions = doc.mentions.filter(pl.col("form") != "pronoun")
    named = mentions.join(doc.entities.select("entity_id", "name", "country", "sector", "role"), on="entity_id")
    marks = []
    for row in named.select("start", "end", "name", "country", "sector", "role").iter_rows(named=True):
        codes = " ".join(code for code in (row["country"], row["sector"]) if code)
        title = ", ".join(part for part in (row["name"], row["role"]) if part)
        marks.append(Mark(row["start"], row["end"], "actor", codes, title))
    return marks


def _events(doc: Doc) -> list[Mark]:
    marks = []
    for row in doc.events.iter_rows(named=True):
        sides = [", ".join(p["name"] for p in row[side]) or "–" for side in ("source", "target")]
        title = f"{row['type']} ({row['status']}): {' → '.join(sides)}"
        marks.append(Mark(row["start"], row["end"], "event", row["type"], title))
    return marks


def _marked(text: str, marks: list[Mark]) -> str:
    """Cut the text where marks begin and end, so that marks may overlap as they like."""
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    out = []
    for start, end in pairwise(cuts):
        covering = [m for m in marks if m.start <= start and end <= m.end]
        piece = escape(text[start:end])
        if covering:
            style = ";".join(_STYLES[kind] for kind in dict.fromkeys(m.kind for m in covering))
            title = escape(" · ".join(dict.fromkeys(m.title for m in covering)))
            piece = f'<span style="{style}" title="{title}">{piece}</span>'
        labels = dict.fromkeys(m.label for m in covering if m.end == end and m.label)
        out.append(piece + "".join(f'<span style="{_LABEL}">{escape(label)}</span>' for label in labels))
    return "".join(out)
