"""Who met whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente import _detente
from detente._panels.counting import ACTUAL, statuses
from detente._tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente._panels.counting import By, Undated


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
