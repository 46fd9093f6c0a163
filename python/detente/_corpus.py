"""Corpora: articles, and the tables made from them on demand."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, overload

import polars as pl

from detente import _detente
from detente._doc import Doc
from detente._html.corpus import corpus_html
from detente._inputs import read_any
from detente._methods import methods
from detente._network import Network, network, network_slices
from detente._panels import ACTUAL, dyads, scale_coverage, shifts, stances, statements, timeline, who_met_whom
from detente._sources import InputFormat, as_day
from detente._stories import stories
from detente._tables import ANALYSED, FREE, TABLES, Tabled, runs

if TYPE_CHECKING:
    import datetime
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from detente._atlas import Atlas
    from detente._detente import _Reading, _Settings
    from detente._network import Kind
    from detente._panels import By
    from detente._plots import Plots
    from detente._validation import Validation, ValidationSample


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


class Corpus(Tabled):
    """Articles, and the tables made from them. Made by :func:`read`.

    The tables are plain polars frames; their offsets (``start``, ``end``, …) are code points into ``articles.text``, so
    that ``text[start:end]`` is the surface. A null means unknown; :func:`detente.schema` tells what each column says.

    Notes
    -----
    ``articles`` and ``problems`` take no analysis. When any other table is first asked for, every article is analysed
    and coded once, and all tables are kept; documents and slices share them. Beside the articles that is all that a
    corpus keeps: of news, the tables take about six bytes of memory for each byte of text. The memory that
    ``detente run`` takes does not grow with the articles, and it makes only the tables that it is told to.

    A corpus can be pickled and copied, with the tables that it has. Actors of your own travel with it; rules of your
    own are read again from their folder.

    In Jupyter a corpus shows a summary, for which nothing is coded: actors, event types and quotes are in it once the
    tables are made.

    Examples
    --------
    >>> news = dt.read("France condemned the attack. Germany called for talks.")
    >>> len(news)
    1
    >>> news.sentences.select("start", "end", "text").rows()
    [(0, 28, 'France condemned the attack.'), (29, 54, 'Germany called for talks.')]
    """

    def __init__(self, inner: _detente.Corpus, tables: dict[str, pl.DataFrame] | None = None) -> None:
        self._inner: _detente.Corpus = inner
        self._tables = tables or {}

    def _make(self, name: str) -> None:
        together = next((group for group in (FREE, TABLES) if name in group), (name,))
        made = self._inner.code(together)
        self._tables |= {table: pl.DataFrame(frame) for table, frame in made.items()}

    @property
    def articles(self) -> pl.DataFrame:
        """An article a row: where it came from, what its source says about it, its text."""
        return self.table("articles")

    @property
    def problems(self) -> pl.DataFrame:
        """Something that went wrong, a row: in reading, and in coding once that is done."""
        return self.table("problems")

    @cached_property
    def stories(self) -> pl.DataFrame:
        """An event a row, with the reports of it in all articles: see :func:`detente.stories`."""
        return stories(self.events, self.articles)

    @property
    def guesses(self) -> dict[str, list[str]]:
        """The columns or fields of other names that were taken for parts of the articles for which no name was given.

        Where one is wrong, name the right one: ``dt.read(…, text="body")``.
        """
        return dict(self._inner.guesses())

    @property
    def plot(self) -> Plots:
        """Charts: ``timeline()``, ``heatmap()``, ``network()``, ``map()``, ``stances()``: :class:`detente.Plots`."""
        from detente._plots import Plots

        return Plots(self)

    def dyads(
        self,
        every: str = "1mo",
        by: By = "country",
        status: str | Sequence[str] = ACTUAL,
        **options: Any,
    ) -> pl.DataFrame:
        """Count events by source, target and period: see :func:`detente.dyads`.

        Examples
        --------
        >>> news = dt.read("Kenya condemned Uganda. Uganda thanked Kenya.", published="2024-03-14")
        >>> news.dyads("1y", directed=False).select("source", "target", "n_events").rows()
        [('KEN', 'UGA', 2)]
        """
        return dyads(self, every=every, by=by, status=status, **options)

    def scale_coverage(self, scale: Any, **options: Any) -> pl.DataFrame:
        """Tell which types or codes a scale has values for: see :func:`detente.scale_coverage`."""
        return scale_coverage(self, scale, **options)

    def timeline(self, every: str = "1mo", by: Literal["type", "quad"] = "type", **options: Any) -> pl.DataFrame:
        """Count events by period and type or quad class: see :func:`detente.timeline`."""
        return timeline(self, every=every, by=by, **options)

    def who_met_whom(self, by: By = "actor", **options: Any) -> pl.DataFrame:
        """Count the meetings of every two: see :func:`detente.who_met_whom`."""
        return who_met_whom(self, by=by, **options)

    def statements(
        self, speaker: str | None = None, about: str | None = None, *, duplicates: bool = False
    ) -> pl.DataFrame:
        """Tell who said what about whom: see :func:`detente.statements`."""
        return statements(self, speaker=speaker, about=about, duplicates=duplicates)

    def stances(self, by: By = "country", **options: Any) -> pl.DataFrame:
        """Tell who backs or opposes whom, and when that changed: see :func:`detente.stances`."""
        return stances(self, by=by, **options)

    def shifts(
        self,
        before: tuple[datetime.date | str, datetime.date | str],
        after: tuple[datetime.date | str, datetime.date | str],
        **options: Any,
    ) -> pl.DataFrame:
        """Compare the events of each pair in two periods: see :func:`detente.shifts`."""
        return shifts(self, before, after, **options)

    def network(
        self,
        kind: Kind = "events",
        by: By = "actor",
        status: str | Sequence[str] = ACTUAL,
        *,
        duplicates: bool = False,
    ) -> Network:
        """Make a network of actors: see :func:`detente.network`."""
        return network(kind, self, by=by, status=status, duplicates=duplicates)

    def network_slices(
        self,
        kind: Kind = "events",
        every: str = "1mo",
        by: By = "actor",
        status: str | Sequence[str] = ACTUAL,
        *,
        duplicates: bool = False,
    ) -> dict[datetime.date | None, Network]:
        """Make a network for each period: see :func:`detente.network_slices`."""
        return network_slices(kind, self, every=every, by=by, status=status, duplicates=duplicates)

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

        A file appears under its name when it is whole. Parquet and Arrow files keep to types that every reader knows.
        In CSV, lists and structs are JSON.

        Beside the tables lie ``croissant.json``, which describes them as a data set (MLCommons Croissant 1.0), and
        ``MANIFEST.json``, written last of all: the version of detente; the SHA-256 of its code, rules, models and
        atlas, and of every file, with its rows; and the options. The same articles give the same files.
        """
        # What went wrong in coding is a problem, too: those come last.
        names = sorted(dict.fromkeys(tables), key=lambda name: name in FREE)
        return _detente.write(self._inner, folder, [(name, self.table(name)) for name in names], format)

    def __len__(self) -> int:
        return len(self._inner)

    @overload
    def __getitem__(self, index: int) -> Doc: ...
    @overload
    def __getitem__(self, index: slice) -> Corpus: ...
    def __getitem__(self, index: int | slice) -> Doc | Corpus:
        if isinstance(index, slice):
            inner = self._inner.take(list(range(len(self))[index]))
            return Corpus(inner, self._rows_of(inner))
        article = self._inner.article(range(len(self))[index])
        where = self._runs.items() if self._coded else ()
        return Doc(article, {name: self._tables[name].slice(*rows.get(article.id, (0, 0))) for name, rows in where})

    @property
    def _coded(self) -> bool:
        return ANALYSED[0] in self._tables

    @cached_property
    def _runs(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Where the rows of each article stand in the tables that have been coded."""
        return {name: runs(self._tables[name]) for name in ANALYSED}

    def _rows_of(self, part: _detente.Corpus) -> dict[str, pl.DataFrame]:
        """Return the rows of a part, in its order, from the tables that have been coded."""
        if not self._coded:
            return {}
        ids = pl.DataFrame({"article_id": part.ids()}, schema={"article_id": pl.String})
        of_part = partial(ids.join, on="article_id", how="inner", maintain_order="left_right")
        rows = {name: of_part(self._tables[name]) for name in ANALYSED}
        # Problems of reading stay with the whole.
        problems = self.problems.filter(~pl.col("stage").is_in(["read", "parse"]))
        return rows | {"problems": of_part(problems).select(problems.columns)}

    def __iter__(self) -> Iterator[Doc]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        titles = [title for title in self._inner.titles(3) if title]
        shown = ": " + "; ".join(titles) + (" …" if len(self) > len(titles) else "") if titles else ""
        n, problems = len(self), self._inner.n_reading_problems()
        counted = f"{n} article{'' if n == 1 else 's'}"
        unread = f", {problems} problem{'' if problems == 1 else 's'} in reading" if problems else ""
        guesses = ", ".join(f'{part}="{" or ".join(fields)}"' for part, fields in self.guesses.items())
        guessed = f", guessed {guesses}" if guesses else ""
        return f"<detente.Corpus, {counted}{unread}{guessed}{shown}>"

    def _repr_html_(self) -> str:
        return corpus_html(self)


def read(
    source: Any,
    *,
    text: str | None = None,
    title: str | None = None,
    date: str | None = None,
    id: str | None = None,
    url: str | None = None,
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
        When `source` is nothing that can be read, a table has no column of texts, a column is missing or an option
        is wrong.
    detente.exceptions.RuleFileError
        When a rule of `rules` cannot be used: it names file, rule and what is wanted.

    Notes
    -----
    What is wrong with a single file or record is not raised: it is a row of ``problems``. In ``articles.source``, an
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
    """
    reading, settings = how_read(
        {"text": text, "title": title, "date": date, "id": id, "url": url, "format": format},
        published,
        threads=threads,
        atlas=atlas,
        rules=rules,
        rules_only=rules_only,
    )
    return Corpus(read_any(source, reading, settings))


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
