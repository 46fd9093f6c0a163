"""polars: ``pl.col("body").detente.events()``, a list of rows for each text. Importing detente registers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente._tables import empty
from detente.engines._rows import ROW, code_rows

if TYPE_CHECKING:
    import datetime
    import os

    from detente._atlas import Atlas


@pl.api.register_expr_namespace("detente")
class Expressions:
    """What ``detente`` adds to expressions of texts: for each text, the rows of a table as a list of structs.

    The methods take expressions or names of columns for ``title``, ``date``, ``id`` and ``url``, and ``published``,
    ``atlas``, ``rules``, ``rules_only`` and ``threads`` as :func:`detente.read` does; without ``threads``, all cores
    work. They are a Python function that polars calls with what it has of the column (``map_batches``), not a native
    expression; the work itself is done in Rust with the interpreter released. What a row gives does not depend on the
    others: :mod:`detente.engines` tells what follows from that. A text that is null, or cannot be read, gives an
    empty list, and a row of ``problems``.

    Examples
    --------
    >>> import polars as pl
    >>> df = pl.DataFrame({"body": ["Kenya thanked Japan for its aid.", "It rained."], "day": ["2024-03-14", None]})
    >>> coded = df.lazy().select("day", events=pl.col("body").detente.events(date="day")).collect()
    >>> coded["events"].list.len().to_list()
    [1, 0]
    >>> coded.filter(pl.col("events").list.len() > 0).explode("events").unnest("events")["type"].to_list()
    ['SUPPORT']
    """

    def __init__(self, texts: pl.Expr) -> None:
        self._texts = texts

    def table(
        self,
        kind: str,
        *,
        title: pl.Expr | str | None = None,
        date: pl.Expr | str | None = None,
        id: pl.Expr | str | None = None,
        url: pl.Expr | str | None = None,
        published: datetime.date | str | None = None,
        threads: int = 0,
        atlas: Atlas | None = None,
        rules: str | os.PathLike[str] | None = None,
        rules_only: bool = False,
    ) -> pl.Expr:
        """Return the rows of the table of that name, one of :data:`detente.TABLES`, for each text a list.

        What went wrong is in the rows of ``problems`` alone.
        """
        options: dict[str, Any] = {"threads": threads, "atlas": atlas, "rules": rules, "rules_only": rules_only}
        given = {"text": self._texts, "title": title, "date": date, "id": id, "url": url}
        columns = {
            part: pl.col(column) if isinstance(column, str) else column
            for part, column in given.items()
            if column is not None
        }
        schema = empty(kind).schema
        parts = {part: part for part in columns}

        def work(rows: pl.Series) -> pl.Series:
            coded = code_rows(rows.struct.unnest(), kind, parts, published=published, **options)
            lists = coded.group_by(ROW, maintain_order=True).agg(rows=pl.struct(*schema.names()))
            every = pl.DataFrame({ROW: range(rows.len())}, schema={ROW: pl.Int64})
            joined = every.join(lists, on=ROW, how="left", maintain_order="left")["rows"]
            return joined.fill_null(pl.Series([[]], dtype=dtype)).cast(dtype).alias(kind)

        dtype = pl.List(pl.Struct(schema))
        # Each row is for itself, so that polars may hand them over in parts.
        rows = pl.struct([column.alias(part) for part, column in columns.items()])
        return rows.map_batches(work, return_dtype=dtype, is_elementwise=True).alias(kind)

    def sentences(self, **options: Any) -> pl.Expr:
        """Return the rows of ``sentences``: see :meth:`table`."""
        return self.table("sentences", **options)

    def mentions(self, **options: Any) -> pl.Expr:
        """Return the rows of ``mentions``: see :meth:`table`."""
        return self.table("mentions", **options)

    def entities(self, **options: Any) -> pl.Expr:
        """Return the rows of ``entities``: see :meth:`table`."""
        return self.table("entities", **options)

    def quotes(self, **options: Any) -> pl.Expr:
        """Return the rows of ``quotes``: see :meth:`table`."""
        return self.table("quotes", **options)

    def events(self, **options: Any) -> pl.Expr:
        """Return the rows of ``events``: see :meth:`table`."""
        return self.table("events", **options)

    def meetings(self, **options: Any) -> pl.Expr:
        """Return the rows of ``meetings``: see :meth:`table`."""
        return self.table("meetings", **options)

    def times(self, **options: Any) -> pl.Expr:
        """Return the rows of ``times``: see :meth:`table`."""
        return self.table("times", **options)
