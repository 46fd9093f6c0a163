"""A sample that was coded by hand, and what it tells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from detente._panels.counting import ACTUAL
from detente._plover import STATUSES, TYPES
from detente._validation import agreement, correction, measures
from detente._validation.drawing import LEAST
from detente._validation.estimate import ratios
from detente._validation.population import EVENT
from detente._validation.power import rows_needed
from detente._validation.sheet import CODES, NONE
from detente._whole_file import whole
from detente.exceptions import InputError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from detente._validation.sample import ValidationSample


class Validation:
    """A sample that was coded by hand. Made by :func:`read_validation`.

    Estimates are design-based: they hold for these articles, as if all of them had been coded by hand, and ask for no
    assumption about what the machine gets wrong.

    Attributes
    ----------
    sample : ValidationSample
        What was drawn, and how.
    gold : polars.DataFrame
        The events that coders saw: ``row``, ``position`` (0 for the one that is marked), ``type`` (``NONE`` where
        there is no event), ``status``, ``source``, ``target``.
    """

    def __init__(self, sample: ValidationSample, gold: pl.DataFrame, coders: Mapping[str, pl.DataFrame]) -> None:
        self.sample = sample
        self.gold = gold
        self._coders = dict(coders)
        self._seen = measures.counted(sample.units, gold)
        self._coded = self._seen.unique("row").select("row", "kind", "stratum", "n_stratum")
        n = sample.units.group_by("stratum", "n_stratum").agg(
            pl.col("row").is_in(self._coded["row"].implode()).sum().alias("n")
        )
        short = n.filter(pl.col("n") < pl.min_horizontal("n_stratum", LEAST)).sort("stratum")
        if short.height:
            message = (
                f"at least {LEAST} rows of each stratum must be coded; too few: {', '.join(short['stratum'])}. "
                "For a first look at few rows draw the sample with by=(): it has two strata"
            )
            raise InputError(message)

    def scores(self, by: str | Iterable[str] = (), level: float = 0.95) -> pl.DataFrame:
        """Estimate precision, recall and F1, and the accuracy of what else was coded.

        Parameters
        ----------
        by
            Covariates of the sample, to see whether errors depend on them.
        level
            Of the intervals.

        Returns
        -------
        polars.DataFrame
            The columns of ``by``, ``measure`` (``precision``, ``recall``, ``f1``, ``accuracy``), ``of`` (``event``:
            that there is one; ``type``; and of events that are there ``status``, ``source``, ``target``), ``type``
            (null for all), ``estimate``, ``low`` and ``high`` (0 to 1; null where the sample holds nothing to tell it
            from), ``n`` (the coded rows that it rests on).

        Raises
        ------
        detente.exceptions.InputError
            When a covariate is unknown.

        Examples
        --------
        Of a sample in which one of four ``CONSULT`` was none, and one of the sentences told of another:

        >>> validation.scores().filter(of="type", type="CONSULT").select("measure", "estimate", "n").rows()
        [('precision', 0.75, 4), ('recall', 0.75, 4), ('f1', 0.75, 5)]
        """
        by = self._covariates([by] if isinstance(by, str) else list(dict.fromkeys(by)))
        rows = measures.pairs(self._seen, self.sample.code, by)
        keys = [*by, *measures.KEYS]
        strata = measures.strata_of(self.sample.units, self._coded, rows.select(keys).unique(), by)
        order = {"event": 0, "type": 1, "status": 2, "source": 3, "target": 4}
        return (
            ratios(rows, strata, keys, level)
            .with_columns(
                pl.col("of").replace_strict(order, return_dtype=pl.Int8).alias("_of"),
                pl.col("measure")
                .replace_strict({"precision": 0, "recall": 1, "f1": 2, "accuracy": 3}, return_dtype=pl.Int8)
                .alias("_measure"),
            )
            .sort(*by, "_of", "type", "_measure", nulls_last=False)
            .drop("_of", "_measure")
        )

    def agreement(self, level: float = 0.95) -> pl.DataFrame:
        """Tell how far coders agree among themselves, and the machine with the gold standard.

        Parameters
        ----------
        level
            Of the interval of alpha.

        Returns
        -------
        polars.DataFrame
            ``between`` (``coders``, where ``read_validation`` was given any, and ``gold and machine``), ``code``,
            ``n`` (rows that both coded), ``agreement`` (share of pairs with the same code), ``kappa`` (Cohen's; the
            mean of pairs where there are more than two coders), ``alpha`` (Krippendorff's, nominal), ``alpha_low`` and
            ``alpha_high`` (bootstrap). Null where there is nothing to tell it from. They describe the rows that were
            drawn, and are not weighted.

        Notes
        -----
        Status and countries are compared where both see an event; of several events of a sentence, the first.

        Examples
        --------
        >>> validation.agreement().select("between", "code", "n", "agreement").rows()
        [('gold and machine', 'type', 12, 0.8333333333333334)]
        """
        units = self.sample.units.join(self.gold.select("row").unique(), on="row", how="semi")
        machine = units.select(
            "row", pl.lit(0).alias("position"), pl.col("type").fill_null(NONE), "status", "source", "target"
        )
        groups = {"gold and machine": {"gold": self.gold, "machine": machine}}
        if self._coders:
            groups = {"coders": self._coders, **groups}
        found: list[dict[str, Any]] = []
        for between, frames in groups.items():
            for code in self.sample.code:
                marks = {name: _codes(frame, code) for name, frame in frames.items()}
                found.append({"between": between, "code": code, **agreement.agreement(marks, level)})
        numbers = dict.fromkeys(("agreement", "kappa", "alpha", "alpha_low", "alpha_high"), pl.Float64)
        return pl.DataFrame(found, schema={"between": pl.String, "code": pl.String, "n": pl.Int64, **numbers})

    def corrected(
        self,
        by: str | Iterable[str] = "type",
        every: str | None = None,
        status: str | Sequence[str] | None = ACTUAL,
        level: float = 0.95,
    ) -> pl.DataFrame:
        """Count events as coded, and corrected for coding error.

        The corrected count is the count of the codes, plus the differences that coders saw, each divided by the
        probability of its row (Egami, Hinck, Stewart and Wei 2024). It is unbiased whatever the errors depend on;
        small cells have wide intervals. Of a sample drawn with ``where``, it is so for the events that this leaves
        alone: what the machine gave another status or type, coders never saw.

        Parameters
        ----------
        by
            What makes a cell: ``type``, ``quad``, ``status``, ``source``, ``target`` (countries; both make dyads), of
            which all must have been coded by hand, and covariates of the sample.
        every
            Periods as well: ``1d``, ``1w``, ``1mo``, ``1q``, ``1y``, by the day of the event, else of publication.
        status
            The statuses that are counted; None counts all.
        level
            Of the intervals.

        Returns
        -------
        polars.DataFrame
            ``period`` where there is one, the columns of ``by``, ``n_rows`` (coded rows that concern the cell),
            ``n_events`` (as coded by the machine), ``n_corrected``, ``low``, ``high``, ``n_articles`` (of the cell's
            period and covariates) and ``rate``, ``rate_low``, ``rate_high`` (corrected, an article). An estimate may be
            below zero where there is next to nothing; it is unbiased because it is not cut off.

        Raises
        ------
        detente.exceptions.InputError
            When a column is unknown or was not coded by hand.

        Examples
        --------
        >>> counts = validation.corrected(status=None)
        >>> counts.select("type", "n_events", "n_corrected").rows()
        [('ACCUSE', 4.0, 4.0), ('CONSULT', 4.0, 4.0)]
        >>> counts.select("low", "high").rows()[1]
        (4.0, 4.0)
        """
        by = [by] if isinstance(by, str) else list(dict.fromkeys(by))
        statuses = [status] if isinstance(status, str) else status
        self._ask([c for c in by if c in CODES] + (["type"] if "quad" in by else []))
        if unknown := [name for name in statuses or () if name not in STATUSES]:
            message = f"{', '.join(map(repr, unknown))} is no status: there are {', '.join(STATUSES)}"
            raise InputError(message)
        if statuses is not None and "status" not in self.sample.code:
            message = "status was not coded by hand: pass status=None to count every status"
            raise InputError(message)
        self._covariates([c for c in by if c not in (*CODES, "quad")])
        return correction.corrected(self.sample.units, self._seen, by, statuses, every, level)

    def power(
        self,
        half_width: float = 0.05,
        measure: Literal["precision", "recall", "f1"] = "precision",
        of: Literal["event", "type"] = "type",
        type: str | None = None,
        level: float = 0.95,
    ) -> pl.DataFrame:
        """Tell how many rows more are to be coded until an interval has the wanted half width.

        Parameters
        ----------
        half_width
            Half the width of the interval.
        measure, of, type
            The score of :meth:`scores` whose interval is meant.
        level
            Of the interval.

        Returns
        -------
        polars.DataFrame
            ``stratum``, ``n_stratum`` (its size), ``n_coded``, ``n_wanted`` and ``n_more``, with the fewest rows in
            all. Passed to :func:`validation_sample` as ``n``, with this sample as ``beyond``, it draws them.

        Raises
        ------
        detente.exceptions.InputError
            When there is no such score.

        Examples
        --------
        >>> validation.power(0.1)["n_more"].sum()
        0
        """
        rows = measures.pairs(self._seen, self.sample.code)
        wanted = (pl.col("measure") == measure) & (pl.col("of") == of) & pl.col("type").eq_missing(type)
        rows = rows.filter(wanted)
        if rows.is_empty() or not half_width > 0:
            message = f"no {measure} of {of}{f' {type}' if type else ''} to half_width={half_width}: see scores()"
            raise InputError(message)
        keys = measures.KEYS
        strata = measures.strata_of(self.sample.units, self._coded, rows.select(keys).unique())
        return rows_needed(rows, strata, keys, half_width, level)

    def write_dsl(self, path: str | os.PathLike[str]) -> Path:
        """Write the population for regressions with R's package ``dsl``, and return the path.

        A row is an event or a sentence without one. For each PLOVER type that was coded or seen, ``pred_TYPE`` is what
        the machine counts in it and ``TYPE`` what coders count (``NA`` where they did not look). ``sample_prob``,
        ``labeled``, ``stratum``, ``article_id``, dates and covariates stand beside them::

            dsl(model = "lm", formula = ACCUSE ~ publisher, predicted_var = "ACCUSE", prediction = "pred_ACCUSE",
                data = read.csv("dsl.csv"), labeled = "labeled", sample_prob = "sample_prob", cluster = "article_id")

        Examples
        --------
        >>> path = validation.write_dsl(folder / "dsl.csv")
        >>> path.read_text().splitlines()[0].split(",")[-4:]
        ['pred_CONSULT', 'pred_ACCUSE', 'CONSULT', 'ACCUSE']
        """
        path = Path(path)
        units = self.sample.units
        seen = {*units["type"].drop_nulls().unique(), *self.gold["type"].unique()}
        kinds = [kind for kind in TYPES if kind in seen]
        counts = self._seen.group_by("row").agg(
            (pl.col("weight") * (pl.col("gold_type") == kind)).sum().alias(kind) for kind in kinds
        )
        labeled = pl.col("row").is_in(self._coded["row"].implode())
        n = (labeled.sum().over("stratum") / pl.col("n_stratum")).alias("sample_prob")
        hidden = {"order", "round", "probability", "n_stratum", "source", "target"}
        kept = [c for c in units.columns if c not in hidden]
        predictions = ((pl.col("kind") == EVENT) & (pl.col("type") == kind) for kind in kinds)
        frame = (
            units.select(
                *kept,
                n,
                labeled.cast(pl.Int8).alias("labeled"),
                *(
                    p.fill_null(value=False).cast(pl.Int8).alias(f"pred_{k}")
                    for p, k in zip(predictions, kinds, strict=True)
                ),
            )
            .join(counts, on="row", how="left", maintain_order="left")
            .with_columns(pl.col("type", "status").fill_null(NONE))
        )
        with whole(path) as part:
            frame.write_csv(part, null_value="NA")
        return path

    def __repr__(self) -> str:
        return f"<detente.Validation, {self._coded.height} coded rows, {len(self._coders)} coders>"

    def _covariates(self, names: list[str]) -> list[str]:
        if unknown := [c for c in names if c not in self.sample.units.columns or c in CODES]:
            message = f"{', '.join(unknown)}: no covariate of the sample; name it in validation_sample(covariates=…)"
            raise InputError(message)
        return names

    def _ask(self, codes: Sequence[str]) -> None:
        if missing := [c for c in codes if c not in self.sample.code]:
            names = ", ".join(missing)
            message = f"{names}: not coded by hand; draw the sample with code=({', '.join(map(repr, CODES))})"
            raise InputError(message)


def _codes(gold: pl.DataFrame, code: str) -> dict[str, str]:
    """Return the code of each row as one word: that of the event that is marked, or of the first that was seen."""
    first = gold.filter(pl.col("position") == 0)
    if code != "type":
        first = first.filter(pl.col("type") != NONE)
    cell = pl.col(code).list.join("+") if code in measures.SIDES else pl.col(code)
    return dict(first.select("row", cell.fill_null("")).iter_rows())
