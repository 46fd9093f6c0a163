"""How many rows are drawn from each stratum, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente._validation.population import EVENT, SENTENCE
from detente.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

ALLOCATIONS = ("equal", "proportional")

LEAST = 2
"""Rows that a stratum needs for its variance to be known."""


def allocate(units: pl.DataFrame, n: int, without: float, allocation: str) -> dict[str, int]:
    """Tell how many rows each stratum gives: a share ``without`` of them are sentences without events."""
    sizes = {
        kind: dict(units.filter(kind=kind).group_by("stratum").len().sort("stratum").iter_rows())
        for kind in (EVENT, SENTENCE)
    }
    needed = {kind: sum(min(LEAST, size) for size in sizes[kind].values()) for kind in sizes}
    total = sum(needed.values())
    if n < total:
        strata = sum(map(len, sizes.values()))
        message = f"n={n} is too few: {strata} strata need {total} rows, two each; draw more, or pass a coarser `by`"
        raise InputError(message)
    quota = {SENTENCE: round(n * without) if sizes[SENTENCE] else 0}
    quota[SENTENCE] = min(max(quota[SENTENCE], needed[SENTENCE]), n - needed[EVENT], sum(sizes[SENTENCE].values()))
    quota[EVENT] = min(n - quota[SENTENCE], sum(sizes[EVENT].values()))
    # What one side cannot give, the other does.
    quota[SENTENCE] = min(n - quota[EVENT], sum(sizes[SENTENCE].values()))
    shares = {EVENT: allocation, SENTENCE: "proportional"}
    drawn: dict[str, int] = {}
    for kind, own in sizes.items():
        weights = {s: float(size) if shares[kind] == "proportional" else 1.0 for s, size in own.items()}
        drawn |= _spread(quota[kind], own, weights)
    return drawn


def _spread(n: int, sizes: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, int]:
    """Spread n rows over strata by weight, none above its size and none below two."""
    given = {stratum: min(LEAST, size) for stratum, size in sizes.items()}
    for _ in range(n - sum(given.values())):
        room = [stratum for stratum in sizes if given[stratum] < sizes[stratum]]
        if not room:
            break
        given[min(room, key=lambda s: (given[s] / weights[s], s))] += 1
    return given


def draw(units: pl.DataFrame, wanted: Mapping[str, int], before: pl.DataFrame | None = None) -> pl.DataFrame:
    """Mark the rows that are drawn, simply at random within strata, and give every row its inclusion probability.

    ``round`` is 0 for what was not drawn, and otherwise tells the drawing that a row came in with.
    """
    sizes = dict(units.select("stratum", "n_stratum").unique().iter_rows())
    if unknown := sorted(set(wanted) - set(sizes)):
        message = f"no stratum is called {', '.join(unknown)}; the strata are {', '.join(sorted(sizes))}"
        raise InputError(message)
    number = pl.col("stratum").replace_strict(wanted, default=0, return_dtype=pl.Int64)
    number = pl.min_horizontal(number, "n_stratum")
    rounds = units.select("row", pl.lit(0).alias("round")) if before is None else before.select("row", "round")
    last = last_round(rounds)
    place = pl.col("order").rank("ordinal").over("stratum")
    return (
        units.join(rounds, on="row", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("round") > 0).then("round").when(place <= number).then(last + 1).otherwise(0).alias("round")
        )
        .with_columns(((pl.col("round") > 0).sum().over("stratum") / pl.col("n_stratum")).alias("probability"))
        .with_columns(pl.col("round").cast(pl.Int32))
    )


def last_round(units: pl.DataFrame) -> int:
    """Return the number of the last drawing, 0 before the first."""
    return int(units.select(pl.col("round").max()).item() or 0)
