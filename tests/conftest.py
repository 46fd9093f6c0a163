"""What the tests share: the example articles, and gold data where there is any."""

import os
from pathlib import Path

import pytest

import detente as dt

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def examples():
    return ROOT / "examples"


@pytest.fixture(scope="session")
def news(examples):
    """Read the example articles: read once, because tables are kept."""
    return dt.read([examples / "dispatch.txt", *sorted((examples / "news").glob("*.txt"))])


@pytest.fixture(scope="session")
def gold_folder():
    """Find the folder of gold data: the variable DETENTE_DATA, or a folder beside this checkout."""
    folder = Path(os.environ.get("DETENTE_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no gold data: set DETENTE_DATA to its folder")
    return folder
