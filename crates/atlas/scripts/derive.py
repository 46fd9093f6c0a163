#!/usr/bin/env python3
"""Makes the derived source tables of the atlas (data/derived) from the raw sources.

    python3 scripts/derive.py RAW_DIRECTORY

Only sources with an open licence are read: Wikidata exports (CC0), congress-legislators (CC0), the World Factbook
(public domain), datasets/country-codes (PDDL), GeoNames (CC BY 4.0), rigour (MIT), Phoenix dictionaries (MIT).
The output is deterministic; each table names its origin and licence in its header.
"""

import csv
import gzip
import html
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "data" / "derived"


def rows(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        yield from csv.DictReader(file)


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        yield from (line.rstrip("\n") for line in file)


def write(name, header, columns, table):
    text = "".join(f"# {line}\n" for line in header) + "\t".join(columns) + "\n"
    for row in table:
        cells = [re.sub(r"[\t\n\r]+", " ", str(cell)).strip() for cell in row]
        assert len(cells) == len(columns), row
        text += "\t".join(cells) + "\n"
    path = OUT / name
    if name.endswith(".gz"):
        with open(path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
            file.write(text.encode("utf-8"))
    else:
        path.write_text(text, encoding="utf-8")
    print(f"{name}: {len(table)} rows, {path.stat().st_size} bytes")


def fold(text):
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.combining(c)).casefold().strip()


def latin(text):
    return bool(text) and all(
        not c.isalpha() or unicodedata.name(c, "").startswith(("LATIN", "MODIFIER LETTER")) for c in text
    )


# --------------------------------------------------------------------------------------------------------------- states

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
    cow = {}
    for row in rows(folder / "cow_states2016.csv"):
        cow[fold(row["statenme"])] = row["ccode"]
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
        names = [n for n in names if n and n.lower() not in PARTS | {"none"} and "(" not in n and ";" not in n]
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
            ]
        )
    write(
        "states.tsv",
        [
            "States and territories that have an ISO 3166-1 code today.",
            "Origin: datasets/country-codes (PDDL): codes, names, capital; CIA World Factbook 2026 (public domain): names,",
            "nationality; rigour (MIT): Wikidata id, names; GeoNames (CC BY 4.0): population; COW state codes: Correlates of War Project, State System v2016.",
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
        ],
        table,
    )
    return {r[1].lower(): r[0] for r in table}


# -------------------------------------------------------------------------------------------------------- office-holders

# Office of a title, first match wins. The left side is searched in the folded English title.
OFFICES = [
    (re.compile(p), o)
    for p, o in [
        (r"first lady|spouse of|\bwife of", "first_lady"),
        (
            r"ambassador|permanent representative|high commissioner (to|of)|consul\b|consul general|charge d'affaires|apostolic nuncio|permanent delegate",
            "ambassador",
        ),
        (r"(spokes(person|man|woman)|press secretary|communications director)", "spokesperson"),
        (
            r"chief of staff (of|to) the (president|prime|vice)|white house|downing street|presidential administration|office of the (president|prime)|head of the .*office|cabinet office|private secretary|aide|adviser to|advisor to|counsell?or to",
            "aide",
        ),
        (r"national security (adviser|advisor)|security council", "security_adviser"),
        (
            r"chief of (the )?(general |defen[cs]e |air |army |naval |navy )?staff|chief of (the )?(defen[cs]e|army|navy|air force)|chief of staff of the (army|air|navy|armed)|joint chiefs|commander|supreme allied|chief of the (defen[cs]e|general|army|air|naval)|inspector general of the (army|bundeswehr)",
            "military_chief",
        ),
        (r"(police|gendarmerie|carabinieri|constabulary|border guard)", "police_chief"),
        (
            r"intelligence|security service|secret service|federal security|mossad|shin bet|state security|foreign intelligence|central intelligence",
            "intelligence_chief",
        ),
        (
            r"(chief justice|justice of|judge|president of the (supreme|constitutional|court|high court)|supreme court|constitutional court)",
            "judge",
        ),
        (r"(prosecutor|attorney.general|solicitor.general|procurator|public prosecutions)", "attorney_general"),
        (
            r"(speaker|(president|chair\w*|vice.president) of the (senate|national assembly|national people|chamber|house|congress|parliament|assembly|riksdag|storting|bundestag|federal council|national council|legislative|riigikogu|saeima|seimas|duma|eduskunta|althing|diet|council of states|sejm|knesset|people's))",
            "speaker",
        ),
        (
            r"(governor|president|director|chair\w*) of (the )?.*(central bank|national bank|reserve bank|monetary authority|federal reserve|bank of)",
            "central_bank_governor",
        ),
        (
            r"^(assistant|associate|deputy|vice|junior|parliamentary|under.?secretary|state secretary|secretary of state (at|in|to)|minister delegate|delegate|minister of state|parliamentary under).*(foreign|external)",
            "deputy_foreign_minister",
        ),
        (
            r"^(assistant|associate|deputy|vice|junior|parliamentary|under.?secretary|state secretary|secretary of state (at|in|to)|minister delegate|delegate|minister of state|head of the minister|head of the ministry).*(defen[cs]e|armed forces)",
            "deputy_defence_minister",
        ),
        (
            r"^(first |second |third |1st |2nd )?(deputy|vice).?(prime minister|premier|chancellor|taoiseach|chairman of the (cabinet|council) of ministers)|vice.?chancellor",
            "deputy_head_of_government",
        ),
        (
            r"^(first |second |third |executive )?vice.?president$|^vice.?president of (the )?(republic|united states)",
            "vice_president",
        ),
        (
            r"^(assistant|associate|deputy|vice|junior|parliamentary|under.?secretary|state secretary|minister delegate|minister of state|secretary of state (at|in|to) the)",
            "junior_minister",
        ),
        (r"crown prince", "crown_prince"),
        (r"^(chief minister|minister.president|premier of|head of (the )?(republic|government) of)", "governor"),
        (
            r"^minist\w+ (of|for).*(foreign|external) (and european |and )?|(foreign (affairs|minister|relations|secretary)|external (affairs|relations)|international relations and cooperation)|secretary of state for foreign",
            "foreign_minister",
        ),
        (r"(minist\w+|secretary).*(defen[cs]e|armed forces)|^secretary of war", "defence_minister"),
        (
            r"(minist\w+|secretary|head of .*department).*(interior|internal affairs|home affairs|home secretary|home department|homeland security|public security|internal security)|home secretary",
            "interior_minister",
        ),
        (r"(minist\w+|secretary|chancellor).*(finance|treasury|exchequer)|^treasurer$", "finance_minister"),
        (r"(minist\w+|secretary).*(justice)|lord chancellor", "justice_minister"),
        (r"(minist\w+|secretary).*(oil|petroleum|hydrocarbon)", "oil_minister"),
        (r"(minist\w+|secretary).*(energy|electricity|power)", "energy_minister"),
        (r"(minist\w+|secretary).*(health)", "health_minister"),
        (r"(minist\w+|secretary).*(education|science|universit)", "education_minister"),
        (r"(minist\w+|secretary).*(agricultur|food|fisher|livestock|rural)", "agriculture_minister"),
        (r"(minist\w+|secretary).*(trade|commerce|business)", "trade_minister"),
        (r"(minist\w+|secretary).*(econom|planning)", "economy_minister"),
        (r"(minist\w+|secretary).*(environment|climate|ecolog|forest)", "environment_minister"),
        (r"(minist\w+|secretary).*(transport|railway|aviation|infrastructure)", "transport_minister"),
        (r"(minist\w+|secretary).*(labou?r|employment|work)", "labour_minister"),
        (r"(minist\w+|secretary).*(information|communication|media|broadcast)", "information_minister"),
        (r"(minist\w+|secretary).*(culture|tourism|sport|youth)", "culture_minister"),
        (r"(minist\w+|secretary).*(development|cooperation|aid)", "development_minister"),
        (r"(minist\w+|secretary).*(security)", "security_minister"),
    ]
]
AS_SOURCED = {"head_of_state", "head_of_government"}
# Positions that the source's own guess calls a head of state or government of something else.
NOT_A_HEAD = re.compile(
    r"south australia|western australia|nevis|buenos aires|parliament|republika srpska|state of |legislat"
)


def office(role, title, jurisdiction):
    folded = fold(title)
    if jurisdiction == "the United States of America" and folded == "secretary of state":
        return "foreign_minister"
    united_kingdom = jurisdiction == "the United Kingdom"
    if folded == "foreign secretary":
        return "foreign_minister" if united_kingdom else "deputy_foreign_minister"
    if folded.startswith("secretary of state") and not united_kingdom and role != "head_of_government":
        # Elsewhere a secretary of state stands below a minister.
        return "deputy_foreign_minister" if "foreign" in folded else "junior_minister"
    if role in AS_SOURCED and not NOT_A_HEAD.search(folded):
        return role
    if role == "subnational" and not re.search(r"president of (the )?(riigikogu|parliament|senate|assembly)", folded):
        if re.search(r"bank|monetary", folded):
            return "central_bank_governor"
        if re.search(r"mayor", folded):
            return "mayor"
        if re.search(r"governor|premier|prefect|chief minister|head of", folded):
            return "governor"
    for pattern, name in OFFICES:
        if pattern.search(folded):
            return name
    if role == "subnational":
        return "governor"
    if re.search(r"minist|secretary|attorney", folded) or role == "minister_other":
        return "minister"
    if role == "agency_or_military":
        return "agency_head"
    return "official"


# Holdings of Wikidata that are known to be wrong; the right ones stand in data/holdings.tsv.
def officeholders(raw, iso):
    folder = raw / "officeholders"
    table, wanted, jurisdiction_iso = set(), set(), {}
    for row in rows(folder / "officeholders.csv.gz"):
        iso3 = row["iso3"] or {"(international)": "", "Kosovo": "XKX"}.get(row["jurisdiction"], "")
        if not re.fullmatch(r"[A-Z]{3}", iso3) or iso3 not in iso.values():
            continue
        jurisdiction_iso[row["jurisdiction"]] = iso3
        role = office(row["role"], row["position"], row["jurisdiction"])
        title = row["position"]
        table.add((row["person_qid"], iso3, role, title[:1].upper() + title[1:], row["start"], row["end"], "wikidata"))
        wanted.add(row["person_qid"])
    seen = defaultdict(set)
    for row in rows(folder / "legislators.csv.gz"):
        iso3 = jurisdiction_iso.get(row["jurisdiction"])
        if iso3 and row["personID"] in wanted:
            seen[(row["personID"], iso3)].add((row["start"], row["end"]))
    for (person, iso3), terms in seen.items():
        for start, end in merged(terms):
            table.add((person, iso3, "legislator", "Member of parliament", start, end, "wikidata"))
    people = {}
    for row in rows(folder / "persons.csv.gz"):
        name, wiki = row["name"], re.sub(r"\s*\([^)]*\)$", "", row["enwiki"])
        if row["id"] in wanted:
            names = [n for n in (wiki, name) if n and latin(n)]
            if names:
                people[row["id"]] = (
                    names[0],
                    names[1:] if names[1:] and names[1] != names[0] else [],
                    row["dod"],
                    bool(wiki),
                )
    us = defaultdict(set)
    for row in rows(raw / "leaders" / "us_legislators_current_terms.csv.gz"):
        qid = row["wikidata"]
        if not qid:
            continue
        title = "U.S. Senator" if row["type"] == "sen" else "U.S. Representative"
        us[(qid, title)].add((row["start"], row["end"]))
        alias = []
        if row["nickname"]:
            alias.append(row["nickname"] + " " + row["name"].split()[-1])
        if qid not in people:
            people[qid] = (row["name"], alias, "", True)
        elif alias:
            people[qid][1].extend(a for a in alias if a not in people[qid][1])
    for (qid, title), terms in us.items():
        for start, end in merged(terms):
            table.add((qid, "USA", "legislator", title, start, end, "congress"))
    table = [r for r in table if r[0] in people]
    ranked = sorted(table, key=lambda r: (int(r[0][1:]), r[4], r[2], r[3], r[5]))
    write(
        "holdings.tsv.gz",
        [
            "Who held which office when. Dates are as precise as the source: a day, a month or a year; empty is unknown.",
            "Origin: Wikidata exports of every-politician-scrapers, 2022-07 to 2023-01 (CC0); source 'congress':",
            "unitedstates/congress-legislators, 2026-06 (CC0). Made by scripts/derive.py.",
        ],
        ["qid", "iso3", "office", "title", "from", "to", "source"],
        ranked,
    )
    known = {r[0] for r in table}
    write(
        "people.tsv.gz",
        [
            "The persons of holdings.tsv.gz: names in Latin script, day of death.",
            "Origin: as holdings.tsv.gz (CC0). Made by scripts/derive.py.",
        ],
        ["qid", "name", "aliases", "died", "wiki"],
        [
            [q, n, ";".join(a), d, "1" if w else ""]
            for q, (n, a, d, w) in sorted(people.items(), key=lambda p: int(p[0][1:]))
            if q in known
        ],
    )


def merged(terms):
    """Consecutive terms of one seat as one; ends of unknown date stay open only where they are the last."""
    out = []
    for start, end in sorted(terms):
        if not start:
            continue
        if out and out[-1][1] and start[:4] <= str(int(out[-1][1][:4]) + 1):
            if not end or end > out[-1][1]:
                out[-1][1] = end
        elif out and not out[-1][1]:
            out[-1][1] = end
        else:
            out.append([start, end])
    return [(s, e) for s, e in out]


# ---------------------------------------------------------------------------------------------------------------- places


def places(raw):
    folder = raw / "geonames"
    table = []
    # Fewer inhabitants are enough where local news in English is read most.
    english = {"US", "CA", "GB", "IE", "AU", "NZ", "IN", "ZA", "PK", "NG", "KE"}
    for name in ("cities15000.csv.gz", "cities5000_to_15000.csv.gz"):
        for row in rows(folder / name):
            small = "5000" in name and "15000.csv" in name and name != "cities15000.csv.gz"
            population = int(row["population"] or 0)
            if population < 10_000 and small and row["country"] not in english:
                continue
            aliases, seen = [], {fold(row["name"])}
            for alias in row["alternatenames"].split("|"):
                if len(alias) < 4 or not latin(alias) or fold(alias) in seen or not alias[0].isupper():
                    continue
                if small and not alias.isascii():
                    continue
                seen.add(fold(alias))
                aliases.append(alias)
            limit = 12 if population >= 500_000 else 3 if population >= 100_000 else 1 if population >= 50_000 else 0
            if limit <= 2:
                aliases = [a for a in aliases if re.fullmatch(r"[A-Za-z' .-]+", a)]
            if small and row["country"] not in english:
                aliases = []
            table.append(
                [
                    row["geonameid"],
                    row["name"],
                    row["country"],
                    row["admin1"],
                    f"{float(row['lat']):.4f}",
                    f"{float(row['lon']):.4f}",
                    population,
                    ";".join(aliases[:limit]),
                ]
            )
    table.sort(key=lambda r: int(r[0]))
    origin = ["Origin: GeoNames (https://www.geonames.org), CC BY 4.0. Made by scripts/derive.py."]
    write(
        "cities.tsv.gz",
        ["Places of 10,000 inhabitants and more, of 5,000 where local news is in English.", *origin],
        ["geonameid", "name", "iso2", "admin1", "lat", "lon", "population", "aliases"],
        table,
    )
    boxes = defaultdict(list)
    for row in table:
        boxes[f"{row[2]}.{row[3]}"].append((float(row[4]), float(row[5]), row[6]))
    regions = []
    with open(folder / "admin1CodesASCII.txt", encoding="utf-8") as file:
        for line in file:
            code, name, ascii_name, geonameid = line.rstrip("\n").split("\t")
            points = boxes.get(code, [])
            middle = ["", "", 0]
            if points:
                lats, lons = [p[0] for p in points], [p[1] for p in points]
                middle = [
                    f"{(min(lats) + max(lats)) / 2:.2f}",
                    f"{(min(lons) + max(lons)) / 2:.2f}",
                    sum(p[2] for p in points),
                ]
            regions.append([geonameid, code, name, ascii_name if ascii_name != name else "", *middle])
    regions.sort(key=lambda r: r[1])
    write(
        "admin1.tsv",
        [
            "First-order divisions; the point is the middle of the box around their towns, the population the sum of those.",
            *origin,
        ],
        ["geonameid", "code", "name", "ascii", "lat", "lon", "population"],
        regions,
    )
    counties = []
    for line in lines(folder / "admin2Codes.txt.gz"):
        code, name, ascii_name, geonameid = line.split("\t")
        if code.startswith(("US.", "GB.", "IE.", "CA.")):
            counties.append([geonameid, code, name])
    counties.sort(key=lambda r: r[1])
    write(
        "admin2.tsv.gz",
        ["Second-order divisions of a few states whose local news is in English.", *origin],
        ["geonameid", "code", "name"],
        counties,
    )


# ----------------------------------------------------------------------------------------------------------------- roles

# CAMEO agent codes in PLOVER's terms; codes that are not listed have no sector there.
SECTORS = {
    "GOV": "GOV",
    "MIL": "MIL",
    "COP": "COP",
    "JUD": "JUD",
    "LEG": "LEG",
    "PTY": "PTY",
    "OPP": "OPP",
    "REB": "REB",
    "SPY": "SPY",
    "UAF": "UAF",
    "AGR": "AGR",
    "BUS": "BUS",
    "CRM": "CRM",
    "CVL": "CVL",
    "EDU": "EDU",
    "ELI": "ELI",
    "MED": "JRN",
    "HLH": "MED",
    "LAB": "LAB",
    "REF": "REF",
    "REL": "REL",
    "NGO": "NGO",
    "IMG": "IMG",
    "ENV": "SOC",
    "HRI": "SOC",
    "DEV": "SOC",
    "MUS": "REL",
    "CHR": "REL",
    "HIN": "REL",
    "JEW": "REL",
    "BUD": "REL",
    "CTH": "REL",
    "PRO": "REL",
    "MAR": "REL",
    "PPL": "CVL",
    "RAD": "",
}


def roles(raw):
    sets, table = {}, {}
    for line in lines(raw / "phoenix" / "Phoenix.agents.txt.gz"):
        line = line.split("#")[0].strip()
        if line.startswith("!") and "=" in line:
            name, members = line.split("=", 1)
            sets[name.strip("! ")] = [m.strip() for m in members.split(",")]
            continue
        match = re.match(r"([^\[{]+?)\s*(\{[^}]*\})?\s*\[~(\w+)\]", line)
        if not match:
            continue
        surface, plural, code = match.group(1).strip(), (match.group(2) or "").strip("{} "), match.group(3)
        sectors = list(
            dict.fromkeys(s for s in (SECTORS.get(code[i : i + 3], "") for i in range(0, len(code), 3)) if s)
        )
        if not sectors:
            continue
        surfaces = [surface]
        expand = re.search(r"!(\w+)!", surface)
        if expand:
            surfaces = [
                surface.replace(
                    expand.group(0),
                    ("_" if not surface.startswith("!") and surface[: expand.start()].endswith("_") else "")
                    + m.lstrip("_"),
                )
                for m in sets.get(expand.group(1), [])
            ]
        for s in surfaces + ([plural] if plural else []):
            s = re.sub(r"[_\s]+", " ", s).strip().lower()
            if len(s) > 2 and not re.search(r" (to|for|of|in|and|the)$", s):
                table.setdefault(s, ";".join(sectors))
    write(
        "roles.tsv",
        [
            "Role nouns and their PLOVER sectors. Origin: Phoenix.agents of openeventdata/petrarch2 (MIT, (c) 2014 Open Event",
            "Data Alliance); CAMEO codes mapped to PLOVER. Made by scripts/derive.py; corrections belong in data/roles.tsv.",
        ],
        ["surface", "sectors"],
        sorted(table.items()),
    )


def main():
    raw = Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    iso = states(raw)
    officeholders(raw, iso)
    places(raw)
    roles(raw)


if __name__ == "__main__":
    main()
