"""Armed groups of several public lists as one table."""

import re
from collections import Counter

from derived.group_sources import NO_GROUP, factbook, ofac, phoenix, security_council
from derived.names import key, known_names, listed, names_of, slug, table
from derived.table import ACTOR_COLUMNS, latin, write

# Aliases kept of one group: the lists have dozens of spellings of some.
ALIASES = 5
# Words that make no name by themselves: two of them in a row are met in any text.
ORDINARY = frozenset(
    """
    3rd a action against al american anarchist anarchists anti arab army arson attack autonomous avengers base
    battalion bill black brigade brigades brotherhood burning cell cells children collective combat combatant
    combatants command commando committee communist company conquerors conscientious consciously conspiracy council
    december decorators defenders defense democratic direct division eagle eagles elements enraged extraditables
    faction fatherland fighters fighting fire fires flag force forces free freedom friday friendship front gang
    general global god great greeks green group groups guard guerrilla guerrillas hand hawk hawks hell helpers
    heroes holy homeland immediate imperial indomitable inevitables initiative international intifada iraqi islam
    islamic islamists jihad jihadi june justice knights land leftist legion liberation liberators life line lions
    marxists may melting memory message militia movement mujahideen muslim nation national nationalist nationals
    network networks new nigerian night nihilists nuclei nucleus october official order organization palestinian
    partisans party path patriotic patriots peace people peoples perspective political popular power priests
    proletarian prophet pure rage rebel rebels red reprisals republic republican resistance resistant revenge
    revolution revolutionaries revolutionary righteous saboteurs salafi secret sect sentinels september social
    socialist socialists society soldiers solidarity sons south squad star state storm struggle support supporters
    sword syrian the tigers torrid true uncontrolled union unit united unity uprising vanguard veiled victory
    volunteers war warriors white widows wing winter workers world youth zero
    """.split()  # noqa: SIM905
)
# Phoenix lists every name under which somebody in these states claimed a deed: only well-known groups of them count.
ONCE = {"GRC", "ITA", "CHE", "DEU", "DNK", "NLD", "SWE"}
KNOWN = re.compile(r"17 november|revolutionary people s struggle|red brigades|informal anarchist|revolutionary nuclei")
# Acronyms of three letters that are told without the state.
SHORT = {"IJU", "IMU", "JRA", "LVF", "RUF", "UDA", "GAM", "EIJ", "KKK", "TAK"}
MILITIA = re.compile(
    r"militia|self.defen[cs]e|posse|skinhead|klan|aryan|hammerskin|animal|earth lib|vigilan|phineas|volunteer"
)
CRIME = re.compile(r"cartel|tren de|choneros|los lobos|gran grif|ansanm|salvatrucha")


def armed_groups(raw):
    known = known_names()
    none = known | listed("no_armed_groups.txt")
    groups = [group for group in merged(raw) if key(group.name) not in none and wanted(group)]
    names = [[g.name, *sorted(g.aliases, key=len), *g.acronyms] for g in groups]
    bearers = Counter(k for each in names for k in {key(name) for name in each})
    out = []
    for group, each in zip(groups, names, strict=True):
        unique = {key(name): name for name in reversed(each) if tells(name) and key(name) not in known}
        aliases = [name for k, name in reversed(unique.items()) if k != key(group.name) and bearers[k] == 1]
        long = [a for a in aliases if " " in a or not a.isupper()][:ALIASES]
        short = [a for a in aliases if a not in long and a.isupper()][:2]
        folded = key(group.name)
        sector = "CRM" if CRIME.search(folded) else "UAF" if MILITIA.search(folded) else "REB"
        country = group.countries[0] if len(group.countries) == 1 else ""
        out.append(
            [
                slug(group.name),
                group.name,
                ";".join(long + short),
                "organization",
                country,
                sector,
                group.cameo,
                "",
                "",
                "",
            ]
        )
    write(
        "armed_groups.tsv",
        [
            "Armed groups that data/armed_groups.tsv has not. The sources do not say when a group was active.",
            "Origin: consolidated list of the UN Security Council, 2025-04 (public); OFAC, lists FTO and SDGT, 2021-04 (public",
            "domain); CIA World Factbook 2026 (public domain); CAMEO codes and names: Phoenix.MilNonState of",
            "openeventdata/petrarch2 (MIT, (c) 2014 Open Event Data Alliance), some of whose codes are wrong.",
            "Made by scripts/derive.py; corrections belong in data/armed_groups.tsv.",
        ],
        ACTOR_COLUMNS,
        sorted(out),
    )


def wanted(group):
    """Whether texts that have the name mean the group."""
    name = key(group.name)
    words = [word for word in name.split() if word != "al"]
    if not latin(group.name) or re.search(r"[,;/]", group.name):
        return False
    if group.cameo[:3] in ONCE and not KNOWN.search(name):
        return False
    if len(words) == 1:
        return len(name) > 6 or name == "ansaru"
    return len(words) > 2 or not all(word in ORDINARY or not word.isalpha() for word in words)


def merged(raw):
    """The groups of all sources, one for each; those that the tables written by hand have are left out."""
    rows = [row for name in ("armed_groups", "bodies") for row in table(name)]
    exact = {key(name) for row in rows for name in names_of(row)}
    alike = {skeleton(name) for row in rows for name in names_of(row)} - {""}
    main = {key(re.sub(r" \(.*", "", row["name"])) for row in rows}
    groups, index = [], {}
    for source in (factbook, phoenix, security_council, ofac):
        for group in source(raw):
            others = [*group.aliases, *group.acronyms]
            if group.cameo.endswith("ALQ") and "qa" not in key(group.name):
                group.cameo = ""
            if key(group.name) in exact | main or skeleton(group.name) in alike or any(key(n) in main for n in others):
                continue
            form = skeleton(group.name) or key(group.name)
            same = index.get(form) or next((index[f] for f in map(skeleton, group.aliases) if f in index), None)
            if same:
                same.aliases += [group.name, *group.aliases]
                same.acronyms += group.acronyms
                same.countries = sorted({*same.countries, *group.countries})
                same.cameo = same.cameo or group.cameo
            else:
                groups.append(group)
            index.setdefault(form, same or group)
    return groups


def skeleton(name):
    """What spellings of one foreign name have in common (Lashkar-i-Taiba, Lashkar-e-Tayyiba); empty for short names."""
    words = []
    for word in key(name).split():
        for two, one in (("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ou", "u")):
            word = word.replace(two, one)
        word = word.translate(str.maketrans("qzwp", "ksvb"))
        word = re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=.)[aeiouy]|h$", "", word))
        if len(word) > 1 and word not in ("al", "ul", "ud", "of", "wl"):
            words.append(word)
    form = " ".join(words)
    return form if len(form) > 6 else ""


def tells(name):
    """Whether an alias says who is meant wherever it stands."""
    words = [w for w in key(name).split() if w not in ("the", "of", "and", "for", "in", "s")]
    if not latin(name) or re.search(r"[,;:/\"]|\d{3}|\.", name) or len(name) > 70:
        return False
    if name.isupper():
        return (len(name) > 3 or name in SHORT) and name.replace("-", "").isalpha()
    left = [w for w in words if w not in ORDINARY and w.isalpha()]
    return len(words) > 1 and bool(left) and not NO_GROUP.search(name)
