"""Sheets that coders filled in, read back and checked."""

from __future__ import annotations

import difflib
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from detente._atlas import atlas
from detente._plover import STATUSES, TYPES
from detente._sources import existing
from detente._validation import annotation
from detente._validation.sample import DESIGN, ValidationSample, read_design
from detente._validation.sheet import GOLD, NONE
from detente._validation.validation import Validation
from detente.exceptions import InputError, MissingPathError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Sheet: TypeAlias = str | os.PathLike[str] | pl.DataFrame

GOLD_SCHEMA: dict[str, Any] = {
    "row": pl.String,
    "position": pl.Int64,
    "type": pl.String,
    "status": pl.String,
    "source": pl.List(pl.String),
    "target": pl.List(pl.String),
}
"""An event that a coder saw, a row; ``position`` 0 is the event that is marked, or NONE in its place."""

_SHOWN = 8


def read_validation(
    sheets: Sheet | Sequence[Sheet],
    sample: ValidationSample | str | os.PathLike[str] | None = None,
    *,
    coders: Mapping[str, Sheet] | None = None,
    partial: bool = False,
) -> Validation:
    """Read a validation sheet that was filled in.

    In ``gold_type`` stands the PLOVER type of the event that is marked, or ``NONE`` where the words tell of no event.
    After it, with ``;`` between, stand the types of events of the sentence that are not marked at all; in a row of a
    sentence without marks, all its events. ``gold_status`` has a status for each, or one for all. ``gold_source`` and
    ``gold_target`` have countries (ISO 3166-1 alpha-3) as in ``FRA+DEU;USA``, and nothing where there is none.

    Parameters
    ----------
    sheets
        The gold standard: a sheet (``.csv``, ``.xlsx``, ``.json`` from Label Studio, ``.jsonl`` from doccano, or a
        data frame), or several that together have all rows.
    sample
        The sample, or the path of its design. Without it, the design is looked for beside the first sheet.
    coders
        Sheets of coders who worked apart, by name, for :meth:`Validation.agreement`. They may have fewer rows.
    partial
        Take rows without a code to be missing at random within their stratum. Otherwise they are an error.

    Returns
    -------
    Validation

    Raises
    ------
    detente.exceptions.MissingPathError
        When there is no such sheet, or no design.
    detente.exceptions.InputError
        When codes are misspelt, rows are missing, twice there or of another sample; the message tells which.

    Examples
    --------
    >>> import polars as pl
    >>> news = dt.read("France condemned the plan. It rained. Peru thanked Chile. Nobody came.")
    >>> sample = dt.validation_sample(news, 4, by=(), seed=1, without=0.5)
    >>> event = pl.col("text").str.contains("[[", literal=True)
    >>> filled = sample.sheet.with_columns(
    ...     gold_type=pl.when(event).then(pl.lit("ACCUSE")).otherwise(pl.lit("NONE")),
    ...     gold_status=pl.when(event).then(pl.lit("actual")),
    ... )
    >>> dt.read_validation(filled, sample).scores().filter(of="event").select("measure", "estimate").rows()
    [('precision', 1.0), ('recall', 1.0), ('f1', 1.0)]
    """
    parts = [sheets] if isinstance(sheets, str | os.PathLike | pl.DataFrame) else list(sheets)
    if sample is None:
        if not parts or isinstance(parts[0], pl.DataFrame):
            message = "a data frame has no design beside it: pass the sample too"
            raise InputError(message)
        sample = Path(parts[0]).with_suffix(DESIGN)
        if not sample.exists():
            message = f"{sample}: the design is not beside the sheet; pass the sample, or the path of its design, too"
            raise MissingPathError(message)
    drawn = sample if isinstance(sample, ValidationSample) else read_design(sample)
    problems: list[str] = []
    gold = _gold(parts, drawn, problems, whole=True, partial=partial)
    rated = {name: _gold([part], drawn, problems, whole=False, partial=True) for name, part in (coders or {}).items()}
    if problems:
        more = f"\n… and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        message = "the sheet cannot be used:\n" + "\n".join(problems[:_SHOWN]) + more
        raise InputError(message)
    return Validation(drawn, gold, rated)


def _gold(
    parts: Sequence[Sheet], sample: ValidationSample, problems: list[str], *, whole: bool, partial: bool
) -> pl.DataFrame:
    """Return the events that the coder saw, and add to the problems what is wrong."""
    rows: list[dict[str, str | None]] = []
    wanted = ["row", *(GOLD + c for c in sample.code)]
    for part in parts:
        name, frame = _read(part)
        if missing := [c for c in wanted if c not in frame.columns]:
            problems.append(f"{name}: no column {', '.join(missing)}; it has {', '.join(frame.columns)}")
            return pl.DataFrame(schema=GOLD_SCHEMA)
        cleaned = frame.select(pl.col(wanted).cast(pl.String).str.strip_chars().replace("", None))
        rows += cleaned.filter(~pl.all_horizontal(pl.all().is_null())).rows(named=True)
    drawn = dict.fromkeys(sample.units.filter(pl.col("round") > 0)["row"].sort())
    given = [row["row"] or "" for row in rows]
    times = Counter(given)
    problems += [f"row {row}: it is there twice" for row, n in times.items() if n > 1]
    problems += [f"row {row}: no row of the sample" for row in times if row not in drawn]
    if whole:
        problems += [f"row {row}: it is missing" for row in drawn if row not in times]
    found: list[dict[str, Any]] = []
    countries = _countries()
    for row in rows:
        if row[GOLD + "type"] is None:
            if not partial:
                problems.append(f"row {row['row']}: not coded (pass partial=True to do without such rows)")
            continue
        events, wrong = _events(row, sample.code, countries)
        problems += [f"row {row['row']}: {text}" for text in wrong]
        found += events
    return pl.DataFrame(found, schema=GOLD_SCHEMA)


def _events(
    row: Mapping[str, str | None], code: Sequence[str], countries: frozenset[str]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Take a row apart into events, and tell what is misspelt."""
    types = _split(row[GOLD + "type"], ";", str.upper)
    if wrong := _misspelt("type", types, [*TYPES, NONE]):
        return [], wrong
    if NONE in types[1:]:
        wrong.append("NONE stands alone, or before what was missed")
    n = len(types)
    statuses: list[str | None] = [None] * n
    if "status" in code:
        statuses = _aligned(types, _split(row[GOLD + "status"], ";", str.lower))
        needed = [s for s, t in zip(statuses, types, strict=False) if t != NONE]
        if len(statuses) != n or None in needed:
            found = row[GOLD + "status"] or "empty"
            wrong.append(
                f"gold_type is {row[GOLD + 'type']}, but gold_status is {found}: one status for each event, ; between"
            )
        wrong += _misspelt("status", [s for s in needed if s], STATUSES)
    sides: dict[str, list[list[str] | None]] = {side: [None] * n for side in ("source", "target")}
    for side in [side for side in sides if side in code]:
        groups = [g.strip().upper() for g in (row[GOLD + side] or "").split(";")]
        groups = groups * n if len(groups) == 1 else groups
        if len(groups) != n:
            given = row[GOLD + side]
            wrong.append(
                f"gold_type is {row[GOLD + 'type']}, but gold_{side} is {given}: one for each event, ; between"
            )
            groups = [""] * n
        named = [sorted(set(re.findall(r"[^\s,+]+", group))) for group in groups]
        unknown = [name for group in named for name in group if name not in countries]
        wrong += [f"{name} is no country: a code of ISO 3166-1 is wanted, as FRA" for name in unknown]
        sides[side] = list(named)
    events = [
        {
            "row": row["row"],
            "position": i,
            "type": types[i],
            "status": statuses[i] if i < len(statuses) and types[i] != NONE else None,
            "source": sides["source"][i],
            "target": sides["target"][i],
        }
        for i in range(n)
    ]
    return events, wrong


def _split(cell: str | None, separator: str, fold: Any) -> list[str]:
    return [fold(part.strip()) for part in (cell or "").split(separator) if part.strip()]


def _aligned(types: Sequence[str], statuses: Sequence[str]) -> list[str | None]:
    """Give each event its status: one status is that of all, and a NONE in front needs none."""
    if len(statuses) == 1:
        return [statuses[0]] * len(types)
    if types and types[0] == NONE and len(statuses) == len(types) - 1:
        return [None, *statuses]
    return list(statuses)


def _misspelt(what: str, given: Iterable[str], known: Iterable[str]) -> list[str]:
    known = list(known)
    wrong = []
    for word in given:
        if word not in known:
            near = difflib.get_close_matches(word, known, n=1)
            wrong.append(f"{word} is no {what}" + (f"; {near[0]}?" if near else f": one of {', '.join(known)}"))
    return wrong


def _countries() -> frozenset[str]:
    """Return the codes of all states that are or were."""
    return frozenset(atlas.actors.filter(kind="country")["country"].drop_nulls())


def _read(sheet: Sheet) -> tuple[str, pl.DataFrame]:
    """Read a sheet as text, whatever its format, and name it."""
    if isinstance(sheet, pl.DataFrame):
        return "the sheet", sheet
    path = Path(existing(sheet))
    match path.suffix.lower():
        case ".json":
            return str(path), annotation.read_label_studio(path)
        case ".jsonl":
            return str(path), annotation.read_doccano(path)
        case ".xlsx":
            return str(path), _read_xlsx(path)
        case _:
            return str(path), _read_csv(path)


def _read_xlsx(path: Path) -> pl.DataFrame:
    try:
        return pl.read_excel(path, infer_schema_length=0)
    except ModuleNotFoundError as error:
        message = f"{path}: .xlsx needs fastexcel: pip install detente[validation], or save the sheet as .csv"
        raise InputError(message) from error
    except Exception as error:
        # fastexcel has exceptions of its own for each thing that can be wrong with a workbook.
        message = f"{path}: not a workbook that can be read ({error})"
        raise InputError(message) from error


def _read_csv(path: Path) -> pl.DataFrame:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets of Western Europe save.
        text = data.decode("cp1252", errors="replace")
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    try:
        return pl.read_csv(text.encode(), infer_schema=False, separator=separator)
    except pl.exceptions.PolarsError as error:
        message = f"{path}: not a table that can be read ({error})"
        raise InputError(message) from error
