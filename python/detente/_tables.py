"""The names of the tables, and frames without rows."""

from __future__ import annotations

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
