"""The teacher of quotes: the encoder of a teacher of acts, fine-tuned further to find words that report and what they report.

    python quote_teacher.py --encoder FOLDER --start WORK/acts.pt --quoted FILE.jsonl --words WORDS --work WORK --name NAME [--fold K/N]

FILE holds texts coded for quotes, WORDS what the program `states` wrote for them. WORK gets NAME.pt. One fold in N is left out and scored.
"""

import argparse
import pathlib
import random

import torch
from torch import nn

import acts
from descent import fine_tune
from heads import batches
from quote_heads import QuoteHeads, evaluate, gold_layers, loss_of, read
from teacher import Pieces, Reader, collate


class QuoteTeacher(nn.Module):
    def __init__(self, reader):
        super().__init__()
        self.reader, self.heads, self.drop = reader, QuoteHeads(reader.width), nn.Dropout(0.2)

    def forward(self, batch):
        return self.heads(self.drop(self.reader(batch)))


def open_quote_teacher(folder, checkpoint):
    pieces = Pieces(folder)
    saved = torch.load(checkpoint, weights_only=True)
    model = QuoteTeacher(Reader(folder, pieces.mask, saved["layers"]))
    model.load_state_dict(saved["model"])
    model.eval()
    return model, pieces


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--start", required=True, help="what act_teacher.py wrote")
    parser.add_argument("--quoted", required=True)
    parser.add_argument("--words", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--batch", type=int, default=1200)
    parser.add_argument("--fold", help="K/N: leave out and score part K of N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    every, left_out = acts.leave_out(read(options.quoted, options.words), options.fold)
    pieces = Pieces(options.encoder)
    saved = torch.load(options.start, weights_only=True)
    model = QuoteTeacher(Reader(options.encoder, pieces.mask, saved["layers"]))
    of_reader = {k.removeprefix("reader."): v for k, v in saved["model"].items() if k.startswith("reader.")}
    model.reader.load_state_dict(of_reader)
    lengths = [pieces.length(s) for s in every]
    schedule = [
        numbers
        for e in range(options.epochs)
        for numbers in batches(lengths, options.batch, random.Random(options.seed + e))
    ]

    def outputs_of(chosen):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return [t.float() for t in model(collate(pieces, chosen))]

    def loss(numbers):
        chosen = [every[i] for i in numbers]
        return loss_of(outputs_of(chosen), gold_layers(chosen))

    fine_tune(model, schedule, loss, options, 40)
    model.eval()
    if left_out:
        print("\n".join(evaluate(left_out, lambda sentence: outputs_of([sentence]))), flush=True)
    state = {"model": model.state_dict(), "layers": saved["layers"]}
    torch.save(state, pathlib.Path(options.work) / f"{options.name}.pt")


if __name__ == "__main__":
    main()
