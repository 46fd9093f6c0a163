"""Coded quotes over words, the heads that find them over vectors of words, their loss and their scores, which teacher and student share.

A quote has a word that reports (its cue), and the words in the same sentence that are reported: one run, or two where the cue parts them.
"""

import dataclasses
import json

import torch
import torch.nn.functional as F
from torch import nn

import acts
from gold import read_lines

# The length of the vectors by which a cue is matched with the first and the last word of what it reports.
MATCH = 32
ENDS = ("first", "last")
BOUND_WEIGHT = 0.5


@dataclasses.dataclass
class Reported:
    """The place of a cue's word, the first and last words of what it reports (None where the coders marked no more than the words in
    quotation marks), and the word that heads the speaker."""

    cue: int
    parts: list | None
    optional: bool
    speaker: int | None


def reported_in(tokens, quotes):
    """What a sentence reports, by its cues."""
    found = {}
    for quote in quotes:
        if not quote["cue"] or not (heads := acts.head_of(tokens, *quote["cue"])):
            continue
        inside = acts.covered(tokens, quote["start"], quote["end"])
        speaker = acts.head_of(tokens, *quote["speaker"]) if quote["speaker"] else []
        known = found.setdefault(heads[0], Reported(heads[0], [], True, speaker[0] if speaker else None))
        known.optional &= bool(quote.get("optional"))
        if quote["kind"] == "mixed" or not inside:
            known.parts = None
        elif known.parts is not None:
            known.parts.append((inside[0], inside[-1]))
    return list(found.values())


def read(coded, words):
    """The sentences of texts coded for quotes; `words` is what the program `states` wrote for them, without its ending. Texts without
    `quotes` are passed over."""
    sentences, row = [], 0
    for record, line in zip(
        (json.loads(line) for line in read_lines(coded)), read_lines(f"{words}.jsonl"), strict=True
    ):
        cut = json.loads(line)
        assert cut["id"] == record["id"], cut["id"]
        for tokens in cut["sentences"]:
            rows = range(row, row + len(tokens))
            row += len(tokens)
            if "quotes" in record and len(tokens) <= acts.LONGEST:
                sentence = acts.Sentence(record["id"], [t[5] for t in tokens], [(t[0], t[1]) for t in tokens], rows, [])
                sentence.reported = reported_in(tokens, record["quotes"])
                sentences.append(sentence)
    return sentences


class QuoteHeads(nn.Module):
    """For each word whether it reports; for each pair of words whether one is the first, or the last, that the other reports."""

    def __init__(self, width):
        super().__init__()
        self.cue = nn.Linear(width, 1)
        self.reporting, self.bound = nn.Linear(width, MATCH * 2), nn.Linear(width, MATCH * 2)
        self.bound_bias = nn.Parameter(torch.full((2,), -3.0))
        nn.init.constant_(self.cue.bias, -3.0)

    def forward(self, hidden):
        """Scores of cues, and of bounds: cue by word by end."""
        rows, n, _ = hidden.shape
        reporting = self.reporting(hidden).view(rows, n, 2, MATCH)
        bound = self.bound(hidden).view(rows, n, 2, MATCH)
        bounds = torch.einsum("bcem,bwem->bcwe", reporting, bound) / MATCH**0.5 + self.bound_bias
        return self.cue(hidden).squeeze(-1), bounds


class SpeakerHeads(nn.Module):
    """For each pair of words whether one heads the phrase of whoever the other says it for."""

    def __init__(self, width):
        super().__init__()
        self.saying, self.speaker = nn.Linear(width, MATCH), nn.Linear(width, MATCH)
        self.bias = nn.Parameter(torch.full((1,), -3.0))

    def forward(self, hidden):
        """Scores of speakers: cue by word."""
        return self.saying(hidden) @ self.speaker(hidden).transpose(1, 2) / MATCH**0.5 + self.bias


def speaker_loss(scores, sentences):
    """Binary cross-entropy over the words of each sentence with a cue, a cue."""
    total, cues = scores.sum() * 0, 0
    for row, sentence in enumerate(sentences):
        for reported in sentence.reported:
            wanted = torch.zeros(len(sentence.words))
            if reported.speaker is not None:
                wanted[reported.speaker] = 1
            of_cue = scores[row, reported.cue, : len(wanted)]
            total = total + F.binary_cross_entropy_with_logits(of_cue, wanted, reduction="sum")
            cues += 1
    return total / max(1, cues)


def speaker_accuracy(sentences, scores_of):
    """The share of cues whose speaker is right, or rightly nobody in the sentence; `scores_of` gives the scores for one sentence."""
    right = total = 0
    with torch.no_grad():
        for sentence in (s for s in sentences if s.reported):
            scores = scores_of(sentence)[0]
            for reported in sentence.reported:
                best = int(scores[reported.cue].argmax())
                found = best if scores[reported.cue, best] > 0 else None
                right += found == reported.speaker
                total += 1
    return f"speakers right {100 * right / max(1, total):.1f} of {total} cues"


def gold_layers(sentences):
    rows, n = len(sentences), max(len(s.words) for s in sentences)
    cues, weights = torch.zeros(rows, n), torch.zeros(rows, n)
    bounds, known = torch.zeros(rows, n, n, 2), torch.zeros(rows, n, n, 1)
    for row, sentence in enumerate(sentences):
        length = len(sentence.words)
        weights[row, :length] = 1
        for reported in sentence.reported:
            cues[row, reported.cue] = 1
            weights[row, reported.cue] = acts.OPTIONAL if reported.optional else 1
            if reported.parts:
                known[row, reported.cue, :length] = 1
                for part in reported.parts:
                    for end, word in enumerate(part):
                        bounds[row, reported.cue, word, end] = 1
    return cues, weights, bounds, known


def loss_of(outputs, layers):
    (cue, bound), (cues, weights, bounds, known) = outputs, layers
    loss = (F.binary_cross_entropy_with_logits(cue, cues, reduction="none") * weights).sum() / len(cues)
    if known.any():
        binary = F.binary_cross_entropy_with_logits(bound, bounds, reduction="none") * known
        loss = loss + BOUND_WEIGHT * binary.sum() / known[:, :, 0].sum()
    return loss


def parts_of(bounds, cue):
    """What the cue reports by its scores: on each side of it the likeliest run of words, the less likely side only where it is likely."""
    p = bounds.sigmoid()
    n, found = len(p), []
    for a, b in ((0, cue), (cue + 1, n)):
        if a >= b:
            continue
        first, last = p[a:b, 0], p[a:b, 1]
        best = (first[:, None] * last[None]).triu()
        at = int(best.argmax())
        i, j = divmod(at, b - a)
        found.append((float(best[i, j]), (a + i, a + j)))
    found.sort(reverse=True)
    return [part for k, (score, part) in enumerate(found) if k == 0 or score > 0.25]


class QuoteScores:
    """Cues, and runs of reported words that overlap by four fifths; optional gold costs nothing."""

    def __init__(self, least):
        self.least = least
        self.cues, self.parts = [0, 0, 0], [0, 0, 0]

    def add(self, sentence, cue, bounds):
        gold = {r.cue: r for r in sentence.reported}
        found = (cue.sigmoid() > self.least).nonzero().flatten().tolist()
        optional = {c for c, r in gold.items() if r.optional}
        self.cues[0] += len({*found} & {*gold} - optional)
        self.cues[1] += len({*found} - optional)
        self.cues[2] += len({*gold} - optional)
        for c in {*found, *gold} - optional:
            wanted = gold[c].parts if c in gold else []
            if wanted is None:
                continue
            ours = parts_of(bounds[c], c) if c in found else []
            share = lambda a, b: max(0, min(a[1], b[1]) - max(a[0], b[0]) + 1) / (max(a[1], b[1]) - min(a[0], b[0]) + 1)
            self.parts[0] += sum(any(share(w, o) >= 0.8 for o in ours) for w in wanted)
            self.parts[1] += len(ours)
            self.parts[2] += len(wanted)

    def line(self):
        f1 = lambda both, a, b: (
            f"P {100 * both / max(1, a):.1f} R {100 * both / max(1, b):.1f} F1 {200 * both / max(1, a + b):.1f}"
        )
        return f"{self.least}: cues {f1(*self.cues)}, reported words {f1(*self.parts)}"


def evaluate(sentences, outputs_of, thresholds=(0.3, 0.5, 0.7)):
    """Lines of scores; `outputs_of` gives the outputs for one sentence."""
    scores = [QuoteScores(t) for t in thresholds]
    with torch.no_grad():
        for sentence in sentences:
            cue, bounds = outputs_of(sentence)
            for score in scores:
                score.add(sentence, cue[0], bounds[0])
    return [s.line() for s in scores]
