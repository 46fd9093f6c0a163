"""Fits which earlier mention a pronoun takes up: a network of one layer over what holds of each mention.

    python fit_antecedents.py GUM.jsonl GAP.jsonl CODED.jsonl K/N RULES

All are what the example `weigh_antecedents` of detente-evaluate wrote: GUM for texts with whole clusters, GAP for texts of which only
two names are coded, CODED for texts coded for events, of which the states of parties are known; part K in N of these is left out. Two
networks are fitted: one to GUM and GAP, and one to all three, for pronouns that are parties to acts. Prints what cross-validation over
the texts gives, and writes `antecedents.tsv` and `party_antecedents.tsv` into the folder RULES. Needs numpy and torch.
"""

import json
import sys
import zlib

import numpy
from ranker import probabilities, scores, train, write

FOLDS = 5
# An antecedent of "it" and "they" that is less likely is not taken, as in `rules/mentions/salience.toml`.
LEAST = 0.1
HEADER = """\
# What speaks for an earlier mention as the one that a pronoun takes up. Fitted by scripts/fit_antecedents.py.
# trait of the pronoun or of the mention, and what it gives to each unit of the layer; output: what each unit gives to the score.
"""


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def contains(outer, inner):
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def is_in(candidate, cluster, spans, text):
    """Whether a mention belongs to `cluster`, by the shortest of the coded spans around its head."""
    around = [(span, of_span) for span, of_span in spans if contains(span, candidate["head"])]
    if around and around[0][1] == cluster:
        return True
    # "Anna and Luis … they": the cluster has the two together.
    return candidate["coordinated"] and any(
        of_span == cluster and " and " in text[span[0] : span[1]] for span, of_span in around[:3]
    )


class Examples:
    """Pronouns: the fold of the text, the rows of the candidates' traits, and whether each candidate is right."""

    def __init__(self):
        self.folds, self.rows, self.traits = [], [], None

    def add(self, text, candidates, right):
        if not candidates:
            return
        self.traits = self.traits or list(candidates[0]["traits"])
        x = numpy.array([[c["traits"][t] for t in self.traits] for c in candidates])
        self.rows.append((x, numpy.array(right)))
        self.folds.append(zlib.crc32(text.encode()) % FOLDS)

    def add_gum(self, record):
        spans = [((m["start"], m["end"]), m["cluster"]) for m in record["mentions"]]
        spans.sort(key=lambda s: s[0][1] - s[0][0])
        for pronoun in record["pronouns"]:
            own = next((cluster for span, cluster in spans if span == tuple(pronoun["span"])), None)
            if own is not None:
                candidates = pronoun["candidates"]
                self.add(record["id"], candidates, [is_in(c, own, spans, record["text"]) for c in candidates])

    def add_gap(self, record):
        pronoun = next((p for p in record["pronouns"] if p["span"] == record["pronoun"]), None)
        named = [key for key in "AB" if record[f"{key}_coref"]]
        if pronoun is None or len(named) != 1:
            return

        def text(span):
            return record["text"][span[0] : span[1]]

        # Of whatever is not one of the two names nothing is known.
        known = {
            key: [
                c
                for c in pronoun["candidates"]
                if contains(record[key], c["head"]) or text(c["span"]) == text(record[key])
            ]
            for key in "AB"
        }
        candidates = [c for c in pronoun["candidates"] if c in known["A"] or c in known["B"]]
        self.add(record["id"], candidates, [c in known[named[0]] for c in candidates])

    def add_coded(self, record):
        parties = [p for event in record["events"] for p in event["source"] + event["target"]]
        states = {(p["start"], p["end"]): p["country"] for p in parties}
        names = {(p["start"], p["end"]): p["name"] for p in parties}

        def state(candidate):
            around = [span for span in states if contains(span, candidate["head"])]
            return states[min(around, key=lambda s: s[1] - s[0])] if around else candidate["country"]

        for pronoun in record["pronouns"]:
            span = tuple(pronoun["span"])
            candidates = [(c, state(c)) for c in pronoun["candidates"]]
            # Of whoever has no known state nothing is known.
            candidates = [(c, of_c) for c, of_c in candidates if of_c]
            right = [of_c == states[span] for _, of_c in candidates]
            called = [record["text"][slice(*c["span"])] in (names[span] or "") for c, _ in candidates]
            if any(r and n for r, n in zip(right, called, strict=True)):
                right = [r and n for r, n in zip(right, called, strict=True)]
            if any(right) and not all(right):
                self.add(record["id"], [c for c, _ in candidates], right)


def main():
    examples = Examples()
    for record in read(sys.argv[1]):
        examples.add_gum(record)
    whole = len(examples.rows)
    for record in read(sys.argv[2]):
        examples.add_gap(record)
    of_names = len(examples.rows)
    k, n = map(int, sys.argv[4].split("/"))
    for record in read(sys.argv[3]):
        if zlib.crc32(record["id"].split("-p")[0].encode()) % n != k:
            examples.add_coded(record)
    people = [examples.traits.index(t) for t in ("masculine", "feminine")]

    def fitted(numbers):
        return train([examples.rows[i] for i in numbers], [i >= of_names for i in numbers])

    kinds = {
        "texts with whole clusters": range(whole),
        "of two names": range(whole, of_names),
        "of parties": range(of_names, len(examples.rows)),
    }
    for file, last in (("antecedents", of_names), ("party_antecedents", len(examples.rows))):
        right = set()
        for fold in range(FOLDS):
            layer = fitted([i for i in range(last) if examples.folds[i] != fold])
            of_fold = [i for i, f in enumerate(examples.folds) if f == fold]
            for i, score in zip(of_fold, scores(layer, [examples.rows[i] for i in of_fold]), strict=True):
                x, is_right = examples.rows[i]
                p = probabilities(score)
                best = p.argmax() if p.max() >= LEAST or x[0][people].any() or i >= of_names else None
                if is_right[best] if best is not None else not is_right.any():
                    right.add(i)
        for kind, numbers in kinds.items():
            print(f"{file}: {kind}, {len(numbers)} pronouns, {len(right & {*numbers}) / len(numbers):.3f} right")
        write(f"{sys.argv[5]}/{file}.tsv", HEADER, fitted(range(last)), examples.traits)


if __name__ == "__main__":
    main()
