"""Small tables whose true codes are known, and a sample of them to be coded by hand."""

import datetime

import polars as pl

import detente as dt

UTC = datetime.timezone.utc


def tables(rows):
    """Make tables from rows of (article, day, sentence, text, [(trigger, type, status, source, target)])."""
    articles, sentences, events = {}, [], []
    for article, day, number, text, acts in rows:
        articles[article] = datetime.datetime.fromisoformat(day).replace(tzinfo=UTC)
        sentences.append((article, number, 100 * number, 100 * number + len(text), text))
        for trigger, kind, status, source, target in acts:
            start = 100 * number + text.index(trigger)
            events.append(
                {
                    "article_id": article,
                    "event_id": f"{article}-v{len(events) + 1}",
                    "sentence": number,
                    "start": start,
                    "end": start + len(trigger),
                    "text": trigger,
                    "type": kind,
                    "status": status,
                    "source": [_participant(c) for c in source],
                    "target": [_participant(c) for c in target],
                }
            )
    blank = {name: dt.empty(name) for name in ("articles", "sentences", "events")}
    found = {
        "articles": pl.DataFrame(
            {"article_id": list(articles), "published": list(articles.values())},
            schema_overrides={"published": pl.Datetime("us", "UTC")},
        ),
        "sentences": pl.DataFrame(sentences, ["article_id", "sentence", "start", "end", "text"], orient="row"),
        "events": pl.DataFrame(
            events, schema={c: t for c, t in blank["events"].schema.items() if events and c in events[0]}
        ),
    }
    return {name: pl.concat([blank[name], found[name]], how="diagonal") for name in blank}


def _participant(country):
    return {"entity_id": None, "name": country, "country": country, "sector": "GOV", "start": 0, "end": 1}


def filled(sample, codes):
    """Fill in the sheet of a sample from a mapping of rows to type, or to (type, status, …)."""
    rows = [(row, *((code,) if isinstance(code, str) else code)) for row, code in codes.items()]
    names = ["row", *(f"gold_{c}" for c in sample.code)]
    gold = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return sample.sheet.drop(names[1:]).join(gold, on="row", how="left", maintain_order="left")


CONDEMNED = [("condemned", "ACCUSE", "actual", ["FRA"], ["RUS"])]
ROWS = [
    *(
        (f"a{i}", f"2024-0{3 + i % 2}-05", 0, "France condemned Russia.", CONDEMNED)
        for i in range(20)
    ),
    *((f"b{i}", "2024-03-05", 0, "They met.", [("met", "CONSULT", "planned", ["FRA", "DEU"], [])]) for i in range(10)),
    *((f"c{i}", "2024-04-05", 0, "It rained.", []) for i in range(40)),
]  # fmt: skip
WORLD = tables(ROWS)
SAMPLE = dt.validation_sample(WORLD, 30, seed=4, without=1 / 3, code=("type", "status", "source"))
BY_STRATUM = {
    stratum[0]: part["row"].sort().to_list() for stratum, part in SAMPLE.design.group_by("stratum", maintain_order=True)
}


def codes(accuse=(), consult=(), silent=()):
    """Return right codes for the sample, save what is said for the first rows of each stratum."""
    right = {
        "ACCUSE": ("ACCUSE", "actual", "FRA"),
        "CONSULT": ("CONSULT", "planned", "DEU, FRA"),
        "no event": ("NONE", None, None),
    }
    found = {row: right[stratum] for stratum, rows in BY_STRATUM.items() for row in rows}
    for stratum, changed in (("ACCUSE", accuse), ("CONSULT", consult), ("no event", silent)):
        found |= dict(zip(BY_STRATUM[stratum], changed, strict=False))
    return found


def read(**changes):
    return dt.read_validation(filled(SAMPLE, codes(**changes)), SAMPLE)


def score(validation, measure, of, kind=None):
    found = validation.scores().filter(measure=measure, of=of).filter(pl.col("type").eq_missing(kind))
    return found.row(0, named=True)


WRONG = ("NONE", None, None)
OTHER = ("REJECT", "actual", "FRA")
MISSED = ("ACCUSE", "actual", "FRA")
