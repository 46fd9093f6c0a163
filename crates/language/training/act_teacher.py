"""The teacher of acts: a pretrained encoder fine-tuned to find triggers, their type and status, and the parties.

    python act_teacher.py --encoder FOLDER --coded FILE.jsonl [--coded …] --words WORDS --work WORK --name NAME [--fold K/N]

WORDS is what the program `states` wrote for the coded files joined. WORK gets NAME.pt. One fold in N is left out and scored.
"""

import argparse
import pathlib
import random

import torch
from torch import nn

import acts
from act_heads import ActHeads, evaluate, gold_layers, loss_of
from descent import fine_tune
from heads import batches
from teacher import Pieces, Reader, collate


class ActTeacher(ActHeads):
    def __init__(self, reader):
        super().__init__(reader.width, nn.Dropout(0.2))
        self.reader = reader

    def forward(self, batch):
        return self.outputs(self.drop(self.reader(batch)))


def open_act_teacher(folder, checkpoint):
    pieces = Pieces(folder)
    saved = torch.load(checkpoint, weights_only=True)
    model = ActTeacher(Reader(folder, pieces.mask, saved["layers"]))
    model.load_state_dict(saved["model"])
    model.eval()
    return model, pieces


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--coded", action="append", required=True)
    parser.add_argument("--words", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--start", help="go on from this checkpoint")
    parser.add_argument("--layers", type=int, help="keep the lowest layers of the encoder (default: all)")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=1200)
    parser.add_argument("--fold", help="K/N: leave out and score part K of N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    every, left_out = acts.leave_out(acts.read(options.coded, options.words), options.fold)
    pieces = Pieces(options.encoder)
    model = ActTeacher(Reader(options.encoder, pieces.mask, options.layers))
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True)["model"])
    lengths = [pieces.length(s) for s in every]
    schedule = [
        numbers
        for e in range(options.epochs)
        for numbers in batches(lengths, options.batch, random.Random(options.seed + e))
    ]

    def outputs_of(chosen):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return [t.float() for t in model(collate(pieces, chosen))]

    def report():
        lines = evaluate(model, left_out, batches([pieces.length(s) for s in left_out], 2000, None), outputs_of)
        print("\n".join(lines), flush=True)

    def loss(numbers):
        chosen = [every[i] for i in numbers]
        return loss_of(outputs_of(chosen), gold_layers(chosen))

    def seen(step):
        if left_out and step % 400 == 0 and step:
            report()

    fine_tune(model, schedule, loss, options, 80, seen)
    if left_out:
        report()
    state = {"model": model.state_dict(), "layers": options.layers}
    torch.save(state, pathlib.Path(options.work) / f"{options.name}.pt")


if __name__ == "__main__":
    main()
