"""Who acts on whom, as a table of colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente._extras import extra
from detente._panels.dyads import dyads
from detente._plots.colours import COUNTS
from detente._plots.counted import note, table
from detente.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente._panels.counting import By

_ROOM = 40
"""So many rows have room for letters of the usual size."""


def heatmap(
    tables: Any,
    by: By,
    value: str,
    top: int | None,
    status: str | Sequence[str],
    *,
    duplicates: bool,
) -> Any:
    """Return the chart: those with most events first, in rows and in columns."""
    alt = extra("altair", "plot")
    if value not in ("n_events", "goldstein_mean"):
        message = f"a heat map shows n_events or goldstein_mean, not {value}"
        raise InputError(message)
    events, articles = table(tables, "events"), table(tables, "articles")
    options: dict[str, Any] = {"by": by, "status": status, "duplicates": duplicates}
    cells, units, n_units = _cells(dyads(events, articles, every="1y", **options), top)
    several = {"country": "countries", "sector": "sectors"}.get(by, "actors")
    fewer = f"the {len(units)} of {n_units:,} {several} with most events" if len(units) < n_units else ""
    title = alt.Title("Who acts on whom", subtitle=note(fewer, "" if cells else "no dyads"))
    step, letters = (18, 11) if len(units) <= _ROOM else (9, 8)
    axis = alt.Axis(labelFontSize=letters, labelOverlap=False, labelLimit=160)
    square = alt.Scale(domain=units)
    x = alt.X("target:N", scale=square, axis=alt.Axis(**axis.to_dict(), orient="top", labelAngle=-90))
    y = alt.Y("source:N", scale=square, axis=axis)
    if value == "n_events":
        scale = alt.Scale(scheme=COUNTS, type="symlog", reverse=True)
        colour = alt.Color("n_events:Q", title="events", scale=scale, legend=alt.Legend(tickMinStep=1))
    else:
        scale = alt.Scale(scheme="blueorange", domain=[-10, 10], domainMid=0, reverse=True)
        colour = alt.Color("goldstein_mean:Q", title="mean of scale", scale=scale)
    tips = [
        "source:N",
        "target:N",
        alt.Tooltip("n_events:Q", format=","),
        alt.Tooltip("goldstein_mean:Q", format=".2f"),
    ]
    chart = alt.Chart(alt.InlineData(values=cells), title=title).mark_rect(stroke="#bbbbbb", strokeWidth=0.3)
    return chart.encode(x=x, y=y, color=colour, tooltip=tips).properties(width=alt.Step(step), height=alt.Step(step))


def _cells(counted: pl.DataFrame, top: int | None) -> tuple[list[dict[str, Any]], list[str], int]:
    """Return the cells, the units that are shown, and how many there are."""
    totals = (pl.col("n_events").sum(), pl.col("goldstein_sum").sum())
    whole = counted.group_by("source", "target").agg(*totals)
    sides = pl.concat([whole.select(pl.col(side).alias("unit"), "n_events") for side in ("source", "target")])
    ranked = sides.group_by("unit").agg(pl.col("n_events").sum()).sort(["n_events", "unit"], descending=[True, False])
    units = ranked["unit"].head(ranked.height if top is None else top).to_list()
    shown = whole.filter(pl.col("source").is_in(units) & pl.col("target").is_in(units)).sort("source", "target")
    mean = (pl.col("goldstein_sum") / pl.col("n_events")).alias("goldstein_mean")
    return shown.select("source", "target", "n_events", mean).to_dicts(), units, ranked.height
