"""A corpus at a glance: what is known without coding it, and what its tables say once they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente._html.table import cell, count, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente._corpus import Corpus

_SHOWN = 10
"""Rows of each table."""

_NOT_CODED = (
    "Not coded yet, which can take long: actors, event types, quotes, meetings and problems of coding are shown here "
    "once one of the tables, such as <code>events</code>, has been asked for."
)


def corpus_html(corpus: Corpus) -> str:
    """Return the summary as a ``<div>``; no article is coded for it."""
    facts = "".join(f"<div>{fact}</div>" for fact in _facts(corpus))
    if "events" not in corpus._tables:
        return f'<div role="group" aria-label="Corpus">{facts}<div style="opacity:.85">{_NOT_CODED}</div></div>'
    return f'<div role="group" aria-label="Corpus">{facts}{"".join(_tables(corpus))}</div>'


def _facts(corpus: Corpus) -> Iterator[str]:
    yield f"<strong>{count(len(corpus), 'article')}</strong>"
    days = corpus.articles["published"].dt.date().drop_nulls().to_list()
    if days:
        undated = len(corpus) - len(days)
        rest = f" ({count(undated, 'article')} without a date)" if undated else ""
        yield f"published {cell(min(days))} to {cell(max(days))}{rest}"
    elif len(corpus):
        yield "no publication dates"
    unread = corpus._inner.n_reading_problems()
    if unread:
        yield f"{count(unread, 'problem')} in reading"


def _tables(corpus: Corpus) -> Iterator[str]:
    actors = _actors(corpus.entities)
    yield table(
        _top(actors, "actor"), ["actor", "country", "articles", "mentions"], actors.head(_SHOWN).rows(), open=True
    )
    types = corpus.events.group_by("type").agg(
        pl.len().alias("events"),
        pl.col("status").is_in(["actual", "ongoing"]).sum().alias("actual or ongoing"),
    )
    types = types.sort(["events", "type"], descending=[True, False])
    yield table(_top(types, "event type"), types.columns, types.head(_SHOWN).rows(), open=True)
    found = [count(corpus.table(f"{thing}s").height, thing) for thing in ("event", "quote", "meeting")]
    yield f"<div>{', '.join(found)}</div>"
    problems = (
        corpus.problems.group_by("stage", "kind").len("problems").sort(["problems", "kind"], descending=[True, False])
    )
    yield table(count(corpus.problems.height, "problem"), problems.columns, problems.head(_SHOWN).rows())


def _actors(entities: pl.DataFrame) -> pl.DataFrame:
    """Who is spoken of in most articles; one whom the atlas does not know is whoever has the name."""
    known = entities.filter(~pl.col("anonymous")).group_by(pl.coalesce("actor_id", "name").alias("actor"))
    counted = known.agg(
        pl.col("name").mode().sort().first(),
        pl.col("country").drop_nulls().mode().sort().first(),
        pl.col("article_id").n_unique().alias("articles"),
        pl.col("n_mentions").sum().alias("mentions"),
    )
    return counted.sort(["articles", "mentions", "name"], descending=[True, True, False]).drop("actor")


def _top(frame: pl.DataFrame, thing: str) -> str:
    if frame.height <= _SHOWN:
        return count(frame.height, thing)
    return f"{count(frame.height, thing)}, the {_SHOWN} most frequent"
