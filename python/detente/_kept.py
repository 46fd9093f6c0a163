"""Columns of one's own that go along with the articles."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from detente._inputs import rows_of
from detente._tables import empty
from detente.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence


def with_kept(source: Any, names: str | Sequence[str]) -> tuple[Any, pl.DataFrame]:
    """Return a source as it can be gone through again, and columns of it with ``source`` as the articles will have it.

    Raises
    ------
    detente.exceptions.InputError
        When there are no columns, one of them is missing, or one would have the name of a column of ``articles``.
    """
    names = [names] if isinstance(names, str) else list(dict.fromkeys(names))
    taken = [name for name in names if name in empty("articles").columns]
    if taken:
        message = f"articles have a column {', '.join(taken)} already: give yours another name, and keep that"
        raise InputError(message)
    rows = None if isinstance(source, str | bytes | bytearray | memoryview | os.PathLike) else rows_of(source)
    if hasattr(rows, "__arrow_c_stream__"):
        frame, where = pl.DataFrame(rows), "frame"
    elif isinstance(rows, list) and rows and all(isinstance(row, Mapping) for row in rows):
        fields = dict.fromkeys(field for row in rows for field in row)
        columns = {name: [row.get(name) for row in rows] for name in names if name in fields}
        frame, where = pl.DataFrame(columns, strict=False), "records"
    else:
        message = (
            "keep= takes columns of a data frame or fields of a list of dicts; "
            "read a file into a frame first: dt.read(polars.read_ndjson(…), keep=…)"
        )
        raise InputError(message)
    missing = [name for name in names if name not in frame.columns]
    if missing:
        message = f"there is no column {', '.join(missing)} to keep"
        raise InputError(message)
    numbered = pl.format(f"{where}:{{}}", pl.int_range(pl.len())).alias("source")
    return rows, frame.select(numbered, *names)
