"""Panels: what is counted for pairs and periods, from tables alone, which may be filtered, joined or read from disk."""

from detente._panels.counting import ACTUAL, By, Count, Undated, statuses
from detente._panels.dyads import dyads, scale_coverage
from detente._panels.meetings import who_met_whom
from detente._panels.shifts import shifts
from detente._panels.stances import stances
from detente._panels.statements import statements
from detente._panels.timeline import timeline

__all__ = [
    "ACTUAL",
    "By",
    "Count",
    "Undated",
    "dyads",
    "scale_coverage",
    "shifts",
    "stances",
    "statements",
    "statuses",
    "timeline",
    "who_met_whom",
]
