#!/usr/bin/env python3
"""Checks the tables that were written by hand against the raw sources.

    python3 scripts/verify.py RAW_DIRECTORY

Writes the names of the sources that confirm a row into its column `verified` (`;` between, empty: none does), fills
Wikidata ids that only one person of the name and office has, and prints what contradicts a row, for a human to judge.
Holdings are confirmed by a source that names the person in the office and knows no date that is more than a month off;
names by a source that has the name or an alias of more than three letters.
"""

import re
import sys
from collections import Counter
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache
from itertools import chain
from pathlib import Path

import sources
from sources import DATA, days, fold, table

MONTH = timedelta(days=31)
GENERATION = timedelta(days=5 * 365)
HEADS = {"head_of_state", "head_of_government", "pope"}
ARTICLES = {"the", "al", "el", "of", "and", "de", "bin"}


def rewrite(name, change):
    """Runs `change` over the rows of a table and writes what it sets, keeping comments and order."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    header, out, counts = None, [], Counter()
    for line in lines:
        if not line.strip() or line.startswith("#"):
            out.append(line)
            continue
        cells = line.split("\t")
        if header is None:
            header = cells if "verified" in cells else [*cells, "verified"]
            out.append("\t".join(header))
            continue
        row = dict(zip(header, cells + [""] * len(header), strict=False))
        row["verified"] = ";".join(sorted(change(row)))
        counts.update(["rows", *row["verified"].split(";")] if row["verified"] else ["rows", "unverified"])
        out.append("\t".join(row[column] for column in header))
    (DATA / name).write_text("\n".join(out) + "\n", encoding="utf-8")
    verified = counts["rows"] - counts["unverified"]
    print(f"== {name}: {verified} of {counts['rows']} verified; {dict(counts.most_common())}")


@cache
def words(name):
    return [w for w in fold(name).split() if len(w) > 1 and w not in ARTICLES]


@cache
def alike(one, other):
    return one == other or (len(one) > 4 and SequenceMatcher(None, one, other).ratio() > 0.84)


def same_person(name, claimed):
    """Whether the family name, the last word or the one in capitals, is a word of the other name too."""
    capitals = [w for w in re.findall(r"[\w'’-]+", claimed) if w.isupper() and len(w) > 2]
    ours, theirs = words(name), words(" ".join(capitals) or claimed)
    if not ours or not theirs:
        return False
    if capitals or len(theirs) == 1:
        return any(alike(a, b) for a in ours for b in theirs)
    return sum(any(alike(a, b) for b in theirs) for a in ours) >= min(2, len(ours), len(theirs))


def same_name(name, claimed):
    """Whether one name has all words of the other: strict enough to take over an id."""
    ours, theirs = set(words(name)), set(words(claimed))
    return min(len(ours), len(theirs)) > 1 and (ours <= theirs or theirs <= ours)


def apart(ours, theirs):
    """Days between two dates that may be precise to a month or a year only."""
    if not ours or not theirs:
        return timedelta(0)
    return max(ours[0] - theirs[1], theirs[0] - ours[1], timedelta(0))


# ------------------------------------------------------------------------------------------------------------- holdings


def organization(row):
    return "IGO" if row["owner"].islower() else row["owner"]


def in_office(row, claim):
    # Phoenix knows whom a person served, not the office.
    return claim.state == organization(row) and claim.office in (row["office"], "")


def names_in(row):
    return [row["person"], *filter(None, row["aliases"].split(";"))]


def speaks_of(row, claim):
    if row["qid"] and claim.qid:
        return row["qid"] == claim.qid
    return any(same_person(n, c) for n in names_in(row) for c in claim.names)


def interval(start, end):
    return start[0] if start else date.min, end[1] if end else date.max


def agrees(row, claim):
    """True or False where the claim speaks of the person in these days, None where it does not."""
    start, end = days(row["from"]), days(row["to"])
    first, last = interval(start, end)
    if claim.day:
        return True if first <= claim.day <= last else None
    if not claim.start:
        return None
    if apart(start, claim.start) <= MONTH and apart(end, claim.end) <= MONTH:
        return True
    if claim.source == "phoenix" and not claim.end:
        return None  # Since when the person served, in whatever office.
    begun, ended = interval(claim.start, claim.end)
    return False if begun <= last and first <= ended else None


def has_another(row, claim):
    """Whether the claim puts another person into the office, on a day well inside the term."""
    first, last = interval(days(row["from"]), days(row["to"]))
    return claim.day and first + MONTH <= claim.day and (last == date.max or claim.day <= last - MONTH)


def ids(row, claims):
    """Ids of persons of the name who held the office in or near the term: father and son may share a name."""
    mine = interval(days(row["from"]), days(row["to"]))
    for claim in claims:
        near = apart(mine, interval(claim.start, claim.end)) < GENERATION
        if claim.qid and near and any(same_name(n, c) for n in names_in(row) for c in claim.names):
            yield claim.qid


def shown(claim):
    if claim.day:
        return f"{claim.names[0]} on {claim.day}"
    start, end = (d[0].isoformat()[: 10 if d[0] == d[1] else 7] if d else "?" for d in (claim.start, claim.end))
    return f"{claim.names[0]} from {start} to {end}"


def holdings(raw):
    by_state = {}
    for claim in chain(
        sources.wikidata(),
        sources.wikidata_organizations(raw),
        sources.current_foreign_ministers(raw),
        sources.reign(raw),
        sources.cia(raw),
        sources.factbook(raw),
        sources.us_executive(raw),
        sources.phoenix(raw),
    ):
        by_state.setdefault(claim.state, []).append(claim)

    def change(row):
        claims = [c for c in by_state.get(organization(row), []) if in_office(row, c)]
        found = set(ids(row, claims))
        if not row["qid"] and len(found) == 1:
            row["qid"] = found.pop()
        mine = [c for c in claims if speaks_of(row, c)]
        confirmed = {c.source for c in mine if agrees(row, c)}
        against = [c for c in mine if agrees(row, c) is False]
        against += [c for c in claims if c not in mine and has_another(row, c)]
        for source, claim in {c.source: c for c in against}.items():
            if source not in confirmed:
                term = f"{row['owner']} {row['office']} {row['person']} {row['from']} {row['to']}"
                print(f"{term}: {source} has {shown(claim)}")
        return confirmed

    rewrite("holdings.tsv", change)
    lifetimes(raw)
    derived(by_state)


def lifetimes(raw):
    """Prints terms that begin before their holder was fifteen."""
    born = {r["id"]: days(r["dob"]) for r in sources.rows(raw / "officeholders" / "persons.csv.gz")}
    for row in chain(table("derived/holdings.tsv.gz"), table("holdings.tsv")):
        start, birth = days(row["from"]), born.get(row["qid"])
        if start and birth and start[0].year - birth[0].year < 15:
            print(f"{row['qid']} {row['office']} from {row['from']}: born {birth[0]}")


def derived(by_state):
    """Prints whom Wikidata has in the offices of which the CIA has another holder on its one day."""
    same = other = 0
    for claims in by_state.values():
        for cia in (c for c in claims if c.source == "cia-2019"):
            held = [c for c in claims if c.source == "wikidata" and c.office == cia.office and holds(c, cia.day)]
            if any(same_person(n, cia.names[0]) for c in held for n in c.names):
                same += 1
            elif held:
                other += 1
                print(f"{cia.state} {cia.office} {cia.day}: cia has {cia.names[0]}, wikidata {held[0].names[0]}")
    print(f"== derived/holdings.tsv.gz on {sources.CIA_DAY}: {same} as cia-2019, {other} otherwise")


def holds(claim, day):
    first, last = interval(claim.start, claim.end)
    return first <= day <= last


# ---------------------------------------------------------------------------------------------------------------- names


def key(surface):
    return "".join(w for w in fold(surface).split() if w not in ("the", "al", "el", "of"))


def named(*known):
    by_key = {}
    for surface, found in chain.from_iterable(k.items() for k in known):
        if len(key(surface)) > 3:
            by_key.setdefault(key(surface), set()).update(found)

    def change(row):
        surfaces = [s for s in [row["name"], *row["aliases"].split(";")] if len(key(s)) > 3]
        return set().union(*(by_key.get(key(s), set()) for s in surfaces))

    return change


def igos(raw, change):
    known = {}
    for names, year in sources.cow_igos(raw):
        for name in names:
            known.setdefault(key(name), year)

    def and_cow(row):
        confirmed = set(change(row))
        years = {known[key(s)] for s in [row["name"], *row["aliases"].split(";")] if key(s) in known}
        founded = days(row["from"])
        if years and (not founded or any(abs(founded[0].year - y) <= 3 for y in years)):
            confirmed.add("cow-igo")
        elif years:
            print(f"{row['id']} from {row['from']}: cow-igo has it from {min(years)}")
        return confirmed

    return and_cow


def agreements(raw):
    titles = {}
    for title, signed in sources.treaties(raw):
        titles.setdefault(key(title), set()).add(signed)

    def change(row):
        found = set().union(*(titles.get(key(s), set()) for s in [row["name"], *row["aliases"].split(";")]))
        signed = days(row["from"])
        if any(apart(signed, days(d)) <= MONTH for d in found if d and signed):
            return {"manytreaties"}
        if found and signed:
            print(f"{row['id']} from {row['from']}: manytreaties has {', '.join(sorted(found))}")
        return set()

    return change


def metonyms(raw):
    capitals = {(r["iso3"], fold(r["capital"])) for r in table("derived/states.tsv")}
    listed = {fold(name) for name in sources.metonyms(raw)}

    def change(row):
        confirmed = {"list-of-metonyms"} if fold(row["surface"]) in listed else set()
        capital = (row["owner"], fold(row["surface"])) in capitals
        if capital and row["target"] == "government":
            confirmed.add("factbook")
        elif row["target"] == "government" and row["place"]:
            print(f"{row['surface']} is not the capital of {row['owner']}")
        return confirmed

    return change


def historic_states(raw):
    last = {}
    for row in sources.rows(raw / "territories" / "cow_states2016.csv"):
        last[row["ccode"]] = row
    rigour = {e["qid"]: e for e in sources.records(raw / "territories" / "rigour_territories.jsonl.gz") if e.get("qid")}

    def change(row):
        confirmed = set()
        if row["qid"] in rigour:
            confirmed.add("rigour")
        state = last.get(row["cow"])
        if state and fold(row["name"]).split()[-1] in fold(state["statenme"]):
            confirmed.add("cow-states")
        return confirmed

    return change


def state_names(raw):
    known = sources.state_names(raw)

    def change(row):
        surfaces = [fold(s) for s in row["surfaces"].split(";")]
        found = [known.get((row["iso3"], s), set()) for s in surfaces]
        # One name that no source has leaves the row unverified.
        return set().union(*found) if all(found) else set()

    return change


def main():
    raw = Path(sys.argv[1])
    phoenix = sources.names_in_phoenix(raw)
    holdings(raw)
    rewrite("armed_groups.tsv", named(sources.names_of_groups(raw), phoenix))
    rewrite("igos.tsv", igos(raw, named(phoenix)))
    rewrite("bodies.tsv", named(sources.names_of_parties(raw), phoenix))
    rewrite("media.tsv", named(phoenix))
    rewrite("agreements.tsv", agreements(raw))
    rewrite("metonyms.tsv", metonyms(raw))
    rewrite("historic_states.tsv", historic_states(raw))
    rewrite("state_names.tsv", state_names(raw))


if __name__ == "__main__":
    main()
