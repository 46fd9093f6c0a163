"""The tables: their names, frames without rows, and the properties that make them on demand."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from detente import _detente
from detente.exceptions import InputError, ManifestWarning

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def schema(table: str) -> pl.DataFrame:
    """Tell what the columns of a table are and say.

    Parameters
    ----------
    table
        A name of :data:`TABLES`; ``participant``, the fields of those who take part in events and meetings; ``dyads``
        and ``cow_dyads``; ``scale_coverage``; ``timeline``; ``who_met_whom``; ``statements``; ``stances``; ``shifts``;
        ``stories``; ``nodes`` and ``edges`` of networks; ``diff``; ``tokens``; ``actors``, ``holdings``, ``names``,
        ``places`` and ``readings`` of the atlas; or ``schema``.

    Returns
    -------
    polars.DataFrame
        A column a row: ``column``, ``dtype`` (as polars calls it), ``nullable`` (a null means unknown), ``unit`` (what
        its numbers count, or its codes are codes of; or null), ``values`` (all that it can have, or empty) and
        ``about``, a sentence.

    Raises
    ------
    detente.exceptions.InputError
        When there is no such table.

    Examples
    --------
    >>> dt.schema("events").filter(column="status")["values"].to_list()
    [['actual', 'ongoing', 'planned', 'possible', 'negated']]
    """
    return pl.DataFrame(_detente.schema(table))


def tables_of(source: Any, names: Sequence[str]) -> list[Any]:
    """Return tables of a corpus, of a folder that was written, or of a mapping of names to data frames.

    Raises
    ------
    detente.exceptions.MissingPathError
        When there is no such folder.
    detente.exceptions.InputError
        When `source` is nothing that has tables, or lacks one of them.
    """
    if isinstance(source, Tabled):
        return [source.table(name) for name in names]
    found: dict[str, Any]
    if isinstance(source, str | os.PathLike):
        found, where = {name: _detente.read_table(source, name) for name in names}, str(source)
        warn_of(source)
    elif isinstance(source, Mapping):
        found, where = {name: source.get(name) for name in names}, "the mapping"
    else:
        message = (
            "a corpus, a folder of tables or a mapping of table names to data frames is wanted, "
            f"not {type(source).__name__}; needed are {', '.join(names)}"
        )
        raise InputError(message)
    missing = [name for name in names if found[name] is None]
    if missing:
        message = f"{where} has no table {', '.join(missing)}; needed are {', '.join(names)}"
        raise InputError(message)
    return list(found.values())


def warn_of(folder: str | os.PathLike[str], *, any_version: bool = False) -> None:
    """Warn where the tables of a folder may be other than one thinks."""
    if (doubt := _detente.doubt(folder, any_version)) is None:
        return
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").startswith("detente."):
        level, frame = level + 1, frame.f_back
    warnings.warn(doubt, ManifestWarning, stacklevel=level)


FREE = ("articles", "problems")
"""The tables that take no analysis of the language."""

ANALYSED = tuple(table for table in TABLES if table not in FREE)
"""The tables that do; the rows of an article stand together in them."""


def runs(table: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """Tell where the rows of each article stand: the first, and how many."""
    counted = table["article_id"].rle().struct.unnest()
    starts = counted["len"].cum_sum() - counted["len"]
    return dict(zip(counted["value"], zip(starts, counted["len"], strict=True), strict=True))


class Tabled:
    """What has tables: they are made when the first of them is asked for, and kept."""

    _tables: dict[str, pl.DataFrame]

    def table(self, name: str) -> pl.DataFrame:
        """Return the table of that name, one of :data:`detente.TABLES`."""
        if name not in self._tables:
            self._make(name)
        return self._tables[name]

    def _make(self, name: str) -> None:
        raise NotImplementedError

    @property
    def sentences(self) -> pl.DataFrame:
        """A sentence a row."""
        return self.table("sentences")

    @property
    def mentions(self) -> pl.DataFrame:
        """A name, title, noun or pronoun that refers to an entity, a row."""
        return self.table("mentions")

    @property
    def entities(self) -> pl.DataFrame:
        """One who or what an article speaks of, a row, as of the article's date."""
        return self.table("entities")

    @property
    def quotes(self) -> pl.DataFrame:
        """An attributed span of speech or writing a row."""
        return self.table("quotes")

    @property
    def events(self) -> pl.DataFrame:
        """An event a row: PLOVER type, status, source, target, date, place, and whose word it is.

        ``goldstein`` is the scale value of the PLOVER manual, -10 (conflict) to 10 (cooperation).
        """
        return self.table("events")

    @property
    def meetings(self) -> pl.DataFrame:
        """A meeting a row."""
        return self.table("meetings")

    @property
    def times(self) -> pl.DataFrame:
        """A time expression a row, with its TIMEX3 value."""
        return self.table("times")
