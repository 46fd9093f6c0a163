"""Precision, recall, F1 and accuracy as ratios of totals over the units of a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente._validation.population import EVENT, SENTENCE
from detente._validation.sheet import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = ("measure", "of", "type")
SIDES = ("source", "target")


def counted(units: pl.DataFrame, gold: pl.DataFrame) -> pl.DataFrame:
    """Return the events that coders saw, each with what the machine coded and how often it counts.

    The events of a sentence that are not marked are told in the row of each of its marked events: a row counts for its
    part of them (multiplicity estimator, Sirken 1970).
    """
    coded = units.filter(pl.col("row").is_in(gold["row"].unique().implode()))
    named = {"type": "gold_type", "status": "gold_status", "source": "gold_source", "target": "gold_target"}
    marked = (pl.col("kind") == EVENT) & (pl.col("position") == 0)
    return coded.join(gold.rename(named), on="row", maintain_order="left").with_columns(
        marked.alias("marked"),
        pl.when(marked | (pl.col("kind") == SENTENCE)).then(1.0).otherwise(1 / pl.col("n_events")).alias("weight"),
    )


def pairs(seen: pl.DataFrame, code: Sequence[str], by: Sequence[str] = ()) -> pl.DataFrame:
    """Return y and x of every measure for each coded row; a measure is the ratio of their totals."""
    own = ("row", "stratum", *by)
    event = pl.col("gold_type") != NONE
    right = pl.col("marked") & (pl.col("gold_type") == pl.col("type"))
    every, zero, one = pl.lit(None, pl.String), pl.lit(0.0), pl.lit(1.0)
    listed = []
    for of, kinds, tp in (
        ("event", (every, every), event),
        ("type", (every, every), right),
        ("type", (pl.col("type"), pl.col("gold_type")), right),
    ):
        listed += [
            _counts(seen.filter("marked"), own, of, kinds[0], tp=tp.cast(pl.Float64), coded=one, gold=zero),
            _counts(seen.filter(event), own, of, kinds[1], tp=zero, coded=zero, gold=pl.col("weight")),
        ]
    parts = pl.concat(listed).group_by(*own, "of", "type").agg(pl.col("tp", "coded", "gold").sum())
    measured = {"precision": pl.col("coded"), "recall": pl.col("gold"), "f1": (pl.col("coded") + pl.col("gold")) / 2}
    frames = [
        parts.select(*own, pl.lit(m).alias("measure"), "of", "type", pl.col("tp").alias("y"), x.alias("x"))
        for m, x in measured.items()
    ]
    true = seen.filter(pl.col("marked") & event)
    frames += [
        true.select(
            *own,
            pl.lit("accuracy").alias("measure"),
            pl.lit(c).alias("of"),
            pl.lit(None, pl.String).alias("type"),
            _same(c).cast(pl.Float64).alias("y"),
            pl.lit(1.0).alias("x"),
        )
        for c in code
        if c != "type"
    ]
    return pl.concat(frames).filter((pl.col("y") != 0) | (pl.col("x") != 0))


def strata_of(units: pl.DataFrame, coded: pl.DataFrame, measures: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return every stratum for every measure, with its size, its coded rows, and whether a miss or error could hide."""
    n = coded.group_by("stratum").len("n_coded")
    of_events = units.group_by("stratum").agg(
        (pl.col("kind") == EVENT).any().alias("events"), pl.col("type").drop_nulls().unique().alias("types")
    )
    strata = (
        units.select("stratum", "n_stratum")
        .unique()
        .join(n, on="stratum")
        .join(of_events, on="stratum")
        .with_columns(pl.col("n_coded").cast(pl.Int64))
        .sort("stratum")
    )
    own = pl.col("events") & (pl.col("type").is_null() | pl.col("types").list.contains(pl.col("type")))
    misses = pl.col("measure").is_in(["recall", "f1"]) & ~pl.col("events")
    errors = pl.col("measure").is_in(["precision", "f1", "accuracy"]) & own
    there = units.select(*by, "stratum").unique().with_columns(pl.lit(value=True).alias("there"))
    return (
        measures.join(strata, how="cross")
        .join(there, on=[*by, "stratum"], how="left", nulls_equal=True, maintain_order="left")
        .select(
            *KEYS,
            *by,
            *("stratum", "n_stratum", "n_coded"),
            ((misses | errors) & pl.col("there")).fill_null(value=False).alias("open"),
        )
    )


def _counts(seen: pl.DataFrame, own: Sequence[str], of: str, kind: pl.Expr, **counts: pl.Expr) -> pl.DataFrame:
    return seen.select(*own, pl.lit(of).alias("of"), kind.alias("type"), **counts)


def _same(c: str) -> pl.Expr:
    if c in SIDES:
        return pl.col(c).list.join("+") == pl.col(f"gold_{c}").list.join("+")
    return pl.col(c) == pl.col(f"gold_{c}")
