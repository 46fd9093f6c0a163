"""Gold sentences: words with tags, heads, relations and names, as the data folder's READMEs describe them."""

import dataclasses
import gzip
import pathlib
import re

NAMES = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
# No loss is taken where a label is unknown.
UNKNOWN = -1
# Their texts may not be altered (CC BY-ND upstream).
LEFT_OUT = "GUM_conversation"
# A pair of tags that is rarer is not learned: most such pairs are slips of annotation.
PAIR_COUNT = 5
# A longer sentence is left out of training; the analyser cuts such sentences into pieces.
LONGEST = 120

GUM_KINDS = {"person": "PER", "place": "LOC", "organization": "ORG"}
SMALL = {"of", "the", "and", "for", "de", "la", "al", "el", "von", "van", "-", "'", "’s", "'s", "&", ".", "in", "on"}


@dataclasses.dataclass
class Sentence:
    """One sentence; heads count from 1, and 0 is the root. A list is None where the corpus does not have that layer."""

    words: list
    tags: list | None = None
    heads: list | None = None
    relations: list | None = None
    names: list | None = None


def read_lines(path):
    path = pathlib.Path(path)
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def read_treebank(path):
    """Sentences with their ids, by way of `sent_id`."""
    found, identity, left_out, rows = [], None, False, []
    for line in read_lines(path):
        if line.startswith("# newdoc"):
            left_out = LEFT_OUT in line
        elif line.startswith("# sent_id"):
            identity = line.split("= ", 1)[1].strip()
        elif not line and rows:
            if not left_out:
                found.append((identity, rows))
            rows = []
        elif line and line[0] != "#":
            fields = line.split("\t")
            if fields[0].isdigit():
                rows.append(fields)
    return [(identity, sentence_of(rows)) for identity, rows in found]


def sentence_of(rows):
    names = gum_names(rows) if any("Entity=" in row[9] for row in rows) else None
    return Sentence(
        words=[row[1] for row in rows],
        tags=[(row[4], row[3]) for row in rows],
        heads=[int(row[6]) for row in rows],
        relations=[row[7] for row in rows],
        names=names,
    )


def gum_names(rows):
    """Names from GUM's mentions of persons, places and organisations: the outermost mention written like a name.

    GUM marks every noun phrase. A proper noun in no such mention gets no label, since it may be part of a name.
    """
    open_, mentions = [], []
    for at, row in enumerate(rows):
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for opened, kind, at_once, closed in re.findall(
            r"\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)", entity[1] if entity else ""
        ):
            if at_once:
                mentions.append((at, at + 1, kind))
            elif opened:
                open_.append((opened, at, kind))
            else:
                found = next((o for o in reversed(open_) if o[0] == closed), None)
                if found:
                    open_.remove(found)
                    mentions.append((found[1], at + 1, found[2]))
    names = [UNKNOWN if row[3] == "PROPN" else 0 for row in rows]
    for begin, end, kind in sorted(mentions, key=lambda m: (m[0] - m[1], m[0])):
        if rows[begin][3] == "DET":
            begin += 1
        if end > begin and rows[end - 1][4] == "POS":
            end -= 1
        words = [row[1] for row in rows[begin:end]]
        if "," in words:
            end = begin + words.index(",")
            words = words[: end - begin]
        like_a_name = all(w[0].isupper() or w.lower() in SMALL for w in words)
        proper = any(row[3] == "PROPN" for row in rows[begin:end])
        if kind not in GUM_KINDS or not words or not like_a_name or not proper:
            continue
        if any(label > 0 for label in names[begin:end]):
            continue
        first = NAMES.index("B-" + GUM_KINDS[kind])
        names[begin:end] = [first] + [first + 1] * (end - begin - 1)
    for begin, end, _ in sorted(name_spans(names)):
        if UNKNOWN in names[max(0, begin - 1) : begin] + names[end : end + 1]:
            names[begin:end] = [UNKNOWN] * (end - begin)
    return names


def name_spans(labels):
    """Begin, end and kind of each name that BIO labels spell."""
    spans, at = set(), 0
    while at < len(labels):
        begin, label = at, NAMES[labels[at]]
        at += 1
        if labels[begin] <= 0:
            continue
        while at < len(labels) and labels[at] > 0 and NAMES[labels[at]] == "I-" + label[2:]:
            at += 1
        spans.add((begin, at, label[2:]))
    return spans


def read_names(path):
    """Sentences of a BIO file, with their ids."""
    found, identity, words, labels = [], None, [], []
    for line in [*read_lines(path), ""]:
        if line.startswith("# sent_id"):
            identity = line.split("= ", 1)[1].strip()
        elif not line:
            if words:
                found.append((identity, Sentence(words=words, names=labels)))
            words, labels = [], []
        else:
            word, label = line.rsplit("\t", 1)
            words.append(word)
            labels.append(NAMES.index(label) if label in NAMES else 0)
    return found


def with_names(treebank, named):
    """Puts the names of `named` on the sentences of `treebank` with the same id and number of words."""
    labels = dict(named)
    for identity, sentence in treebank:
        other = labels.get(identity)
        if other and len(other.words) == len(sentence.words):
            sentence.names = other.names
    return [sentence for _, sentence in treebank]


class Labels:
    """The labels of the model, in the order of their numbers."""

    def __init__(self, tags, relations):
        self.tags, self.relations = tags, relations
        self.tag_numbers = {pair: n for n, pair in enumerate(tags)}
        self.relation_numbers = {relation: n for n, relation in enumerate(relations)}

    @classmethod
    def of(cls, sentences):
        pairs, relations = {}, set()
        for sentence in sentences:
            for pair in sentence.tags:
                pairs[pair] = pairs.get(pair, 0) + 1
            relations.update(sentence.relations)
        return cls(sorted(p for p, n in pairs.items() if n >= PAIR_COUNT), sorted(relations))

    def tag(self, pair):
        """The number of a pair of tags; of another pair with the same universal tag where the pair is rare."""
        if pair in self.tag_numbers:
            return self.tag_numbers[pair]
        return next((n for n, (_, upos) in enumerate(self.tags) if upos == pair[1]), UNKNOWN)

    def relation(self, relation):
        return self.relation_numbers.get(relation, UNKNOWN)


class Gold:
    """The training and development sentences of a data folder."""

    def __init__(self, data):
        data = pathlib.Path(data)
        treebank, ner = data / "treebank", data / "ner"
        self.ewt = with_names(
            read_treebank(treebank / "ewt-train.conllu.gz"), read_names(ner / "uner-ewt-train.bio.gz")
        )
        self.gum = [s for _, s in read_treebank(treebank / "gum-free-train.conllu.gz")]
        self.tweets = [s for f in ("g", "e") for _, s in read_names(ner / f"btc-{f}.bio.gz")]
        self.train = [s for s in self.ewt + self.gum if len(s.words) <= LONGEST]
        self.labels = Labels.of(self.train)
        self.dev = {
            "ewt-dev": with_names(
                read_treebank(treebank / "ewt-dev.conllu.gz"), read_names(ner / "uner-ewt-dev.bio.gz")
            ),
            "gum-free-dev": [s for _, s in read_treebank(treebank / "gum-free-dev.conllu.gz")],
        }
