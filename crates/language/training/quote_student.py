"""Trains the network of quotes that ships: a small layer of bidirectional SRU over what the networks below it make of each word, that which tags
and parses and that of acts. Neither is trained with it.

    python quote_student.py --quoted QUOTED.jsonl --words WORDS --acts WORK/acts.safetensors --vectors WORK/act_vectors.npz
                            --out WORK/quotes.safetensors [--silver WORK/act_silver.pt=WORK/quote_silver.pt …] [--fold K/N]

QUOTED are the texts coded for quotes, WORDS is what the program `states` wrote for them. The file written is packed into the model by the
program `pack_acts` of this crate.
"""

import argparse
import random

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

import acts
import quote_heads
from act_silver import Silver
from act_student import ActStudent, Lexicon, inputs_of, spread
from descent import train
from heads import batches
from quote_silver import silver_loss
from student import Drop, Layer

WIDTH, LAYERS = 128, 1
SPEAKER_WEIGHT = 0.5


class QuoteStudent(nn.Module):
    def __init__(self, inputs, width=WIDTH, layers=LAYERS):
        super().__init__()
        self.mix, self.norm = nn.Linear(inputs, width), nn.LayerNorm(width)
        self.layers = nn.ModuleList([Layer(width) for _ in range(layers)])
        self.quotes, self.speakers = quote_heads.QuoteHeads(width), quote_heads.SpeakerHeads(width)
        self.drop = Drop()

    def forward(self, below, mask):
        """The scores of cues and bounds, and those of speakers."""
        h = self.norm(F.relu(self.mix(self.drop(below))))
        for layer in self.layers:
            h = layer(self.drop(h), mask)
        h = self.drop(h)
        return self.quotes(h), self.speakers(h)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quoted", required=True)
    parser.add_argument("--words", required=True)
    parser.add_argument("--acts", required=True, help="what act_student.py wrote")
    parser.add_argument("--vectors", required=True, help="what act_vectors.py wrote")
    parser.add_argument("--out", required=True)
    parser.add_argument(
        "--silver", action="append", default=[], help="ACTS=QUOTES, what act_silver.py and quote_silver.py wrote"
    )
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--silver-epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--batch", type=int, default=1200)
    parser.add_argument("--fold", help="K/N: leave out and score part K of N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    every, left_out = acts.leave_out(quote_heads.read(options.quoted, options.words), options.fold)
    states = acts.states(options.words)
    lexicon = Lexicon(options.vectors)
    of_acts = ActStudent(states.shape[1], lexicon.table)
    of_acts.load_state_dict(load_file(options.acts))
    of_acts.eval()

    def below(states, sentences):
        """What the networks below make of each word, and where there are words."""
        inputs, numbers, mask = inputs_of(states, lexicon, sentences)
        with torch.no_grad():
            return torch.cat([inputs, of_acts.hidden(inputs, numbers, mask)], -1), mask

    model = QuoteStudent(states.shape[1] + of_acts.norm.normalized_shape[0], options.width, options.layers)
    random_ = random.Random(options.seed)
    lengths = [len(s.words) for s in every]
    schedule = [(None, b) for _ in range(options.epochs) for b in batches(lengths, options.batch, random_)]
    of_silver = []
    for paths in options.silver:
        text, labels = paths.split("=")
        text, labels = Silver.load(text), torch.load(labels, weights_only=False)
        for _ in range(options.silver_epochs):
            cut = batches([len(s.words) for s in text.sentences], options.batch, random_)
            of_silver.extend(((text, labels), b) for b in cut)
    if of_silver:
        random_.shuffle(of_silver)
        schedule = spread(schedule, of_silver, random_)

    def loss(silver, chosen):
        if silver:
            text, labels = silver
            quotes, _ = model(*below(text.states, [text.sentences[i] for i in chosen]))
            return silver_loss(quotes, [labels[i] for i in chosen])
        sentences = [every[i] for i in chosen]
        quotes, speakers = model(*below(states, sentences))
        gold = quote_heads.loss_of(quotes, quote_heads.gold_layers(sentences))
        return gold + SPEAKER_WEIGHT * quote_heads.speaker_loss(speakers, sentences)

    train(model, schedule, loss, options)
    model.eval()
    if left_out:
        lines = quote_heads.evaluate(left_out, lambda sentence: model(*below(states, [sentence]))[0])
        speakers = quote_heads.speaker_accuracy(left_out, lambda sentence: model(*below(states, [sentence]))[1])
        print("\n".join([*lines, speakers]), flush=True)
    record = (
        f"width {options.width}, layers {options.layers}, rounds {options.epochs} gold "
        f"{options.silver_epochs if of_silver else 0} silver, seed {options.seed}"
    )
    save_file({k: v.float().contiguous() for k, v in model.state_dict().items()}, options.out, {"record": record})


if __name__ == "__main__":
    main()
