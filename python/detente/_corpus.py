"""Corpora: articles, and the tables made from them on demand."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, overload

from detente import _detente
from detente._doc import Doc
from detente._methods import methods
from detente._network import ACTUAL, Network, dyads, network
from detente._sources import as_day, existing, is_text
from detente._tables import TABLES, Tabled

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from detente._atlas import Atlas
    from detente._detente import _Settings
    from detente._validation import Validation, ValidationSample


class Corpus(Tabled):
    """Articles, and the tables made from them. Made by :func:`read`.

    Each table is made when it is first asked for, and only the work that it needs is done. The tables are plain polars
    frames; their offsets (``start``, ``end``, …) are code points into ``articles.text``, so that
    ``text[start:end]`` is the surface. A null means unknown.

    Examples
    --------
    >>> news = dt.read("France condemned the attack. Germany called for talks.")
    >>> len(news)
    1
    >>> news.sentences.select("start", "end", "text").rows()
    [(0, 28, 'France condemned the attack.'), (29, 54, 'Germany called for talks.')]
    """

    def __init__(self, inner: _detente.Corpus) -> None:
        self._inner: _detente.Corpus = inner

    def table(self, name: str) -> pl.DataFrame:
        """Return the table of that name, one of :data:`detente.TABLES`."""
        return getattr(self, name) if name in TABLES else self._table(name)

    @cached_property
    def articles(self) -> pl.DataFrame:
        """An article a row: where it came from, what its source says about it, its text."""
        return self._table("articles")

    @cached_property
    def problems(self) -> pl.DataFrame:
        """Something that went wrong, a row. Does all the work that has not been done yet."""
        return self._table("problems")

    def dyads(
        self,
        every: str = "1mo",
        by: Literal["country", "entity"] = "country",
        status: str | Sequence[str] = ACTUAL,
        *,
        duplicates: bool = False,
    ) -> pl.DataFrame:
        """Count events by source, target and period: see :func:`detente.dyads`."""
        options = {"every": every, "by": by, "status": status, "duplicates": duplicates}
        return dyads(self.events, self.articles, **options)  # type: ignore[arg-type]

    def network(
        self,
        kind: Literal["events", "meetings", "speech"] = "events",
        by: Literal["country", "entity"] = "entity",
        status: str | Sequence[str] = ACTUAL,
        *,
        duplicates: bool = False,
    ) -> Network:
        """Make a network of actors: see :func:`detente.network`."""
        return network(kind, self, by=by, status=status, duplicates=duplicates)

    def validation_sample(
        self,
        n: int | Mapping[str, int] | pl.DataFrame,
        by: str | Iterable[str] = "type",
        *,
        seed: int,
        **options: Any,
    ) -> ValidationSample:
        """Draw events and sentences without events to be coded by hand: see :func:`detente.validation_sample`.

        Examples
        --------
        >>> news = dt.read("France condemned the plan. It rained. Peru thanked Chile. Nobody came.")
        >>> news.validation_sample(4, by=(), seed=1).sheet["gold_type"].to_list()
        [None, None, None, None]
        """
        from detente._validation import validation_sample

        return validation_sample(self, n, by, seed=seed, **options)

    def methods(self, validation: Validation | None = None) -> str:
        """Write a paragraph for the methods section of a paper.

        It says what was coded from what, with which versions, and with a validation how well; its numbers are those of
        the tables.

        Examples
        --------
        >>> news = dt.read("France condemned the plan.", published="2024-03-14")
        >>> news.methods()[:72]
        'Events were coded from 1 article published from 2024-03-14 to 2024-03-14'
        """
        return methods(self, validation)

    def write(
        self,
        folder: str | os.PathLike[str],
        format: Literal["parquet", "csv", "jsonl", "arrow"] = "parquet",
        tables: Iterable[str] = TABLES,
    ) -> list[Path]:
        """Write tables to a folder, a file each, and return the paths.

        A file appears under its name when it is whole. In CSV, lists and structs are JSON.
        """
        # Events first: the pass that makes them makes the others as well.
        names = sorted(tables, key=("events", "meetings", "problems", *TABLES).index)
        return _detente.write(folder, [(name, self.table(name)) for name in names], format)

    def __len__(self) -> int:
        return len(self._inner)

    @overload
    def __getitem__(self, index: int) -> Doc: ...
    @overload
    def __getitem__(self, index: slice) -> Corpus: ...
    def __getitem__(self, index: int | slice) -> Doc | Corpus:
        if isinstance(index, slice):
            return Corpus(self._inner.take(list(range(len(self))[index])))
        return Doc(self._inner.article(range(len(self))[index]))

    def __iter__(self) -> Iterator[Doc]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        titles = [title for title in self._inner.titles(3) if title]
        shown = ": " + "; ".join(titles) + (" …" if len(self) > len(titles) else "") if titles else ""
        n, problems = len(self), self._inner.n_reading_problems()
        counted = f"{n} article{'' if n == 1 else 's'}"
        unread = f", {problems} problems in reading" if problems else ""
        return f"<detente.Corpus, {counted}{unread}{shown}>"


def read(
    source: Any,
    *,
    text: str | None = None,
    title: str | None = None,
    date: str | None = None,
    id: str | None = None,
    url: str | None = None,
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
        A path, folder or pattern such as ``"news/*.html"``, or a list of them (plain text and wire copy, HTML, JSONL);
        a text; bytes; or a data frame with a column of texts (polars, pandas 3, pyarrow, DuckDB: whatever exports
        Arrow). A string is a path when a file of that name is there, and a text when it has white space in it.
    text, title, date, id, url
        The columns of the data frame, or fields of the JSONL records, that hold these; the usual names are found
        without.
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
        When a column is missing or an option is wrong.
    detente.exceptions.RuleFileError
        When a rule of `rules` cannot be used: it names file, rule and what is wanted.

    Notes
    -----
    What is wrong with a single file or record is not raised: it is a row of ``problems``.

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"body": ["Kenya thanked Japan for its aid."], "day": ["2024-03-14"]})
    >>> news = dt.read(frame, text="body", date="day")
    >>> news.articles["published"].dt.date().to_list()
    [datetime.date(2024, 3, 14)]
    """
    fields = {"text": text, "title": title, "date": date, "id": id, "url": url}
    day = as_day(published)
    settings: _Settings = {
        "threads": threads or 0,
        "atlas": atlas._inner if atlas else None,
        "rules": _detente.Rules(rules) if rules is not None else None,
        "rules_only": rules_only,
    }
    if isinstance(source, bytes | bytearray):
        inner = _detente.read_bytes(bytes(source), "bytes", fields, day, settings)
    elif isinstance(source, str) and is_text(source):
        inner = _detente.read_bytes(source.encode(), "text", fields, day, settings)
    elif isinstance(source, str | os.PathLike):
        inner = _detente.read_paths([existing(source)], fields, day, settings)
    elif hasattr(source, "__arrow_c_stream__"):
        inner = _detente.read_frame(source, fields, day, settings)
    else:
        inner = _detente.read_paths([existing(path) for path in source], fields, day, settings)
    return Corpus(inner)
