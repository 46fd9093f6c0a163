"""Our events beside those of another data set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from detente._panels.counting import ACTUAL
from detente.exceptions import InputError
from detente.neighbours.columns import pairs

if TYPE_CHECKING:
    from collections.abc import Sequence


class Comparison:
    """Our events beside those of another data set. Made by :func:`compare`.

    A cell is a source country, a target country, a day and a type (or quad class).

    Attributes
    ----------
    matched : polars.DataFrame
        Our cells that theirs have too: ``source``, ``target``, ``type`` or ``quad``, ``day``, ``their_day`` (the
        nearest), ``n_ours`` and ``n_theirs`` (events).
    only_ours, only_theirs : polars.DataFrame
        The other cells of each: ``source``, ``target``, ``type`` or ``quad``, ``day``, ``n``.
    weekly : polars.DataFrame
        Events a week: ``week`` (its Monday), ``type`` or ``quad``, ``n_ours``, ``n_theirs``; a row for every week from
        the first to the last of all, with zeros.
    correlation : polars.DataFrame
        Of these weekly counts, Pearson's: ``type`` or ``quad`` (null for all events), ``n_weeks``, ``n_ours``,
        ``n_theirs``, ``r`` (null where one of them does not vary).
    """

    def __init__(self, ours: pl.DataFrame, theirs: pl.DataFrame, by: str, within: int) -> None:
        self.by = by
        keys = ["source", "target", by]
        near = _nearest(ours, theirs, keys, within)
        found = near["their_day"].is_not_null()
        self.matched = near.filter(found)
        self.only_ours = near.filter(~found).select(*keys, "day", pl.col("n_ours").alias("n"))
        back = _nearest(theirs, ours, keys, within)
        self.only_theirs = back.filter(pl.col("their_day").is_null()).select(*keys, "day", pl.col("n_ours").alias("n"))
        self._n_theirs = theirs.height
        self.weekly = _weekly(ours, theirs, by)
        self.correlation = _correlation(self.weekly, by)

    @property
    def summary(self) -> pl.DataFrame:
        """How many cells each has, how many match, and the shares of them, in one row."""
        ours = self.matched.height + self.only_ours.height
        matched_theirs = self._n_theirs - self.only_theirs.height
        return pl.DataFrame(
            {
                "ours": [ours],
                "theirs": [self._n_theirs],
                "matched": [self.matched.height],
                "share_of_ours": [self.matched.height / ours if ours else None],
                "share_of_theirs": [matched_theirs / self._n_theirs if self._n_theirs else None],
            },
            schema_overrides=dict.fromkeys(("share_of_ours", "share_of_theirs"), pl.Float64),
        )

    def __repr__(self) -> str:
        return (
            f"<detente.Comparison by {self.by}: {self.matched.height} matched, {self.only_ours.height} only ours, "
            f"{self.only_theirs.height} only theirs>"
        )


def compare(
    ours: Any,
    theirs: Any,
    articles: Any = None,
    *,
    by: Literal["type", "quad"] = "type",
    within: int = 0,
    status: str | Sequence[str] | None = ACTUAL,
) -> Comparison:
    """Compare our events with those of another data set, by dyad of countries, day and type.

    Parameters
    ----------
    ours, theirs
        Frames with the columns of ``events``, as any data frame that exports Arrow: ours, what a reader of
        :mod:`detente.neighbours` gives, or another corpus.
    articles
        The table of our articles: an event without a date then counts on the day of publication. Without it, such
        events are left out.
    by
        ``type``, or ``quad`` for the four classes, which data sets with other types share more of.
    within
        How many days apart cells may be and still match.
    status
        The statuses of both that are compared; None compares all.

    Returns
    -------
    Comparison

    Raises
    ------
    detente.exceptions.InputError
        When a column is missing or an option is wrong.

    Examples
    --------
    >>> ours = dt.read("France condemned Russia on 14 March 2024. Peru thanked Chile on 15 March 2024.").events
    >>> theirs = dt.read("France condemned Russia on 15 March 2024.").events
    >>> dt.neighbours.compare(ours, theirs, within=1)
    <detente.Comparison by type: 1 matched, 1 only ours, 0 only theirs>
    """
    if by not in ("type", "quad"):
        message = f"by is type or quad, not {by}"
        raise InputError(message)
    if within < 0:
        message = f"within={within}: a number of days from 0 is wanted"
        raise InputError(message)
    statuses = [status] if isinstance(status, str) else status
    return Comparison(
        _cells(ours, articles, by, statuses, "ours"), _cells(theirs, None, by, statuses, "theirs"), by, within
    )


def _cells(events: Any, articles: Any, by: str, statuses: Sequence[str] | None, name: str) -> pl.DataFrame:
    """Count the events of each dyad, type and day; a country with itself is no dyad."""
    frame = pl.DataFrame(events)
    needed = ("article_id", by, "status", "source", "target", "date_start")
    if missing := [c for c in needed if c not in frame.columns]:
        message = f"{name}: no column {', '.join(missing)}; the columns of events are wanted"
        raise InputError(message)
    frame = frame.with_row_index("_event").select("_event", *needed)
    if statuses is not None:
        frame = frame.filter(pl.col("status").is_in(list(statuses)))
    day = pl.col("date_start")
    if articles is not None:
        about = pl.DataFrame(articles)
        if missing := [c for c in ("article_id", "published") if c not in about.columns]:
            message = f"articles: no column {', '.join(missing)}"
            raise InputError(message)
        frame = frame.join(about.select("article_id", pl.col("published").dt.date()), on="article_id", how="left")
        day = pl.coalesce("date_start", "published")
    return (
        pairs(frame.with_columns(day.alias("day")))
        .select("_event", pl.col("source_country").alias("source"), pl.col("target_country").alias("target"), by, "day")
        .drop_nulls()
        .filter(pl.col("source") != pl.col("target"))
        .unique()
        .group_by("source", "target", by, "day")
        .agg(pl.len().cast(pl.Int64).alias("n"))
        .sort("source", "target", by, "day")
    )


def _nearest(left: pl.DataFrame, right: pl.DataFrame, keys: list[str], within: int) -> pl.DataFrame:
    """Return the cells of the left, each with the nearest day of the right within so many days, or null."""
    other = right.select(*keys, pl.col("day").alias("their_day"), pl.col("n").alias("n_theirs"), "day").sort("day")
    return (
        left.rename({"n": "n_ours"})
        .sort("day")
        .join_asof(other, on="day", by=keys, strategy="nearest", tolerance=f"{within}d", check_sortedness=False)
        .select(*keys, "day", "their_day", "n_ours", "n_theirs")
        .sort(*keys, "day")
    )


def _weekly(ours: pl.DataFrame, theirs: pl.DataFrame, by: str) -> pl.DataFrame:
    both = pl.concat(
        [
            frame.select(
                pl.col("day").dt.truncate("1w").alias("week"),
                by,
                (pl.col("n") * (side == "n_ours")).alias("n_ours"),
                (pl.col("n") * (side == "n_theirs")).alias("n_theirs"),
            )
            for side, frame in (("n_ours", ours), ("n_theirs", theirs))
        ]
    )
    counted = both.group_by("week", by).agg(pl.col("n_ours", "n_theirs").sum())
    if counted.is_empty():
        return counted
    weeks = counted.select(pl.date_range(pl.col("week").min(), pl.col("week").max(), "1w").alias("week"))
    grid = weeks.join(counted.select(by).unique(), how="cross")
    return (
        grid.join(counted, on=["week", by], how="left")
        .with_columns(pl.col("n_ours", "n_theirs").fill_null(0))
        .sort("week", by)
    )


def _correlation(weekly: pl.DataFrame, by: str) -> pl.DataFrame:
    whole = (
        weekly.group_by("week")
        .agg(pl.col("n_ours", "n_theirs").sum())
        .with_columns(pl.lit(None, weekly.schema[by]).alias(by))
    )
    parts = pl.concat([whole.select("week", by, "n_ours", "n_theirs"), weekly.select("week", by, "n_ours", "n_theirs")])
    return (
        parts.group_by(by)
        .agg(
            pl.len().cast(pl.Int64).alias("n_weeks"),
            pl.col("n_ours", "n_theirs").sum(),
            pl.corr("n_ours", "n_theirs").alias("r"),
        )
        .with_columns(pl.col("r").fill_nan(None))
        .sort(by, nulls_last=False)
    )
