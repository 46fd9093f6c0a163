"""PLOVER's own JSON: an event a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente._panels.counting import ACTUAL
from detente._whole_file import whole
from detente.neighbours import writing

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

_AUXILIARY = {"planned": "future", "possible": "hypothetical", "negated": "negation"}
"""PLOVER's auxiliary modes for what did not happen, or not yet."""


def write_plover(
    events: Any, articles: Any, path: str | os.PathLike[str], *, status: str | Sequence[str] | None = ACTUAL
) -> Path:
    """Write our events as JSON in the fields of the PLOVER manual, an event a line, and return the path.

    Every event has ``id``, ``date``, ``actor`` and ``event``; actors and recipients are lists of ``code`` (country),
    ``sector`` and ``entity_text``. What is unknown is left out. An event without a day, whose article has none either,
    is not written, because PLOVER wants one.

    Parameters
    ----------
    events, articles
        Tables of :class:`Corpus`, as any data frame that exports Arrow.
    path
        The file.
    status
        The statuses that are written. PLOVER's auxiliary modes ``future``, ``hypothetical`` and ``negation`` tell what
        was planned, possible or negated; not all software heeds them. None writes all.

    Raises
    ------
    detente.exceptions.InputError
        When a column is missing.
    detente.exceptions.OutputError
        When the file cannot be written.

    Examples
    --------
    >>> import json
    >>> news = dt.read("France condemned Russia.", published="2024-03-14")
    >>> path = dt.neighbours.write_plover(news.events, news.articles, folder / "ours.jsonl")
    >>> event = json.loads(path.read_text())
    >>> event["date"], event["actor"], event["event"], event["mode"]
    ('2024-03-14', [{'code': 'FRA', 'sector': 'GOV', 'entity_text': 'France'}], 'ACCUSE', ['disapprove'])
    """
    rows = writing.dated(events, articles, status).drop_nulls("day")
    with whole(Path(path)) as part, part.open("w", encoding="utf-8", newline="\n") as lines:
        for row in rows.iter_rows(named=True):
            lines.write(json.dumps(_record(row), ensure_ascii=False) + "\n")
    return Path(path)


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    modes = [row["mode"], _AUXILIARY.get(row["status"])]
    record = {
        "id": row["event_id"],
        "date": str(row["day"]),
        "enddate": str(row["date_end"]) if row["date_end"] else None,
        "actor": [_entity(p) for p in row["source"]],
        "recipient": [_entity(p) for p in row["target"]],
        "event": row["type"],
        "mode": _known(modes),
        "context": row["contexts"],
        "quad_code": row["quad"],
        "event_scale": None if row["goldstein"] is None else round(row["goldstein"], 1),
        "event_text": row["text"],
        "event_loc": _filled(
            {"resolved_place": row["place"], "lat": row["lat"], "lon": row["lon"], "country_code": row["country"]}
        ),
        "text_info": _filled({"sequence": row["sentence"], "start": row["start"], "end": row["end"]}),
        "cite_info": _filled({"publication": row["publisher"], "title": row["title"], "url": row["url"]}),
        "coder": f"detente/{row['rule']}",
    }
    required = ("id", "date", "actor", "event")
    return {key: value for key, value in record.items() if key in required or value not in (None, [], {})}


def _entity(participant: Mapping[str, Any]) -> dict[str, Any]:
    return _filled(
        {"code": participant["country"], "sector": participant["sector"], "entity_text": participant["name"]}
    )


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}


def _known(values: Iterable[str | None]) -> list[str]:
    return [value for value in values if value is not None]
