"""A small table, closed until somebody opens it."""

from __future__ import annotations

import datetime
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CELL = "text-align:left;vertical-align:top;padding:.1em .8em .1em 0"


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[Any]], *, open: bool = False) -> str:
    """Return a ``<details>`` with a table in it; its summary, which the keyboard reaches, is the caption."""
    name = escape(caption)
    lines = [_line(row) for row in rows]
    if not lines:
        return f"<div>{name}</div>"
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(column)}</th>' for column in header)
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody>"
    whole = f'<table style="border-collapse:collapse;font-size:.9em" aria-label="{name}">{body}</table>'
    opened = " open" if open else ""
    return f'<details{opened}><summary>{name}</summary><div style="overflow-x:auto">{whole}</div></details>'


def _line(row: Sequence[Any]) -> str:
    return "".join(["<tr>", *(f'<td style="{_CELL}">{cell(value)}</td>' for value in row), "</tr>"])


def cell(value: Any) -> str:
    """Return a value as text of a page: lists with commas, participants by name, nulls as a dash."""
    if value is None or value == []:
        return "–"
    if isinstance(value, list):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, dict):
        return cell(value["name"])
    if isinstance(value, datetime.date):
        return value.isoformat()
    return escape(f"{value:,}" if isinstance(value, int) else str(value))


def count(n: int, thing: str) -> str:
    """Return ``1 event``, ``2 events``."""
    return f"{n:,} {thing}{'' if n == 1 else 's'}"
