"""Reads the network of acts that ships back into tensors, so that training can go on from it."""

import struct

import numpy
import torch

from acts import ROLES, STATUSES, TYPES
from act_heads import MATCH

HEADER = 8 + 4 + 8


class Reader:
    """The form that `src/train/writer.rs` gives: seven bits a byte for counts, then little-endian values."""

    def __init__(self, data):
        self.data, self.at = data, HEADER

    def take(self, n):
        self.at += n
        return self.data[self.at - n : self.at]

    def count(self):
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def text(self):
        return self.take(self.count()).decode()

    def floats(self):
        n = self.count()
        return numpy.array(struct.unpack(f"<{n}f", self.take(4 * n)), dtype=numpy.float32)

    def rows(self, columns, scales):
        return numpy.frombuffer(self.take(self.count()), dtype=numpy.int8).reshape(-1, columns) * scales[:, None]

    def table(self):
        return self.rows(self.count(), self.floats())

    def matrix(self):
        columns, scales, biases = self.count(), self.floats(), self.floats()
        return self.rows(columns, scales), biases


def read(path):
    """The tensors of `ActStudent`, by name."""
    with open(path, "rb") as file:
        reader = Reader(file.read())
    reader.text()
    reader.take(8)
    for _ in range(3):
        for _ in range(reader.count()):
            reader.text()
    assert reader.count() == MATCH
    found = {"role_bias": reader.floats(), "home_bias": reader.floats()}
    found["words.weight"], found["vectors"] = reader.table(), reader.table()
    found["mix.weight"], found["mix.bias"] = reader.matrix()
    found["norm.weight"], found["norm.bias"] = reader.floats(), reader.floats()
    for layer in range(reader.count()):
        found[f"layers.{layer}.gates.weight"], found[f"layers.{layer}.gates.bias"] = reader.matrix()
    heads = reader.matrix()
    at = 0
    for name, n in (
        ("kind", len(TYPES)),
        ("status", len(STATUSES)),
        ("trigger", MATCH * len(ROLES)),
        ("party", MATCH * len(ROLES)),
        ("resident", MATCH),
        ("state", MATCH),
    ):
        # `src/train/acts.rs` has divided the first of two that are multiplied.
        by = MATCH**0.5 if name in ("trigger", "resident") else 1.0
        found[f"{name}.weight"], found[f"{name}.bias"] = (part[at : at + n] * by for part in heads)
        at += n
    found["mode.weight"], found["mode.bias"] = reader.matrix()
    return {name: torch.from_numpy(numpy.ascontiguousarray(value, dtype=numpy.float32)) for name, value in found.items()}
