"""Where events took place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from detente._extras import extra
from detente._plots.colours import BORDER, CONFLICT, COOPERATION, LAND
from detente._plots.counted import counted_events, note

if TYPE_CHECKING:
    from collections.abc import Sequence

_COUNTRIES = Path(__file__).with_name("countries-110m.json")
"""Natural Earth, public domain; see ``NOTICE``."""


def events_map(tables: Any, status: str | Sequence[str], *, duplicates: bool) -> Any:
    """Return the chart: the countries, and the places over them."""
    alt = extra("altair", "plot")
    events = counted_events(tables, status, duplicates=duplicates)
    on_map = events.drop_nulls(["lat", "lon"])
    subtitle = note(f"{on_map.height:,} of {events.height:,} events have a place on the map")
    shapes = json.loads(_COUNTRIES.read_text(encoding="utf-8"))
    countries = alt.InlineData(values=shapes, format=alt.TopoDataFormat(feature="countries", type="topojson"))
    land = alt.Chart(countries).mark_geoshape(fill=LAND, stroke=BORDER, strokeWidth=0.6)
    tone = alt.Scale(domain=["mostly cooperation", "mostly conflict"], range=[COOPERATION, CONFLICT])
    legend = alt.Legend(tickMinStep=1, tickCount=4)
    tips = ["place:N", "country:N", alt.Tooltip("n:Q", title="events", format=","), "cooperation:Q", "conflict:Q"]
    circles = alt.Chart(alt.InlineData(values=_places(on_map))).mark_point(filled=True, opacity=0.75, stroke="white")
    places = circles.encode(
        longitude="lon:Q",
        latitude="lat:Q",
        size=alt.Size("n:Q", title="events", scale=alt.Scale(type="sqrt", range=[20, 900]), legend=legend),
        color=alt.Color("tone:N", title=None, scale=tone),
        shape=alt.Shape("tone:N", title=None, scale=alt.Scale(domain=tone.domain, range=["circle", "diamond"])),
        tooltip=tips,
    )
    title = alt.Title("Where events took place", subtitle=subtitle)
    return alt.layer(land, places, title=title).project("equalEarth").properties(width=720, height=370)


def _places(events: pl.DataFrame) -> list[dict[str, Any]]:
    """Return a row for each place, the most frequent first, so that smaller circles lie on larger ones."""
    conflict = (pl.col("quad") > 2).sum().alias("conflict")
    counted = events.group_by("place", "country", "lat", "lon").agg(pl.len().alias("n"), conflict)
    cooperation = (pl.col("n") - pl.col("conflict")).alias("cooperation")
    tone = pl.when(pl.col("conflict") * 2 > pl.col("n")).then(pl.lit("mostly conflict"))
    tones = tone.otherwise(pl.lit("mostly cooperation")).alias("tone")
    placed = counted.with_columns(cooperation, tones)
    return placed.sort(["n", "place"], descending=[True, False]).to_dicts()
