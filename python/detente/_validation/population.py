"""The population of a validation sample: every coded event, and every sentence in which none was coded."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import polars as pl

from detente.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVENT, SENTENCE = "event", "sentence"

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.String,
    "kind": pl.String,
    "article_id": pl.String,
    "sentence": pl.Int64,
    "n_events": pl.Int64,
    "type": pl.String,
    "status": pl.String,
    "source": pl.List(pl.String),
    "target": pl.List(pl.String),
    "date": pl.Date,
    "published": pl.Date,
}
"""The columns of every population, before strata and covariates."""


_OWN = {"row", "kind", "n_events", "date", "stratum", "n_stratum", "order", "round", "probability"}


def table(tables: Any, name: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return a table of a corpus, or of a mapping of frames, once it is known to have these columns."""
    try:
        frame = tables[name] if hasattr(tables, "keys") else getattr(tables, name)
    except (KeyError, AttributeError):
        message = f"the table {name} is needed: pass a Corpus, or a mapping with events, sentences and articles"
        raise InputError(message) from None
    frame = frame if isinstance(frame, pl.DataFrame) else pl.DataFrame(frame)
    if missing := [column for column in columns if column not in frame.columns]:
        message = f"the table {name} has no column {', '.join(missing)}; it has {', '.join(frame.columns)}"
        raise InputError(message)
    return frame


def population(
    tables: Mapping[str, Any] | Any,
    by: Sequence[str],
    covariates: Sequence[str],
    seed: int,
    where: pl.Expr | None = None,
) -> pl.DataFrame:
    """Return a row for every event and for every sentence without one, each with its stratum and its random number.

    The random number is a hash of seed and row, so that it depends on neither order nor library, and a larger sample
    holds the smaller one (permanent random numbers, Ohlsson 1995).
    """
    articles = table(tables, "articles", ("article_id", "published", "duplicate_of"))
    events = table(tables, "events", ("event_id", "article_id", "sentence", "type", "status", "source", "target"))
    sentences = table(tables, "sentences", ("article_id", "sentence"))
    for side in ("source", "target"):
        if "country" not in _fields(events[side].dtype):
            message = f"the column {side} of events must list participants with a country, not {events[side].dtype}"
            raise InputError(message)
    extra = list(dict.fromkeys([*by, *covariates]))
    if unknown := [c for c in extra if c not in events.columns and c not in articles.columns]:
        message = f"neither events nor articles have a column {', '.join(unknown)}"
        raise InputError(message)
    dtypes = {**articles.schema, **events.schema}
    if nested := [c for c in extra if dtypes[c].is_nested()]:
        message = f"{', '.join(nested)}: no column of single values"
        raise InputError(message)
    if taken := [c for c in extra if c in _OWN]:
        message = f"{', '.join(taken)}: the sample has a column of its own with this name"
        raise InputError(message)
    of_events = [c for c in extra if c in events.columns and c not in SCHEMA]
    of_articles = [c for c in extra if c not in events.columns and c not in SCHEMA]

    about = articles.filter(pl.col("duplicate_of").is_null()).select(
        "article_id", pl.col("published").cast(pl.Date), *of_articles
    )
    wanted = events if where is None else events.filter(where)
    coded = wanted.join(about, on="article_id").select(
        pl.col("event_id").alias("row"),
        pl.lit(EVENT).alias("kind"),
        "article_id",
        "sentence",
        pl.len().over("article_id", "sentence").alias("n_events").cast(pl.Int64),
        "type",
        "status",
        *(countries(side) for side in ("source", "target")),
        (pl.col("date_start").fill_null(pl.col("published")) if "date_start" in events.columns else pl.col("published"))
        .cast(pl.Date)
        .alias("date"),
        "published",
        *of_events,
        *of_articles,
    )
    silent = (
        sentences.join(about, on="article_id")
        .join(events, on=["article_id", "sentence"], how="anti")
        .select(
            pl.format("{}:s{}", "article_id", "sentence").alias("row"),
            pl.lit(SENTENCE).alias("kind"),
            "article_id",
            "sentence",
            pl.lit(0, pl.Int64).alias("n_events"),
            pl.col("published").alias("date"),
            "published",
            *of_articles,
        )
    )
    units = pl.concat([coded, silent], how="diagonal")
    strata = [pl.col(c).cast(pl.String).fill_null("none") for c in by]
    in_article = [pl.col(c).cast(pl.String).fill_null("none") for c in by if c in (*of_articles, "published")]
    return units.with_columns(
        pl.when(pl.col("kind") == EVENT)
        .then(pl.concat_str([*strata] or [pl.lit(EVENT)], separator=" / "))
        .otherwise(pl.concat_str([pl.lit("no event"), *in_article], separator=" / "))
        .alias("stratum"),
        pl.Series("order", [_number(seed, row) for row in units["row"]], pl.Int64),
    ).with_columns(pl.len().over("stratum").alias("n_stratum").cast(pl.Int64))


def countries(side: str) -> pl.Expr:
    """Return the countries of the participants of one side, each once, in the order of the alphabet."""
    names = pl.col(side).list.eval(pl.element().struct.field("country").drop_nulls().unique().sort())
    return names.cast(pl.List(pl.String)).alias(side)


def _fields(dtype: pl.DataType) -> list[str]:
    inner = getattr(dtype, "inner", None)
    return [field.name for field in inner.fields] if isinstance(inner, pl.Struct) else []


def _number(seed: int, row: str) -> int:
    digest = hashlib.blake2b(row.encode(), digest_size=8, key=str(seed).encode()).digest()
    return int.from_bytes(digest, "big") >> 1
