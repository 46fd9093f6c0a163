"""What a teacher of acts makes of each frequent word alone, so that the student knows what words mean that it never read.

    python act_vectors.py --glove GLOVE --words WORDS [--words …] --teacher FOLDER=CHECKPOINT --out WORK/act_vectors.npz

The words are those of `vectors.py`, in the same order, so that one row of a word serves both tables. The teacher's vectors are
reduced to their main components, each of equal variance.
"""

import argparse
import json
import sys

import numpy
import torch

from act_teacher import open_act_teacher
from features import lowered
from glove import read_glove
from gold import read_lines
from vectors import alone, main_components

COMPONENTS = 64


def spellings(files):
    """How each word is mostly written."""
    counts = {}
    for file in files:
        for line in read_lines(f"{file}.jsonl"):
            for token in (t for tokens in json.loads(line)["sentences"] for t in tokens):
                of_word = counts.setdefault(lowered(token[5]), {})
                of_word[token[5]] = of_word.get(token[5], 0) + 1
    return {word: max(of_word, key=of_word.get) for word, of_word in counts.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--glove", required=True)
    parser.add_argument("--words", action="append", required=True, help="what the program `states` wrote")
    parser.add_argument("--teacher", required=True, help="FOLDER=CHECKPOINT")
    parser.add_argument("--out", required=True)
    parser.add_argument("--rows", type=int, default=100_000, help="as many as `vectors.py` was given")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model, pieces = open_act_teacher(*options.teacher.split("=", 1))
    words, _ = read_glove(options.glove, options.rows)
    written = spellings(options.words)
    shown = [written.get(w) or w[:1].upper() + w[1:] for w in words]
    components = main_components(alone(model.reader, pieces, shown), COMPONENTS)
    numpy.savez(options.out, words=numpy.array(words), table=components.astype(numpy.float32) * 0.4)


if __name__ == "__main__":
    sys.exit(main())
