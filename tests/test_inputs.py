"""What ``dt.read`` takes besides paths, and what it refuses by name."""

import datetime
import io
import math
import pickle

import polars as pl
import pytest

import detente as dt

TEXTS = ["Kenya thanked Japan for its aid on Monday.", "Chad recalled its envoy from Paris."]
DAY = datetime.date(2024, 3, 14)
RECORDS = [
    {"doc_id": "a", "text": TEXTS[0], "date": DAY, "authors": ["Anna Reyes", "Vera Ilina"], "source": {"name": "Wire"}},
    {"doc_id": "b", "text": TEXTS[1], "date": None, "score": math.nan},
]


def texts(corpus):
    return corpus.articles["text"].to_list()


def series(library):
    return pytest.importorskip(library).Series(TEXTS)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(lambda: TEXTS, id="list"),
        pytest.param(lambda: tuple(TEXTS), id="tuple"),
        pytest.param(lambda: (text for text in TEXTS), id="generator"),
        pytest.param(lambda: series("polars"), id="polars series"),
        pytest.param(lambda: series("pandas"), id="pandas series"),
        pytest.param(lambda: series("polars").cast(pl.Categorical), id="categories"),
        pytest.param(lambda: pytest.importorskip("pyarrow").chunked_array([TEXTS[:1], TEXTS[1:]]), id="pyarrow"),
        pytest.param(lambda: pytest.importorskip("numpy").array(TEXTS), id="numpy"),
        pytest.param(lambda: {"text": TEXTS}, id="columns"),
        pytest.param(lambda: {"doc_id": ["a", "b"], "maintext": pl.Series(TEXTS)}, id="columns of series"),
        pytest.param(lambda: pl.LazyFrame({"body": TEXTS}), id="lazy frame"),
        pytest.param(lambda: RECORDS, id="records"),
        pytest.param(lambda: iter(RECORDS), id="iterator of records"),
        pytest.param({r["doc_id"]: r for r in RECORDS}.values, id="view"),
    ],
)
def test_several_texts_in_whatever_holds_them(source):
    assert texts(dt.read(source())) == TEXTS


def test_records_are_what_jsonl_records_are():
    articles = dt.read(RECORDS).articles
    assert articles["article_id"].to_list() == ["a", "b"]
    assert articles["source"].to_list() == ["records:0", "records:1"]
    assert articles["published"].dt.date().to_list() == [DAY, None]
    assert articles["authors"].to_list() == [["Anna Reyes", "Vera Ilina"], []]
    assert articles["publisher"].to_list() == ["Wire", None]
    assert texts(dt.read({"doc_id": "a", "text": TEXTS[0]})) == TEXTS[:1]
    assert texts(dt.read([{"a": {"b": TEXTS[0]}}], text="a.b")) == TEXTS[:1]


def test_values_of_pandas_and_numpy_in_records():
    pandas = pytest.importorskip("pandas")
    numpy = pytest.importorskip("numpy")
    record = {
        "id": numpy.int64(7),
        "text": TEXTS[0],
        "date": pandas.Timestamp("2024-03-14 10:00", tz="UTC"),
        "authors": numpy.array(["Anna Reyes"]),
        "url": pandas.NA,
    }
    articles = dt.read([record, {"text": TEXTS[1], "date": pandas.NaT}]).articles
    assert articles.row(0, named=True)["article_id"] == "7"
    assert articles["published"].dt.date().to_list() == [DAY, None]
    assert articles["authors"][0].to_list() == ["Anna Reyes"]
    assert articles["url"][0] is None


def test_a_text_that_is_missing_is_a_problem_of_its_row():
    corpus = dt.read([TEXTS[0], None, math.nan, "Word"])
    assert texts(corpus) == [TEXTS[0], "Word"]
    problems = corpus.problems.filter(kind="no_text")
    assert problems["source"].to_list() == ["texts:1", "texts:2"]


def test_no_articles_are_an_empty_corpus():
    for nothing in ([], (), iter([]), {"text": []}):
        assert len(dt.read(nothing)) == 0


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (None, "`NoneType` cannot be read: give a path"),
        (7, "`int` cannot be read"),
        (2.5, "`float` cannot be read"),
        (DAY, "`date` cannot be read"),
        ([7, 8], "a list with `int` at 0 cannot be read"),
        ([*TEXTS, 7], "a text at 0 and `int` at 2"),
        ([TEXTS[0], {"text": TEXTS[1]}], "a text at 0 and a dict at 1"),
        ([{"text": TEXTS[0]}, None], "a dict at 0 and None at 1"),
        ([b"bytes"], "a list with `bytes` at 0"),
        ([[TEXTS[0]]], "a list with `list` at 0"),
        (set(TEXTS), "a set has no order"),
        (io.StringIO(TEXTS[0]), "an open file cannot be read"),
        ({"text": TEXTS, "date": ["2024-03-14"]}, "the columns of the dict make no table"),
        ([{"contenu": TEXTS[0], "titre": "x"}], "no column holds the text.*the columns are contenu, titre"),
        ([{"text": b"bytes"}], "decode them to text"),
        (pl.Series([1, 2]), "texts are wanted"),
        (pl.Series([[TEXTS[0]]]), "texts are wanted"),
        (pl.LazyFrame({"key": ["a"]}), "no column holds the text"),
        ({}, "no column holds the text"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(source, said):
    with pytest.raises(dt.exceptions.InputError, match=said):
        dt.read(source)


def test_paths_and_texts_are_not_read_together(examples):
    with pytest.raises(dt.exceptions.InputError, match="a path at 0 and a text at 1"):
        dt.read([examples / "dispatch.txt", TEXTS[0]])


def test_a_record_that_holds_itself_is_refused():
    record = {"text": TEXTS[0]}
    record["self"] = record
    with pytest.raises(dt.exceptions.InputError, match="values deep"):
        dt.read([record])


def test_guesses_are_told_and_names_given_are_none():
    frame = pl.DataFrame({"Body": TEXTS, "Publication Date": [DAY, DAY], "title": ["A", "B"]})
    news = dt.read(frame)
    assert news.guesses == {"text": ["Body"], "date": ["Publication Date"]}
    assert 'guessed text="Body", date="Publication Date"' in repr(news)
    assert dt.read(frame, text="Body", date="Publication Date").guesses == {}
    assert "guessed" not in repr(dt.read(TEXTS))


FRAME = pl.DataFrame(
    {
        "doc_id": ["a", "b"],
        "headline": ["Thanks", None],
        "maintext": [TEXTS[0], 'Chad "recalled",\nand left.'],
        "date_publish": DAY,
    }
)


def write_arrow_stream(frame, path):
    frame.write_ipc_stream(path)


def write_with_pyarrow(frame, path):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = frame.with_columns(pl.col("headline").cast(pl.Categorical)).to_arrow()
    parquet.write_table(table, path, compression="gzip", row_group_size=1)


WRITERS = [
    pytest.param("news.csv", lambda f, p: f.write_csv(p), id="csv"),
    pytest.param("news.tsv", lambda f, p: f.write_csv(p, separator="\t", include_bom=True), id="tsv"),
    pytest.param("semicolons.csv", lambda f, p: f.write_csv(p, separator=";"), id="semicolons"),
    pytest.param("utf16.csv", lambda f, p: p.write_text(f.write_csv(), encoding="utf-16"), id="utf-16"),
    pytest.param("news.txt", lambda f, p: f.write_csv(p), id="csv called txt"),
    pytest.param("news.json", lambda f, p: f.with_columns(pl.col("date_publish").cast(str)).write_json(p), id="json"),
    pytest.param("news.jsonl", lambda f, p: f.write_ndjson(p), id="jsonl"),
    pytest.param("news.parquet", lambda f, p: f.write_parquet(p), id="parquet"),
    pytest.param("gzip.parquet", write_with_pyarrow, id="parquet of pyarrow"),
    pytest.param("news.arrow", lambda f, p: f.write_ipc(p), id="arrow"),
    pytest.param("zstd.feather", lambda f, p: f.write_ipc(p, compression="zstd"), id="feather"),
    pytest.param("news.arrows", write_arrow_stream, id="arrow stream"),
    pytest.param("without_ending", lambda f, p: f.write_parquet(p), id="parquet by content"),
]


@pytest.mark.parametrize(("name", "write"), WRITERS)
def test_tables_in_files(name, write, tmp_path):
    path = tmp_path / name
    write(FRAME, path)
    for corpus in (dt.read(path), dt.read([path]), dt.read(path.read_bytes())):
        articles = corpus.articles
        assert articles["article_id"].to_list() == ["a", "b"]
        assert articles["title"].to_list() == ["Thanks", None]
        assert articles["published"].dt.date().to_list() == [DAY, DAY]
        assert articles["text"].to_list() == ["Thanks\n\n" + TEXTS[0], 'Chad "recalled", and left.']
        assert corpus.guesses["text"] == ["maintext"]
    assert dt.parse(path)["article_id"].to_list() == ["a", "b"]


def test_the_format_may_be_named(tmp_path):
    path = tmp_path / "news.log"
    FRAME.write_csv(path)
    assert len(dt.read(path, format="csv")) == 2
    assert len(dt.read(path, format="text")) == 1
    with pytest.raises(dt.exceptions.InputError, match=r"papyrus.*csv"):
        dt.read(path, format="papyrus")


def test_a_file_without_text_is_refused_and_one_in_a_folder_is_a_problem(tmp_path):
    path = tmp_path / "prose.csv"
    path.write_text("Ministers met in Oslo, and left.\nThey meet again, on Monday.\n")
    with pytest.raises(dt.exceptions.InputError, match=r"prose\.csv: no column holds the text.*the first row"):
        dt.read(path)
    FRAME.write_parquet(tmp_path / "news.parquet")
    with pytest.raises(dt.exceptions.InputError, match="`body`, named for the text; the columns are doc_id, headline"):
        dt.read(tmp_path / "news.parquet", text="body")
    corpus = dt.read(tmp_path)
    assert len(corpus) == 2
    assert corpus.problems.filter(kind="no_text")["source"].to_list() == [str(path)]


def test_a_field_that_no_record_has_is_refused_and_one_that_some_have_is_not(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": "a", "contenu": "Kenya thanked Japan."}\n{"id": "b"}\n')
    with pytest.raises(dt.exceptions.MissingColumnError, match=r"news\.jsonl: .*`nope`.*the fields .* are contenu, id"):
        dt.read(path, text="nope")
    with pytest.raises(dt.exceptions.MissingColumnError, match=r'name the one that does; .*as in text="body"'):
        dt.read(path)
    with pytest.raises(dt.exceptions.MissingColumnError, match="`day`, named for the date"):
        dt.scan(path, text="contenu", date="day").sink_parquet(tmp_path / "out")
    news = dt.read(path, text="contenu")
    assert news.articles["article_id"].to_list() == ["a"]
    assert news.problems.filter(kind="no_text")["source"].str.ends_with("news.jsonl:2").to_list() == [True]


def test_a_damaged_row_group_is_a_problem_and_the_others_are_read(tmp_path):
    path = tmp_path / "news.parquet"
    words = [f"Kenya thanked Japan for {i * i} tents and {i * 7919 % 1009} beds." for i in range(300)]
    pl.DataFrame({"text": words}).write_parquet(path, row_group_size=100)
    data = bytearray(path.read_bytes())
    middle = len(data) * 4 // 10
    data[middle : middle + 100] = b"\xff" * 100
    path.write_bytes(data)
    news = dt.read(path, published="2024-03-01")
    assert news.articles["source"].str.extract(r":(\d+)$").cast(int).to_list() == [*range(100), *range(200, 300)]
    assert news.problems.select("kind", "place").rows() == [("malformed", "rows 100 to 199")]
    assert "row group 1 is damaged" in news.problems["message"][0]


def test_a_damaged_batch_of_an_arrow_file_costs_its_rows_alone(tmp_path):
    pyarrow, feather = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.feather")
    path = tmp_path / "news.feather"
    table = pyarrow.table({"text": [f"Kenya thanked Japan for {i} tents." for i in range(300)]})
    feather.write_feather(table, str(path), chunksize=100, compression="uncompressed")
    data = path.read_bytes().replace(b"Japan for 150 ", b"Japan for \xff50 ")
    path.write_bytes(data)
    news = dt.read(path, published="2024-03-01")
    assert sum("for 99 " in text or "for 200 " in text for text in texts(news)) == 2
    assert news.articles.height == 200
    assert news.problems["kind"].to_list() == ["malformed"]


def test_bytes_that_are_text_are_read_as_text(tmp_path):
    pl.DataFrame({"text": [TEXTS[0].encode(), b"\xff\xfe"]}).write_parquet(tmp_path / "news.parquet")
    news = dt.read(tmp_path / "news.parquet", published="2024-03-01")
    assert texts(news) == [TEXTS[0]]
    assert news.problems["kind"].to_list() == ["no_text"]


def test_half_a_character_becomes_a_question_mark():
    assert texts(dt.read(["Kenya \ud800 thanked Japan."])) == ["Kenya ? thanked Japan."]


def test_damaged_tables_are_problems(tmp_path):
    FRAME.write_parquet(tmp_path / "cut.parquet")
    whole = (tmp_path / "cut.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "rows.csv").write_text("text,id\nKenya thanked Japan.,1\nTalks end, says minister,2\nChad left.,3\n")
    (tmp_path / "empty.csv").write_text("")
    corpus = dt.read(tmp_path)
    assert corpus.articles["article_id"].to_list() == ["1", "3"]
    problems = corpus.problems.filter(pl.col("kind") != "no_date")
    assert problems.select(pl.col("source").str.extract(r"(\w+\.\w+)$"), "kind", "place").rows() == [
        ("cut.parquet", "malformed", None),
        ("empty.csv", "empty", None),
        ("rows.csv", "malformed", "row 3, line 3"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(lambda rows: rows, id="records"),
        pytest.param(iter, id="iterator of records"),
        pytest.param(pl.DataFrame, id="frame"),
        pytest.param(pl.LazyFrame, id="lazy frame"),
        pytest.param(lambda rows: pl.DataFrame(rows).to_dict(as_series=False), id="columns"),
        pytest.param(lambda rows: pytest.importorskip("pandas").DataFrame(rows), id="pandas"),
        pytest.param(lambda rows: pl.DataFrame(rows).to_arrow(), id="pyarrow"),
    ],
)
def test_columns_of_ones_own_come_along(source):
    pytest.importorskip("pyarrow")
    rows = [
        {"text": TEXTS[0], "desk": "Asia", "page": 3},
        {"text": "", "desk": "Sport", "page": 9},
        {"text": TEXTS[1], "desk": "Africa", "page": None},
    ]
    news = dt.read(source(rows), keep=("page", "desk"))
    kept = news.articles.select("text", "desk", "page").rows()
    assert kept == [(TEXTS[0], "Asia", 3), (TEXTS[1], "Africa", None)]
    assert news.articles.columns == [*dt.empty("articles").columns, "page", "desk"]


def test_columns_of_ones_own_stay_when_tables_are_made_cut_pickled_and_written(tmp_path):
    rows = [{"text": text, "desk": desk} for text, desk in zip(TEXTS, ("Asia", "Africa"), strict=True)]
    news = dt.read(rows, keep="desk")
    assert news.events.height
    assert news.articles["desk"].to_list() == ["Asia", "Africa"]
    assert news[1:].articles["desk"].to_list() == ["Africa"]
    assert pickle.loads(pickle.dumps(news)).articles["desk"].to_list() == ["Asia", "Africa"]
    news.write(tmp_path)
    assert pl.read_parquet(tmp_path / "articles.parquet")["desk"].to_list() == ["Asia", "Africa"]
    assert dt.dyads(tmp_path).equals(news.dyads())
    by_desk = news.events.join(news.articles.select("article_id", "desk"), on="article_id")
    assert set(by_desk["desk"]) == {"Asia", "Africa"}


def test_what_cannot_be_kept_is_told(tmp_path):
    rows = [{"text": TEXTS[0], "desk": "Asia"}]
    (tmp_path / "a.jsonl").write_text('{"text": "Kenya thanked Japan.", "desk": "Asia"}\n')
    wrong = [
        (rows, "dsk", "no column dsk"),
        (pl.DataFrame(rows), ("desk", "dsk"), "no column dsk"),
        (rows, "title", "a column title already"),
        (tmp_path / "a.jsonl", "desk", "read a file into a frame first"),
        (TEXTS[0], "desk", "columns of a data frame"),
        (TEXTS, "desk", "columns of a data frame"),
    ]
    for source, keep, message in wrong:
        with pytest.raises(dt.exceptions.InputError, match=message):
            dt.read(source, keep=keep)
