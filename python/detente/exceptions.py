"""What detente raises, and the warning that it gives.

Every exception is a :class:`DetenteError`; where a built-in exception says the same, it is a base as well, so that
``except ValueError`` and ``except FileNotFoundError`` work as everywhere.

What goes wrong with one article of a corpus is not raised: it is a row of the ``problems`` table.
"""

__all__ = [
    "ActorFileError",
    "DetenteError",
    "InputError",
    "ManifestWarning",
    "MissingColumnError",
    "MissingPathError",
    "ModelError",
    "OutputError",
    "RuleFileError",
]


class DetenteError(Exception):
    """Base of everything that detente raises."""


class InputError(DetenteError, ValueError):
    """Input or an option that cannot be used: an unknown name, a missing column, a damaged gold file."""


class ActorFileError(InputError):
    """Rows of a table of actors that cannot be used; the message tells them by line."""


class MissingColumnError(InputError):
    """A table, or records, without the column of a part of the articles; the message tells those that are there."""


class MissingPathError(InputError, FileNotFoundError):
    """A path where nothing is."""


class RuleFileError(DetenteError, ValueError):
    """A rule file that cannot be read."""


class ModelError(DetenteError):
    """A language model that cannot be used."""


class OutputError(DetenteError, OSError):
    """A file that cannot be written."""


class ManifestWarning(UserWarning):
    """A folder of tables without a manifest that can be read, or made by another version; its tables are used."""
