"""The blocks of code in the README and under docs/ run, in order, and print what stands under them.

A file is a story: its Python blocks share their names, and its commands and Python share a folder, in which ``examples/``
lies. A ``text`` block below a ``python`` or ``sh`` block is what that block prints, or the beginning of it where it ends
with an ellipsis. Lines of ``sh`` blocks are run where they begin with ``detente``. A comment ``<!-- not run: why -->``
above a block leaves it out.
"""

import contextlib
import io
import itertools
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r"(?:<!-- not run: (?P<why>.+?) -->\n+)?^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)
EXTRAS = {"altair": "plot", "networkx": "plot", "numpy": "plot", "xlsxwriter": "validation", "fastexcel": "validation"}


def blocks(page):
    """Return the blocks of a page: number of the line, language, code, and whether it is to be run."""
    text = page.read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, found.start("code")), found["language"], found["code"], found["why"] is None)
        for found in FENCE.finditer(text)
    ]


def name(page):
    return page.relative_to(ROOT).as_posix()


def lines(text):
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def run_python(code, where, names):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile("\n" * where[1] + code, where[0], "exec"), names)
    return printed.getvalue()


def run_commands(code):
    printed = ""
    for line in code.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["detente"]:
            done = subprocess.run([sys.executable, "-m", *words], capture_output=True, encoding="utf-8", check=False)
            assert done.returncode == 0, f"{line}\n{done.stderr}"
            printed += done.stdout
    return printed


def check(printed, wanted, place):
    printed, wanted = lines(printed), lines(wanted)
    if wanted[-1] == "…":
        del wanted[-1]
        printed = printed[: len(wanted)]
    assert printed == wanted, f"{place} prints something else"


def test_every_page_is_there():
    assert {"README.md", "docs/tutorial.md"} <= {name(page) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_blocks_run(page, tmp_path, monkeypatch):
    found = blocks(page)
    code = "\n".join(block[2] for block in found if block[3])
    for module in (module for module, extra in EXTRAS.items() if f"detente[{extra}]" in page.read_text("utf-8")):
        if module != "numpy" and "plot" in code:
            pytest.importorskip(module)
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("*.ipynb"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    names = {"__name__": "__main__"}
    printed = None
    for (line, language, code, runs), after in itertools.zip_longest(found, found[1:]):
        if not runs:
            continue
        if language == "python":
            printed = run_python(code, (str(page), line), names)
        elif language == "sh":
            printed = run_commands(code)
        else:
            continue
        if after is not None and after[1] == "text":
            check(printed, after[2], f"{name(page)}, line {line}")
