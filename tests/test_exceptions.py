"""Exceptions are those of detente and of Python."""

import pytest

import detente as dt
from detente import exceptions


def test_all_have_one_base():
    for name in set(exceptions.__all__) - {"ManifestWarning"}:
        assert issubclass(getattr(exceptions, name), exceptions.DetenteError)


@pytest.mark.parametrize(
    ("name", "builtin"),
    [
        ("InputError", ValueError),
        ("ManifestWarning", UserWarning),
        ("MissingColumnError", ValueError),
        ("MissingPathError", FileNotFoundError),
        ("RuleFileError", ValueError),
        ("OutputError", OSError),
    ],
)
def test_python_knows_them(name, builtin):
    assert issubclass(getattr(exceptions, name), builtin)


def test_the_message_says_what_to_do():
    with pytest.raises(dt.exceptions.MissingPathError) as caught:
        dt.read("nothere.txt")
    assert "white space" in str(caught.value)
    with pytest.raises(ValueError, match="isoformat"):
        dt.read("A text of words.", published="yesterday")
