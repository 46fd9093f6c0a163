"""Events by period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente._extras import extra
from detente._plots.colours import OF_CLASS
from detente._plots.counted import CLASSES, STAMP, counted_events, note, table

if TYPE_CHECKING:
    from collections.abc import Sequence

_PERIODS = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}


def timeline(tables: Any, every: str, status: str | Sequence[str], *, background: bool, duplicates: bool) -> Any:
    """Return the chart: bars from 0 upwards for cooperation, downwards for conflict."""
    alt = extra("altair", "plot")
    events = counted_events(tables, status, duplicates=duplicates, every=every)
    dated = events.drop_nulls("day")
    year: int | None = table(tables, "articles").select(pl.col("published").dt.year().min()).item()
    recent = dated if background or year is None else dated.filter(pl.col("day").dt.year() >= year)
    undated, before = events.height - dated.height, dated.height - recent.height
    left_out = [
        f"{undated:,} without a date left out" if undated else "",
        f"{before:,} before {year}, the year of the first article, left out" if before else "",
    ]
    title = alt.Title("Events by period", subtitle=note("no events" if events.is_empty() else "", *left_out))
    bars = _bars(recent, _PERIODS.get(every, every))
    classes = alt.Color(
        "class:N", scale=alt.Scale(domain=list(CLASSES), range=list(OF_CLASS.values())), legend=alt.Legend(title=None)
    )
    label = "format(abs(datum.value), ',')"
    y = alt.Y("from:Q", title="conflict  ←  events  →  cooperation", axis=alt.Axis(labelExpr=label, tickMinStep=1))
    tips = [alt.Tooltip("period:T", format="%Y-%m-%d"), "class:N", alt.Tooltip("n:Q", title="events", format=",")]
    bar = alt.Chart(alt.InlineData(values=bars), title=title).mark_bar(binSpacing=0, stroke="white", strokeWidth=0.3)
    chart = bar.encode(x=alt.X("period:T", title=None), x2="end:T", y=y, y2="to:Q", color=classes, tooltip=tips)
    return chart.properties(width=640, height=280)


def _bars(events: pl.DataFrame, every: str) -> list[dict[str, Any]]:
    """Return a bar for each period and class; material classes stand on the verbal ones."""
    counts = events.group_by(pl.col("day").dt.truncate(every).alias("period"), "quad", "class").len("n")
    signed = pl.when(pl.col("quad") <= 2).then(pl.col("n").cast(pl.Int64)).otherwise(-pl.col("n").cast(pl.Int64))
    reach = signed.cum_sum().over("period", pl.col("quad") <= 2)
    bars = counts.sort("period", "quad").with_columns((reach - signed).alias("from"), reach.alias("to"))
    ends = pl.col("period").dt.offset_by(every).dt.strftime(STAMP).alias("end")
    return bars.select(pl.col("period").dt.strftime(STAMP), ends, "class", "n", "from", "to").to_dicts()
