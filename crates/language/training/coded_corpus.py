"""Joins the codings of public news texts with the texts, which are not kept in this repository.

    python coded_corpus.py CORPUS corpus_codings.jsonl > CODED.jsonl
    python coded_corpus.py CORPUS corpus_quotes.jsonl > QUOTED.jsonl

CORPUS is the folder of gzipped JSON lines (`id`, `date`, `text`) that the codings name by file and record. Each coding is about the
characters from `start` to `end` of a record; its offsets count from `start`. Events were coded with line breaks read as spaces, quotes
and meetings with the line breaks.
"""

import gzip
import json
import pathlib
import sys

from gold import read_lines


def main():
    corpus, records = pathlib.Path(sys.argv[1]), {}
    codings = [json.loads(line) for line in read_lines(pathlib.Path(sys.argv[2]))]
    for name in sorted({coding["file"] for coding in codings}):
        with gzip.open(corpus / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                records[name, record["id"]] = record
    for coding in codings:
        record = records[coding["file"], coding["record"]]
        text = record["text"][coding["start"] : coding["end"]]
        kept = {key: coding[key] for key in ("quotes", "meetings") if key in coding}
        if "events" in coding:
            text = text.replace("\n", " ")
        for event in coding.get("events", []):
            event.update(mode=None, date=None, country=None, attributed_to=None)
            for party in event["source"] + event["target"]:
                party["name"] = text[party["start"] : party["end"]]
        date = (record["date"] or "")[:10] or None
        events = coding.get("events", [])
        print(json.dumps({"id": coding["id"], "date": date, "text": text, "events": events, **kept}))


if __name__ == "__main__":
    main()
