"""Panels: what is counted for pairs and periods, from tables alone, which may be filtered, joined or read from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import polars as pl

from detente import _detente
from detente._sources import as_day
from detente._tables import Tabled, tables_of
from detente.exceptions import InputError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from detente._detente import _Counting, _EventTables

ACTUAL = ("actual", "ongoing")
"""What happened or is going on: the statuses that are counted unless others are asked for."""

By: TypeAlias = Literal["country", "actor", "sector", "entity"]
Count: TypeAlias = Literal["events", "stories", "reports"]
Undated: TypeAlias = Literal["published", "drop"]


def event_tables(tables: Any, articles: Any = None, count: str = "events") -> _EventTables:
    """Return events, articles, and stories where they are counted and have been made."""
    if articles is not None:
        return tables, articles, None
    events, articles = tables_of(tables, ("events", "articles"))
    # A corpus keeps its stories; of other tables they are made.
    kept = count == "stories" and isinstance(tables, Tabled)
    return events, articles, getattr(tables, "stories", None) if kept else None


def counting(status: str | Sequence[str], count: str, undated: str) -> _Counting:
    """Return which events are counted."""
    return {"status": statuses(status), "count": count, "undated": undated}


def statuses(status: str | Sequence[str]) -> list[str]:
    """Return the statuses as a list."""
    return [status] if isinstance(status, str) else list(status)


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
        The statuses that are counted: ``actual``, ``ongoing``, ``planned``, ``possible``, ``negated``.
    count
        What counts as one: a row of ``events``, without those of articles that are copies (``events``); one event of a
        type and dyad for each story, on the day of its earliest report (``stories``, see :func:`stories`); a row of
        ``events``, in copies too (``reports``).
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


def who_met_whom(
    tables: Any,
    *,
    by: By = "actor",
    status: str | Sequence[str] = ACTUAL,
    undated: Undated = "published",
    duplicates: bool = False,
) -> pl.DataFrame:
    """Count the meetings of every two who took part in one together.

    Parameters
    ----------
    tables
        A :class:`Corpus`, a folder of tables, or a mapping with ``meetings`` and ``articles``.
    by, status, undated
        As in :func:`dyads`.
    duplicates
        Whether copies of an earlier article count too.

    Returns
    -------
    polars.DataFrame
        ``one`` and ``other`` (by alphabet), ``n_meetings`` (rows of ``meetings``), ``n_days`` (days on which they met:
        the better count, since one meeting is told in many articles), ``n_articles``, ``first``, ``last``, ``formats``,
        ``meeting_ids``; sorted by the two.

    Raises
    ------
    detente.exceptions.InputError
        When an option is wrong, or a table or a column is missing or of another type.

    Examples
    --------
    >>> news = dt.read("The presidents of Kenya and Uganda met in Nairobi.", published="2024-03-14")
    >>> news.who_met_whom(by="country").select("one", "other", "n_meetings", "first").rows()
    [('KEN', 'UGA', 1, datetime.date(2024, 3, 14))]
    """
    meetings, articles = tables_of(tables, ("meetings", "articles"))
    return pl.DataFrame(_detente.who_met_whom(meetings, articles, by, statuses(status), undated, duplicates))


def statements(
    tables: Any, *, speaker: str | None = None, about: str | None = None, duplicates: bool = False
) -> pl.DataFrame:
    """Tell who said what about whom: each quote with everyone whom it mentions.

    Parameters
    ----------
    tables
        A :class:`Corpus`, a folder of tables, or a mapping with ``quotes``, ``mentions``, ``entities``, ``articles``.
    speaker
        Only of a speaker with this name, as in ``entities``, this country (ISO 3166-1 alpha-3) or this id in the atlas.
    about
        Only about one with this name, country or id; without, a quote that mentions nobody has a row as well.
    duplicates
        Whether copies of an earlier article count too.

    Returns
    -------
    polars.DataFrame
        A quote and one who is mentioned in it a row: ``article_id``, ``quote_id``, ``day`` (on which it was said, else
        published), ``speaker`` and ``about`` with country, sector or kind, and the words: ``text``, its ``start`` and
        ``end``, and ``about_start`` and ``about_end``, all code points into ``articles.text``. In the order of the
        quotes.

    Raises
    ------
    detente.exceptions.InputError
        When a table or a column is missing or of another type.

    Examples
    --------
    >>> news = dt.read('"Uganda is a friend of Kenya," President William Ruto said.')
    >>> news.statements(about="UGA").select("about", "text").rows()
    [('Uganda', 'Uganda is a friend of Kenya,')]
    """
    quotes, mentions, entities, articles = tables_of(tables, ("quotes", "mentions", "entities", "articles"))
    return pl.DataFrame(_detente.statements((quotes, mentions, entities, articles), speaker, about, duplicates))


def stances(
    tables: Any,
    *,
    by: By = "country",
    status: str | Sequence[str] = ACTUAL,
    count: Count = "events",
    undated: Undated = "published",
    least: int = 3,
    least_for_changes: int = 10,
) -> pl.DataFrame:
    """Tell who backs or opposes whom, and when that changed.

    An event of cooperation backs, one of conflict opposes; CONSULT and REQUEST, which friend and foe get, take no side
    and are left out. The score is the difference of the two counts divided by their sum.

    Parameters
    ----------
    tables, by, status, count, undated
        As in :func:`dyads`.
    least
        The events that a score takes; with fewer it is null.
    least_for_changes
        The events with a day that it takes to look for changes; with fewer ``changes`` and ``scores`` are empty.

    Returns
    -------
    polars.DataFrame
        ``source``, ``target``, ``n``, ``n_backing``, ``n_opposing``, ``score`` (-1 to 1, or null), ``first`` and
        ``last`` day, ``changes`` (a list of days from which the stance was another), ``scores`` (a list of the scores
        before, between and after them), ``event_ids`` (the evidence, by day); sorted by source and target.

    Raises
    ------
    detente.exceptions.InputError
        When an option is wrong, or a table or a column is missing or of another type.

    Notes
    -----
    Changes are those of the optimal segmentation [1]_ of the events by day: every segment is binomial with a share of
    its own, has three events at least, and a change costs 3 ln n, the penalty of [2]_ without its term on the lengths
    of segments. In 400 series of chance alone, 3 % of those of 20 events and 0.3 % of those of 200 had a change. Events
    without any day count for the score alone. A stance of a government is more than its events:
    what was not reported is not in it.

    .. [1] Killick, Fearnhead and Eckley 2012, https://doi.org/10.1080/01621459.2012.737745
    .. [2] Zhang and Siegmund 2007, https://doi.org/10.1111/j.1541-0420.2006.00662.x

    Examples
    --------
    >>> news = dt.read("Kenya condemned Uganda. Kenya accused Uganda of theft. Kenya thanked Uganda.")
    >>> news.stances().select("source", "target", "n", "n_backing", "n_opposing").rows()
    [('KEN', 'UGA', 3, 1, 2)]
    """
    for name, value in (("least", least), ("least_for_changes", least_for_changes)):
        if value < 1:
            message = f"{name} is {value}: it is a number of events, 1 at least"
            raise InputError(message)
    given = event_tables(tables, count=count)
    found = _detente.stances(given, counting(status, count, undated), by, least, least_for_changes)
    return pl.DataFrame(found)


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
