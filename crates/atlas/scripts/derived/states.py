"""States and territories: their codes, names and nationalities."""

import html
import json
import re
from collections import defaultdict

from derived.table import OUT, fold, lines, rows, write

# Names under which the Correlates of War list states that ISO calls differently.
COW_NAMES = {
    "bosnia and herzegovina": "BIH",
    "cape verde": "CPV",
    "swaziland": "SWZ",
    "macedonia": "MKD",
    "east timor": "TLS",
    "ivory coast": "CIV",
    "congo": "COG",
    "democratic republic of the congo": "COD",
    "south korea": "KOR",
    "north korea": "PRK",
    "united states of america": "USA",
    "united kingdom": "GBR",
    "russia": "RUS",
    "iran": "IRN",
    "vietnam": "VNM",
    "laos": "LAO",
    "syria": "SYR",
    "bolivia": "BOL",
    "venezuela": "VEN",
    "tanzania": "TZA",
    "moldova": "MDA",
    "brunei": "BRN",
    "myanmar": "MMR",
    "czech republic": "CZE",
    "turkey": "TUR",
    "federated states of micronesia": "FSM",
    "st. kitts and nevis": "KNA",
    "st. lucia": "LCA",
    "st. vincent and the grenadines": "VCT",
    "sao tome and principe": "STP",
    "kosovo": "XKX",
    "gambia": "GMB",
    "bahamas": "BHS",
    "antigua & barbuda": "ATG",
    "taiwan": "TWN",
    "yugoslavia": "SRB",
    "trinidad and tobago": "TTO",
}
# Names that the sources give to a state and texts to a part of it: they are in data/regions.tsv.
PARTS = {"gaza strip", "west bank"}
# Names of the sources that mean something else in English.
MISTAKEN = {"island", "turkmen", "pal", "israelite", "best korea", "aquaserbia"}
# Small states that the Correlates of War list has only from their admission to the United Nations on.
ADMITTED_LATE = {"AND", "FSM", "KIR", "LIE", "MCO", "MHL", "NRU", "SMR", "TON", "TUV"}
# CAMEO codes that differ from ISO 3166 (GDELT's look-up of CAMEO country codes).
CAMEO = {"XKX": "KSV", "ROU": "ROM", "TLS": "TMP", "IMN": "IMY", "SSD": "SSD"}


def noun_forms(text):
    """The words of a Factbook nationality field: `Somali(s)` gives Somali and Somalis."""
    text = re.sub(r"<[^>]+>.*", "", text)
    text = re.sub(r"note.*", "", text)
    forms = []
    for piece in re.split(r"[,;/]| or ", text):
        piece = piece.strip().removeprefix("or ").strip()
        plural = "(s)" in piece or "(es)" in piece
        piece = re.sub(r"\s*\([^)]*\)", "", piece).strip()
        if not piece or (not piece[0].isupper() and not piece.startswith(("li", "ema"))) or piece in ("NA", "Dutch"):
            continue
        forms.append(piece)
        if plural:
            forms.append(piece + "s")
    return forms


def clean(name):
    return html.unescape(re.sub(r"\s*\((the|The)\)", "", name or "")).strip()


# So many times more people make a nationality that two states share that of the larger one: `Dominican` is seldom of Dominica.
LARGER = 20


def drop_of_small(table):
    people = defaultdict(int)
    for row in table:
        for demonym in row[7].split(";"):
            people[demonym] = max(people[demonym], int(row[11] or 0))
    for row in table:
        kept = [d for d in row[7].split(";") if people[d] <= LARGER * int(row[11] or 0) or not row[11]]
        row[7] = ";".join(kept)


def states(raw):
    folder = raw / "territories"
    factbook, demonyms = {}, defaultdict(set)
    for line in open(OUT.parent / "state_names.tsv", encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 3 and cells[1] == "demonym":
            demonyms[cells[0]] |= {fold(d) for d in cells[2].split(";")}
    for line in lines(folder / "factbook_2026.jsonl.gz"):
        entry = json.loads(line)
        factbook[entry["gec"].upper()] = entry
    rigour = {}
    for line in lines(folder / "rigour_territories.jsonl.gz"):
        entry = json.loads(line)
        rigour[entry["code"]] = entry
    cow, founded = {}, {}
    for row in rows(folder / "cow_states2016.csv"):
        cow[fold(row["statenme"])] = row["ccode"]
        day = "-".join(row[k].zfill(2) for k in ("styear", "stmonth", "stday"))
        # The list begins in 1816 with the states of that day.
        if not day.startswith("1816") and row["ccode"] not in founded:
            founded[row["ccode"]] = day
        elif day.startswith("1816"):
            founded[row["ccode"]] = ""
    population = {row["iso3"]: row["population"] for row in rows(raw / "geonames" / "countries.csv")}
    iso_cow = {iso: cow[name] for name, iso in COW_NAMES.items() if name in cow}
    table = []
    codes = [r for r in rows(folder / "country-codes.csv") if r["ISO3166-1-Alpha-3"]]
    if not any(r["ISO3166-1-Alpha-3"] == "XKX" for r in codes):
        codes.append(
            {
                "ISO3166-1-Alpha-3": "XKX",
                "ISO3166-1-Alpha-2": "XK",
                "FIPS": "KV",
                "CLDR display name": "Kosovo",
                "official_name_en": "Kosovo",
                "UNTERM English Short": "",
                "UNTERM English Formal": "",
                "Capital": "Pristina",
                "is_independent": "Yes",
            }
        )
    for row in sorted(codes, key=lambda r: r["ISO3166-1-Alpha-3"]):
        iso3, iso2 = row["ISO3166-1-Alpha-3"], row["ISO3166-1-Alpha-2"]
        entry = factbook.get(row["FIPS"].strip().upper(), {})
        territory = rigour.get(iso2.lower(), {})
        names = [
            row["CLDR display name"],
            territory.get("name", ""),
            row["official_name_en"],
            row["UNTERM English Short"],
            re.sub("^the ", "", row["UNTERM English Formal"]),
        ]
        short = entry.get("names", {})
        names += [short.get("conventional short form", ""), short.get("conventional long form", "")]
        # The source has adjectives among its names.
        adjectives = {
            fold(d) for k in ("adjective", "noun") for d in noun_forms(entry.get("nationality", {}).get(k, ""))
        }
        adjectives |= demonyms.get(iso3, set())
        names += [
            n
            for n in territory.get("names_strong", [])
            if n.isascii() and len(n) > 4 and n[0].isupper() and fold(n) not in adjectives
        ]
        names = [clean(n) for n in names]
        names = [
            n for n in names if n and n.lower() not in PARTS | MISTAKEN | {"none"} and "(" not in n and ";" not in n
        ]
        seen, unique = set(), []
        for name in names:
            if fold(name) not in seen:
                seen.add(fold(name))
                unique.append(name)
        nationality = entry.get("nationality", {})
        demonym = noun_forms(nationality.get("adjective", "")) + noun_forms(nationality.get("noun", ""))
        code = iso_cow.get(iso3) or next((cow[fold(n)] for n in unique if fold(n) in cow), "")
        status = "state" if row["is_independent"] == "Yes" else "territory"
        geoname = row.get("Geoname ID", "").split(".")[0]
        capital = clean(row["Capital"]) or entry.get("capital", {}).get("name", "")
        table.append(
            [
                iso3,
                iso2,
                code,
                CAMEO.get(iso3, iso3),
                territory.get("qid", ""),
                unique[0],
                ";".join(unique[1:]),
                ";".join(dict.fromkeys(demonym)),
                capital,
                status,
                geoname,
                population.get(iso3, ""),
                founded.get(code, "") if status == "state" and iso3 not in ADMITTED_LATE else "",
            ]
        )
    drop_of_small(table)
    write(
        "states.tsv",
        [
            "States and territories that have an ISO 3166-1 code today.",
            "Origin: datasets/country-codes (PDDL): codes, names, capital; CIA World Factbook 2026 (public domain): names,",
            "nationality; rigour (MIT): Wikidata id, names; GeoNames (CC BY 4.0): population; COW state codes and",
            "the day on which a state became a member of the system (from): Correlates of War Project, State System v2016.",
            "Made by scripts/derive.py; corrections belong in data/state_names.tsv.",
        ],
        [
            "iso3",
            "iso2",
            "cow",
            "cameo",
            "qid",
            "name",
            "names",
            "demonyms",
            "capital",
            "status",
            "geonameid",
            "population",
            "from",
        ],
        table,
    )
    return {r[1].lower(): r[0] for r in table}
