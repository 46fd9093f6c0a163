"""Sentences with the acts that people coded in them, over the words as the analyser cuts them.

Coded texts are JSON lines with `id`, `text` and `events`, offsets in code points; `dispatches/README.md` at the root describes them. The
program `states` of this crate gives the words of each text and what the network makes of them.
"""

import dataclasses
import json
import pathlib
import zlib

import numpy

from gold import read_lines

TYPES = [
    "O",
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
STATUSES = ["actual", "ongoing", "planned", "possible", "negated"]
ROLES = ("source", "target")
# Modes of PLOVER; one name may belong to several types.
MODES = [
    "none",
    "allege",
    "disapprove",
    "investigate",
    "abduct",
    "aerial",
    "beat",
    "crowd-control",
    "destroy",
    "drone",
    "explosives",
    "firearms",
    "heavy-weapons",
    "primitive",
    "sexual",
    "suicide-attack",
    "targeted",
    "torture",
    "unconventional",
    "arrest",
    "censor",
    "curfew",
    "cyber",
    "deport",
    "martial-law",
    "misinformation",
    "restrict",
    "seize",
    "withhold",
    "multilateral",
    "phone",
    "third-party",
    "visit",
    "militia",
    "police",
    "troops",
    "weapons",
    "boycott",
    "demo",
    "hunger",
    "obstruct",
    "riot",
    "strike",
    "vandalize",
    "assist",
    "change",
    "meet",
    "yield",
    "access",
    "ceasefire",
    "disarm",
    "release",
    "resign",
    "withdraw",
    "convict",
    "discontinue",
    "expel",
    "relations",
    "territory",
    "violence",
]
# Types without modes.
WHOLE = {"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID"}
UNKNOWN = -100
# The length of a word's states: the last layer's output, and the word's vector.
WIDTH = 256 + 96
# Where two careful coders could differ, the gold counts for half.
OPTIONAL = 0.5
# A longer sentence is left out of training; the analyser cuts such sentences into pieces.
LONGEST = 120


@dataclasses.dataclass
class Act:
    """One coded act: the places of its trigger's words, and of the words that head its parties.

    The mode is `UNKNOWN` where the coders gave none to any act of the text, and where the type has none.
    """

    words: list
    type: int
    status: int
    mode: int
    optional: bool
    source: list
    target: list


@dataclasses.dataclass
class Sentence:
    """Words, their code points in the text, the rows of their states, and the acts."""

    document: str
    words: list
    spans: list
    rows: range
    acts: list
    # Pairs of words, a party's and one that names a state, with 1 where the state is the party's, else 0.
    homes: list = dataclasses.field(default_factory=list)

    def weights(self):
        """How much the label of each word counts."""
        weights = [1.0] * len(self.words)
        for act in self.acts:
            for word in act.words:
                weights[word] = OPTIONAL if act.optional else 1.0
        return weights


def covered(tokens, start, end):
    return [i for i, t in enumerate(tokens) if t[0] < end and start < t[1]]


def head_of(tokens, start, end):
    """The word of a phrase whose own head is outside it: the first such word."""
    inside = covered(tokens, start, end)
    heads = [i for i in inside if tokens[i][2] - 1 not in inside and tokens[i][4] not in ("punct", "case", "det")]
    return (heads or inside)[:1]


def homes_of(tokens, events, named):
    """Whose state each party has, among the states that the sentence names."""
    states = [(words[0], country) for a, b, country in named if (words := covered(tokens, a, b))]
    parties = {}
    for party in (p for event in events for role in ROLES for p in event[role]):
        for word in head_of(tokens, party["start"] or 0, party["end"] or 0):
            parties[word] = party["country"]
    return sorted(
        {
            (word, state, int(country == of_state))
            for word, country in parties.items()
            for state, of_state in states
            if word != state
        }
    )


def read(coded, words, named=None):
    """The sentences of coded texts; `words` is what the program `states` wrote for them, without its ending, and `named` what
    `weigh_homes` did."""
    sentences, row = [], 0
    records = [json.loads(line) for path in coded for line in read_lines(path)]
    homes = [json.loads(line)["named"] for line in read_lines(named)] if named else [[]] * len(records)
    for record, line, of_states in zip(records, read_lines(f"{words}.jsonl"), homes, strict=True):
        cut = json.loads(line)
        if cut["id"] != record["id"]:
            msg = f"{words}.jsonl has {cut['id']} where the coded texts have {record['id']}"
            raise ValueError(msg)
        has_modes = any(event["mode"] for event in record["events"])
        for tokens in cut["sentences"]:
            acts = []
            for event in record["events"]:
                inside = covered(tokens, event["start"], event["end"])
                if not inside:
                    continue
                sides = {
                    role: sorted({w for p in event[role] for w in head_of(tokens, p["start"] or 0, p["end"] or 0)})
                    for role in ROLES
                }
                kind, status = TYPES.index(event["type"]), STATUSES.index(event["status"])
                known = has_modes and event["type"] not in WHOLE
                mode = MODES.index(event["mode"] or "none") if known else UNKNOWN
                acts.append(Act(inside, kind, status, mode, event["optional"], sides["source"], sides["target"]))
            rows = range(row, row + len(tokens))
            row += len(tokens)
            if len(tokens) <= LONGEST:
                sentences.append(
                    Sentence(
                        record["id"],
                        [t[5] for t in tokens],
                        [(t[0], t[1]) for t in tokens],
                        rows,
                        acts,
                        homes_of(tokens, record["events"], of_states),
                    )
                )
    return sentences


def states(words):
    """What the network makes of each word: a row of half floats, read as it is needed."""
    return numpy.memmap(pathlib.Path(f"{words}.f16"), dtype=numpy.float16, mode="r").reshape(-1, WIDTH)


def leave_out(sentences, fold):
    """The sentences without part K of N, and that part alone; `fold` is "K/N", or None for no part. Paragraphs of one article stay
    together."""
    if not fold:
        return sentences, []
    k, n = map(int, fold.split("/"))
    parts = [[], []]
    for sentence in sentences:
        article = sentence.document.split("-p")[0]
        parts[zlib.crc32(article.encode()) % n == k].append(sentence)
    return tuple(parts)
