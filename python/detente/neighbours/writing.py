"""What the writers of events share: which rows, with which day, and text with tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente._whole_file import whole
from detente.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def dated(events: Any, articles: Any, status: str | Sequence[str] | None) -> pl.DataFrame:
    """Return the events of these statuses with ``day``, and what the articles say about their source."""
    frames = {name: pl.DataFrame(frame) for name, frame in (("events", events), ("articles", articles))}
    needed = {
        "events": ("article_id", "event_id", "type", "cameo", "status", "source", "target", "date_start"),
        "articles": ("article_id", "published", "publisher", "url", "title"),
    }
    for name, columns in needed.items():
        if missing := [c for c in columns if c not in frames[name].columns]:
            message = f"the table {name} has no column {', '.join(missing)}"
            raise InputError(message)
    about = frames["articles"].select(needed["articles"])
    found = frames["events"].join(about, on="article_id", how="left", maintain_order="left")
    if status is not None:
        found = found.filter(pl.col("status").is_in([status] if isinstance(status, str) else list(status)))
    return found.with_columns(pl.coalesce("date_start", pl.col("published").dt.date()).alias("day"))


def coded(events: Any, articles: Any, status: str | Sequence[str] | None) -> pl.DataFrame:
    """Return the events that a CAMEO data set can hold: with a code and a day."""
    return dated(events, articles, status).drop_nulls(["cameo", "day"])


def write_tsv(frame: pl.DataFrame, path: Path, *, header: bool) -> Path:
    """Write text with tabs; tabs and line ends within a field become spaces."""
    clean = frame.with_columns(pl.col(pl.String).str.replace_all(r"[\t\r\n]+", " "))
    with whole(path) as part:
        clean.write_csv(part, separator="\t", include_header=header, quote_style="never")
    return path
