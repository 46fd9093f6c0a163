"""Full names and ids of leaders of whom REIGN gives the family name."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from derived.table import rows
from sources import fold, phoenix_day, phoenix_entries, table, us_executive

# How the dictionaries code states that are gone, or that they call otherwise.
OTHER_CODES = {
    "SUN": ["SUN", "USR", "RUS"],
    "DDR": ["DDR", "DEU"],
    "YUG": ["YUG", "FRY", "SRB", "SCG", "SRP"],
    "CSK": ["CSK", "CZE"],
    "ZAR": ["COD"],
    "YMD": ["YEM"],
    "VDR": ["VNM"],
    "KNA": ["KNA", "KNT"],
    "TLS": ["TLS", "TMP"],
}
FAMILY_FIRST = {"CHN", "KOR", "PRK", "SGP"}
TWO_SURNAMES = {
    "ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "ESP", "GTM", "HND", "MEX", "NIC", "PAN", "PER", "PRY",
    "SLV", "URY", "VEN",
}  # fmt: skip
PARTICLES = {
    "al", "bin", "d", "da", "de", "del", "den", "der", "di", "dos", "e", "el", "ibn", "la", "las", "los", "ould", "ul",
    "van", "von", "y",
}  # fmt: skip
TITLES = re.compile(
    r"president|minister|premier|leader|secretary|general|king |prince|colonel|chairman|former|chancellor|administration"
    r"|government|regime|dictator|ruler|emperor|sheikh|marshal|\bgen\b|\bmr\b|\bdr\b|\bpm\b",
    re.IGNORECASE,
)
HONORIFICS = re.compile(r"^(sir|dame|ratu|datuk|tun|hojatolislam|ayatollah|jama) ", re.IGNORECASE)
# A word in the names of more persons than this does not tell who is meant.
MANY = 10
# Those who go by their given names.
ROYAL = {"King", "Emir", "Prince", "Queen Regent"}


@dataclass
class Known:
    """Whoever has a full name in another source."""

    names: list[str]
    qid: str = ""
    birth: int = 0
    served: list[tuple[date, date]] = field(default_factory=list)
    first: date = date.max


def persons(raw):
    """Persons by state: those of the tables, by `id`, and those of the dictionaries, by `name`."""
    born = {r["id"]: r["dob"][:4] for r in rows(raw / "officeholders" / "persons.csv.gz")}
    people = {r["qid"]: [r["name"], *filter(None, r["aliases"].split(";"))] for r in table("derived/people.tsv.gz")}
    found = defaultdict(lambda: {"id": [], "name": []})
    for iso3, qid in sorted({(r["iso3"], r["qid"]) for r in table("derived/holdings.tsv.gz")}):
        year = born.get(qid, "")
        found[iso3]["id"].append(Known(people[qid], qid, int(year) if year.isdigit() else 0))
    for row in table("holdings.tsv"):
        found[row["owner"]]["id"].append(Known([row["person"]], row["qid"]))
    for claim in us_executive(raw):
        if claim.office == "head_of_state":
            served = [(claim.start[0], claim.end[1] if claim.end else date.max)]
            found["USA"]["name"].append(Known(claim.names, claim.qid, served=served))
    for names, codes in phoenix_entries(raw):
        for state, entry in phoenix_persons(names, codes).items():
            found[state]["name"].append(entry)
    return found


def phoenix_persons(names, codes):
    """An entry of the dictionaries under each state that it names, with the days in the service of the state."""
    found = {}
    for code in codes:
        dated = re.fullmatch(r"([A-Z]{3})([A-Z]*)(?: [<>]?(\d{6,8})(?:-(\d{6,8}))?)?", code.strip())
        if not dated:
            continue
        entry = found.setdefault(dated[1], Known([written(n) for n in names if not TITLES.search(n)]))
        span = [phoenix_day(d) if d else None for d in (dated[3], dated[4])]
        if span[0]:
            entry.first = min(entry.first, span[0][0])
            if not dated[2].startswith("ELI"):
                entry.served.append((span[0][0], span[1][1] if span[1] else date.max))
    return {state: entry for state, entry in found.items() if entry.names}


def written(name):
    """A name in capitals as news writes it."""

    name = HONORIFICS.sub("", HONORIFICS.sub("", name))

    def word(match):
        text, next_one = match.group(0), name[match.end() : match.end() + 1]
        if text.lower() in PARTICLES and match.start() and next_one in (" ", "-", "'"):
            return text.lower()
        if re.fullmatch("[IVX]+", text):
            return text
        return re.sub(r"^Mc(\w)", lambda m: "Mc" + m.group(1).upper(), text.capitalize())

    return re.sub(r"[^\W_]+", word, name)


def family(leader):
    """The given and the family name of REIGN: `Peron, Isabel`, `A. Papandreou`, `Thorn G.`."""
    name = re.sub(r"\(.*", "", leader).strip()
    name, _, given = name.partition(",")
    words = [w for w in name.split() if not re.fullmatch(r"(\w\.)+|\w|Jr\.", w)]
    return given.strip(), " ".join(words)


def alike(one, other):
    return one == other or (len(one) > 4 and len(other) > 4 and one[0] == other[0] and apart(one, other) < 2)


def apart(one, other):
    """Letters to change, add or leave out."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def shared(leader, name, iso3):
    """How many words of note a name shares with that of REIGN; 0 where the given names differ, or too few are shared."""
    given, last = family(leader)
    ours = [w for w in fold(last).split() if w not in PARTICLES]
    if given and not fold(name).startswith(fold(given)[:1]):
        return 0
    same = [len(w) > 1 and any(alike(w, t) for t in fold(name).split()) for w in ours]
    # Of two family names the first may stand alone.
    enough = sum(same) > 1 or len(ours) == 1 or (iso3 in TWO_SURNAMES and same[:1] == [True])
    return sum(same) if enough else 0


def described(term, piece, known):
    """The name, the aliases, the family names and the Wikidata id of a leader."""
    iso3, own = piece.iso3, written_by_hand().get((piece.iso3, term.leader))
    entry = None if own else from_names(term, iso3, known)
    names = own[0] if own else [n for n in entry.names if " " in n and shared(term.leader, n, iso3)] if entry else []
    person = from_ids(term, iso3, known[iso3]["id"], names, own)
    qid = person.qid if person else entry.qid if entry else ""
    if person and not own:
        names = [person.names[0], *names]
    if not own and (piece.title in ROYAL or not names):
        given, last = family(term.leader)
        names = [f"{given} {last}" if len(given) > 2 else last, *names]
    unique = {fold(n): n for n in reversed(names)}
    name, *aliases = [n for n in names if unique.pop(fold(n), None)]
    if own or piece.title in ROYAL:
        return name, aliases, own[1] if own else [], qid
    surnames = surnames_of(term, iso3, name)
    if not qid:
        aliases = [*shorter(name, surnames, iso3), *aliases]
    return name, aliases[:3], surnames, qid


def shorter(name, surnames, iso3):
    """The first name and the family name of whoever has more, unless others bear them: `Carlos Menem`."""
    first, family = name.split()[0], surnames[-1] if iso3 in TWO_SURNAMES else surnames[0]
    words = set(fold(f"{first} {family}").split())
    if "." in first or iso3 in FAMILY_FIRST or first in family or not 1 < len(words) < len(fold(name).split()):
        return []
    bearers = [other for other in others() if fold(family).split()[-1] in other]
    return [f"{first} {family}"] if len(bearers) <= MANY and not any(words <= other for other in bearers) else []


@cache
def others():
    """The words of the names of all persons of the tables."""
    return [set(fold(r["name"]).split()) for r in table("derived/people.tsv.gz")]


@cache
def written_by_hand():
    """The rows of leader_names.tsv: names and family names, by state and name in REIGN."""
    with open(Path(__file__).parent / "leader_names.tsv", encoding="utf-8") as file:
        table = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        parts = {(r["iso3"], r["leader"]): (r["name"], r["aliases"], r["surnames"]) for r in table}
    split = lambda cell: [part for part in cell.split(";") if part]  # noqa: E731
    return {key: ([name, *split(aliases)], split(last)) for key, (name, aliases, last) in parts.items()}


def from_names(term, iso3, known):
    """The entry that shares a name and served in most of the term, or the only one that may have."""
    entries = [e for c in OTHER_CODES.get(iso3, [iso3]) for e in known[c]["name"]]
    alike_ones = [(max(shared(term.leader, n, iso3) for n in e.names), e) for e in entries]
    alike_ones = [(count, e) for count, e in alike_ones if count]
    length = max((term.end[1] - term.start).days, 1)

    def together(entry):
        spans = [min(end, term.end[1]) - max(start, term.start) for start, end in entry.served]
        return max([s.days for s in spans if s > timedelta(0)], default=0) / length

    best = max(alike_ones, key=lambda pair: (together(pair[1]), pair[0]), default=None)
    if best and together(best[1]) > 0.5:
        return best[1]
    fits = [e for n, e in alike_ones if e.first < term.end[1] or (n > 1 and not e.served)]
    return fits[0] if len(fits) == 1 else None


def from_ids(term, iso3, people, names, sure):
    """The person of the tables: of the whole name, or of the family name and born in the year."""
    fits = []
    for person in people:
        years = abs(person.birth - term.birth) if person.birth and term.birth and not sure else 0
        whole = {fold(n) for n in [*names, term.leader] if " " in n}
        same_name = any(fold(p) in whole for p in person.names)
        same_family = any(shared(term.leader, p, iso3) for p in person.names)
        born = person.birth and person.birth == term.birth
        # Father and son may share a name, and birthdays may be off by some years.
        if (same_name and years < 10) or (same_family and born and given_fits(names, person.names)):
            fits.append(person)
    # Rows written by hand may lack the id.
    fits = [person for person in fits if person.qid] or fits
    return fits[0] if len({p.qid or p.names[0] for p in fits}) == 1 else None


def given_fits(names, others):
    """Whether the full name, where one is known, begins alike."""
    return not names or any(fold(a)[:2] == fold(b)[:2] for a in names for b in others)


def surnames_of(term, iso3, name):
    """The family names by which texts call a leader: REIGN has them, sometimes with a given name before."""
    _, last = family(term.leader)
    words, first = last.split(), name.split()[0]
    if iso3 in FAMILY_FIRST and " " in name:
        return [first]
    if len(words) > 1 and fold(words[0]) == fold(first):
        words = words[1:]
    whole = " ".join(w.lower() if w.lower() in PARTICLES else w for w in words)
    if len(words) < 2 or words[0].lower() in (PARTICLES - {"al", "el", "ould"}) | {"st."}:
        return [whole]
    return [whole, words[0] if iso3 in TWO_SURNAMES else words[-1]]
