"""How to cite detente."""

from __future__ import annotations

from typing import Literal

from detente import _detente


def cite(style: Literal["text", "bibtex"] = "text") -> str:
    """Tell how to cite detente: who, what, which version, and what it knew.

    Parameters
    ----------
    style
        ``text``, a reference in a sentence, or ``bibtex``, an entry of BibTeX. Both have the first digits of the
        SHA-256 of code, rules, models and atlas; the ``MANIFEST.json`` of an output has them in full.

    Raises
    ------
    detente.exceptions.InputError
        When there is no such style.

    Examples
    --------
    >>> dt.cite().startswith("The detente developers (2026). detente:")
    True
    >>> print(dt.cite("bibtex").splitlines()[0])
    @software{detente_2026,
    """
    return _detente.cite(style)
