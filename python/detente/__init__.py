"""Diplomatic and political news in, polars frames out.

Who did or said what to whom, when, where, on whose word; every row points at the characters that it came from.

>>> import detente as dt
>>> news = dt.read('France condemned the attack on Monday. "We will not forget it," President Macron said.')
>>> news.quotes["text"].to_list()
['We will not forget it,']
"""

from detente import exceptions, neighbours
from detente._atlas import Atlas, atlas, resolve
from detente._corpus import Corpus, read
from detente._detente import __version__
from detente._doc import Doc
from detente._evaluate import evaluate, tasks
from detente._language import analyse, conllu
from detente._network import Network, dyads, network
from detente._parse import parse
from detente._tables import TABLES, empty
from detente._validation import Validation, ValidationSample, read_validation, validation_sample

__all__ = [
    "TABLES",
    "Atlas",
    "Corpus",
    "Doc",
    "Network",
    "Validation",
    "ValidationSample",
    "__version__",
    "analyse",
    "atlas",
    "conllu",
    "dyads",
    "empty",
    "evaluate",
    "exceptions",
    "neighbours",
    "network",
    "parse",
    "read",
    "read_validation",
    "resolve",
    "tasks",
    "validation_sample",
]
