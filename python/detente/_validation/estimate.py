"""Design-based estimates from a stratified simple random sample.

Totals are those of Horvitz and Thompson, ratios are linearised (Särndal, Swensson and Wretman 1992, sections 3.7 and
5.6). The interval of a proportion is Wilson's with the effective sample size (Franco, Little, Louis and Slud 2019).

A stratum whose coded rows are all alike would have a variance of zero, as if nothing were left to learn. Where it could
hold what was not seen, its variance is that with one row more, which was otherwise.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import polars as pl

from detente.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence


def check_level(level: float) -> None:
    """Make sure that an interval can have this level.

    Raises
    ------
    detente.exceptions.InputError
        When it is no probability between 0 and 1.
    """
    if not 0 < level < 1:
        message = f"level is a probability between 0 and 1, as in level=0.95, not {level}"
        raise InputError(message)


def z_of(level: float) -> float:
    """Return the quantile of the normal distribution for a two-sided interval."""
    check_level(level)
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(p: float, n: float, level: float) -> tuple[float, float]:
    """Return Wilson's interval of a proportion; n may be an effective sample size.

    Examples
    --------
    >>> from detente._validation.estimate import wilson
    >>> [round(x, 4) for x in wilson(0.8, 50, 0.95)]
    [0.6696, 0.8876]
    """
    if math.isinf(n):
        return p, p
    z = z_of(level)
    scale = 1 / (1 + z * z / n)
    middle = scale * (p + z * z / (2 * n))
    half = scale * z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half))


def spread(n: pl.Expr, total: pl.Expr, squares: pl.Expr) -> pl.Expr:
    """Return the variance among n rows with this sum and sum of squares; rows that are not listed are zero."""
    return ((squares - total**2 / n) / (n - 1)).clip(lower_bound=0)


def variance_of_total(size: pl.Expr, n: pl.Expr, s2: pl.Expr) -> pl.Expr:
    """Return what a stratum adds to the variance of an estimated total."""
    return pl.when(n >= size).then(0.0).otherwise(size**2 * (1 - n / size) * s2 / n)


def ratios(rows: pl.DataFrame, strata: pl.DataFrame, keys: Sequence[str], level: float) -> pl.DataFrame:
    """Estimate the ratio of the totals of ``y`` and ``x``, 0 to 1, for each key.

    Parameters
    ----------
    rows
        Keys, ``stratum``, ``y``, ``x``: the coded rows in which either is not zero.
    strata
        Keys, ``stratum``, ``n_stratum``, ``n_coded`` and ``open``: every stratum of every key, and whether it could
        hold units with ``x`` but without ``y``.
    level
        Of the interval.
    """
    s2 = residual_variances(rows, strata, keys)
    both = s2.group_by(keys, maintain_order=True).agg(
        (pl.col("weight") * pl.col("y")).sum().alias("y"),
        (pl.col("weight") * pl.col("x")).sum().alias("x"),
        pl.col("p").first(),
        variance_of_total(pl.col("n_stratum"), pl.col("n_coded"), pl.col("s2")).sum().alias("variance"),
        ((pl.col("n_coded") < pl.col("n_stratum")) & (pl.col("open") | (pl.col("x") > 0))).any().alias("sampled"),
        pl.col("n").sum(),
    )
    found = []
    for row in both.iter_rows(named=True):
        estimate = low = high = None
        if row["x"] > 0:
            estimate = row["y"] / row["x"]
            p, variance = row["p"], row["variance"]
            n = math.inf if not row["sampled"] else float(row["n"])
            if variance > 0 and 0 < p < 1:
                n = max(1.0, p * (1 - p) / variance)
            low, high = wilson(estimate, n, level)
        found.append({**{k: row[k] for k in keys}, "estimate": estimate, "low": low, "high": high, "n": row["n"]})
    numbers = dict.fromkeys(("estimate", "low", "high"), pl.Float64)
    return pl.DataFrame(found, schema={**{k: both.schema[k] for k in keys}, **numbers, "n": pl.Int64})


def residual_variances(rows: pl.DataFrame, strata: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Return ``s2``, the variance of the linearised ratio's residuals within each stratum, and what it is made of."""
    x, y, n = pl.col("x"), pl.col("y"), pl.col("n_coded")
    sums = rows.group_by(*keys, "stratum").agg(
        y.sum(),
        x.sum(),
        (y * y).sum().alias("yy"),
        (x * x).sum().alias("xx"),
        (x * y).sum().alias("xy"),
        (x > 0).sum().cast(pl.Int64).alias("n"),
    )
    filled = strata.join(sums, on=[*keys, "stratum"], how="left", nulls_equal=True, maintain_order="left").with_columns(
        pl.col("y", "x", "yy", "xx", "xy", "n").fill_null(0)
    )
    # Alike: every row of the stratum has the same ratio, so that a residual is that of all.
    alike = (pl.col("xx") == x) & (((y == 0) & (x == 0)) | ((y == x) & (pl.col("yy") == pl.col("xx"))))
    one_more = (pl.col("open") & alike & (n < pl.col("n_stratum"))).cast(pl.Int64)
    weight = pl.col("n_stratum") / n
    return (
        filled.with_columns(one_more.alias("more"), weight.alias("weight"))
        .with_columns(
            (pl.col("weight") * y).sum().over(keys).alias("_y"),
            (pl.col("n_stratum") / (n + pl.col("more")) * (x + pl.col("more"))).sum().over(keys).alias("_x"),
            (pl.col("n_stratum") / (n + pl.col("more")) * y).sum().over(keys).alias("_y1"),
        )
        .with_columns((pl.col("_y1") / pl.col("_x")).alias("p"))
        .with_columns(
            spread(
                n + pl.col("more"),
                y - pl.col("p") * (x + pl.col("more")),
                pl.col("yy") - 2 * pl.col("p") * pl.col("xy") + pl.col("p") ** 2 * (pl.col("xx") + pl.col("more")),
            )
            .truediv(pl.col("_x") ** 2)
            .fill_nan(0.0)
            .alias("s2")
        )
    )
