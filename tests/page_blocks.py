"""The blocks of code in the README and under docs/: how they are found, run, and what they print.

``python tests/page_blocks.py`` writes under every block what it prints now, after a change of rules or models, and
draws the picture of the README anew where vl-convert-python is installed.
"""

import contextlib
import io
import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import polars as pl

import detente as dt

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"(<!-- not run: .+? -->\n+)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block of a page; ``start`` and ``end`` of its code in the text."""

    language: str
    code: str
    start: int
    end: int
    runs: bool


def blocks(text: str) -> list[Block]:
    """Find the blocks of a page."""
    return [Block(b[2], b[3], b.start(3), b.end(3), b[1] is None) for b in FENCE.finditer(text)]


def lay_out(folder: Path) -> None:
    """Put what the pages read into the folder that they are run in."""
    for name in ("examples", "dispatches"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.ipynb"))


def run(page: Path) -> Iterator[tuple[Block, str, str]]:
    """Run a page in the current folder: each block that is to print something, what it says and what it prints."""
    text = page.read_text(encoding="utf-8")
    names: dict[str, object] = {"__name__": "__main__"}
    with pl.Config():
        for block, after in itertools.pairwise([*blocks(text), None]):
            if not block.runs or block.language not in ("python", "sh"):
                continue
            if block.language == "python":
                line = text.count("\n", 0, block.start)
                printed = _python("\n" * line + block.code, page, names)
            else:
                printed = _commands(block.code)
            if after is not None and after.language == "text":
                yield after, "\n".join(map(str.rstrip, after.code.strip("\n").splitlines())), printed


def _python(code: str, page: Path, names: dict[str, object]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, str(page), "exec"), names)
    return _trimmed(printed.getvalue())


def _commands(code: str) -> str:
    """Run the lines of a block that begin with ``detente``."""
    printed = ""
    for line in code.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["detente"]:
            done = subprocess.run([sys.executable, "-m", *words], capture_output=True, encoding="utf-8", check=False)
            assert done.returncode == 0, f"{line}\n{done.stderr}"
            printed += done.stdout
    return _trimmed(printed)


def _trimmed(printed: str) -> str:
    return "\n".join(map(str.rstrip, printed.strip("\n").splitlines()))


def main() -> None:
    """Write under every block what it prints."""
    os.environ["COLUMNS"] = "120"
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            lay_out(Path(folder))
            os.chdir(folder)
            for block, _, printed in reversed(list(run(page))):
                text = text[: block.start] + printed + "\n" + text[block.end :]
            os.chdir(ROOT)
        page.write_text(text, encoding="utf-8")
    draw()


def draw() -> None:
    """Draw the picture of the README."""
    if find_spec("vl_convert"):
        chart = dt.read(ROOT / "examples" / "wire.jsonl", text="body", title="headline").plot.timeline("1w")
        chart.save(ROOT / "docs" / "pictures" / "timeline.svg")


if __name__ == "__main__":
    main()
