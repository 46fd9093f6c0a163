"""Daft: a batch function that gives a list of rows for each row, which is then unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente._extras import extra
from detente.engines._rows import check_kind, columns_of

if TYPE_CHECKING:
    import pyarrow as pa
    from daft import DataFrame


def code(
    df: DataFrame,
    text: str,
    *,
    kind: str = "events",
    title: str | None = None,
    date: str | None = None,
    id: str | None = None,
    url: str | None = None,
    batch_size: int | None = None,
    **options: Any,
) -> DataFrame:
    """Code a Daft data frame with a text a row; parameters and rows are those of :func:`detente.engines.code_batch`.

    Nothing is coded before the result is asked for. `batch_size` is how many rows are coded at once, at most; None
    leaves it to Daft.

    Raises
    ------
    ModuleNotFoundError
        When Daft is missing.
    detente.exceptions.InputError
        When there is no such table.

    Examples
    --------
    >>> from detente.engines import daft
    >>> events = daft.code(df, text="body", date="day", id="n")  # doctest: +SKIP
    """
    library = extra("daft", "daft")
    from detente.engines._batches import SCHEMAS, code_lists

    check_kind(kind)
    parts = columns_of(text, title, date, id, url)
    arrow = extra("pyarrow", "daft")
    dtype = library.DataType.from_arrow_type(arrow.list_(arrow.struct(list(SCHEMAS[kind]))))

    @library.func.batch(return_dtype=dtype, batch_size=batch_size)  # type: ignore[untyped-decorator]
    def work(*columns: Any) -> pa.Array:
        batch = arrow.table([column.to_arrow() for column in columns], names=list(parts))
        return code_lists(batch, kind=kind, **{part: part for part in parts}, **options)

    lists = df.select(work(*(library.col(column) for column in parts.values())).alias("rows"))
    rows = lists.where(lists["rows"].list_count() > library.lit(0)).explode("rows")
    return rows.select(*(library.col("rows").get(name).alias(name) for name in SCHEMAS[kind].names))
