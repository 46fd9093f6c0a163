"""Corpora and documents go to other processes."""

import copy
import multiprocessing
import operator
import pickle
from concurrent.futures import ProcessPoolExecutor

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import detente as dt

TEXTS = ["France condemned the attack.", "Peru expelled two Chilean diplomats."]


@pytest.fixture
def corpus():
    return dt.read(pl.DataFrame({"text": TEXTS, "date": ["2024-03-14", None]}))


def again(value):
    return pickle.loads(pickle.dumps(value))


def test_a_corpus_comes_back_before_and_after_coding(corpus):
    fresh = again(corpus)
    assert len(fresh) == 2
    assert repr(fresh) == repr(corpus)
    assert_frame_equal(fresh.events, corpus.events)
    coded = again(corpus)
    coded._inner = None
    assert_frame_equal(coded.events, corpus.events)
    assert_frame_equal(again(corpus).problems, corpus.problems)


def test_problems_of_reading_travel(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    corpus = dt.read(tmp_path)
    assert again(corpus).problems["kind"].to_list() == ["empty"]
    assert "1 problem in reading" in repr(again(corpus))


@pytest.mark.parametrize("duplicate", [again, copy.copy, copy.deepcopy])
def test_a_document_comes_back(corpus, duplicate):
    for doc in (corpus[1], again(corpus)[1]):
        twin = duplicate(doc)
        assert (twin.id, twin.text, twin.paragraphs) == (doc.id, doc.text, doc.paragraphs)
        assert_frame_equal(twin.events, doc.events)
        assert_frame_equal(twin.tokens, doc.tokens)


def test_options_travel():
    own = pl.DataFrame({"name": "Harbour Council", "country": "NOR"})
    text = "The Harbour Council rejected the plan. The junta has clapped the editor of the daily in irons."
    corpus = dt.read(text, atlas=dt.Atlas().with_actors(own), rules_only=True, threads=1)
    twin = again(corpus)
    assert twin.entities["country"].to_list()[0] == "NOR"
    assert_frame_equal(twin.events, corpus.events)
    assert again(dt.atlas).resolve("Norway").equals(dt.resolve("Norway"))


def test_own_rules_are_read_again(tmp_path, monkeypatch):
    (tmp_path / "mine" / "events").mkdir(parents=True)
    (tmp_path / "mine" / "events" / "mine.toml").write_text(
        'event = "SANCTION"\n[[rule]]\nname = "freeze"\nverbs = ["sunset"]\ntarget = ["with"]\n'
        'fires = ["Ghana sunset all cooperation with Togo."]\n'
    )
    monkeypatch.chdir(tmp_path)
    corpus = dt.read("Ghana sunset all cooperation with Togo.", rules="mine")
    pickled = pickle.dumps(corpus)
    monkeypatch.chdir("/")
    assert pickle.loads(pickled).events["rule"].to_list() == ["mine/freeze"]
    (tmp_path / "mine" / "events" / "mine.toml").unlink()
    (tmp_path / "mine" / "events").rmdir()
    (tmp_path / "mine").rmdir()
    with pytest.raises(dt.exceptions.RuleFileError, match="mine"):
        pickle.loads(pickled)


def test_other_processes_read_it(corpus):
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        (events,) = pool.map(operator.attrgetter("events"), [corpus])
    assert_frame_equal(events, corpus.events)


def test_a_damaged_pickle_is_refused():
    inner = dt.read(TEXTS[0])._inner
    state, settings = inner.__getnewargs__()
    with pytest.raises(dt.exceptions.InputError, match="pickle"):
        type(inner)(state[:-2], settings)
