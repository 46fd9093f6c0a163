"""Leaders of states whose term ended before 2000: the Wikidata exports leave them out."""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from derived.leader_names import described, persons
from derived.table import write
from sources import days, fold, table

# Earlier leaders are left out to keep the atlas small.
FIRST, END = date(1970, 1, 1), date(2000, 1, 1)
# Sources may disagree about a change of holder by so much.
TOLERANCE = timedelta(days=31)
HEADS = ("head_of_state", "head_of_government")
# Rows of one person that begin no further apart speak of the same term.
SAME_TERM = timedelta(days=3 * 365)
# COW codes of states that had another name, or share theirs with a dependency, where that is not told by the day.
STATES = {"210": "NLD", "260": "DEU", "678": "YEM"}


@dataclass
class Term:
    """A row of REIGN. Of the end it knows the month."""

    id: str
    cow: str
    leader: str
    birth: int
    start: date
    end: tuple[date, date]


@dataclass
class Piece:
    """The part of a term with one state, office and title."""

    iso3: str
    office: str
    title: str
    start: date
    end: tuple[date, date]


def leaders(raw):
    terms = list(reign(raw))
    held = holdings()
    usual = usual_offices(terms, held)
    known = persons(raw)
    rules = offices()
    people, ids, out, left = {}, {}, [], Counter()
    for term in terms:
        if not FIRST <= term.end[1] < END:
            continue
        for piece in pieces(term, rules, usual):
            if piece.office == "-":
                left["other reasons"] += 1
            elif any(common(piece, other) > TOLERANCE for other in held[piece.iso3, piece.office]):
                left["have a holder already"] += 1
            else:
                key = (term.cow, fold(term.leader), term.birth)
                if key not in people:
                    people[key] = described(term, piece, known)
                name, aliases, surnames, qid = people[key]
                first = ids.setdefault((term.cow, name), term.id)
                names = [name, ";".join(aliases), ";".join(surnames)]
                out.append([first, piece.iso3, piece.office, piece.title, *names, qid, *shown(piece)])
    print("leaders left out:", dict(left))
    write(
        "leaders.tsv",
        [
            "Leaders of states whose term ended from 1970 to 1999: who led in fact, whether head of state or of government.",
            "A person without a Wikidata id goes by the id of the list. An end is known to the month.",
            "Origin: REIGN, leader list of 2021-03 (Bell, Curtis. 2016. The Rulers, Elections, and Irregular Governance Dataset.",
            "Broomfield, CO: OEF Research; free with citation): id, days, family names. Full names: Phoenix.Countries of",
            "openeventdata/petrarch2 (MIT, (c) 2014 Open Event Data Alliance) and congress-legislators (CC0); ids: Wikidata (CC0).",
            "Our own: scripts/derived/leader_offices.tsv and leader_names.tsv.",
            "Made by scripts/derive.py; corrections belong in data/holdings.tsv.",
        ],
        ["id", "iso3", "office", "title", "name", "aliases", "surnames", "qid", "from", "to"],
        sorted(out, key=lambda r: (r[1], r[8], r[2])),
    )


def shown(piece):
    first, last = piece.end
    return piece.start.isoformat(), first.isoformat() if first == last else f"{first:%Y-%m}"


def reign(raw):
    with open(raw / "leaders" / "reign_leaderlist_2021_3.csv", encoding="latin-1") as file:
        for row in csv.DictReader(file):
            end = days(f"{row['eyear']}-{int(row['emonth']):02}") if row["eyear"] else None
            start = date(int(row["syear"]), int(row["smonth"]), int(row["sdate"] or 1))
            birth = int(row["birthyear"]) if row["birthyear"].isdigit() else 0
            yield Term(row["leadid"], row["ccode"], row["leader"].strip(), birth, start, end or (date.max, date.max))


def holdings():
    """What the tables say already of heads, as spans of days with name and title."""
    titles = {(r["iso3"], r["title"]): r["office"] for r in table("titles.tsv")}
    struck = {(r["qid"], r["iso3"], r["office"], r["from"]) for r in table("holdings_struck.tsv")}
    names = {r["qid"]: r["name"] for r in table("derived/people.tsv.gz")}
    held = defaultdict(list)
    for row in table("derived/holdings.tsv.gz"):
        iso3, title = row["iso3"], row["title"]
        office = titles.get((iso3, title)) or titles.get(("*", title)) or row["office"]
        start, end = days(row["from"]), days(row["to"])
        if start and (row["qid"], iso3, office, row["from"]) not in struck:
            held[iso3, office].append((start[0], end and end[1], names[row["qid"]], title))
    for row in table("holdings.tsv"):
        start, end = days(row["from"]), days(row["to"])
        spans = held[row["owner"], row["office"]]
        # A row written by hand replaces the derived one.
        spans[:] = [s for s in spans if s[2] != row["person"] or abs(s[0] - start[0]) > SAME_TERM]
        spans.append((start[0], end and end[1], row["person"], row["title"]))
    for spans in held.values():
        # An end that is missing comes before the successor, as the compiler has it.
        for i, (start, end, *rest) in enumerate(spans):
            later = min((s[0] for s in spans if s[0] > start), default=date.max)
            spans[i] = (start, end or later, *rest)
    return held


def common(piece, span):
    """The days that both certainly lasted."""
    return min(piece.end[0], span[1]) - max(piece.start, span[0])


def usual_offices(terms, held):
    """The office and title that most leaders of a state after 2000 have in the tables."""
    votes = defaultdict(Counter)
    for term in terms:
        if term.end[1] < END:
            continue
        words = set(fold(term.leader).split())
        for iso3 in codes()[term.cow]:
            for office in HEADS:
                for start, _, name, title in held[iso3, office]:
                    if abs(start - term.start) < timedelta(400) and words & set(fold(name).split()):
                        votes[iso3][office, title] += 1
    return {iso3: max(sorted(counts, reverse=True), key=counts.get) for iso3, counts in votes.items()}


def codes():
    """The states of each COW code: the one of today first, then those that are gone with the days they existed."""
    found = defaultdict(dict)
    for row in table("derived/states.tsv"):
        if row["cow"] and STATES.get(row["cow"], row["iso3"]) == row["iso3"]:
            found[row["cow"]][row["iso3"]] = None
    for cow, iso3 in STATES.items():
        found[cow][iso3] = None
    for row in table("historic_states.tsv"):
        found[row["cow"]][row["iso3"]] = (days(row["from"])[0], days(row["to"])[1])
    return found


def offices():
    """The rows of leader_offices.tsv, by state."""
    with open(Path(__file__).parent / "leader_offices.tsv", encoding="utf-8") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    by_state = defaultdict(list)
    for row in rows:
        first = days(row["from"])[0] if row["from"] else date.min
        last = days(row["to"])[1] if row["to"] else date.max
        by_state[row["iso3"]].append((first, last, fold(row["leader"]), row["office"], row["title"]))
    return by_state


def pieces(term, rules, usual):
    """A term cut where the state becomes another, or the office does."""
    states = codes()[term.cow]
    last = term.end[1]

    def at(day):
        gone = [iso3 for iso3, span in states.items() if span and span[0] <= day <= span[1]]
        iso3 = (gone or list(states))[0]
        office, title = usual.get(iso3) or ("head_of_state", "President")
        for first, until, leader, *what in rules[iso3]:
            if first <= day <= until and leader in fold(term.leader):
                office, title = what
        return iso3, office, title

    bounds = {day for span in states.values() if span for day in (span[0], span[1] + timedelta(1))}
    for iso3 in states:
        bounds |= {first for first, *_ in rules[iso3]} | {
            until + timedelta(1) for _, until, *_ in rules[iso3] if until < date.max
        }
    cuts = sorted({term.start, *(b for b in bounds if term.start < b <= last)})
    found = []
    for start, following in zip(cuts, [*cuts[1:], None], strict=True):
        end = (following - timedelta(1),) * 2 if following else term.end
        if found and not following and start > end[0]:
            # Whether the term lasted into these days of its last month is not known.
            continue
        if found and (found[-1].iso3, found[-1].office, found[-1].title) == at(start):
            found[-1].end = end
        else:
            found.append(Piece(*at(start), start, end))
    return found
