"""What can be read, and what happens with what cannot."""

import datetime
import json

import polars as pl
import pytest

import detente as dt

TEXT = "Kenya thanked Japan for its aid on Monday."


def test_text_path_pattern_list_and_bytes(examples):
    assert len(dt.read(TEXT)) == 1
    assert len(dt.read(examples / "dispatch.txt")) == 1
    assert len(dt.read(str(examples / "dispatch.txt"))) == 1
    assert len(dt.read(str(examples / "news" / "*.txt"))) == len(list((examples / "news").glob("*.txt")))
    assert len(dt.read([examples / "dispatch.txt", examples / "news"])) > 1
    assert dt.read(TEXT.encode()).articles["text"].to_list() == [TEXT]


def test_a_saved_page_as_text(examples):
    article = dt.read(examples / "dispatch.txt").articles.row(0, named=True)
    assert article["title"].startswith("No Deal on Mackerel Quotas")
    assert article["authors"] == ["Anna Reyes"]
    assert article["published"].date() == datetime.date(2024, 3, 12)
    assert article["url"].startswith("https://www.example.org/")


def test_jsonl_with_own_field_names(tmp_path):
    path = tmp_path / "dump.jsonl"
    records = [{"key": f"k{i}", "body": TEXT, "when": "2024-03-14"} for i in range(3)]
    path.write_text("\n".join(map(json.dumps, records)))
    articles = dt.read(path, text="body", id="key", date="when").articles
    assert articles["article_id"].to_list() == ["k0", "k1", "k2"]
    assert articles["published"].dt.date().unique().to_list() == [datetime.date(2024, 3, 14)]
    assert articles["duplicate_of"].to_list() == [None, "k0", "k0"]
    assert articles["story"].to_list() == ["k0", "k0", "k0"]


FRAME = pl.DataFrame(
    {
        "body": [TEXT, "Chad recalled its envoy from Paris."],
        "head": ["Thanks", None],
        "day": [datetime.date(2024, 3, 14), None],
        "key": ["a", "b"],
    }
)
COLUMNS = {"text": "body", "title": "head", "date": "day", "id": "key"}


FRAMES = [
    pytest.param(lambda: FRAME, id="polars"),
    pytest.param(lambda: pytest.importorskip("pyarrow") and FRAME.to_arrow(), id="pyarrow"),
    pytest.param(lambda: pytest.importorskip("pandas", "3") and FRAME.to_pandas(), id="pandas"),
    pytest.param(lambda: FRAME.with_columns(pl.col("key").cast(pl.Categorical)), id="categories"),
]


@pytest.mark.parametrize("frame", FRAMES)
def test_frames_of_any_library(frame):
    articles = dt.read(frame(), **COLUMNS).articles
    assert articles["article_id"].to_list() == ["a", "b"]
    assert articles["title"].to_list() == ["Thanks", None]
    assert articles["published"].dt.date().to_list() == [datetime.date(2024, 3, 14), None]


def test_columns_of_no_use_do_no_harm():
    odd = FRAME.with_columns(
        took=pl.duration(hours=1),
        at=pl.lit(datetime.time(12)),
        price=pl.lit("1.5").cast(pl.Decimal(10, 2)),
        picture=pl.lit(b"x"),
        tiny=pl.lit(1, pl.UInt8),
    )
    assert dt.read(odd, **COLUMNS).articles["article_id"].to_list() == ["a", "b"]


def test_an_empty_frame_is_an_empty_corpus():
    corpus = dt.read(FRAME.clear(), **COLUMNS)
    assert len(corpus) == 0
    assert corpus.events.is_empty()


def test_a_frame_without_the_column_is_refused():
    with pytest.raises(dt.exceptions.InputError, match="nothere"):
        dt.read(FRAME, text="nothere")
    with pytest.raises(ValueError, match="text="):
        dt.read(FRAME.select("key"))


@pytest.mark.parametrize("path", ["nothere.html", "nothere/*.txt"])
def test_a_missing_path_is_refused(path):
    with pytest.raises(dt.exceptions.MissingPathError, match="nothere"):
        dt.read(path)
    with pytest.raises(FileNotFoundError):
        dt.read([path])


def test_what_is_no_article_is_a_problem(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "broken.jsonl").write_text('{"text": "Kenya thanked Japan."}\n{"text": \n')
    (tmp_path / "good.txt").write_text(TEXT)
    corpus = dt.read(tmp_path)
    assert len(corpus) == 2
    problems = corpus.problems
    kinds = dict(zip(problems["source"].str.extract(r"(\w+)\.\w+(?::\d+)?$"), problems["kind"], strict=True))
    assert kinds["empty"] == "empty"
    assert kinds["picture"] == "binary"
    assert kinds["broken"] == "malformed"
    assert "good" not in kinds or kinds["good"] == "no_date"


def test_default_date():
    given = dt.read(TEXT, published="2024-03-14").times
    assert given["date_start"].to_list() == [datetime.date(2024, 3, 11)]
    assert dt.read(TEXT).times["date_start"].to_list() == [None]


def test_parse_bytes_text_and_path(examples):
    page = "<html><body><article><h1>Zürich talks</h1><p>Ministers met in Zürich on Monday.</p></article></body></html>"
    frame = dt.parse(page.encode())
    assert frame.columns == dt.empty("articles").columns[:12]
    assert "Zürich" in frame["text"][0]
    assert dt.parse(TEXT)["text"].to_list() == [TEXT]
    assert dt.parse(examples / "dispatch.txt").height == 1
    with pytest.raises(FileNotFoundError):
        dt.parse("nothere.txt")
