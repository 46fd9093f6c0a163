"""Words that stand in names of persons, places and bodies: writes `word<TAB>kinds` lines as name_words.tsv.gz.

Kinds are letters: g given name, f family name, p place, q word of a longer place name, c country, d word for a country's
people, b word of a body's name, a a body's initials.

Sources, all under one folder: `officeholders/persons.csv.gz` (Wikidata, CC0), `geonames/cities15000.csv.gz` (GeoNames,
CC BY 4.0), `territories/country-codes.csv` (PDDL 1.0), `territories/factbook_2026.jsonl.gz` (CIA World Factbook, public
domain), `igos/cow_igo_v3.csv` (Correlates of War; Pevehouse et al. 2020).

    python name_words.py FOLDER ../data/name_words.tsv.gz
"""

import collections
import csv
import gzip
import json
import re
import sys

GIVEN, FAMILY, BODY, INHABITANTS = 3, 2, 3, 30_000
WORD = re.compile(r"[^\W\d_][\w'’.-]*\w")
SMALL = {
    "the",
    "of",
    "and",
    "for",
    "in",
    "on",
    "to",
    "de",
    "la",
    "le",
    "al",
    "el",
    "von",
    "van",
    "da",
    "du",
    "des",
    "del",
}


def rows(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def words(text):
    return [w.lower() for w in WORD.findall(text) if w.lower() not in SMALL]


def main(folder, target):
    kinds = collections.defaultdict(set)

    def add(word, kind):
        if len(word) > 1 and word not in SMALL:
            kinds[word].add(kind)

    given, family = collections.Counter(), collections.Counter()
    for row in rows(f"{folder}/officeholders/persons.csv.gz"):
        parts = words(row["name"])
        if len(parts) > 1:
            given[parts[0]] += 1
            family[parts[-1]] += 1
    for counts, least, kind in ((given, GIVEN, "g"), (family, FAMILY, "f")):
        for word, n in counts.items():
            if n >= least:
                add(word, kind)
    for row in rows(f"{folder}/geonames/cities15000.csv.gz"):
        if int(row["population"]) >= INHABITANTS:
            parts = words(row["name"])
            for word in parts:
                add(word, "p" if len(parts) == 1 else "q")
    for row in rows(f"{folder}/territories/country-codes.csv"):
        for name in (row["CLDR display name"], row["UNTERM English Short"].replace("(the)", "")):
            parts = words(name)
            for word in parts:
                add(word, "c" if len(parts) == 1 else "q")
        add(row["Capital"].lower(), "p")
    bodies = collections.Counter()
    with gzip.open(f"{folder}/territories/factbook_2026.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            state = json.loads(line)
            for word in words(" ".join(str(v) for v in (state.get("nationality") or {}).values())):
                add(word.rstrip("."), "d")
                add(word + "s", "d")
            for word in set(words(str(state.get("parties") or ""))):
                bodies[word] += 1
    for row in rows(f"{folder}/igos/cow_igo_v3.csv"):
        add(row["ioname"].lower(), "a")
        for word in set(words(row["orgname"])):
            bodies[word] += 1
    for word, n in bodies.items():
        if n >= BODY:
            add(word, "b")
    lines = ["# made by scripts/name_words.py, which names the sources and their licences"]
    lines += [f"{word}\t{''.join(sorted(kinds[word]))}" for word in sorted(kinds)]
    with open(target, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
