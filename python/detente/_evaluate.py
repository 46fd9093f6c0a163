"""Scores against a hand-coded sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from detente import _detente

if TYPE_CHECKING:
    import os


class Report(TypedDict):
    """The scores of one task on one gold file."""

    task: str
    gold: str
    records: int
    metrics: dict[str, float | None]
    seconds: float
    worst: list[tuple[str, str]]


def evaluate(task: str, gold: str | os.PathLike[str]) -> Report:
    """Score detente against a hand-coded sample: your own, or a published one.

    Parameters
    ----------
    task
        One of :func:`tasks`. The gold schemas and metrics are those of ``detente evaluate``.
    gold
        The gold file, or the folder for the task ``articles``.

    Returns
    -------
    dict
        ``task``, ``gold``, ``records``, ``metrics`` (name to value, in percent where the metric's definition says no
        other; None where the gold holds nothing to measure it on), ``seconds`` and ``worst`` (id of record, what went
        wrong).

    Raises
    ------
    detente.exceptions.InputError
        When there is no such task, or the gold does not fit its schema; the message names file and line.

    Examples
    --------
    >>> event = '{"type": "ACCUSE", "start": 6, "end": 15, "status": "actual", "source": [], "target": []}'
    >>> gold = folder / "gold.jsonl"
    >>> _ = gold.write_text(f'{{"id": "a", "text": "Kenya condemned Uganda.", "events": [{event}]}}')
    >>> dt.evaluate("events", gold)["metrics"]["type_f1"]
    100.0
    """
    return _detente.evaluate(task, gold)


def tasks() -> list[str]:
    """Return the names of the tasks that :func:`evaluate` knows.

    Examples
    --------
    >>> "quotes" in dt.tasks()
    True
    """
    return _detente.tasks()
