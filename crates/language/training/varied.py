"""Writes text for the teachers to label: the gold sentences with words exchanged for near ones and names for other names, and tweets.

    python varied.py --data DATA --vectors VECTORS > WORK/varied.conllu

The gold labels are not kept, so that what an exchange makes of a sentence is the teachers' to say (TinyBERT, Jiao et al. 2020,
§4.1, "Data augmentation"). Words only, in the columns of CoNLL-U. Seeded: the same data give the same text.
"""

import argparse
import gzip
import pathlib
import random
import sys

import numpy

from features import LIST_KINDS, lowered
from glove import read_glove
from gold import Gold, name_spans, read_names

# How often a word, and a name, is exchanged.
WORD, NAME = 0.2, 0.6
# A word is exchanged for one of its nearest few, by the cosine of their vectors, among the most frequent.
NEAREST, FREQUENT = 10, 60_000
OPEN = ("NN", "JJ", "RB", "VB")
ENDINGS = ("ing", "ed", "ly", "s")
NAMED = ("btc-a", "btc-b", "btc-e", "btc-g", "btc-h", "wnut17-train")


def ending(word):
    return next((e for e in ENDINGS if word.endswith(e)), "")


class Neighbours:
    """The words nearest to a word, of those that end as it does."""

    def __init__(self, vectors):
        words, table = read_glove(vectors, FREQUENT)
        kept = [i for i, w in enumerate(words) if w.isalpha() and len(w) > 2]
        self.words = [words[i] for i in kept]
        self.table = table[kept] / numpy.linalg.norm(table[kept], axis=1, keepdims=True)
        self.rows = {w: i for i, w in enumerate(self.words)}
        self.found = {}

    def of(self, word):
        if word not in self.rows:
            return []
        if word not in self.found:
            near = numpy.argpartition(-(self.table @ self.table[self.rows[word]]), NEAREST + 1)[: NEAREST + 1]
            self.found[word] = sorted(
                w for w in (self.words[i] for i in near) if w != word and ending(w) == ending(word)
            )
        return self.found[word]


def cased_as(word, model):
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def pools(sentences, name_words):
    """For each kind of name the names there are, and given and family names of the lists."""
    found = {"PER": [], "LOC": [], "ORG": []}
    for sentence in sentences:
        for begin, end, kind in sorted(name_spans(sentence.names or [])):
            found[kind].append(sentence.words[begin:end])
    lists = {kind: [] for kind in LIST_KINDS}
    with gzip.open(name_words, "rt", encoding="utf-8") as lines:
        for line in lines:
            word, _, kinds = line.rstrip("\n").partition("\t")
            for kind in kinds:
                if kind in lists and word.isalpha():
                    lists[kind].append(word[:1].upper() + word[1:])
    return found, lists


def other_name(kind, name, found, lists, random_):
    if kind == "PER" and random_.random() < 0.5:
        drawn = [random_.choice(lists["g"]), random_.choice(lists["f"])]
        return drawn if len(name) > 1 else [random_.choice(drawn)]
    if kind == "LOC" and random_.random() < 0.3:
        return [random_.choice(lists["p"])]
    return random_.choice(found[kind])


def varied(sentence, neighbours, found, lists, random_):
    words, at = [], 0
    spans = {begin: (end, kind) for begin, end, kind in name_spans(sentence.names or [])}
    while at < len(sentence.words):
        word = sentence.words[at]
        if at in spans:
            end, kind = spans[at]
            name = sentence.words[at:end]
            words.extend(other_name(kind, name, found, lists, random_) if random_.random() < NAME else name)
            at = end
            continue
        fine, universal = sentence.tags[at]
        near = []
        if fine.startswith(OPEN) and universal != "AUX" and random_.random() < WORD:
            near = neighbours.of(lowered(word))
        words.append(cased_as(random_.choice(near), word) if near else word)
        at += 1
    return words


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--name-words", default=str(pathlib.Path(__file__).parents[1] / "data/name_words.tsv.gz"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    gold = Gold(options.data)
    named = [s for f in NAMED for _, s in read_names(pathlib.Path(options.data) / "ner" / f"{f}.bio.gz")]
    found, lists = pools([*gold.train, *named], options.name_words)
    neighbours = Neighbours(options.vectors)
    texts = [s.words for s in named]
    for sentences, times in ((gold.ewt, 2), (gold.gum, 1)):
        for _ in range(times):
            texts.extend(varied(s, neighbours, found, lists, random_) for s in sentences)
    random_.shuffle(texts)
    for words in texts:
        for at, word in enumerate(words, 1):
            print(at, word, sep="\t")
        print()


if __name__ == "__main__":
    sys.exit(main())
