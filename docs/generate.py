"""The pages that are made when the site is built: tables, codebook, rules, the program.

A hook of mkdocs (``hooks:`` in ``mkdocs.yml``); the package must be installed.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

import detente as dt

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "https://github.com/detente-project/detente/blob/main"
INTRODUCTION = """Column names are the same in Python, in Rust and on disk. Offsets are code points into the text of the
article: `text[start:end]` is the surface. A null means unknown. `dt.schema("events")` gives a table of this page as a
frame."""
DERIVED = {
    "participant": "The fields of those who take part: in `source` and `target` of events, `participants` of meetings.",
    "dyads": "What `dt.dyads` gives.",
    "cow_dyads": 'What `dt.dyads(…, codes="cow")` gives.',
    "timeline": "What `dt.timeline` gives.",
    "stances": "What `dt.stances` gives.",
    "shifts": "What `dt.shifts` gives.",
    "who_met_whom": "What `dt.who_met_whom` gives.",
    "statements": "What `dt.statements` gives.",
    "scale_coverage": "What `dt.scale_coverage` gives.",
    "stories": "What `dt.stories` gives.",
    "nodes": "`dt.network(…).nodes`.",
    "edges": "`dt.network(…).edges`.",
    "diff": "What `dt.diff` gives.",
    "tokens": "What `dt.analyse` gives.",
    "actors": "`dt.atlas.actors`.",
    "holdings": "`dt.atlas.holdings`.",
    "names": "`dt.atlas.names`.",
    "places": "`dt.atlas.places`.",
    "readings": "What `dt.resolve` gives.",
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages."""
    pages = {"tables": tables(), "codebook": program("codebook"), "rules": rules(), "program": commands()}
    for name, text in pages.items():
        files.append(File.generated(config, f"reference/{name}.md", content=text))
    return files


def tables() -> str:
    """Describe every table by what the code says of it."""
    parts = [
        "# Tables",
        INTRODUCTION,
    ]
    for name in dt.TABLES:
        about = getattr(dt.Corpus, name).__doc__.split("\n\n")[0]
        parts += [f"## {name}", re.sub(r"``(.+?)``", r"`\1`", " ".join(about.split())), columns(name)]
    parts += ["# Tables that are computed, and those of the atlas"]
    for name, about in DERIVED.items():
        parts += [f"## {name}", about, columns(name)]
    return "\n\n".join(parts) + "\n"


def columns(table: str) -> str:
    """Make a Markdown table of a schema."""
    lines = ["| column | type | null | about |", "|---|---|---|---|"]
    for row in dt.schema(table).iter_rows(named=True):
        unit = f" In: {row['unit']}." if row["unit"] else ""
        values = f" One of {', '.join(f'`{value}`' for value in row['values'])}." if row["values"] else ""
        about = (row["about"] + unit + values).replace("|", "\\|")
        lines.append(f"| `{row['column']}` | {row['dtype']} | {'yes' if row['nullable'] else ''} | {about} |")
    return "\n".join(lines)


def rules() -> str:
    """Take the reference that lies beside the rules; its links to files go to the repository."""
    folder = "crates/extract/rules"
    text = (ROOT / folder / "README.md").read_text(encoding="utf-8")
    return re.sub(r"\]\((?!#|https?:)([^)]+)\)", rf"]({SOURCE}/{folder}/\1)", text)


def commands() -> str:
    """Print the help of every command."""
    overview = program("--help")
    names = re.findall(r"^  (\w+) ", overview.split("Commands:")[1].split("Options:")[0], re.MULTILINE)
    parts = ["# The program", block(overview)]
    for name in names:
        if name != "help":
            parts += [f"## detente {name}", block(program(name, "--help"))]
    return "\n\n".join(parts) + "\n"


def block(text: str) -> str:
    """Fence a text."""
    return f"```text\n{text.rstrip()}\n```"


def program(*arguments: str) -> str:
    """Return what the program prints."""
    command = [sys.executable, "-m", "detente", *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
