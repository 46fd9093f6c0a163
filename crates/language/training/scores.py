"""Scores on a development set: tags, heads, labelled heads without subtypes (CoNLL 2018), subjects and objects under verbs, names."""

from gold import name_spans


def f1(both, one, other):
    return 200 * both / max(1, one + other)


def base(relation):
    return relation.split(":")[0]


class Tally:
    """Counts over sentences."""

    def __init__(self, labels):
        self.labels = labels
        self.words = self.upos = self.pairs = self.heads = self.las = 0
        self.arcs = {"nsubj": [0, 0, 0], "obj": [0, 0, 0]}
        self.names = [0, 0, 0]

    def add(self, gold, tags, heads, relations, names):
        kinds = {"nsubj": ("nsubj", "csubj"), "obj": ("obj", "iobj")}
        found = {k: set() for k in kinds}
        wanted = {k: set() for k in kinds}
        for i, (pair, head, relation) in enumerate(zip(gold.tags, gold.heads, gold.relations)):
            self.words += 1
            self.upos += self.labels.tags[tags[i]][1] == pair[1]
            self.pairs += self.labels.tags[tags[i]] == pair
            right = heads[i] == head
            self.heads += right
            predicted = base(self.labels.relations[relations[i]])
            self.las += right and predicted == base(relation)
            for kind, members in kinds.items():
                if base(relation) in members and head and gold.tags[head - 1][1] == "VERB":
                    wanted[kind].add((i, head))
                if predicted in members and heads[i] and gold.tags[heads[i] - 1][1] == "VERB":
                    found[kind].add((i, heads[i]))
        for kind in kinds:
            for slot, value in enumerate((found[kind] & wanted[kind], found[kind], wanted[kind])):
                self.arcs[kind][slot] += len(value)
        if gold.names is not None and -1 not in gold.names:
            a, b = name_spans(names), name_spans(gold.names)
            for slot, value in enumerate((a & b, a, b)):
                self.names[slot] += len(value)

    def line(self):
        percent = lambda n: f"{100 * n / max(1, self.words):.2f}"
        return (
            f"upos {percent(self.upos)}, pair {percent(self.pairs)}, uas {percent(self.heads)}, las {percent(self.las)}, "
            f"nsubj {f1(*self.arcs['nsubj']):.2f}, obj {f1(*self.arcs['obj']):.2f}, names {f1(*self.names):.2f}"
        )
