"""Actors as points, what is between them as lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import polars as pl

from detente._extras import extra
from detente._network import network
from detente._plots.colours import CONFLICT, COOPERATION, INK
from detente._plots.counted import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente._network import Kind
    from detente._panels.counting import By

_WORDS = {"events": "Who acts on whom", "meetings": "Who meets whom", "speech": "Who speaks of whom"}
_TIES = 3
"""Lines from each node: with more, a picture of many nodes shows none."""
_CROWD = 60
"""More nodes than this want a larger picture."""
_TONES = ("cooperation", "conflict")
_HUB = ""
"""No node has this id."""


def network_chart(
    tables: Any,
    kind: Kind,
    by: By,
    top: int | None,
    status: str | Sequence[str],
    *,
    duplicates: bool,
) -> Any:
    """Return the chart: lines, points and names, a layer each."""
    alt = extra("altair", "plot")
    net = network(kind, tables, by=by, status=status, duplicates=duplicates)
    lines, points = _ties(net.edges), net.nodes.height
    nodes = _ranked(net.nodes, lines, top)
    between = lines.filter(pl.col("first").is_in(nodes["id"].to_list()) & pl.col("second").is_in(nodes["id"].to_list()))
    nodes, lines = _placed(nodes, _strongest(between))
    fewer = f"the {nodes.height} of {points:,} nodes with most {kind}" if nodes.height < points else ""
    weaker = f"the {_TIES} strongest ties of each" if lines.height < between.height else ""
    title = alt.Title(_WORDS[kind], subtitle=note(fewer, weaker, "" if points else "no ties"))
    room = alt.Scale(zero=False, nice=False, padding=30)
    x, y = alt.X("x:Q", axis=None, scale=room), alt.Y("y:Q", axis=None, scale=room)
    line = alt.Chart(alt.InlineData(values=lines.to_dicts())).mark_rule(opacity=0.55)
    legend = alt.Legend(tickMinStep=1, tickCount=4)
    stroke = alt.StrokeWidth("n:Q", title=kind, scale=alt.Scale(type="sqrt", range=[0.5, 7]), legend=legend)
    tips = ["names:N", alt.Tooltip("n:Q", title=kind, format=",")]
    encoding = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q", "strokeWidth": stroke, "tooltip": tips}
    if kind == "events":
        tone = alt.Scale(domain=list(_TONES), range=[COOPERATION, CONFLICT])
        dashes = alt.Scale(domain=list(_TONES), range=[[1, 0], [5, 3]])
        encoding["color"] = alt.Color("tone:N", title="on the whole", scale=tone)
        encoding["strokeDash"] = alt.StrokeDash("tone:N", title="on the whole", scale=dashes)
        encoding["tooltip"] = [*tips, alt.Tooltip("goldstein_mean:Q", title="mean of scale", format=".2f")]
    base = alt.Chart(alt.InlineData(values=nodes.to_dicts())).encode(x=x, y=y)
    size = alt.Size("ties:Q", legend=None, scale=alt.Scale(type="sqrt", range=[30, 500]))
    point = base.mark_circle(color=INK, opacity=0.85).encode(size=size, tooltip=["name:N", "country:N", "ties:Q"])
    name = {"baseline": "middle", "align": "left", "dx": 8, "fontSize": 11, "limit": 160, "color": INK}
    # A white rim keeps a name legible where it lies on lines.
    rim = base.mark_text(**name, stroke="white", strokeWidth=3, opacity=0.85).encode(text="name:N")
    chart = alt.layer(line.encode(**encoding), point, rim, base.mark_text(**name).encode(text="name:N"), title=title)
    width, height = (640, 520) if nodes.height <= _CROWD else (1100, 900)
    return chart.properties(width=width, height=height).configure_view(stroke=None)


def _ties(edges: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each pair, whichever way its edges go."""
    pair = (pl.min_horizontal("source", "target").alias("first"), pl.max_horizontal("source", "target").alias("second"))
    scale = (pl.col("goldstein_mean") * pl.col("n")).sum() / pl.col("n").sum()
    has_scale = pl.col("goldstein_mean").is_not_null().any()
    ties = edges.select(*pair, "n", "goldstein_mean").group_by("first", "second")
    mean = pl.when(has_scale).then(scale).alias("goldstein_mean")
    tone = pl.when(pl.col("goldstein_mean") < 0).then(pl.lit(_TONES[1])).otherwise(pl.lit(_TONES[0])).alias("tone")
    return ties.agg(pl.col("n").sum(), mean).with_columns(tone).sort("first", "second")


def _ranked(nodes: pl.DataFrame, ties: pl.DataFrame, top: int | None) -> pl.DataFrame:
    """Return the nodes with most ties, which the column ``ties`` counts."""
    ends = pl.concat([ties.select(pl.col(end).alias("id"), pl.col("n").alias("ties")) for end in ("first", "second")])
    counted = nodes.join(ends.group_by("id").agg(pl.col("ties").sum()), on="id")
    ranked = counted.sort(["ties", "id"], descending=[True, False])
    return ranked.select("id", "name", "country", "ties").head(ranked.height if top is None else top)


def _strongest(ties: pl.DataFrame) -> pl.DataFrame:
    """Return the ties that are among the strongest of either end."""
    ordered = ties.sort(["n", "first", "second"], descending=[True, False, False]).with_row_index("rank")
    sides = [ordered.select("rank", pl.col(end).alias("id")) for end in ("first", "second")]
    kept = pl.concat(sides).sort("rank").group_by("id", maintain_order=True).head(_TIES)
    return ordered.join(kept.select("rank").unique(), on="rank", how="semi").drop("rank")


def _placed(nodes: pl.DataFrame, ties: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the nodes with ``x`` and ``y``, the ties with those of both ends."""
    nx = extra("networkx", "plot")
    graph = nx.Graph()
    graph.add_nodes_from(sorted(nodes["id"]))
    graph.add_weighted_edges_from(
        (a, b, 1 + math.log(n)) for a, b, n in ties.select("first", "second", "n").iter_rows()
    )
    # Held by a weak spring each, parts that nothing ties together stay in the picture.
    graph.add_weighted_edges_from((_HUB, node, 0.1) for node in list(graph))
    places = nx.spring_layout(graph, k=1.2 / math.sqrt(len(graph) + 1), iterations=200, seed=7) if len(graph) else {}
    places.pop(_HUB, None)
    at = pl.DataFrame(
        [(node, *map(float, place)) for node, place in places.items()],
        schema={"id": pl.String, "x": pl.Float64, "y": pl.Float64},
        orient="row",
    )
    placed = nodes.join(at, on="id")
    ends = placed.select("id", "name", "x", "y")
    joined = ties.join(ends, left_on="first", right_on="id").join(ends, left_on="second", right_on="id", suffix="2")
    names = pl.concat_str("name", "name2", separator=" – ").alias("names")
    return placed, joined.with_columns(names).drop("name", "name2").sort("first", "second")
