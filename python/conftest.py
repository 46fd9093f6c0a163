"""The names that the examples of docstrings use."""

import detente as dt
import pytest


@pytest.fixture(autouse=True)
def _names(doctest_namespace: dict[str, object]) -> None:
    doctest_namespace["dt"] = dt
