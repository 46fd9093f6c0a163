"""The same input gives the same bytes, whatever the batches, the threads, the machine's language, zone and hash seed.

That every set of instructions of the processor gives the same bits is tested where they are chosen, in
``crates/language/src/kernels``.
"""

import io
import os
import subprocess
import sys

import polars as pl
import pytest

import detente as dt


@pytest.fixture(scope="module")
def corpus(examples, tmp_path_factory):
    """Our examples as records: dates of several zones, copies, letters that languages fold differently."""
    paths = [examples / "dispatch.txt", *sorted((examples / "news").glob("*.txt"))]
    texts = [
        *dt.read(paths).articles["text"],
        "ISTANBUL (AP) – İzmir’s mayor MET Iran’s envoy on Friday at 23:30.",
        "",
        None,
    ]
    days = ["2024-03-10T23:30:00-07:00", "2024-03-10", "31 March 2024 01:30 GMT", None, "2024-10-27T02:30:00+01:00"]
    rows = [{"text": text, "date": days[i % len(days)]} for i, text in enumerate([*texts, texts[1]])]
    path = tmp_path_factory.mktemp("corpus") / "news.jsonl"
    pl.DataFrame(rows).write_ndjson(path)
    return path


def tables(corpus, folder, **options):
    """Code into a folder, and return the bytes of each table.

    Its parts are put together as JSON, in which a value has one form: in Arrow, how nulls are noted goes by the parts.
    """
    threads = options.pop("threads", None)
    dt.scan(corpus, threads=threads).sink_parquet(folder, progress=False, **options)

    def written(name):
        file = io.BytesIO()
        parts = [pl.read_parquet(part) for part in sorted((folder / name).glob("*.parquet"))]
        table = pl.concat(parts)
        assert table.schema == dt.empty(name).schema
        table.write_ndjson(file)
        return file.getvalue()

    return {name: written(name) for name in dt.TABLES}


@pytest.fixture(scope="module")
def expected(corpus, tmp_path_factory):
    return tables(corpus, tmp_path_factory.mktemp("expected"))


@pytest.mark.parametrize(
    ("batch", "threads"), [(1, 1), (2, 8), (3, 2), (4, 3), (2048, 1), (2048, 2), (2048, 3), (2048, 8)]
)
def test_batches_and_threads_change_nothing(corpus, expected, tmp_path, batch, threads):
    assert tables(corpus, tmp_path, batch=batch, threads=threads) == expected


@pytest.fixture(scope="module")
def written(corpus, tmp_path_factory):
    return run(corpus, tmp_path_factory.mktemp("written"), {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"})


def run(corpus, folder, variables):
    command = [sys.executable, "-m", "detente", "run", str(corpus), "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | variables)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {
            "LC_ALL": "C",
            "LANG": "C",
            "TZ": "America/St_Johns",
            "PYTHONHASHSEED": "4294967295",
            "POLARS_MAX_THREADS": "1",
        },
    ],
)
def test_the_surroundings_change_nothing(corpus, written, tmp_path, variables):
    assert run(corpus, tmp_path, variables) == written
    assert "MANIFEST.json" in written


def test_another_corpus_gives_other_bytes(corpus, expected, tmp_path):
    """See that the comparison can fail."""
    rows = pl.read_ndjson(corpus)
    rows.reverse().write_ndjson(tmp_path / "news.jsonl")
    made = tables(tmp_path / "news.jsonl", tmp_path / "out")
    assert all(made[name] != expected[name] for name in ("articles", "events", "quotes"))
