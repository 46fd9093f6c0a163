"""A corpus as a Python object."""

import datetime
import os
import signal
import subprocess
import sys
import time

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import detente as dt


def test_length_index_slice_and_iteration(news):
    assert len(news) == 5
    assert [doc.id for doc in news] == news.articles["article_id"].to_list()
    assert news[-1].id == news.articles["article_id"][-1]
    assert [doc.id for doc in news[1:3]] == news.articles["article_id"][1:3].to_list()
    with pytest.raises(IndexError):
        news[5]
    assert news[news[2].id].text == news[2].text
    with pytest.raises(KeyError, match="no article has the id 'nobody'"):
        news["nobody"]


def test_a_document_finds_what_the_corpus_finds(news):
    doc = news[0]
    for table in ("sentences", "mentions", "entities", "quotes", "events", "meetings", "times"):
        whole = news.table(table).filter(pl.col("article_id") == doc.id)
        assert_frame_equal(getattr(doc, table), whole)


@pytest.mark.parametrize("table", dt.TABLES)
def test_threads_do_not_change_the_result(examples, table):
    one, two = (dt.read(examples / "news", threads=n).table(table) for n in (1, 2))
    assert_frame_equal(one, two)


@pytest.mark.parametrize("first", ["articles", "problems", "times", "mentions", "quotes", "events"])
def test_the_order_of_asking_does_not_change_the_result(news, examples, first):
    corpus = dt.read([examples / "dispatch.txt", *sorted((examples / "news").glob("*.txt"))])
    corpus.table(first)
    for table in dt.TABLES:
        assert_frame_equal(corpus.table(table), news.table(table))


class Counted:
    """The inside of a corpus, which notes what it is asked to code."""

    def __init__(self, inner):
        self.inner = inner
        self.asked = []

    def code(self, names):
        self.asked.append(tuple(names))
        return self.inner.code(names)

    def __getattr__(self, name):
        return getattr(self.inner, name)


def test_every_article_is_analysed_once(examples):
    news = dt.read(examples / "news")
    news._inner = Counted(news._inner)
    assert news.articles.height == 4
    assert news.problems.is_empty()
    assert news._inner.asked == [("articles", "problems")]
    for table in reversed(dt.TABLES):
        news.table(table)
    news.dyads()
    news.network("speech")
    assert news._inner.asked[1:] == [dt.TABLES]


def test_parts_share_what_was_coded(news):
    part = news[3:0:-2]
    ids = [news[3].id, news[1].id]
    assert part.articles["article_id"].to_list() == ids
    part._inner = Counted(part._inner)
    for table in ("sentences", "mentions", "entities", "quotes", "events", "meetings", "times"):
        wanted = [news.table(table).filter(article_id=one) for one in ids]
        assert_frame_equal(part.table(table), pl.concat(wanted))
    assert part.problems.is_empty()
    assert part._inner.asked == []
    assert news[:0].events.is_empty()


def test_a_document_is_there_before_it_is_coded(examples):
    doc = dt.read(examples / "dispatch.txt")[0]
    assert doc.title.startswith("No Deal")
    assert doc._tables == {}
    assert doc.events.height > 5


def test_copies_have_their_own_ids(examples):
    path = examples / "news" / "2024-03-14-lisbon.txt"
    articles = dt.read([path, path]).articles
    first, second = articles["article_id"]
    assert second == f"{first}~2"
    assert articles["duplicate_of"].to_list() == [None, first]


@pytest.mark.parametrize("format", ["parquet", "csv", "jsonl", "arrow"])
def test_written_tables_come_back(news, tmp_path, format):
    paths = news.write(tmp_path / "out", format)
    assert sorted(p.name for p in paths) == sorted(f"{t}.{format}" for t in dt.TABLES)
    beside = ["MANIFEST.json", "croissant.json"]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted([*beside, *(p.name for p in paths)])
    path = tmp_path / "out" / f"events.{format}"
    if format == "parquet":
        assert_frame_equal(pl.read_parquet(path), news.events)
    elif format == "arrow":
        assert_frame_equal(pl.read_ipc(path), news.events)
    elif format == "jsonl":
        assert pl.read_ndjson(path)["event_id"].to_list() == news.events["event_id"].to_list()
    else:
        csv = pl.read_csv(path)
        assert csv["source"].str.json_decode(news.events["source"].dtype).to_list() == news.events["source"].to_list()


def test_a_folder_that_cannot_be_written(news, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(dt.exceptions.OutputError, match="file"):
        news.write(tmp_path / "file")
    with pytest.raises(dt.exceptions.InputError, match="parquet"):
        news.write(tmp_path, "xlsx", tables=["times"])


def test_frames_go_to_other_libraries(news):
    pyarrow = pytest.importorskip("pyarrow")
    frame = news._inner.code(["events"])["events"]
    assert pyarrow.table(frame).num_rows == news.events.height
    assert len(frame) == news.events.height


def test_repr_is_one_line(news):
    assert repr(news).startswith("<detente.Corpus, 5 articles: No Deal on Mackerel")
    assert "\n" not in repr(news) + repr(news[0])


SLOW = """
import sys, detente as dt
text = open(sys.argv[1]).read()
news = dt.read([sys.argv[1]] * 20000)
print("reading done", flush=True)
news.events
print("not interrupted", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGINT works otherwise on Windows")
def test_ctrl_c_stops_the_work(examples):
    command = [sys.executable, "-c", SLOW, str(examples / "dispatch.txt")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "reading done\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert "KeyboardInterrupt" in err
    assert "not interrupted" not in out


def test_dates_are_dates(news):
    assert news.articles["published"].dt.date().max() == datetime.date(2024, 3, 21)


def test_rules_and_network_can_be_told_apart():
    text = "Peru expelled two Chilean diplomats on Friday. The junta has clapped the editor of the daily in irons."
    both, rules = dt.read(text), dt.read(text, rules_only=True)
    coded = ["type", "status"]
    assert ("SANCTION", "actual") in both.events.select(coded).rows()
    assert rules.events["rule"].str.contains("/").all()
    assert (both.events["score"] <= 1).all()
    assert rules[0].events.select(coded).rows() == rules.events.select(coded).rows()
    assert both.events.schema == rules.events.schema


def test_events_of_the_network_say_so(news):
    known = news.events["rule"].str.contains("/") | (news.events["rule"] == "network")
    assert known.all()
    assert (news.events["rule"] == "network").any()
