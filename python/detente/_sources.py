"""What a string is: a path, a pattern, a text or a day."""

from __future__ import annotations

import datetime
import glob
import os
from pathlib import Path
from typing import Literal, TypeAlias

from detente.exceptions import MissingPathError

InputFormat: TypeAlias = Literal[
    "text",
    "html",
    "jsonl",
    "csv",
    "parquet",
    "arrow",
    "feed",
    "warc",
    "nexis",
    "factiva",
    "proquest",
    "gigaword",
    "zip",
    "docx",
]
"""The formats that are read."""

LONGEST_PATH = 4096
"""Characters of a path at most, on any system: what is longer need not be looked for."""


def is_text(source: str) -> bool:
    """Tell a text from a path: it has white space or nothing in it, and no file of that name is there."""
    return (not source or any(c.isspace() for c in source)) and not names_files(source)


def existing(source: str | os.PathLike[str]) -> str:
    """Return a path or pattern as a string.

    Raises
    ------
    detente.exceptions.MissingPathError
        When nothing is there.
    """
    path = os.fspath(source)
    if not names_files(path):
        message = (
            f"{path}: no such file or folder, and nothing matches it (a text needs white space to be taken for one)"
        )
        raise MissingPathError(message)
    return path


def as_day(day: datetime.date | str | None) -> datetime.date | None:
    """Return a day as a date."""
    return datetime.date.fromisoformat(day) if isinstance(day, str) else day


def names_files(source: str) -> bool:
    """Tell whether files are there under a path, or fit a pattern."""
    if not source or "\n" in source or len(source) > LONGEST_PATH:
        return False
    try:
        if Path(source).exists():
            return True
        return any(c in source for c in "*?[") and any(glob.iglob(source, recursive=True))  # noqa: PTH207 - absolute patterns too
    except (OSError, ValueError):
        # Too long for a path, or with a NUL in it.
        return False
