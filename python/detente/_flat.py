"""Tables without lists, for spreadsheets, Stata and the eye."""

from __future__ import annotations

from typing import Any

import polars as pl

from detente.exceptions import InputError

_OF_PARTICIPANTS = ("name", "country", "sector")


def flat(table: Any, separator: str = "; ") -> pl.DataFrame:
    """Write the lists of a table as texts: who takes part becomes names, countries and sectors.

    Parameters
    ----------
    table
        A table such as ``news.events``, ``news.meetings`` or ``news.stories``, whole or filtered; any frame that
        exports Arrow.
    separator
        What stands between two of a list.

    Returns
    -------
    polars.DataFrame
        The rows of `table`. In the place of a list of participants, ``source`` for one, are ``source_name``,
        ``source_country`` and ``source_sector``; other lists become texts under their own names. Each word of a list
        stands there once; a list without any is null.

    Raises
    ------
    detente.exceptions.InputError
        When `table` is no data frame.

    Examples
    --------
    >>> news = dt.read("The presidents of Kenya and Uganda condemned Chad.")
    >>> dt.flat(news.events).select("source_country", "type", "target_name").rows()
    [('KEN; UGA', 'ACCUSE', 'Chad')]
    """
    if not hasattr(table, "__arrow_c_stream__"):
        message = f"a data frame is wanted, such as news.events, not {type(table).__name__}"
        raise InputError(message)
    frame = pl.DataFrame(table)
    columns: list[pl.Expr] = []
    for name, dtype in frame.schema.items():
        inner = dtype.inner if isinstance(dtype, pl.List) else None
        if isinstance(inner, pl.Struct):
            fields = [field.name for field in inner.fields if field.name in _OF_PARTICIPANTS]
            columns += [_joined(name, pl.element().struct.field(f), separator).alias(f"{name}_{f}") for f in fields]
        elif inner is not None:
            columns.append(_joined(name, pl.element().cast(pl.String), separator))
        else:
            columns.append(pl.col(name))
    return frame.select(columns)


def _joined(column: str, words: pl.Expr, separator: str) -> pl.Expr:
    each = pl.col(column).list.eval(words.drop_nulls().unique(maintain_order=True))
    return pl.when(each.list.len() > 0).then(each.list.join(separator))
