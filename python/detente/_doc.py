"""One coded article."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from detente._html import article_html

if TYPE_CHECKING:
    from detente import _detente


class Doc:
    """One article with all that was found in it; in Jupyter, the article with its findings marked.

    Attributes
    ----------
    id, title, text, source : str
        As in ``articles``; the title may be None.

    Examples
    --------
    >>> doc = dt.read("Kenya thanked Japan for its aid.")[0]
    >>> doc.text[doc.sentences["start"][0] : doc.sentences["end"][0]]
    'Kenya thanked Japan for its aid.'
    """

    def __init__(self, inner: _detente.Coded) -> None:
        self._inner = inner
        self.id = inner.id
        self.title = inner.title
        self.text = inner.text
        self.source = inner.source

    def _table(self, name: str) -> pl.DataFrame:
        return pl.DataFrame(self._inner.table(name))

    @cached_property
    def sentences(self) -> pl.DataFrame:
        """The sentences of this article."""
        return self._table("sentences")

    @cached_property
    def mentions(self) -> pl.DataFrame:
        """The mentions of this article."""
        return self._table("mentions")

    @cached_property
    def entities(self) -> pl.DataFrame:
        """The entities of this article."""
        return self._table("entities")

    @cached_property
    def quotes(self) -> pl.DataFrame:
        """The quotes of this article."""
        return self._table("quotes")

    @cached_property
    def events(self) -> pl.DataFrame:
        """The events of this article."""
        return self._table("events")

    @cached_property
    def meetings(self) -> pl.DataFrame:
        """The meetings of this article."""
        return self._table("meetings")

    @cached_property
    def times(self) -> pl.DataFrame:
        """The time expressions of this article."""
        return self._table("times")

    @cached_property
    def tokens(self) -> pl.DataFrame:
        """The words of this article: see :func:`detente.analyse`."""
        return pl.DataFrame(self._inner.tokens())

    def __repr__(self) -> str:
        return f"<detente.Doc {self.id}: {self.title or self.source}>"

    def _repr_html_(self) -> str:
        return article_html(self)
