"""What teacher and student have in common: the heads over vectors of words, batches of gold labels, the loss, and the scoring."""

import torch
import torch.nn.functional as F
from torch import nn

from gold import NAMES, UNKNOWN
from scores import Tally


class Heads(nn.Module):
    """Heads for pairs of tags, arcs, relations and names.

    Arcs are biaffine (Dozat and Manning 2017); a relation is told from the sum of two projections, which is cheaper.
    """

    def __init__(self, labels, width, arc, drop):
        super().__init__()
        self.tag, self.name = nn.Linear(width, len(labels.tags)), nn.Linear(width, len(NAMES))
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.arc_head, self.arc_dependent = nn.Linear(width, arc), nn.Linear(width, arc)
        self.arc_product, self.arc_bias = nn.Parameter(torch.randn(arc, arc) * 0.02), nn.Parameter(torch.zeros(arc))
        self.relation_head, self.relation_dependent = nn.Linear(width, arc), nn.Linear(width, arc)
        self.relation = nn.Linear(arc, len(labels.relations))
        self.drop = drop

    def nearness(self, n):
        """What the place of a head adds to the score of an arc: n by 1 + n, the root first."""
        return torch.zeros(n, 1 + n)

    def outputs(self, hidden, mask):
        """Scores of tags, arcs (words by 1 + words, the root first), the parts of relations, and names."""
        n = hidden.shape[1]
        with_root = torch.cat([self.root.expand(len(hidden), 1, -1), hidden], 1)
        heads = self.drop(F.leaky_relu(self.arc_head(with_root), 0.1))
        dependents = self.drop(F.leaky_relu(self.arc_dependent(hidden), 0.1))
        arcs = (dependents @ self.arc_product + self.arc_bias) @ heads.transpose(1, 2) + self.nearness(n)
        allowed = torch.cat([torch.ones(len(hidden), 1, dtype=torch.bool), mask], 1).unsqueeze(1)
        itself = torch.arange(1, n + 1).view(n, 1) == torch.arange(n + 1).view(1, n + 1)
        arcs = arcs.masked_fill(~allowed | itself, -1e9)
        parts = (self.relation_head(with_root), self.relation_dependent(hidden))
        return self.tag(hidden), arcs, parts, self.name(hidden)

    def relations(self, parts, heads):
        of_head, of_dependent = parts
        of_head = of_head.gather(1, heads.unsqueeze(-1).expand(-1, -1, of_head.shape[-1]))
        return self.relation(self.drop(F.leaky_relu(of_head + of_dependent, 0.1)))


def batches(lengths, size, shuffled):
    """Numbers of sentences of like length, about `size` words a batch with what pads them."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + (shuffled.random() * 3 if shuffled else 0))
    made, current, longest = [], [], 0
    for i in order:
        if current and max(longest, lengths[i]) * (len(current) + 1) > size:
            made.append(current)
            current, longest = [], 0
        current.append(i)
        longest = max(longest, lengths[i])
    made.append(current)
    if shuffled:
        shuffled.shuffle(made)
    return made


def gold_layers(sentences, labels):
    """The gold of sentences as tensors; UNKNOWN where a sentence has none, and `words` tells where there are words."""
    rows, n = len(sentences), max(len(s.words) for s in sentences)
    layers = {k: torch.full((rows, n), UNKNOWN) for k in ("tags", "heads", "relations", "names")}
    layers["words"] = torch.zeros(rows, n, dtype=torch.bool)
    for row, sentence in enumerate(sentences):
        length = len(sentence.words)
        layers["words"][row, :length] = True
        if sentence.tags is not None:
            layers["tags"][row, :length] = torch.tensor([labels.tag(t) for t in sentence.tags])
            layers["heads"][row, :length] = torch.tensor(sentence.heads)
            layers["relations"][row, :length] = torch.tensor([labels.relation(r) for r in sentence.relations])
        if sentence.names is not None:
            layers["names"][row, :length] = torch.tensor(sentence.names)
    return layers


def loss_of(model, outputs, layers, names_weight=1.0):
    """Cross-entropy of all the gold there is, the relations given the gold heads."""
    tags, arcs, parts, names = outputs
    entropy = lambda scores, gold: F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN)
    loss = names.sum() * 0
    if (layers["heads"] != UNKNOWN).any():
        relations = model.relations(parts, layers["heads"].clamp(min=0))
        loss = loss + entropy(tags, layers["tags"]) + entropy(arcs, layers["heads"])
        loss = loss + entropy(relations, layers["relations"])
    if (layers["names"] != UNKNOWN).any():
        loss = loss + names_weight * entropy(names, layers["names"])
    return loss


def evaluate(model, sentences, labels, lengths, size, outputs_of):
    """The line of scores; `outputs_of` runs the model on a list of sentences."""
    model.eval()
    tally = Tally(labels)
    with torch.no_grad():
        for numbers in batches(lengths, size, None):
            chosen = [sentences[i] for i in numbers]
            tags, arcs, parts, names = outputs_of(chosen)
            heads = arcs.argmax(-1)
            relations = model.relations(parts, heads).argmax(-1)
            for row, sentence in enumerate(chosen):
                cut = lambda t: t[row, : len(sentence.words)].tolist()
                tally.add(sentence, cut(tags.argmax(-1)), cut(heads), cut(relations), cut(names.argmax(-1)))
    model.train()
    return tally.line()
