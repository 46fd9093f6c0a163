"""Charts: the numbers in them, and what they say that they leave out."""

import datetime
import json
import sys

import polars as pl
import pytest
from panel_world import CHAD, KENYA, UGANDA, articles, events

import detente as dt

alt = pytest.importorskip("altair")
pytest.importorskip("numpy")

NEWS = pl.DataFrame(
    {
        "text": [
            "France condemned Russia on Monday. Russia condemned France on Tuesday. Kenya thanked Japan for its aid.",
            "France condemned Russia on Thursday.",
            "Kenya and Japan held talks in Nairobi.",
        ],
        "date": ["2024-03-14", "2024-04-12", None],
    }
)
CHARTS = ["timeline", "heatmap", "network", "map", "stances"]


@pytest.fixture(scope="module")
def corpus():
    return dt.read(NEWS)


def rows(chart):
    return chart.data.values


def test_timeline_counts_by_period_and_class(corpus):
    chart = corpus.plot.timeline("1mo")
    bars = [(b["period"][:10], b["end"][:10], b["class"], b["from"], b["to"]) for b in rows(chart)]
    assert bars == [
        ("2024-03-01", "2024-04-01", "verbal cooperation", 0, 1),
        ("2024-03-01", "2024-04-01", "verbal conflict", 0, -2),
        ("2024-04-01", "2024-05-01", "verbal conflict", 0, -1),
    ]
    undated = corpus.events.filter(pl.col("date_start").is_null() & (pl.col("article_id") == corpus[2].id)).height
    assert undated
    assert chart.title.subtitle == [f"{undated} without a date left out"]


def test_background_is_left_out_unless_it_is_asked_for():
    news = dt.read("France condemned Russia. France condemned Russia in 1998.", published="2024-03-14")
    chart = news.plot.timeline("year")
    assert [bar["period"][:4] for bar in rows(chart)] == ["2024"]
    assert chart.title.subtitle == ["1 before 2024, the year of the first article, left out"]
    assert [bar["period"][:4] for bar in rows(news.plot.timeline("year", background=True))] == ["1998", "2024"]


def test_material_acts_stand_on_the_verbal_ones(corpus):
    first = corpus.events.head(1)
    events = pl.concat([first.with_columns(pl.lit(quad, dtype=pl.Int8).alias("quad")) for quad in (1, 2, 2, 3, 4)])
    chart = dt.Plots({"events": events, "articles": corpus.articles}).timeline("year")
    bars = {bar["class"]: (bar["from"], bar["to"]) for bar in rows(chart)}
    assert bars == {
        "verbal cooperation": (0, 1),
        "material cooperation": (1, 3),
        "verbal conflict": (0, -1),
        "material conflict": (-1, -2),
    }


def test_heatmap_holds_the_dyads(corpus):
    chart = corpus.plot.heatmap()
    cells = {(c["source"], c["target"]): c["n_events"] for c in rows(chart)}
    dyads = corpus.dyads("year").group_by("source", "target").agg(pl.col("n_events").sum())
    assert cells == {(source, target): n for source, target, n in dyads.iter_rows()}
    assert cells["FRA", "RUS"] == 2
    scale = {c["source"]: c["goldstein_mean"] for c in rows(corpus.plot.heatmap(value="goldstein_mean"))}
    assert scale["FRA"] < 0 < scale["KEN"]


def test_heatmap_of_the_most_frequent_says_so(corpus):
    dated = {"events": corpus.events.filter(pl.col("article_id") != corpus[2].id), "articles": corpus.articles}
    chart = dt.Plots(dated).heatmap(top=2)
    assert [(cell["source"], cell["target"]) for cell in rows(chart)] == [("FRA", "RUS"), ("RUS", "FRA")]
    assert chart.title.subtitle == ["the 2 of 4 countries with most events"]


@pytest.mark.parametrize("kind", ["events", "meetings", "speech"])
def test_network_holds_the_edges(news, kind):
    chart = news.plot.network(kind, by="entity", top=None)
    lines, points, names, _ = chart.layer
    net = news.network(kind, by="entity")
    pairs = {frozenset(pair) for pair in net.edges.select("source", "target").iter_rows()}
    assert {frozenset((line["first"], line["second"])) for line in rows(lines)} <= pairs
    assert {point["id"] for point in rows(points)} == set(net.nodes["id"])
    at = {point["id"]: (point["x"], point["y"]) for point in rows(points)}
    assert all(at[line["first"]] == (line["x"], line["y"]) for line in rows(lines))
    assert all(at[line["second"]] == (line["x2"], line["y2"]) for line in rows(lines))
    assert rows(names) == rows(points)


def test_lines_of_a_network_add_both_ways(corpus):
    lines = rows(corpus.plot.network().layer[0])
    tied = {(line["first"], line["second"]): (line["n"], line["tone"]) for line in lines}
    assert tied["FRA", "RUS"] == (3, "conflict")
    assert tied["JPN", "KEN"][1] == "cooperation"


def test_each_node_keeps_its_strongest_ties():
    hub, *others = ["France", "Germany", "Italy", "Spain", "Portugal", "Poland"]
    between = [f"{a} condemned {b}." for a in others for b in others if a != b]
    again = [
        f"{hub} condemned {other}. {hub} condemned {other} again. {hub} condemned {other} once more."
        for other in others
    ]
    chart = dt.read(" ".join(again + between)).plot.network()
    lines = {frozenset((line["first"], line["second"])) for line in rows(chart.layer[0])}
    assert all(frozenset(("FRA", code)) in lines for code in ("DEU", "ITA", "ESP", "PRT", "POL"))
    assert len(lines) < 15
    assert chart.title.subtitle == ["the 3 strongest ties of each"]


def test_the_same_tables_make_the_same_picture(corpus):
    assert corpus.plot.network().to_json() == corpus.plot.network().to_json()


def test_map_places_events_and_says_how_many(corpus):
    chart = corpus.plot.map()
    land, places = chart.layer
    assert [(p["place"], p["country"], p["n"], p["tone"]) for p in rows(places)] == [
        ("Nairobi", "KEN", 1, "mostly cooperation")
    ]
    n = corpus.events.filter(status="actual").height
    assert chart.title.subtitle == [f"1 of {n} events have a place on the map"]
    assert len(land.data.values["objects"]["countries"]["geometries"]) > 170


@pytest.mark.parametrize("by", ["country", "actor", "entity", "sector"])
def test_every_unit_of_dyads_can_be_drawn(corpus, by):
    dyads = corpus.dyads(by=by)
    pairs = set(dyads.select("source", "target").iter_rows())
    assert pairs
    assert {(cell["source"], cell["target"]) for cell in rows(corpus.plot.heatmap(by=by))} == pairs
    lines = rows(corpus.plot.network(by=by).layer[0])
    assert {frozenset((line["first"], line["second"])) for line in lines} == {
        frozenset(pair) for pair in corpus.network(by=by).edges.select("source", "target").iter_rows()
    }
    stances = corpus.stances(by=by, least=1)
    bars = rows(corpus.plot.stances(by=by, least=1).layer[0])
    assert {bar["pair"] for bar in bars} == {f"{a} → {b}" for a, b in stances.select("source", "target").iter_rows()}


def acts(kinds, source=KENYA, target=UGANDA):
    return [(kind, [source], [target], datetime.date(2024, 1, day), 0.0) for day, kind in enumerate(kinds, start=1)]


def test_a_turn_of_a_stance_parts_its_bar():
    given = events(*acts(["SUPPORT"] * 12 + ["ACCUSE"] * 8 + ["SUPPORT"]), *acts(["AID"] * 3, UGANDA, KENYA))
    tables = {"events": given, "articles": articles(a=datetime.date(2024, 2, 10))}
    bars, turns, signs = dt.Plots(tables).stances().layer
    assert [(b["pair"], b["from"][:10], b["to"][:10], b["last"][:10], b["sign"]) for b in rows(bars)] == [
        ("KEN → UGA", "2024-01-01", "2024-01-13", "2024-01-12", "+1.0"),
        ("KEN → UGA", "2024-01-13", "2024-01-22", "2024-01-21", "−0.8"),
        ("UGA → KEN", "2024-01-01", "2024-01-04", "2024-01-03", "+1.0"),
    ]
    assert [(turn["pair"], turn["from"][:10]) for turn in rows(turns)] == [("KEN → UGA", "2024-01-13")]
    assert rows(signs) == rows(bars)


def test_stances_say_what_they_leave_out():
    given = events(
        *acts(["ACCUSE"] * 4),
        *acts(["AID"] * 3, UGANDA, KENYA),
        *acts(["AID"], KENYA, CHAD),
        *[("REJECT", [CHAD], [KENYA], None, 0.0)] * 3,
    )
    chart = dt.Plots({"events": given, "articles": articles(a=None)}).stances(top=1)
    assert [bar["pair"] for bar in rows(chart.layer[0])] == ["KEN → UGA"]
    assert chart.title.subtitle == [
        "the 1 of 2 pairs with most events, 1 pair with fewer than 3 events left out, 1 pair without a date left out"
    ]


@pytest.mark.parametrize("name", CHARTS)
def test_charts_hold_their_data_and_ask_for_nothing(corpus, name):
    chart = json.loads(getattr(corpus.plot, name)().to_json())
    chart.pop("$schema")
    assert "http" not in json.dumps(chart)
    assert "url" not in json.dumps(chart)


@pytest.mark.parametrize("name", CHARTS)
def test_charts_of_nothing(corpus, name):
    chart = getattr(corpus[:0].plot, name)()
    assert chart.to_dict()
    assert chart.title.subtitle[0].startswith(("no ", "0 of 0"))


@pytest.mark.parametrize("name", CHARTS)
def test_wrong_statuses_are_told(corpus, name):
    with pytest.raises(dt.exceptions.InputError, match="actual, ongoing"):
        getattr(corpus.plot, name)(status="done")


def test_wrong_options_are_told(corpus):
    with pytest.raises(dt.exceptions.InputError, match="fortnight"):
        corpus.plot.timeline("fortnight")
    with pytest.raises(dt.exceptions.InputError, match="n_events or goldstein_mean"):
        corpus.plot.heatmap(value="mean")
    with pytest.raises(dt.exceptions.InputError, match="country, actor or sector"):
        corpus.plot.heatmap(by="person")


def test_copies_count_when_they_are_asked_for():
    text = "Kenya thanked Japan for its aid."
    news = dt.read(pl.DataFrame({"text": [text, text], "date": [datetime.date(2024, 3, 14)] * 2}))
    assert [bar["n"] for bar in rows(news.plot.timeline())] == [1]
    assert [bar["n"] for bar in rows(news.plot.timeline(duplicates=True))] == [2]


def test_tables_of_other_libraries(corpus):
    pytest.importorskip("pyarrow")
    tables = {"events": corpus.events.to_arrow(), "articles": corpus.articles.to_arrow()}
    assert rows(dt.Plots(tables).timeline()) == rows(corpus.plot.timeline())


def test_a_missing_library_is_named(corpus, monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(ModuleNotFoundError, match=r"altair is needed.*detente\[plot\]"):
        corpus.plot.timeline()
