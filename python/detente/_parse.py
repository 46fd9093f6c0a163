"""The parse stage alone: bytes to articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from detente import _detente
from detente._sources import as_day, existing, is_text

if TYPE_CHECKING:
    import datetime
    import os


def parse(
    source: bytes | str | os.PathLike[str],
    *,
    published: datetime.date | str | None = None,
) -> pl.DataFrame:
    """Parse one file or web page into articles, without analysing them.

    Parameters
    ----------
    source
        The bytes; or a path; or the text itself.
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
    if isinstance(source, bytes):
        data, name = source, "bytes"
    elif isinstance(source, str) and is_text(source):
        data, name = source.encode(), "text"
    else:
        name = existing(source)
        data = Path(name).read_bytes()
    return pl.DataFrame(_detente.parse(data, name, as_day(published)))
