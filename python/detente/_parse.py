"""The parse stage alone: bytes to articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente import _detente
from detente._sources import InputFormat, as_day, existing, is_text

if TYPE_CHECKING:
    import datetime
    import os

    from detente._detente import _Reading


def parse(
    source: bytes | str | os.PathLike[str],
    *,
    format: InputFormat | None = None,
    published: datetime.date | str | None = None,
) -> pl.DataFrame:
    """Parse a file or web page into articles, without analysing them.

    Parameters
    ----------
    source
        The bytes; or a path; or the text itself.
    format
        The format; None goes by name and content.
    published
        Publication date of articles that give none.

    Returns
    -------
    polars.DataFrame
        The columns of ``articles`` from ``article_id`` to ``text``.

    Examples
    --------
    >>> page = b"<html><body><article><h1>Talks end</h1><p>Ministers met in Oslo on Monday.</p></article></body></html>"
    >>> dt.parse(page)["text"].str.contains("Ministers met").to_list()
    [True]
    """
    reading: _Reading = {
        "text": None,
        "title": None,
        "date": None,
        "id": None,
        "url": None,
        "format": format,
        "published": as_day(published),
    }
    if isinstance(source, bytes):
        frame = _detente.parse(source, "bytes", reading)
    elif isinstance(source, str) and is_text(source):
        frame = _detente.parse(source.encode(errors="replace"), "text", reading)
    else:
        frame = _detente.parse(None, existing(source), reading)
    return pl.DataFrame(frame)
