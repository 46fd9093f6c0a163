"""How far a run has come, and the line that shows it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Progress:
    """How far :meth:`Scan.sink_parquet` has come; its text is a line for people.

    Examples
    --------
    >>> _ = (folder / "article.txt").write_text("Kenya thanked Japan for its aid.")
    >>> told = []
    >>> _ = dt.scan(folder / "article.txt").sink_parquet(folder / "tables", progress=told.append)
    >>> [(progress.articles, progress.bytes_read) for progress in told]
    [(0, 0), (1, 32)]
    """

    folder: Path
    """Where the tables are."""
    articles: int
    """Articles of the run that are coded and written, by earlier calls as well."""
    new_articles: int
    """Those that this call coded."""
    problems: int
    """Problems that this call met with."""
    bytes_read: int
    """Bytes of the input that were read, packed ones counted packed."""
    bytes: int
    """Bytes of the input in all, as it was when the call began."""
    rate: float | None
    """Articles coded in a second; None before the first batch."""
    seconds_left: float | None
    """Until the input is read, at the rate so far; None before the first batch."""
    text: str
    """All this as a line."""
    guesses: dict[str, list[str]] = field(default_factory=dict)
    """The columns or fields that were taken for parts of the articles without being named; known at the end."""

    def __str__(self) -> str:
        return self.text


def in_jupyter() -> bool:
    """Tell whether what is printed goes to a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None


@contextmanager
def shower(wanted: bool | Callable[[Progress], Any] | None, stream: TextIO) -> Iterator[Callable[[Progress], Any]]:
    """Give what is to be called with each step: the function `wanted`, or one that writes a line over the last."""
    if callable(wanted):
        yield wanted
        return
    if wanted is None:
        wanted = stream.isatty() or in_jupyter()
    if not wanted:
        yield lambda _: None
        return
    longest = 0

    def show(progress: Progress) -> None:
        nonlocal longest
        percent = 100 * progress.bytes_read // max(progress.bytes, 1)
        line = f"{percent:3}%  {progress}"
        longest = max(longest, len(line))
        stream.write(f"\r{line:{longest}}")
        stream.flush()

    try:
        yield show
    finally:
        stream.write("\n")
