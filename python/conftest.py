"""The names that the examples of docstrings use."""

import pytest

import detente as dt


@pytest.fixture(autouse=True)
def _names(doctest_namespace: dict[str, object]) -> None:
    doctest_namespace["dt"] = dt
