"""The sheet as tasks of Label Studio and doccano, and what coders left there as a sheet again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import polars as pl

from detente._plover import STATUSES, TYPES
from detente._validation.sheet import GOLD, NONE
from detente.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_ALSO = "also "
"""What the doccano label of a further event of the sentence begins with."""

Row = dict[str, str]


def label_studio(sheet: pl.DataFrame, code: Sequence[str]) -> tuple[str, str]:
    """Return a task for each row, as JSON, and the labelling interface, as XML."""
    shown = [c for c in sheet.columns if not c.startswith(GOLD) and c != "note"]
    rows = sheet.select(shown).with_columns(pl.col("published").cast(pl.String)).rows(named=True)
    tasks = [{"data": {key: "" if value is None else value for key, value in row.items()}} for row in rows]
    return json.dumps(tasks, ensure_ascii=False, indent=1), _interface(code, [c for c in code if c in shown])


def _interface(code: Sequence[str], shown: Sequence[str]) -> str:
    view = ET.Element("View")

    def add(tag: str, **attributes: str) -> ET.Element:
        return ET.SubElement(view, tag, attributes)

    def choices(name: str, header: str, codes: Iterable[str], **attributes: str) -> None:
        add("Header", value=header)
        element = add("Choices", name=name, toName="text", showInline="true", **attributes)
        for value in codes:
            ET.SubElement(element, "Choice", {"value": value})

    add("Text", name="text", value="$text")
    add("Header", value="Context")
    add("Text", name="context", value="$context")
    for c in shown:
        add("Text", name=f"coded_{c}", value=f"${c}")
    choices("type", "The event", [*TYPES, NONE], choice="single-radio", required="true")
    choices("also", "Further events of the sentence that are not marked", TYPES, choice="multiple")
    if "status" in code:
        choices("status", "Did it happen?", STATUSES, choice="single-radio")
    for side in ("source", "target"):
        if side in code:
            add("Header", value=f"Countries of the {side}, as in FRA+DEU")
            add("TextArea", name=side, toName="text", maxSubmissions="1", editable="true")
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def doccano(sheet: pl.DataFrame, code: Sequence[str]) -> tuple[str, str]:
    """Return a record for each row, as JSON lines, and the labels of the project (text classification), as JSON."""
    if any(side in code for side in ("source", "target")):
        message = "labels of doccano cannot hold countries: write .csv, .xlsx or Label Studio's .json"
        raise InputError(message)
    shown = [c for c in sheet.columns if not c.startswith(GOLD) and c not in ("text", "note")]
    rows = sheet.with_columns(pl.col("published").cast(pl.String)).rows(named=True)
    records = [{"text": row["text"], "label": [], "meta": {c: row[c] for c in shown}} for row in rows]
    names = [*TYPES, NONE, *(_ALSO + t for t in TYPES), *(STATUSES if "status" in code else ())]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return lines, json.dumps([{"text": name} for name in names], indent=1)


def read_label_studio(path: Path) -> pl.DataFrame:
    """Read an export of Label Studio (JSON): of a task that was annotated more than once, the last annotation."""
    return _frame(path, (_of_task(task) for task in _records(path, lines=False)))


def read_doccano(path: Path) -> pl.DataFrame:
    """Read an export of doccano (JSONL)."""
    return _frame(path, (_of_record(record) for record in _records(path, lines=True)))


def _records(path: Path, *, lines: bool) -> list[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        records = [json.loads(line) for line in text.splitlines() if line.strip()] if lines else json.loads(text)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        message = f"{path}: not JSON ({error})"
        raise InputError(message) from error
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        message = f"{path}: a list of records is wanted"
        raise InputError(message)
    return records


def _frame(path: Path, rows: Iterator[Row]) -> pl.DataFrame:
    try:
        found = list(rows)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        message = f"{path}: not an export of a project that ValidationSample.write set up ({error!r})"
        raise InputError(message) from error
    columns = list(dict.fromkeys(["row", *(key for row in found for key in row)]))
    return pl.DataFrame(found, schema=dict.fromkeys(columns, pl.String))


def _of_task(task: dict[str, Any]) -> Row:
    row: Row = {"row": task["data"]["row"]}
    made = [a for a in task.get("annotations", []) if not a.get("was_cancelled")]
    results = made[-1]["result"] if made else []
    values = {r["from_name"]: r["value"].get("choices") or r["value"].get("text") or [] for r in results}
    for name, value in values.items():
        if name in ("type", "status", "source", "target"):
            row[GOLD + name] = value if isinstance(value, str) else ";".join(value)
    if also := values.get("also"):
        row[GOLD + "type"] = ";".join([row.get(GOLD + "type", NONE), *also])
    return row


def _of_record(record: dict[str, Any]) -> Row:
    meta = record.get("meta") or record
    row: Row = {"row": meta["row"]}
    labels = record.get("label", record.get("labels", []))
    status = [label for label in labels if label in STATUSES]
    also = [label.removeprefix(_ALSO) for label in labels if label.startswith(_ALSO)]
    types = [label for label in labels if label not in status and not label.startswith(_ALSO)]
    if types or also:
        row[GOLD + "type"] = ";".join([*(types or [NONE]), *also])
    if status:
        row[GOLD + "status"] = ";".join(status)
    return row
