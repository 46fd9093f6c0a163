"""Political parties of today's states."""

import json
import re
from collections import Counter
from itertools import takewhile

from derived.names import key, known_names, names_of, slug, spellings, table
from derived.table import ACTOR_COLUMNS, latin, lines, rows, write

# Words one of which a party's name must have: names without (Together, The Right) are met in any text.
HEAD = re.compile(
    r"\b(Part(y|i|ei|ido|it|ito|ia|ij)|M[ou]+v[ei]m(i?ent)o?|Mouvement|Muvman|Union|Unión|Alliance|Front|Frente|Congress|Rally|"
    r"League|Coalition|Bloc|Democrats|Conservatives|Greens|Liberals|Organi[sz]ation|Forum|Peramuna|Partai|Democracia)\b"
)
# Names that the source runs together so that nothing tells them apart.
TWO = re.compile(
    r"^(?!UK )[A-Z]{1,5}[a-z]* (?=[A-Z])(?<=[A-Z] )|^PAR|Reform UK|Fiji First|Historic Pact|Future Burkina|Makes the Nation|Fianna|"
    r"^Sinn|Agang|^Dem |others$|Sanseito|\.|Togolese Commitment|Jotna|^Party - |United Reform Action|^Denk|Movement Now|"
    r"^(Afghan's|Thai|Grand|Good) Party"
)
# Two of these make a name that parties of any state may have.
COMMON = re.compile(
    r"(action|alliance|bloc|cent(er|re)|christian|citizen('?s)?|civic|coalition|common|communist|congress|conservative|"
    r"countr?y|democratic|democrats?|destiny|equality|federal|forum|freedom|front|future|green|greens|homeland|humanist|"
    r"independent|justice|labou?r|league|left|liberal|liberals|libertarian|liberty|modern|motherland|movement|national|new|"
    r"orange|our|party|patriotic|people'?s?|popular|progress|progressive|radical|rally|rebirth|reform|renewal|republican|"
    r"right|social|socialist|union|united|unity|women'?s|workers'?|youth)",
    re.IGNORECASE,
)
# Remarks and fillers.
NO_PARTY = re.compile(
    r"\b(none|minor|small|parties|includ\w+|formerly|regime|independents?|note|multiple|various|others?|following|political|"
    r"registered|coalitions|known|dissolved|aka|founded|merger|split|led|since|candidates|alliances|branch\w*|former|defunct|"
    r"major|also|translation|electoral|government|associations?|supports?|members?|groups?)\b",
    re.IGNORECASE,
)
CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽƏ"


def parties(raw):
    states = {row["iso3"]: row for row in table("derived/states") if row["status"] == "state"}
    fips = {
        row["FIPS"].strip().lower(): row["ISO3166-1-Alpha-3"] for row in rows(raw / "territories" / "country-codes.csv")
    }
    bearers = {}
    for name in ("bodies", "armed_groups", "derived/armed_groups"):
        for row in table(name):
            for alias in names_of(row):
                bearers.setdefault(key(alias), set()).add(row["country"])
    known = known_names()
    out = {}
    for line in lines(raw / "territories" / "factbook_2026.jsonl.gz"):
        entry = json.loads(line)
        iso3 = fips.get(entry["gec"], "")
        if iso3 not in states:
            continue
        taken = {k for k, countries in bearers.items() if countries & {iso3, ""}} | (known - bearers.keys())
        for name, aliases, acronyms in entries(entry["parties"] or ""):
            if key(name) in taken:
                continue
            acronyms = [a for a in acronyms if key(a) not in known]
            names = {key(n): n for n in [name, *aliases, *acronyms] if key(n) not in taken}
            taken |= names.keys()
            shown = [n for k, n in names.items() if k != key(name)]
            number = f"{iso3.lower()}-{slug(name)}"
            out[number] = [
                number,
                name,
                ";".join(shown),
                "organization",
                iso3,
                "PTY",
                states[iso3]["cameo"] + "PTY",
                "",
                "",
                "",
            ]
    shared = Counter(key(name) for row in out.values() for name in names_of(dict(zip(ACTOR_COLUMNS, row, strict=True))))
    told = [row for row in out.values() if shared[key(row[1])] > 1 or key(row[1]) in bearers or not common(row[1])]
    write(
        "parties.tsv",
        [
            "Political parties of early 2026 that data/bodies.tsv has not; names that parties of several states share, and",
            "acronyms of two or three letters, are told only where the state is known.",
            "Origin: CIA World Factbook 2026 (public domain). Made by scripts/derive.py; corrections belong in data/bodies.tsv.",
        ],
        ACTOR_COLUMNS,
        sorted(told),
    )


def common(name):
    words = name.split()
    return len(words) == 2 and all(COMMON.fullmatch(word) for word in words)


def entries(text):
    """Name, other names and acronyms of each party; the source runs most of them together without a mark between."""
    text = re.sub(r"\[[^\]]*\]|&\w+;", "", text).replace("’", "'").replace("–", "-")
    # `Alliance or ALPUnited Party`, `Alliance or ALP United Party`, `PartyUnited`, `(Alianza) United`.
    text = re.sub(rf"\bor ([{CAPITAL}0-9/+-]{{2,}}?)(?=[{CAPITAL}][a-zà-ÿ])", r"or \1|", text)
    text = re.sub(rf"\bor ([{CAPITAL}0-9/+-]{{2,}}|[A-Z]\w*[A-Z][a-z]?)\s+(?!or\b|\()", r"or \1|", text)
    text = re.sub(
        rf"(?<=[a-zà-ÿ)])(?=[{CAPITAL}][a-zà-ÿ])|(?<=\))\s+(?=[{CAPITAL}])|(?<=\bParty)\s+(?=[{CAPITAL}])", "|", text
    )
    for piece in re.split(r"[|;:]", text):
        names, *acronyms = re.split(r"\s+or\s+", re.sub(r"\s+", " ", piece).strip())
        brackets = re.findall(r"\(([^()]*)\)", names)
        name = re.sub(r"\s*\([^)]*\)?", "", names).strip(" .,-")
        name = re.sub(r"^The ", "", name)
        if is_name(name):
            acronyms = takewhile(re.compile(r"[A-Z][A-Za-z/-]*[A-Z][a-z]?").fullmatch, map(str.strip, acronyms))
            aliases = [bracket for bracket in brackets if is_name(bracket)]
            yield name, [*spellings(name), *aliases], [a for a in acronyms if len(a) < 9]


def is_name(name):
    words = name.split()
    return (
        2 <= len(words) <= 9
        and latin(name.replace("'", ""))
        and bool(HEAD.search(name))
        and not NO_PARTY.search(name)
        and not re.search(r"[,/\"!?\d+]", name)
        and words[0][0].isupper()
        and words[-1][0].isupper()
        and words[-1] not in ("And", "Of", "The")
        and len(re.findall(r"\bParty\b", name)) < 2
        and len(HEAD.findall(name)) < (3 if len(words) < 7 else 2)
        and not TWO.search(name)
    )
