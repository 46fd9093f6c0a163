"""Dask: ``map_partitions`` on pandas partitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente._extras import extra
from detente.engines._rows import check_kind, columns_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from dask.dataframe import DataFrame


def code(
    df: DataFrame,
    text: str,
    *,
    kind: str = "events",
    title: str | None = None,
    date: str | None = None,
    id: str | None = None,
    url: str | None = None,
    **options: Any,
) -> DataFrame:
    """Code a Dask data frame with a text a row; parameters and rows are those of :func:`detente.engines.code_batch`.

    The columns of the result have Arrow types (``pandas.ArrowDtype``). Nothing is coded before it is asked for.

    Raises
    ------
    ModuleNotFoundError
        When Dask or pandas is missing.
    detente.exceptions.InputError
        When there is no such table.

    Examples
    --------
    >>> from detente.engines import dask
    >>> events = dask.code(df, text="body", date="day", id="n")  # doctest: +SKIP
    """
    extra("dask.dataframe", "dask")
    from detente.engines._batches import SCHEMAS

    check_kind(kind)
    parts = columns_of(text, title, date, id, url)
    without_rows = _to_pandas(SCHEMAS[kind].empty_table())
    columns = df[list(dict.fromkeys(parts.values()))]
    coded: DataFrame = columns.map_partitions(_code_partition, meta=without_rows, kind=kind, **parts, **options)
    return coded


def _code_partition(part: pd.DataFrame, **options: Any) -> pd.DataFrame:
    arrow = extra("pyarrow", "dask")
    from detente.engines._batches import code_table

    return _to_pandas(code_table(arrow.Table.from_pandas(part, preserve_index=False), **options))


def _to_pandas(table: pa.Table) -> pd.DataFrame:
    return table.to_pandas(types_mapper=extra("pandas", "dask").ArrowDtype)
