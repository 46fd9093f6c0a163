"""Armed groups as public lists have them: the UN Security Council, OFAC, Phoenix, the World Factbook."""

import json
import re
from dataclasses import dataclass, field

from derived.names import key, table
from derived.table import lines, rows

# What else is on the lists: charities, companies, offices of states, media.
NO_GROUP = re.compile(
    r"trust\b|foundation|society|bank\b|compan|\bco\b|ltd|limited|exchange|hawala|import|relief|charit|\bfund\b|"
    r"holding|\btv\b|radio|\bair\b|airline|aviation|shipping|trading|\binc\b|sarl|humanitarian|rehabilitation|benevolen|"
    r"institut|universit|ministr|office|bureau|agenc|associat|stichting|forening|haramain|aqsa e|furqan|properties|"
    r"support organi|media|travel|madrassa|revolutionary guard|revolution guards|irgc|basij|heritage|committee of|welfare|"
    r"investment|supermarket|furniture|money|afghan support|ummah tameer|wafa|union of good|lajnat|school|hospital",
    re.IGNORECASE,
)
# Of the rest of OFAC's list, which is long, those that have a word of armed groups in their name.
GROUP = re.compile(
    r"brigade|army|front\b|movement|jihad|muj|harak|jaysh|jaish|lashkar|ansar|jund|islamic state|\bisi[sl]|qa'?ida|"
    r"battalion|regiment|force|network|emirate|liberation|cartel|nuclei|revolution|kata'?ib|liwa|hizb|jama|defender|"
    r"volunteer|defen[cs]e|fatah al|khalsa|imarat|saraya|taliban|armed|combat|resistance|party of kurdistan|azadiya",
    re.IGNORECASE,
)
SMALL = {
    "a",
    "al",
    "and",
    "da",
    "de",
    "del",
    "di",
    "e",
    "el",
    "fi",
    "for",
    "from",
    "i",
    "in",
    "la",
    "of",
    "on",
    "the",
    "to",
}
SMALL |= {"ul", "wa", "wal", "with", "y"}
# Words that are written in capitals.
CAPITALS = {
    "IRA",
    "ISIS",
    "ISIL",
    "IRGC",
    "EZLN",
    "UNITA",
    "ETA",
    "PFLP",
    "GC",
    "TTP",
    "KGK",
    "PKK",
    "LTTE",
    "ELN",
    "FARC",
}
CAPITALS |= {
    "GSPC",
    "TKP",
    "ML",
    "TIKKO",
    "TKEP",
    "DHKP",
    "C",
    "L",
    "FLNC",
    "PLF",
    "DFLP",
    "PLO",
    "SS",
    "II",
    "M19",
    "ANC",
}
# What CAMEO has beside states; the makers of Phoenix marked codes that were not settled with other letters.
REGIONS = {"AFR", "ASA", "CAS", "CFR", "EAF", "EEU", "EIN", "EUR", "IMG", "INT", "LAM", "MEA", "NAF", "NMR", "SAF"}
REGIONS |= {"SAM", "SAS", "SEA", "WAF", "WEU"}


@dataclass
class Group:
    """An armed group of one source."""

    name: str
    aliases: list[str] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    cameo: str = ""


def news_case(name):
    """A name in capitals as news writes it."""
    if not name.isupper():
        return name

    def word(match):
        text, first = match.group(0), match.start() == 0
        if text in CAPITALS:
            return text
        lower = text.lower()
        article = lower == "al" and name[match.end() : match.end() + 1] == "-"
        return lower if article or (lower in SMALL and not first) else lower[:1].upper() + lower[1:]

    return re.sub(r"[A-Z0-9ÁÉÍÓÚÑ]+(?:['’`][A-Z]+)*", word, name)


def split(name):
    """A name and the acronyms in brackets after it."""
    name = re.sub(r"\s*(?:--|[–—])\s*", " - ", name).replace("’", "'").replace("`", "'").replace("&rsquo;", "'")
    acronyms = re.findall(r"\(([A-Z][A-Za-z0-9/-]{1,9})\)", name)
    return re.sub(r"\s*\([^)]*\)|\s*\(.*", "", name).strip(" ,;"), [
        a for a in acronyms if sum(c.isupper() for c in a) > 1
    ]


def group(name, aliases, countries, cameo=""):
    main, acronyms = split(name)
    main, *others = re.split(r"\s*/\s*", main) if re.search(r"\w{4} ?/ ?\w{4}", main) else [main]
    main = re.sub(r"^the\s+|,\s*the$", "", main, flags=re.IGNORECASE)
    out = Group(news_case(main), [], acronyms, sorted(set(countries) - {""}), cameo)
    for alias in [*others, *aliases]:
        alias, more = split(re.sub(r"^the\s+", "", alias, flags=re.IGNORECASE))
        out.acronyms += more
        if re.fullmatch(r"[A-Z][A-Z/-]{2,6}", alias):
            out.acronyms.append(alias)
        elif alias:
            out.aliases.append(news_case(alias))
    return out


def security_council(raw):
    states = state_names()
    with open(raw / "sanctions" / "un_sc_entities_2025-04-19.jsonl", encoding="utf-8") as file:
        for entry in map(json.loads, file):
            if entry["list"] not in ("DPRK", "Iraq") and not NO_GROUP.search(entry["name"]):
                found = sorted({states[key(c)] for c in entry["countries"] if key(c) in states})
                yield group(entry["name"], entry["aliases"], found)


def ofac(raw):
    with open(raw / "sanctions" / "ofac_fto_sdgt_entities_2021-04.jsonl", encoding="utf-8") as file:
        for entry in map(json.loads, file):
            wanted = "FTO" in entry["programs"] or GROUP.search(entry["name"])
            if wanted and not NO_GROUP.search(entry["name"]) and "IFSR" not in entry["programs"]:
                yield group(entry["name"], entry["aliases"] + re.findall(r"a\.k\.a\. '([^']+)'", entry["remarks"]), [])


def factbook(raw):
    """The terrorist groups of each state; one state only tells where a group is at home."""
    codes = rows(raw / "territories" / "country-codes.csv")
    iso = {row["FIPS"].strip().lower(): row["ISO3166-1-Alpha-3"] for row in codes}
    where = {}
    for line in lines(raw / "territories" / "factbook_2026.jsonl.gz"):
        entry = json.loads(line)
        for name in (entry["terrorist_groups"] or "").replace("&rsquo;", "'").split(";"):
            if name.strip() and len(name) < 80 and not re.search(r"see individual|Guard|, ", name):
                where.setdefault(name.strip(), []).append(iso.get(entry["gec"], ""))
    for name, states in where.items():
        yield group(name, [], states)


def phoenix(raw):
    """The groups of Phoenix.MilNonState; persons follow in a later part of the file."""
    states = {row["iso3"] for row in table("derived/states")}
    name, code, aliases = "", "", []
    for line in [*lines(raw / "phoenix" / "Phoenix.MilNonState.actors.txt.gz"), "# KEDS"]:
        ends = line.startswith("# KEDS")
        line = line.split("#")[0].rstrip()
        if line.startswith("+"):
            aliases += [underscored(part) for part in line.split("+") if part.strip()]
        elif line.startswith(("\t", "[")):
            code = code or line
        elif line or ends:
            if name:
                yield from coded(name, aliases, code, states)
            name, _, code = line.partition("[")
            code, aliases = code and "[" + code, []
            name = underscored(name)
        if ends:
            return


def underscored(text):
    return re.sub(r"[_\s]+", " ", re.sub(r"\[.*", "", text)).strip()


def coded(name, aliases, code, states):
    found = re.match(r"\s*\[([A-Z]+)\]", code)
    if found and re.search(r"REB|^IMG|^WEU$", found.group(1)):
        code = found.group(1)
        known = code[:3] in states or code[:3] in REGIONS
        yield group(name, aliases, [code[:3]] if code[:3] in states else [], code if known else "")


def state_names():
    out = {}
    for row in table("derived/states"):
        for name in [row["name"], *row["names"].split(";")]:
            out.setdefault(key(name), row["iso3"])
    return out
