"""Labels text with the quotes that a teacher finds, for the student to learn from.

    python quote_silver.py --silver WORK/act_silver.pt --teacher FOLDER=CHECKPOINT --out WORK/quote_silver.pt

The text is that which act_silver.py labelled. Kept are, for each sentence, how likely each word reports, and the probabilities of the first
and the last reported words of those that may.
"""

import argparse

import torch
import torch.nn.functional as F

from act_silver import Silver
from heads import batches
from quote_heads import BOUND_WEIGHT
from teacher import collate

# A word that is less likely to report teaches no more than that.
LIKELY = 0.05


def label(model, pieces, sentences):
    found = [None] * len(sentences)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for done, numbers in enumerate(batches([len(s.words) for s in sentences], 1500, None)):
            chosen = [sentences[i] for i in numbers]
            cues, bounds = (t.float().sigmoid() for t in model(collate(pieces, chosen)))
            for row, i in enumerate(numbers):
                n = len(sentences[i].words)
                likely = (cues[row, :n] > LIKELY).nonzero().flatten()
                of_likely = bounds[row, likely, :n]
                found[i] = (cues[row, :n].half().numpy(), likely.numpy(), of_likely.half().numpy())
            if done % 200 == 0:
                print(done, flush=True)
    return found


def silver_loss(outputs, labels):
    """Binary cross-entropy with the teacher's probabilities."""
    cue, bound = outputs
    cues, there = torch.zeros_like(cue), torch.zeros_like(cue)
    rows, words = [], []
    for row, (likely_cue, likely, _) in enumerate(labels):
        cues[row, : len(likely_cue)] = torch.from_numpy(likely_cue).float()
        there[row, : len(likely_cue)] = 1
        rows.extend([row] * len(likely))
        words.extend(likely.tolist())
    loss = (F.binary_cross_entropy_with_logits(cue, cues, reduction="none") * there).sum() / len(cues)
    if rows:
        of_words = cues[rows, words]
        bounds = torch.zeros(len(rows), cue.shape[1], 2)
        known = torch.zeros(len(rows), cue.shape[1], 1)
        at = 0
        for _, likely, probabilities in labels:
            bounds[at : at + len(likely), : probabilities.shape[1]] = torch.from_numpy(probabilities).float()
            known[at : at + len(likely), : probabilities.shape[1]] = 1
            at += len(likely)
        binary = F.binary_cross_entropy_with_logits(bound[rows, words], bounds, reduction="none") * known
        loss = loss + BOUND_WEIGHT * (binary.sum((1, 2)) * of_words).sum() / of_words.sum()
    return loss


def main():
    from quote_teacher import open_quote_teacher

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--silver", required=True, help="what act_silver.py wrote")
    parser.add_argument("--teacher", required=True, help="FOLDER=CHECKPOINT")
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    sentences = Silver.load(options.silver).sentences
    print(f"{len(sentences)} sentences, {sum(len(s.words) for s in sentences)} words", flush=True)
    torch.save(label(*open_quote_teacher(*options.teacher.split("=", 1)), sentences), options.out)


if __name__ == "__main__":
    main()
