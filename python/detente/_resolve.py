"""The atlas: who or what a name means on a day."""

from __future__ import annotations

import datetime

import polars as pl

from detente import _detente

_SCHEMA = {
    "actor_id": pl.String,
    "name": pl.String,
    "kind": pl.String,
    "country": pl.String,
    "sector": pl.String,
    "role": pl.String,
    "wikidata": pl.String,
    "cow": pl.Int32,
    "cameo": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
    "stale": pl.Boolean,
    "score": pl.Float32,
}


def resolve(surface: str, on: datetime.date | str | None = None) -> pl.DataFrame:
    """Ask the atlas who or what a surface means.

    Parameters
    ----------
    surface
        A name, an office or a group: ``"Russian Foreign Minister"``.
    on
        The day on which it is to hold, a date or ``YYYY-MM-DD``. Without one, the latest readings are given.

    Returns
    -------
    polars.DataFrame
        A reading a row, best first; no rows when the atlas does not know. ``stale`` says that the day lies past what
        the source of the reading knew.
    """
    day = datetime.date.fromisoformat(on) if isinstance(on, str) else on
    return pl.DataFrame(_detente.resolve(surface, day), schema=_SCHEMA)
