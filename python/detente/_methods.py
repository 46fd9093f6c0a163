"""The paragraph on coding and validation for the methods section of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente._detente import __version__
from detente.exceptions import InputError

if TYPE_CHECKING:
    from detente._corpus import Corpus
    from detente._validation import Validation


def versions() -> dict[str, str]:
    """Return the version of everything that made the tables; model, atlas and rules are compiled into the package."""
    return dict.fromkeys(("detente", "language model", "atlas", "rules"), __version__)


def methods(corpus: Corpus, validation: Validation | None = None) -> str:
    """Write the paragraph; its numbers are those of the tables and of the validation."""
    sentences = [_coding(corpus)]
    if validation is not None:
        drawn = validation.sample.units.filter(kind="event")
        missing = drawn.join(corpus.events, left_on="row", right_on="event_id", how="anti").height
        if missing:
            message = f"the validation is of another corpus: {missing} of its {drawn.height} events are not in this one"
            raise InputError(message)
        sentences += [_sampling(validation), *_results(validation)]
    return " ".join(sentences)


def _coding(corpus: Corpus) -> str:
    articles, events = corpus.articles, corpus.events
    copies = articles["duplicate_of"].is_not_null().sum()
    days = articles["published"].drop_nulls().dt.to_string("%Y-%m-%d").sort()
    span = f" published from {days[0]} to {days[-1]}" if len(days) else ""
    apart = f" ({copies} of them copies of others)" if copies else ""
    by_network = (events["rule"] == "network").sum()
    version = versions()
    parts = ", ".join(f"{name} {number}" for name, number in version.items() if name != "detente")
    return (
        f"Events were coded from {_n(articles.height, 'article')}{span}{apart} with detente {version['detente']} "
        f"({parts}), which gives each event a type of the PLOVER ontology, its source, target and date, and says "
        f"whether it happened. It found {_n(events.height, 'event')}, {events.height - by_network} by rules and "
        f"{by_network} by a neural network; {_n(corpus.problems.height, 'problem')} in reading or coding "
        f"{'is' if corpus.problems.height == 1 else 'are'} on record."
    )


def _sampling(validation: Validation) -> str:
    units = validation.sample.units
    drawn = units.filter(pl.col("round") > 0)
    coded = validation.gold["row"].n_unique()
    counts = [
        f"{drawn.filter(kind=kind).height} of {units.filter(kind=kind).height} {name}"
        for kind, name in (("event", "coded events"), ("sentence", "sentences without a coded event"))
    ]
    left = "" if coded == drawn.height else f"; {coded} of these rows were coded"
    return (
        f"A stratified random sample was coded by hand ({units['stratum'].n_unique()} strata, simple random sampling "
        f"within them): {' and '.join(counts)}{left}."
    )


def _results(validation: Validation) -> list[str]:
    scores = validation.scores()
    told = []
    for of, name in (("event", "Events were found"), ("type", "Events were found and given the right type")):
        found = {
            row["measure"]: f"{row['estimate']:.2f} [{row['low']:.2f}, {row['high']:.2f}]"
            for row in scores.filter((pl.col("of") == of) & pl.col("type").is_null()).iter_rows(named=True)
            if row["estimate"] is not None
        }
        if {"precision", "recall"} <= found.keys():
            told.append(f"{name} with precision {found['precision']} and recall {found['recall']}.")
    if told:
        told[-1] = told[-1][:-1] + " (design-based estimates, 95 % intervals)."
    between = validation.agreement().filter(between="coders").drop_nulls()
    if between.height:
        alphas = ", ".join(
            f"{row['code']} alpha {row['alpha']:.2f} [{row['alpha_low']:.2f}, {row['alpha_high']:.2f}], "
            f"kappa {row['kappa']:.2f}"
            for row in between.iter_rows(named=True)
        )
        told.append(f"Agreement of the coders (Krippendorff's alpha, Cohen's kappa): {alphas}.")
    return told


def _n(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
