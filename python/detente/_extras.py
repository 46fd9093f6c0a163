"""Libraries that only some functions need: imported when they are, and named when they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def extra(module: str, extra: str) -> Any:
    """Import a library that the extra ``extra`` of the package installs.

    Raises
    ------
    ModuleNotFoundError
        When it is not installed; the message says how to.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as missing:
        message = f"{missing.name} is needed for this: pip install 'detente[{extra}]'"
        raise ModuleNotFoundError(message, name=missing.name) from None
