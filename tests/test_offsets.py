"""``text[start:end]`` is the surface, on every row of every table."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente as dt

SURFACES = [
    ("sentences", "start", "end", "text"),
    ("mentions", "start", "end", "text"),
    ("quotes", "start", "end", "text"),
    ("quotes", "cue_start", "cue_end", "cue"),
    ("quotes", "speaker_start", "speaker_end", "speaker"),
    ("events", "start", "end", "text"),
    ("times", "start", "end", "text"),
]


def mismatches(corpus, table, start, end, surface):
    texts = dict(corpus.articles.select("article_id", "text").rows())
    rows = corpus.table(table).select("article_id", start, end, surface).rows()
    return [
        (article, begin, stop, words)
        for article, begin, stop, words in rows
        if (begin is None) != (words is None) or (words is not None and texts[article][begin:stop] != words)
    ]


@pytest.mark.parametrize("columns", SURFACES, ids=lambda c: f"{c[0]}.{c[3]}")
def test_examples(news, columns):
    assert mismatches(news, *columns) == []


def test_participants_and_meetings_lie_in_the_text(news):
    texts = dict(news.articles.select("article_id", "text").rows())
    for table, column in [("events", "source"), ("events", "target"), ("meetings", "participants")]:
        for article, people in news.table(table).select("article_id", column).rows():
            assert all(texts[article][p["start"] : p["end"]].strip() for p in people)
    for article, start, end in news.meetings.select("article_id", "start", "end").rows():
        assert texts[article][start:end].strip()


WORDS = st.sampled_from(
    [
        "Müller",
        "“we",
        "agree”",
        "said",
        "Çavuşoğlu",
        "met",
        "Russia",
        "on Monday",
        "🙂",
        ".",
        "\n\n",
        "his",
        "—",
        "in Paris",
        "東京",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join)))
def test_any_text(text):
    corpus = dt.read(text + " \n")
    for columns in SURFACES:
        assert mismatches(corpus, *columns) == []


def test_words_cover_their_sentences():
    text = "Japan’s envoy – “tired” – left Geneva.\n\nHe didn't return."
    words = dt.analyse(text)
    assert [text[s:e] for s, e in words.select("start", "end").rows()] == words["text"].to_list()
    assert words.filter(words["head"] == 0).height == words["sentence"].n_unique()
