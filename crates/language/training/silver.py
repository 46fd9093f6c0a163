"""Labels running text with one or more teachers, whose probabilities are averaged.

    cargo run --release -p detente-language --example conllu -- TEXT > WORK/text.conllu     # sentences and words, by the analyser itself
    python silver.py --text WORK/text.conllu [--text …] --data DATA --work WORK --teacher FOLDER=CHECKPOINT [--teacher …] --out WORK/silver.pt

The most likely few labels of every word are kept with their probabilities. Goes on where it stopped: a part for every 2,000
sentences stands in WORK until all are done.
"""

import argparse
import itertools
import pathlib
import sys

import torch

from gold import Gold, Sentence, read_lines
from heads import batches
from teacher import collate, open_model

KEPT = {"tags": 3, "heads": 4, "relations": 3, "names": 3}
PART = 2_000
SHORTEST, LONGEST = 4, 100


def read_words(paths):
    sentences, words, seen = [], [], set()
    for line in itertools.chain.from_iterable(map(read_lines, paths)):
        if line and line[0] != "#":
            fields = line.split("\t")
            if fields[0].isdigit():
                words.append(fields[1])
        elif not line:
            key = " ".join(words)
            if SHORTEST <= len(words) <= LONGEST and key not in seen:
                seen.add(key)
                sentences.append(Sentence(words=words))
            words = []
    return sentences


def label(teachers, sentences):
    """For each sentence, for each layer: the numbers and probabilities of the kept labels of each word."""
    found = [None] * len(sentences)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for numbers in batches([len(s.words) for s in sentences], 1500, None):
            chosen = [sentences[i] for i in numbers]
            outputs = [(model, model(collate(pieces, chosen))) for model, pieces in teachers]
            mean = lambda tensors: torch.stack([t.float().softmax(-1) for t in tensors]).mean(0)
            layers = {
                "tags": mean([o[0] for _, o in outputs]),
                "heads": mean([o[1] for _, o in outputs]),
                "names": mean([o[3] for _, o in outputs]),
            }
            best = layers["heads"].argmax(-1)
            layers["relations"] = mean([model.relations(o[2], best) for model, o in outputs])
            kept = {k: v.topk(min(KEPT[k], v.shape[-1]), -1) for k, v in layers.items()}
            for row, i in enumerate(numbers):
                n = len(sentences[i].words)
                found[i] = {k: (t.indices[row, :n].to(torch.int16), t.values[row, :n].half()) for k, t in kept.items()}
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", action="append", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--teacher", action="append", required=True, help="FOLDER=CHECKPOINT")
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    labels = Gold(options.data).labels
    teachers = [
        open_model(folder, labels, checkpoint=checkpoint)
        for folder, checkpoint in (t.split("=", 1) for t in options.teacher)
    ]
    for model, _ in teachers:
        model.eval()
    sentences = read_words(options.text)
    print(f"{len(sentences)} sentences, {sum(len(s.words) for s in sentences)} words", flush=True)
    parts = []
    for begin in range(0, len(sentences), PART):
        part = pathlib.Path(f"{options.out}.{begin // PART}")
        if not part.exists():
            chosen = sentences[begin : begin + PART]
            labelled = [{"words": s.words, **layers} for s, layers in zip(chosen, label(teachers, chosen))]
            torch.save(labelled, part)
            print(f"{begin + len(chosen)} sentences", flush=True)
        parts.append(part)
    torch.save([s for part in parts for s in torch.load(part, weights_only=True)], options.out)
    for part in parts:
        part.unlink()


if __name__ == "__main__":
    sys.exit(main())
