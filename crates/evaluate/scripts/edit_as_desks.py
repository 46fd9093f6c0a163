"""Makes gold for the task ``duplicates``: real articles, copies edited as desks edit, and look-alikes that are no copies.

    python edit_as_desks.py CORPUS.jsonl.gz [CORPUS.jsonl.gz ...] --half tune|test > gold.jsonl

A record of the corpus has ``id``, ``text`` and maybe ``title`` and ``date``; those whose id falls into the other half are
left out, so that what was tuned on one half is measured on the other. A record of the gold has ``id``, ``title``,
``text``, ``date``, ``story`` (the same for an original and its copies, and for nothing else) and ``kind`` (how it was made).
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import hashlib
import json
import random
import re
import sys
from pathlib import Path

EPOCH = datetime.date(2015, 1, 1)
SHORTEST, LONGEST = 120, 1500

# House style: what one desk writes and another does not.
HOUSE_STYLE = {
    "said": ("stated", "told reporters", "says"),
    "says": ("said",),
    "United States": ("US", "U.S."),
    "U.S.": ("United States",),
    "percent": ("%", "per cent"),
    "about": ("around", "some"),
    "more than": ("over",),
    "over": ("more than",),
    "also": ("",),
    "today": ("on the day",),
    "however": ("but",),
    "will": ("is to",),
    "because": ("since",),
    "including": ("among them",),
    "announced": ("made public",),
    "help": ("aid",),
    "large": ("big",),
    "important": ("key",),
    "many": ("numerous",),
    "need": ("require",),
    "use": ("employ",),
    "begin": ("start",),
    "children": ("youngsters",),
    "million": ("m",),
    "government": ("administration",),
    "the": ("a",),
    "that": ("which", ""),
    "and": ("as well as",),
}
LEADS = (
    "There was fresh movement on {0} as {1} came back into view, people familiar with the matter indicated.",
    "Attention turned to {0} after days of speculation, and {1} was named in every corridor.",
    "What began as a quiet discussion of {0} has become a test for {1}, observers believe.",
    "{0} and {1}: the two names that shaped the debate, with more to come in the days ahead.",
    "A new round over {0} opened with {1} at its centre, and few expected a quick end to it.",
)
HEADLINES = ("{0}: what we know", "{0} back in focus", "Questions over {0} as {1} responds", "{1} and {0}: the latest")
BOILERPLATE = (
    (
        "{0} Newswire delivers independent reporting to more than two hundred titles in forty countries. For permission to "
        "reproduce this text, write to our syndication desk between nine and five on working days. The views of contributors "
        "are their own. {0} Newswire is a member of the Press Standards Council and corrects errors promptly; readers who "
        "find one may call the editor on the number printed on page two."
    ),
    (
        "Founded in 1974, {0} works with ministries, parliaments and city halls to bring public information to the citizens "
        "whom it concerns. Its headquarters are in Lausanne, with bureaux in Nairobi, Santiago and Manila. Media contacts: "
        "the press office answers requests around the clock. To unsubscribe from this list, reply with the word stop in the "
        "subject line, and allow two working days for the change to take effect."
    ),
)
TOWNS = [
    "Bergen",
    "Cork",
    "Dunkirk",
    "Evora",
    "Fulda",
    "Gdansk",
    "Haarlem",
    "Izmir",
    "Jena",
    "Kaunas",
    "Lugano",
    "Malmo",
    "Narva",
    "Odense",
    "Porto",
    "Riga",
]
TEAMS = ["Rovers", "United", "Athletic", "Wanderers", "City", "Albion", "Rangers", "Harriers", "Thistle", "Orient"]
SKIES = ("sunny spells", "light rain", "heavy showers", "low cloud", "thick fog", "snow at times", "clear skies")
FIRMS = ["Halden", "Corvus", "Lindqvist", "Ostrava", "Meridian", "Pellworm", "Tansy", "Quorn", "Ravel", "Sundby"]


def sentences(paragraph: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?][\"”’']) (?=[A-Z\"“])|(?<=[.!?]) (?=[A-Z\"“])", paragraph) if s.strip()]


def names(text: str) -> list[str]:
    found = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*", text)
    return sorted(set(found), key=lambda name: (-found.count(name), name)) or ["the matter"]


def paragraphs(record: dict) -> list[str]:
    found = [p.strip() for p in re.split(r"\n+", record["text"]) if p.strip()]
    return found[1:] if len(found) > 2 and len(found[0]) < 40 else found


class Desk:
    """One desk: its edits of an article, all from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def reword(self, sentence: str, rate: float) -> str:
        for ours, theirs in HOUSE_STYLE.items():
            if self.chance.random() < rate * 4 and (found := re.search(rf"\b{re.escape(ours)}(?!\w)", sentence)):
                sentence = sentence[: found.start()] + self.chance.choice(theirs) + sentence[found.end() :]
        words = sentence.split()
        kept = [word for word in words if self.chance.random() > rate or not word.islower()]
        return " ".join(kept)

    def lead(self, text: str) -> str:
        found = names(text)
        first, second = found[0], found[1 % len(found)]
        return " ".join(t.format(first, second) for t in self.chance.sample(LEADS, self.chance.choice((1, 1, 2))))

    def headline(self, text: str) -> str:
        found = names(text)
        return self.chance.choice(HEADLINES).format(found[0], found[1 % len(found)])

    def copy(self, body: list[str], other: list[str], hard: float) -> list[str]:
        """A copy of ``body``: the harder, the more is cut, moved, reworded and added."""
        chance = self.chance
        lines = [sentences(p) for p in body]
        total = sum(map(len, lines))
        keep = max(3, round(total * chance.uniform(1 - 0.6 * hard, 1 - 0.2 * hard)))
        kept: list[list[str]] = []
        for paragraph in lines:
            kept.append(paragraph[: max(0, keep)])
            keep -= len(paragraph)
        kept = [p for p in kept if p]
        if chance.random() < 0.3 + 0.6 * hard:
            first = kept[0]
            kept[0] = first[min(len(first) - 1, chance.choice((1, 2))) :]
            kept.insert(0, [self.lead(" ".join(body))])
        if chance.random() < 0.2 + 0.6 * hard and len(kept) > 2:
            moved = kept[1:]
            chance.shuffle(moved)
            kept[1:] = moved
        if chance.random() < hard:
            kept = [[s for s in p if chance.random() > 0.25 * hard] for p in kept]
        rate = chance.uniform(0, 0.07) * hard
        done = [" ".join(self.reword(s, rate) for s in p) for p in kept if p]
        if chance.random() < 0.35 * hard:
            size = sum(len(p.split()) for p in done)
            for extra in other:
                if sum(len(p.split()) for p in done) + len(extra.split()) < 1.5 * size:
                    done.append(extra)
        return done


def weather(chance: random.Random) -> str:
    town = chance.choice(TOWNS)
    low, high = chance.randint(-5, 10), chance.randint(11, 30)
    return (
        f"The weather service expects {chance.choice(SKIES)} over {town} in the morning, followed by {chance.choice(SKIES)} in "
        f"the afternoon. Temperatures will reach a high of {high} degrees Celsius, with an overnight low of {low} degrees. "
        f"Winds from the {chance.choice(('north', 'south', 'east', 'west'))} will blow at {chance.randint(5, 60)} kilometres an "
        f"hour, with gusts in exposed places. The chance of rain is put at {chance.randint(0, 100)} percent. Motorists are "
        "advised to allow extra time for their journey and to keep a safe distance. The sun rises at "
        f"{chance.randint(4, 8)}:{chance.randint(10, 59)} and sets at {chance.randint(16, 22)}:{chance.randint(10, 59)}. The "
        "next update will be published at noon, and warnings are sent to subscribers as they are issued."
    )


def result(chance: random.Random) -> str:
    (home, away), (there, here) = chance.sample(TOWNS, 2), chance.sample(TEAMS, 2)
    return (
        f"{home} {there} beat {away} {here} {chance.randint(2, 6)}-{chance.randint(0, 1)} on Saturday in front of a crowd of "
        f"{chance.randint(2, 60)},{chance.randint(100, 999)}. The first goal came in minute {chance.randint(1, 44)}, when the home "
        f"side made the most of a corner, and the second in minute {chance.randint(46, 90)} from the penalty spot. The visitors "
        "had the better of the opening exchanges but could not turn their share of the ball into chances. The manager of "
        f"{home} praised the spirit of his players and said that there was much still to improve. {away} stay in place "
        f"{chance.randint(2, 18)} of the table, with {chance.randint(3, 60)} points, and play {chance.choice(TOWNS)} next."
    )


def market(chance: random.Random) -> str:
    firm = chance.choice(FIRMS)
    return (
        f"{firm} Holdings reported revenue of {chance.randint(10, 900)}.{chance.randint(1, 9)} million euros for the quarter, "
        f"against {chance.randint(10, 900)}.{chance.randint(1, 9)} million a year earlier. Net profit was "
        f"{chance.randint(1, 90)}.{chance.randint(1, 9)} million euros, or {chance.randint(1, 99)} cents a share. The board proposes "
        f"a dividend of {chance.randint(1, 99)} cents. The company confirmed its outlook for the full year and expects growth "
        f"of {chance.randint(1, 15)} percent. Shares in {firm} closed at {chance.randint(3, 300)}.{chance.randint(10, 99)} euros. "
        "This report was generated automatically from figures that the company filed with the exchange. It does not "
        "constitute investment advice, and past performance is no guide to future results."
    )


TEMPLATES = {"weather": weather, "result": result, "market": market}


class Gold:
    """The records, as they are made."""

    def __init__(self) -> None:
        self.records: list[dict] = []

    def add(self, kind: str, story: str, day: datetime.date, title: str, body: list[str]) -> None:
        text = "\n\n".join(body)
        stamp = hashlib.sha256(f"{len(self.records)} {text}".encode()).hexdigest()[:12]
        record = {"id": stamp, "title": title, "text": text, "date": day.isoformat(), "story": story, "kind": kind}
        self.records.append(record)


def read(paths: list[Path], half: str) -> list[dict]:
    records = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                even = hashlib.sha256(record["id"].encode()).digest()[0] % 2 == 0
                if even == (half == "tune"):
                    records.append(record)
    return records


def same(path: Path) -> dict[str, str]:
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    return {record: line[0] for line in lines for record in line}


def date_of(record: dict, chance: random.Random) -> datetime.date:
    try:
        return datetime.date.fromisoformat((record.get("date") or "")[:10])
    except ValueError:
        return EPOCH + datetime.timedelta(chance.randint(0, 3000))


def far_from(day: datetime.date, records: list[dict], chance: random.Random) -> dict:
    """A record of another season: what it says is no copy of what was said on ``day``."""
    while True:
        record = chance.choice(records)
        if abs(date_of(record, chance) - day) > datetime.timedelta(90):
            return record


def edited(gold: Gold, desk: Desk, long: list[dict], same: dict[str, str]) -> None:
    """Originals, a third of them with copies, and articles that share only a quote or their background with another."""
    chance = desk.chance
    for record in long:
        body, day = paragraphs(record), date_of(record, chance)
        title, text = record.get("title") or desk.headline(record["text"]), " ".join(body)
        story = same.get(record["id"], record["id"])
        gold.add("original", story, day, title, body)
        other = paragraphs(far_from(day, long, chance))
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            later = day + datetime.timedelta(chance.choice((0, 0, 0, 1, 1, 2, 4)))
            copy = desk.copy(body, other, chance.choice((0.1, 0.5, 0.8, 1.0, 1.0)))
            gold.add("copy", story, later, desk.headline(text), copy)
        lookalike = chance.random()
        if lookalike < 0.3:
            # A follow-up: new text, and two sentences of what was reported before as its background.
            lines = [s for p in body for s in sentences(p)]
            at = chance.randrange(max(1, len(lines) - 2))
            background = " ".join(lines[at : at + 2])
            room = max(4 * len(background.split()), 120)
            fresh, size = [], 0
            for paragraph in reversed(other):
                if size < room:
                    fresh.append(paragraph)
                    size += len(paragraph.split())
            if size >= room:
                later = day + datetime.timedelta(1)
                gold.add("follow-up", f"follow-up of {record['id']}", later, desk.headline(text), [*fresh, background])


def templated(gold: Gold, chance: random.Random, n: int) -> None:
    for kind, template in TEMPLATES.items():
        for i in range(n):
            day = EPOCH + datetime.timedelta(i // 8)
            gold.add(kind, f"{kind} {i}", day, kind.title(), [template(chance)])


def boilerplated(gold: Gold, chance: random.Random, items: list[dict]) -> None:
    """Short pieces of one day under the same closing paragraph."""
    by_day: dict[datetime.date, list[dict]] = {}
    for item in items:
        by_day.setdefault(date_of(item, chance), []).append(item)
    for day, records in sorted(by_day.items()):
        closing = chance.choice(BOILERPLATE).format(chance.choice(FIRMS))
        chance.shuffle(records)
        for i in range(0, len(records) - 4, 5):
            body = [record["text"] for record in records[i : i + 5]]
            gold.add("boilerplate", f"boilerplate {day} {i}", day, records[i].get("title") or "News", [*body, closing])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--half", choices=("tune", "test"), required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--same", type=Path, help="lines of ids, tabs between: records of one story, as judged by hand")
    options = parser.parse_args()
    chance = random.Random(f"{options.seed} {options.half}")
    records = read(options.corpora, options.half)
    lengths = [(len(record["text"].split()), record) for record in records]
    story = same(options.same) if options.same else {}
    long = [record for n, record in lengths if SHORTEST <= n <= LONGEST]
    short = [record for n, record in lengths if n < SHORTEST]
    gold = Gold()
    edited(gold, Desk(chance), long, story)
    templated(gold, chance, 120)
    boilerplated(gold, chance, short[::2])
    for record in short[1::2]:
        gold.add("brief", record["id"], date_of(record, chance), record.get("title") or "", [record["text"]])
    gold.records.sort(key=lambda record: (record["date"], record["id"]))
    for record in gold.records:
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
