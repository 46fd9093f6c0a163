"""POLECAT event data (Halterman and others 2023, https://doi.org/10.7910/DVN/AJGVIT)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from detente._plover import TYPES
from detente._tables import empty
from detente.exceptions import InputError
from detente.neighbours.columns import as_events
from detente.neighbours.countries import countries
from detente.neighbours.files import Source, day, header_of, number, read_all, straight, table

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations"),
    *("Story Locations", "Language", "Version"),
)

_NEEDED = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Contexts"),
    *("Actor Name", "Actor Country", "Primary Actor Sector"),
    *("Recipient Name", "Recipient Country", "Primary Recipient Sector"),
    *("Placename", "Country", "Latitude", "Longitude"),
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}/\d{1,2}/\d{4}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE]-?\d+)?|None|")
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "Event Date": _DAY,
    "Event Type": re.compile("|".join(TYPES)),
    "Intensity": _NUMBER,
    "Latitude": _NUMBER,
    "Longitude": _NUMBER,
    "GeoNames ID": _NUMBER,
    "Publication Date": _DAY,
}
"""What columns look like that can be told by their looks."""

_USUAL: Mapping[str, re.Pattern[str]] = {
    f"{kind}{side} {what}": shape
    for side in ("Actor", "Recipient")
    for kind, what, shape in (
        ("", "Country", re.compile(r"[A-Z]{3}|None|")),
        ("", "COW", re.compile(r"\d+(\.0)?|None|")),
        ("Primary ", "Sector", re.compile(r"[A-Z]{3}|None|")),
    )
} | {"Country": re.compile(r"[A-Z]{3}|None|")}
"""What columns mostly look like: of several ways to mend a row the one in which most of them do is taken."""

_WORDY = ("Name Raw", "Raw", "Story", "Title", "Name", "Place", "")
"""Where a tab in a text is likely, most likely first."""


def read_polecat(source: Source) -> pl.DataFrame:
    r"""Read POLECAT event files.

    Texts in them have tabs of their own. A row that is too long for it is put together where its dates, type and
    numbers fall into place; one where they do not is left out, with a warning that names the line. Headers that end
    with tabs, or name columns that the file does not have, are put right.

    Parameters
    ----------
    source
        A file (``.txt``, ``.tsv``, zipped or not), a folder, a pattern, a list of them, or the bytes of one.

    Returns
    -------
    polars.DataFrame
        The columns of ``events``; ``goldstein`` is the intensity.

    Raises
    ------
    detente.exceptions.InputError
        When a file is damaged or lacks columns.
    detente.exceptions.MissingPathError
        When there is nothing at a path.

    Examples
    --------
    >>> row = {"Event ID": "E1", "Event Date": "2023-01-05", "Event Type": "ACCUSE", "Event Mode": "disapprove"}
    >>> row |= {"Intensity": "-2.0", "Contexts": "diplomatic; territory", "Actor Name": "Government of Peru"}
    >>> row |= {"Actor Country": "PER", "Primary Actor Sector": "GOV", "Recipient Name": "None"}
    >>> row |= {"Recipient Country": "None", "Primary Recipient Sector": "None", "Placename": "Lima"}
    >>> row |= {"Country": "PER", "Latitude": "-12.0", "Longitude": "-77.0"}
    >>> events = dt.neighbours.read_polecat("\n".join(["\t".join(row), "\t".join(row.values())]).encode())
    >>> events.select("type", "mode", "contexts", "target").rows()
    [('ACCUSE', 'disapprove', ['diplomatic', 'territory'], [])]
    """
    return read_all(source, _read, empty("events"))


def _read(name: str, data: bytes) -> pl.DataFrame:
    columns = _columns(data)
    rows = straight(name, data.partition(b"\n")[2], len(columns), lambda fields: _mended(fields, columns), first=2)
    if missing := [c for c in _NEEDED if c not in columns and data.strip()]:
        message = f"{name}: no column {', '.join(missing)}; it has {', '.join(columns[:8])} …"
        raise InputError(message)
    frame = table(name, rows, separator="\t", quote=None, columns=columns, needed=_NEEDED)
    frame = frame.with_columns(pl.when(pl.all() != "None").then(pl.all()))
    sides = {
        f"{side}_{part}": made
        for side, title in (("source", "Actor"), ("target", "Recipient"))
        for part, made in (
            ("name", _listed(f"{title} Name")),
            ("country", countries.of_lists(_listed(f"{title} Country"))),
            ("sector", _listed(f"Primary {title} Sector")),
        )
    }
    kind = pl.col("Event Type").str.to_uppercase()
    return as_events(
        frame,
        "POLECAT",
        {
            "event_id": pl.col("Event ID"),
            "type": pl.when(kind.is_in(list(TYPES))).then(kind),
            "mode": pl.col("Event Mode").str.to_lowercase(),
            "contexts": _listed("Contexts").list.eval(pl.element().str.to_lowercase()).fill_null([]),
            "goldstein": number("Intensity"),
            **sides,
            "date_start": day("Event Date", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y"),
            "place": pl.col("Placename"),
            "country": countries.of_names(_listed("Country").list.first()),
            "lat": number("Latitude"),
            "lon": number("Longitude"),
        },
    )


def _listed(column: str) -> pl.Expr:
    """Return what stands between semicolons, or between bars, where a name or code is not sure; ``None`` is nothing."""
    items = pl.col(column).str.split(";").list.eval(pl.element().str.split("|").list.first().str.strip_chars())
    return items.list.eval(pl.when(~pl.element().is_in(["", "None"])).then(pl.element()))


def _columns(data: bytes) -> list[str]:
    """Return the names of the columns: some headers end with tabs, some name columns that the file does not have."""
    names = [name.strip() for name in header_of(data).rstrip("\t").split("\t")]
    names = ["Intensity" if name == "Event Intensity" else name for name in names]
    first = header_of(data.partition(b"\n")[2]).rstrip("\t").split("\t")
    return list(_COLUMNS) if len(names) > len(first) == len(_COLUMNS) else names


def _mended(fields: list[str], columns: list[str]) -> list[str] | None:
    """Return the fields of a row that has too many."""
    whole, rest = fields[: len(columns)], fields[len(columns) :]
    return _joined(fields, columns) if any(rest) else whole


def _joined(fields: list[str], columns: list[str]) -> list[str] | None:
    """Put neighbouring fields together, one run of them, so that all columns look as they must."""
    extra = len(fields) - len(columns)
    places = sorted(range(len(columns)), key=lambda i: next(n for n, word in enumerate(_WORDY) if word in columns[i]))
    ways = []
    for place in places:
        if columns[place] not in _SHAPES:
            way = [*fields[:place], " ".join(fields[place : place + extra + 1]), *fields[place + extra + 1 :]]
            if _fitting(way, columns, _SHAPES) == len(_SHAPES):
                ways.append(way)
    return max(ways, key=lambda way: _fitting(way, columns, _USUAL), default=None)


def _fitting(fields: list[str], columns: list[str], shapes: Mapping[str, re.Pattern[str]]) -> int:
    row = dict(zip(columns, fields, strict=True))
    return sum(c not in row or shape.fullmatch(row[c].strip()) is not None for c, shape in shapes.items())
