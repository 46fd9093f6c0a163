"""Record batches to record batches, with fixed schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente._extras import extra
from detente._tables import TABLES, empty
from detente.engines._rows import ROW, check_kind, code_rows, columns_of

if TYPE_CHECKING:
    import pyarrow as pa
else:
    pa = extra("pyarrow", "arrow")


def _plain(dtype: pa.DataType) -> pa.DataType:
    """Return a type with the strings and lists that every engine knows."""
    if pa.types.is_large_string(dtype) or pa.types.is_string_view(dtype):
        return pa.string()
    if pa.types.is_large_list(dtype) or pa.types.is_list(dtype):
        return pa.list_(_plain(dtype.value_type))
    if pa.types.is_struct(dtype):
        return pa.struct([pa.field(field.name, _plain(field.type)) for field in dtype.fields])
    return dtype


SCHEMAS: dict[str, pa.Schema] = {
    name: pa.schema([pa.field(field.name, _plain(field.type)) for field in empty(name).to_arrow().schema])
    for name in TABLES
}
"""The Arrow schema of each table: the columns of :func:`detente.schema`, with strings and lists of 32-bit offsets."""


def code_batch(
    batch: pa.RecordBatch,
    text: str,
    *,
    kind: str = "events",
    title: str | None = None,
    date: str | None = None,
    id: str | None = None,
    url: str | None = None,
    **options: Any,
) -> pa.RecordBatch:
    """Code a record batch: what every engine here does with its own.

    Parameters
    ----------
    batch
        A text a row. Columns that are not named are not looked at.
    text, title, date, id, url
        The columns that hold these.
    kind
        The table that is made, one of :data:`detente.TABLES`.
    **options
        ``published``, ``atlas``, ``rules`` and ``rules_only`` as for :func:`detente.read`; ``threads``, of which one is
        taken without: an engine keeps the cores busy itself.

    Returns
    -------
    pyarrow.RecordBatch
        Rows with the schema ``SCHEMAS[kind]``, in the order of those of `batch`. The same row gives the same rows,
        whatever else is in the batch.

    Raises
    ------
    detente.exceptions.InputError
        When a column is missing or there is no such table.

    Examples
    --------
    >>> import pyarrow as pa
    >>> batch = pa.RecordBatch.from_pydict({"body": ["Kenya thanked Japan for its aid."], "n": [7]})
    >>> dt.engines.code_batch(batch, "body", kind="events", id="n").to_pydict()["article_id"]
    ['7']
    """
    check_kind(kind)
    parts = columns_of(text, title, date, id, url)
    frame = pl.DataFrame(pa.Table.from_batches([batch.select(sorted(set(parts.values()) & set(batch.schema.names)))]))
    coded = code_rows(frame, kind, parts, **options).drop(ROW).to_arrow()
    batches = coded.cast(SCHEMAS[kind]).combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=SCHEMAS[kind])


def code_table(table: pa.Table, text: str, **options: Any) -> pa.Table:
    """Code a table as :func:`code_batch` does a record batch."""
    batches = [code_batch(batch, text, **options) for batch in table.to_batches()]
    return pa.Table.from_batches(batches, schema=SCHEMAS[options.get("kind", "events")])


def code_lists(table: pa.Table, *, kind: str, text: str, **options: Any) -> pa.Array:
    """Code a table into a list of structs for each of its rows."""
    named = {part: options.pop(part, None) for part in ("title", "date", "id", "url")}
    coded = code_rows(pl.DataFrame(table), kind, columns_of(text, **named), **options)
    # Rows ascend, so that a row's list ends where the next one's begins.
    ends = coded[ROW].search_sorted(pl.int_range(table.num_rows, eager=True), side="right")
    rows = coded.drop(ROW).to_arrow().cast(SCHEMAS[kind]).combine_chunks().to_struct_array()
    rows = rows.combine_chunks() if isinstance(rows, pa.ChunkedArray) else rows
    return pa.ListArray.from_arrays(pa.array([0, *ends], pa.int32()), rows)
