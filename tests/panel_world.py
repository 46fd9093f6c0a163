"""Tables written by hand, whose panels can be counted on paper."""

import datetime

import polars as pl

import detente as dt

D = datetime.date


def party(name, country=None, sector=None):
    return {"entity_id": f"a-{name}", "name": name, "country": country, "sector": sector, "start": 0, "end": 1}


KENYA = party("Kenya", "KEN", "GOV")
UGANDA = party("Uganda", "UGA", "GOV")
CHAD = party("Chad", "TCD", "GOV")
UNION = party("African Union", None, "IGO")
REBELS = party("Red Front", "UGA", "REB+OPP")

QUADS = dict(
    zip(
        [
            *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
            *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
        ],
        [1] * 4 + [2] * 3 + [3] * 4 + [4] * 5,
        strict=True,
    )
)


def table(name, rows):
    """Fill a table; columns that a row leaves out are null, lists empty."""
    schema = dt.empty(name).schema
    blank = {column: [] if isinstance(dtype, pl.List) else None for column, dtype in schema.items()}
    return pl.DataFrame([blank | row for row in rows], schema=schema)


def events(*rows):
    """Rows of (type, sources, targets, day or None, scale value), with an article and a status if others are wanted."""
    filled = []
    for number, (kind, source, target, day, value, *rest) in enumerate(rows):
        options = rest[0] if rest else {}
        row = {"article_id": "a", "event_id": f"a-v{number:03}", "type": kind, "quad": QUADS[kind], "goldstein": value}
        filled.append(row | {"status": "actual", "source": source, "target": target, "date_start": day} | options)
    return table("events", filled)


def articles(**published):
    """Articles by id: the day of publication or None, or that and the article of which it is a copy."""
    rows = []
    for name, given in published.items():
        day, copy_of = given if isinstance(given, tuple) else (given, None)
        instant = day and datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.timezone.utc)
        rows.append({"article_id": name, "published": instant, "duplicate_of": copy_of, "text": ""})
    return table("articles", rows)
