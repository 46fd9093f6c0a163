"""A sample for hand coding, with its design."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from detente._sources import existing
from detente._validation import annotation, sheet
from detente._validation.drawing import ALLOCATIONS, allocate, draw, last_round, merge, merge_for
from detente._validation.population import population, table
from detente._whole_file import whole
from detente.exceptions import InputError, OutputError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

_FORMATS = {".csv": "csv", ".xlsx": "xlsx", ".json": "label-studio", ".jsonl": "doccano"}
_PROJECTS = {
    "label-studio": (annotation.label_studio, ".xml"),
    "doccano": (annotation.doccano, ".labels.json"),
}
DESIGN = ".design.parquet"


class ValidationSample:
    """A sample for hand coding. Made by :func:`validation_sample`.

    Attributes
    ----------
    sheet : polars.DataFrame
        What a coder sees, a row for each event or sentence that was drawn, in random order: ``row`` (its id),
        ``article_id``, ``published``, ``text`` (the sentence; the words of the event between ``[[`` and ``]]``, those
        of its other events between ``[`` and ``]``), ``context`` (the sentences around it), the code unless the sample
        is blind, empty ``gold_…`` columns to fill in, and ``note``.
    units : polars.DataFrame
        The population, an event or a sentence without one a row: ``row``, ``kind`` (``event`` or ``sentence``),
        ``stratum``, ``n_stratum`` (its size), ``probability`` (of being drawn), ``round`` (0 when not drawn, else the
        number of the drawing), and what was coded.
    code : tuple of str
        What coders code: ``type``, ``status``, ``source``, ``target``.
    """

    def __init__(self, units: pl.DataFrame, sheet: pl.DataFrame, code: Sequence[str]) -> None:
        self.units = units
        self.sheet = sheet
        self.code = tuple(code)

    @property
    def design(self) -> pl.DataFrame:
        """The rows that were drawn, with stratum, size of the stratum and inclusion probability."""
        columns = ("row", "kind", "stratum", "n_stratum", "probability", "round")
        return self.units.filter(pl.col("round") > 0).select(columns)

    def write(
        self,
        path: str | os.PathLike[str],
        format: Literal["csv", "xlsx", "label-studio", "doccano"] | None = None,
        *,
        overwrite: bool = False,
    ) -> list[Path]:
        """Write the sheet, and the design beside it, and return the paths.

        Parameters
        ----------
        path
            A file. Its ending tells the format: ``.csv``, ``.xlsx`` (needs ``pip install detente[validation]``),
            ``.json`` for Label Studio, ``.jsonl`` for doccano. The labelling interface of a Label Studio project, and
            the labels of a doccano project, are written beside it.
        format
            ``csv``, ``xlsx``, ``label-studio`` or ``doccano``, where the ending does not tell.
        overwrite
            Replace a sheet that is there.

        Returns
        -------
        list of pathlib.Path
            The sheet, the design (``….design.parquet``; :func:`read_validation` looks for it there), and for the two
            annotation tools the file that sets up their project.

        Raises
        ------
        detente.exceptions.InputError
            When the format is unknown, or doccano is to hold countries.
        detente.exceptions.OutputError
            When a file cannot be written, or is there.

        Examples
        --------
        >>> news = dt.read("France condemned the plan. It rained. Peru thanked Chile. Nobody came.")
        >>> sample = dt.validation_sample(news, 4, by=(), seed=1)
        >>> [path.name for path in sample.write(folder / "sheet.json")]
        ['sheet.json', 'sheet.design.parquet', 'sheet.xml']
        """
        path = Path(path)
        form = format or _FORMATS.get(path.suffix.lower())
        if form not in _FORMATS.values():
            message = f"{path}: no known format; the formats are {', '.join(_FORMATS.values())}"
            raise InputError(message)
        if path.exists() and not overwrite:
            message = f"{path}: already there, and coders may have filled it in; overwrite=True replaces it"
            raise OutputError(message)
        contents: dict[Path, str] = {}
        if form in _PROJECTS:
            make, ending = _PROJECTS[form]
            contents = dict(zip((path, path.with_suffix(ending)), make(self.sheet, self.code), strict=True))
        design = path.with_suffix(DESIGN)
        with whole(design) as part:
            self.units.write_parquet(part, metadata={"detente.code": ",".join(self.code)})
        for file, text in contents.items():
            with whole(file) as part:
                part.write_text(text, encoding="utf-8", newline="\n")
        if not contents:
            with whole(path) as part:
                if form == "csv":
                    self.sheet.write_csv(part, include_bom=True)
                else:
                    sheet.write_xlsx(self.sheet, part)
        return [path, design, *(file for file in contents if file != path)]

    def __repr__(self) -> str:
        drawn = self.units.filter(pl.col("round") > 0)
        events = drawn.filter(kind="event").height
        return (
            f"<detente.ValidationSample, {events} events and {drawn.height - events} sentences without one "
            f"of {self.units.height} units in {self.units['stratum'].n_unique()} strata>"
        )


def validation_sample(
    tables: Any,
    n: int | Mapping[str, int] | pl.DataFrame,
    by: str | Iterable[str] = "type",
    *,
    seed: int,
    without: float = 0.25,
    allocation: Literal["equal", "proportional"] = "equal",
    code: Sequence[str] = ("type", "status"),
    blind: bool = True,
    context: int = 1,
    covariates: Iterable[str] = (),
    where: pl.Expr | None = None,
    beyond: ValidationSample | None = None,
) -> ValidationSample:
    """Draw events and sentences without events to be coded by hand.

    The population is every event of articles that are no copies, and every sentence of theirs in which no event was
    coded: the first tell how many events are wrong, the second how many were missed. Rows are drawn simply at random
    within strata; what is drawn depends on the seed and the ids alone, and a larger sample of the same seed and strata
    holds the smaller one.

    Parameters
    ----------
    tables
        A :class:`Corpus`, or a mapping of data frames: ``events``, ``sentences`` and ``articles``.
    n
        How many rows; or how many of each stratum, as :meth:`Validation.power` tells it.
    by
        Columns of events or articles that make the strata. Sentences without events are strata of their own, by the
        columns of articles alone. Where ``n`` is less than two rows of each, the smallest are one stratum, ``other``.
    seed
        Any number; report it.
    without
        The share of the rows that are sentences without events.
    allocation
        Of the other rows: ``equal`` gives every stratum as many, so that rare types are judged as well as common ones,
        ``proportional`` as many as its size asks for.
    code
        What coders are to code: ``type``, ``status``, ``source`` and ``target`` (countries).
    blind
        Whether the sheet hides what the machine coded.
    context
        How many sentences before and after are shown.
    covariates
        Further columns of events or articles that :meth:`Validation.corrected` or a regression will need.
    where
        Which events are of interest, as an expression over their columns. The others are not drawn, nor are their
        sentences among those without an event: leave the table of events whole, and say here what you count of it.
    beyond
        An earlier sample of the same tables and seed: its rows stay, and the sheet has only those that come on top.

    Returns
    -------
    ValidationSample

    Raises
    ------
    detente.exceptions.InputError
        When a column is missing, a stratum is unknown or ``n`` is less than two events and two sentences.

    Examples
    --------
    >>> news = dt.read("France condemned the plan. It rained. Peru thanked Chile. Nobody came.")
    >>> sample = dt.validation_sample(news, 4, by=(), seed=1, without=0.5)
    >>> sample
    <detente.ValidationSample, 2 events and 2 sentences without one of 4 units in 2 strata>
    >>> sample.sheet.sort("text")["text"].to_list()
    ['France [[condemned]] the plan.', 'It rained.', 'Nobody came.', 'Peru [[thanked]] Chile.']
    """
    by = [by] if isinstance(by, str) else list(by)
    covariates = [covariates] if isinstance(covariates, str) else list(covariates)
    code = _checked(code)
    if not 0 <= without <= 1:
        message = f"without={without} is no share: a number from 0 to 1 is wanted"
        raise InputError(message)
    if allocation not in ALLOCATIONS:
        message = f"allocation is one of {', '.join(ALLOCATIONS)}, not {allocation}"
        raise InputError(message)
    units = population(tables, by, covariates, seed, where)
    if beyond is not None:
        units = merge(units, set(beyond.units["stratum"]))
    elif isinstance(n, int):
        units = merge_for(units, n, without)
    same = ("row", "stratum", "order")
    if beyond is not None and not units.select(same).sort("row").equals(beyond.units.select(same).sort("row")):
        message = "beyond was drawn from other tables, with another seed or by other strata"
        raise InputError(message)
    if isinstance(n, pl.DataFrame):
        n = dict(n.select("stratum", "n_wanted").iter_rows())
    wanted = allocate(units, n, without, allocation) if isinstance(n, int) else dict(n)
    units = draw(units, wanted, None if beyond is None else beyond.units)
    drawn = units.filter(round=1 if beyond is None else last_round(beyond.units) + 1)
    sentences = table(tables, "sentences", ("article_id", "sentence", "start", "text"))
    events = table(tables, "events", ("event_id", "start", "end"))
    return ValidationSample(units, sheet.lay_out(drawn, sentences, events, code, blind=blind, context=context), code)


def read_design(path: str | os.PathLike[str]) -> ValidationSample:
    """Read the design that stands beside a sheet; the sheet of the sample that is returned has no rows."""
    path = Path(existing(path))
    try:
        units = pl.read_parquet(path)
        code = pl.read_parquet_metadata(path).get("detente.code", "").split(",")
    except (pl.exceptions.PolarsError, OSError) as error:
        message = f"{path}: not a design that ValidationSample.write wrote ({error})"
        raise InputError(message) from error
    if "probability" not in units.columns or code == [""]:
        message = f"{path}: not a design that ValidationSample.write wrote"
        raise InputError(message)
    return ValidationSample(units, sheet.empty(code), code)


def _checked(code: Sequence[str]) -> list[str]:
    code = [code] if isinstance(code, str) else list(code)
    if "type" not in code or (unknown := [c for c in code if c not in sheet.CODES]):
        message = f"code is type, and any of {', '.join(sheet.CODES[1:])}, not {', '.join(unknown or code)}"
        raise InputError(message)
    return [c for c in sheet.CODES if c in code]
