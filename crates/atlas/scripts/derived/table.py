"""Reading the raw sources and writing the tables."""

import csv
import gzip
import re
import unicodedata
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "data" / "derived"
# Columns of tables of organisations, as data/igos.tsv has them.
ACTOR_COLUMNS = ["id", "name", "aliases", "kind", "country", "sectors", "cameo", "qid", "from", "to"]


def rows(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        yield from csv.DictReader(file)


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        yield from (line.rstrip("\n") for line in file)


def write(name, header, columns, table):
    text = "".join(f"# {line}\n" for line in header) + "\t".join(columns) + "\n"
    for row in table:
        cells = [re.sub(r"[\t\n\r]+", " ", str(cell)).strip() for cell in row]
        assert len(cells) == len(columns), row
        text += "\t".join(cells) + "\n"
    path = OUT / name
    if name.endswith(".gz"):
        with open(path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
            file.write(text.encode("utf-8"))
    else:
        path.write_text(text, encoding="utf-8")
    print(f"{name}: {len(table)} rows, {path.stat().st_size} bytes")


def fold(text):
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.combining(c)).casefold().strip()


def latin(text):
    return bool(text) and all(
        not c.isalpha() or unicodedata.name(c, "").startswith(("LATIN", "MODIFIER LETTER")) for c in text
    )
