"""Documents and corpora as HTML."""

from html.parser import HTMLParser

import polars as pl
import pytest

import detente as dt

TABLE = {"details", "summary", "table", "thead", "tbody", "tr", "th", "td"}


class Reader(HTMLParser):
    """Gathers the tags and the text of the article box."""

    def __init__(self):
        super().__init__()
        self.tags = []
        self.attributes = []
        self.words = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.words.append(data)


def read_html(text):
    reader = Reader()
    html = dt.read(text)[0].html()
    reader.feed(html)
    return html, reader


def test_nothing_of_the_article_becomes_markup():
    text = 'Germany condemned "<script>alert(1)</script> & <b>lies</b>", minister Anna <i>Weber</i> said in Berlin.'
    _, reader = read_html(text)
    assert set(reader.tags) <= {"div", "span", *TABLE}
    assert set(reader.attributes) <= {"style", "title", "role", "lang", "aria-label", "scope"}


def test_every_character_is_shown(news):
    for doc in news:
        reader = Reader()
        reader.feed(doc._repr_html_())
        shown = iter("".join(reader.words))
        # Labels may stand between the characters of the article, nothing may be missing.
        assert all(character in shown for character in doc.text)


def test_marks_name_the_actors():
    html, _ = read_html("Germany condemned the attack on Kenya.")
    assert 'title="Germany"' in html
    assert "DEU" in html


def test_times_status_and_whose_word_are_told_in_words():
    html, reader = read_html("Chad will not attack Sudan, President Macron said on 14 March 2024.")
    words = "".join(reader.words)
    (status,) = dt.read("Chad will not attack Sudan, President Macron said on 14 March 2024.").events["status"]
    assert status != "actual"
    assert f", {status}, says Emmanuel Macron]" in words
    assert "[2024-03-14]" in words
    assert f">{status} event</span>" in html


def test_each_status_has_a_line_of_its_own():
    lines = {}
    for status in ("actual", "ongoing", "planned", "possible", "negated"):
        html = dt.read("Chad voted.")[0]._repr_html_()
        before = html.split(f">{status} event<")[0]
        lines[before.rsplit("underline ", 1)[1].split()[0]] = status
    assert len(lines) == 5


def test_the_tables_hold_what_was_found(news):
    doc = news[0]
    reader = Reader()
    reader.feed(doc._repr_html_())
    shown = [doc.events, doc.quotes, doc.meetings, doc.times]
    assert reader.tags.count("details") == sum(not frame.is_empty() for frame in shown)
    assert reader.tags.count("tr") == sum(frame.height + 1 for frame in shown if not frame.is_empty())
    assert f"{doc.events.height} events" in reader.words


@pytest.fixture
def corpus():
    texts = ["Kenya thanked Japan for its aid. Kenya and Japan held talks.", "Chad condemned Kenya.", ""]
    return dt.read(pl.DataFrame({"text": texts, "date": ["2024-03-14", "2024-05-02", "2024-03-15"]}))


def test_a_corpus_is_not_coded_to_be_shown(corpus):
    html = corpus._repr_html_()
    assert "events" not in corpus._tables
    assert "<strong>2 articles</strong>" in html
    assert "published 2024-03-14 to 2024-05-02" in html
    assert "Not coded yet" in html
    assert "<table" not in html


def test_a_coded_corpus_shows_its_actors_types_and_problems(corpus):
    corpus.events  # noqa: B018 - coded now
    html = corpus._repr_html_()
    reader = Reader()
    reader.feed(html)
    assert "Not coded yet" not in html
    kenya = reader.words.index("Kenya")
    assert reader.words[kenya : kenya + 4] == ["Kenya", "KEN", "2", "3"]
    n = corpus.events.filter(pl.col("type") == "CONSULT").height
    consult = reader.words.index("CONSULT")
    assert reader.words[consult : consult + 2] == ["CONSULT", str(n)]
    assert f"{corpus.problems.height} problem" in "".join(reader.words)


def test_a_corpus_without_articles_or_dates():
    assert "<strong>0 articles</strong>" in dt.read("Chad condemned Kenya.")[:0]._repr_html_()
    assert "no publication dates" in dt.read("Chad condemned Kenya.")._repr_html_()


def test_no_outside_resource(news):
    html = news[0]._repr_html_() + news._repr_html_()
    assert "<script" not in html
    assert "src=" not in html
    assert "@import" not in html
