"""The names that the examples of docstrings use."""

from pathlib import Path

import polars as pl
import pytest

import detente as dt

TEXT = (
    "France condemned Russia. Peru condemned Chile. Kenya condemned Chad. Spain condemned Iran. "
    "The ministers of Japan and India met. The ministers of Oman and Egypt met. The ministers of Cuba and Haiti met. "
    "The ministers of Ghana and Togo met. It rained. Nobody came. The road was long. They ate together."
)


@pytest.fixture(scope="session")
def validation() -> dt.Validation:
    """Code a small text by hand: one meeting was none, and a sentence without an event told of one."""
    sample = dt.read(TEXT).validation_sample(12, seed=1, code=("type",))
    seen = (
        pl.when(pl.col("text").str.contains("Togo"))
        .then(pl.lit("NONE"))
        .when(pl.col("text").str.contains("ate|met"))
        .then(pl.lit("CONSULT"))
        .when(pl.col("text").str.contains("condemned"))
        .then(pl.lit("ACCUSE"))
        .otherwise(pl.lit("NONE"))
    )
    return dt.read_validation(sample.sheet.with_columns(gold_type=seen), sample)


@pytest.fixture(autouse=True)
def _names(doctest_namespace: dict[str, object], validation: dt.Validation, tmp_path: Path) -> None:
    doctest_namespace |= {"dt": dt, "validation": validation, "folder": tmp_path}
