"""Fits whose state an entity belongs to where its own words do not tell, by logistic regression over the states around it.

    python fit_homes.py WEIGHED.jsonl OUT.tsv

WEIGHED is what the example `weigh_homes` of detente-evaluate wrote for coded texts: a party whose country the coders gave is
the answer for the entity whose mention overlaps it. Prints what cross-validation over the texts gives, and writes the weights
fitted to all of them. Needs numpy and scipy.
"""

import collections
import json
import sys
import zlib

import numpy
from scipy.optimize import minimize

CLASSES = ["person", "body", "office", "people", "place"]
FOLDS = 5
# How far weights are held towards zero.
PENALTY = 0.5
# A state that is less likely than this is not taken, as in the program.
LEAST = 0.4
HEADER = """\
# What speaks for a state as the home of an entity whose own words tell none: trait, and its weight for the names of persons,
# the names of bodies, those who act for a state, other people, and places. Fitted by scripts/fit_homes.py.
"""


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def read(path):
    """For each entity that coders made a party: fold, class, states, their traits, and the number of the right state or -1."""
    out, traits = [], None
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            fold = zlib.crc32(record["id"].split("-p")[0].encode()) // 7 % FOLDS
            parties = [p for e in record["events"] for side in ("source", "target") for p in e[side]]
            parties = [p for p in parties if p["start"] is not None]
            for entity in record["entities"]:
                given = collections.Counter(
                    p["country"] for p in parties if any(overlap(s, (p["start"], p["end"])) for s in entity["spans"])
                )
                if not given:
                    continue
                states = sorted(entity["candidates"])
                traits = traits or list(entity["candidates"][states[0]])
                values = [[entity["candidates"][s][t] for t in traits] for s in states]
                answer = given.most_common(1)[0][0]
                right = states.index(answer) if answer in states else -1
                out.append((fold, entity["class"], states, numpy.array(values), right, answer))
    return out, traits


def fit(examples, width):
    """The weights that make the right states likeliest; that none of them is right weighs 0."""
    if not examples:
        return numpy.zeros(width)
    rows = numpy.concatenate([x for x, _ in examples])
    owner = numpy.concatenate([[i] * len(x) for i, (x, _) in enumerate(examples)])
    starts = numpy.cumsum([0] + [len(x) for x, _ in examples[:-1]])
    answers = [start + right for start, (_, right) in zip(starts, examples, strict=True) if right >= 0]

    def loss(w):
        score = rows @ w
        high = numpy.maximum(numpy.maximum.reduceat(score, starts), 0)
        each = numpy.exp(score - high[owner])
        total = numpy.add.reduceat(each, starts) + numpy.exp(-high)
        value = (numpy.log(total) + high).sum() - score[answers].sum()
        gradient = rows.T @ (each / total[owner]) - rows[answers].sum(0)
        return value + PENALTY * (w @ w), gradient + 2 * PENALTY * w

    return minimize(loss, numpy.zeros(width), jac=True, method="L-BFGS-B").x


def choose(w, x):
    score = x @ w
    weight = numpy.exp(score)
    best = int(score.argmax())
    return best if weight[best] >= LEAST * (1 + weight.sum()) else -1


def main():
    examples, traits = read(sys.argv[1])
    columns = []
    for kind in CLASSES:
        own = [e for e in examples if e[1] == kind]
        hits = collections.Counter()
        for fold in range(FOLDS):
            w = fit([(x, right) for f, _, _, x, right, _ in own if f != fold], len(traits))
            for f, _, states, x, _, answer in own:
                if f == fold:
                    best = choose(w, x)
                    given = states[best] if best >= 0 else None
                    hits["given"] += given is not None
                    hits["right"] += given is not None and given == answer
                    hits["wanted"] += answer is not None
                    hits["agree"] += given == answer
        print(
            f"{kind}: {len(own)} entities, right {hits['agree'] / max(1, len(own)):.3f}, of the states given "
            f"{hits['right'] / max(1, hits['given']):.3f}, of those wanted {hits['right'] / max(1, hits['wanted']):.3f}"
        )
        columns.append(fit([(x, right) for _, _, _, x, right, _ in own], len(traits)))
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.write(HEADER)
        out.writelines(
            "\t".join([trait] + [f"{column[i]:.3f}" for column in columns]) + "\n" for i, trait in enumerate(traits)
        )


if __name__ == "__main__":
    main()
