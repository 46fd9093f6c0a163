"""Towns and divisions of states."""

import difflib
import re
from collections import defaultdict

from derived.table import OUT, fold, latin, lines, rows, write

# How many other spellings of a place are kept, by its least number of inhabitants.
ALIASES = ((500_000, 30), (100_000, 12), (50_000, 4), (15_000, 1))


def unlikeness(name, alias):
    """Other spellings of the name in plain letters come first: `Zaporizhzhia` of `Zaporizhzhya`, before `Alexandrovsk`."""
    likeness = difflib.SequenceMatcher(None, fold(name), fold(alias), autojunk=False).ratio()
    return (not alias.isascii(), -round(likeness, 2), alias)


def better_known(folder):
    """For each name of a state or a town the number of people there: an alias that more people share is none."""
    known = {}
    for name in ("cities15000.csv.gz", "cities5000_to_15000.csv.gz"):
        for row in rows(folder / name):
            key = fold(row["name"])
            known[key] = max(known.get(key, 0), int(row["population"] or 0))
    for line in (OUT / "states.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#"):
            for surface in (cells[5], *cells[6].split(";")):
                known[fold(surface)] = 10**10
    return known


def places(raw):
    folder = raw / "geonames"
    table, known = [], better_known(folder)
    # Fewer inhabitants are enough where local news in English is read most.
    english = {"US", "CA", "GB", "IE", "AU", "NZ", "IN", "ZA", "PK", "NG", "KE"}
    for name in ("cities15000.csv.gz", "cities5000_to_15000.csv.gz"):
        for row in rows(folder / name):
            small = "5000" in name and "15000.csv" in name and name != "cities15000.csv.gz"
            population = int(row["population"] or 0)
            if population < 10_000 and small and row["country"] not in english:
                continue
            aliases, seen = [], {fold(row["name"])}
            for alias in row["alternatenames"].split("|"):
                if len(alias) < 4 or not latin(alias) or fold(alias) in seen or not alias[0].isupper():
                    continue
                # "Tonga's", for a town called Tonga, is the state's.
                if known.get(fold(alias), 0) > population or alias.endswith("'s"):
                    continue
                if small and not alias.isascii():
                    continue
                seen.add(fold(alias))
                aliases.append(alias)
            limit = next((n for least, n in ALIASES if population >= least), 0)
            if population < 100_000:
                aliases = [a for a in aliases if re.fullmatch(r"[A-Za-z' .-]+", a)]
            if small and row["country"] not in english:
                aliases = []
            aliases.sort(key=lambda a: unlikeness(row["name"], a))
            table.append(
                [
                    row["geonameid"],
                    row["name"],
                    row["country"],
                    row["admin1"],
                    f"{float(row['lat']):.4f}",
                    f"{float(row['lon']):.4f}",
                    population,
                    ";".join(aliases[:limit]),
                ]
            )
    table.sort(key=lambda r: int(r[0]))
    origin = ["Origin: GeoNames (https://www.geonames.org), CC BY 4.0. Made by scripts/derive.py."]
    write(
        "cities.tsv.gz",
        ["Places of 10,000 inhabitants and more, of 5,000 where local news is in English.", *origin],
        ["geonameid", "name", "iso2", "admin1", "lat", "lon", "population", "aliases"],
        table,
    )
    boxes = defaultdict(list)
    for row in table:
        boxes[f"{row[2]}.{row[3]}"].append((float(row[4]), float(row[5]), row[6]))
    regions = []
    with open(folder / "admin1CodesASCII.txt", encoding="utf-8") as file:
        for line in file:
            code, name, ascii_name, geonameid = line.rstrip("\n").split("\t")
            points = boxes.get(code, [])
            middle = ["", "", 0]
            if points:
                lats, lons = [p[0] for p in points], [p[1] for p in points]
                middle = [
                    f"{(min(lats) + max(lats)) / 2:.2f}",
                    f"{(min(lons) + max(lons)) / 2:.2f}",
                    sum(p[2] for p in points),
                ]
            regions.append([geonameid, code, name, ascii_name if ascii_name != name else "", *middle])
    regions.sort(key=lambda r: r[1])
    write(
        "admin1.tsv",
        [
            "First-order divisions; the point is the middle of the box around their towns, the population the sum of those.",
            *origin,
        ],
        ["geonameid", "code", "name", "ascii", "lat", "lon", "population"],
        regions,
    )
    counties = []
    for line in lines(folder / "admin2Codes.txt.gz"):
        code, name, ascii_name, geonameid = line.split("\t")
        if code.startswith(("US.", "GB.", "IE.", "CA.")):
            counties.append([geonameid, code, name])
    counties.sort(key=lambda r: r[1])
    write(
        "admin2.tsv.gz",
        ["Second-order divisions of a few states whose local news is in English.", *origin],
        ["geonameid", "code", "name"],
        counties,
    )
