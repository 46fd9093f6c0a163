"""Counts of periods, whoever takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from detente import _detente
from detente._panels.counting import ACTUAL, counting, event_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente._panels.counting import Count, Undated


def timeline(
    tables: Any,
    *,
    every: str = "1mo",
    by: Literal["type", "quad"] = "type",
    status: str | Sequence[str] = ACTUAL,
    count: Count = "events",
    undated: Undated = "published",
    balanced: bool = False,
) -> pl.DataFrame:
    """Count events by period and type or quad class, whoever takes part.

    Parameters
    ----------
    tables, every, status, count, undated
        As in :func:`dyads`; a story counts once, on the day of its earliest report.
    by
        Whether PLOVER types are counted or the four quad classes.
    balanced
        Whether each type or class that occurs has a row in every period from the first to the last.

    Returns
    -------
    polars.DataFrame
        ``period`` (its first day), ``quad``, ``type`` (null where quad classes are counted), ``n_events``, ``share``
        (of all events of the period), ``goldstein_mean``; sorted by period, quad class and type.

    Raises
    ------
    detente.exceptions.InputError
        When an option is wrong, or a table or a column is missing or of another type.

    Examples
    --------
    >>> news = dt.read("Kenya condemned Uganda. Uganda thanked Kenya for its aid.", published="2024-03-14")
    >>> news.timeline().select("period", "type", "n_events", "share").rows()
    [(datetime.date(2024, 3, 1), 'SUPPORT', 1, 0.5), (datetime.date(2024, 3, 1), 'ACCUSE', 1, 0.5)]
    """
    given = event_tables(tables, count=count)
    return pl.DataFrame(_detente.timeline(given, counting(status, count, undated), every, by, balanced))
