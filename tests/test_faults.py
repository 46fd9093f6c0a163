"""``detente run`` killed before every write, or refused one: nothing that was reported done is lost, and it goes on.

By default some of the points are tried; DETENTE_FAULTS=all tries each.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import detente as dt

STRACE = shutil.which("strace")
WRITES = "write,fsync,fdatasync,rename,mkdir,unlink,ftruncate"
"""The calls by which a run changes the disk, but for the opening of files, which the first write to them follows."""


def command(out):
    options = ["--batch", "2", "--tables", "articles", "--published", "2024-03-01", "--threads", "1", "--rules-only"]
    return [sys.executable, "-m", "detente", "run", "news.jsonl", "--out", str(out), *options]


def traced(folder, out, fault=None, calls=(), n=0):
    """Run under strace, and return the run and the calls of its main thread, on which it writes, with their paths.

    A fault comes at the call that is number `n`, from 1, of `calls`, those of a run without any.
    """
    names = [call.partition("(")[0] for call in calls[:n]]
    log = folder / "trace"
    options = ["-e", f"trace={WRITES}", "-y", "-qq", "-o", log]
    if fault:
        # strace counts the calls of each name.
        options += ["-e", f"inject={names[-1]}:{fault}:when={names.count(names[-1])}"]
    told = subprocess.run(
        [STRACE, *options, *command(out)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    return told, log.read_text().splitlines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    if STRACE is None:
        pytest.skip("strace is not installed")
    folder = tmp_path_factory.mktemp("faults")
    texts = ["Kenya thanked Japan.", "Chad condemned Mali.", "Peru met Chile.", "Oman praised Fiji.", "It rained."]
    pl.DataFrame({"id": [f"n{i}" for i in range(5)], "text": texts}).write_ndjson(folder / "news.jsonl")
    return folder


@pytest.fixture(scope="module")
def whole(folder):
    """Run without a fault, and return the calls and the files."""
    told, calls = traced(folder, "whole")
    if "ptrace" in told.stderr:
        pytest.skip("strace may not trace here")
    assert told.returncode == 0, told.stderr
    assert len(calls) > 40
    return calls, files(folder / "whole")


def files(out):
    paths = sorted(path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}


def lost(out):
    """Name the files that the progress or the manifest reports done and that are not there as they are reported."""
    there = files(out) if out.exists() else {}
    journal = there.get("progress.jsonl", b"")
    lines = [json.loads(line) for line in journal[: journal.rfind(b"\n") + 1].splitlines()]
    done = [file for line in lines for file in line.get("batch", {}).get("files", [])]
    done += json.loads(there.get("MANIFEST.json", b'{"files": []}'))["files"]
    return [file["path"] for file in done if hashlib.sha256(there.get(file["path"], b"")).hexdigest() != file["sha256"]]


def resumed(folder, out):
    """Go on with a run, and return its files."""
    with pytest.MonkeyPatch.context() as patch:
        # The program was given relative paths, and a run is gone on with on the same.
        patch.chdir(folder)
        news = dt.scan("news.jsonl", published="2024-03-01", threads=1, rules_only=True)
        done = news.sink_parquet(out, batch=2, tables=["articles"], progress=False)
    assert done.articles == 5
    return files(folder / out)


def points(calls, tried):
    """Choose calls to fail at: the first that touches the output, the last, and some between."""
    first = next(i for i, call in enumerate(calls) if '"whole"' in call or "/whole" in call) + 1
    every = list(range(first, len(calls) + 1))
    if os.environ.get("DETENTE_FAULTS") == "all":
        return every
    return sorted({every[0], every[-1], *every[3 :: len(every) // tried]})


def test_a_run_killed_at_any_write_goes_on(folder, whole):
    calls, expected = whole
    unfinished = 0
    for n in points(calls, 12):
        out = folder / f"killed-{n}"
        told, _ = traced(folder, out.name, "signal=SIGKILL", calls, n)
        assert told.returncode in (-9, 137), f"not killed at call {n}"
        assert lost(out) == [], f"killed at call {n}: {calls[n - 1]}"
        unfinished += any(path.endswith(".part") for path in (files(out) if out.exists() else {}))
        assert resumed(folder, out.name) == expected, f"killed at call {n}: {calls[n - 1]}"
    assert unfinished > 0, "no kill came while a file was written"


def test_a_run_that_cannot_write_says_so_and_goes_on(folder, whole):
    calls, expected = whole
    # The last call is that which shows the progress to the terminal, or none.
    for n in points(calls, 5)[1:-1]:
        out = folder / f"full-{n}"
        told, _ = traced(folder, out.name, "error=ENOSPC", calls, n)
        if "/dev/" in calls[n - 1] or "pipe:" in calls[n - 1]:
            continue
        assert told.returncode == 1, f"call {n}: {calls[n - 1]}: {told.stderr}"
        assert out.name in told.stderr
        assert "No space left" in told.stderr
        assert lost(out) == []
        assert resumed(folder, out.name) == expected, f"no space at call {n}: {calls[n - 1]}"


def test_a_journal_cut_short_anywhere_is_gone_on_with(folder, whole):
    _, expected = whole
    journal = expected["progress.jsonl"]
    ends = [0, *(match.end() for match in re.finditer(rb"\n", journal))]
    for cut in sorted({*ends, *(end - 1 for end in ends[1:]), *(end + 9 for end in ends[:-1])}):
        shutil.rmtree(folder / "cut", ignore_errors=True)
        shutil.copytree(folder / "whole", folder / "cut")
        (folder / "cut" / "progress.jsonl").write_bytes(journal[:cut])
        assert resumed(folder, "cut") == expected, f"cut after {cut} bytes"


def unsynced(calls, folder):
    """Name what a power cut could take after it was reported.

    That is contents and names that were not on disk before the progress told of them, or the manifest was there.
    """
    content, names, told = set(), set(), []
    for call in calls:
        handle = re.search(r"<([^>]*)>", call)
        handle = handle.group(1) if handle else ""
        given = [str(folder / name) for name in re.findall(r'"([^"]*)"', call)]
        if call.startswith("rename("):
            told += [f"{given[0]}: content"] if given[0] in content else []
            if given[1].endswith("MANIFEST.json"):
                told += [f"before the manifest: {name}" for name in names | content]
            names.add(given[1])
        elif call.startswith("mkdir(") and call.endswith("= 0"):
            names.add(given[0])
        elif call.startswith("write(") and handle.startswith(str(folder)):
            if handle.endswith("progress.jsonl"):
                told += [f"before the progress: {name}" for name in names | content]
            content.add(handle)
        elif call.startswith(("fsync(", "fdatasync(")):
            content.discard(handle)
            names = {name for name in names if str(Path(name).parent) != handle}
    return told + [f"at the end: {name}" for name in names | content]


def test_what_is_reported_is_on_disk_with_its_name(folder, whole):
    calls, _ = whole
    assert unsynced(calls, folder) == []


def test_the_checks_can_fail(folder, whole):
    """Damage what they look at: a lost file, and calls that were not made."""
    calls, _ = whole
    shutil.copytree(folder / "whole", folder / "damaged")
    assert lost(folder / "damaged") == []
    (folder / "damaged" / "articles" / "part-00001.parquet").unlink()
    assert set(lost(folder / "damaged")) == {"articles/part-00001.parquet"}
    syncs = [i for i, call in enumerate(calls) if call.startswith(("fsync(", "fdatasync(")) and "/whole" in call]
    # The name of a folder is made known again by each file in it.
    found = [bool(unsynced([call for j, call in enumerate(calls) if j != i], folder)) for i in syncs]
    assert len(syncs) > 20
    assert sum(found) >= len(found) - 2, [calls[i] for i, seen in zip(syncs, found, strict=True) if not seen]
