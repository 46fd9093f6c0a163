"""What is drawn to be coded by hand, and the files that coders get."""

import json
import xml.etree.ElementTree as ET

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from validation_world import tables

import detente as dt

ACTS = [("condemned", "ACCUSE", "actual", ["FRA"], ["RUS"])]
ROWS = [
    *((f"a{i}", "2024-03-01", 0, "France condemned Russia.", ACTS) for i in range(30)),
    *((f"b{i}", "2024-04-01", 0, "They met.", [("met", "CONSULT", "actual", ["FRA"], ["DEU"])]) for i in range(10)),
    *((f"c{i}", "2024-04-01", 0, "It rained.", []) for i in range(60)),
]
WORLD = tables(ROWS)


def drawn(sample):
    return dict(sample.design.group_by("stratum").len().sort("stratum").iter_rows())


def test_strata_get_equal_numbers_and_sentences_their_share():
    sample = dt.validation_sample(WORLD, 24, seed=1, without=0.25)
    assert drawn(sample) == {"ACCUSE": 9, "CONSULT": 9, "no event": 6}
    by_stratum = dict(sample.design.select("stratum", "probability").unique().iter_rows())
    assert by_stratum == {"ACCUSE": 9 / 30, "CONSULT": 9 / 10, "no event": 6 / 60}
    assert (sample.units["row"].is_unique()).all()
    assert sample.units.height == 100


def test_proportional_allocation_and_small_strata():
    assert drawn(dt.validation_sample(WORLD, 24, seed=1, without=0.5, allocation="proportional")) == {
        "ACCUSE": 9,
        "CONSULT": 3,
        "no event": 12,
    }
    assert drawn(dt.validation_sample(WORLD, 60, seed=1, without=0.25)) == {"ACCUSE": 30, "CONSULT": 10, "no event": 20}
    assert dt.validation_sample(WORLD, 10_000, seed=1).design["probability"].unique().to_list() == [1.0]


def test_a_dozen_rows_merge_the_smallest_strata():
    rare = ["AID", "YIELD", "THREATEN", "REJECT", "COERCE"]
    rows = [
        (f"r{i}", "2024-05-01", 0, "They met.", [("met", kind, "actual", ["FRA"], [])]) for i, kind in enumerate(rare)
    ]
    world = tables([*ROWS, *rows])
    sample = dt.validation_sample(world, 8, seed=1)
    assert drawn(sample) == {"ACCUSE": 2, "CONSULT": 2, "other": 2, "no event": 2}
    assert sample.units.filter(stratum="other")["type"].sort().to_list() == sorted(rare)
    expected = sample.units.group_by("kind").agg((1 / pl.col("probability").filter(pl.col("round") > 0)).sum())
    assert dict(expected.iter_rows()) == pytest.approx({"event": 45, "sentence": 60})
    assert drawn(dt.validation_sample(world, 4, seed=1)) == {"other": 2, "no event": 2}
    more = dt.validation_sample(world, 12, seed=1, beyond=sample)
    assert drawn(more) == {"ACCUSE": 3, "CONSULT": 3, "other": 3, "no event": 3}
    assert set(sample.design["row"]) < set(more.design["row"])
    with pytest.raises(dt.exceptions.InputError, match="other strata"):
        dt.validation_sample(world, 12, by="status", seed=1, beyond=sample)


def test_strata_by_columns_of_articles_divide_sentences_too():
    sample = dt.validation_sample(WORLD, 20, by=["type", "published"], seed=1)
    assert [s for s in drawn(sample) if s.startswith("no event")] == ["no event / 2024-04-01"]
    silent = tables([(f"c{i}", f"2024-0{1 + i % 5}-01", 0, "It rained.", []) for i in range(40)])
    few = dt.validation_sample(silent, 7, by="published", seed=1)
    assert drawn(few) == {"no event / 2024-01-01": 2, "no event / 2024-02-01": 2, "no event / other": 3}


def test_the_seed_decides_and_a_larger_sample_holds_the_smaller():
    one, same, other = (dt.validation_sample(WORLD, 24, seed=seed) for seed in (1, 1, 2))
    assert_frame_equal(one.sheet, same.sheet)
    assert set(one.sheet["row"]) != set(other.sheet["row"])
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=3) for name, frame in WORLD.items()}
    assert_frame_equal(dt.validation_sample(shuffled, 24, seed=1).sheet, one.sheet)
    assert set(one.sheet["row"]) < set(dt.validation_sample(WORLD, 40, seed=1).sheet["row"])


def test_a_second_round_has_only_new_rows():
    first = dt.validation_sample(WORLD, 24, seed=1)
    second = dt.validation_sample(WORLD, {"ACCUSE": 12, "CONSULT": 4}, seed=1, beyond=first)
    assert second.sheet.height == 3
    assert second.sheet["text"].to_list() == ["France [[condemned]] Russia."] * 3
    assert drawn(second) == {"ACCUSE": 12, "CONSULT": 9, "no event": 6}
    assert second.design.filter(stratum="ACCUSE")["probability"].unique().to_list() == [0.4]
    for options in ({"seed": 2}, {"seed": 1, "by": "status"}):
        with pytest.raises(dt.exceptions.InputError, match="another seed"):
            dt.validation_sample(WORLD, 40, beyond=first, **options)
    with pytest.raises(dt.exceptions.InputError, match="other tables"):
        dt.validation_sample(tables(ROWS[:5]), 10, seed=1, beyond=first)


def test_what_coders_see():
    world = tables(
        [
            ("a", "2024-03-01", 0, "It rained.", []),
            ("a", "2024-03-01", 1, "France condemned it and called for talks.", [
                ("condemned", "ACCUSE", "actual", ["FRA"], []),
                ("called", "REQUEST", "actual", ["FRA"], ["RUS", "DEU"]),
            ]),
            ("a", "2024-03-01", 2, "Nobody came.", []),
        ]
    )  # fmt: skip
    sheet = dt.validation_sample(world, 4, by=(), seed=1, without=0.5).sheet.sort("row")
    assert sheet.columns == ["row", "article_id", "published", "text", "context", "gold_type", "gold_status", "note"]
    assert sheet["text"].to_list() == [
        "France [[condemned]] it and [called] for talks.",
        "France [condemned] it and [[called]] for talks.",
        "It rained.",
        "Nobody came.",
    ]
    assert sheet["context"][0] == "It rained. France condemned it and called for talks. Nobody came."
    assert sheet["context"][2] == "It rained. France condemned it and called for talks."
    open_sheet = dt.validation_sample(
        world, 4, by=(), seed=1, without=0.5, blind=False, code=("target", "type"), context=0
    ).sheet.sort("row")
    assert open_sheet.select("type", "target").rows()[:3] == [("ACCUSE", ""), ("REQUEST", "DEU+RUS"), (None, None)]
    assert [c for c in open_sheet.columns if c.startswith("gold")] == ["gold_type", "gold_target"]


def test_copies_of_articles_are_left_out():
    copy = WORLD | {
        "articles": WORLD["articles"].with_columns(duplicate_of=pl.when(article_id="a0").then(pl.lit("a1")))
    }
    assert dt.validation_sample(copy, 24, seed=1).units.height == 99


def test_events_of_no_interest_are_neither_drawn_nor_sentences_without_one():
    met = dt.validation_sample(WORLD, 20, by=(), seed=1, where=pl.col("type") == "CONSULT")
    assert met.units.group_by("kind", "type").len().sort("kind").rows() == [
        ("event", "CONSULT", 10),
        ("sentence", None, 60),
    ]


def test_bad_calls(tmp_path):
    with pytest.raises(dt.exceptions.InputError, match="n=3 is too few: the least is 4"):
        dt.validation_sample(WORLD, 3, seed=1)
    with pytest.raises(dt.exceptions.InputError, match="3 strata need 6 rows"):
        dt.validation_sample(WORLD, 5, seed=1, beyond=dt.validation_sample(WORLD, 24, seed=1))
    with pytest.raises(dt.exceptions.InputError, match="colour"):
        dt.validation_sample(WORLD, 20, by="colour", seed=1)
    with pytest.raises(dt.exceptions.InputError, match="source: no column of single values"):
        dt.validation_sample(WORLD, 20, by="source", seed=1)
    with pytest.raises(dt.exceptions.InputError, match="order: the sample has a column of its own"):
        dt.validation_sample(WORLD | {"events": WORLD["events"].with_columns(order=1)}, 20, covariates="order", seed=1)
    with pytest.raises(dt.exceptions.InputError, match="the table sentences is needed"):
        dt.validation_sample({"events": WORLD["events"], "articles": WORLD["articles"]}, 20, seed=1)
    with pytest.raises(dt.exceptions.InputError, match="no column event_id"):
        dt.validation_sample(WORLD | {"events": WORLD["events"].drop("event_id")}, 20, seed=1)
    with pytest.raises(dt.exceptions.InputError, match="list participants"):
        dt.validation_sample(WORLD | {"events": WORLD["events"].with_columns(source=pl.lit("FRA"))}, 20, seed=1)
    with pytest.raises(dt.exceptions.InputError, match="no stratum is called AID"):
        dt.validation_sample(WORLD, {"AID": 3}, seed=1)
    with pytest.raises(dt.exceptions.InputError, match="without=2"):
        dt.validation_sample(WORLD, 20, seed=1, without=2)
    with pytest.raises(dt.exceptions.InputError, match="allocation"):
        dt.validation_sample(WORLD, 20, seed=1, allocation="optimal")
    with pytest.raises(dt.exceptions.InputError, match="not place"):
        dt.validation_sample(WORLD, 20, seed=1, code=("type", "place"))
    sample = dt.validation_sample(WORLD, 20, seed=1)
    with pytest.raises(dt.exceptions.InputError, match="no known format"):
        sample.write(tmp_path / "sheet.pdf")
    with pytest.raises(dt.exceptions.OutputError, match="nowhere"):
        sample.write(tmp_path / "nowhere" / "sheet.csv")


def test_a_sheet_that_coders_have_is_not_overwritten(tmp_path):
    sample = dt.validation_sample(WORLD, 20, seed=1)
    path = sample.write(tmp_path / "sheet.csv")[0]
    path.write_text("coded", encoding="utf-8")
    with pytest.raises(dt.exceptions.OutputError, match="already there"):
        sample.write(path)
    assert path.read_text(encoding="utf-8") == "coded"
    sample.write(path, overwrite=True)
    assert path.read_text(encoding="utf-8-sig").startswith("row,")


def test_an_empty_corpus_and_one_without_events():
    nothing = {name: dt.empty(name) for name in ("articles", "sentences", "events")}
    sample = dt.validation_sample(nothing, 100, seed=1)
    assert sample.sheet.columns == dt.validation_sample(WORLD, 20, seed=1).sheet.columns
    assert sample.sheet.is_empty()
    assert sample.design.is_empty()
    silent = dt.validation_sample(tables(ROWS[40:]), 20, seed=1)
    assert drawn(silent) == {"no event": 20}


def test_from_a_corpus(news):
    sample = news.validation_sample(40, seed=1)
    assert sample.sheet.height == 40
    assert sample.units.filter(kind="event").height == news.events.height
    for row in sample.sheet.join(news.events, left_on="row", right_on="event_id").iter_rows(named=True):
        assert f"[[{row['text_right']}]]" in row["text"]


def test_label_studio_files(tmp_path):
    sample = dt.validation_sample(WORLD, 24, seed=1, code=("type", "status", "source"))
    tasks, design, interface = sample.write(tmp_path / "sheet.json")
    data = [task["data"] for task in json.loads(tasks.read_text(encoding="utf-8"))]
    assert [d["row"] for d in data] == sample.sheet["row"].to_list()
    assert set(data[0]) == {"row", "article_id", "published", "text", "context"}
    controls = {e.get("name"): e for e in ET.parse(interface).getroot() if e.get("toName")}
    assert set(controls) == {"type", "also", "status", "source"}
    assert [c.get("value") for c in controls["type"]][-2:] == ["ASSAULT", "NONE"]
    assert design.name == "sheet.design.parquet"


def test_doccano_files(tmp_path):
    sample = dt.validation_sample(WORLD, 24, seed=1)
    lines, _, labels = sample.write(tmp_path / "sheet.jsonl")
    records = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert [r["meta"]["row"] for r in records] == sample.sheet["row"].to_list()
    assert all(r["label"] == [] for r in records)
    names = [label["text"] for label in json.loads(labels.read_text())]
    assert {"ACCUSE", "NONE", "also ACCUSE", "actual"} <= set(names)
    with pytest.raises(dt.exceptions.InputError, match="countries"):
        dt.validation_sample(WORLD, 24, seed=1, code=("type", "source")).write(tmp_path / "other.jsonl")


def test_a_sheet_that_begins_with_a_formula_stays_text(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    world = tables([("a", "2024-03-01", i, "=1+1", []) for i in range(3)])
    path = dt.validation_sample(world, 3, seed=1).write(tmp_path / "sheet.xlsx")[0]
    page = openpyxl.load_workbook(path)["coding"]
    assert page["D2"].value == "=1+1"
    assert page["D2"].data_type == "s"
