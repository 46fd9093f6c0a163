"""Coding inside Spark, Ray, Daft, Dask and polars: the rows that ``dt.read`` gives."""

import subprocess
import sys

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import detente as dt

pa = pytest.importorskip("pyarrow")

KINDS = ("events", "quotes", "articles", "problems")
COLUMNS = {"text": "body", "title": "head", "date": "day", "id": "n"}


@pytest.fixture(scope="module")
def frame(examples):
    """Our example articles several times over, with other days and ids, and rows that hold none."""
    articles = dt.read([examples / "dispatch.txt", *sorted((examples / "news").glob("*.txt"))]).articles
    texts = articles.select(body="text", head="title")
    days = [f"2024-{month:02}-14" for month in range(1, 7)]
    frame = pl.concat([texts.with_columns(day=pl.lit(day)) for day in days])
    bad = pl.DataFrame(
        {"body": [None, "", "Ghana thanked Togo."], "head": [None, "Nothing", None], "day": [None, "x", "y"]}
    )
    frame = pl.concat([frame[:7], bad, frame[7:]]).with_row_index("n").with_columns(n=pl.format("row {}", "n"))
    return frame.with_columns(other=pl.lit("not ours"))


@pytest.fixture(scope="module")
def expected(frame):
    """Tables of ``dt.read``, with what only a look at all articles tells, and the number of the row, made plain."""
    news = dt.read(frame.drop("other"), **COLUMNS)
    ids = frame["n"]
    news.table("events")

    def table(kind):
        coded = news.table(kind)
        if kind in ("articles", "problems"):
            row = coded["source"].str.extract(r":(\d+)$").cast(pl.Int64)
            coded = coded.with_columns(source=ids.gather(row))
        if kind == "articles":
            coded = coded.with_columns(duplicate_of=pl.lit(None, pl.String), story="article_id")
        return in_order(coded)

    return {kind: table(kind) for kind in KINDS}


def in_order(table):
    names = [
        name for name in ("event_id", "quote_id", "source", "article_id", "kind", "message") if name in table.columns
    ]
    return table.sort([name for name in names if table.schema[name] == pl.String])


def same(made, expected):
    assert expected.height > 2
    assert_frame_equal(in_order(pl.DataFrame(made).cast(expected.schema)), expected)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_record_batches_of_any_size_give_the_rows_of_read(frame, expected, kind, size):
    batches = frame.to_arrow().combine_chunks().to_batches(max_chunksize=size)
    made = [dt.engines.code_batch(batch, kind=kind, **COLUMNS) for batch in batches]
    assert {batch.schema for batch in made} == {dt.engines.SCHEMAS[kind]}
    same(pa.Table.from_batches(made), expected[kind])


def test_schemas_are_those_of_the_tables():
    for name in dt.TABLES:
        assert pl.DataFrame(dt.engines.SCHEMAS[name].empty_table()).schema == dt.empty(name).schema
        assert "large" not in str(dt.engines.SCHEMAS[name])


def test_a_row_is_coded_by_itself():
    texts = ["Kenya thanked Japan.", "Chad condemned Mali.", "Kenya thanked Japan.", None, "Kenya thanked Japan."]
    batch = pa.RecordBatch.from_pydict({"t": texts, "id": ["a", "b", "a", "c", "a~2"]})
    for columns in ({"text": "t"}, {"text": "t", "id": "id"}):
        for kind in ("events", "articles", "problems"):
            whole = dt.engines.code_batch(batch, kind=kind, **columns)
            alone = [dt.engines.code_batch(batch.slice(i, 1), kind=kind, **columns) for i in range(5)]
            assert whole.to_pylist() == [row for one in alone for row in one.to_pylist()]
    ids = dt.engines.code_batch(batch, "t", kind="articles", id="id").column("article_id").to_pylist()
    assert ids == ["a", "b", "a", "a~2"]


def test_wrong_calls_are_named():
    batch = pa.RecordBatch.from_pydict({"t": ["Kenya thanked Japan."]})
    with pytest.raises(dt.exceptions.InputError, match="`evnts`"):
        dt.engines.code_batch(batch, "t", kind="evnts")
    with pytest.raises(dt.exceptions.InputError, match="`body`"):
        dt.engines.code_batch(batch, "body")
    with pytest.raises(dt.exceptions.InputError, match="`evnts`"):
        pl.col("t").detente.table("evnts")
    with pytest.raises(dt.exceptions.InputError, match="`t` holds Int64, not texts"):
        dt.engines.code_batch(pa.RecordBatch.from_pydict({"t": [1]}), "t")
    with pytest.raises(TypeError, match="day"):
        pl.col("t").detente.events(day="date")


def test_polars_expressions_give_lists_of_rows(frame, expected):
    options = {"title": "head", "date": "day", "id": pl.col("n")}
    for kind in KINDS:
        lists = frame.lazy().select("n", rows=pl.col("body").detente.table(kind, **options))
        assert lists.collect_schema()["rows"] == pl.List(pl.Struct(dt.empty(kind).schema))
        for engine in ("in-memory", "streaming"):
            made = lists.collect(engine=engine)
            assert made["n"].equals(frame["n"])
            rows = made.filter(pl.col("rows").list.len() > 0)["rows"].explode()
            same(rows.struct.unnest(), expected[kind])
    assert frame[:0].select(pl.col("body").detente.quotes()).height == 0
    methods = {name for name in dir(pl.col("t").detente) if not name.startswith("_")} - {"table"}
    assert methods == set(dt.TABLES) - {"articles", "problems"}


def missing_without(module):
    """Run a call of each engine where its library cannot be imported."""
    program = (
        f"import sys; sys.modules['{module}'] = None\nfrom detente.engines import {module} as e\ne.code(None, 'body')"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize("engine", ["daft", "dask", "ray"])
def test_a_missing_library_is_named_with_its_extra(engine):
    assert f"pip install 'detente[{engine}]'" in missing_without(engine)


def test_a_missing_spark_is_named_with_its_extra():
    program = "import sys; sys.modules['pyspark'] = None\nfrom detente.engines import spark as e\ne.code(None, 'body')"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stderr
    assert "pip install 'detente[spark]'" in told


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", KINDS)
def test_daft(frame, expected, kind):
    daft = pytest.importorskip("daft", reason="daft is not installed")
    from detente.engines import daft as engine

    made = engine.code(daft.from_arrow(frame.to_arrow()), kind=kind, batch_size=5, **COLUMNS)
    same(made.to_arrow(), expected[kind])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", KINDS)
def test_dask(frame, expected, kind):
    pytest.importorskip("dask.dataframe", reason="dask is not installed")
    import dask
    import dask.dataframe as dd

    from detente.engines import dask as engine

    with dask.config.set(scheduler="threads"):
        given = dd.from_pandas(frame.to_pandas(), npartitions=4)
        made = engine.code(given, kind=kind, **COLUMNS)
        assert list(made.columns) == dt.empty(kind).columns
        same(pa.Table.from_pandas(made.compute(), preserve_index=False), expected[kind])


@pytest.mark.filterwarnings("ignore")
def test_ray(frame, expected):
    pytest.importorskip("ray.data", reason="Ray Data is not installed")
    import ray

    from detente.engines import ray as engine

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        ray.data.DataContext.get_current().enable_progress_bars = False
        given = ray.data.from_arrow(frame.to_arrow()).repartition(4)
        for kind in KINDS:
            made = engine.code(given, kind=kind, batch_size=5, **COLUMNS)
            same(pa.concat_tables(ray.get(made.to_arrow_refs())), expected[kind])
    finally:
        ray.shutdown()
