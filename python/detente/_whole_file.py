"""Files that appear under their name when they are whole."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from detente.exceptions import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a path to write to, and put the file under its own name afterwards.

    Raises
    ------
    detente.exceptions.OutputError
        When it cannot be written; nothing is left then.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            yield part
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror or error})"
        raise OutputError(message) from error
