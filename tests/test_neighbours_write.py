"""Our events in the layouts of other data sets, and compared with theirs."""

import datetime
import json

import polars as pl
import pytest
from validation_world import tables

import detente as dt
from detente import neighbours

WORLD = tables(
    [
        ("a", "2024-03-14", 0, "Both condemned Russia.", [("condemned", "ACCUSE", "actual", ["FRA", "DEU"], ["RUS"])]),
        ("a", "2024-03-14", 1, "They will meet.", [("meet", "CONSULT", "planned", ["FRA"], ["DEU"])]),
        ("b", "2024-03-20", 0, "Romania met.\tOthers did.", [("met", "CONSULT", "actual", ["ROU"], [])]),
    ]
)  # fmt: skip
CODES = {"ACCUSE": "111", "CONSULT": "040"}
EVENTS = WORLD["events"].with_columns(
    cameo=pl.col("type").replace_strict(CODES), goldstein=pl.lit(-2.0, pl.Float32), quad=pl.lit(3, pl.Int8)
)
ARTICLES = WORLD["articles"].with_columns(publisher=pl.lit("Example\tWire"), url=pl.lit("https://example.org/a"))


def dyads(frame):
    found = []
    for row in frame.iter_rows(named=True):
        sides = [[p["country"] for p in row[side]] or [None] for side in ("source", "target")]
        found += [(s, t, row["cameo"], row["date_start"]) for s in sides[0] for t in sides[1]]
    return found


DYADS = [
    ("FRA", "RUS", "111", datetime.date(2024, 3, 14)),
    ("DEU", "RUS", "111", datetime.date(2024, 3, 14)),
    ("ROU", None, "040", datetime.date(2024, 3, 20)),
]


def test_gdelt_there_and_back(tmp_path):
    path = neighbours.write_gdelt(EVENTS, ARTICLES, tmp_path / "ours.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.count("\t") for line in lines] == [60] * 3
    fields = lines[2].split("\t")
    assert (fields[1], fields[5], fields[26:29]) == ("20240320", "ROMGOV", ["040", "040", "04"])
    assert fields[7] == "ROM"
    assert len({line.split("\t")[0] for line in lines}) == 3
    back = neighbours.read_gdelt(path)
    assert dyads(back) == DYADS
    assert back["article_id"].to_list() == ["https://example.org/a"] * 3


def test_icews_there_and_back(tmp_path):
    path = neighbours.write_icews(EVENTS, ARTICLES, tmp_path / "ours.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t")[:3] == ["Event ID", "Event Date", "Source Name"]
    assert [line.count("\t") for line in lines] == [19] * 4
    assert "Example Wire" in lines[1]
    assert lines[1].split("\t")[4] == "France"
    back = neighbours.read_icews(path)
    assert dyads(back) == DYADS
    assert back["sentence"].to_list() == [0, 0, 0]


def test_events_of_others_are_counted_in_panels(tmp_path):
    path = tmp_path / "icews.tab"
    neighbours.write_icews(EVENTS, ARTICLES, path)
    panel = dt.dyads(neighbours.read_icews(path), ARTICLES)
    counted = panel.filter(pl.col("n_events") > 0).select("source", "target", "n_events").rows()
    assert sorted(counted) == [("DEU", "RUS", 1), ("FRA", "RUS", 1)]


def test_every_status_when_asked(tmp_path):
    path = neighbours.write_icews(EVENTS, ARTICLES, tmp_path / "all.tsv", status=None)
    assert neighbours.read_icews(path).height == 4
    path = neighbours.write_icews(EVENTS, ARTICLES, tmp_path / "planned.tsv", status="planned")
    assert dyads(neighbours.read_icews(path)) == [("FRA", "DEU", "040", datetime.date(2024, 3, 14))]


def test_plover_json(tmp_path):
    path = neighbours.write_plover(EVENTS, ARTICLES, tmp_path / "ours.jsonl", status=None)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    first, planned, third = records
    assert first["actor"] == [
        {"code": "FRA", "sector": "GOV", "entity_text": "FRA"},
        {"code": "DEU", "sector": "GOV", "entity_text": "DEU"},
    ]
    assert (first["date"], first["event"], first["quad_code"], first["event_scale"]) == (
        "2024-03-14",
        "ACCUSE",
        3,
        -2.0,
    )
    assert first["event_text"] == "condemned"
    assert first["cite_info"]["url"] == "https://example.org/a"
    assert "mode" not in first
    assert planned["mode"] == ["future"]
    assert "recipient" not in third


def test_writing_a_corpus(news, tmp_path):
    for write in (neighbours.write_gdelt, neighbours.write_icews, neighbours.write_plover):
        path = write(news.events, news.articles, tmp_path / write.__name__)
        assert path.stat().st_size > 0
        write(dt.empty("events"), dt.empty("articles"), tmp_path / "none")
        with pytest.raises(dt.exceptions.OutputError, match="nowhere"):
            write(news.events, news.articles, tmp_path / "nowhere" / "x")
        with pytest.raises(dt.exceptions.InputError, match="no column cameo"):
            write(news.events.drop("cameo"), news.articles, tmp_path / "x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["none", "write_gdelt", "write_icews", "write_plover"]


def world(*rows):
    """Make events of (day, source, target, type)."""
    return tables(
        [
            (f"a{i}", day, 0, "They acted.", [("acted", kind, "actual", [s], [t])])
            for i, (day, s, t, kind) in enumerate(rows)
        ]
    )


def test_compare():
    ours = world(
        ("2024-03-04", "FRA", "RUS", "ACCUSE"),
        ("2024-03-04", "FRA", "RUS", "ACCUSE"),
        ("2024-03-12", "FRA", "RUS", "ACCUSE"),
        ("2024-03-12", "FRA", "DEU", "CONSULT"),
        ("2024-03-26", "FRA", "FRA", "CONSULT"),
    )
    theirs = world(
        ("2024-03-04", "FRA", "RUS", "ACCUSE"),
        ("2024-03-13", "FRA", "RUS", "ACCUSE"),
        ("2024-03-20", "RUS", "FRA", "ACCUSE"),
    )["events"].with_columns(date_start=pl.Series([datetime.date(2024, 3, d) for d in (4, 13, 20)]))
    found = neighbours.compare(ours["events"], theirs, ours["articles"])
    day = datetime.date(2024, 3, 4)
    assert found.matched.rows() == [("FRA", "RUS", "ACCUSE", day, day, 2, 1)]
    assert found.only_ours.select("target", "day", "n").rows() == [
        ("DEU", datetime.date(2024, 3, 12), 1),
        ("RUS", datetime.date(2024, 3, 12), 1),
    ]
    assert found.only_theirs["day"].to_list() == [datetime.date(2024, 3, 13), datetime.date(2024, 3, 20)]
    assert found.summary.rows() == [(3, 3, 1, pytest.approx(1 / 3), pytest.approx(1 / 3))]
    near = neighbours.compare(ours["events"], theirs, ours["articles"], within=1)
    assert near.matched.height == 2
    assert near.only_theirs["source"].to_list() == ["RUS"]
    accuse = found.weekly.filter(type="ACCUSE")
    assert accuse.select("week", "n_ours", "n_theirs").rows() == [
        (datetime.date(2024, 3, 4), 2, 1),
        (datetime.date(2024, 3, 11), 1, 1),
        (datetime.date(2024, 3, 18), 0, 1),
    ]
    rows = {row["type"]: row for row in found.correlation.iter_rows(named=True)}
    assert rows["ACCUSE"]["r"] is None
    assert rows[None]["n_ours"] == 4
    # Without their articles, events that have no date are left out.
    assert neighbours.compare(ours["events"], theirs).matched.is_empty()


def test_correlation_by_quad():
    days = [("2024-03-04", 1, 2), ("2024-03-11", 3, 5), ("2024-03-18", 2, 2)]
    ours = world(*((day, "FRA", "RUS", "ACCUSE") for day, n, _ in days for _ in range(n)))
    theirs = world(*((day, "FRA", "RUS", "REJECT") for day, _, n in days for _ in range(n)))
    dated = [
        frame["events"].join(frame["articles"].select("article_id", pl.col("published").dt.date()), on="article_id")
        for frame in (ours, theirs)
    ]
    left, right = (f.with_columns(date_start=pl.col("published"), quad=pl.lit(3, pl.Int8)) for f in dated)
    found = neighbours.compare(left, right, by="quad")
    # Means 2 and 3: (1·1 + 1·2 + 0·1) / √(2 · 6).
    assert found.correlation.filter(quad=3)["r"].item() == pytest.approx(3 / 12**0.5)
    assert found.correlation["n_weeks"].to_list() == [3, 3]
    assert neighbours.compare(left, right).matched.is_empty()


def test_compare_nothing_and_nonsense():
    nothing = dt.empty("events")
    found = neighbours.compare(nothing, nothing, dt.empty("articles"))
    assert found.matched.columns == ["source", "target", "type", "day", "their_day", "n_ours", "n_theirs"]
    assert found.weekly.is_empty()
    assert found.correlation.is_empty()
    assert found.summary["share_of_ours"].to_list() == [None]
    with pytest.raises(dt.exceptions.InputError, match="by is type or quad"):
        neighbours.compare(nothing, nothing, by="colour")
    with pytest.raises(dt.exceptions.InputError, match="within=-1"):
        neighbours.compare(nothing, nothing, within=-1)
    with pytest.raises(dt.exceptions.InputError, match="theirs: no column target"):
        neighbours.compare(nothing, nothing.drop("target"))
