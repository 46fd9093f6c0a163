"""Role nouns and their sectors."""

import re

from derived.table import lines, write

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
