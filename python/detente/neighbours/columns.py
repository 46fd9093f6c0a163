"""Flat columns of another data set as the columns of our events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente._plover import TYPES
from detente._tables import empty

if TYPE_CHECKING:
    from collections.abc import Mapping

SIDES = ("source", "target")


def as_events(frame: pl.DataFrame, name: str, columns: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """Return a frame with the columns of our events.

    Parameters
    ----------
    frame
        What was read.
    name
        Of the data set, for ``rule``.
    columns
        How our columns are made; ``source_name``, ``source_country``, ``source_sector`` and those of the target are
        put together: texts are one participant, lists are several. What is not named is null.
    """
    flat = frame.select(expression.alias(column) for column, expression in columns.items())
    flat = flat.with_columns(
        pl.lit(None, pl.String).alias(f"{side}_{part}")
        for side in SIDES
        for part in ("name", "country", "sector")
        if f"{side}_{part}" not in flat.columns
    )
    schema = empty("events").schema
    quads = {kind: quad for kind, (quad, _) in TYPES.items()}
    quad = pl.col("type").replace_strict(quads, default=None, return_dtype=pl.Int8)
    made = flat.with_columns(
        *(_participants(flat, side, schema[side]) for side in SIDES),
        pl.lit("actual").alias("status"),
        pl.lit(name).alias("rule"),
        pl.coalesce(quad, "quad").alias("quad") if "quad" in flat.columns else quad.alias("quad"),
        *([pl.col("date_start").alias("date_end")] if "date_end" not in flat.columns else []),
        _unique("event_id"),
    )
    lists = {c for c, dtype in schema.items() if isinstance(dtype, pl.List)}
    return made.with_columns(
        (pl.lit([], schema[c]) if c in lists else pl.lit(None, schema[c])).alias(c)
        for c in schema
        if c not in made.columns
    ).select(pl.col(c).cast(dtype) for c, dtype in schema.items())


def _participants(flat: pl.DataFrame, side: str, dtype: pl.DataType) -> pl.Expr:
    """Return the participants of a side: the first of its names, countries and sectors, and so on."""
    parts = {part: f"{side}_{part}" for part in ("name", "country", "sector")}
    several = {part for part, column in parts.items() if isinstance(flat.schema[column], pl.List)}
    lengths = (
        flat.select(pl.col(parts[part]).list.len().max().cast(pl.Int64) for part in several).row(0) if several else ()
    )
    longest = max([1, *(length for length in lengths if length)])

    def participant(place: int) -> pl.Expr:
        fields = [
            (_at(parts[f.name], place, f.name in several) if f.name in parts else pl.lit(None))
            .cast(f.dtype)
            .alias(f.name)
            for f in dtype.inner.fields  # type: ignore[attr-defined]
        ]
        there = pl.any_horizontal(_at(column, place, part in several).is_not_null() for part, column in parts.items())
        one = pl.concat_list(pl.struct(fields))
        return pl.when(there).then(one).otherwise(pl.lit([], dtype))

    return pl.concat_list(participant(place) for place in range(longest)).alias(side)


def _at(column: str, place: int, several: bool) -> pl.Expr:
    if several:
        return pl.col(column).list.get(place, null_on_oob=True)
    return pl.col(column) if place == 0 else pl.lit(None, pl.String)


def _unique(column: str) -> pl.Expr:
    """Tell ids that come again apart, as copies of articles are: id, id~2, id~3."""
    times = pl.int_range(1, pl.len() + 1).over(column)
    return pl.when(times > 1).then(pl.format("{}~{}", column, times)).otherwise(column).alias(column)


def pairs(events: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each source and target of an event; a side that is not named is null."""
    exploded = events
    for side in SIDES:
        nobody = pl.lit([None], events.schema[side])
        exploded = exploded.with_columns(pl.when(pl.col(side).list.len() > 0).then(side).otherwise(nobody)).explode(
            side
        )
    return exploded.with_columns(
        pl.col(side).struct.field(part).alias(f"{side}_{part}")
        for side in SIDES
        for part in ("name", "country", "sector")
    )
