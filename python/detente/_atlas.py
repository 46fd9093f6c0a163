"""The atlas: who or what a name means on a day."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import polars.selectors as cs

from detente import _detente
from detente._sources import as_day, existing

if TYPE_CHECKING:
    import datetime
    import os


class Atlas:
    """Who and what names mean, on a given day: states, persons and their offices, organisations, groups, places.

    ``dt.atlas`` is the atlas that comes with the package; :meth:`with_actors` makes one that knows your actors too.

    Examples
    --------
    >>> dt.atlas.offices("SAU", "2015-08-05").filter(office="foreign_minister")["person"].to_list()
    ['Adel al-Jubeir']
    """

    def __init__(self) -> None:
        self._inner: _detente.Atlas = _detente.Atlas()

    def with_actors(self, source: str | os.PathLike[str] | pl.DataFrame) -> Atlas:
        """Make an atlas that knows the actors of a table as well.

        A name in the table hides what else it means, on the days on which it holds.

        Parameters
        ----------
        source
            A CSV or TSV file, or a frame. The one column that must be there is ``name``; others are ``aliases`` and
            ``sectors`` (lists, or texts separated by ``;``), ``kind`` (person, organization, group, agreement or
            place; organization where there is none), ``country`` (ISO 3166-1 alpha-3), ``role`` (of a person with a
            country), ``from`` and ``to`` (a day, a month or a year), ``cameo``, ``wikidata``, ``lat``, ``lon``, and
            ``id`` (that of an actor of the atlas replaces it).

        Raises
        ------
        detente.exceptions.ActorFileError
            When rows cannot be used; the message tells all of them, by line.

        Examples
        --------
        >>> import polars as pl
        >>> own = pl.DataFrame({"name": "Harbour Council", "aliases": [["HC"]], "country": "NOR", "sectors": "OPP"})
        >>> atlas = dt.Atlas().with_actors(own)
        >>> atlas.resolve("HC").select("name", "country", "sector").rows()
        [('Harbour Council', 'NOR', 'OPP')]
        >>> dt.read("The Harbour Council rejected the plan.", atlas=atlas).entities["country"].to_list()
        ['NOR']
        """
        made = Atlas()
        if isinstance(source, pl.DataFrame):
            table, called = as_csv(source), "frame"
        else:
            path = Path(existing(source))
            table, called = path.read_bytes(), str(path)
        made._inner = self._inner.with_actors(table, called)
        return made

    def resolve(self, surface: str, on: datetime.date | str | None = None) -> pl.DataFrame:
        """Tell who or what a surface means.

        Parameters
        ----------
        surface
            A name, an office or a group: ``"Russian Foreign Minister"``.
        on
            The day on which it is to hold, a date or ``YYYY-MM-DD``. Without one, the latest readings are given.

        Returns
        -------
        polars.DataFrame
            A reading a row, best first; no rows when the atlas does not know. ``valid_from`` and ``valid_to`` are the
            days between which the reading holds, ``reason`` says why it was proposed, ``stale`` that the day lies past
            what the source of the reading knew, and ``verified`` whether a public source backs it.

        Examples
        --------
        >>> dt.resolve("Russian Foreign Minister", "2015-08-05").select("name", "country", "role").rows()[0]
        ('Sergey Lavrov', 'RUS', 'foreign minister')
        """
        return pl.DataFrame(self._inner.resolve(surface, as_day(on)))

    def offices(self, owner: str, on: datetime.date | str | None = None) -> pl.DataFrame:
        """Tell who held the offices of a state or an organisation.

        Parameters
        ----------
        owner
            A state (ISO 3166-1 alpha-3) or an organisation (``"UN"``, ``"EU"``, or its id in ``actors``).
        on
            The day; without one, all that is known.

        Returns
        -------
        polars.DataFrame
            The rows of ``holdings`` of this owner, by the rank of the office and the day.

        Raises
        ------
        detente.exceptions.InputError
            When the atlas knows no such owner.

        Examples
        --------
        >>> dt.atlas.offices("KEN", "2023-05-01").select("title", "person").row(0)
        ('President', 'William Ruto')
        """
        return pl.DataFrame(self._inner.offices(owner, as_day(on)))

    @cached_property
    def actors(self) -> pl.DataFrame:
        """Every actor a row. The country and sector of a person are those of the ``holdings``."""
        return pl.DataFrame(self._inner.actors())

    @cached_property
    def holdings(self) -> pl.DataFrame:
        """Times in office, one a row; ``known_until`` is the day past which a source that has no end knows nothing."""
        return pl.DataFrame(self._inner.holdings())

    @cached_property
    def names(self) -> pl.DataFrame:
        """Every name, folded as it is looked up: ``way`` is name, demonym, family name, seat or place."""
        return pl.DataFrame(self._inner.names())

    @cached_property
    def places(self) -> pl.DataFrame:
        """Every town and division of a state, with its point in degrees."""
        return pl.DataFrame(self._inner.places())


def as_csv(frame: pl.DataFrame) -> bytes:
    """Return a frame of actors as the file that it could have been read from."""
    lists = [pl.col(column).list.join(";") for column, dtype in frame.schema.items() if dtype == pl.List]
    return frame.with_columns(*lists, cs.date().dt.to_string()).write_csv().encode()


atlas = Atlas()
resolve = atlas.resolve
