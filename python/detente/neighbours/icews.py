"""ICEWS coded event data (Boschee and others 2015, https://doi.org/10.7910/DVN/28075)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from detente._panels.counting import ACTUAL
from detente._tables import empty
from detente.neighbours import cameo, writing
from detente.neighbours.columns import as_events, pairs
from detente.neighbours.countries import countries
from detente.neighbours.files import Source, day, header_of, number, read_all, straight, table

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

COLUMNS = (
    *(
        "Event ID",
        "Event Date",
        "Source Name",
        "Source Sectors",
        "Source Country",
        "Event Text",
        "CAMEO Code",
        "Intensity",
    ),
    *("Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)

_DISPENSABLE = ("Event Text", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province")

_SECTORS = {
    "Police": "COP",
    "Judicial": "JUD",
    "Legislative": "LEG",
    "Military": "MIL",
    "Intelligence": "SPY",
    "Rebel": "REB",
    "Insurgent": "REB",
    "Separatist": "REB",
    "Radicals": "REB",
    "Opposition": "OPP",
    "Media": "JRN",
    "Criminals": "CRM",
    "Refugees": "REF",
    "Religious": "REL",
    "Education": "EDU",
    "Medical": "MED",
    "Labor": "LAB",
    "Agricultural": "AGR",
    "Business": "BUS",
    "Government": "GOV",
    "Executive": "GOV",
    "Parties": "PTY",
    "Elite": "ELI",
    "Protestors": "CVL",
    "Population": "CVL",
    "Social": "CVL",
}
"""What a list of ICEWS sectors begins with or holds, the more telling words first, and the PLOVER sector."""


def read_icews(source: Source) -> pl.DataFrame:
    r"""Read ICEWS event files.

    Their ids come again, on other days and on the same: an ``event_id`` here is id and day, and where that is not
    enough ``~2`` after it. Codes that lost the zero in front, in software that took them for numbers, have it back.

    Parameters
    ----------
    source
        A file (``.tab``, ``.tsv``, zipped or not), a folder, a pattern, a list of them, or the bytes of one.

    Returns
    -------
    polars.DataFrame
        The columns of ``events``. ``article_id`` is the id of the story, ``goldstein`` the intensity.

    Raises
    ------
    detente.exceptions.InputError
        When a file is damaged or lacks columns.
    detente.exceptions.MissingPathError
        When there is nothing at a path.

    Examples
    --------
    >>> header = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tCAMEO Code\tIntensity"
    >>> header += "\tTarget Name\tTarget Sectors\tTarget Country\tCountry\tLatitude\tLongitude"
    >>> row = "7\t2015-05-06\tEmbassy\tDiplomatic\tFrance\t36\t4\tJapan\tGovernment\tJapan\tJapan\t36\t138"
    >>> events = dt.neighbours.read_icews(f"{header}\n{row}\n{row}\n".encode())
    >>> events.select("event_id", "cameo", "type").rows()
    [('7@2015-05-06', '036', 'AGREE'), ('7@2015-05-06~2', '036', 'AGREE')]
    """
    return read_all(source, _read, empty("events"))


def _read(name: str, data: bytes) -> pl.DataFrame:
    # The Dataverse puts texts between quotation marks; the files of the project leave single marks within texts.
    quote = '"' if '"' in header_of(data) else None
    if quote is None:
        data = straight(name, data, header_of(data).count("\t") + 1)
    needed = [c for c in COLUMNS if c not in _DISPENSABLE]
    frame = table(name, data, separator="\t", quote=quote, needed=needed)
    frame = frame.with_columns(pl.lit(None, pl.String).alias(c) for c in COLUMNS if c not in frame.columns)
    frame = frame.with_columns(
        cameo.code("CAMEO Code"), day("Event Date", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y", "%d%b%Y").alias("day")
    )
    return as_events(
        frame,
        "ICEWS",
        {
            "article_id": pl.col("Story ID"),
            "event_id": pl.format("{}@{}", "Event ID", pl.col("day").dt.to_string().fill_null("")),
            # Theirs are counted from 1.
            "sentence": number("Sentence Number").cast(pl.Int64) - 1,
            "cameo": pl.col("CAMEO Code"),
            **{e.meta.output_name(): e for e in (*cameo.plover("CAMEO Code"), cameo.quad("CAMEO Code"))},
            "goldstein": number("Intensity"),
            **{
                f"{side}_{part}": made
                for side, title in (("source", "Source"), ("target", "Target"))
                for part, made in (
                    ("name", pl.col(f"{title} Name")),
                    ("country", countries.of_names(pl.col(f"{title} Country"))),
                    ("sector", _sector(f"{title} Sectors")),
                )
            },
            "date_start": pl.col("day"),
            "place": pl.coalesce("City", "District", "Province", "Country"),
            "country": countries.of_names(pl.col("Country")),
            "lat": number("Latitude"),
            "lon": number("Longitude"),
        },
    )


def _sector(column: str) -> pl.Expr:
    found = pl.lit(None, pl.String)
    for word, sector in reversed(_SECTORS.items()):
        found = pl.when(pl.col(column).str.contains(word, literal=True)).then(pl.lit(sector)).otherwise(found)
    return found


def write_icews(
    events: Any, articles: Any, path: str | os.PathLike[str], *, status: str | Sequence[str] | None = ACTUAL
) -> Path:
    r"""Write our events as ICEWS has them: 20 columns, tabs, a header; and return the path.

    A row is a source and a target of an event that has a CAMEO code and a day, or whose article has one. ``Event Text``
    has the words of the event, ``Intensity`` the scale of PLOVER, sectors are PLOVER's codes.

    Parameters
    ----------
    events, articles
        Tables of :class:`Corpus`, as any data frame that exports Arrow.
    path
        The file.
    status
        The statuses that are written, since ICEWS cannot tell them; None writes all.

    Raises
    ------
    detente.exceptions.InputError
        When a column is missing.
    detente.exceptions.OutputError
        When the file cannot be written.

    Examples
    --------
    >>> news = dt.read("France condemned Russia.", published="2024-03-14")
    >>> path = dt.neighbours.write_icews(news.events, news.articles, folder / "ours.tsv")
    >>> path.read_text().splitlines()[1].split("\t")[1:7]
    ['2024-03-14', 'France', 'GOV', 'France', 'condemned', '111']
    """
    rows = pairs(writing.coded(events, articles, status))
    filled = {
        "Event ID": pl.col("event_id"),
        "Event Date": pl.col("day").dt.to_string("%Y-%m-%d"),
        "Event Text": pl.col("text"),
        "CAMEO Code": pl.col("cameo"),
        "Intensity": pl.col("goldstein").round(1),
        "Story ID": pl.col("article_id"),
        "Sentence Number": pl.col("sentence") + 1,
        "Publisher": pl.col("publisher"),
        "City": pl.col("place"),
        "Country": _label("country"),
        "Latitude": pl.col("lat"),
        "Longitude": pl.col("lon"),
    }
    for side, title in (("source", "Source"), ("target", "Target")):
        filled |= {
            f"{title} Name": pl.col(f"{side}_name"),
            f"{title} Sectors": pl.col(f"{side}_sector").str.replace_all("+", ",", literal=True),
            f"{title} Country": _label(f"{side}_country"),
        }
    made = rows.select(filled.get(c, pl.lit(None)).alias(c) for c in COLUMNS)
    return writing.write_tsv(made, Path(path), header=True)


def _label(column: str) -> pl.Expr:
    return pl.col(column).replace(countries.labels)
