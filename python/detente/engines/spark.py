"""Spark: ``mapInArrow`` on the Python workers of the executors, where detente must be installed too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente._extras import extra
from detente.engines._rows import check_kind, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa
    from pyspark.sql import DataFrame


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
    """Code a Spark data frame with a text a row; parameters and rows are those of :func:`detente.engines.code_batch`.

    Nothing is coded before the result is asked for. ``spark.sql.execution.arrow.maxRecordsPerBatch`` sets how many rows
    are in a worker at once: 10,000 without, of which a thousand do as well and take less memory.

    Raises
    ------
    ModuleNotFoundError
        When pyspark is missing.
    detente.exceptions.InputError
        When there is no such table.

    Examples
    --------
    >>> from detente.engines import spark
    >>> events = spark.code(df, text="body", date="day", id="n")  # doctest: +SKIP
    >>> events.groupBy("type").count().show()  # doctest: +SKIP
    """
    types = extra("pyspark.sql.pandas.types", "spark")
    from detente.engines._batches import SCHEMAS, code_batch

    check_kind(kind)
    parts = columns_of(text, title, date, id, url)

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield code_batch(batch, kind=kind, **parts, **options)

    return df.select(*dict.fromkeys(parts.values())).mapInArrow(work, types.from_arrow_schema(SCHEMAS[kind]))
