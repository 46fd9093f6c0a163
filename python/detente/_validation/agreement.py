"""How far coders agree, beyond chance.

Written here because a nominal coefficient is a count of pairs: the packages that have it (`krippendorff`: GPL;
scikit-learn: two compiled libraries for one of its functions) would weigh more than what they do.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from detente._validation.estimate import check_level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DRAWINGS = 1_000


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha for nominal codes.

    Parameters
    ----------
    units
        For each unit the codes it was given, by two coders or more; units with fewer do not count.

    Returns
    -------
    float or None
        None where nothing can be told: no unit has two codes, or all codes are the same.

    References
    ----------
    Krippendorff, Klaus (2011): Computing Krippendorff's alpha-reliability. University of Pennsylvania.

    Examples
    --------
    >>> from detente._validation.agreement import alpha
    >>> alpha([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]])
    0.5333333333333333
    """
    return _alpha(_patterns(units))


def alpha_interval(units: Sequence[Sequence[str]], level: float) -> tuple[float | None, float | None]:
    """Return the interval of alpha by 1,000 drawings of units with replacement, the same ones every time.

    References
    ----------
    Zapf, Antonia, Stefanie Castell, Lars Morawietz and André Karch (2016): Measuring inter-rater reliability for
    nominal data – which coefficients and confidence intervals are appropriate? BMC Medical Research Methodology 16.
    """
    check_level(level)
    patterns = _patterns(units)
    chance = random.Random(0)  # noqa: S311 - a bootstrap is no secret
    drawn = (
        Counter(chance.choices(list(patterns), list(patterns.values()), k=patterns.total())) for _ in range(_DRAWINGS)
    )
    values = sorted(value for value in map(_alpha, drawn if patterns else ()) if value is not None)
    if not values:
        return None, None
    outside = round((1 - level) / 2 * len(values))
    return values[outside], values[len(values) - 1 - outside]


def _patterns(units: Sequence[Sequence[str]]) -> Counter[tuple[str, ...]]:
    """Count the units by the codes that they were given."""
    return Counter(tuple(sorted(unit)) for unit in units if len(unit) > 1)


def _alpha(patterns: Counter[tuple[str, ...]]) -> float | None:
    totals: Counter[str] = Counter()
    observed = 0.0
    for unit, times in patterns.items():
        codes = Counter(unit)
        for code, n in codes.items():
            totals[code] += n * times
        observed += times * (len(unit) ** 2 - sum(n * n for n in codes.values())) / (len(unit) - 1)
    n = totals.total()
    expected = n * n - sum(count * count for count in totals.values())
    return 1 - (n - 1) * observed / expected if expected else None


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two coders, or None where nothing can be told.

    References
    ----------
    Cohen, Jacob (1960): A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20.

    Examples
    --------
    >>> from detente._validation.agreement import kappa
    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    n = len(pairs)
    if not n:
        return None
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(count * right[code] for code, count in left.items()) / n**2
    observed = sum(a == b for a, b in pairs) / n
    return None if math.isclose(expected, 1) else (observed - expected) / (1 - expected)


def agreement(coders: Mapping[str, Mapping[str, str]], level: float) -> dict[str, float | int | None]:
    """Return the rows that two coders or more coded, the share of pairs that agree, kappa, and alpha with its interval.

    Of more than two coders kappa is the mean of the pairs of coders (Light 1971).
    """
    rows = dict.fromkeys(row for codes in coders.values() for row in codes)
    units = [[codes[row] for codes in coders.values() if row in codes] for row in rows]
    two = [[(a[row], b[row]) for row in a if row in b] for a, b in combinations(coders.values(), 2)]
    kappas = [value for value in map(kappa, two) if value is not None]
    same = [a == b for pairs in two for a, b in pairs]
    low, high = alpha_interval(units, level)
    return {
        "n": sum(len(unit) > 1 for unit in units),
        "agreement": sum(same) / len(same) if same else None,
        "kappa": sum(kappas) / len(kappas) if kappas else None,
        "alpha": alpha(units),
        "alpha_low": low,
        "alpha_high": high,
    }
