"""What the raw sources claim: who held an office, and which names they know."""

import csv
import gzip
import html
import json
import re
import unicodedata
from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parent.parent / "data"


class Claim(NamedTuple):
    """That a person held an office; dates as (first, last) day, `day` where only that day is known."""

    source: str
    state: str
    office: str
    names: list
    start: tuple | None = None
    end: tuple | None = None
    day: date | None = None
    qid: str = ""


def fold(text):
    text = unicodedata.normalize("NFKD", html.unescape(text)).replace("ı", "i").replace("ł", "l").replace("ø", "o")
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’`.]", "", text)))


def days(text):
    """First and last day of a date that is precise to a day, a month or a year; None for any other text."""
    parts = [int(p) for p in text.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", text or "") else []
    if not parts:
        return None
    year, month, day = [*parts, 0, 0][:3]
    last_month = month or 12
    try:
        return date(year, month or 1, day or 1), date(year, last_month, day or monthrange(year, last_month)[1])
    except ValueError:
        return None


def opened(path):
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", errors="replace")
    return open(path, encoding="utf-8", errors="replace")


def rows(path):
    with opened(path) as file:
        yield from csv.DictReader(file)


def records(path):
    with opened(path) as file:
        yield from (json.loads(line) for line in file)


def table(name):
    """The rows of a table of the atlas."""
    with opened(DATA / name) as file:
        kept = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return [dict(zip(kept[0], row + [""] * len(kept[0]), strict=False)) for row in kept[1:]]


# ------------------------------------------------------------------------------------------------------ office-holders

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def wikidata():
    people = {r["qid"]: [r["name"], *filter(None, r["aliases"].split(";"))] for r in table("derived/people.tsv.gz")}
    offices = {(r["iso3"], r["title"]): r["office"] for r in table("titles.tsv")}
    held = defaultdict(list)
    for row in table("derived/holdings.tsv.gz"):
        title = row["title"]
        office = offices.get((row["iso3"], title)) or offices.get(("*", title)) or row["office"]
        if row["source"] == "wikidata" and days(row["from"]):
            held[row["qid"], row["iso3"], office].append((days(row["from"]), days(row["to"])))
    for (qid, state, office), terms in held.items():
        # One row for each cabinet: a person who stays has several in a row.
        runs = [list(t) for t in terms]
        for start, end in sorted(terms, key=lambda t: t[0]):
            runs += [[first, end] for first, last in runs if last and abs(start[0] - last[1]) < timedelta(31)]
        for start, end in {tuple(r) for r in runs}:
            yield Claim("wikidata", state, office, people[qid], start, end, None, qid)


def wikidata_organizations(raw):
    """Heads of intergovernmental organisations, which the derived table leaves out."""
    for row in rows(raw / "officeholders" / "officeholders.csv.gz"):
        head = re.match("(secretary|director).general", row["position"], re.IGNORECASE)
        if row["jurisdiction"] == "(international)" and head:
            start, end = days(row["start"]), days(row["end"])
            yield Claim("wikidata", "IGO", "secretary_general", [row["person"]], start, end, qid=row["person_qid"])


def current_foreign_ministers(raw):
    states = {r["qid"]: r["iso3"] for r in table("derived/states.tsv")}
    for row in rows(raw / "officeholders" / "foreign_ministers_current_2022.csv"):
        if row["name"] and row["country"] in states:
            start = days(row["start"])
            yield Claim("wikidata", states[row["country"]], "foreign_minister", [row["name"]], start, qid=row["person"])


def reign(raw):
    """Leaders in fact, whether they headed the state or the government."""
    states = {r["cow"]: r["iso3"] for r in table("derived/states.tsv") + table("historic_states.tsv") if r["cow"]}
    states["260"] = "DEU"
    with open(raw / "leaders" / "reign_leaderlist_2021_3.csv", encoding="latin-1") as file:
        for row in csv.DictReader(file):
            state = states.get(row["ccode"])
            if not state:
                continue
            start = days(f"{row['syear']}-{int(row['smonth']):02}")
            # Leaders in office when the list was made have no end or its own year.
            current = row["eyear"] in ("", "2021")
            end = None if current else days(f"{row['eyear']}-{int(row['emonth']):02}")
            for office in ("head_of_state", "head_of_government"):
                yield Claim("reign", state, office, [row["leader"]], start, end)


CIA_DAY = date(2019, 6, 4)
CIA_OFFICES = [
    (r"^(acting |interim )?(president|king|emir|federal president|sultan|prince|chief of state)$", "head_of_state"),
    (r"^(acting |interim )?(prime minister|premier|chancellor|federal chancellor)$", "head_of_government"),
    (r"^(min\. of|minister of|minister for|sec\. of) (for\.|foreign|external) (affairs|relations)", "foreign_minister"),
    (r"^(sec\. of state|secretary of state)( for foreign.*)?$", "foreign_minister"),
    (r"^(min\. of|minister of|minister for|sec\. of|sec\. of state for) (national )?defen[sc]e", "defence_minister"),
    (r"^supreme pontiff", "pope"),
    (r"^crown prince", "crown_prince"),
]


def states_by_name():
    known = {}
    for row in table("derived/states.tsv"):
        for name in [row["name"], *row["names"].split(";")]:
            known.setdefault(fold(name), row["iso3"])
    for row in table("state_names.tsv"):
        if row["kind"] != "demonym":
            known.update((fold(name), row["iso3"]) for name in row["surfaces"].split(";"))
    return known


def cia(raw):
    states = states_by_name()
    for row in rows(raw / "leaders" / "cia_world_leaders_2019-06-04.csv.gz"):
        country = re.sub(r"\s*\(.*\)", "", row["country"])
        country = " ".join(reversed(country.split(", "))).replace("Holy See", "Vatican")
        state = states.get(fold(country)) or states.get(fold(country.removeprefix("the ")))
        office = next((o for p, o in CIA_OFFICES if re.search(p, row["title"], re.IGNORECASE)), None)
        if state and office:
            yield Claim("cia-2019", state, office, [row["person"]], day=CIA_DAY)


def factbook(raw):
    codes = {r["FIPS"]: r["ISO3166-1-Alpha-3"] for r in rows(raw / "territories" / "country-codes.csv")}
    for entry in records(raw / "territories" / "factbook_2026.jsonl.gz"):
        for field, office in (("chief_of_state", "head_of_state"), ("head_of_government", "head_of_government")):
            since = re.match(r"([^;(]+)\(since (?:(\d+) )?(?:(\w+) )?(\d{4})\)", entry[field] or "")
            state = codes.get(entry["gec"].upper())
            if not since or not state:
                continue
            who, day, month, year = since.groups()
            known = [year]
            if month and month[:3] in MONTHS:
                known += [f"{MONTHS.index(month[:3]) + 1:02}", *([f"{int(day):02}"] if day else [])]
            for held in ("pope", office) if state == "VAT" else (office,):
                yield Claim("factbook", state, held, [who.strip()], days("-".join(known)))


def us_executive(raw):
    text = (raw / "leaders" / "us_executive.yaml").read_text(encoding="utf-8")
    for person in re.split(r"\n(?=- id:)", text):
        part = {k: v.strip("'\" ") for k, v in re.findall(r"^ +(first|last|wikidata): (.*)$", person, re.MULTILINE)}
        terms = re.findall(r"- type: (\w+)\s+start: '([\d-]+)'\s+end: '([\d-]+)'", person)
        for kind, office in (("prez", "head_of_state"), ("viceprez", "vice_president")):
            held = [t for t in terms if t[0] == kind]
            if held:
                name, qid = f"{part['first']} {part['last']}", part.get("wikidata", "")
                start, end = days(held[0][1]), days(held[-1][2])
                if len(held) == 2 and held[0][2] != held[1][1]:
                    yield Claim("us-executive", "USA", office, [name], start, days(held[0][2]), qid=qid)
                    start = days(held[1][1])
                yield Claim("us-executive", "USA", office, [name], start, end, qid=qid)


def phoenix_day(text):
    year = int(text[:-4])
    return days(f"{year if year > 999 else year + (1900 if year > 25 else 2000)}-{text[-4:-2]}-{text[-2:]}")


def phoenix_entries(raw):
    """Names of one actor and its codes, with the restrictions as written."""
    for name in ("Countries", "International", "MilNonState"):
        names, codes = [], []
        with opened(raw / "phoenix" / f"Phoenix.{name}.actors.txt.gz") as file:
            for line in file:
                line = line.split("#")[0].strip()
                surface = re.sub(r"\[.*", "", line).strip()
                if surface and not surface.startswith("+") and (names or codes):
                    yield names, codes
                    names, codes = [], []
                if surface:
                    names.append(surface.lstrip("+").replace("_", " ").strip())
                codes += re.findall(r"\[([^\]]*)\]", line)
        yield names, codes


def phoenix(raw):
    """Persons in the service of a state or organisation between two days."""
    for names, codes in phoenix_entries(raw):
        for code in codes:
            dated = re.fullmatch(r"([A-Z]+) >?(\d{8}|\d{6})(?:-(\d{8}|\d{6}))?", code.strip())
            if dated:
                start, end = phoenix_day(dated[2]), phoenix_day(dated[3]) if dated[3] else None
                yield Claim("phoenix", dated[1][:3], "", [n.title() for n in names], start, end)


# ---------------------------------------------------------------------------------------------------------------- names


def names_of_groups(raw):
    known = defaultdict(set)
    folder = raw / "sanctions"
    lists = {"un-sc": "un_sc_entities_2025-04-19.jsonl", "ofac": "ofac_fto_sdgt_entities_2021-04.jsonl"}
    for source, name in lists.items():
        for entry in records(folder / name):
            for surface in [entry["name"], *entry["aliases"]]:
                known[re.sub(r"\(.*?\)", "", surface)].add(source)
    for entry in records(raw / "territories" / "factbook_2026.jsonl.gz"):
        for surface in re.split(r"[;,]", str(entry["terrorist_groups"] or "")):
            known[re.sub(r"\(.*?\)", "", surface)].add("factbook")
    return known


def names_of_parties(raw):
    known = defaultdict(set)
    for entry in records(raw / "territories" / "factbook_2026.jsonl.gz"):
        for surface in re.split(r" or [A-Z-]+|;", str(entry["parties"] or "")):
            known[surface].add("factbook")
        if isinstance(entry["legislature"], dict):
            known[re.sub(r"\(.*", "", entry["legislature"].get("legislature name", ""))].add("factbook")
    return known


def names_in_phoenix(raw):
    return {name: {"phoenix"} for names, codes in phoenix_entries(raw) if codes for name in names}


def cow_igos(raw):
    for row in rows(raw / "igos" / "cow_igo_v3.csv"):
        yield [row["ioname"], row["orgname"], row["longorgname"]], int(row["first_year"])


def treaties(raw):
    for row in rows(raw / "treaties" / "manytreaties_agreements.csv.gz"):
        yield row["title"], row["signature"] or row["begin"]


def metonyms(raw):
    return re.findall(r'label "([^",]+)', (raw / "metonyms" / "ontoinsights_metonymy.ttl").read_text(encoding="utf-8"))


def state_names(raw):
    known = defaultdict(set)
    codes = {}
    for row in rows(raw / "territories" / "country-codes.csv"):
        iso3 = row["ISO3166-1-Alpha-3"]
        codes[row["FIPS"]] = codes[row["ISO3166-1-Alpha-2"].lower()] = iso3
        for column in ("CLDR display name", "official_name_en", "UNTERM English Short", "UNTERM English Formal"):
            known[iso3, fold(re.sub(r"\(.*?\)", "", row[column]))].add("country-codes")
    for entry in records(raw / "territories" / "rigour_territories.jsonl.gz"):
        iso3 = codes.get(entry["code"], entry.get("alpha3", "").upper())
        for name in [entry["name"], *entry.get("names_strong", []), *entry.get("names_weak", [])]:
            known[iso3, fold(name)].add("rigour")
    for entry in records(raw / "territories" / "factbook_2026.jsonl.gz"):
        iso3 = codes.get(entry["gec"].upper())
        words = list(entry["names"].values())
        for text in (entry["nationality"] or {}).values():
            words += re.split(r"[,;/]| or ", re.sub(r"\(s\)|\(es\)|<.*", "", text))
        for word in words:
            known[iso3, fold(word)].add("factbook")
            known[iso3, fold(word + "s")].add("factbook")
    return known
