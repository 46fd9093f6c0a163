"""GDELT event files, 1.0 and 2.0."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from detente._panels.counting import ACTUAL
from detente._tables import empty
from detente.exceptions import InputError
from detente.neighbours import cameo, writing
from detente.neighbours.columns import as_events, pairs
from detente.neighbours.countries import countries
from detente.neighbours.files import Source, day, header_of, number, read_all, straight, table

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _columns(*, version: int) -> tuple[str, ...]:
    geo = _GEO if version == 2 else tuple(c for c in _GEO if c != "ADM2Code")
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"Actor{n}{c}" for n in (1, 2) for c in _ACTOR),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(f"{place}Geo_{c}" for place in ("Actor1", "Actor2", "Action") for c in geo),
        *("DATEADDED", "SOURCEURL"),
    )


_BY_WIDTH = {61: _columns(version=2), 58: _columns(version=1), 57: _columns(version=1)[:-1]}
"""2.0; 1.0; and 1.0 before April 2013, which has no addresses."""


_READ = {
    *("GLOBALEVENTID", "SQLDATE", "EventCode", "GoldsteinScale", "SOURCEURL"),
    *(f"Actor{n}{c}" for n in (1, 2) for c in ("Name", "CountryCode", "Type1Code")),
    *(f"ActionGeo_{c}" for c in ("FullName", "CountryCode", "Lat", "Long")),
}


def read_gdelt(source: Source) -> pl.DataFrame:
    r"""Read GDELT event files of version 1.0 or 2.0, which have no header.

    Parameters
    ----------
    source
        A file as GDELT offers it (``.CSV.zip``) or unpacked, a folder, a pattern, a list of them, or the bytes of one.

    Returns
    -------
    polars.DataFrame
        The columns of ``events``. ``article_id`` is the address of the first report, ``goldstein`` GDELT's own,
        ``country`` that of the place of action.

    Raises
    ------
    detente.exceptions.InputError
        When a file is damaged or of another kind, such as mentions or the knowledge graph.
    detente.exceptions.MissingPathError
        When there is nothing at a path.

    Examples
    --------
    >>> row = ["1", "20240314", "202403", "2024", "2024.2", "FRA", "FRANCE", "FRA", *[""] * 7, "RUS", "RUSSIA", "RUS"]
    >>> row += [*[""] * 7, "1", "111", "111", "11", "3", "-2.0", "4", "1", "4", "-3.1"]
    >>> row += [*[""] * 16, "1", "France", "FR", "FR", "", "46", "2", "FR", "20240314120000", "https://example.org"]
    >>> events = dt.neighbours.read_gdelt("\t".join(row).encode())
    >>> events.select("date_start", "type", "cameo", "country").rows()
    [(datetime.date(2024, 3, 14), 'ACCUSE', '111', 'FRA')]
    """
    return read_all(source, _read, empty("events"))


def _read(name: str, data: bytes) -> pl.DataFrame:
    header = header_of(data)
    width = header.count("\t") + 1
    if data.strip() and width not in _BY_WIDTH:
        message = f"{name}: {width} columns; GDELT's events have 61 (2.0), 58 or 57 (1.0), with tabs between them"
        raise InputError(message)
    columns = _BY_WIDTH.get(width, _BY_WIDTH[61])
    data = straight(name, data, len(columns))
    frame = table(name, data, separator="\t", quote=None, columns=columns, needed=[c for c in columns if c in _READ])
    # Exports of databases do have a header.
    frame = frame.filter(pl.col("GLOBALEVENTID") != "GLOBALEVENTID").with_columns(cameo.code("EventCode"))
    return as_events(
        frame,
        "GDELT",
        {
            "article_id": pl.col("SOURCEURL") if "SOURCEURL" in columns else pl.lit(None, pl.String),
            "event_id": pl.col("GLOBALEVENTID"),
            "cameo": pl.col("EventCode"),
            **{e.meta.output_name(): e for e in (*cameo.plover("EventCode"), cameo.quad("EventCode"))},
            "goldstein": number("GoldsteinScale"),
            **{
                f"{side}_{part}": made
                for side, n in (("source", 1), ("target", 2))
                for part, made in (
                    ("name", pl.col(f"Actor{n}Name")),
                    ("country", _country(f"Actor{n}CountryCode", countries.of_cameo)),
                    ("sector", cameo.sector(f"Actor{n}Type1Code")),
                )
            },
            "date_start": day("SQLDATE", "%Y%m%d"),
            "place": pl.col("ActionGeo_FullName"),
            "country": _country("ActionGeo_CountryCode", countries.of_fips),
            "lat": number("ActionGeo_Lat"),
            "lon": number("ActionGeo_Long"),
        },
    )


def _country(column: str, codes: dict[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(codes, default=None, return_dtype=pl.String)


def write_gdelt(
    events: Any, articles: Any, path: str | os.PathLike[str], *, status: str | Sequence[str] | None = ACTUAL
) -> Path:
    """Write our events as a GDELT 2.0 event file: 61 columns, tabs, no header; and return the path.

    A row is a source and a target of an event that has a CAMEO code and a day, or whose article has one. Only the
    columns that detente knows are filled; ``GLOBALEVENTID`` is made from the event's id and its parties.
    ``GoldsteinScale`` is the scale of PLOVER, not that of CAMEO.

    Parameters
    ----------
    events, articles
        Tables of :class:`Corpus`, as any data frame that exports Arrow.
    path
        The file.
    status
        The statuses that are written, since GDELT cannot tell them; None writes all.

    Raises
    ------
    detente.exceptions.InputError
        When a column is missing.
    detente.exceptions.OutputError
        When the file cannot be written.

    Examples
    --------
    >>> news = dt.read("France condemned Russia.", published="2024-03-14")
    >>> path = dt.neighbours.write_gdelt(news.events, news.articles, folder / "ours.tsv")
    >>> dt.neighbours.read_gdelt(path).select("date_start", "type", "cameo").rows()
    [(datetime.date(2024, 3, 14), 'ACCUSE', '111')]
    """
    rows = pairs(writing.coded(events, articles, status))
    fips = {country: code for code, country in reversed(countries.of_fips.items())}
    roles = {country: code for code, country in countries.of_cameo.items() if country != code}
    filled: dict[str, pl.Expr | pl.Series] = {
        "GLOBALEVENTID": _numbers(rows),
        "SQLDATE": pl.col("day").dt.to_string("%Y%m%d"),
        "MonthYear": pl.col("day").dt.to_string("%Y%m"),
        "Year": pl.col("day").dt.year(),
        "FractionDate": (pl.col("day").dt.year() + pl.col("day").dt.ordinal_day() / 365).round(4),
        "IsRootEvent": pl.lit(1),
        "EventCode": pl.col("cameo"),
        "EventBaseCode": pl.col("cameo").str.slice(0, 3),
        "EventRootCode": pl.col("cameo").str.slice(0, 2),
        "QuadClass": cameo.quad("cameo"),
        "GoldsteinScale": pl.col("goldstein").round(1),
        "NumMentions": pl.lit(1),
        "NumSources": pl.lit(1),
        "NumArticles": pl.lit(1),
        "ActionGeo_FullName": pl.col("place"),
        "ActionGeo_CountryCode": pl.col("country").replace_strict(fips, default=None, return_dtype=pl.String),
        "ActionGeo_Lat": pl.col("lat"),
        "ActionGeo_Long": pl.col("lon"),
        "DATEADDED": pl.col("published").dt.to_string("%Y%m%d%H%M%S"),
        "SOURCEURL": pl.coalesce("url", "article_id"),
    }
    for n, side in ((1, "source"), (2, "target")):
        country = pl.col(f"{side}_country").replace(roles)
        role = pl.col(f"{side}_sector").str.split("+").list.first()
        filled |= {
            f"Actor{n}Code": pl.concat_str(country, role, ignore_nulls=True),
            f"Actor{n}Name": pl.col(f"{side}_name").str.to_uppercase(),
            f"Actor{n}CountryCode": country,
            f"Actor{n}Type1Code": role.replace({"JRN": "MED", "MED": "HLH"}),
        }
    made = rows.select(filled.get(c, pl.lit(None)).alias(c) for c in _BY_WIDTH[61])
    return writing.write_tsv(made, Path(path), header=False)


def _numbers(rows: pl.DataFrame) -> pl.Series:
    """Return a number for each source and target of an event, the same in every run."""
    names = rows.select(pl.concat_str("event_id", "source_name", "target_name", separator="\t", ignore_nulls=True))
    digests = (hashlib.blake2b(name.encode(), digest_size=8).digest() for name in names.to_series())
    return pl.Series([int.from_bytes(digest, "big") >> 1 for digest in digests], dtype=pl.Int64)
