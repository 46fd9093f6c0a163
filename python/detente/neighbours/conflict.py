"""Data on armed conflict: ACLED and UCDP GED. What they record is violence and protest; its words are not theirs."""

from __future__ import annotations

import polars as pl

from detente._plover import TYPES
from detente._tables import empty
from detente.neighbours.columns import as_events
from detente.neighbours.countries import countries
from detente.neighbours.files import Source, day, header_of, number, read_all, table

_ACLED = {
    "Armed clash": ("ASSAULT", None),
    "Government regains territory": ("ASSAULT", None),
    "Non-state actor overtakes territory": ("ASSAULT", None),
    "Air/drone strike": ("ASSAULT", "aerial"),
    "Shelling/artillery/missile attack": ("ASSAULT", "heavy-weapons"),
    "Remote explosive/landmine/IED": ("ASSAULT", "explosives"),
    "Grenade": ("ASSAULT", "explosives"),
    "Suicide bomb": ("ASSAULT", "suicide-attack"),
    "Chemical weapon": ("ASSAULT", "unconventional"),
    "Attack": ("ASSAULT", None),
    "Sexual violence": ("ASSAULT", "sexual"),
    "Abduction/forced disappearance": ("ASSAULT", "abduct"),
    "Peaceful protest": ("PROTEST", "demo"),
    "Protest with intervention": ("PROTEST", "demo"),
    "Excessive force against protesters": ("PROTEST", "demo"),
    "Violent demonstration": ("PROTEST", "riot"),
    "Mob violence": ("PROTEST", "riot"),
    "Agreement": ("SUPPORT", None),
    "Arrests": ("COERCE", "arrest"),
    "Looting/property destruction": ("ASSAULT", "destroy"),
    "Non-violent transfer of territory": ("RETREAT", "withdraw"),
    "Headquarters or base established": ("MOBILIZE", None),
}
"""PLOVER type and mode of ACLED's sub-events; others (a group changes its name, a weapon is found) have none."""

_ROLES = {
    "rebel": "REB",
    "political militia": "UAF",
    "identity militia": "UAF",
    "rioters": "CVL",
    "protesters": "CVL",
    "civilians": "CVL",
    "external": "MIL",
    "2": "REB",
    "3": "UAF",
    "4": "UAF",
    "5": "CVL",
    "6": "CVL",
    "7": "CVL",
    "8": "MIL",
}
"""PLOVER sectors of ACLED's kinds of actors, by number until 2024 and by name since; state forces go by their own."""

_COUNTRY = (r"\bof (?:the )?([^()]+?) \(\d{4}", r"\(([^()\d]+)\)\s*$", r"\bof (?:the )?([^()]+?)$")
"""Where names of ACLED's actors have a country: ``Police Forces of Kenya (2013-)``, ``Civilians (Kenya)``."""


def read_acled(source: Source) -> pl.DataFrame:
    r"""Read ACLED event files (CSV).

    ``type`` and ``mode`` follow from the sub-event. The country of an actor is the one in its name.

    Parameters
    ----------
    source
        A file as ACLED exports it, a folder, a pattern, a list of them, or the bytes of one.

    Returns
    -------
    polars.DataFrame
        The columns of ``events``; ``goldstein`` is PLOVER's value for the type.

    Raises
    ------
    detente.exceptions.InputError
        When a file is damaged or lacks columns.
    detente.exceptions.MissingPathError
        When there is nothing at a path.

    Examples
    --------
    >>> import polars as pl
    >>> header = "event_id_cnty,event_date,sub_event_type,actor1,inter1,actor2,country,location,latitude,longitude"
    >>> row = "KEN1,14 March 2024,Peaceful protest,Protesters (Kenya),Protesters,,Kenya,Nairobi,-1.28,36.82"
    >>> events = dt.neighbours.read_acled(f"{header}\n{row}\n".encode())
    >>> events.select("type", "mode", pl.col("source").list.first().struct.field("country").alias("by")).rows()
    [('PROTEST', 'demo', 'KEN')]
    """
    return read_all(source, _read_acled, empty("events"))


def _read_acled(name: str, data: bytes) -> pl.DataFrame:
    needed = ("event_id_cnty", "event_date", "sub_event_type", "actor1", "actor2", "country", "latitude", "longitude")
    separator = max(",;\t", key=header_of(data).count)
    frame = table(name, data, separator=separator, quote='"', needed=needed)
    optional = ("inter1", "inter2", "location")
    frame = frame.with_columns(pl.lit(None, pl.String).alias(c) for c in optional if c not in frame.columns)
    kind, mode = (
        pl.col("sub_event_type").replace_strict(
            {sub: pair[i] for sub, pair in _ACLED.items()}, default=None, return_dtype=pl.String
        )
        for i in (0, 1)
    )
    sides = {
        f"{side}_{part}": made
        for side, n in (("source", 1), ("target", 2))
        for part, made in (
            ("name", pl.col(f"actor{n}")),
            ("country", _country_in(f"actor{n}")),
            ("sector", _acled_sector(n)),
        )
    }
    return as_events(
        frame,
        "ACLED",
        {
            "event_id": pl.col("event_id_cnty"),
            "type": kind,
            "mode": mode,
            "goldstein": _scale(kind),
            **sides,
            "date_start": day("event_date", "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%d/%m/%Y"),
            "place": pl.col("location"),
            "country": countries.of_names(pl.col("country")),
            "lat": number("latitude"),
            "lon": number("longitude"),
        },
    )


def _country_in(column: str) -> pl.Expr:
    named = pl.coalesce(pl.col(column).str.extract(pattern) for pattern in _COUNTRY)
    return countries.of_names(named)


def _acled_sector(n: int) -> pl.Expr:
    actor, inter = pl.col(f"actor{n}"), pl.col(f"inter{n}").str.to_lowercase()
    found = pl.lit(None, pl.String)
    for word, sector in reversed(_ROLES.items()):
        found = pl.when(inter.str.starts_with(word)).then(pl.lit(sector)).otherwise(found)
    for word, sector in (("Government", "GOV"), ("Military Forces", "MIL"), ("Police Forces", "COP")):
        found = pl.when(actor.str.starts_with(word)).then(pl.lit(sector)).otherwise(found)
    return pl.when(actor.is_not_null()).then(found)


def read_ged(source: Source) -> pl.DataFrame:
    r"""Read files of the UCDP Georeferenced Event Dataset (CSV).

    Every event is an ``ASSAULT`` of side A on side B, as the data set orders them; who began is not told.

    Parameters
    ----------
    source
        A file as UCDP offers it (``.csv``, ``.zip``), a folder, a pattern, a list of them, or the bytes of one.

    Returns
    -------
    polars.DataFrame
        The columns of ``events``; an event can last for more than a day.

    Raises
    ------
    detente.exceptions.InputError
        When a file is damaged or lacks columns.
    detente.exceptions.MissingPathError
        When there is nothing at a path.

    Examples
    --------
    >>> header = "id,type_of_violence,side_a,side_b,date_start,date_end,country,latitude,longitude"
    >>> row = "5,1,Government of Mali,Example Front,2020-02-03 00:00:00.000,2020-02-05 00:00:00.000,Mali,16,-3"
    >>> events = dt.neighbours.read_ged(f"{header}\n{row}\n".encode())
    >>> events.select("type", "date_start", "date_end", "country").rows()
    [('ASSAULT', datetime.date(2020, 2, 3), datetime.date(2020, 2, 5), 'MLI')]
    """
    return read_all(source, _read_ged, empty("events"))


def _read_ged(name: str, data: bytes) -> pl.DataFrame:
    needed = (
        "id",
        "type_of_violence",
        "side_a",
        "side_b",
        "date_start",
        "date_end",
        "country",
        "latitude",
        "longitude",
    )
    frame = table(name, data, separator=",", quote='"', needed=needed)
    frame = frame.with_columns(
        pl.lit(None, pl.String).alias(c) for c in ("gwnoa", "gwnob", "where_coordinates") if c not in frame.columns
    )
    kind = pl.lit("ASSAULT")
    days = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S%.f", "%m/%d/%Y %I:%M:%S %p")
    return as_events(
        frame,
        "UCDP GED",
        {
            "event_id": pl.col("id"),
            "type": kind,
            "goldstein": _scale(kind),
            **{
                f"{side}_{part}": made
                for side, letter in (("source", "a"), ("target", "b"))
                for part, made in (
                    ("name", pl.col(f"side_{letter}")),
                    ("country", _ged_country(letter)),
                    ("sector", _ged_sector(letter)),
                )
            },
            "date_start": day("date_start", *days),
            "date_end": day("date_end", *days),
            "place": pl.col("where_coordinates"),
            "country": countries.of_names(pl.col("country")),
            "lat": number("latitude"),
            "lon": number("longitude"),
        },
    )


def _ged_country(letter: str) -> pl.Expr:
    side = pl.col(f"side_{letter}")
    state = countries.of_names(side.str.extract(r"^Government of (.+)$"))
    # Numbers of Gleditsch and Ward, which differ from those of the Correlates of War for a few states.
    number_of = pl.col(f"gwno{letter}").str.replace(r"\.0$", "")
    coded = number_of.replace_strict(countries.of_cow, default=None, return_dtype=pl.String)
    return pl.coalesce(state, coded, pl.when(side == "Civilians").then(countries.of_names(pl.col("country"))))


def _ged_sector(letter: str) -> pl.Expr:
    side = pl.col(f"side_{letter}")
    return (
        pl.when(side.str.starts_with("Government of"))
        .then(pl.lit("GOV"))
        .when(side == "Civilians")
        .then(pl.lit("CVL"))
        .when(pl.col("type_of_violence").str.starts_with("1") & (letter == "b"))
        .then(pl.lit("REB"))
        .otherwise(pl.lit("UAF"))
    )


def _scale(kind: pl.Expr) -> pl.Expr:
    return kind.replace_strict({k: scale for k, (_, scale) in TYPES.items()}, default=None, return_dtype=pl.Float64)
