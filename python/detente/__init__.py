"""Diplomatic and political news in, polars frames out.

Who did or said what to whom, when, where, on whose word; every row points at the characters that it came from.

>>> import detente as dt
>>> news = dt.read('France condemned the attack on Monday. "We will not forget it," President Macron said.')
>>> news.quotes["text"].to_list()
['We will not forget it,']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from detente import engines, exceptions
from detente._atlas import Atlas, atlas, resolve
from detente._cite import cite
from detente._corpus import Corpus
from detente._detente import __version__
from detente._diff import diff
from detente._doc import Doc
from detente._evaluate import evaluate, tasks
from detente._flat import flat
from detente._language import analyse, conllu
from detente._network import Network, network, network_slices
from detente._panels.dyads import dyads, scale_coverage
from detente._panels.meetings import who_met_whom
from detente._panels.shifts import shifts
from detente._panels.stances import stances
from detente._panels.statements import statements
from detente._panels.timeline import timeline
from detente._parse import parse
from detente._read import read
from detente._report import report
from detente._run_progress import Progress
from detente._scan import Scan, scan
from detente._stories import stories
from detente._tables import TABLES, empty, schema

if TYPE_CHECKING:
    from detente import neighbours
    from detente._plots import Plots
    from detente._validation import Validation, ValidationSample, read_validation, validation_sample

__all__ = [
    "TABLES",
    "Atlas",
    "Corpus",
    "Doc",
    "Network",
    "Plots",
    "Progress",
    "Scan",
    "Validation",
    "ValidationSample",
    "__version__",
    "analyse",
    "atlas",
    "cite",
    "conllu",
    "diff",
    "dyads",
    "empty",
    "engines",
    "evaluate",
    "exceptions",
    "flat",
    "neighbours",
    "network",
    "network_slices",
    "parse",
    "read",
    "read_validation",
    "report",
    "resolve",
    "scale_coverage",
    "scan",
    "schema",
    "shifts",
    "stances",
    "statements",
    "stories",
    "tasks",
    "timeline",
    "validation_sample",
    "who_met_whom",
]

_WHEN_ASKED_FOR = {
    "neighbours": "detente",
    "Plots": "detente._plots",
    "Validation": "detente._validation",
    "ValidationSample": "detente._validation",
    "read_validation": "detente._validation",
    "validation_sample": "detente._validation",
}
"""What is imported when it is first asked for, because most who import detente do not need it, and where it is."""


def __getattr__(name: str) -> Any:
    if name not in _WHEN_ASKED_FOR:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    home = _WHEN_ASKED_FOR[name]
    return import_module(f"{home}.{name}") if home == __name__ else getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
