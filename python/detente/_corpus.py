"""Corpora: articles, and the tables made from them on demand."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, overload

import polars as pl

from detente import _detente
from detente._doc import Doc
from detente._html.corpus import corpus_html
from detente._methods import methods
from detente._network import Network, network, network_slices
from detente._panels.counting import ACTUAL
from detente._panels.dyads import dyads, scale_coverage
from detente._panels.meetings import who_met_whom
from detente._panels.shifts import shifts
from detente._panels.stances import stances
from detente._panels.statements import statements
from detente._panels.timeline import timeline
from detente._stories import stories
from detente._tables import ANALYSED, FREE, TABLES, Tabled, runs

if TYPE_CHECKING:
    import datetime
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from detente._network import Kind
    from detente._panels.counting import By
    from detente._plots import Plots
    from detente._validation import Validation, ValidationSample


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

    def __init__(
        self,
        inner: _detente.Corpus,
        tables: dict[str, pl.DataFrame] | None = None,
        kept: pl.DataFrame | None = None,
    ) -> None:
        self._inner: _detente.Corpus = inner
        self._tables = tables or {}
        self._kept = kept

    def _make(self, name: str) -> None:
        together = next((group for group in (FREE, TABLES) if name in group), (name,))
        made = self._inner.code(together)
        frames = {table: pl.DataFrame(frame) for table, frame in made.items()}
        if self._kept is not None and "articles" in frames:
            frames["articles"] = frames["articles"].join(self._kept, on="source", how="left", maintain_order="left")
        self._tables |= frames

    @property
    def articles(self) -> pl.DataFrame:
        """An article a row: where it came from, what its source says about it, its text.

        Last are the columns of your own that :func:`detente.read` was told to keep.
        """
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
        """Tell which types or codes a scale has values for: see :func:`detente.scale_coverage`.

        Examples
        --------
        >>> news = dt.read("Kenya condemned Uganda. Uganda thanked Kenya.", published="2024-03-14")
        >>> news.scale_coverage(pl.DataFrame({"type": ["ACCUSE"], "value": [-1.0]})).select("code", "value").rows()
        [('ACCUSE', -1.0), ('SUPPORT', None)]
        """
        return scale_coverage(self, scale, **options)

    def timeline(self, every: str = "1mo", by: Literal["type", "quad"] = "type", **options: Any) -> pl.DataFrame:
        """Count events by period and type or quad class: see :func:`detente.timeline`.

        Examples
        --------
        >>> news = dt.read("Kenya condemned Uganda. Uganda thanked Kenya.", published="2024-03-14")
        >>> news.timeline("1y", by="quad").select("quad", "n_events").rows()
        [('verbal cooperation', 1), ('verbal conflict', 1)]
        """
        return timeline(self, every=every, by=by, **options)

    def who_met_whom(self, by: By = "actor", **options: Any) -> pl.DataFrame:
        """Count the meetings of every two: see :func:`detente.who_met_whom`.

        Examples
        --------
        >>> news = dt.read("The presidents of Kenya and Uganda met in Nairobi.", published="2024-03-14")
        >>> news.who_met_whom(by="country").select("one", "other", "n_days").rows()
        [('KEN', 'UGA', 1)]
        """
        return who_met_whom(self, by=by, **options)

    def statements(
        self, speaker: str | None = None, about: str | None = None, *, duplicates: bool = False
    ) -> pl.DataFrame:
        """Tell who said what about whom: see :func:`detente.statements`.

        Examples
        --------
        >>> news = dt.read('"Uganda is a friend of Kenya," President William Ruto said.')
        >>> news.statements(about="UGA").select("speaker", "about").rows()
        [('William Ruto', 'Uganda')]
        """
        return statements(self, speaker=speaker, about=about, duplicates=duplicates)

    def stances(self, by: By = "country", **options: Any) -> pl.DataFrame:
        """Tell who backs or opposes whom, and when that changed: see :func:`detente.stances`.

        Examples
        --------
        >>> news = dt.read("Kenya condemned Uganda. Uganda thanked Kenya.", published="2024-03-14")
        >>> news.stances(least=1).select("source", "target", "score").rows()
        [('KEN', 'UGA', -1.0), ('UGA', 'KEN', 1.0)]
        """
        return stances(self, by=by, **options)

    def shifts(
        self,
        before: tuple[datetime.date | str, datetime.date | str],
        after: tuple[datetime.date | str, datetime.date | str],
        **options: Any,
    ) -> pl.DataFrame:
        """Compare the events of each pair in two periods: see :func:`detente.shifts`.

        Examples
        --------
        >>> news = dt.read("Kenya condemned Uganda. Uganda thanked Kenya.", published="2024-03-14")
        >>> changes = news.shifts(("2024-02-01", "2024-02-29"), ("2024-03-01", "2024-03-31"), of="all")
        >>> changes.select("source", "target", "n_before", "n_after").rows()
        [('KEN', 'UGA', 0, 1), ('UGA', 'KEN', 0, 1)]
        """
        return shifts(self, before, after, **options)

    def network(
        self,
        kind: Kind = "events",
        by: By = "actor",
        status: str | Sequence[str] = ACTUAL,
        *,
        duplicates: bool = False,
    ) -> Network:
        """Make a network of actors: see :func:`detente.network`.

        Examples
        --------
        >>> news = dt.read("Kenya condemned Uganda. Uganda thanked Kenya.", published="2024-03-14")
        >>> news.network(by="country")
        <detente.Network, directed: 2 nodes, 2 edges>
        """
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
        """Make a network for each period: see :func:`detente.network_slices`.

        Examples
        --------
        >>> news = dt.read("Kenya condemned Uganda. Uganda thanked Kenya.", published="2024-03-14")
        >>> [net.edges.height for net in news.network_slices(every="1y").values()]
        [2]
        """
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

        Examples
        --------
        >>> news = dt.read("Kenya condemned Uganda.")
        >>> [path.name for path in news.write(folder / "out", tables=["events", "problems"])]
        ['events.parquet', 'problems.parquet']
        """
        # What went wrong in coding is a problem, too: those come last.
        names = sorted(dict.fromkeys(tables), key=lambda name: name in FREE)
        return _detente.write(self._inner, folder, [(name, self.table(name)) for name in names], format)

    def __len__(self) -> int:
        return len(self._inner)

    @overload
    def __getitem__(self, index: int | str) -> Doc: ...
    @overload
    def __getitem__(self, index: slice) -> Corpus: ...
    def __getitem__(self, index: int | str | slice) -> Doc | Corpus:
        if isinstance(index, str):
            index = self._position(index)
        if isinstance(index, slice):
            inner = self._inner.take(list(range(len(self))[index]))
            return Corpus(inner, self._rows_of(inner), self._kept)
        article = self._inner.article(range(len(self))[index])
        where = self._runs.items() if self._coded else ()
        return Doc(article, {name: self._tables[name].slice(*rows.get(article.id, (0, 0))) for name, rows in where})

    def _position(self, article_id: str) -> int:
        """Return where the article with this id stands."""
        try:
            return self._inner.ids().index(article_id)
        except ValueError:
            message = f"no article has the id {article_id!r}; the column article_id of articles has them"
            raise KeyError(message) from None

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
