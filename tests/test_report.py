"""The page of a corpus: its data are the tables, and nothing of an article is markup in it."""

import base64
import datetime
import json
import re
import subprocess
import sys
import zlib
from html.parser import HTMLParser

import polars as pl
import pytest

import detente as dt

EPOCH = datetime.date(1970, 1, 1)
VOID = {"meta", "link", "input"}


class Page(HTMLParser):
    """Gathers the tags and their attributes, and minds that each is closed."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.ids = []
        self.addresses = []
        self.open = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        self.addresses += [value for name, value in attrs if name in ("src", "href", "action", "data")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def data_of(path):
    packed = re.search(r'<script id="data" type="text/plain">([A-Za-z0-9+/=]*)</script>', path.read_text("utf-8"))
    return json.loads(zlib.decompress(base64.b64decode(packed[1])))


def value(column, row):
    at = column["at"][row]
    return None if at is None else column["of"][at]


def day(number):
    return None if number is None else EPOCH + datetime.timedelta(days=number)


@pytest.fixture(scope="module")
def page(news, tmp_path_factory):
    return dt.report(news, tmp_path_factory.mktemp("page") / "report.html", title="Examples")


@pytest.fixture(scope="module")
def data(page):
    return data_of(page)


def people(data, actors):
    return [(data["actors"]["name"][actor], data["actors"]["country"][actor]) for actor in actors]


def test_events_are_the_table(data, news):
    events = data["events"]
    assert events["id"] == news.events["event_id"].to_list()
    for row, event in enumerate(news.events.iter_rows(named=True)):
        assert data["articles"]["id"][events["article"][row]] == event["article_id"]
        assert (
            data["sentences"]["text"][events["sentence"][row]][events["start"][row] : events["end"][row]]
            == event["text"]
        )
        for name in ("type", "mode", "status", "place", "attributed_to", "rule"):
            assert value(events[name], row) == event[name]
        for side in ("source", "target"):
            assert people(data, events[side][row]) == [(party["name"], party["country"]) for party in event[side]]
        assert day(events["day"][row]) == event["date_start"]
        assert events["quad"][row] == event["quad"]
        assert events["score"][row] == pytest.approx(event["score"], abs=0.0006)


def test_meetings_are_the_table(data, news):
    meetings, texts = data["meetings"], dict(news.articles.select("article_id", "text").iter_rows())
    assert meetings["id"] == news.meetings["meeting_id"].to_list()
    for row, meeting in enumerate(news.meetings.iter_rows(named=True)):
        sentence = data["sentences"]["text"][meetings["sentence"][row]]
        evidence = texts[meeting["article_id"]][meeting["start"] : meeting["end"]]
        assert sentence[meetings["start"][row] : meetings["end"][row]] == evidence[: len(sentence)]
        assert people(data, meetings["participants"][row]) == [
            (p["name"], p["country"]) for p in meeting["participants"]
        ]
        assert meetings["topics"][row] == meeting["topics"]
        assert day(meetings["day"][row]) == meeting["date"]
        for name in ("format", "status", "place"):
            assert value(meetings[name], row) == meeting[name]


def test_quotes_are_the_table(data, news):
    quotes = data["quotes"]
    assert quotes["id"] == news.quotes["quote_id"].to_list()
    for row, quote in enumerate(news.quotes.iter_rows(named=True)):
        text = quotes["text"][row]
        if text is None:
            text = data["sentences"]["text"][quotes["sentence"][row]][quotes["start"][row] : quotes["end"][row]]
        assert text == quote["text"]
        speaker = quotes["speaker"][row]
        expected = None if quote["speaker_name"] is None else (quote["speaker_name"], quote["speaker_country"])
        assert (None if speaker is None else people(data, [speaker])[0]) == expected
        assert day(quotes["day"][row]) == quote["said_on"]


def test_articles_are_the_table(data, news):
    rows = {row["article_id"]: row for row in news.articles.iter_rows(named=True)}
    articles = data["articles"]
    for at, article in enumerate(articles["id"]):
        for name in ("title", "source", "url"):
            assert articles[name][at] == rows[article][name]
        assert day(articles["day"][at]) == rows[article]["published"].date()


def test_the_page_is_whole_and_stands_alone(page, news):
    text = page.read_text("utf-8")
    read = Page(text)
    assert read.open == []
    assert set(read.addresses) <= {"data:,", "#evidence"}
    assert len(read.ids) == len(set(read.ids))
    assert {"timeline", "heatmap", "network", "evidence", "meetings", "speakers", "quotes"} <= set(read.ids)
    assert "default-src 'none'" in text
    n = news.events.height
    assert f"5 articles, published 2024-03-12 to 2024-03-21: {n} events" in text


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> & {{data}}"


def test_hostile_words_stay_words(tmp_path, page):
    frame = pl.DataFrame(
        {
            "text": [f'Kenya thanked Japan {HOSTILE} for its aid. "{HOSTILE}," President Macron said.'],
            "title": [HOSTILE],
            "url": ["javascript:alert(1)"],
            "date": ["2024-03-14"],
        }
    )
    made = dt.report(dt.read(frame), tmp_path / "report.html", title=HOSTILE)
    assert Page(made.read_text("utf-8")).tags == Page(page.read_text("utf-8")).tags
    assert "<title>&lt;/script&gt;" in made.read_text("utf-8")
    assert HOSTILE in data_of(made)["articles"]["title"]
    # The scripts make no markup of text, and follow addresses of the web alone.
    scripts = "".join(re.findall(r"<script>(.*?)</script>", made.read_text("utf-8"), re.DOTALL))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", scripts)
    assert "https?:" in scripts


def test_copies_and_rows_of_other_articles_are_left_out(tmp_path):
    text = "Kenya thanked Japan for its aid."
    news = dt.read(pl.DataFrame({"text": [text, text, "Chad condemned Kenya."], "id": ["a", "b", "c"]}))
    names = ("articles", "sentences", "events", "meetings", "quotes")
    tables = {name: news.table(name) for name in names}
    path = tmp_path / "report.html"
    assert set(data_of(dt.report(news, path))["articles"]["id"]) == {"a", "c"}
    assert "2 articles: 2 events" in path.read_text("utf-8")
    assert "Left out: 1 copy of an earlier article." in path.read_text("utf-8")
    tables["articles"] = tables["articles"].filter(pl.col("article_id") != "c")
    assert data_of(dt.report(tables, path))["articles"]["id"] == ["a"]


def test_of_no_article(news, tmp_path):
    data = data_of(dt.report(news[:0], tmp_path / "report.html"))
    assert data["events"]["id"] == []
    assert data["sentences"]["text"] == []


@pytest.mark.parametrize("format", ["parquet", "arrow"])
def test_of_a_folder(news, data, tmp_path, format):
    news.write(tmp_path / "tables", format)
    assert data_of(dt.report(tmp_path / "tables", tmp_path / "report.html")) == data


def test_the_program_makes_the_same_page(examples, tmp_path):
    def detente(*arguments):
        command = [sys.executable, "-m", "detente", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)

    tables, page = tmp_path / "tables", tmp_path / "report.html"
    assert detente("run", examples / "news", "--out", tables, "--batch", "2").returncode == 0
    made = detente("report", tables, "-o", page, "--title", "Four dispatches")
    assert made.returncode == 0, made.stderr
    assert "<h1>Four dispatches</h1>" in page.read_text("utf-8")
    expected = dt.report(dt.read(examples / "news"), tmp_path / "other.html")
    assert data_of(page) == data_of(expected)
    progress = tables / "progress.jsonl"
    progress.write_text(progress.read_text().replace('{"complete":true}\n', ""))
    assert made.stderr == ""
    assert "has not ended" in detente("report", tables, "-o", page).stderr


def test_what_cannot_be_used_is_named(news, tmp_path):
    path = tmp_path / "report.html"
    with pytest.raises(dt.exceptions.MissingPathError, match="nowhere: no such folder"):
        dt.report(tmp_path / "nowhere", path)
    with pytest.raises(dt.exceptions.InputError, match="`articles` too"):
        dt.report(tmp_path, path)
    news.write(tmp_path / "text", "csv")
    with pytest.raises(dt.exceptions.InputError, match="only Parquet and Arrow"):
        dt.report(tmp_path / "text", path)
    tables = {name: news.table(name) for name in ("articles", "sentences", "events", "meetings", "quotes")}
    with pytest.raises(dt.exceptions.InputError, match="`quotes` too"):
        dt.report({name: frame for name, frame in tables.items() if name != "quotes"}, path)
    with pytest.raises(dt.exceptions.InputError, match=r"table `events`.*score"):
        dt.report({**tables, "events": news.events.drop("score")}, path)
    with pytest.raises(dt.exceptions.InputError, match="200001 events are too many"):
        dt.report({**tables, "events": news.events[[0] * 200_001]}, path)
    with pytest.raises(dt.exceptions.OutputError, match="nowhere"):
        dt.report(news, tmp_path / "nowhere" / "report.html")
    with pytest.raises(TypeError, match="corpus"):
        dt.report(3, path)
    assert not path.exists()
