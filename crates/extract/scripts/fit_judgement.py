"""Fits how rules and network are weighed to coded texts, by logistic regression.

    python fit_judgement.py WEIGHED.jsonl OUT.tsv

WEIGHED is what the example `weigh_events` of detente-evaluate wrote for coded texts on which the network of acts was not trained.
Prints what cross-validation over the texts gives, and writes the weights fitted to all of them. Needs numpy and scikit-learn.
"""

import json
import re
import sys
import zlib

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

FOLDS = 5
HEADER = """\
# How rules and network are weighed: model, feature, weight. Fitted by scripts/fit_judgement.py.
# keep: whether a candidate is an event of its type; it is coded when its probability is at least `least`.
# score: whether type, status and countries are right, before the states of all parties are settled; settled: the same after that.
# status: how much likelier (as a logarithm) a status is that the words around the trigger give.
"""


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


SMALL = {"of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "by", "s"}


def words(name):
    return {w for w in re.findall(r"[^\W_]+", (name or "").lower()) if w not in SMALL}


def alike(one, other):
    """The same country; where neither has one, a word of the name in common: as `detente evaluate events` has it."""
    if one.get("country") or other.get("country"):
        return one.get("country") == other.get("country")
    return bool(words(one.get("name")) & words(other.get("name")))


def countries_agree(ours, theirs):
    return not theirs or any(alike(g, p) for g in theirs for p in ours)


class Data:
    """Candidates in groups, each with the gold event whose trigger it overlaps."""

    def __init__(self, path):
        self.candidates, self.groups, self.gold, self.folds = [], [], [], []
        with open(path, encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        for number, record in enumerate(records):
            fold = zlib.crc32(record["id"].split("-p")[0].encode()) // 7 % FOLDS
            self.gold.extend((fold, number, e) for e in record["events"])
            for group in record["candidates"]:
                numbers = []
                for candidate in group:
                    hits = [e for e in record["events"] if overlap(candidate["span"], (e["start"], e["end"]))]
                    hits.sort(key=lambda e: (e["type"] != candidate["type"], e["optional"]))
                    candidate["gold"] = hits[0] if hits else None
                    candidate["right"] = bool(hits) and hits[0]["type"] == candidate["type"]
                    numbers.append(len(self.candidates))
                    self.candidates.append(candidate)
                    self.folds.append(fold)
                self.groups.append((fold, numbers))
        self.folds = numpy.array(self.folds)

    def features(self, model):
        """The names of the features, as the program gives them; what all candidates have in common is fitted as the bias."""
        return [name for name in self.candidates[0][model] if name != "bias"]

    def matrix(self, model):
        return numpy.array([[c[model][name] for name in self.features(model)] for c in self.candidates])


def fit(x, y, weights):
    model = LogisticRegression(C=3.0, max_iter=2000)
    model.fit(x, y, sample_weight=weights)
    return numpy.concatenate([model.intercept_, model.coef_[0]])


def cross_validated(x, y, weights, folds):
    """The probability of each row by a model fitted to the other folds."""
    p = numpy.zeros(len(x))
    for fold in range(FOLDS):
        inside = folds != fold
        model = fit(x[inside], y[inside], None if weights is None else weights[inside])
        p[~inside] = probability(model, x[~inside])
    return p


def probability(weights, x):
    return 1 / (1 + numpy.exp(-(weights[0] + x @ weights[1:])))


def chosen(p, groups):
    """The likeliest candidate of each group."""
    return [max(numbers, key=lambda i: p[i]) for numbers in groups if numbers]


def type_f1(data, picks, gold):
    right, predicted, found = set(), 0, set()
    for i in picks:
        event = data.candidates[i]["gold"]
        if event is not None and (event["optional"] or id(event) in found):
            predicted += not event["optional"]
            continue
        predicted += 1
        if event is not None:
            found.add(id(event))
            if data.candidates[i]["right"]:
                right.add(id(event))
    total = sum(not e["optional"] for _, _, e in gold)

    def f1(n):
        return 2 * n / max(1, predicted + total)

    return f1(len(found)), f1(len(right)), len(found) / max(1, predicted), len(found) / max(1, total)


def status_of(candidate, bonus):
    if not candidate["statuses"]:
        return candidate["read_status"]
    if candidate["fell_through"]:
        return "negated"

    def weigh(s):
        told = s == candidate["read_status"] and s != "actual"
        return numpy.log(max(candidate["statuses"].get(s, 0), 1e-4)) + bonus * told

    return max(candidate["statuses"], key=weigh)


def all_right(candidate, status):
    event = candidate["gold"]
    return (
        candidate["right"]
        and event["status"] == status
        and countries_agree(candidate["source"], event["source"])
        and countries_agree(candidate["target"], event["target"])
    )


def calibration_error(p, right, bins=10):
    numbers = numpy.minimum((p * bins).astype(int), bins - 1)
    return sum(
        abs(p[numbers == b].mean() - right[numbers == b].mean()) * (numbers == b).mean()
        for b in range(bins)
        if (numbers == b).any()
    )


def print_calibration(name, p, right):
    sure = p >= 0.8
    print(
        f"{name}: {right.mean():.3f} right, calibration error {calibration_error(p, right):.3f}, AUC {roc_auc_score(right, p):.3f}"
    )
    if sure.any():
        print(f"of the {sure.sum()} rows at .8 and more, {right[sure].mean():.3f} right")


def main():
    data = Data(sys.argv[1])
    right = numpy.array([c["right"] for c in data.candidates])
    # Whether the coders had to code it tells little of whether it was one.
    weights = numpy.array([0.5 if c["gold"] and c["gold"]["optional"] else 1.0 for c in data.candidates])
    x = data.matrix("keep")
    p = cross_validated(x, right, weights, data.folds)
    picks = chosen(p, [g for _, g in data.groups])
    by_threshold = {}
    for least in numpy.arange(0.2, 0.71, 0.05):
        kept = [i for i in picks if p[i] >= least]
        detection, typed, precision, recall = type_f1(data, kept, data.gold)
        print(f"least {least:.2f}: detection P {precision:.3f} R {recall:.3f} F1 {detection:.3f}, type F1 {typed:.3f}")
        by_threshold[least] = (detection + typed) / 2
    # A false row costs an analyst more than a missed one: the highest threshold that loses no more than half a point.
    least = max(t for t, mean in by_threshold.items() if mean >= max(by_threshold.values()) - 0.005)
    kept = [i for i in picks if p[i] >= least]
    known = [i for i in kept if data.candidates[i]["right"]]

    def accuracy(bonus):
        return numpy.mean([status_of(data.candidates[i], bonus) == data.candidates[i]["gold"]["status"] for i in known])

    bonuses = [0, 0.5, 1, 1.5, 2, 3, 5, 20]
    print("status by bonus:", ", ".join(f"{b}: {accuracy(b):.4f}" for b in bonuses))
    # The words around the act are believed as far as that costs next to nothing: they can be read and mended.
    bonus = max(b for b in bonuses if accuracy(b) >= max(map(accuracy, bonuses)) - 0.002)

    keep = fit(x, right, weights)

    def logit(q):
        return numpy.log(numpy.clip(q, 0.01, 0.99) / (1 - numpy.clip(q, 0.01, 0.99)))

    for i, candidate in enumerate(data.candidates):
        status = status_of(candidate, bonus)
        candidate["score"]["keep"] = logit(p[i])
        asked = candidate["statuses"] and not candidate["fell_through"]
        candidate["score"]["status"] = numpy.log(max(candidate["statuses"].get(status, 0), 0.05) if asked else 0.5)
        candidate["score"]["read_alike"] = float(status == candidate["read_status"])
        candidate["all_right"] = all_right(candidate, status)
    y = data.matrix("score")[kept]
    all_good = numpy.array([data.candidates[i]["all_right"] for i in kept])
    folds = data.folds[kept]
    s = cross_validated(y, all_good, None, folds)
    print_calibration("score", s, all_good)
    score = fit(y, all_good, None)
    for i, q in zip(kept, s, strict=True):
        data.candidates[i]["settled"]["score"] = logit(q)
    z = data.matrix("settled")[kept]
    print_calibration("settled", cross_validated(z, all_good, None, folds), all_good)
    settled = fit(z, all_good, None)
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.write(HEADER)
        for model, values in (("keep", keep), ("score", score), ("settled", settled)):
            names = ["bias", *data.features(model)]
            out.writelines(f"{model}\t{name}\t{value:.4f}\n" for name, value in zip(names, values, strict=True))
        out.write(f"least\tleast\t{least:.2f}\nstatus\tread_status\t{bonus}\n")


if __name__ == "__main__":
    main()
