"""How many rows more are to be coded for an interval of a wanted width."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import polars as pl

from detente._validation.estimate import residual_variances, z_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def rows_needed(
    rows: pl.DataFrame, strata: pl.DataFrame, keys: Sequence[str], half_width: float, level: float
) -> pl.DataFrame:
    """Return how many rows each stratum must have for one ratio's interval to reach this half width.

    Of all allocations the one with the fewest rows (Neyman 1934): proportional to the size of the stratum and to the
    standard deviation in it, but never less than what is coded already.
    """
    found = residual_variances(rows, strata, keys).select("stratum", "n_stratum", "n_coded", "s2")
    sizes, coded = found["n_stratum"].to_list(), found["n_coded"].to_list()
    pull = [size * math.sqrt(s2) for size, s2 in zip(sizes, found["s2"], strict=True)]
    wanted_variance = (half_width / z_of(level)) ** 2

    def allocated(scale: float) -> list[int]:
        return [min(size, max(n, math.ceil(scale * p))) for size, n, p in zip(sizes, coded, pull, strict=True)]

    def variance(ns: Sequence[int]) -> float:
        return math.fsum((p * p) * (1 / n - 1 / size) for p, n, size in zip(pull, ns, sizes, strict=True) if n)

    low, high = 0.0, max([1.0, *(size / p for size, p in zip(sizes, pull, strict=True) if p)])
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if variance(allocated(middle)) > wanted_variance else (low, middle)
    wanted = allocated(0.0 if variance(coded) <= wanted_variance else high)
    return found.select("stratum", "n_stratum", "n_coded").with_columns(
        pl.Series("n_wanted", wanted, pl.Int64),
        pl.Series("n_more", [w - n for w, n in zip(wanted, coded, strict=True)], pl.Int64),
    )
