"""Fits whose state an entity belongs to where its own words do not tell, by logistic regression over the states around it.

    python fit_homes.py WEIGHED.jsonl K/N OUT.tsv

WEIGHED is what the example `weigh_homes` of detente-evaluate wrote for coded texts: a party whose country the coders gave is
the answer for the entity whose mention overlaps it. The network of acts was trained on all of them but part K of N, which alone tells
what its word is worth: the other traits are weighed by all texts, its own beside their sum by that part. Prints what cross-validation
over that part gives, without the network and with it, and writes the weights. Needs numpy and scipy.
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
# What the network of acts says.
OF_NETWORK = ["asked", "proposed"]
# A state that is less likely than this is not taken, as in the program.
LEAST = 0.3
HEADER = """\
# What speaks for a state as the home of an entity whose own words tell none: trait, and its weight for the names of persons,
# the names of bodies, those who act for a state, other people, and places. Fitted by scripts/fit_homes.py.
"""


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def read(path):
    """For each entity that coders made a party: a number for its text, class, states, their traits, and the number of the right
    state or -1."""
    out, traits = [], None
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            # Paragraphs of one article stay together.
            part = zlib.crc32(record["id"].split("-p")[0].encode())
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
                out.append((part, entity["class"], states, numpy.array(values), right, answer))
    return out, traits


def fit(examples, width, known=None):
    """The weights that make the right states likeliest, beside what is `known` of each; that none of them is right weighs 0."""
    if not examples:
        return numpy.zeros(width)
    rows = numpy.concatenate([x for x, _ in examples])
    base = numpy.concatenate(known) if known else numpy.zeros(len(rows))
    owner = numpy.concatenate([[i] * len(x) for i, (x, _) in enumerate(examples)])
    starts = numpy.cumsum([0] + [len(x) for x, _ in examples[:-1]])
    answers = [start + right for start, (_, right) in zip(starts, examples, strict=True) if right >= 0]

    def loss(w):
        score = rows @ w + base
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


def weighed(fitting, left_out, own):
    """The weights of the traits without the network, and with its own beside them."""
    without = numpy.zeros(len(own))
    without[own] = fit([(x[:, own], right) for x, right in fitting], own.sum())
    both = without.copy()
    both[~own] = fit([(x[:, ~own], right) for x, right in left_out], (~own).sum(), [x @ without for x, _ in left_out])
    return without, both


def main():
    examples, traits = read(sys.argv[1])
    k, n = map(int, sys.argv[2].split("/"))
    own = numpy.array([t not in OF_NETWORK for t in traits])
    columns = []
    for kind in CLASSES:
        of_kind = [e for e in examples if e[1] == kind]
        left_out = [e for e in of_kind if e[0] % n == k]
        hits = [collections.Counter(), collections.Counter()]
        for fold in range(FOLDS):
            inside = [(x, right) for part, _, _, x, right, _ in of_kind if part % n != k or part // 7 % FOLDS != fold]
            asked = [(x, right) for part, _, _, x, right, _ in left_out if part // 7 % FOLDS != fold]
            weights = weighed(inside, asked, own)
            for part, _, states, x, _, answer in left_out:
                if part // 7 % FOLDS != fold:
                    continue
                for w, count in zip(weights, hits, strict=True):
                    best = choose(w, x)
                    given = states[best] if best >= 0 else None
                    count["given"] += given is not None
                    count["right"] += given is not None and given == answer
                    count["wanted"] += answer is not None
                    count["agree"] += given == answer
        for name, count in zip(("without the network", "with it"), hits, strict=True):
            print(
                f"{kind}, {name}: {len(left_out)} entities, right {count['agree'] / max(1, len(left_out)):.3f}, of the states given "
                f"{count['right'] / max(1, count['given']):.3f}, of those wanted {count['right'] / max(1, count['wanted']):.3f}"
            )
        everything = [(x, right) for _, _, _, x, right, _ in of_kind]
        columns.append(weighed(everything, [(x, right) for _, _, _, x, right, _ in left_out], own)[1])
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        out.write(HEADER)
        out.writelines(
            "\t".join([trait] + [f"{column[i]:.3f}" for column in columns]) + "\n" for i, trait in enumerate(traits)
        )


if __name__ == "__main__":
    main()
