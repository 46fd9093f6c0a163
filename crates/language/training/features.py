"""What the student sees of a word, as `src/words.rs` and `src/network/embedding.rs` compute it: a test there holds them together."""

import gzip
import random

MASK = (1 << 64) - 1

# Rows of the hashed tables; one table may take several properties of a word.
ROWS = {"word": 20_000, "prefix": 4_000, "suffix": 12_000, "shape": 2_000, "lists": 256}
# Property, its table, and the number that parts its hash from those of other properties.
PROPERTIES = [
    ("word", 1001),
    ("word", 1002),
    ("prefix", 1003),
    ("prefix", 1004),
    ("suffix", 1005),
    ("suffix", 1006),
    ("suffix", 1007),
    ("shape", 1008),
]
LIST_COLUMN, VECTOR_COLUMN = len(PROPERTIES), len(PROPERTIES) + 1
# The kinds of words in `data/name_words.tsv.gz`, a bit each.
LIST_KINDS = "gfpqcdba"


def text_hash(data):
    """FNV-1a over bytes, folded to 32 bits and never 0."""
    h = 0xCBF29CE484222325
    for byte in data:
        h = ((h ^ byte) * 0x100000001B3) & MASK
    return max(1, (h ^ (h >> 32)) & 0xFFFFFFFF)


def feature_hash(template, a, b=0, c=0):
    h = ((a << 32) | b) ^ (((template + 1) * 0x9E3779B97F4A7C15) & MASK)
    h = (h * 0xBF58476D1CE4E5B9) & MASK
    h ^= h >> 31
    h ^= (c * 0xD6E8FEB86659FD93) & MASK
    h = (h * 0x94D049BB133111EB) & MASK
    return max(1, h >> 32)


def lowered(word):
    return "".join("'" if c == "’" else "0" if c.isnumeric() else c for c in word.lower())


def kind_of(c):
    if c.islower():
        return 1
    if c.isupper():
        return 2
    if c.isnumeric():
        return 3
    return 4 if c.isalpha() else 8 + ord(c)


def shape(word):
    h, last, run = 1, 0, 0
    for c in word:
        kind = kind_of(c)
        run = run + 1 if kind == last else 1
        last = kind
        if run <= 2:
            h = feature_hash(900, h, kind)
    return h


class Words:
    """Numbers of words: `lists` maps lowered words to bits, `vectors` maps lowered words to rows from 1."""

    def __init__(self, name_words, vectors):
        self.lists = {}
        with gzip.open(name_words, "rt", encoding="utf-8") as lines:
            for line in lines:
                word, _, kinds = line.rstrip("\n").partition("\t")
                for kind in kinds:
                    if kind in LIST_KINDS:
                        self.lists[lowered(word)] = self.lists.get(lowered(word), 0) | 1 << LIST_KINDS.index(kind)
        self.vectors = vectors
        self.known = {}

    def numbers(self, word):
        if word not in self.known:
            self.known[word] = self.numbers_of(word)
        return self.known[word]

    def numbers_of(self, word):
        low = lowered(word)
        tail = lambda n: text_hash(low[-n:].encode())
        whole = text_hash(low.encode())
        values = [
            whole,
            whole,
            text_hash(word[:1].encode()),
            text_hash(word[:3].encode()),
            tail(2),
            tail(3),
            tail(4),
            shape(word),
        ]
        out = [feature_hash(template, v) % ROWS[table] for (table, template), v in zip(PROPERTIES, values)]
        return (*out, self.lists.get(low, 0), self.vectors.get(low, 0))


def recased(words, random_: random.Random):
    """Some sentences as a headline, a shout or without capitals, so that the student reads those as well."""
    draw = random_.random()
    if draw < 0.04:
        return [w[:1].upper() + w[1:] for w in words]
    if draw < 0.055:
        return [w.upper() for w in words]
    if draw < 0.07:
        return [w.lower() for w in words]
    return words
