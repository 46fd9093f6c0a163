"""The tables of a corpus as one page to browse."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from detente import _detente
from detente._corpus import Corpus
from detente._tables import warn_of


def report(source: Any, path: str | os.PathLike[str], *, title: str = "Report") -> Path:
    """Write one HTML page with charts of a corpus and every event with its sentence, and return its path.

    The page needs no network and no other file. It has a timeline, a heat map of who acts on whom, a network, and
    tables of events, meetings, speakers and quotes. A form filters all of them by words, actors, types, statuses and
    days, and a click on a chart does; it begins with what happened or was going on. The page wants a browser of 2023 or
    newer.

    Parameters
    ----------
    source
        A :class:`Corpus`, which is coded where that has not been done; the folder that ``detente run`` or
        :meth:`Corpus.write` wrote, as Parquet or Arrow; or a mapping of table names to data frames: ``articles``,
        ``sentences``, ``events``, ``meetings``, ``quotes``. Rows of articles that are copies of earlier ones, or are
        not in ``articles``, are left out.
    path
        The file to write, over whatever stood there.
    title
        The title of the page.

    Raises
    ------
    detente.exceptions.MissingPathError
        When there is no such folder.
    detente.exceptions.InputError
        When a table or a column is missing, or there are more than 200,000 events: filter the tables first.
    detente.exceptions.OutputError
        When the file cannot be written.

    Warns
    -----
    detente.exceptions.ManifestWarning
        When a folder has no ``MANIFEST.json``, or another version of detente wrote it.

    Examples
    --------
    >>> news = dt.read("Kenya thanked Japan for its aid.", published="2024-03-14")
    >>> page = dt.report(news, folder / "report.html", title="Thanks")
    >>> "1 article, published 2024-03-14 to 2024-03-14: 1 event" in page.read_text(encoding="utf-8")
    True
    """
    if isinstance(source, str | os.PathLike):
        _detente.report_folder(source, path, title)
        warn_of(source)
        return Path(path)
    if not isinstance(source, dict | Corpus):
        message = f"a corpus, a folder of tables or a mapping of tables is wanted, not {type(source).__name__}"
        raise TypeError(message)
    needed = _detente.report_needs()
    named = source if isinstance(source, dict) else {name: source.table(name) for name in needed}
    _detente.report_tables([(name, named[name]) for name in needed if name in named], path, title)
    return Path(path)
