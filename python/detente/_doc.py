"""One coded article."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from detente._html.article import article_html
from detente._tables import Tabled

if TYPE_CHECKING:
    from detente import _detente


class Doc(Tabled):
    """One article with all that was found in it; in Jupyter, the article with its findings marked.

    Where the corpus has been coded, its tables are rows of those; else the article is coded alone, when the first of
    them is asked for. It can be pickled and copied.

    Attributes
    ----------
    id, title, text, source : str
        As in ``articles``; the title may be None.
    paragraphs : list of str
        The paragraphs of the body, without headline, captions and subheads.

    Examples
    --------
    >>> doc = dt.read("Kenya thanked Japan for its aid.")[0]
    >>> doc.text[doc.sentences["start"][0] : doc.sentences["end"][0]]
    'Kenya thanked Japan for its aid.'
    """

    def __init__(self, inner: _detente.Coded, tables: dict[str, pl.DataFrame] | None = None) -> None:
        self._inner: _detente.Coded = inner
        self._tables = tables or {}
        self.id = inner.id
        self.title = inner.title
        self.text = inner.text
        self.paragraphs = inner.paragraphs
        self.source = inner.source

    def _make(self, name: str) -> None:
        self._tables[name] = pl.DataFrame(self._inner.table(name))

    @cached_property
    def tokens(self) -> pl.DataFrame:
        """The words of this article: see :func:`detente.analyse`."""
        return pl.DataFrame(self._inner.tokens())

    def __repr__(self) -> str:
        return f"<detente.Doc {self.id}: {self.title or self.source}>"

    def html(self) -> str:
        """Return the article with its actors, quotes and events marked, as Jupyter shows it, without scripts.

        Examples
        --------
        >>> page = dt.read("Kenya thanked Japan for its aid.")[0].html()
        >>> "thanked" in page
        True
        """
        return article_html(self)

    _repr_html_ = html
