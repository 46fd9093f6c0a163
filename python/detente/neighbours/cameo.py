"""CAMEO codes, and what they are in PLOVER."""

from __future__ import annotations

import polars as pl

from detente.neighbours.countries import data

_ROLES = {
    "INS": "REB",
    "SEP": "REB",
    "RAD": "REB",
    "MED": "JRN",
    "HLH": "MED",
    "IMG": "UAF",
} | {
    code: code
    for code in (
        *(
            "COP",
            "GOV",
            "JUD",
            "LEG",
            "MIL",
            "PRM",
            "PTY",
            "REB",
            "SPY",
            "UAF",
            "AGR",
            "BUS",
            "CRM",
            "CVL",
            "EDU",
            "ELI",
        ),
        *("LAB", "REF", "OPP", "REL", "SOC"),
    )
}
"""The PLOVER sectors of CAMEO's roles."""


def code(column: str) -> pl.Expr:
    """Return CAMEO codes of three or four digits, with the zero that software which took them for numbers lost.

    Where some code of the column still begins with a zero none was lost: 10 is then the root, and is written 100.
    """
    raw = pl.col(column).str.strip_chars().str.replace(r"\.0$", "")
    short, kept = raw.str.len_chars() == len("42"), raw.str.starts_with("0").any()
    padded = pl.when(short & kept).then(raw + "0").when(short).then("0" + raw).otherwise(raw)
    # Codes of four digits with the roots 02, 03 and 08 can lose one; no code of three begins as they do then.
    lost = padded.str.contains(r"^(2[1-5]|3[1-5]|8[1-7])\d$")
    whole = pl.when(lost).then("0" + padded).otherwise(padded)
    return pl.when(whole.str.contains(r"^(0[1-9]|1\d|20)\d{1,2}$")).then(whole).alias(column)


def plover(column: str) -> list[pl.Expr]:
    """Return type and mode of whole codes: those of the longest beginning that the table has."""
    table = data("cameo.tsv")
    found = []
    for wanted in ("type", "mode"):
        values = dict(table.select("cameo", pl.col(wanted)).iter_rows())
        starts = [
            pl.col(column).str.slice(0, n).replace_strict(values, default=None, return_dtype=pl.String)
            for n in (4, 3, 2)
        ]
        found.append(pl.coalesce(starts).replace("-", None).alias(wanted))
    return found


def quad(column: str) -> pl.Expr:
    """Return CAMEO's quad class of the root, 1 to 4."""
    root = pl.col(column).str.slice(0, 2)
    found = pl.when(root < "06").then(1).when(root < "09").then(2).when(root < "14").then(3).otherwise(4)
    return pl.when(root.is_not_null()).then(found).cast(pl.Int8).alias("quad")


def sector(column: str) -> pl.Expr:
    """Return the PLOVER sector of a CAMEO role."""
    return pl.col(column).replace_strict(_ROLES, default=None, return_dtype=pl.String)
