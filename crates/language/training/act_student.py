"""Trains the network of acts that ships: small layers of bidirectional SRU over the states of the network that tags and parses.

    python act_student.py --coded FILE.jsonl [--coded …] --words WORDS --homes WORK/homes.jsonl --vectors WORK/act_vectors.npz
                          --out WORK/acts.safetensors [--silver WORK/act_silver.pt] [--fold K/N]

WORDS is what the program `states` wrote for the coded files joined. The states are read as they are: the network below them is
not trained. The file written is packed into the model by the program `train` of this crate.
"""

import argparse
import json
import random

import numpy
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

import acts
from act_heads import MATCH, ActHeads, evaluate, gold_layers, loss_of
from act_silver import Silver, silver_loss
from descent import train
from features import lowered, text_hash
from heads import batches
from student import Drop, Layer, read_vectors

WIDTH, LAYERS = 192, 2
MODE_WEIGHT, HOME_WEIGHT = 0.1, 0.2
# The table of words by hash, and how often a word is read without its row.
ROWS, COLUMNS, WORD_DROP = 20_000, 64, 0.2


class Lexicon:
    """The rows of words in the two tables: by number among the vectors, and by hash."""

    def __init__(self, path):
        self.where, self.table = read_vectors(path)
        self.known = {}

    def numbers(self, word):
        if word not in self.known:
            low = lowered(word)
            self.known[word] = (self.where.get(low, 0), text_hash(low.encode()) % ROWS)
        return self.known[word]


class ActStudent(ActHeads):
    def __init__(self, inputs, vectors, width=WIDTH, layers=LAYERS):
        super().__init__(width, Drop())
        self.register_buffer("vectors", vectors)
        self.words = nn.Embedding(ROWS, COLUMNS)
        nn.init.normal_(self.words.weight, 0, 0.1)
        self.mix = nn.Linear(inputs + vectors.shape[1] + COLUMNS, width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList([Layer(width) for _ in range(layers)])
        self.mode = nn.Linear(width, len(acts.MODES))
        # A party and a word that names its state are matched as trigger and party are.
        self.resident, self.state = nn.Linear(width, MATCH), nn.Linear(width, MATCH)
        self.home_bias = nn.Parameter(torch.zeros(1))

    def hidden(self, states, numbers, mask):
        words = self.words(numbers[..., 1])
        if self.training:
            words = words * (torch.rand(*mask.shape, 1) >= WORD_DROP)
        x = torch.cat([states, F.embedding(numbers[..., 0], self.vectors), words], -1)
        h = self.norm(F.relu(self.mix(self.drop(x))))
        for layer in self.layers:
            h = layer(self.drop(h), mask)
        return self.drop(h)

    def homes(self, hidden, pairs):
        """The scores of pairs of words, given by row, party and state."""
        rows, parties, states = pairs
        match = (self.resident(hidden[rows, parties]) * self.state(hidden[rows, states])).sum(-1)
        return match / MATCH**0.5 + self.home_bias

    def forward(self, states, numbers, mask):
        return self.outputs(self.hidden(states, numbers, mask))


def modes_of(sentences, n):
    modes = torch.full((len(sentences), n), acts.UNKNOWN)
    for row, sentence in enumerate(sentences):
        for act in sentence.acts:
            modes[row, act.words] = act.mode
    return modes


def pairs_of(sentences):
    """Rows, parties and states of all pairs, and whether the state is the party's."""
    pairs = [(row, *pair) for row, sentence in enumerate(sentences) for pair in sentence.homes]
    return torch.tensor(pairs, dtype=torch.long).reshape(-1, 4).T


def home_accuracy(model, states, lexicon, sentences):
    """The share of parties that are given their own state, of those whose sentence names it beside others."""
    right = total = 0
    model.eval()
    with torch.no_grad():
        for sentence in (s for s in sentences if s.homes):
            h = model.hidden(*inputs_of(states, lexicon, [sentence]))
            *pairs, labels = pairs_of([sentence])
            scores = model.homes(h, pairs)
            for party in pairs[1].unique():
                of_party = pairs[1] == party
                if 0 < labels[of_party].sum() < of_party.sum():
                    total += 1
                    right += labels[of_party][scores[of_party].argmax()].item()
    return f"homes right {100 * right / max(1, total):.1f} of {total} parties"


def gold_loss(model, states, lexicon, sentences):
    h = model.hidden(*inputs_of(states, lexicon, sentences))
    loss = loss_of(model.outputs(h), gold_layers(sentences))
    modes = modes_of(sentences, h.shape[1])
    known = modes != acts.UNKNOWN
    if known.any():
        loss = loss + MODE_WEIGHT * F.cross_entropy(model.mode(h[known]), modes[known])
    *pairs, labels = pairs_of(sentences)
    if len(labels):
        loss = loss + HOME_WEIGHT * F.binary_cross_entropy_with_logits(model.homes(h, pairs), labels.float())
    return loss


def mode_accuracy(model, states, lexicon, sentences):
    """The share of modes that are right, over all words that name an act with a known mode."""
    right = total = 0
    model.eval()
    with torch.no_grad():
        for numbers in batches([len(s.words) for s in sentences], 3000, None):
            chosen = [sentences[i] for i in numbers]
            h = model.hidden(*inputs_of(states, lexicon, chosen))
            modes = modes_of(chosen, h.shape[1])
            known = modes != acts.UNKNOWN
            right += (model.mode(h[known]).argmax(-1) == modes[known]).sum().item()
            total += known.sum().item()
    return f"modes right {100 * right / max(1, total):.1f} of {total} words"


def inputs_of(states, lexicon, sentences):
    n = max(len(s.words) for s in sentences)
    out = numpy.zeros((len(sentences), n, states.shape[1]), dtype=numpy.float32)
    numbers = torch.zeros(len(sentences), n, 2, dtype=torch.long)
    mask = torch.zeros(len(sentences), n, dtype=torch.bool)
    for at, sentence in enumerate(sentences):
        length = len(sentence.words)
        out[at, :length] = states[sentence.rows.start : sentence.rows.stop]
        numbers[at, :length] = torch.tensor([lexicon.numbers(w) for w in sentence.words])
        mask[at, :length] = True
    return torch.from_numpy(out), numbers, mask


def spread(gold, silver, random_):
    """The steps of both, those of silver spread evenly, and nothing but gold at the end."""
    places = [(i + random_.random()) / len(silver) * 0.95 for i in range(len(silver))]
    of_gold = [((i + random_.random()) / len(gold), step) for i, step in enumerate(gold)]
    return [step for _, step in sorted([*of_gold, *zip(places, silver)], key=lambda pair: pair[0])]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coded", action="append", required=True)
    parser.add_argument("--words", required=True)
    parser.add_argument(
        "--homes", required=True, help="what the example `weigh_homes` wrote for the coded files joined"
    )
    parser.add_argument("--vectors", required=True, help="what act_vectors.py wrote")
    parser.add_argument("--out", required=True)
    parser.add_argument("--silver", action="append", default=[], help="what act_silver.py wrote")
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--silver-epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--batch", type=int, default=1200)
    parser.add_argument("--fold", help="K/N: leave out and score part K of N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    every, states = acts.read(options.coded, options.words, options.homes), acts.states(options.words)
    every, left_out = acts.leave_out(every, options.fold)
    silver = [Silver.load(path) for path in options.silver]
    lexicon = Lexicon(options.vectors)
    model = ActStudent(states.shape[1], lexicon.table, options.width, options.layers)
    random_ = random.Random(options.seed)
    lengths = [len(s.words) for s in every]
    schedule = [("gold", b) for _ in range(options.epochs) for b in batches(lengths, options.batch, random_)]
    if silver:
        of_silver = [
            (labelled, b)
            for labelled in silver
            for _ in range(options.silver_epochs)
            for b in batches([len(s.words) for s in labelled.sentences], options.batch, random_)
        ]
        random_.shuffle(of_silver)
        schedule = spread(schedule, of_silver, random_)

    def report():
        of_left_out = batches([len(s.words) for s in left_out], 3000, None)
        lines = evaluate(model, left_out, of_left_out, lambda chosen: model(*inputs_of(states, lexicon, chosen)))
        modes, homes = (f(model, states, lexicon, left_out) for f in (mode_accuracy, home_accuracy))
        print("\n".join([*lines, modes, homes]), flush=True)

    def loss(kind, chosen):
        if kind == "gold":
            return gold_loss(model, states, lexicon, [every[i] for i in chosen])
        outputs = model(*inputs_of(kind.states, lexicon, [kind.sentences[i] for i in chosen]))
        return silver_loss(outputs, [kind.labels[i] for i in chosen])

    train(model, schedule, loss, options, fixed=("vectors",))
    if left_out:
        report()
    metadata = {
        "types": json.dumps(acts.TYPES[1:]),
        "statuses": json.dumps(acts.STATUSES),
        "modes": json.dumps(acts.MODES[1:]),
        "record": f"width {options.width}, layers {options.layers}, rounds {options.epochs} gold "
        f"{options.silver_epochs if silver else 0} silver, seed {options.seed}",
    }
    save_file({k: v.float().contiguous() for k, v in model.state_dict().items()}, options.out, metadata)


if __name__ == "__main__":
    main()
