"""Dyads and networks, from tables of any library."""

import datetime
import sys
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


@pytest.mark.parametrize("kind", ["events", "meetings", "speech"])
def test_measures_are_those_of_networkx(news, kind):
    nx = pytest.importorskip("networkx")
    net = news.network(kind)
    graph, nodes = net.to_networkx(), net.nodes
    assert graph.number_of_nodes() > 5

    def column(name):
        return dict(nodes.select("id", name).rows())

    assert column("betweenness") == pytest.approx(nx.betweenness_centrality(graph))
    assert column("pagerank") == pytest.approx(nx.pagerank(graph, weight="n", tol=1e-12, max_iter=500), abs=1e-8)
    assert column("degree") == dict(graph.to_undirected().degree())
    if net.directed:
        assert column("in_degree") == dict(graph.in_degree())
        assert column("out_degree") == dict(graph.out_degree())
    apart = nx.Graph()
    apart.add_nodes_from(graph)
    for source, target, n in net.edges.select("source", "target", "n").rows():
        before = apart.get_edge_data(source, target, {"n": 0})["n"]
        apart.add_edge(source, target, n=before + n)
    communities = nodes.group_by("community").agg("id").sort("community")
    sizes = [len(ids) for ids in communities["id"]]
    assert sizes == sorted(sizes, reverse=True)
    found = nx.community.modularity(apart, [set(ids) for ids in communities["id"]], weight="n")
    theirs = nx.community.louvain_communities(apart, weight="n", seed=1)
    assert found >= nx.community.modularity(apart, theirs, weight="n") - 0.05


def test_slices_add_up_to_the_whole(quarrel):
    slices = quarrel.network_slices("events", by="country")
    assert list(slices) == [datetime.date(2024, 3, 1), datetime.date(2024, 4, 1)]
    assert [net.edges["n"].sum() for net in slices.values()] == [2, 1]
    whole = quarrel.network_slices("events", every="1y", by="country")[datetime.date(2024, 1, 1)]
    assert whole.edges.equals(quarrel.network("events", by="country").edges)
    assert whole.nodes.equals(quarrel.network("events", by="country").nodes)


def test_gexf_and_parquet(quarrel, tmp_path):
    nx = pytest.importorskip("networkx")
    net = quarrel.network("events", by="country")
    net.write_gexf(tmp_path / "net.gexf")
    root = ET.parse(tmp_path / "net.gexf").getroot()
    space = "{http://gexf.net/1.3}"
    edges = root.find(f"{space}graph/{space}edges").findall(f"{space}edge")
    assert [(edge.get("source"), edge.get("target"), edge.get("weight")) for edge in edges] == [
        ("FRA", "RUS", "2"),
        ("RUS", "FRA", "1"),
    ]
    titles = [a.get("title") for a in root.iter(f"{space}attribute")]
    assert titles == [c for c in net.nodes.columns if c not in ("id", "name")] + net.edges.columns[2:]
    older = (tmp_path / "net.gexf").read_text(encoding="utf-8").replace("gexf.net/1.3", "www.gexf.net/1.2draft")
    (tmp_path / "older.gexf").write_text(older.replace('version="1.3"', 'version="1.2"'), encoding="utf-8")
    assert set(nx.read_gexf(tmp_path / "older.gexf").edges) == {("FRA", "RUS"), ("RUS", "FRA")}
    nodes, edges = net.write_parquet(tmp_path / "net")
    assert pl.read_parquet(nodes).equals(net.nodes)
    assert pl.read_parquet(edges).equals(net.edges)
    (tmp_path / "file").write_text("")
    with pytest.raises(dt.exceptions.OutputError):
        net.write_parquet(tmp_path / "file")


def test_igraph(quarrel):
    pytest.importorskip("igraph")
    net = quarrel.network("events", by="country")
    graph = net.to_igraph()
    assert graph.is_directed()
    assert graph.vs["id"] == ["FRA", "RUS"]
    assert graph.es["n"] == [2, 1]
    assert [edge.tuple for edge in graph.es] == [(0, 1), (1, 0)]


@pytest.mark.parametrize(("library", "method"), [("networkx", "to_networkx"), ("igraph", "to_igraph")])
def test_a_missing_library_is_named(quarrel, monkeypatch, library, method):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'detente\["):
        getattr(quarrel.network("events"), method)()


def test_networks_of_nothing_that_has_tables(quarrel):
    with pytest.raises(dt.exceptions.InputError, match="no table entities, articles"):
        dt.network("events", {"events": quarrel.events})
    tables = {name: quarrel.table(name) for name in dt.TABLES}
    tables["events"] = tables["events"].drop("goldstein")
    with pytest.raises(dt.exceptions.InputError, match="no column `goldstein`"):
        dt.network("events", tables)
    with pytest.raises(dt.exceptions.InputError, match="periods are"):
        quarrel.network_slices(every="decade")
