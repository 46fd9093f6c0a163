"""A network of one layer that ranks candidates by their traits, as `src/ranker.rs` of this crate reads it."""

import numpy
import torch
from torch import nn

UNITS, STEPS, RATE, DROP = 32, 600, 5e-3, 0.2
# How far weights are held towards zero: texts of one sentence are unlike most that they are fitted to.
PENALTY = 1e-4


class Layer(nn.Module):
    """The score of each row of traits."""

    def __init__(self, inputs):
        super().__init__()
        self.drop = nn.Dropout(DROP)
        # One trait is always 1, and one unit may be: they are the biases.
        self.units, self.output = nn.Linear(inputs, UNITS, bias=False), nn.Linear(UNITS, 1, bias=False)

    def forward(self, rows):
        return self.output(self.drop(self.units(rows).relu())).squeeze(-1).clamp(-20, 20)


def train(examples, closed=None):
    """The layer that makes the right candidates likeliest; that none of them is right has the score 0.

    Each example is the rows of traits of some candidates, and whether each is right; `closed` says of which examples it is known
    that one of the candidates is.
    """
    torch.manual_seed(0)
    rows = torch.tensor(numpy.concatenate([x for x, _ in examples]), dtype=torch.float32)
    right = torch.tensor(numpy.concatenate([r for _, r in examples]), dtype=torch.float32)
    owner = torch.tensor(numpy.repeat(numpy.arange(len(examples)), [len(x) for x, _ in examples]))
    open_ = torch.ones(len(examples)) if closed is None else 1 - torch.tensor(closed, dtype=torch.float32)
    none = (torch.zeros(len(examples)).index_add(0, owner, right) == 0).float()
    layer = Layer(rows.shape[1])
    optimiser = torch.optim.Adam(layer.parameters(), lr=RATE)
    for step in range(STEPS):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - step / STEPS) + 1e-5
        weight = layer(rows).exp()
        total = torch.zeros(len(examples)).index_add(0, owner, weight) + open_
        of_right = torch.zeros(len(examples)).index_add(0, owner, weight * right) + none
        size = sum((weights * weights).sum() for weights in layer.parameters())
        loss = (total.log() - of_right.log()).mean() + PENALTY * size
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return layer.eval()


def scores(layer, examples):
    """Those of the candidates of each example."""
    with torch.no_grad():
        return [layer(torch.tensor(x, dtype=torch.float32)).numpy() for x, _ in examples]


def probabilities(score):
    weight = numpy.exp(score)
    return weight / (1 + weight.sum())


def write(path, header, layer, names, straight=()):
    """A line for each trait; those of `straight`, pairs of a name and its weight, go to the score itself."""
    lines = dict(zip(names, layer.units.weight.detach().T.tolist(), strict=True))
    lines["output"] = layer.output.weight.detach()[0].tolist()
    lines.update((name, [weight]) for name, weight in straight)
    with open(path, "w", encoding="utf-8") as out:
        out.write(header)
        out.writelines("\t".join([name, *(f"{w:.3f}" for w in weights)]) + "\n" for name, weights in lines.items())
