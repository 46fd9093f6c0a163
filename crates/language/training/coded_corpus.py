"""Joins the codings of public news texts with the texts, which are not kept in this repository.

    python coded_corpus.py CORPUS > CODED.jsonl

CORPUS is the folder of gzipped JSON lines (`id`, `date`, `text`) that `corpus_codings.jsonl` names by file and record. Each coding is about
the characters from `start` to `end` of a record, line breaks read as spaces; its offsets count from `start`.
"""

import gzip
import json
import pathlib
import sys

from gold import read_lines

CODINGS = pathlib.Path(__file__).with_name("corpus_codings.jsonl")


def main():
    corpus, records = pathlib.Path(sys.argv[1]), {}
    codings = [json.loads(line) for line in read_lines(CODINGS)]
    for name in sorted({coding["file"] for coding in codings}):
        with gzip.open(corpus / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                records[name, record["id"]] = record
    for coding in codings:
        record = records[coding["file"], coding["record"]]
        text = record["text"].replace("\n", " ")[coding["start"] : coding["end"]]
        for event in coding["events"]:
            event.update(mode=None, date=None, country=None, attributed_to=None)
            for party in event["source"] + event["target"]:
                party["name"] = text[party["start"] : party["end"]]
        date = (record["date"] or "")[:10] or None
        print(json.dumps({"id": coding["id"], "date": date, "text": text, "events": coding["events"]}))


if __name__ == "__main__":
    main()
