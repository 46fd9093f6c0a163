"""Labels text with the acts that a teacher finds, for the student to learn from.

    python act_silver.py --words WORDS --teacher FOLDER=CHECKPOINT [--teacher …] --out WORK/act_silver.pt

WORDS is what the program `states` wrote for the texts. Kept are, for each word, the probabilities of all types and statuses where the word
may name an act, and of the parties of such words.
"""

import argparse
import dataclasses
import json
import sys

import numpy
import torch
import torch.nn.functional as F

import acts
from act_heads import ROLE_WEIGHT, STATUS_WEIGHT
from gold import read_lines
from heads import batches
from teacher import collate

# A word that is less likely to name an act teaches its type only.
LIKELY = 0.1


@dataclasses.dataclass
class Silver:
    """Sentences, their labels, and the states of their words."""

    sentences: list
    labels: list
    words: str

    @property
    def states(self):
        return acts.states(self.words)

    def save(self, path):
        rows = [(s.document, s.words, s.rows.start, s.rows.stop) for s in self.sentences]
        torch.save((rows, self.labels, self.words), path)

    @classmethod
    def load(cls, path):
        rows, labels, words = torch.load(path, weights_only=False)
        sentences = [acts.Sentence(document, text, None, range(a, b), []) for document, text, a, b in rows]
        return cls(sentences, labels, words)


def read_sentences(words):
    sentences, row = [], 0
    for line in read_lines(f"{words}.jsonl"):
        cut = json.loads(line)
        for tokens in cut["sentences"]:
            rows = range(row, row + len(tokens))
            row += len(tokens)
            if 3 <= len(tokens) <= 100:
                sentences.append(acts.Sentence(cut["id"], [t[5] for t in tokens], None, rows, []))
    return sentences


def label(teachers, sentences):
    found = [None] * len(sentences)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for done, numbers in enumerate(batches([len(s.words) for s in sentences], 1500, None)):
            chosen = [sentences[i] for i in numbers]
            outputs = [[t.float() for t in model(collate(pieces, chosen))] for model, pieces in teachers]
            mean = lambda tensors: torch.stack(tensors).mean(0)
            types = mean([o[0].softmax(-1) for o in outputs])
            statuses = mean([o[1].softmax(-1) for o in outputs])
            roles = mean([o[2].sigmoid() for o in outputs])
            for row, i in enumerate(numbers):
                n = len(sentences[i].words)
                likely = (1 - types[row, :n, 0] > LIKELY).nonzero().flatten()
                found[i] = (
                    types[row, :n].half().numpy(),
                    likely.numpy(),
                    statuses[row, likely].half().numpy(),
                    roles[row, likely, :n].half().numpy(),
                )
            if done % 200 == 0:
                print(done, flush=True)
    return found


def silver_loss(outputs, labels):
    """Cross-entropy with the teachers' probabilities."""
    types, statuses, roles = outputs
    wanted = torch.zeros_like(types)
    mask = torch.zeros(types.shape[:2], dtype=torch.bool)
    rows, words = [], []
    for row, (kinds, likely, _, _) in enumerate(labels):
        wanted[row, : len(kinds)] = torch.from_numpy(kinds).float()
        mask[row, : len(kinds)] = True
        rows.extend([row] * len(likely))
        words.extend(likely.tolist())
    logs = F.log_softmax(types[mask], -1)
    loss = -(logs * wanted[mask]).sum(-1).mean()
    if rows:
        some = 1 - wanted[rows, words, 0]
        of_status = torch.from_numpy(numpy.concatenate([label[2] for label in labels])).float()
        entropy = -(F.log_softmax(statuses[rows, words], -1) * of_status).sum(-1)
        loss = loss + STATUS_WEIGHT * (entropy * some).sum() / some.sum()
        n = types.shape[1]
        of_roles = torch.zeros(len(rows), n, 2)
        known = torch.zeros(len(rows), n, 1)
        at = 0
        for _, likely, _, parties in labels:
            of_roles[at : at + len(likely), : parties.shape[1]] = torch.from_numpy(parties).float()
            known[at : at + len(likely), : parties.shape[1]] = 1
            at += len(likely)
        binary = F.binary_cross_entropy_with_logits(roles[rows, words], of_roles, reduction="none") * known
        loss = loss + ROLE_WEIGHT * (binary.sum((1, 2)) * some).sum() / some.sum()
    return loss


def main():
    from act_teacher import open_act_teacher

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", required=True)
    parser.add_argument("--teacher", action="append", required=True, help="FOLDER=CHECKPOINT")
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    teachers = [open_act_teacher(*t.split("=", 1)) for t in options.teacher]
    sentences = read_sentences(options.words)
    print(f"{len(sentences)} sentences, {sum(len(s.words) for s in sentences)} words", flush=True)
    Silver(sentences, label(teachers, sentences), options.words).save(options.out)


if __name__ == "__main__":
    sys.exit(main())
