"""Counts of pairs and periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from detente import _detente
from detente._panels.counting import ACTUAL, counting, event_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente._panels.counting import By, Count, Undated


def dyads(
    tables: Any,
    articles: Any = None,
    *,
    every: str = "1mo",
    by: By = "country",
    status: str | Sequence[str] = ACTUAL,
    count: Count = "events",
    undated: Undated = "published",
    directed: bool = True,
    balanced: bool = False,
    codes: Literal["iso", "cow"] = "iso",
    scale: Any = None,
    one_a_day: bool = False,
    duplicates: bool = False,
) -> pl.DataFrame:
    """Count events by source, target and period.

    An event counts once for each ordered pair of a source and a target; a unit with itself is no dyad. Its period is
    that of ``date_start``.

    Parameters
    ----------
    tables
        A :class:`Corpus`; the folder that :meth:`Corpus.write` or ``detente run`` wrote, as Parquet or Arrow; a mapping
        of table names to data frames (``events``, ``articles``); or the events alone, with `articles` beside them. Data
        frames are any that export Arrow (polars, pandas 3, pyarrow, DuckDB), and may be filtered.
    articles
        The articles, where `tables` are the events.
    every
        ``1d``, ``1w`` (from Monday), ``1mo``, ``1q`` or ``1y``; or ``day``, ``week``, ``month``, ``quarter``, ``year``.
    by
        ``country`` (participants without one are left out), ``actor`` (persons, states, bodies, groups by name;
        ``entity`` is the same) or ``sector`` (country and main PLOVER sector: ``RUSGOV``; without a country ``IGO``).
    status
        The statuses that are counted, one or several of ``actual``, ``ongoing``, ``planned``, ``possible`` and
        ``negated``. Only what happened counts unless others are named: ``("actual", "ongoing")`` takes what had begun
        and was going on as well.
    count
        What counts as one: a row of ``events``, without those of articles that are copies (``events``: an event that
        headline and text of an article tell counts twice); one event of a type and dyad for each story, on the day of
        its earliest report (``stories``, see :func:`stories`); a row of ``events``, in copies too (``reports``).
    undated
        What day an event without ``date_start`` has: that on which its article was published, UTC (``published``;
        without any, the period is null), or none, so that it is not counted (``drop``).
    directed
        Whether who acts and who is acted on are told apart. If not, ``source`` is the first of the two by alphabet.
    balanced
        Whether every pair of the units that occur has a row in every period from the first to the last, of zeros where
        nothing was counted. What has no day is left out.
    codes
        ``cow`` gives ``ccode1``, ``ccode2`` (Correlates of War codes) and ``year``, of months also ``month``, for
        ``period``, ``source`` and ``target``, as the R package peacesciencer calls them; countries that are no states
        of that system are left out. It goes with countries, and with months or years.
    scale
        A frame of your own values: ``type`` or ``cameo``, and ``value``. A CAMEO code without a row takes the value of
        the code above it (1121 that of 112). See ``scale_mean``, ``scale_coverage`` and :func:`scale_coverage`.
    one_a_day
        Whether only the first event of a type counts for a dyad and day, the usual guard against much reported ones.
        Events without any day all count.
    duplicates
        The same as ``count="reports"``.

    Returns
    -------
    polars.DataFrame
        ``period`` (its first day), ``source``, ``target``, ``n_events``, counts and shares of the four quad classes,
        ``goldstein_mean`` and ``goldstein_sum``, ``scale_mean`` (on `scale`), ``scale_coverage`` (the share of events
        that it has a value for), and a count for each PLOVER type; sorted by period, source and target. Means and
        shares of nothing are null. ``dt.schema("dyads")`` and ``dt.schema("cow_dyads")`` tell every column.

    Raises
    ------
    detente.exceptions.InputError
        When an option is wrong, options contradict each other, a table or a column is missing or of another type, or a
        balanced panel would have more than 40 million rows.
    detente.exceptions.MissingPathError
        When there is no such folder.

    Examples
    --------
    >>> text = "Kenya condemned Uganda. Uganda thanked Kenya for its aid."
    >>> news = dt.read(text, published="2024-03-14")
    >>> dt.dyads(news).select("period", "source", "target", "n_events", "n_accuse").rows()
    [(datetime.date(2024, 3, 1), 'KEN', 'UGA', 1, 1), (datetime.date(2024, 3, 1), 'UGA', 'KEN', 1, 0)]
    >>> news.dyads("1y", codes="cow").select("ccode1", "ccode2", "year", "n_events").rows()
    [(500, 501, 2024, 1), (501, 500, 2024, 1)]
    >>> own = pl.DataFrame({"type": ["ACCUSE"], "value": [-1.0]})
    >>> news.dyads(directed=False, scale=own).select("n_events", "scale_mean", "scale_coverage").rows()
    [(2, -1.0, 0.5)]
    """
    count = "reports" if duplicates and count == "events" else count
    panel: _detente._Panel = {
        "every": every,
        "by": by,
        "codes": codes,
        "directed": directed,
        "balanced": balanced,
        "one_a_day": one_a_day,
        "scale": scale,
    }
    made = _detente.dyads(event_tables(tables, articles, count), counting(status, count, undated), panel)
    return pl.DataFrame(made)


def scale_coverage(
    tables: Any,
    scale: Any,
    *,
    status: str | Sequence[str] = ACTUAL,
    count: Count = "events",
    undated: Undated = "published",
) -> pl.DataFrame:
    """Tell which types or CAMEO codes of the events a scale has values for, before its means are believed.

    Parameters
    ----------
    tables, scale, status, count, undated
        As in :func:`dyads`.

    Returns
    -------
    polars.DataFrame
        ``on`` (type or cameo), ``code`` (null for events without one), ``n_events``, ``value`` (null where the scale
        has none); sorted by code.

    Raises
    ------
    detente.exceptions.InputError
        When `scale` is no scale: a column is missing, a type is unknown, a code has no value or two.

    Examples
    --------
    >>> news = dt.read("Kenya condemned Uganda. Uganda thanked Kenya for its aid.")
    >>> news.scale_coverage(pl.DataFrame({"type": ["ACCUSE"], "value": [-1.0]})).rows()
    [('type', 'ACCUSE', 1, -1.0), ('type', 'SUPPORT', 1, None)]
    """
    found = _detente.scale_coverage(event_tables(tables, count=count), counting(status, count, undated), scale)
    return pl.DataFrame(found)
