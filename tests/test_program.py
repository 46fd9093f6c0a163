"""The ``detente`` program, as the package starts it."""

import subprocess
import sys

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
