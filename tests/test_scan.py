"""``dt.scan(…).sink_parquet(…)``: a corpus of any size, resumable."""

import json
import os
import signal
import subprocess
import sys
import textwrap

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import detente as dt


def lines(name, first, n):
    rows = {"id": [f"n{i}" for i in range(first, first + n)], "text": ["Kenya thanked Japan on Monday."] * n}
    pl.DataFrame(rows).write_ndjson(name)


def files(folder):
    """Read every file of a folder but the progress of the run."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "progress.jsonl")
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def table(folder, name):
    return pl.read_parquet(sorted((folder / name).glob("part-*.parquet")))


def test_tables_are_those_of_read(examples, tmp_path):
    paths = [examples / "dispatch.txt", examples / "news"]
    done = dt.scan(paths, published="2024-03-01").sink_parquet(tmp_path, batch=2, progress=False)
    news = dt.read([examples / "dispatch.txt", examples / "news"], published="2024-03-01")
    assert (done.articles, done.new_articles, done.folder) == (len(news), len(news), tmp_path)
    for name in dt.TABLES:
        assert_frame_equal(table(tmp_path, name), news.table(name))
    assert done.bytes_read == done.bytes > 0
    assert done.seconds_left == 0
    assert done.rate > 0


def test_the_program_goes_on_with_what_scan_wrote_and_the_other_way(tmp_path):
    lines(tmp_path / "news.jsonl", 0, 5)
    options = ["--out", tmp_path / "out", "--batch", "2", "--tables", "events,articles", "--published", "2024-03-01"]
    options += ["--text-field", "text", "--shard", "1/2", "--input-format", "jsonl", "--rules-only"]
    command = [sys.executable, "-m", "detente", "run", tmp_path / "news.jsonl", *options]

    def scanned():
        news = dt.scan(tmp_path / "news.jsonl", published="2024-03-01", text="text", format="jsonl", rules_only=True)
        return news.sink_parquet(tmp_path / "out", batch=2, tables=["events", "articles"], shard=(1, 2))

    first = scanned()
    assert 0 < first.new_articles < 5
    before = files(tmp_path / "out")
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert files(tmp_path / "out") == before
    assert scanned().new_articles == 0
    lines(tmp_path / "news.jsonl", 0, 9)
    assert subprocess.run(command, capture_output=True, text=True, check=False).returncode == 0
    again = scanned()
    assert again.new_articles == 0
    assert again.articles == table(tmp_path / "out", "articles").height > first.articles


def test_a_run_that_ended_codes_only_the_files_that_were_added(tmp_path):
    for name, first in (("b.jsonl", 0), ("d.jsonl", 5)):
        (tmp_path / "in").mkdir(exist_ok=True)
        lines(tmp_path / "in" / name, first, 5)
    told = []
    scan = dt.scan(tmp_path / "in", published="2024-03-01")
    assert scan.sink_parquet(tmp_path / "out", batch=4).new_articles == 10
    before = files(tmp_path / "out")
    assert scan.sink_parquet(tmp_path / "out", batch=4).new_articles == 0
    assert files(tmp_path / "out") == before
    # One sorts before those that are coded, one between them.
    lines(tmp_path / "in" / "a.jsonl", 10, 3)
    lines(tmp_path / "in" / "c.jsonl", 13, 3)
    done = scan.sink_parquet(tmp_path / "out", batch=4, progress=told.append)
    assert (done.articles, done.new_articles) == (16, 6)
    after = files(tmp_path / "out")
    sealed = ("MANIFEST.json", "croissant.json")
    assert {name: after[name] for name in before if name not in sealed} == {
        name: data for name, data in before.items() if name not in sealed
    }
    assert table(tmp_path / "out", "articles")["article_id"].to_list() == [f"n{i}" for i in range(16)]
    manifest = json.loads(after["MANIFEST.json"])
    assert {file["path"] for file in manifest["files"]} == set(after) - set(sealed)
    # What is coded already is told before anything is coded.
    assert [(p.articles, p.new_articles) for p in told] == [(0, 0), (4, 0), (8, 0), (10, 0), (14, 4), (16, 6)]


def test_input_that_changed_is_refused(tmp_path):
    for name in ("a", "b"):
        lines(tmp_path / f"{name}.jsonl", ord(name), 3)
    scan = dt.scan([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], published="2024-03-01")
    scan.sink_parquet(tmp_path / "out", batch=2)
    with pytest.raises(dt.exceptions.InputError, match=r"b\.jsonl is no longer among the input"):
        dt.scan(tmp_path / "a.jsonl", published="2024-03-01").sink_parquet(tmp_path / "out", batch=2)
    with pytest.raises(dt.exceptions.InputError, match=r"other options.*batch 2"):
        scan.sink_parquet(tmp_path / "out", batch=3)
    lines(tmp_path / "b.jsonl", 500, 3)
    with pytest.raises(dt.exceptions.InputError, match=r"batch 1 is another \(modified since: .*b\.jsonl\).*redo=True"):
        scan.sink_parquet(tmp_path / "out", batch=2)
    assert scan.sink_parquet(tmp_path / "out", batch=3, restart=True).new_articles == 6
    assert table(tmp_path / "out", "articles")["article_id"].to_list()[3:] == ["n500", "n501", "n502"]
    (tmp_path / "out" / "progress.jsonl").write_text("not ours\n")
    with pytest.raises(dt.exceptions.InputError, match="line 1"):
        scan.sink_parquet(tmp_path / "out", batch=3)


def test_what_came_of_input_that_was_repaired_is_coded_again(tmp_path):
    names = [tmp_path / f"{name}.jsonl" for name in "abc"]
    for at, name in enumerate(names):
        lines(name, 10 * at, 4)
    whole = names[1].read_text()
    names[1].write_text(whole[:90])
    scan = dt.scan(names, published="2024-03-01")
    broken = scan.sink_parquet(tmp_path / "out", batch=2)
    assert broken.problems == 1
    first = (tmp_path / "out" / "events" / "part-00000.parquet").stat().st_mtime_ns
    names[1].write_text(whole)
    repaired = scan.sink_parquet(tmp_path / "out", batch=2, redo=True)
    assert (repaired.articles, repaired.new_articles, repaired.problems) == (12, 8, 0)
    assert (tmp_path / "out" / "events" / "part-00000.parquet").stat().st_mtime_ns == first
    scan.sink_parquet(tmp_path / "anew", batch=2)
    assert files(tmp_path / "out") == files(tmp_path / "anew")
    assert scan.sink_parquet(tmp_path / "out", batch=2).new_articles == 0


def test_shards_are_the_corpus(tmp_path):
    lines(tmp_path / "news.jsonl", 0, 20)
    scan = dt.scan(tmp_path / "news.jsonl", threads=1)
    for i in (1, 2, 3):
        scan.sink_parquet(tmp_path / f"{i}", shard=(i, 3), tables=["articles"])
    ids = [article for i in (1, 2, 3) for article in table(tmp_path / f"{i}", "articles")["article_id"]]
    assert sorted(ids) == sorted(f"n{i}" for i in range(20))
    with pytest.raises(dt.exceptions.InputError, match="4/3"):
        scan.sink_parquet(tmp_path / "4", shard=(4, 3))
    with pytest.raises(dt.exceptions.InputError, match="evnts"):
        scan.sink_parquet(tmp_path / "4", tables=["evnts"])
    with pytest.raises(dt.exceptions.MissingPathError, match="nowhere"):
        dt.scan(tmp_path / "nowhere.jsonl")


def test_what_a_function_raises_stops_the_run_and_the_next_call_goes_on(tmp_path):
    lines(tmp_path / "news.jsonl", 0, 40)
    scan = dt.scan(tmp_path / "news.jsonl")

    def stop(progress):
        if progress.articles >= 10:
            raise LookupError(progress.articles)

    with pytest.raises(LookupError) as raised:
        scan.sink_parquet(tmp_path / "out", batch=2, tables=["articles"], progress=stop)
    written = table(tmp_path / "out", "articles").height
    assert raised.value.args[0] <= written < 40
    assert not (tmp_path / "out" / "MANIFEST.json").exists()
    done = scan.sink_parquet(tmp_path / "out", batch=2, tables=["articles"])
    assert (done.articles, done.new_articles) == (40, 40 - written)
    scan.sink_parquet(tmp_path / "whole", batch=2, tables=["articles"])
    assert files(tmp_path / "out") == files(tmp_path / "whole")


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_ctrl_c_stops_cleanly_and_the_next_call_goes_on(tmp_path):
    lines(tmp_path / "news.jsonl", 0, 300)
    program = textwrap.dedent(f"""
        import detente as dt
        def tell(progress):
            print(progress.articles, flush=True)
        try:
            dt.scan("{tmp_path}/news.jsonl").sink_parquet("{tmp_path}/out", batch=5, tables=["articles"], progress=tell)
        except KeyboardInterrupt:
            print("stopped", flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as running:
        told = [running.stdout.readline() for _ in range(4)]
        running.send_signal(signal.SIGINT)
        told += running.stdout.readlines()
    assert running.returncode == 0
    assert told[-1] == "stopped\n"
    done = dt.scan(tmp_path / "news.jsonl").sink_parquet(tmp_path / "out", batch=5, tables=["articles"])
    assert done.articles == 300
    assert int(told[-2]) <= 300 - done.new_articles < 300


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    lines(tmp_path / "news.jsonl", 0, 40)
    scan = dt.scan(tmp_path / "news.jsonl")

    def second(progress):
        if progress.new_articles:
            scan.sink_parquet(tmp_path / "out", batch=4)

    with pytest.raises(dt.exceptions.OutputError, match="another run writes to this folder"):
        scan.sink_parquet(tmp_path / "out", batch=4, progress=second)


def test_the_line_tells_rate_and_time_left(tmp_path, capsys):
    lines(tmp_path / "news.jsonl", 0, 40)
    dt.scan(tmp_path / "news.jsonl").sink_parquet(tmp_path / "out", batch=4, progress=True)
    shown = capsys.readouterr().err.split("\r")
    assert shown[1].startswith("  0%  0 articles")
    assert "a second" in shown[2]
    assert shown[-1].startswith("100%  40 articles, ")
    assert " 0 s left" in shown[-1]
    dt.scan(tmp_path / "news.jsonl").sink_parquet(tmp_path / "out", batch=4)
    assert capsys.readouterr().err == ""
