"""The words of the PLOVER ontology that coders write and other data sets are read into."""

from __future__ import annotations

TYPES = {
    "AGREE": (1, 2.5),
    "CONSULT": (1, 2.5),
    "SUPPORT": (1, 5.0),
    "CONCEDE": (1, 4.5),
    "COOPERATE": (2, 9.5),
    "AID": (2, 10.0),
    "RETREAT": (2, 6.5),
    "REQUEST": (3, 0.0),
    "ACCUSE": (3, -2.5),
    "REJECT": (3, -2.0),
    "THREATEN": (3, -3.5),
    "PROTEST": (4, -5.0),
    "SANCTION": (4, -6.0),
    "MOBILIZE": (4, -5.5),
    "COERCE": (4, -7.0),
    "ASSAULT": (4, -9.0),
}
"""The sixteen types with their quad class and their place on the scale from conflict (-10) to cooperation (10)."""

STATUSES = ("actual", "ongoing", "planned", "possible", "negated")
"""Whether an event happened, as the text presents it."""
