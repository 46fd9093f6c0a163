"""What has changed between two outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from detente import _detente
from detente._corpus import Corpus
from detente._tables import TABLES, warn_of
from detente.exceptions import InputError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable


def diff(
    old: str | os.PathLike[str] | Corpus,
    new: str | os.PathLike[str] | Corpus,
    *,
    tables: Iterable[str] = TABLES,
) -> pl.DataFrame:
    """Tell the rows in which two outputs over the same articles differ.

    Rows are matched by what identifies them: the article and where they stand in it; of events and times also the type;
    entities by name and kind, articles by id. Rows that are alike in all this are matched in their order. The ids by
    which tables refer to each other are not compared, and neither are columns that only one side has.

    Parameters
    ----------
    old, new
        What :meth:`Corpus.write` or ``detente run`` wrote, in Parquet or Arrow; or a :class:`Corpus`.
    tables
        The tables to compare; those that one side does not have are left out.

    Returns
    -------
    polars.DataFrame
        A row that was ``added``, ``removed`` or ``changed`` a row, in the order of the articles: see
        ``dt.schema("diff")``. ``old`` and ``new`` hold the cells that differ, as JSON; ``old_rule`` and ``new_rule``
        name the rules that made an event.

    Raises
    ------
    detente.exceptions.MissingPathError
        When there is no such folder.
    detente.exceptions.InputError
        When the two have no table in common, or a file cannot be read.

    Warns
    -----
    detente.exceptions.ManifestWarning
        When a folder has no ``MANIFEST.json``: its run has not ended, or the file was left behind.

    Examples
    --------
    >>> text = "Peru expelled two Chilean diplomats. It rained."
    >>> found = dt.diff(dt.read(text), dt.read(text, rules_only=True))
    >>> found.filter(table="events").select("change", "text", "label").rows()
    [('changed', 'expelled', 'SANCTION')]
    """
    found = []
    for table in tables:
        before, after = _table(old, table), _table(new, table)
        if before is not None and after is not None:
            found.append(pl.DataFrame(_detente.diff(table, before, after)))
    if not found:
        message = f"{old} and {new} have no table in common"
        raise InputError(message)
    for output in (old, new):
        if not isinstance(output, Corpus):
            warn_of(output, any_version=True)
    return pl.concat(found)


def _table(output: str | os.PathLike[str] | Corpus, table: str) -> Any:
    return output.table(table) if isinstance(output, Corpus) else _detente.read_table(output, table)
