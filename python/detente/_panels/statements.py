"""Who said what about whom."""

from __future__ import annotations

from typing import Any

import polars as pl

from detente import _detente
from detente._atlas import resolve
from detente._tables import tables_of


def statements(
    tables: Any, *, speaker: str | None = None, about: str | None = None, duplicates: bool = False
) -> pl.DataFrame:
    """Tell who said what about whom: each quote with everyone whom it mentions.

    Parameters
    ----------
    tables
        A :class:`Corpus`, a folder of tables, or a mapping with ``quotes``, ``mentions``, ``entities``, ``articles``.
    speaker
        Only of a speaker with this name, as in ``entities``, or this id in the atlas; or of anyone of a state, given by
        its name or its code (ISO 3166-1 alpha-3).
    about
        Only about one with this name or id, or anyone of this state; without, a quote that mentions nobody has a row
        as well.
    duplicates
        Whether copies of an earlier article count too.

    Returns
    -------
    polars.DataFrame
        A quote and one who is mentioned in it a row: ``article_id``, ``quote_id``, ``day`` (on which it was said, else
        published), ``speaker`` and ``about`` with country, sector or kind, and the words: ``text``, its ``start`` and
        ``end``, and ``about_start`` and ``about_end``, all code points into ``articles.text``. In the order of the
        quotes.

    Raises
    ------
    detente.exceptions.InputError
        When a table or a column is missing or of another type.

    Examples
    --------
    >>> news = dt.read('"Uganda is a friend of Kenya," President William Ruto said.')
    >>> news.statements(about="UGA").select("about", "text").rows()
    [('Uganda', 'Uganda is a friend of Kenya,')]
    """
    quotes, mentions, entities, articles = tables_of(tables, ("quotes", "mentions", "entities", "articles"))
    found = _detente.statements((quotes, mentions, entities, articles), _whom(speaker), _whom(about), duplicates)
    return pl.DataFrame(found)


def _whom(who: str | None) -> str | None:
    """Return the code of a state that is given by its name, and anyone else as given."""
    if who is None:
        return None
    # A code as in a web address, "usa": no name is written so.
    if len(who) == len("usa") and who.islower():
        who = who.upper()
    states = resolve(who).filter(kind="country", reason="name")["country"].drop_nulls().to_list()
    return states[0] if states else who
