"""The files in which data sets come: text with separators, often zipped."""

from __future__ import annotations

import glob
import gzip
import io
import os
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from detente._sources import existing
from detente.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Source: TypeAlias = str | os.PathLike[str] | bytes | Iterable[str | os.PathLike[str]]


_NAMED = 10


def read_all(source: Source, one: Callable[[str, bytes], pl.DataFrame], nothing: pl.DataFrame) -> pl.DataFrame:
    """Read bytes, a file, the files of a folder or pattern, or a list of them, one below the other."""
    if isinstance(source, bytes):
        return pl.concat([nothing, one("bytes", _utf8(source))])
    sources = [source] if isinstance(source, str | os.PathLike) else list(source)
    found = [one(name, _utf8(data)) for path in sources for name, data in _contents(existing(path))]
    return pl.concat([nothing, *(frame for frame in found if frame.height)])


def _contents(path: str) -> Iterator[tuple[str, bytes]]:
    """Give name and bytes of each file at a path, unpacked."""
    if Path(path).is_dir():
        paths = sorted(p for p in Path(path).iterdir() if p.is_file() and not p.name.startswith("."))
    elif Path(path).exists():
        paths = [Path(path)]
    else:
        paths = sorted(Path(p) for p in glob.glob(path, recursive=True))  # noqa: PTH207 - absolute patterns too
    for file in paths:
        yield from _unpacked(file)


def _utf8(data: bytes) -> bytes:
    """Return text as UTF-8 without a mark in front; what is not UTF-8 is taken for Western European."""
    try:
        return data.decode("utf-8-sig").encode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").encode()


def _unpacked(file: Path) -> list[tuple[str, bytes]]:
    try:
        data = file.read_bytes()
        if data[:2] == b"\x1f\x8b":
            return [(str(file), gzip.decompress(data))]
        if data[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return [(f"{file}/{name}", archive.read(name)) for name in archive.namelist() if not name.endswith("/")]
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        message = f"{file}: cannot be read ({error})"
        raise InputError(message) from error
    return [(str(file), data)]


def table(
    name: str,
    data: bytes,
    *,
    separator: str,
    quote: str | None,
    columns: Sequence[str] | None = None,
    needed: Iterable[str] = (),
) -> pl.DataFrame:
    """Read text with separators; every column is text, and an empty field is null.

    Parameters
    ----------
    columns
        The names of the columns, where the file has no header.
    needed
        The columns that the header must have; where there is none, those that are kept.
    """
    if not data.strip():
        return pl.DataFrame(schema=dict.fromkeys(needed, pl.String))
    try:
        frame = pl.read_csv(
            data,
            separator=separator,
            quote_char=quote,
            has_header=columns is None,
            new_columns=columns,
            infer_schema=False,
            truncate_ragged_lines=True,
        )
    except pl.exceptions.PolarsError as error:
        message = f"{name}: not a table that can be read ({error})"
        raise InputError(message) from error
    frame = frame.rename({c: c.strip().strip('"') for c in frame.columns})
    if missing := [c for c in needed if c not in frame.columns]:
        message = f"{name}: no column {', '.join(missing)}; it has {', '.join(frame.columns[:8])} …"
        raise InputError(message)
    if columns is not None:
        frame = frame.select(needed)
    stripped = frame.with_columns(pl.all().str.strip_chars().replace("", None))
    return stripped.filter(~pl.all_horizontal(pl.all().is_null()))


def straight(
    name: str,
    data: bytes,
    width: int,
    mend: Callable[[list[str]], list[str] | None] = lambda _: None,
    first: int = 1,
) -> bytes:
    """Return text with tabs without the rows that have too many, unless they can be mended; a warning names them.

    ``first`` is the number of the first line in the file.
    """
    found, lost = [], []
    for i, line in enumerate(data.splitlines(), first):
        if line.count(b"\t") < width:
            found.append(line)
        elif fields := mend(line.decode().split("\t")):
            found.append("\t".join(fields).encode())
        else:
            lost.append(i)
    if lost:
        some = ", ".join(map(str, lost[:_NAMED])) + (" …" if len(lost) > _NAMED else "")
        rows = "a row" if len(lost) == 1 else f"{len(lost)} rows"
        warnings.warn(f"{name}: {rows} left out with too many tabs, line {some}", stacklevel=2)
    return b"\n".join(found)


def header_of(data: bytes) -> str:
    """Return the first line."""
    return data.partition(b"\n")[0].decode().rstrip("\r")


def day(column: str, *formats: str) -> pl.Expr:
    """Return the day that a column tells, in the first of these formats that fits."""
    return pl.coalesce(pl.col(column).str.to_date(form, strict=False) for form in formats)


def number(column: str) -> pl.Expr:
    """Return the number that a column tells."""
    return pl.col(column).cast(pl.Float64, strict=False)
