"""Copies of articles, and reports of one event folded together."""

import datetime

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import detente as dt

WIRE = """The harbour board of Port Vesper met on Monday in the old customs house.

It voted by 11 to 4 for a new breakwater of 300 metres, at a cost of 42 million crowns.

Chairwoman Ilse Marwick said the work would begin in October and last two winters.

Fishermen from Little Vesper fear that the current will carry sand into their own harbour.

Their speaker, Tom Agard, asked the board for a study by engineers from Delft.
"""
LINES = WIRE.strip().split("\n\n")
EDITED = "\n\n".join([LINES[3], "A quiet town has found its quarrel.", LINES[1], LINES[2], LINES[4]])

ARTICLES = pl.DataFrame(
    {
        "id": ["edited", "other", "wire", "later"],
        "text": [EDITED, "Chad recalled its envoy from Paris.", WIRE, EDITED],
        "date": ["2024-03-13", "2024-03-13", "2024-03-12", "2024-04-12"],
    }
)

REPORTS = pl.DataFrame(
    {
        "id": ["a", "b", "c"],
        "text": [
            "Kenya condemned Uganda on Monday over the bridge at Busia.",
            "Over the bridge at Busia, Kenya condemned Uganda on Monday.",
            "Ghana thanked Japan for the new clinic in Tamale.",
        ],
        "date": ["2024-03-12", "2024-03-13", "2024-03-13"],
    }
)


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
def test_edited_copies_lead_to_the_article_published_first(order):
    articles = dt.read(ARTICLES[order]).articles
    originals = dict(articles.select("article_id", "duplicate_of").rows())
    # The body of `later` is that of a copy of `wire`.
    assert originals == {"edited": "wire", "other": None, "wire": None, "later": "wire"}


def test_a_slice_knows_its_own_originals():
    assert dt.read(ARTICLES)[:2].articles["duplicate_of"].to_list() == [None, None]


def test_copies_of_a_run_do_not_depend_on_its_batches(tmp_path):
    from detente._detente import main

    ARTICLES.write_ndjson(tmp_path / "news.jsonl")
    found = []
    for batch in ("1", "3"):
        out = tmp_path / batch
        arguments = ["run", tmp_path / "news.jsonl", "--out", out, "--batch", batch, "--tables", "articles"]
        assert main(["detente", *map(str, arguments)]) == 0
        articles = pl.read_parquet(sorted((out / "articles").glob("*.parquet")))
        found.append(articles["duplicate_of"].to_list())
    # What comes first is the original here: `edited`, of which `wire` tells more.
    assert found == [[None, None, "edited", "edited"]] * 2


def test_reports_of_one_event_are_one_story():
    news = dt.read(REPORTS)
    stories = news.stories
    assert stories["n_reports"].to_list() == [2, 1]
    bridge = stories.row(0, named=True)
    assert (bridge["type"], bridge["source_countries"], bridge["target_countries"]) == ("ACCUSE", ["KEN"], ["UGA"])
    assert (bridge["first_published"], bridge["last_published"]) == (
        datetime.date(2024, 3, 12),
        datetime.date(2024, 3, 13),
    )
    assert bridge["article_ids"] == ["a", "b"]
    assert set(bridge["event_ids"]) <= set(news.events["event_id"])
    assert bridge["story"] in bridge["event_ids"]


def test_the_order_of_reports_decides_nothing():
    news = dt.read(REPORTS)
    assert_frame_equal(dt.read(REPORTS.reverse()).stories, news.stories)
    assert_frame_equal(dt.stories(news.events.reverse(), news.articles.reverse()), news.stories)


def test_stories_of_other_libraries_and_of_files(tmp_path):
    pytest.importorskip("pyarrow")
    news = dt.read(REPORTS)
    news.write(tmp_path)
    tables = [pl.read_parquet(tmp_path / f"{name}.parquet").to_arrow() for name in ("events", "articles")]
    assert_frame_equal(dt.stories(*tables), news.stories)


def test_wrong_tables_are_refused():
    news = dt.read(REPORTS)
    with pytest.raises(dt.exceptions.InputError, match="place"):
        dt.stories(news.events.drop("place"), news.articles)
    with pytest.raises(dt.exceptions.InputError, match="text"):
        dt.stories(news.events, news.articles.drop("text"))
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        dt.stories(None, news.articles)


def test_no_reports_no_stories():
    empty = dt.stories(dt.empty("events"), dt.empty("articles"))
    assert empty.height == 0
    assert empty.schema["event_ids"] == pl.List(pl.String)
