"""Counts corrected for coding error by the design-based estimator.

The pseudo-outcome of a unit is what was coded, plus, where it was coded by hand, the difference of the two codes
divided by the probability of having been drawn. Its total is unbiased whatever the machine gets wrong, because the
probability is known (Egami, Hinck, Stewart and Wei 2024: Using imperfect surrogates for downstream inference:
design-based supervised learning; Särndal, Swensson and Wretman 1992, section 6.3: the difference estimator).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente._plover import TYPES
from detente._validation.estimate import spread, variance_of_total, z_of
from detente._validation.population import EVENT, SENTENCE
from detente._validation.sheet import CODES, NONE
from detente.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALL = "_all"

_EVERY = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}


def corrected(
    units: pl.DataFrame,
    seen: pl.DataFrame,
    by: Sequence[str],
    statuses: Sequence[str] | None,
    every: str | None,
    level: float,
) -> pl.DataFrame:
    """Count the events of each cell, as coded and corrected; ``seen`` is what ``measures.counted`` gives."""
    period = [] if every is None else [_period("date", every)]
    units, seen = units.with_columns(period), seen.with_columns(period)
    cell = ["period", *by] if every else list(by)
    # One cell of everything is a cell by something that all have.
    units, seen = (frame.with_columns(pl.lit(0).alias(_ALL)) for frame in (units, seen))
    by = [_ALL, *cell]
    fixed = [c for c in by if c not in (*CODES, "quad")]
    machine = _cells(units.filter(kind=EVENT).with_columns(pl.lit(1.0).alias("weight")), by, statuses)
    gold = seen.filter(pl.col("gold_type") != NONE).with_columns(pl.col(f"gold_{c}").alias(c) for c in CODES)
    human = _cells(gold, by, statuses)

    coded = machine.group_by(by).agg(pl.col("weight").sum().alias("n_events"))
    added = _added(units, machine, human, seen.select("row").unique(), by, fixed)
    # What was seen with one's own eyes is there.
    certain = human.group_by(by).agg(pl.col("weight").sum().floor().alias("certain"))
    half = z_of(level) * pl.col("variance").sqrt()
    counts = (
        added.join(coded, on=by, how="left", nulls_equal=True)
        .join(certain, on=by, how="left", nulls_equal=True)
        .with_columns(pl.col("n_events", "certain").fill_null(0.0))
        .with_columns((pl.col("n_events") + pl.col("added")).alias("n_corrected"))
        .with_columns(
            pl.max_horizontal(pl.col("n_corrected") - half, pl.min_horizontal("certain", "n_corrected")).alias("low"),
            (pl.col("n_corrected") + half).alias("high"),
        )
    )
    numbers = ("n_rows", "n_events", "n_corrected", "low", "high", "n_articles", "rate", "rate_low", "rate_high")
    return _with_rates(counts, units, fixed, every).sort(by).select(*cell, *numbers)


def _added(
    units: pl.DataFrame,
    machine: pl.DataFrame,
    human: pl.DataFrame,
    hand: pl.DataFrame,
    by: Sequence[str],
    fixed: Sequence[str],
) -> pl.DataFrame:
    """Return what each cell gains or loses, with the variance of that and the coded rows that concern it."""
    sums = (
        pl.concat([human, machine.join(hand, on="row", how="semi").with_columns(-pl.col("weight"))])
        .group_by(*by, "stratum", "row")
        .agg(pl.col("weight").sum().alias("d"))
        .group_by(*by, "stratum")
        .agg(pl.col("d").sum(), (pl.col("d") ** 2).sum().alias("dd"), pl.len().cast(pl.Int64).alias("n_rows"))
    )
    sizes = units.group_by("stratum", "kind", "n_stratum").agg(
        pl.col("row").is_in(hand["row"].implode()).sum().cast(pl.Int64).alias("n")
    )
    domains = units.group_by(*fixed, "stratum").agg(pl.len().cast(pl.Int64).alias("n_domain"))
    # A stratum can change a cell if some of the cell was coded in it, or if it holds sentences, where it was missed.
    seen = pl.concat([machine.select(*by, "stratum"), sums.select(*by, "stratum")]).unique()
    silent = sizes.filter(kind=SENTENCE).select("stratum")
    could = pl.concat([seen, seen.select(by).unique().join(silent, how="cross")]).unique()
    n, size = pl.col("n"), pl.col("n_stratum")
    # Where no error was seen, as if one row more had had one; but not more of them than the cell's part of the stratum.
    one = pl.min_horizontal(pl.lit(1.0), n * pl.col("n_domain") / size)
    s2 = pl.when(pl.col("dd") == 0).then(spread(n + 1, one, one**2)).otherwise(spread(n, pl.col("d"), pl.col("dd")))
    return (
        could.join(sums, on=[*by, "stratum"], how="left", nulls_equal=True)
        .join(sizes, on="stratum")
        .join(domains, on=[*fixed, "stratum"], how="left", nulls_equal=True)
        .with_columns(pl.col("d", "dd", "n_rows", "n_domain").fill_null(0))
        .group_by(by)
        .agg(
            (size / n * pl.col("d")).sum().alias("added"),
            variance_of_total(size, n, s2).sum().alias("variance"),
            pl.col("n_rows").sum(),
        )
    )


def _cells(events: pl.DataFrame, by: Sequence[str], statuses: Sequence[str] | None) -> pl.DataFrame:
    """Return an event once for each cell that it counts in; a country is no dyad with itself."""
    if statuses is not None:
        events = events.filter(pl.col("status").is_in(list(statuses)))
    if "quad" in by:
        quads = {kind: quad for kind, (quad, _) in TYPES.items()}
        events = events.with_columns(
            pl.col("type").replace_strict(quads, default=None, return_dtype=pl.Int8).alias("quad")
        )
    for side in [side for side in ("source", "target") if side in by]:
        events = events.explode(side).filter(pl.col(side).is_not_null())
    if "source" in by and "target" in by:
        events = events.filter(pl.col("source") != pl.col("target"))
    return events.select(*by, "stratum", "row", "weight")


def _with_rates(counts: pl.DataFrame, units: pl.DataFrame, fixed: Sequence[str], every: str | None) -> pl.DataFrame:
    """Add the articles of each cell's own period and covariates, and the counts divided by their number."""
    published = units.with_columns([] if every is None else [_period("published", every)])
    articles = published.group_by(fixed).agg(pl.col("article_id").n_unique().cast(pl.Int64).alias("n_articles"))
    counts = counts.join(articles, on=fixed, how="left", nulls_equal=True)
    counts = counts.with_columns(pl.col("n_articles").fill_null(0))
    return counts.with_columns(
        pl.when(pl.col("n_articles") > 0).then(pl.col(c) / pl.col("n_articles")).alias(name)
        for c, name in (("n_corrected", "rate"), ("low", "rate_low"), ("high", "rate_high"))
    )


def _period(column: str, every: str) -> pl.Expr:
    unit = _EVERY.get(every, every)
    if unit not in _EVERY.values():
        message = f"every={every} is no period: one of {', '.join((*_EVERY.values(), *_EVERY))}"
        raise InputError(message)
    return pl.col(column).dt.truncate(unit).alias("period")
