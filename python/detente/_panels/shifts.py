"""Two periods compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from detente import _detente
from detente._panels.counting import ACTUAL, counting, event_tables
from detente._sources import as_day
from detente.exceptions import InputError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from detente._panels.counting import By, Count, Undated


def shifts(
    tables: Any,
    before: tuple[datetime.date | str, datetime.date | str],
    after: tuple[datetime.date | str, datetime.date | str],
    *,
    by: By = "country",
    of: Literal["all", "quad", "type"] = "quad",
    per: Literal["day", "article"] = "day",
    status: str | Sequence[str] = ACTUAL,
    count: Count = "events",
    undated: Undated = "published",
    directed: bool = True,
    confidence: float = 0.95,
) -> pl.DataFrame:
    """Compare the events of each pair in two periods, with the uncertainty of counts.

    Parameters
    ----------
    tables, by, status, count, undated, directed
        As in :func:`dyads`.
    before, after
        The first and the last day of each period, dates or ``YYYY-MM-DD``.
    of
        What is counted for each pair: all events, each of the four quad classes, or each PLOVER type.
    per
        Whether rates are for each day, or for each article published in the period (UTC, without copies where `count`
        is ``events``): the same politics makes more events where more news was read.
    confidence
        How sure the intervals are, between 0 and 1.

    Returns
    -------
    polars.DataFrame
        ``source``, ``target``, ``of``, ``n_before``, ``n_after``, ``rate_before``, ``rate_after``, ``ratio`` (after to
        before; null where there was nothing before) with its interval ``low`` to ``high`` (null: no upper end), ``p``
        and ``q``; sorted by ``p``. What occurs in neither period has no row.

    Raises
    ------
    detente.exceptions.InputError
        When the periods have days in common or end before they start, an option is wrong, no article was published in
        one of them with ``per="article"``, or a table or a column is missing or of another type.

    Notes
    -----
    Counts are taken for Poisson. Given the sum of both, the second is binomial; the interval is that of Clopper and
    Pearson for its share, and ``p`` twice the smaller tail [1]_, at most 1. ``q`` is ``p`` adjusted for the number of
    rows [2]_. Events come in clusters: count stories rather than events, and take intervals for the least that is
    uncertain.

    .. [1] Przyborowski and Wilenski 1940, https://doi.org/10.1093/biomet/31.3-4.313
    .. [2] Benjamini and Hochberg 1995, https://doi.org/10.1111/j.2517-6161.1995.tb02031.x

    Examples
    --------
    >>> news = dt.read([{"text": "Kenya condemned Uganda.", "date": f"2024-0{month}-01"} for month in (1, 5, 6, 6)])
    >>> found = news.shifts(("2024-01-01", "2024-03-31"), ("2024-04-01", "2024-06-30"), count="reports")
    >>> found.select("source", "target", "of", "n_before", "n_after", "ratio", pl.col("p").round(3)).rows()
    [('KEN', 'UGA', 'verbal conflict', 1, 3, 3.0, 0.625)]
    """
    shift: _detente._Shift = {
        "before": _period("before", before),
        "after": _period("after", after),
        "by": by,
        "of": of,
        "per": per,
        "directed": directed,
        "confidence": confidence,
    }
    given = event_tables(tables, count=count)
    return pl.DataFrame(_detente.shifts(given, counting(status, count, undated), shift))


def _period(name: str, days: tuple[datetime.date | str, datetime.date | str]) -> tuple[datetime.date, datetime.date]:
    if isinstance(days, str) or len(days) != 2:
        message = f"{name} is a pair of days, the first and the last: ('2024-01-01', '2024-06-30')"
        raise InputError(message)
    try:
        first, last = as_day(days[0]), as_day(days[1])
    except ValueError:
        message = f"{name} is {days[0]} to {days[1]}: days are dates or YYYY-MM-DD"
        raise InputError(message) from None
    if first is None or last is None:
        message = f"{name} has no {'first' if first is None else 'last'} day"
        raise InputError(message)
    return first, last
