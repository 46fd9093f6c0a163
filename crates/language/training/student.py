"""Trains the network that ships: layers of bidirectional SRU over hashed words, with heads for tags, arcs, relations and names.

    python student.py --data DATA --vectors WORK/vectors.npz --work WORK --out WORK/network.safetensors [--silver WORK/silver.pt …]

WORK gets student.pt, written every five minutes; the same command goes on from there. The file written is packed into the model by the
program `train` of this crate. SRU: Lei et al. 2018, "Simple Recurrent Units for Highly Parallelizable Recurrence".
"""

import argparse
import json
import os
import pathlib
import random
import time

import numpy
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

from features import LIST_COLUMN, PROPERTIES, ROWS, VECTOR_COLUMN, Words, recased, text_hash
from gold import NAMES, Gold
from heads import Heads, batches, evaluate, gold_layers, loss_of

WIDTHS = {"word": 96, "prefix": 32, "suffix": 48, "shape": 32, "lists": 16}
ARC = 128
REACH = 16
WORD_DROP, DROP = 0.08, 0.25
# Most words are in no name, so that the mean loss of names is small beside the others.
NAMES_WEIGHT = 1.5
# Silver text has more names than the treebank, so that too many are found: what is added to the score of a word outside
# names, fitted in steps of 0.3 to the F1 of the development set of UNER EWT.
OUTSIDE = 0.3


def read_vectors(path):
    """The rows of words, from 1, and their vectors, as `vectors.py` writes them; row 0 is for other words."""
    saved = numpy.load(path)
    where = {word: row for row, word in enumerate(saved["words"].tolist(), 1)}
    for ours, theirs in (("“", "``"), ("”", "''")):
        if theirs in where:
            where[ours] = where[theirs]
    table = numpy.concatenate([numpy.zeros_like(saved["table"][:1]), saved["table"]])
    return where, torch.from_numpy(table)


class Recurrence(torch.autograd.Function):
    """c[t] = f[t] · c[t-1] + b[t] over the first dimension."""

    @staticmethod
    def forward(context, f, b):
        c = torch.empty_like(b)
        state = torch.zeros_like(b[0])
        for t in range(len(b)):
            torch.addcmul(b[t], f[t], state, out=c[t])
            state = c[t]
        context.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(context, gradient):
        f, c = context.saved_tensors
        total = torch.empty_like(gradient)
        total[-1] = gradient[-1]
        for t in range(len(f) - 2, -1, -1):
            torch.addcmul(gradient[t], f[t + 1], total[t + 1], out=total[t])
        before = torch.cat([torch.zeros_like(c[:1]), c[:-1]])
        return total * before, total


class Drop(nn.Module):
    """Dropout by one mask for all words of a sentence (Gal and Ghahramani 2016), which is also cheap to draw."""

    def forward(self, x):
        if not self.training:
            return x
        kept = torch.rand(len(x), 1, x.shape[-1]) >= DROP
        return x * (kept / (1 - DROP))


class Layer(nn.Module):
    """A bidirectional SRU of equal input and output width, so that the highway needs no weights."""

    def __init__(self, width):
        super().__init__()
        self.half = width // 2
        self.gates = nn.Linear(width, 3 * width)

    def forward(self, x, mask):
        rows, n, width = x.shape
        u = self.gates(x).view(rows, n, 3, 2, self.half)
        keep = torch.sigmoid(u[:, :, 1] + 1.0)
        reset = torch.sigmoid(u[:, :, 2])
        there = mask.view(rows, n, 1, 1)
        new = torch.where(there, (1 - keep) * u[:, :, 0], 0.0)
        keep = torch.where(there, keep, 1.0)
        turn = lambda t: torch.stack([t[:, :, 0], t[:, :, 1].flip(1)], 2)
        c = Recurrence.apply(turn(keep).transpose(0, 1).contiguous(), turn(new).transpose(0, 1).contiguous())
        c = turn(c.transpose(0, 1))
        out = reset * torch.tanh(c) + (1 - reset) * x.view(rows, n, 2, self.half)
        return out.reshape(rows, n, width)


class Student(Heads):
    def __init__(self, labels, vectors, width, layers):
        super().__init__(labels, width, ARC, Drop())
        self.register_buffer("vectors", vectors.half())
        self.tables = nn.ModuleDict({name: nn.Embedding(ROWS[name], w) for name, w in WIDTHS.items()})
        for table in self.tables.values():
            nn.init.normal_(table.weight, 0, 0.3)
        self.mix = nn.Linear(sum(WIDTHS.values()) + vectors.shape[1], width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList([Layer(width) for _ in range(layers)])
        self.distance = nn.Parameter(torch.zeros(2 * REACH + 1))

    def embed(self, x):
        columns = {}
        for at, (table, _) in enumerate(PROPERTIES):
            columns.setdefault(table, []).append(at)
        parts = []
        for table, at in columns.items():
            numbers = x[..., at]
            parts.append(self.tables[table](numbers).sum(2))
        parts.append(self.tables["lists"](x[..., LIST_COLUMN]))
        parts.append(F.embedding(x[..., VECTOR_COLUMN], self.vectors).float())
        if self.training:
            # A word that is dropped is known by its ends and shape alone, sometimes by its vector too.
            words, vectors = torch.rand(2, *x.shape[:2], 1) < torch.tensor([WORD_DROP, WORD_DROP / 2]).view(2, 1, 1, 1)
            parts[0] = parts[0].masked_fill(words, 0)
            parts[-1] = parts[-1].masked_fill(vectors, 0)
        return torch.cat(parts, -1)

    def nearness(self, n):
        dependent, head = torch.arange(1, n + 1).view(n, 1), torch.arange(n + 1).view(1, n + 1)
        return self.distance[(head - dependent).clamp(-REACH, REACH) + REACH] * (head > 0)

    def forward(self, x, mask):
        h = self.norm(F.relu(self.mix(self.drop(self.embed(x)))))
        for layer in self.layers:
            h = layer(self.drop(h), mask)
        return self.outputs(self.drop(h), mask)


def pad(rows, n, fill):
    out = numpy.full((len(rows), n, *numpy.asarray(rows[0]).shape[1:]), fill, dtype=numpy.int64)
    for at, row in enumerate(rows):
        out[at, : len(row)] = row
    return torch.from_numpy(out)


def words_of(numbers, sentences, random_):
    spelled = [recased(s, random_) if random_ else s for s in sentences]
    rows = [numpy.array([numbers.numbers(w) for w in words]) for words in spelled]
    n = max(map(len, rows))
    mask = torch.zeros(len(rows), n, dtype=torch.bool)
    for at, row in enumerate(rows):
        mask[at, : len(row)] = True
    return pad(rows, n, 0), mask


def gold_loss(model, numbers, sentences, labels, random_):
    outputs = model(*words_of(numbers, [s.words for s in sentences], random_))
    return loss_of(model, outputs, gold_layers(sentences, labels), NAMES_WEIGHT)


def silver_loss(model, numbers, sentences, random_):
    """Cross-entropy with the teachers' most likely labels, their probabilities made to sum to 1."""
    x, mask = words_of(numbers, [s["words"] for s in sentences], random_)
    outputs = model(x, mask)
    joined = {
        k: [torch.cat([s[k][i] for s in sentences]) for i in (0, 1)] for k in ("tags", "heads", "relations", "names")
    }
    heads = torch.zeros(mask.shape, dtype=torch.long)
    heads[mask] = joined["heads"][0][:, 0].long()
    scores = {
        "tags": outputs[0],
        "heads": outputs[1],
        "relations": model.relations(outputs[2], heads),
        "names": outputs[3],
    }
    loss = 0
    for layer, (kept, likely) in joined.items():
        likely = likely.float() / likely.float().sum(-1, keepdim=True)
        logs = F.log_softmax(scores[layer][mask], -1)
        entropy = -(logs.gather(1, kept.long().clamp(max=logs.shape[1] - 1)) * likely).sum(-1).mean()
        loss = loss + (NAMES_WEIGHT if layer == "names" else 1.0) * entropy
    return loss


def score(model, numbers, sentences, labels):
    lengths = [len(s.words) for s in sentences]
    run = lambda chosen: model(*words_of(numbers, [s.words for s in chosen], None))
    return evaluate(model, sentences, labels, lengths, 3000, run)


def export(model, labels, vectors, path, record):
    """The network as named float tensors; labels and record in the file's metadata."""
    keys = numpy.zeros(len(model.vectors), dtype=numpy.int64)
    for word, row in vectors.items():
        if keys[row] == 0:
            keys[row] = text_hash(word.encode())
    tensors = {k: v.float().contiguous() for k, v in model.state_dict().items()}
    tensors["name.bias"][NAMES.index("O")] += OUTSIDE
    tensors["vector_keys"] = torch.from_numpy(keys)
    extra = [(text_hash(w.encode()), row) for w, row in vectors.items() if keys[row] != text_hash(w.encode())]
    tensors["vector_aliases"] = torch.tensor(extra or [(0, 0)], dtype=torch.int64)
    metadata = {
        "tags": json.dumps([list(p) for p in labels.tags]),
        "relations": json.dumps(labels.relations),
        "names": json.dumps(NAMES),
        "record": record,
    }
    save_file(tensors, path, metadata)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--silver", nargs="*", default=[])
    parser.add_argument("--name-words", default=str(pathlib.Path(__file__).parents[1] / "data/name_words.tsv.gz"))
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=32, help="rounds over the gold sentences")
    parser.add_argument("--silver-epochs", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--batch", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--name", default="student")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    gold = Gold(options.data)
    where, table = read_vectors(options.vectors)
    numbers = Words(options.name_words, where)
    silver = [s for path in options.silver for s in torch.load(path, weights_only=True)]
    model = Student(gold.labels, table, options.width, options.layers)
    average = {k: v.clone() for k, v in model.state_dict().items() if k != "vectors"}
    optimiser = torch.optim.Adam(model.parameters(), lr=options.rate, betas=(0.9, 0.95), fused=True)

    random_ = random.Random(options.seed)
    gold_lengths = [len(s.words) for s in gold.train]
    schedule = [("gold", b) for _ in range(options.epochs) for b in batches(gold_lengths, options.batch, random_)]
    if silver:
        lengths = [len(s["words"]) for s in silver]
        of_silver = [
            ("silver", b) for _ in range(options.silver_epochs) for b in batches(lengths, options.batch, random_)
        ]
        # Spread evenly, and nothing but gold at the end.
        places = [(i + random_.random()) / len(of_silver) * 0.97 for i in range(len(of_silver))]
        of_gold = [((i + random_.random()) / len(schedule), step) for i, step in enumerate(schedule)]
        schedule = [step for _, step in sorted([*of_gold, *zip(places, of_silver)], key=lambda pair: pair[0])]
    checkpoint = pathlib.Path(options.work) / f"{options.name}.pt"
    step = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        average, step = saved["average"], saved["step"]

    def save():
        unfinished = checkpoint.with_suffix(".new")
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average, "step": step}
        torch.save(state, unfinished)
        os.replace(unfinished, checkpoint)

    started = saved_at = time.time()
    reported = step
    words, total = 0, 0.0
    model.train()
    for kind, chosen in schedule[step:]:
        progress = step / len(schedule)
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 200) * (0.02 + 0.98 * (1 - progress))
        torch.manual_seed(options.seed * 1_000_003 + step)
        casing = random.Random(options.seed * 1_000_003 + step)
        if kind == "gold":
            loss = gold_loss(model, numbers, [gold.train[i] for i in chosen], gold.labels, casing)
        else:
            loss = silver_loss(model, numbers, [silver[i] for i in chosen], casing)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        step += 1
        if step % 10 == 0:
            share = min(0.99, step / (step + 200))
            with torch.no_grad():
                for name, value in model.state_dict().items():
                    if name in average:
                        average[name].lerp_(value, 1 - share)
        total += loss.item()
        words += sum(gold_lengths[i] if kind == "gold" else lengths[i] for i in chosen)
        if step - reported >= 1000 or step == len(schedule):
            line = score(model, numbers, gold.dev["ewt-dev"], gold.labels)
            print(
                f"{step}/{len(schedule)} {time.time() - started:.0f} s, {words / (time.time() - started):.0f} words/s, "
                f"loss {total / (step - reported):.3f}, ewt-dev {line}",
                flush=True,
            )
            reported, total = step, 0.0
        if time.time() - saved_at > 300:
            save()
            saved_at = time.time()
    save()
    model.load_state_dict({**model.state_dict(), **average})
    results = [f"{name} {score(model, numbers, dev, gold.labels)}" for name, dev in gold.dev.items()]
    print("\n".join(results), flush=True)
    settings = f"width {options.width}, layers {options.layers}, rounds {options.epochs} gold {options.silver_epochs if silver else 0} silver, seed {options.seed}"
    export(model, gold.labels, where, options.out, settings)


if __name__ == "__main__":
    main()
