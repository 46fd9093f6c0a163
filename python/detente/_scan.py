"""Corpora of any size: files to a folder of tables, batch by batch."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente import _detente
from detente._read import how_read
from detente._run_progress import Progress, shower
from detente._sources import existing

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable

    from detente._atlas import Atlas
    from detente._detente import _Reading, _Settings
    from detente._sources import InputFormat


@dataclass(frozen=True)
class Scan:
    """Files that are to be coded. Made by :func:`scan`; nothing is read before :meth:`sink_parquet`."""

    paths: tuple[str, ...]
    _reading: _Reading = field(repr=False)
    _settings: _Settings = field(repr=False)

    def sink_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        tables: Iterable[str] | None = None,
        batch: int = 2048,
        shard: tuple[int, int] | None = None,
        restart: bool = False,
        redo: bool = False,
        progress: bool | Callable[[Progress], Any] | None = None,
    ) -> Progress:
        """Code the files and write the tables, batch by batch, as ``detente run`` does.

        Memory does not grow with the corpus but for what tells ids and bodies that come again, less than 300 bytes an
        article. Interrupted by Ctrl-C, a crash or a power cut, the same call goes on where it stopped: what
        ``progress`` told of is on disk. Called again on a run that has ended, it codes the files that were added since,
        and nothing when there are none. It reads over those that are coded to see that they are the same.

        Parameters
        ----------
        folder
            The folder to write to; made where it is missing. In it come a folder for each table with a file for each
            batch, ``progress.jsonl``, and last ``croissant.json`` and ``MANIFEST.json``: a folder with a manifest is
            whole. ``polars.scan_parquet(folder / "events/*.parquet")`` reads a table of it.
        tables
            Names of :data:`TABLES`: no work is done for the others, but problems are always written. None takes all.
        batch
            Articles to a batch, and so to a file; memory grows with it.
        shard
            ``(i, n)`` takes the `i`-th of `n` parts, from 1, so that several processes or machines can share a corpus.
            Each needs a folder of its own. Copies are known within a part only.
        restart
            Start anew in a folder that holds another run, whose files are removed.
        redo
            Code again from the first batch whose input has changed since it was written, as when a broken file was
            repaired; such a run is refused otherwise.
        progress
            Whether a line on standard error tells how far the run has come, its rate and the time left; None shows it
            on terminals and in Jupyter. A function is called with a :class:`Progress` instead, after each batch; what
            it raises stops the run, as Ctrl-C does.

        Returns
        -------
        Progress
            How far it came: to the end.

        Raises
        ------
        detente.exceptions.InputError
            When the folder holds a run with other options, of another version, or over other input (the message names
            the files that were modified, and `redo` helps); or there is no such
            table or part.
        detente.exceptions.OutputError
            When a file cannot be written, or another run writes to the folder.
        KeyboardInterrupt
            On Ctrl-C. The batch that was under way is coded again by the next call.

        Examples
        --------
        >>> article = folder / "article.txt"
        >>> import polars as pl
        >>> _ = article.write_text("Kenya thanked Japan for its aid.")
        >>> done = dt.scan(article).sink_parquet(folder / "tables", progress=False)
        >>> done.articles, done.new_articles
        (1, 1)
        >>> pl.read_parquet(folder / "tables" / "events")["type"].to_list()
        ['SUPPORT']
        >>> dt.scan(article).sink_parquet(folder / "tables").new_articles
        0
        """
        writing: _detente._Writing = {
            "tables": None if tables is None else list(tables),
            "format": "parquet",
            "batch": batch,
            "shard": None if shard is None else "{}/{}".format(*shard),
            "restart": restart,
            "redo": redo,
        }
        with shower(progress, sys.stderr) as tell:
            told, guesses = _detente.run(
                self.paths,
                folder,
                self._reading,
                self._settings,
                writing,
                lambda told: tell(Progress(Path(folder), **told)),
            )
        return Progress(Path(folder), **told, guesses=dict(guesses))


def scan(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
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
) -> Scan:
    """Name files to be coded, of any size, without reading them.

    Parameters
    ----------
    paths
        A path, folder or pattern such as ``"news/*.warc.gz"``, or several.
    text, title, date, id, url, format, published, threads, atlas, rules, rules_only
        As for :func:`read`.

    Raises
    ------
    detente.exceptions.MissingPathError
        When there is nothing at a path.

    Examples
    --------
    >>> _ = (folder / "article.txt").write_text("Kenya thanked Japan for its aid.")
    >>> done = dt.scan(folder / "*.txt", published="2024-03-14").sink_parquet(folder / "tables")
    >>> done.articles
    1
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    reading, settings = how_read(
        {"text": text, "title": title, "date": date, "id": id, "url": url, "format": format},
        published,
        threads=threads,
        atlas=atlas,
        rules=rules,
        rules_only=rules_only,
    )
    return Scan(tuple(existing(path) for path in given), reading, settings)
