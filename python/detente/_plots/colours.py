"""The colours of charts: blue and orange, told apart with every kind of colour vision, each at least 3:1 on white."""

from detente._plots.counted import CLASSES

COOPERATION, CONFLICT = "#2166ac", "#b35806"
OF_CLASS = dict(zip(CLASSES, ("#4393c3", "#174a7e", "#d17a00", "#8c3d04"), strict=True))
COUNTS = "viridis"
"""The scheme for numbers: even steps of brightness."""
INK, LAND, BORDER = "#222222", "#e8e8e8", "#ffffff"
