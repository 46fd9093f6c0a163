"""Scoring against one's own sample."""

import json

import pytest

import detente as dt

TEXT = '"We will not forget it," President Anna Weber said in Berlin.'


@pytest.fixture
def gold(tmp_path):
    start = TEXT.index("We")
    quote = {
        "quote": [start, TEXT.index('" President')],
        "type": "direct",
        "speaker": [TEXT.index("President"), TEXT.index(" said")],
        "cue": [TEXT.index("said"), TEXT.index("said") + 4],
    }
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "quotes": [quote]}) + "\n")
    return path


def test_a_sample_of_ones_own(gold):
    report = dt.evaluate("quotes", gold)
    assert report["task"] == "quotes"
    assert report["records"] == 1
    assert report["metrics"]["direct_ov80_f1"] == 100


def test_what_cannot_be_scored(gold, tmp_path):
    with pytest.raises(dt.exceptions.InputError, match="the tasks are articles, parse"):
        dt.evaluate("poetry", gold)
    with pytest.raises(FileNotFoundError):
        dt.evaluate("quotes", tmp_path / "nothere.jsonl")
    gold.write_text('{"id": "a", "text": 7}\n')
    with pytest.raises(ValueError, match="line 1"):
        dt.evaluate("quotes", gold)
