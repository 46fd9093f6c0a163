"""What is given to be read: a path, a text, bytes, records or a frame, or several of one kind."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sized
from typing import TYPE_CHECKING, Any

import polars as pl

from detente import _detente
from detente._sources import existing, is_text, names_files
from detente.exceptions import InputError

if TYPE_CHECKING:
    from detente._detente import _Reading, _Settings

TAKEN = (
    "give a path, a folder or a pattern; a text or bytes; a data frame, a series of texts or a dict of columns; "
    "or a list of paths, of texts or of dicts"
)


def read_any(source: Any, reading: _Reading, settings: _Settings) -> _detente.Corpus:
    """Read `source`, whatever it is.

    Raises
    ------
    detente.exceptions.InputError
        When it is nothing that can be read; the message says what can.
    """
    if isinstance(source, str) and is_text(source):
        return _detente.read_bytes(source.encode(errors="replace"), "text", reading, settings)
    if isinstance(source, str | os.PathLike):
        return _detente.read_paths([existing(source)], reading, settings)
    if isinstance(source, bytes | bytearray | memoryview):
        return _detente.read_bytes(bytes(source), "bytes", reading, settings)
    source = rows_of(source)
    if hasattr(source, "__arrow_c_stream__"):
        return _detente.read_frame(source, "frame", reading, settings)
    return _read_items(source, reading, settings)


def rows_of(source: Any) -> Any:
    """Return what holds an article a row as a frame or a list, which can be gone through twice.

    Raises
    ------
    detente.exceptions.InputError
        When it is nothing of the kind.
    """
    if isinstance(source, pl.LazyFrame):
        return source.collect()
    if hasattr(source, "__arrow_c_stream__"):
        return source
    if isinstance(source, Mapping):
        return _rows_of_mapping(source)
    _check_items(source)
    return list(source)


def _check_items(source: Any) -> None:
    """Make sure that there are items to be had, in an order."""
    message = f"{_called(source)} cannot be read: {TAKEN}"
    if hasattr(source, "read"):
        message = "an open file cannot be read: give its path, or what is in it, as in dt.read(file.read())"
    elif isinstance(source, set | frozenset):
        message = "a set has no order, and articles would come in another one each time: give sorted(…) of it"
    elif hasattr(source, "columns"):
        message = f"{_called(source)} does not export Arrow: update its library, or give polars.from_pandas(…) of it"
    elif isinstance(source, Iterable):
        return
    raise InputError(message)


def _rows_of_mapping(source: Mapping[Any, Any]) -> pl.DataFrame | list[dict[Any, Any]]:
    """Return the columns that a dict holds, or the one record that it is."""
    columns = all(
        isinstance(value, Sized) and not isinstance(value, str | bytes | Mapping) for value in source.values()
    )
    if not columns:
        return [dict(source)]
    try:
        return pl.DataFrame(dict(source), strict=False)
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        message = f"the columns of the dict make no table: {error}"
        raise InputError(message) from error


def _read_items(items: list[Any], reading: _Reading, settings: _Settings) -> _detente.Corpus:
    """Read paths, texts or records."""
    first: dict[str, int] = {}
    for at, item in enumerate(items):
        first.setdefault(_kind(item), at)
    kinds = set(first)
    if kinds == {"a dict"}:
        return _detente.read_records([dict(item) for item in items], "records", reading, settings)
    if kinds <= {"a path", "a word"}:
        return _detente.read_paths([existing(item) for item in items], reading, settings)
    if kinds <= {"a text", "a word", "None"}:
        # Half a character, which no encoding has, becomes a question mark, as in a single text.
        texts = [item.encode(errors="replace").decode() if isinstance(item, str) else None for item in items]
        frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
        return _detente.read_frame(frame, "texts", reading, settings)
    odd = " and ".join(f"{kind} at {at}" for kind, at in list(first.items())[:2])
    message = f"a list with {odd} cannot be read: {TAKEN}"
    raise InputError(message)


def _kind(item: Any) -> str:
    """Tell what an item of a list is. A word can be a short text, or a path where nothing is."""
    if item is None or (isinstance(item, float) and math.isnan(item)):
        return "None"
    if isinstance(item, Mapping):
        return "a dict"
    if isinstance(item, os.PathLike) or (isinstance(item, str) and names_files(item)):
        return "a path"
    if isinstance(item, str):
        return "a text" if is_text(item) else "a word"
    return _called(item)


def _called(thing: Any) -> str:
    return f"`{type(thing).__name__}`"
