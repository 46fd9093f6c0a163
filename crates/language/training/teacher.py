"""The teacher: a pretrained encoder fine-tuned to tag, parse and find names. It is too slow to ship; it labels text for the student.

    python teacher.py train --encoder FOLDER --data DATA --work WORK --name minilm [--epochs 5] [--rate 2e-4] [--threads 2]

FOLDER holds `config.json`, `model.safetensors` and `tokenizer.json`, as unpacked from the packages that README.md names.
WORK gets NAME.pt, written every ten minutes; the same command goes on from there. bf16 where the processor has it.
"""

import argparse
import os
import pathlib
import random
import time

import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModel, AutoTokenizer

from gold import NAMES, UNKNOWN, Gold
from scores import Tally

# Encoders within reach are uncased: how a word is written is told by one of these.
CASES = ["lower", "title", "upper", "mixed", "digit", "other"]
CASED = 2 * len(CASES)
# How many word pieces are hidden in training.
MASKED = 0.06


def case_of(word, first):
    if any(c.isdigit() for c in word):
        case = "digit"
    elif not any(c.isalpha() for c in word):
        case = "other"
    elif word.islower():
        case = "lower"
    elif word.isupper() and len(word) > 1:
        case = "upper"
    elif word[0].isupper() and (word[1:].islower() or len(word) == 1):
        case = "title"
    else:
        case = "mixed"
    return 2 * CASES.index(case) + int(first)


class Teacher(nn.Module):
    """An encoder with heads for pairs of tags, arcs (biaffine), relations and names."""

    def __init__(self, folder, labels, mask_number, arc=256):
        super().__init__()
        # Dropout inside the encoder would take half of the time on a processor; masked pieces stand in for it.
        self.encoder = AutoModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        width = self.encoder.config.hidden_size
        self.cases = nn.Embedding(CASED, width)
        nn.init.zeros_(self.cases.weight)
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.arc_head, self.arc_dependent = nn.Linear(width, arc), nn.Linear(width, arc)
        self.arc_product = nn.Parameter(torch.randn(arc, arc) * 0.02)
        self.arc_bias = nn.Parameter(torch.zeros(arc))
        self.relation_head, self.relation_dependent = nn.Linear(width, arc), nn.Linear(width, arc)
        self.relation = nn.Linear(arc, len(labels.relations))
        self.tag = nn.Linear(width, len(labels.tags))
        self.name = nn.Linear(width, len(NAMES))
        self.drop = nn.Dropout(0.2)
        self.mask_number = mask_number

    def forward(self, batch):
        numbers = batch["pieces"]
        if self.training:
            numbers = numbers.masked_fill(torch.rand(numbers.shape) < MASKED, self.mask_number)
        pieces = self.encoder.get_input_embeddings()(numbers) + self.cases(batch["cases"])
        hidden = self.encoder(inputs_embeds=pieces, attention_mask=batch["attended"]).last_hidden_state
        hidden = hidden[: len(batch["first"])].float()
        first = batch["first"].unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        hidden = self.drop(hidden.gather(1, first))
        with_root = torch.cat([self.root.expand(len(hidden), 1, -1), hidden], 1)
        heads = self.drop(F.leaky_relu(self.arc_head(with_root), 0.1))
        dependents = self.drop(F.leaky_relu(self.arc_dependent(hidden), 0.1))
        arcs = (dependents @ self.arc_product + self.arc_bias) @ heads.transpose(1, 2)
        n = hidden.shape[1]
        allowed = torch.cat([torch.ones(len(hidden), 1, dtype=torch.bool), batch["mask"]], 1).unsqueeze(1)
        itself = torch.arange(1, n + 1).view(n, 1) == torch.arange(n + 1).view(1, n + 1)
        arcs = arcs.masked_fill(~allowed | itself, -1e9)
        return (
            self.tag(hidden),
            arcs,
            (self.relation_head(with_root), self.relation_dependent(hidden)),
            self.name(hidden),
        )

    def relations(self, parts, heads):
        of_head, of_dependent = parts
        of_head = of_head.gather(1, heads.unsqueeze(-1).expand(-1, -1, of_head.shape[-1]))
        return self.relation(self.drop(F.leaky_relu(of_head + of_dependent, 0.1)))


class Pieces:
    """Word pieces of sentences. Of a long word, such as a web address, the first few tell enough."""

    MOST = 6

    def __init__(self, folder):
        self.tokenizer = AutoTokenizer.from_pretrained(folder, add_prefix_space=True)
        self.mask, self.pad = self.tokenizer.mask_token_id, self.tokenizer.pad_token_id
        self.known = {}

    def of_word(self, word):
        if word not in self.known:
            numbers = self.tokenizer([word], is_split_into_words=True, add_special_tokens=False)["input_ids"]
            self.known[word] = numbers[: self.MOST] or [self.tokenizer.unk_token_id]
        return self.known[word]

    def length(self, sentence):
        return 2 + sum(len(self.of_word(w)) for w in sentence.words)


def collate(pieces, sentences, labels):
    rows, n = len(sentences), max(len(s.words) for s in sentences)
    longest = max(pieces.length(s) for s in sentences)
    # Few shapes, since oneDNN prepares itself for each that it meets.
    shape = (rows + -rows % 4, longest + -longest % 8)
    out = {
        "pieces": torch.full(shape, pieces.pad),
        "attended": torch.zeros(shape, dtype=torch.long),
        "cases": torch.full(shape, 2 * CASES.index("other")),
        "first": torch.zeros(rows, n, dtype=torch.long),
        "mask": torch.zeros(rows, n, dtype=torch.bool),
        "heads": torch.zeros(rows, n, dtype=torch.long),
    }
    out["attended"][:, 0] = 1
    for layer in ("tags", "relations", "names"):
        out[layer] = torch.full((rows, n), UNKNOWN)
    out["has_tree"] = torch.zeros(rows, dtype=torch.bool)
    for row, sentence in enumerate(sentences):
        out["mask"][row, : len(sentence.words)] = True
        numbers, cases, first = [pieces.tokenizer.cls_token_id], [2 * CASES.index("other")], []
        for at, word in enumerate(sentence.words):
            first.append(len(numbers))
            numbers.extend(pieces.of_word(word))
            cases.extend([case_of(word, at == 0)] * (len(numbers) - len(cases)))
        numbers.append(pieces.tokenizer.sep_token_id)
        out["first"][row, : len(first)] = torch.tensor(first)
        out["pieces"][row, : len(numbers)] = torch.tensor(numbers)
        out["attended"][row, : len(numbers)] = 1
        out["cases"][row, : len(cases)] = torch.tensor(cases)
        if sentence.tags is not None:
            out["has_tree"][row] = True
            length = len(sentence.words)
            out["tags"][row, :length] = torch.tensor([labels.tag(t) for t in sentence.tags])
            out["heads"][row, :length] = torch.tensor(sentence.heads)
            out["relations"][row, :length] = torch.tensor([labels.relation(r) for r in sentence.relations])
        if sentence.names is not None:
            out["names"][row, : len(sentence.words)] = torch.tensor(sentence.names)
    return out


def batches(pieces, sentences, size, shuffled):
    """Numbers of sentences of like length, at most `size` word pieces a batch with what pads them."""
    lengths = [pieces.length(s) for s in sentences]
    order = sorted(range(len(sentences)), key=lambda i: lengths[i] + (shuffled.random() * 4 if shuffled else 0))
    made, current = [], []
    for i in order:
        longest = max([lengths[i], *(lengths[k] for k in current)])
        if current and longest * (len(current) + 1) > size:
            made.append(current)
            current = []
        current.append(i)
    made.append(current)
    if shuffled:
        shuffled.shuffle(made)
    return made


def loss_of(model, batch):
    tags, arcs, parts, names = model(batch)
    known = batch["mask"] & batch["has_tree"].unsqueeze(1)
    loss = names.sum() * 0
    if known.any():
        loss = loss + F.cross_entropy(tags.flatten(0, 1), batch["tags"].flatten(), ignore_index=UNKNOWN)
        loss = loss + F.cross_entropy(arcs[known], batch["heads"][known])
        relations = model.relations(parts, batch["heads"])
        loss = loss + F.cross_entropy(relations.flatten(0, 1), batch["relations"].flatten(), ignore_index=UNKNOWN)
    if (batch["names"] != UNKNOWN).any():
        loss = loss + F.cross_entropy(names.flatten(0, 1), batch["names"].flatten(), ignore_index=UNKNOWN)
    return loss


def evaluate(model, pieces, sentences, labels):
    model.eval()
    tally = Tally(labels)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for numbers in batches(pieces, sentences, 2000, None):
            chosen = [sentences[i] for i in numbers]
            tags, arcs, parts, names = model(collate(pieces, chosen, labels))
            heads = arcs.argmax(-1)
            relations = model.relations(parts, heads).argmax(-1)
            for row, sentence in enumerate(chosen):
                cut = lambda t: t[row, : len(sentence.words)].tolist()
                tally.add(sentence, cut(tags.argmax(-1)), cut(heads), cut(relations), cut(names.argmax(-1)))
    model.train()
    return tally.line()


def open_model(folder, labels, checkpoint=None):
    pieces = Pieces(folder)
    model = Teacher(folder, labels, pieces.mask)
    if checkpoint:
        model.load_state_dict(torch.load(checkpoint, weights_only=True)["model"])
    return model, pieces


def train(options):
    torch.manual_seed(options.seed)
    gold = Gold(options.data)
    sentences = gold.train + gold.tweets
    model, pieces = open_model(options.encoder, gold.labels)
    encoder = list(model.encoder.parameters())
    for frozen in model.encoder.get_input_embeddings().parameters():
        frozen.requires_grad_(False)
    others = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    rates = [options.rate, 2e-3]
    optimiser = torch.optim.AdamW(
        [{"params": [p for p in encoder if p.requires_grad]}, {"params": others}],
        lr=options.rate,
        betas=(0.9, 0.98),
        fused=True,
    )
    checkpoint = pathlib.Path(options.work) / f"{options.name}.pt"
    step = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]
    epochs = [batches(pieces, sentences, options.batch, random.Random(options.seed + e)) for e in range(options.epochs)]
    schedule = [numbers for epoch in epochs for numbers in epoch]
    per_epoch = len(epochs[0])

    def save():
        unfinished = checkpoint.with_suffix(".new")
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, unfinished)
        os.replace(unfinished, checkpoint)

    started = saved_at = time.time()
    model.train()
    for numbers in schedule[step:]:
        progress = step / len(schedule)
        for group, rate in zip(optimiser.param_groups, rates):
            group["lr"] = rate * min(1, (step + 1) / 150) * (0.02 + 0.98 * (1 - progress))
        torch.manual_seed(options.seed * 1_000_003 + step)
        batch = collate(pieces, [sentences[i] for i in numbers], gold.labels)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(model, batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        if step % 50 == 0:
            print(f"{step}/{len(schedule)} {time.time() - started:.0f} s loss {loss.item():.3f}", flush=True)
        if time.time() - saved_at > 600:
            save()
            saved_at = time.time()
        if step % per_epoch == 0:
            for name, dev in gold.dev.items():
                print(f"epoch {step // per_epoch} {name}: {evaluate(model, pieces, dev, gold.labels)}", flush=True)
    save()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train")
    command.add_argument("--encoder", required=True)
    command.add_argument("--data", required=True)
    command.add_argument("--work", required=True)
    command.add_argument("--name", required=True)
    command.add_argument("--epochs", type=int, default=5)
    command.add_argument("--rate", type=float, default=2e-4)
    command.add_argument("--batch", type=int, default=1000)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    train(options)


if __name__ == "__main__":
    main()
