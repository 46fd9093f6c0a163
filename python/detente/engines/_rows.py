"""The function that every engine calls: rows with texts to the rows of a table, each row by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import polars as pl

from detente import _detente
from detente._read import how_read
from detente._tables import TABLES
from detente.exceptions import InputError

if TYPE_CHECKING:
    import datetime
    import os

    from detente._atlas import Atlas
    from detente._detente import _Reading, _Settings

ROW = "__row"
"""The column that tells from which row of the input a row of a table is."""

NUMBERED = re.compile(r"~\d+$")
"""The end of an id that came before in its batch."""


def columns_of(text: str, title: str | None, date: str | None, id: str | None, url: str | None) -> dict[str, str]:
    """Return the columns that are read, by what they hold."""
    named = {"text": text, "title": title, "date": date, "id": id, "url": url}
    return {part: column for part, column in named.items() if column is not None}


def check_kind(kind: str) -> None:
    """Make sure that `kind` is the name of a table.

    Raises
    ------
    detente.exceptions.InputError
        When it is not.
    """
    if kind not in TABLES:
        message = f"there is no table `{kind}`; the tables are {', '.join(TABLES)}"
        raise InputError(message)


def code_rows(
    frame: pl.DataFrame,
    kind: str,
    parts: dict[str, str],
    *,
    published: datetime.date | str | None = None,
    threads: int = 1,
    atlas: Atlas | None = None,
    rules: str | os.PathLike[str] | None = None,
    rules_only: bool = False,
) -> pl.DataFrame:
    """Code the rows of a frame. ``ROW`` comes first in what is returned and ascends; it tells the row of `frame`."""
    texts = frame.schema.get(parts["text"], pl.String)
    if texts not in (pl.String, pl.Categorical, pl.Enum, pl.Null):
        message = f"the column `{parts['text']}` holds {texts}, not texts"
        raise InputError(message)
    fields = {"text": None, "title": None, "date": None, "id": None, "url": None, "format": None} | parts
    options: dict[str, Any] = {"threads": threads, "atlas": atlas, "rules": rules, "rules_only": rules_only}
    reading, settings = how_read(fields, published, **options)
    frame = frame.select([column for column in frame.columns if column in parts.values()])
    corpus = _detente.read_frame(frame, "row", reading, settings)
    if any(map(NUMBERED.search, corpus.ids())):
        # An id that comes again would be numbered, and how would depend on what else is in the batch.
        alone = [_coded(frame[i : i + 1], kind, reading, settings, i) for i in range(frame.height)]
        coded = pl.concat(alone)
    else:
        coded = _tables(corpus, kind, 0)
    return _by_themselves(coded, kind, frame, parts)


def _coded(frame: pl.DataFrame, kind: str, reading: _Reading, settings: _Settings, first: int) -> pl.DataFrame:
    return _tables(_detente.read_frame(frame, "row", reading, settings), kind, first)


def _tables(corpus: _detente.Corpus, kind: str, first: int) -> pl.DataFrame:
    """Code what a table needs, and number its rows by those of the input, of which the first is number `first`."""
    # Only what is coded can go wrong.
    wanted = TABLES if kind == "problems" else ("articles", kind)
    made = corpus.code(tuple(dict.fromkeys(wanted)))
    table = pl.DataFrame(made[kind])
    row = (pl.col("source").str.extract(r":(\d+)$").cast(pl.Int64) + first).alias(ROW)
    if kind in ("articles", "problems"):
        return table.select(row, pl.all()).sort(ROW, maintain_order=True)
    rows = pl.DataFrame(made["articles"]).select("article_id", row)
    return table.join(rows, on="article_id", how="left", maintain_order="left").select(ROW, *table.columns)


def _by_themselves(coded: pl.DataFrame, kind: str, frame: pl.DataFrame, parts: dict[str, str]) -> pl.DataFrame:
    """Put in place of what tells of the batch what tells of the row."""
    if kind not in ("articles", "problems"):
        return coded
    names = [frame[parts[part]].cast(pl.String) for part in ("id", "url") if part in parts]
    given = [name.gather(coded[ROW]) for name in names]
    coded = coded.with_columns(source=pl.coalesce(*given, "article_id", pl.lit("row")))
    if kind == "articles":
        coded = coded.with_columns(duplicate_of=pl.lit(None, pl.String), story="article_id")
    return coded
