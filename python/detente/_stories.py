"""Stories: the reports of one event folded together, from tables alone."""

from __future__ import annotations

from typing import Any

import polars as pl

from detente import _detente


def stories(events: Any, articles: Any) -> pl.DataFrame:
    """Fold the reports of one event into a story a row, so that a count is a count of events.

    Two rows of ``events`` report one event when type and status agree (``actual`` with ``ongoing``, ``planned`` with
    ``possible``), few days lie between them (two where both say when, four between their publication), who acts and who
    is acted on do not contradict each other, and the words around them are alike: tf-idf cosine, with a bonus for a
    party with a name that is seldom named and a deduction for each day between them, another place, or other numbers.
    Within an article the parties must be the same. Every two reports of a story are compatible, so that a chain of
    similar events does not make one. A date of more than a week ("in March", "in 2019") does not say when: there the
    day of publication does, if the source gave a day. Rows with neither are stories by themselves. The order of the
    rows decides nothing.

    Parameters
    ----------
    events, articles
        Tables of :class:`Corpus`, or of a folder that ``detente run`` wrote, as any data frame that exports Arrow
        (polars, pandas 3, pyarrow, DuckDB). They may be filtered.

    Returns
    -------
    polars.DataFrame
        ``story`` (the ``event_id`` of the report that tells most: source and target, then a date of a week at most or
        none, then the highest score, then the earliest); of that report ``type``, ``status``, ``source`` and ``target``
        (lists of names), ``source_countries`` and ``target_countries`` (lists of ISO 3166-1 alpha-3 codes),
        ``date_start``, ``date_end``, ``place``, ``country``; of all reports ``first_published`` and ``last_published``
        (dates, UTC), ``n_reports``, ``n_articles``, ``n_copies`` (articles that are copies of others), ``event_ids``,
        ``article_ids``. Sorted by day and ``story``.

    Raises
    ------
    detente.exceptions.InputError
        When a column is missing or of another type.

    Notes
    -----
    To count events instead of reports, keep one row of ``events`` for each story before anything is counted. To fold a
    folder that ``detente run`` wrote, read its tables: ``pl.read_parquet("out/events/*.parquet")``.

    Examples
    --------
    >>> one, two = "Kenya condemned Uganda over the bridge.", "Over the bridge, Kenya condemned Uganda."
    >>> news = dt.read(pl.DataFrame({"text": [one, two], "date": ["2024-03-12", "2024-03-13"]}))
    >>> news.stories.select("type", "source", "target", "n_reports").rows()
    [('ACCUSE', ['Kenya'], ['Uganda'], 2)]
    >>> events = news.events.filter(pl.col("event_id").is_in(news.stories["story"].to_list()))
    >>> dt.dyads(events, news.articles)["n_events"].to_list()
    [1]
    """
    return pl.DataFrame(_detente.stories(events, articles))
