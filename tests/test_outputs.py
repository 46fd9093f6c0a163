"""Output folders: every reader can filter them, and they tell what made them."""

import hashlib
import json
import re

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import detente as dt


@pytest.fixture(scope="module")
def folder(news, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    news.write(folder)
    news.write(folder / "arrow", "arrow")
    return folder


@pytest.fixture(scope="module")
def negated(news):
    return news.events.filter(status="negated")["event_id"].to_list()


def test_polars_filters(folder, negated):
    found = pl.scan_parquet(folder / "events.parquet").filter(pl.col("status") == "negated").collect()
    assert found["event_id"].to_list() == negated != []


def test_pyarrow_filters(folder, negated):
    parquet = pytest.importorskip("pyarrow.parquet")
    found = parquet.read_table(folder / "events.parquet", filters=[("status", "==", "negated")])
    assert found["event_id"].to_pylist() == negated
    dataset = pytest.importorskip("pyarrow.dataset")
    for path, kind in [(folder / "events.parquet", "parquet"), (folder / "arrow" / "events.arrow", "ipc")]:
        found = dataset.dataset(path, format=kind).filter(dataset.field("status") == "negated").to_table()
        assert found["event_id"].to_pylist() == negated


@pytest.mark.parametrize("table", dt.TABLES)
def test_no_file_asks_for_new_types_of_arrow(folder, table):
    parquet, ipc = pytest.importorskip("pyarrow.parquet"), pytest.importorskip("pyarrow.ipc")
    for schema in (
        parquet.read_schema(folder / f"{table}.parquet"),
        ipc.open_file(folder / "arrow" / f"{table}.arrow").schema,
    ):
        assert "view" not in str(schema)


def test_pandas_filters(folder, negated):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    found = pandas.read_parquet(folder / "events.parquet", filters=[("status", "==", "negated")])
    assert list(found["event_id"]) == negated


def test_duckdb_filters(folder, negated, news):
    duckdb = pytest.importorskip("duckdb")
    events = str(folder / "events.parquet")
    found = duckdb.sql("select event_id from read_parquet(?) where status = 'negated'", params=[events])
    assert [row[0] for row in found.fetchall()] == negated
    parties = duckdb.sql("select len(source), source[1].name from read_parquet(?)", params=[events]).fetchall()
    assert parties == [
        (len(people), people[0]["name"] if people else None) for people in news.events["source"].to_list()
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_stata_opens_panels_and_flat_tables(news, tmp_path):
    pandas, stata = pytest.importorskip("pandas"), pytest.importorskip("pyreadstat")
    pytest.importorskip("pyarrow")
    panels = {
        "months": news.dyads(every="1mo", codes="cow", balanced=True),
        "actors": news.dyads(every="1d", by="actor"),
        # Words that Stata keeps for itself.
        "events": dt.flat(news.events).rename({"end": "stop", "quad": "quadrant"}),
    }
    for name, panel in panels.items():
        assert panel.height
        assert max(map(len, panel.columns)) <= 32
        assert not any(dtype.is_nested() for dtype in panel.dtypes)
        by_pandas, by_itself = tmp_path / f"{name}-1.dta", tmp_path / f"{name}-2.dta"
        panel.to_pandas().to_stata(by_pandas, write_index=False, version=118)
        stata.write_dta(panel, by_itself)
        numbers = [column for column, dtype in panel.schema.items() if dtype.is_numeric()]
        for path in (by_pandas, by_itself):
            read = pl.from_pandas(pandas.read_stata(path))
            assert read.columns == panel.columns
            wanted = panel.select(pl.col(numbers).cast(pl.Float64))
            assert_frame_equal(read.select(pl.col(numbers).cast(pl.Float64)).fill_nan(None), wanted)


def manifest(folder):
    return json.loads((folder / "MANIFEST.json").read_text())


def test_the_manifest_tells_files_and_what_made_them(folder, news):
    told = manifest(folder)
    assert told["version"] == dt.__version__
    assert told["options"] == {"format": "parquet"}
    hashes = [told[name] for name in ("code", "rules", "language_model", "act_network", "atlas")]
    assert all(re.fullmatch("[0-9a-f]{64}", digits) for digits in hashes)
    assert [file["path"] for file in told["files"]] == sorted(f"{table}.parquet" for table in dt.TABLES)
    for file in told["files"]:
        data = (folder / file["path"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert file["rows"] == news.table(file["table"]).height


def test_the_same_articles_give_the_same_folder(folder, examples, tmp_path):
    again = dt.read([examples / "dispatch.txt", *sorted((examples / "news").glob("*.txt"))], threads=1)
    again.write(tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_options_and_own_knowledge_are_told(folder, tmp_path):
    own = dt.Atlas().with_actors(pl.DataFrame({"name": "Harbour Council"}))
    text = pl.DataFrame({"body": ["The Harbour Council met."]})
    dt.read(text, text="body", published="2024-03-14", atlas=own, rules_only=True).write(tmp_path, tables=["events"])
    told, ours = manifest(tmp_path), manifest(folder)
    assert told["options"] == {
        "format": "parquet",
        "published": "2024-03-14",
        "rules_only": True,
        "text_field": "body",
    }
    assert told["act_network"] == ours["act_network"]
    assert told["atlas"] != ours["atlas"]
    assert told["rules"] == ours["rules"]


def test_a_folder_that_is_being_written_over_has_no_manifest(news, tmp_path):
    news.write(tmp_path, tables=["times"])
    (tmp_path / "events.parquet").mkdir()
    with pytest.raises(dt.exceptions.OutputError, match=r"events\.parquet"):
        news.write(tmp_path, tables=["events"])
    assert [path.name for path in tmp_path.iterdir() if path.name == "MANIFEST.json"] == []


def test_croissant_describes_every_column(folder):
    told = json.loads((folder / "croissant.json").read_text())
    assert told["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    files = {file["@id"]: file["sha256"] for file in told["distribution"]}
    assert files == {file["path"]: file["sha256"] for file in manifest(folder)["files"]}
    for records in told["recordSet"]:
        columns = dt.schema(records["name"])
        assert [field["name"] for field in records["field"]] == columns["column"].to_list()
        about = zip(records["field"], columns["about"], strict=True)
        assert all(field["description"].startswith(sentence) for field, sentence in about)
        assert {field["source"]["fileObject"]["@id"] for field in records["field"]} <= set(files)


def test_citation(folder):
    made = manifest(folder)
    for style in ("text", "bibtex"):
        told = dt.cite(style)
        assert dt.__version__ in told
        assert f"atlas {made['atlas'][:12]}" in told
    with pytest.raises(dt.exceptions.InputError, match="text and bibtex"):
        dt.cite("apa")


def test_the_citation_file_says_the_same(examples):
    told = (examples.parent / "CITATION.cff").read_text(encoding="utf-8")
    field = dict(re.findall(r"^(\w[\w-]*): (.+)$", told, re.MULTILINE))
    assert field["version"] == dt.__version__
    assert field["title"].strip('"') in dt.cite()
    assert field["repository-code"] in dt.cite()
    assert re.search(r"- name: (.+)", told)[1] in dt.cite()
