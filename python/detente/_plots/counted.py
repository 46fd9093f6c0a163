"""The events that a chart counts, each with its day and its class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente._panels.dyads import dyads

if TYPE_CHECKING:
    from collections.abc import Sequence

CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""The quad classes, numbered from 1 in ``events.quad``."""

STAMP = "%Y-%m-%dT00:00:00"
"""How a day is written: without a time of day, browsers take a date for one in London, with it for a local one."""

_COLUMNS = ("article_id", "type", "quad", "date_start", "place", "country", "lat", "lon")


def table(tables: Any, name: str) -> pl.DataFrame:
    """Return a table of a corpus or of a mapping, of whatever library, as a polars frame."""
    return pl.DataFrame(tables[name] if isinstance(tables, dict) else getattr(tables, name))


def counted_events(tables: Any, status: str | Sequence[str], *, duplicates: bool, every: str = "1mo") -> pl.DataFrame:
    """Return the events of these statuses, with ``day``, that of the event, else of its article, and ``class``."""
    statuses = [status] if isinstance(status, str) else list(status)
    events, articles = table(tables, "events"), table(tables, "articles")
    # It says which status, period or column is wrong, and which there are.
    dyads(events.head(0), articles.head(0), status=statuses, every=every)
    known = articles.select("article_id", pl.col("published").dt.date(), "duplicate_of")
    counted = events.filter(pl.col("status").is_in(statuses)).select(_COLUMNS).join(known, on="article_id", how="left")
    if not duplicates:
        counted = counted.filter(pl.col("duplicate_of").is_null())
    return counted.with_columns(
        pl.coalesce("date_start", "published").alias("day"),
        pl.col("quad").cast(pl.Int64).replace_strict(range(1, 5), CLASSES, default=None).alias("class"),
    )


def note(*parts: str) -> list[str]:
    """Return the subtitle of a chart: the parts that say something, or nothing."""
    said = ", ".join(part for part in parts if part)
    return [said] if said else []
