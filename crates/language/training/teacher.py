"""The teacher: a pretrained encoder fine-tuned to tag, parse and find names. It is too slow to ship; it labels text for the student.

    python teacher.py train --encoder FOLDER --data DATA --work WORK --name minilm [--epochs 4] [--layers N] [--rate 2e-4] [--threads 2]

FOLDER holds `config.json`, `model.safetensors` and `tokenizer.json`, as unpacked from the packages that README.md names.
WORK gets NAME.pt, written every ten minutes; the same command goes on from there. bf16 where the processor has it.
"""

import argparse
import os
import pathlib
import random
import time

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from gold import Gold
from heads import Heads, batches, evaluate, gold_layers, loss_of

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


class Reader(nn.Module):
    """A pretrained encoder that gives a vector for each word of a sentence."""

    def __init__(self, folder, mask_number, layers=None):
        super().__init__()
        # Dropout inside the encoder would take half of the time on a processor; masked pieces stand in for it.
        encoder = AutoModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        if layers:
            # The top layers of an encoder made for whole sentences tell little of words (Sajjad et al. 2023, "On the effect of
            # dropping layers of pre-trained transformer models").
            encoder.encoder.layer = encoder.encoder.layer[:layers]
        self.width = encoder.config.hidden_size
        self.encoder = encoder
        self.cases = nn.Embedding(CASED, self.width)
        nn.init.zeros_(self.cases.weight)
        self.mask_number = mask_number

    def forward(self, batch):
        """The vector of the first piece of each word."""
        numbers = batch["pieces"]
        if self.training:
            numbers = numbers.masked_fill(torch.rand(numbers.shape) < MASKED, self.mask_number)
        pieces = self.encoder.get_input_embeddings()(numbers) + self.cases(batch["cases"])
        hidden = self.encoder(inputs_embeds=pieces, attention_mask=batch["attended"]).last_hidden_state
        hidden = hidden[: len(batch["first"])].float()
        return hidden.gather(1, batch["first"].unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))


class Teacher(Heads):
    """An encoder with heads."""

    def __init__(self, reader, labels, arc=256):
        super().__init__(labels, reader.width, arc, nn.Dropout(0.2))
        self.reader = reader

    def forward(self, batch):
        return self.outputs(self.drop(self.reader(batch)), batch["words"])


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


def collate(pieces, sentences):
    rows, n = len(sentences), max(len(s.words) for s in sentences)
    longest = max(pieces.length(s) for s in sentences)
    # Few shapes, since oneDNN prepares itself for each that it meets.
    shape = (rows + -rows % 4, longest + -longest % 8)
    out = {
        "pieces": torch.full(shape, pieces.pad),
        "attended": torch.zeros(shape, dtype=torch.long),
        "cases": torch.full(shape, 2 * CASES.index("other")),
        "first": torch.zeros(rows, n, dtype=torch.long),
        "words": torch.zeros(rows, n, dtype=torch.bool),
    }
    out["attended"][:, 0] = 1
    for row, sentence in enumerate(sentences):
        numbers, cases, first = [pieces.tokenizer.cls_token_id], [2 * CASES.index("other")], []
        for at, word in enumerate(sentence.words):
            first.append(len(numbers))
            numbers.extend(pieces.of_word(word))
            cases.extend([case_of(word, at == 0)] * (len(numbers) - len(cases)))
        numbers.append(pieces.tokenizer.sep_token_id)
        out["words"][row, : len(first)] = True
        out["first"][row, : len(first)] = torch.tensor(first)
        out["pieces"][row, : len(numbers)] = torch.tensor(numbers)
        out["attended"][row, : len(numbers)] = 1
        out["cases"][row, : len(cases)] = torch.tensor(cases)
    return out


def score(model, pieces, sentences, labels):
    lengths = [pieces.length(s) for s in sentences]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return evaluate(model, sentences, labels, lengths, 2000, lambda chosen: model(collate(pieces, chosen)))


def open_model(folder, labels, layers=None, checkpoint=None):
    """A teacher and its pieces; with the weights and as many layers as the checkpoint has, where one is given."""
    pieces = Pieces(folder)
    saved = torch.load(checkpoint, weights_only=True) if checkpoint else {}
    model = Teacher(Reader(folder, pieces.mask, saved.get("layers", layers)), labels)
    if saved:
        model.load_state_dict(saved["model"])
    return model, pieces


def train(options):
    torch.manual_seed(options.seed)
    gold = Gold(options.data)
    sentences = gold.train + gold.tweets
    model, pieces = open_model(options.encoder, gold.labels, options.layers)
    encoder = list(model.reader.encoder.parameters())
    for frozen in model.reader.encoder.get_input_embeddings().parameters():
        frozen.requires_grad_(False)
    others = [p for name, p in model.named_parameters() if not name.startswith("reader.encoder.")]
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
    lengths = [pieces.length(s) for s in sentences]
    epochs = [batches(lengths, options.batch, random.Random(options.seed + e)) for e in range(options.epochs)]
    schedule = [numbers for epoch in epochs for numbers in epoch]
    per_epoch = len(epochs[0])

    def save():
        unfinished = checkpoint.with_suffix(".new")
        state = {
            "model": model.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
            "layers": options.layers,
        }
        torch.save(state, unfinished)
        os.replace(unfinished, checkpoint)

    started = saved_at = time.time()
    model.train()
    for numbers in schedule[step:]:
        progress = step / len(schedule)
        for group, rate in zip(optimiser.param_groups, rates):
            group["lr"] = rate * min(1, (step + 1) / 150) * (0.02 + 0.98 * (1 - progress))
        torch.manual_seed(options.seed * 1_000_003 + step)
        chosen = [sentences[i] for i in numbers]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(model, model(collate(pieces, chosen)), gold_layers(chosen, gold.labels))
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
                print(f"epoch {step // per_epoch} {name}: {score(model, pieces, dev, gold.labels)}", flush=True)
    save()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train")
    command.add_argument("--encoder", required=True)
    command.add_argument("--data", required=True)
    command.add_argument("--work", required=True)
    command.add_argument("--name", required=True)
    command.add_argument("--epochs", type=int, default=4)
    command.add_argument("--layers", type=int, help="keep the lowest layers of the encoder (default: all)")
    command.add_argument("--rate", type=float, default=2e-4)
    command.add_argument("--batch", type=int, default=1000)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    train(options)


if __name__ == "__main__":
    main()
