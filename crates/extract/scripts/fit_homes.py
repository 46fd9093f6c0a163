"""Fits whose state an entity belongs to where its own words do not tell: a network of one layer over what speaks for each state.

    python fit_homes.py WEIGHED.jsonl K/N OUT.tsv

WEIGHED is what the example `weigh_homes` of detente-evaluate wrote for coded texts: a party or speaker whose country the coders gave
is the answer for the entity whose mention overlaps it. The network of acts was trained on all of them but part K of N, which alone tells
what its word is worth: the other traits are weighed by all texts, its own beside their sum by that part. Prints what cross-validation
gives, over all texts without the network of acts and over that part with it, and writes the weights. Needs numpy, scipy and torch.
"""

import collections
import json
import sys
import zlib

import numpy
from ranker import probabilities, scores, train, write
from scipy.optimize import minimize

CLASSES = ["person", "body", "office", "people", "place"]
FOLDS = 5
# How far the weights of what the network of acts says are held towards zero.
PENALTY = 0.5
# What the network of acts says.
OF_NETWORK = ["asked", "proposed"]
# A state that is less likely than this is not taken, as in the program.
LEAST = 0.3
HEADER = """\
# What speaks for a state as the home of an entity whose own words tell none. Fitted by scripts/fit_homes.py.
# trait or class of the entity, and what it gives to each unit of the layer; output: what each unit gives to the score.
# asked_, proposed_: what the network of acts gives to the score of an entity of that class.
"""


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def read(path):
    """For each entity that coders made a party or a speaker: a number for its text, class, states, their traits, which of them is right, and
    the answer."""
    out, traits = [], None
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            # Paragraphs of one article stay together.
            part = zlib.crc32(record["id"].split("-p")[0].encode())
            parties = [p for e in record["events"] for side in ("source", "target") for p in e[side]]
            parties = [((p["start"], p["end"]), p["country"]) for p in parties if p["start"] is not None]
            quotes = [q for q in record["quotes"] or [] if q["speaker"] and "speaker_country" in q]
            parties += [(tuple(q["speaker"]), q["speaker_country"]) for q in quotes]
            for entity in record["entities"]:
                given = collections.Counter(
                    country for span, country in parties if any(overlap(s, span) for s in entity["spans"])
                )
                if not given:
                    continue
                states = sorted(entity["candidates"])
                traits = traits or list(entity["candidates"][states[0]])
                values = [[entity["candidates"][s][t] for t in traits] for s in states]
                answer = given.most_common(1)[0][0]
                right = numpy.array([state == answer for state in states])
                out.append((part, entity["class"], states, numpy.array(values), right, answer))
    return out, traits


def fit(examples, known):
    """The weights of what the network of acts says, beside the score `known` of each row."""
    rows, base = (numpy.concatenate(part) for part in ([x for x, _ in examples], known))
    owner = numpy.concatenate([[i] * len(x) for i, (x, _) in enumerate(examples)])
    starts = numpy.cumsum([0] + [len(x) for x, _ in examples[:-1]])
    answers = numpy.concatenate([right for _, right in examples]).nonzero()[0]

    def loss(w):
        score = rows @ w + base
        high = numpy.maximum(numpy.maximum.reduceat(score, starts), 0)
        each = numpy.exp(score - high[owner])
        total = numpy.add.reduceat(each, starts) + numpy.exp(-high)
        value = (numpy.log(total) + high).sum() - score[answers].sum()
        gradient = rows.T @ (each / total[owner]) - rows[answers].sum(0)
        return value + PENALTY * (w @ w), gradient + 2 * PENALTY * w

    return minimize(loss, numpy.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x


def beside(layer, examples, asked, classes):
    """For each class, the weights of what the network of acts says of the examples, beside what the layer says of them."""
    known, out = scores(layer, examples), {}
    for kind in CLASSES:
        of_kind = [i for i, c in enumerate(classes) if c == kind]
        chosen = [(asked[i], examples[i][1]) for i in of_kind]
        out[kind] = fit(chosen, [known[i] for i in of_kind]) if chosen else numpy.zeros(len(OF_NETWORK))
    return out


class Hits:
    """How often a state was given, wanted, and right."""

    def __init__(self):
        self.count = collections.Counter()

    def take(self, score, states, answer):
        p = probabilities(score)
        given = states[p.argmax()] if p.max() >= LEAST else None
        self.count.update(all=1, given=given is not None, wanted=answer is not None, agree=given == answer)
        self.count["right"] += given is not None and given == answer

    def __str__(self):
        agree, given, wanted = (
            self.count[part] / max(1, self.count[whole])
            for part, whole in (("agree", "all"), ("right", "given"), ("right", "wanted"))
        )
        return f"{self.count['all']} entities, right {agree:.3f}, of the states given {given:.3f}, of those wanted {wanted:.3f}"


def main():
    entities, traits = read(sys.argv[1])
    k, n = map(int, sys.argv[2].split("/"))
    own = numpy.array([t not in OF_NETWORK for t in traits])
    examples, asked = [], []
    for _, kind, _, x, right, _ in entities:
        of_class = numpy.zeros((len(x), len(CLASSES)))
        of_class[:, CLASSES.index(kind)] = 1
        examples.append((numpy.concatenate([x[:, own], of_class], 1), right))
        asked.append(x[:, ~own])
    classes = [kind for _, kind, *_ in entities]
    left_out = [part % n == k for part, *_ in entities]
    fold = [part // 7 % FOLDS for part, *_ in entities]

    def of(chosen, values):
        return [value for value, c in zip(values, chosen, strict=True) if c]

    hits = [{kind: Hits() for kind in CLASSES} for _ in range(2)]
    for f in range(FOLDS):
        layer = train(of([g != f for g in fold], examples))
        inside = [out and g != f for out, g in zip(left_out, fold, strict=True)]
        of_network = beside(layer, of(inside, examples), of(inside, asked), of(inside, classes))
        for i, known in enumerate(scores(layer, examples)):
            if fold[i] == f:
                _, kind, states, _, _, answer = entities[i]
                hits[0][kind].take(known, states, answer)
                if left_out[i]:
                    hits[1][kind].take(known + asked[i] @ of_network[kind], states, answer)
    for name, of_kind in zip(("without the network of acts", "with it"), hits, strict=True):
        for kind, counts in of_kind.items():
            print(f"{kind}, {name}: {counts}")
    layer = train(examples)
    of_network = beside(layer, of(left_out, examples), of(left_out, asked), of(left_out, classes))
    straight = [(f"{trait}_{kind}", of_network[kind][i]) for i, trait in enumerate(OF_NETWORK) for kind in CLASSES]
    write(sys.argv[3], HEADER, layer, [*of(own, traits), *CLASSES], straight)


if __name__ == "__main__":
    main()
