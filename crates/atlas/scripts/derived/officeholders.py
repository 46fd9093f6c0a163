"""Who held which office when."""

import re
from collections import defaultdict

from derived.offices import office
from derived.table import latin, rows, write

# English-language news names members of this parliament alone without their state.
CONGRESS = {"United States senator": "U.S. Senator", "United States representative": "U.S. Representative"}


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
    seen, of_congress, people = defaultdict(set), {}, {}
    for row in rows(folder / "legislators.csv.gz"):
        iso3 = jurisdiction_iso.get(row["jurisdiction"])
        title = CONGRESS.get(row["position"])
        if title and latin(row["person"]):
            of_congress[row["personID"]] = row["person"]
        if iso3 and (row["personID"] in wanted or row["personID"] in of_congress):
            seen[(row["personID"], iso3, title or "Member of parliament")].add((row["start"], row["end"]))
    for (person, iso3, title), terms in seen.items():
        for start, end in merged(terms):
            table.add((person, iso3, "legislator", title, start, end, "wikidata"))
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
    for qid, name in of_congress.items():
        first, aliases, *_ = people.setdefault(qid, (name, [], "", True))
        if name not in (first, *aliases):
            aliases.append(name)
    for (qid, title), terms in us.items():
        for start, end in merged(terms):
            table.add((qid, "USA", "legislator", title, start, end, "congress"))
    table = [r for r in table if r[0] in people]
    ranked = sorted(table, key=lambda r: (int(r[0][1:]), r[4], r[2], r[3], r[5], r))
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
