"""How many rows are drawn from each stratum, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente._validation.population import EVENT, SENTENCE
from detente.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

ALLOCATIONS = ("equal", "proportional")

LEAST = 2
"""Rows that a stratum needs for its variance to be known."""


OTHER = "other"
"""The stratum that strata are merged into for which a sample is too small."""


def merge(units: pl.DataFrame, kept: Collection[str]) -> pl.DataFrame:
    """Make one stratum of all events that are in none of those `kept`, and one of all such sentences."""
    other = pl.when(pl.col("kind") == EVENT).then(pl.lit(OTHER)).otherwise(pl.lit(f"no event / {OTHER}"))
    stratum = pl.when(pl.col("stratum").is_in(list(kept))).then("stratum").otherwise(other)
    return units.with_columns(stratum.alias("stratum")).with_columns(
        pl.len().over("stratum").alias("n_stratum").cast(pl.Int64)
    )


def merge_for(units: pl.DataFrame, n: int, without: float) -> pl.DataFrame:
    """Merge the smallest strata, of events and of sentences, where n rows are less than two of each.

    A stratum of which nothing can be drawn would have rows with a probability of 0, and one of which a single row is
    drawn no variance; in a merged one the sample is simple random as in any other.
    """
    sizes = _sizes(units)
    if n >= sum(_needed(own.values()) for own in sizes.values()):
        return units
    least = {kind: _needed([sum(own.values())]) for kind, own in sizes.items()}
    if n < sum(least.values()):
        message = (
            f"n={n} is too few: the least is {sum(least.values())}, to have two events and two sentences without one"
        )
        raise InputError(message)
    silent = max(round(n * without), least[SENTENCE], n - sum(sizes[EVENT].values()))
    silent = min(silent, n - least[EVENT])
    kept = [*_largest(sizes[EVENT], n - silent), *_largest(sizes[SENTENCE], silent)]
    return merge(units, kept)


def _largest(sizes: Mapping[str, int], n: int) -> list[str]:
    """Return as many strata, the largest, as leave enough of n rows for all others as one."""
    ranked = sorted(sizes, key=lambda stratum: (-sizes[stratum], stratum))
    for kept in range(len(ranked), 0, -1):
        own, others = ([sizes[stratum] for stratum in part] for part in (ranked[:kept], ranked[kept:]))
        if _needed(own) + _needed([sum(others)]) <= n:
            return ranked[:kept]
    return []


def _sizes(units: pl.DataFrame) -> dict[str, dict[str, int]]:
    return {
        kind: dict(units.filter(kind=kind).group_by("stratum").len().sort("stratum").iter_rows())
        for kind in (EVENT, SENTENCE)
    }


def _needed(sizes: Iterable[int]) -> int:
    return sum(min(LEAST, size) for size in sizes)


def allocate(units: pl.DataFrame, n: int, without: float, allocation: str) -> dict[str, int]:
    """Tell how many rows each stratum gives: a share ``without`` of them are sentences without events."""
    sizes = _sizes(units)
    needed = {kind: _needed(own.values()) for kind, own in sizes.items()}
    total = sum(needed.values())
    if n < total:
        strata = sum(map(len, sizes.values()))
        message = f"n={n} is too few: {strata} strata need {total} rows, two each"
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
