"""Writes text for the teacher of acts to label: sentences with words exchanged for near ones and states for other states.

    python act_varied.py --glove GLOVE --states STATES --words WORDS [--words …] > WORK/varied.jsonl

WORDS is what the program `states` wrote for texts, STATES the atlas's `derived/states.tsv`. What an exchange makes of a sentence is the
teacher's to say (TinyBERT, Jiao et al. 2020, §4.1, "Data augmentation"). Seeded: the same texts give the same variants.
"""

import argparse
import csv
import json
import random
import sys

from features import lowered
from gold import read_lines
from varied import Neighbours, cased_as

OPEN = ("NN", "JJ", "VB")
# How often a word is exchanged, and how often a sentence has its states exchanged.
WORD, STATES = 0.25, 0.6
LENGTHS = range(6, 61)


class States:
    """The names and adjectives of states that are one word."""

    def __init__(self, path):
        self.pools, self.where = {"names": [], "demonyms": []}, {}
        rows = (line for line in read_lines(path) if not line.startswith("#"))
        for row in csv.DictReader(rows, delimiter="\t"):
            surfaces = {"names": [row["name"]], "demonyms": row["demonyms"].split(";")[:1]}
            for pool, words in surfaces.items():
                for word in filter(str.isalpha, words):
                    self.pools[pool].append(word)
                    self.where[word] = pool

    def exchanged(self, words, random_):
        others = {}
        for word in words:
            pool = self.where.get(word)
            yield word if pool is None else others.setdefault(word, random_.choice(self.pools[pool]))


def varied(tokens, neighbours, states, random_):
    words = []
    for token in tokens:
        fine, word = token[3], token[5]
        near = []
        if fine.startswith(OPEN) and not fine.startswith("NNP") and random_.random() < WORD:
            near = neighbours.of(lowered(word))
        words.append(cased_as(random_.choice(near), word) if near else word)
    if random_.random() < STATES:
        words = list(states.exchanged(words, random_))
    text, end = "", None
    for token, word in zip(tokens, words, strict=True):
        text += word if end in (None, token[0]) else f" {word}"
        end = token[1]
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--glove", required=True)
    parser.add_argument("--states", required=True)
    parser.add_argument("--words", action="append", required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    neighbours, states = Neighbours(options.glove), States(options.states)
    for path in options.words:
        for line in read_lines(f"{path}.jsonl"):
            record = json.loads(line)
            for number, tokens in enumerate(record["sentences"]):
                if len(tokens) not in LENGTHS:
                    continue
                text = varied(tokens, neighbours, states, random_)
                print(json.dumps({"id": f"{record['id']}-s{number}", "text": text}))


if __name__ == "__main__":
    sys.exit(main())
