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


def gold_folder():
    """Return the folder of gold data: the variable DETENTE_DATA, or a checkout beside this one."""
    folder = Path(os.environ.get("DETENTE_DATA", ROOT.parent / "shared" / "data"))
    return folder if folder.is_dir() else None
