"""Dyads and networks, from tables of any library."""

import datetime
import xml.etree.ElementTree as ET

import polars as pl
import pytest

import detente as dt

NEWS = pl.DataFrame(
    {
        "text": [
            "France condemned Russia on Monday. Russia condemned France on Tuesday.",
            "France condemned Russia on Thursday.",
            "France did not condemn Russia.",
        ],
        "date": ["2024-03-14", "2024-04-12", "2024-04-13"],
    }
)


@pytest.fixture(scope="module")
def quarrel():
    return dt.read(NEWS)


def test_dyads_count_what_happened(quarrel):
    rows = quarrel.dyads("1mo").select("period", "source", "target", "n_events", "n_verbal_conflict").rows()
    march, april = datetime.date(2024, 3, 1), datetime.date(2024, 4, 1)
    assert rows == [(march, "FRA", "RUS", 1, 1), (march, "RUS", "FRA", 1, 1), (april, "FRA", "RUS", 1, 1)]


def test_dyads_of_every_status(quarrel):
    by_year = quarrel.dyads("year", status=["actual", "negated"])
    assert dict(by_year.select("source", "n_events").rows()) == {"FRA": 3, "RUS": 1}


def test_dyads_of_a_filtered_table(quarrel):
    april = quarrel.events.filter(pl.col("date_start") > datetime.date(2024, 4, 1))
    assert dt.dyads(april, quarrel.articles, every="1y")["n_events"].to_list() == [1]


def test_dyads_of_other_libraries(quarrel):
    pytest.importorskip("pyarrow")
    events, articles = quarrel.events.to_arrow(), quarrel.articles.to_arrow()
    assert dt.dyads(events, articles).equals(quarrel.dyads())


def test_options_are_checked(quarrel):
    with pytest.raises(dt.exceptions.InputError, match="fortnight"):
        quarrel.dyads("fortnight")
    with pytest.raises(dt.exceptions.InputError, match="actual, ongoing"):
        quarrel.dyads(status="done")
    with pytest.raises(dt.exceptions.InputError, match="events, meetings, speech"):
        quarrel.network("friends")
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        dt.dyads([1, 2], quarrel.articles)


@pytest.mark.parametrize("kind", ["events", "meetings", "speech"])
def test_networks_fit_together(news, kind):
    net = news.network(kind)
    nodes = set(net.nodes["id"])
    assert set(net.edges["source"]) | set(net.edges["target"]) == nodes
    assert net.nodes["id"].is_unique().all()
    assert (net.edges["source"] != net.edges["target"]).all()
    assert net.directed == (kind != "meetings")


def test_event_network_by_country(quarrel):
    net = quarrel.network("events", by="country")
    assert net.edges.select("source", "target", "n").rows() == [("FRA", "RUS", 2), ("RUS", "FRA", 1)]
    assert (net.edges["goldstein_mean"] < 0).all()


def test_graphml(quarrel, tmp_path):
    net = quarrel.network("events")
    net.write_graphml(tmp_path / "net.graphml")
    space = "{http://graphml.graphdrawing.org/xmlns}"
    graph = ET.parse(tmp_path / "net.graphml").getroot().find(f"{space}graph")
    assert len(graph.findall(f"{space}edge")) == net.edges.height
    networkx = pytest.importorskip("networkx")
    read = networkx.read_graphml(tmp_path / "net.graphml")
    assert set(read.nodes) == set(net.nodes["id"])
    assert set(net.to_networkx().edges) == set(read.edges)


def test_a_network_from_saved_tables(news, tmp_path):
    news.write(tmp_path, tables=["quotes", "mentions", "entities", "articles"])
    tables = {path.stem: pl.read_parquet(path) for path in tmp_path.glob("*.parquet")}
    assert dt.network("speech", tables).edges.equals(news.network("speech").edges)
