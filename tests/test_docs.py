"""The blocks of code in the README and under docs/ run, in order, and print what stands under them.

A page is a story: its Python blocks share their names, and its commands and Python share a folder, in which
``examples/`` and ``dispatches/`` lie. A ``text`` block right below a ``python`` or ``sh`` block is what that block
prints. Lines of ``sh`` blocks are run where they begin with ``detente``. A comment ``<!-- not run: why -->`` above a
block leaves it out. Where rules or models have changed for good, ``python tests/page_blocks.py`` writes anew what is
printed.
"""

import page_blocks
import pytest


def name(page):
    return page.relative_to(page_blocks.ROOT).as_posix()


def test_every_page_is_there():
    assert {"README.md", "docs/tutorial.md"} <= {name(page) for page in page_blocks.PAGES}


def test_blocks_are_found():
    text = "```sh\ndetente cite\n```\n\n<!-- not run: why -->\n```python\nfail\n```\n```text\n```\n"
    assert [(block.language, block.code, block.runs) for block in page_blocks.blocks(text)] == [
        ("sh", "detente cite\n", True),
        ("python", "fail\n", False),
        ("text", "", True),
    ]


@pytest.mark.parametrize("page", page_blocks.PAGES, ids=name)
def test_blocks_run(page, tmp_path, monkeypatch):
    text = page.read_text(encoding="utf-8")
    if "news.plot." in text:
        pytest.importorskip("altair")
        pytest.importorskip("networkx")
    if "great_tables" in text:
        pytest.importorskip("great_tables")
    page_blocks.lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    for _, wanted, printed in page_blocks.run(page):
        assert printed == wanted
