"""The tables: their names, frames without rows, and the properties that make them on demand."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import polars as pl

from detente import _detente

TABLES = (
    "articles",
    "sentences",
    "mentions",
    "entities",
    "quotes",
    "events",
    "meetings",
    "times",
    "problems",
)
"""The names of the tables, in the order in which the work is done."""


def empty(table: str) -> pl.DataFrame:
    """Return a table without rows, for its columns and their types.

    Parameters
    ----------
    table
        A name of :data:`TABLES`.

    Examples
    --------
    >>> dt.empty("times").schema["date_start"]
    Date
    """
    return pl.DataFrame(_detente.empty(table))


class _Coded(Protocol):
    def table(self, name: str) -> _detente.Frame: ...


class Tabled:
    """What has tables: each is made when it is first asked for, and kept."""

    _inner: _Coded

    def _table(self, name: str) -> pl.DataFrame:
        return pl.DataFrame(self._inner.table(name))

    @cached_property
    def sentences(self) -> pl.DataFrame:
        """A sentence a row."""
        return self._table("sentences")

    @cached_property
    def mentions(self) -> pl.DataFrame:
        """A name, title, noun or pronoun that refers to an entity, a row."""
        return self._table("mentions")

    @cached_property
    def entities(self) -> pl.DataFrame:
        """One who or what an article speaks of, a row, as of the article's date."""
        return self._table("entities")

    @cached_property
    def quotes(self) -> pl.DataFrame:
        """An attributed span of speech or writing a row."""
        return self._table("quotes")

    @cached_property
    def events(self) -> pl.DataFrame:
        """An event a row: PLOVER type, status, source, target, date, place, and whose word it is.

        ``goldstein`` is the scale value of the PLOVER manual, -10 (conflict) to 10 (cooperation).
        """
        return self._table("events")

    @cached_property
    def meetings(self) -> pl.DataFrame:
        """A meeting a row."""
        return self._table("meetings")

    @cached_property
    def times(self) -> pl.DataFrame:
        """A time expression a row, with its TIMEX3 value."""
        return self._table("times")
