"""Names as the atlas compares them, and those that the tables written by hand have already."""

import re
import unicodedata
from pathlib import Path

from derived.table import OUT

LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"})
CURATED = ("igos", "bodies", "media", "armed_groups", "agreements", "regions", "metonyms", "state_names")
SPELLINGS = [("Organization", "Organisation"), ("Programme", "Program"), ("Centre", "Center"), ("Labour", "Labor")]


def key(name):
    """The folded words of a name, much as the compiled atlas keeps them."""
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    text = re.sub(r"['’‘`´ʼʻʿʾ](?!s\b)|\.", "", text.casefold().translate(LETTERS)).replace("&", " and ")
    return " ".join(re.findall(r"[^\W_]+", text))


def slug(name):
    return key(name).replace(" ", "-")


def table(name):
    """The rows of a table of the atlas."""
    with open(OUT.parent / f"{name}.tsv", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return [dict(zip(lines[0], cells, strict=False)) for cells in lines[1:]]


def names_of(row):
    """All names of a row."""
    cells = [row.get(column, "") for column in ("name", "surface", "names", "aliases", "demonyms")]
    return [name.strip() for cell in cells for name in cell.split(";") if name.strip()]


def listed(name):
    """The lines of a list beside this file."""
    with open(Path(__file__).parent / name, encoding="utf-8") as file:
        return {line.strip() for line in file if not line.startswith("#")}


def known_names():
    """Folded names that are taken: of actors, places, seats and states, common words, and those of left_out.txt."""
    rows = [row for name in (*CURATED, "derived/states", "roles", "modifiers") for row in table(name)]
    known = {key(name) for row in rows for name in names_of(row)}
    known |= {row["word"] for row in table("common_words")}
    known |= listed("left_out.txt")
    return known | {
        code.lower() for row in table("derived/states") for code in (row["iso3"], row["iso2"], row["cameo"])
    }


def spellings(name):
    """The name as British or American texts write it."""
    other = name
    for one, two in SPELLINGS:
        other = re.sub(rf"\b({one}|{two})\b", lambda m, o=one, t=two: t if m.group(1) == o else o, other)
    return [other] if other != name else []
