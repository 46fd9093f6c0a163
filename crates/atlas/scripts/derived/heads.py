"""Heads of state and government of early 2026: the Wikidata exports end in 2022."""

import html
import json
import re
from collections import defaultdict
from datetime import timedelta
from difflib import SequenceMatcher

from derived.table import lines, rows, write
from sources import days, fold, table

# What stands before a name: the longest first, and the title under which texts speak of the holder.
TITLES = {
    "President of the National Council for the Safeguard of the Homeland (CNSP)": "President",
    "Sovereign Council Chair and Commander-in-Chief of the Sudanese Armed Forces": "Chairman",
    "President of the Government of Spain (prime minister-equivalent)": "Prime Minister",
    "Chairperson of the Council of Ministers": "Chairman of the Council of Ministers",
    "Chairman of the Cabinet of Ministers": "Prime Minister",
    "President of Council of Ministers": "Prime Minister",
    "Presidential Leadership Council Chairperson": "President",
    "President of the Swiss Confederation": "President",
    "Crown Prince and Prime Minister": "Prime Minister",
    "Prime Minister and Co-Vice President": "Prime Minister",
    "Prime Minister and Foreign Minister": "Prime Minister",
    "Chairperson of the Presidency": "President",
    "State Affairs Commission President": "Supreme Leader",
    "President, Presidential Council,": "President",
    "Prime Minister Crown Prince": "Prime Minister",
    "GNU Interim Prime Minister": "Prime Minister",
    "Transition Prime Minister": "Prime Minister",
    "Caretaker Prime Minister": "Prime Minister",
    "Taoiseach (Prime Minister)": "Taoiseach",
    "Interim Prime Minister": "Prime Minister",
    "Acting Prime Minister": "Prime Minister",
    "Sultan and Prime Minister": "Sultan",
    "Minister of State": "Minister of State",
    "Transitional President": "President",
    "CNSP Prime Minister": "Prime Minister",
    "Transition President": "President",
    "Interim President": "President",
    "Acting President": "President",
    "Supreme Leader": "Supreme Leader",
    "Prime Minister": "Prime Minister",
    "Grand Duke": "Grand Duke",
    "King Sultan": "King",
    "Chancellor": "Chancellor",
    "President": "President",
    "Emperor": "Emperor",
    "Premier": "Prime Minister",
    "Sultan": "Sultan",
    "Prince": "Prince",
    "King": "King",
    "Amir": "Emir",
    "": "Prime Minister",
}
# Those who go by their given names.
ROYAL = {"King", "Emir", "Sultan", "Prince", "Grand Duke", "Emperor"}
STYLES = re.compile(r"^((Sr\. )?Gen\.|General|Col\.|Capt\.|Sir|Dr\.|Ratu) ")
PARTICLES = {"al", "bin", "da", "de", "del", "der", "di", "dos", "e", "el", "la", "ould", "van", "von"}
NUMBER = re.compile(r"^[IVX]+$")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MOHAMMED = re.compile(r"m[ou]ham+[ae]d")
# Sources may disagree so much about the day on which one took office, and so much of a word about its spelling.
TOLERANCE, LIKENESS = timedelta(days=62), 0.8
# What the source has wrong, or says in a way of its own.
LEFT_OUT = {
    # A date that cannot be.
    ("ROU", "head_of_government"),
    # These head neither the state nor its government.
    ("ZWE", "head_of_government"),
    ("WSM", "head_of_state"),
    ("PRK", "head_of_government"),
    ("VAT", "head_of_government"),
    ("SMR", "head_of_government"),
    ("GMB", "head_of_government"),
    ("AND", "head_of_state"),
    ("SMR", "head_of_state"),
    # Known by another spelling, which data/holdings.tsv has.
    ("QAT", "head_of_government"),
    ("THA", "head_of_state"),
    # The pope is an office of its own.
    ("VAT", "head_of_state"),
    ("AFG", "head_of_state"),
    ("AFG", "head_of_government"),
}


def heads(raw):
    folder = raw / "territories"
    states = {r["iso3"]: r for r in table("derived/states.tsv")}
    fips = {r["FIPS"].strip().lower(): r["ISO3166-1-Alpha-3"] for r in rows(folder / "country-codes.csv")} | {
        "kv": "XKX"
    }
    known, holders = persons(), terms()
    unread, out = [], []
    for line in lines(folder / "factbook_2026.jsonl.gz"):
        entry = json.loads(line)
        iso3 = fips.get(entry["gec"], "")
        if states.get(iso3, {}).get("status") != "state":
            continue
        found = {}
        for office, field in (("head_of_state", "chief_of_state"), ("head_of_government", "head_of_government")):
            # The king of many realms is named as the one of his own.
            if (iso3, office) not in LEFT_OUT and entry[field] and "represented by" not in entry[field]:
                found[office] = read(html.unescape(entry[field]))
                if not found[office]:
                    unread.append(f"{iso3} {entry[field]}")
        for office, read_ in found.items():
            if not read_:
                continue
            title, words, since = read_
            if title == "Supreme Leader" and iso3 == "IRN":
                office = "supreme_leader"
            elif office == "head_of_government" and title == "President":
                # Of a president who leads the government as well, the state is what texts call him head of.
                if found.get("head_of_state") and found["head_of_state"][1] == words:
                    continue
                office = "head_of_state"
            elif office == "head_of_government" and found.get("head_of_state") and found["head_of_state"][1] == words:
                continue
            name, surname = shown(words)
            qid, main = (
                same_term(words, since, holders[iso3, office])
                or known_as(words, known[iso3], holders[iso3, office])
                or ("", "")
            )
            aliases = ({name} if main else {name, *short(words)}) - {main or name}
            if title in ROYAL or ("bin" in words and "bin" not in surname.split()):
                surname = ""
            out.append(
                [slug(name), iso3, office, title, main or name, ";".join(sorted(aliases)), surname, qid, since, ""]
            )
    print("heads left out:", unread)
    write(
        "heads.tsv",
        [
            "Heads of state and government in January 2026, and since when: of a term that was renewed, sometimes since the renewal.",
            "Origin: CIA World Factbook 2026 (public domain). Ids and the spelling of names that the other tables have: theirs.",
            "Made by scripts/derive.py; corrections belong in data/holdings.tsv.",
        ],
        ["id", "iso3", "office", "title", "name", "aliases", "surnames", "qid", "from", "to"],
        sorted(out, key=lambda r: (r[1], r[2])),
    )


def read(text):
    """Title, words of the name, and the first day or month of what a field says, or None."""
    begun = re.search(r"\((?:chairperson )?(?:since )?((?:\d+ )?(?:[A-Z][a-z]+ )?\d{4})", text)
    if not begun:
        return None
    title = next(t for t in TITLES if text.startswith(t))
    rest = text[len(title) :].strip()
    name = re.split(r" \(|;|, (?!Jr)", rest)[0].replace('"BongBong" ', "")
    while STYLES.match(name):
        name = STYLES.sub("", name)
    *day, month, year = ["", *begun[1].split()][-3:] if " " in begun[1] else ["", "", begun[1]]
    since = [year, *([f"{MONTHS.index(month[:3]) + 1:02}"] if month else []), *(f"{int(d):02}" for d in day if d)]
    return TITLES[title], tuple(name.split()), "-".join(since)


def is_capital(word, first=False):
    """Whether a part of the word is all capitals, and no number of a monarch."""
    parts = ["".join(c for c in p if c.isalpha()) for p in word.split("-")]
    return any(len(p) > 1 and p.isupper() and (first or not NUMBER.match(p)) for p in parts)


def lowered(word, first):
    """`EL-SISI` as el-Sisi, `DE WEVER` as De Wever."""
    if not is_capital(word, first):
        return word
    parts = [p.capitalize() if len(p) > 1 and p.isupper() else p for p in word.split("-")]
    if len(parts) > 1 and parts[0].lower() in ("al", "el"):
        parts[0] = parts[0].lower()
    out = re.sub(r"(?<=['’])[a-z]", lambda m: m[0].upper(), "-".join(parts))
    return out.lower() if out.lower() in PARTICLES and not first else out


def shown(words):
    """The name as texts write it, and the part in capitals, by which the source says that a person goes."""
    name = " ".join(lowered(w, i == 0) for i, w in enumerate(words)).rstrip(",")
    family = [w.rstrip(",") for i, w in enumerate(words) if is_capital(w, i == 0)]
    return name, " ".join(lowered(w, i == 0) for i, w in enumerate(family))


def short(words):
    """Each given name with the family name: Bola Tinubu, Ahmed Tinubu."""
    family = [i for i, w in enumerate(words) if is_capital(w, i == 0)]
    if not family or family[0] < 1 or (family[0] == 1 and family[-1] == len(words) - 1):
        return []
    given = [w for w in words[: family[0]] if not w.endswith(".") and w.lower() not in PARTICLES]
    return [shown((w, *(words[i] for i in family)))[0] for w in given]


def slug(name):
    return re.sub(r"[^a-z]+", "-", fold(name)).strip("-")


def persons():
    """Ids and names of those who served a state, by state: of the tables that are compiled with this one."""
    names = {r["qid"]: [r["name"], *filter(None, r["aliases"].split(";"))] for r in table("derived/people.tsv.gz")}
    found = defaultdict(dict)
    for row in table("derived/holdings.tsv.gz"):
        found[row["iso3"]][row["qid"]] = names[row["qid"]]
    for row in table("derived/leaders.tsv"):
        if row["qid"]:
            found[row["iso3"]].setdefault(row["qid"], [row["name"]])
    for row in table("holdings.tsv"):
        aliases = [row["person"], *filter(None, row["aliases"].split(";"))]
        of_state = found[row["owner"]]
        namesake = next((k for k, n in of_state.items() if fold(n[0]) == fold(row["person"])), row["person"])
        key = row["qid"] or namesake
        of_state[key] = [*of_state.get(key, []), *aliases]
    return found


def terms():
    """Who began a term in an office of a state, by state and office: the day, and the key of `persons`."""
    titles = {(r["iso3"], r["title"]): r["office"] for r in table("titles.tsv")}
    names = {r["qid"]: r["name"] for r in table("derived/people.tsv.gz")}
    found = defaultdict(list)
    for row in table("derived/holdings.tsv.gz"):
        iso3, title, start = row["iso3"], row["title"], days(row["from"])
        office = titles.get((iso3, title)) or titles.get(("*", title)) or row["office"]
        if start:
            found[iso3, office].append((start[0], row["qid"], names[row["qid"]]))
    for row in table("holdings.tsv"):
        of_office = found[row["owner"], row["office"]]
        if row["from"]:
            namesake = next((h[1:] for h in of_office if fold(h[2]) == fold(row["person"])), ("", row["person"]))
            of_office.append((days(row["from"])[0], *((row["qid"], row["person"]) if row["qid"] else namesake)))
    return found


def same_term(words, since, holders):
    """The id and name of the one who took the office on about that day by another source, and has a name in common."""
    begun = days(since)[0]
    ours = tokens(" ".join(words))
    near = {(qid, name) for start, qid, name in holders if abs(start - begun) <= TOLERANCE}
    shared = {holder: sum(any(alike(a, b) for a in ours) for b in tokens(holder[1])) for holder in near}
    best = [h for h in near if shared[h] and shared[h] == max(shared.values())]
    return best[0] if len(best) == 1 else None


def tokens(name):
    words = (MOHAMMED.sub("mohammed", t) for t in re.split(r"[^a-z]+", fold(name)))
    return {t for t in words if t and t not in PARTICLES}


def alike(one, other):
    return one == other or (min(len(one), len(other)) > 3 and SequenceMatcher(None, one, other).ratio() >= LIKENESS)


def known_as(words, people, holders):
    """The id and main name of the one person of a state who bears the family name and a given name, if there is one.

    Of several it is the one who held the office before.
    """
    family = tokens(" ".join(w for i, w in enumerate(words) if is_capital(w, i == 0)))
    given = tokens(" ".join(w for i, w in enumerate(words) if not is_capital(w, i == 0)))
    matched = []
    for key, names in people.items():
        for name in names:
            of = tokens(name)
            if not family or not all(any(alike(f, o) for o in of) for f in family):
                continue
            rest = {o for o in of if not any(alike(f, o) for f in family)}
            shared = {o for o in rest if any(alike(o, g) for g in given)}
            if (shared and (rest == shared or len(shared) > 1)) or (not rest and len(of) > 1):
                matched.append((key if key.startswith("Q") else "", names[0]))
                break
    if len(matched) > 1:
        matched = [m for m in matched if any(m == (qid, name) for _, qid, name in holders)]
    return matched[0] if len(matched) == 1 else None
