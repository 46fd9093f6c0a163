"""Reading articles, with all that says how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente import _detente
from detente._corpus import Corpus
from detente._inputs import read_any
from detente._kept import with_kept
from detente._sources import InputFormat, as_day

if TYPE_CHECKING:
    import datetime
    import os
    from collections.abc import Sequence

    from detente._atlas import Atlas
    from detente._detente import _Reading, _Settings


OPTIONS = {
    "text": "text_field",
    "title": "title_field",
    "date": "date_field",
    "id": "id_field",
    "url": "url_field",
    "format": "input_format",
    "published": "published",
}
"""How the arguments of :func:`read` are called as options of the program, and in manifests."""


def read(
    source: Any,
    *,
    text: str | None = None,
    title: str | None = None,
    date: str | None = None,
    id: str | None = None,
    url: str | None = None,
    keep: str | Sequence[str] = (),
    format: InputFormat | None = None,
    published: datetime.date | str | None = None,
    threads: int | None = None,
    atlas: Atlas | None = None,
    rules: str | os.PathLike[str] | None = None,
    rules_only: bool = False,
) -> Corpus:
    """Read articles.

    Parameters
    ----------
    source
        A path, folder or pattern such as ``"news/*.html"``, or a list of them: plain text and wire copy, HTML; an
        article a line, element or row of JSONL, JSON arrays, CSV and TSV, Parquet, Arrow (Feather). Or a text, or
        bytes. Or what holds an article a row: a data frame (polars, lazy or not, pandas 3, pyarrow, DuckDB: whatever
        exports Arrow), a series or list of texts, a list of dicts, a dict of columns. A string is a path when a file
        of that name is there, and a text when it has white space in it.
    text, title, date, id, url
        The columns of the table, or fields of the records, that hold these. Without, the usual names are found, those
        of the Text Interchange Format, news-please, Media Cloud, GDELT or Nexis among them; what was found under
        another name is told by ``Corpus.guesses`` and when the corpus is displayed.
    keep
        Columns of a data frame, or fields of dicts, that become columns of ``articles`` as they are. Those of files are
        not kept: read such a file into a frame first.
    format
        The format of the files or bytes; None goes by name and content.
    published
        Publication date (``YYYY-MM-DD`` or a date) of articles that give none: relative dates need it.
    threads
        How many threads work; None takes one for each core. The number does not change the result.
    atlas
        Tells who is meant: one made by :meth:`detente.Atlas.with_actors`. None takes the one of the package.
    rules
        A folder of your own rules, laid out as ``crates/extract/rules``: its files are read in place of ours with the
        same path (``events/consult.toml``), other files of its ``events/`` beside ours. Where a rule of yours fires,
        its coding stands. None takes ours alone.
    rules_only
        Code events by the rules alone, without the network that reads them as well.

    Raises
    ------
    detente.exceptions.MissingPathError
        When there is nothing at a path.
    detente.exceptions.InputError
        When `source` is nothing that can be read, or an option is wrong.
    detente.exceptions.MissingColumnError
        When a table has no column of texts or not the one that is named, or none of the records of a file has it.
    detente.exceptions.RuleFileError
        When a rule of `rules` cannot be used: it names file, rule and what is wanted.

    Notes
    -----
    What is wrong with a single file or record is not raised: it is a row of ``problems``; a damaged row group of a
    Parquet file costs its rows alone. In ``articles.source``, an
    article of several in a file has the number of its line or element, from 1; in CSV that of its row as a
    spreadsheet counts them; in Parquet and Arrow files, frames and lists that of its row, from 0.

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"body": ["Kenya thanked Japan for its aid."], "day": ["2024-03-14"]})
    >>> news = dt.read(frame, text="body", date="day")
    >>> news.articles["published"].dt.date().to_list()
    [datetime.date(2024, 3, 14)]
    >>> dt.read([{"headline": "Thanks", "body": "Kenya thanked Japan for its aid."}]).guesses
    {'text': ['body'], 'title': ['headline']}
    >>> dt.read([{"body": "Kenya thanked Japan.", "desk": "Africa"}], keep="desk").articles["desk"].to_list()
    ['Africa']
    """
    reading, settings = how_read(
        {"text": text, "title": title, "date": date, "id": id, "url": url, "format": format},
        published,
        threads=threads,
        atlas=atlas,
        rules=rules,
        rules_only=rules_only,
    )
    if not keep:
        return Corpus(read_any(source, reading, settings))
    rows, own = with_kept(source, keep)
    return Corpus(read_any(rows, reading, settings), kept=own)


def how_read(
    fields: dict[str, str | None],
    published: datetime.date | str | None,
    *,
    threads: int | None,
    atlas: Atlas | None,
    rules: str | os.PathLike[str] | None,
    rules_only: bool,
) -> tuple[_Reading, _Settings]:
    """Return the options of :func:`read` as Rust takes them."""
    reading: _Reading = {**fields, "published": as_day(published)}  # type: ignore[typeddict-item]
    settings: _Settings = {
        "threads": threads or 0,
        "atlas": atlas._inner if atlas else None,
        "rules": _detente.Rules(rules) if rules is not None else None,
        "rules_only": rules_only,
        "reading": {option: str(reading[name]) for name, option in OPTIONS.items() if reading[name] is not None},  # type: ignore[literal-required]
    }
    return reading, settings
