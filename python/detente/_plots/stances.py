"""Who backs or opposes whom, and from when on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente._extras import extra
from detente._panels.stances import stances
from detente._plots.colours import INK
from detente._plots.counted import STAMP, note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente._panels.counting import By, Count

_PAIR = pl.format("{} → {}", "source", "target").alias("pair")
_WANTED = ("source", "target", "n", "n_backing", "n_opposing", "score", "first", "last", "changes", "scores")


def stances_chart(
    tables: Any,
    by: By,
    top: int | None,
    status: str | Sequence[str],
    *,
    count: Count,
    least: int,
    least_for_changes: int,
) -> Any:
    """Return the chart: a row for each pair, in it a bar for each stretch of time with one stance."""
    alt = extra("altair", "plot")
    options: dict[str, Any] = {"count": count, "least": least, "least_for_changes": least_for_changes}
    found = stances(tables, by=by, status=status, **options).select(_WANTED)
    scored = found.drop_nulls("score")
    dated = scored.drop_nulls("first")
    ranked = dated.sort(["n", "source", "target"], descending=[True, False, False])
    shown = ranked.head(ranked.height if top is None else top)
    few, undated = found.height - scored.height, scored.height - dated.height
    title = alt.Title(
        "Who backs or opposes whom",
        subtitle=note(
            "" if found.height else "no stances",
            f"the {shown.height} of {dated.height:,} pairs with most events" if shown.height < dated.height else "",
            f"{few:,} {_pairs(few)} with fewer than {least} events left out" if few else "",
            f"{undated:,} {_pairs(undated)} without a date left out" if undated else "",
        ),
    )
    stretches = _stretches(shown)
    turns = [bar for bar in stretches if bar["turned"]]
    order = shown.select(_PAIR)["pair"].to_list()
    y = alt.Y("pair:N", title=None, scale=alt.Scale(domain=order), axis=alt.Axis(labelLimit=260, labelOverlap=False))
    x = alt.X("from:T", title=None)
    scale = alt.Scale(scheme="blueorange", domain=[-1, 1], domainMid=0, reverse=True)
    colour = alt.Color("score:Q", title=["opposes −1", "backs +1"], scale=scale)
    tips = [
        "pair:N",
        alt.Tooltip("from:T", format="%Y-%m-%d"),
        alt.Tooltip("last:T", title="to", format="%Y-%m-%d"),
        alt.Tooltip("score:Q", format="+.2f"),
        alt.Tooltip("backing:Q", title="backing, in all", format=","),
        alt.Tooltip("opposing:Q", title="opposing, in all", format=","),
    ]
    base = alt.Chart(alt.InlineData(values=stretches)).encode(x=x, y=y, tooltip=tips)
    # A stretch of few days in a chart of years is seen by its rim alone.
    bars = base.mark_bar(height=9, yOffset=5, stroke=INK, strokeWidth=0.7).encode(x2="to:T", color=colour)
    signs = base.mark_text(align="left", baseline="bottom", dx=2, fontSize=10, color=INK).encode(text="sign:N")
    turned = alt.Chart(alt.InlineData(values=turns)).mark_tick(color=INK, thickness=2.5, height=19, yOffset=3)
    chart = alt.layer(bars, turned.encode(x=x, y=y, tooltip=tips), signs, title=title)
    return chart.properties(width=560, height=alt.Step(26))


def _pairs(n: int) -> str:
    return "pair" if n == 1 else "pairs"


def _stretches(found: pl.DataFrame) -> list[dict[str, Any]]:
    """Return a bar for each stretch from the first event or a change to the next change or the last event."""
    day = pl.duration(days=1)
    # Where events are too few to look for changes, there is one stretch, of the score of all.
    looked = pl.when(pl.col("scores").list.len() > 0)
    parted = found.with_columns(
        pl.concat_list("first", "changes").alias("from"),
        # The last day is one of the stretch: the bar goes to the end of it.
        pl.concat_list("changes", pl.col("last") + day).alias("to"),
        looked.then("scores").otherwise(pl.concat_list("score")).alias("score"),
    ).explode("from", "to", "score")
    plus = pl.when(pl.col("score") > 0).then(pl.lit("+")).otherwise(pl.lit(""))
    return parted.select(
        _PAIR,
        pl.col("from").dt.strftime(STAMP),
        pl.col("to").dt.strftime(STAMP),
        (pl.col("to") - day).dt.strftime(STAMP).alias("last"),
        "score",
        (plus + _tenths()).alias("sign"),
        pl.col("n_backing").alias("backing"),
        pl.col("n_opposing").alias("opposing"),
        (pl.col("from") > pl.col("first")).alias("turned"),
    ).to_dicts()


def _tenths() -> pl.Expr:
    """Return the score as it is written, with a true minus."""
    return pl.col("score").round(1).cast(pl.String).str.replace("-0.0", "0.0", literal=True).str.replace("-", "−")
