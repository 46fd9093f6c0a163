"""The ``detente`` program, as the package starts it."""

import json
import os
import signal
import subprocess
import sys
import time

import polars as pl
import pytest

import detente as dt


def detente(*arguments):
    command = [sys.executable, "-m", "detente", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def test_version_and_help():
    assert detente("--version").stdout.split() == ["detente", dt.__version__]
    shown = detente("--help")
    assert shown.returncode == 0
    assert "evaluate" in shown.stdout


def test_read_shows_tables(examples):
    shown = detente("read", examples / "dispatch.txt")
    assert shown.returncode == 0, shown.stderr
    assert "Solheim" in shown.stdout


def test_explain_tells_what_the_network_saw(examples):
    shown = detente("explain", examples / "dispatch.txt")
    assert shown.returncode == 0, shown.stderr
    assert "network    an act 0." in shown.stdout
    alone = detente("explain", examples / "dispatch.txt", "--rules-only")
    assert alone.returncode == 0, alone.stderr
    assert "network" not in alone.stdout


def test_explain_prints_the_clauses(tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("Chad accused Sudan of arming rebels. Rice was not sent to Mali by Egypt.\n")
    shown = detente("explain", "--clauses", article)
    assert shown.returncode == 0, shown.stderr
    assert "  arming; subject Sudan; object rebels\n" in shown.stdout
    assert "  not passive sent; subject by Egypt; object Rice; oblique to Mali\n" in shown.stdout


def test_wrong_use_and_missing_files_fail():
    assert detente("read").returncode == 2
    missing = detente("read", "nothere.txt")
    assert missing.returncode == 1
    assert "nothere.txt" in missing.stderr


def test_run_writes_tables(examples, tmp_path):
    done = detente("run", examples / "news", "--out", tmp_path / "out", "--tables", "times,articles")
    assert done.returncode == 0, done.stderr
    folders = {path.name for path in (tmp_path / "out").iterdir() if path.is_dir()}
    assert folders == {"times", "articles", "problems"}
    assert "detente: 4 articles\n" in done.stderr


def test_a_run_in_which_nothing_could_be_read_fails(tmp_path):
    picture = tmp_path / "picture.parquet"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    failed = detente("run", picture, "--out", tmp_path / "out")
    assert failed.returncode == 1
    assert "no article could be read: " in failed.stderr
    assert f"{tmp_path / 'out' / 'problems'} has all problems" in failed.stderr
    again = detente("run", picture, "--out", tmp_path / "out")
    assert (again.returncode, again.stdout) == (1, ""), "what failed does not succeed when it is asked for again"


def test_a_run_goes_on_only_where_its_files_are_whole(examples, tmp_path):
    command = ("run", examples / "wire.jsonl", "--out", tmp_path / "out", "--batch", "8")
    assert detente(*command).returncode == 0
    assert detente(*command).returncode == 0
    part = tmp_path / "out" / "events" / "part-00001.parquet"
    whole = part.read_bytes()
    part.write_bytes(b"")
    cut = detente(*command)
    assert cut.returncode == 1
    assert f"{part} has 0 bytes where {len(whole)} were written" in cut.stderr
    part.unlink()
    assert f"{part} is gone: the folder is not whole" in detente(*command).stderr
    middle = len(whole) // 2
    part.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    assert f"{part} has been changed: the folder is not whole" in detente(*command).stderr
    part.write_bytes(whole)
    assert detente(*command).returncode == 0


def test_schema_and_citation():
    shown = detente("schema", "events")
    assert shown.returncode == 0, shown.stderr
    assert "status" in shown.stdout
    assert "schema, " not in detente("schema", "evnts").stdout
    assert "`evnts`" in detente("schema", "evnts").stderr
    assert detente("cite", "--bibtex").stdout.strip() == dt.cite("bibtex")
    assert detente("cite").stdout.startswith(dt.cite())


def test_run_is_sealed_when_it_is_whole(examples, tmp_path):
    arguments = ["run", examples / "news", "--out", tmp_path, "--tables", "times,articles", "--batch", "2"]
    assert detente(*arguments, "--published", "2024-03-01").returncode == 0
    told = json.loads((tmp_path / "MANIFEST.json").read_text())
    paths = [f"{table}/part-0000{i}.parquet" for table in ("articles", "problems", "times") for i in (0, 1)]
    assert [file["path"] for file in told["files"]] == paths
    assert all(pl.read_parquet(tmp_path / file["path"]).height == file["rows"] for file in told["files"])
    assert told["options"]["published"] == "2024-03-01"
    assert told["options"]["tables"] == ["articles", "times", "problems"]
    before = (tmp_path / "MANIFEST.json").read_bytes()
    assert detente(*arguments, "--published", "2024-03-01").returncode == 0
    assert (tmp_path / "MANIFEST.json").read_bytes() == before
    other = detente(*arguments, "--published", "2024-03-02")
    assert other.returncode == 1
    assert "other options" in other.stderr
    parts = json.loads((tmp_path / "croissant.json").read_text())["distribution"][-3:]
    assert [part["includes"] for part in parts] == [f"{t}/part-*.parquet" for t in ("articles", "times", "problems")]


def test_diff_shows_what_changed(examples, tmp_path):
    news = dt.read(examples / "dispatch.txt")
    news.write(tmp_path / "old")
    dt.read(examples / "dispatch.txt", rules_only=True).write(tmp_path / "new")
    same = detente("diff", tmp_path / "old", tmp_path / "old")
    assert same.returncode == 0, same.stderr
    n = str(news.events.height)
    assert ["events", "0", "0", "0", n, n] in [line.split() for line in same.stdout.splitlines()]
    assert "MADE BY the same" in same.stdout
    shown = detente("diff", tmp_path / "old", tmp_path / "new", "--tables", "events")
    assert shown.stderr == ""
    makers, tables, kinds, rows = shown.stdout.split("\n\n")[:4]
    assert "rules_only" in makers
    counted = dt.diff(news, tmp_path / "new", tables=["events"])["change"].value_counts()
    counts = dict(counted.iter_rows())
    wanted = [str(counts.get(change, 0)) for change in ("added", "removed", "changed")]
    assert tables.splitlines()[1].split()[:4] == ["events", *wanted]
    assert sum(int(count) for line in kinds.splitlines()[1:] for count in line.split()[-3:]) == counted["count"].sum()
    assert "network" in kinds
    assert rows.startswith("EVENTS\n")
    assert "QUOTES" not in shown.stdout
    assert "nowhere" in detente("diff", tmp_path / "nowhere", tmp_path / "new").stderr


def test_diff_keeps_long_ids_whole_and_tells_of_a_folder_that_nothing_vouches_for(tmp_path):
    article = {"id": "https://news.example.org/" + "2024-03-14-" * 14, "text": "Peru expelled two Chilean diplomats."}
    dt.read([article]).write(tmp_path / "old")
    dt.read([article], rules_only=True).write(tmp_path / "new")
    (tmp_path / "new" / "MANIFEST.json").unlink()
    shown = detente("diff", tmp_path / "old", tmp_path / "new")
    assert shown.returncode == 0, shown.stderr
    assert article["id"] in shown.stdout
    assert f"{tmp_path / 'new'} has no MANIFEST.json" in shown.stderr


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_a_run_that_goes_on_when_started_again(tmp_path, sent, status):
    pl.DataFrame({"text": ["Kenya thanked Japan."] * 4000}).write_ndjson(tmp_path / "news.jsonl")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "detente", "run", tmp_path / "news.jsonl", "--out", out]
    command += ["--batch", "5", "--tables", "articles"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while not (out / "articles" / "part-00001.parquet").exists():
            time.sleep(0.01)
        running.send_signal(sent)
        told = running.stderr.read()
    assert running.returncode == status, told
    assert "started again, the run goes on where it stopped" in told
    assert "Traceback" not in told
    written = [json.loads(line) for line in (out / "progress.jsonl").read_text().splitlines()]
    batches = sum("batch" in line for line in written)
    assert 2 <= batches < 800
    parts = sorted(path.name for path in (out / "articles").glob("*.parquet"))
    assert parts[:batches] == [f"part-{i:05}.parquet" for i in range(batches)]
    assert not (out / "MANIFEST.json").exists()


def test_codebook_tells_the_rules_and_those_of_a_folder(tmp_path):
    ours = detente("codebook")
    assert ours.returncode == 0, ours.stderr
    assert "### accuse/accuse\n" in ours.stdout
    assert "- Chad accused Sudan of arming rebels. `TCD > SDN actual`\n" in ours.stdout
    (tmp_path / "events").mkdir()
    mine = tmp_path / "events" / "mine.toml"
    mine.write_text('event = "AID"\n[[rule]]\nname = "sow"\nverbs = ["sow"]\nfires = ["Chad sowed rice."]\n')
    assert "### mine/sow\n" in detente("codebook", "--rules", tmp_path).stdout
    right = detente("codebook", "--check", "--rules", tmp_path)
    assert right.returncode == 0, right.stderr
    assert right.stdout.endswith("sentences are coded as the rules say\n")
    mine.write_text(
        mine.read_text().replace('"Chad sowed rice."', '{ text = "Chad sowed rice.", codes = "SDN > - actual" }')
    )
    wrong = detente("codebook", "--check", "--rules", tmp_path)
    assert wrong.returncode == 1
    assert wrong.stdout == "mine/sow: Chad sowed rice.\n  wanted SDN > - actual, coded TCD 'Chad' > - actual\n"
    assert "1 of " in wrong.stderr
    mine.write_text('event = "AID"\n[[rule]]\nname = "sow"\nverb = ["sow"]\nfires = ["Chad sowed rice."]\n')
    wrong = detente("codebook", "--rules", tmp_path)
    assert wrong.returncode == 1
    assert all(named in wrong.stderr for named in ("mine.toml", "rule `sow`", "`verb`"))


def test_the_shards_of_a_run_are_the_corpus(tmp_path):
    news = pl.DataFrame({"id": [f"n{i}" for i in range(20)], "text": ["Kenya thanked Japan."] * 20})
    news.write_ndjson(tmp_path / "news.jsonl")

    def ids(name, *shard):
        done = detente("run", tmp_path / "news.jsonl", "--out", tmp_path / name, "--tables", "articles", *shard)
        assert done.returncode == 0, done.stderr
        parts = sorted((tmp_path / name / "articles").glob("*.parquet"))
        return pl.read_parquet(parts)["article_id"].to_list()

    one, two = ids("one", "--shard", "1/2"), ids("two", "--shard", "2/2")
    assert 4 < len(one) < 16
    assert sorted(one + two) == sorted(ids("all"))
    refused = detente("run", tmp_path / "news.jsonl", "--out", tmp_path / "none", "--shard", "3/2")
    assert refused.returncode == 2
    assert "from 1/4 to 4/4" in refused.stderr
    other = detente("run", tmp_path / "news.jsonl", "--out", tmp_path / "one", "--tables", "articles")
    assert other.returncode == 1
    assert "other options" in other.stderr


def test_tables_are_read_and_the_columns_taken_are_told(tmp_path):
    path = tmp_path / "news.csv"
    path.write_text("Headline;Body\nThanks;Kenya thanked Japan for its aid.\n")
    shown = detente("read", path, "--tables", "articles")
    assert shown.returncode == 0, shown.stderr
    assert "Thanks" in shown.stdout
    assert 'text="Body", title="Headline"' in shown.stderr
    named = detente("read", path, "--text-field", "Headline", "--tables", "sentences")
    assert "Kenya" not in named.stdout
    as_text = detente("read", path, "--input-format", "text", "--tables", "sentences")
    assert "Headline;Body" in as_text.stdout
    refused = detente("run", path, "--text-field", "contenu", "--out", tmp_path / "out")
    assert refused.returncode == 1
    assert "`contenu`, named for the text; the first row" in refused.stderr
    done = detente("run", path, "--out", tmp_path / "out", "--tables", "articles")
    assert done.returncode == 0, done.stderr
    assert 'text="Body", title="Headline"' in done.stderr
