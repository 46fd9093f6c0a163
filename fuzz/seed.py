"""Fills `corpus/` with first inputs: examples of the repository, for each target as it wants them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).parent.parent
CORPUS = TOP / "fuzz/corpus"

# The first byte of an input of `rules` picks one of its files.
RULE_FILES = re.findall(r'^    "(.+)",$', (TOP / "fuzz/fuzz_targets/rules.rs").read_text(), re.MULTILINE)

ADDED_RULES = """event = "PROTEST"

[[rule]]
name = "lodge-protest"
verbs = ["lodge", "file"]
object = ["protest", "complaint"]
mode = "disapprove"
cameo = "111"
target = ["with", "against"]
fires = [{ text = "Ghana lodged a protest with Togo.", codes = "GHA > TGO actual" }]
silent = ["Ghana filed a report."]
"""

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ministers meet | The Daily Example</title>
<meta property="article:published_time" content="2021-03-09T08:00:00Z">
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Ministers meet", "author": {"name": "Ana Sol"}}</script>
</head><body><nav><a href="/world">World</a></nav><article><h1>Ministers meet</h1><time>9 March 2021</time>
<p>GENEVA, March 9 (Own) - Ministers of Ghana and Togo met on Tuesday and agreed to open the border.</p>
<p>"It is done," said Ana Sol.</p></article><footer>Copyright</footer></body></html>
"""

TREEBANK = """# newdoc id = own
# sent_id = 1
# text = They won't meet.
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t4:nsubj\t_
2-3\twon't\t_\t_\t_\t_\t_\t_\t_\t_
2\two\twill\tAUX\tMD\t_\t4\taux\t4:aux\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t4:advmod\t_
4\tmeet\tmeet\tVERB\tVB\t_\t0\troot\t0:root\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t4:punct\t_

"""

NAMES = "# own\nAna\tB-PER\nSol\tI-PER\nmet\tO\nin\tO\nDoha\tB-LOC\n.\tO\n\n"

TEXT = 'Ana Sol met him in Doha on Friday. "We agree," she said.'

# For each task of `Task::ALL`, by its number.
SAMPLES: dict[int, list[object] | str] = {
    1: TREEBANK,
    2: TREEBANK,
    3: NAMES,
    4: [
        {
            "id": "a",
            "text": TEXT,
            "mentions": [{"start": 19, "end": 23, "qid": "Q3861", "wiki": "Doha", "coref": False}],
        }
    ],
    5: [
        {
            "id": "a",
            "text": TEXT,
            "toponyms": [
                {
                    "start": 19,
                    "end": 23,
                    "phrase": "Doha",
                    "lat": 25.3,
                    "lon": 51.5,
                    "geonameid": "290030",
                    "country": "QA",
                }
            ],
        }
    ],
    6: [
        {
            "id": "a",
            "dct": "2021-03-09",
            "text": TEXT,
            "timex": [{"start": 27, "end": 33, "type": "DATE", "value": "2021-03-12"}],
        }
    ],
    7: [
        {
            "id": "a",
            "date": "2021-03-09",
            "text": TEXT,
            "quotes": [{"quote": [35, 46], "speaker": [47, 50], "type": "direct"}],
        }
    ],
    8: [
        {
            "id": "a",
            "text": TEXT,
            "dct": "2021-03-09",
            "mentions": [
                {"start": 0, "end": 7, "cluster": 1, "type": "PER", "form": "name", "head": 4},
                {"start": 47, "end": 50, "cluster": 1, "type": "PER", "form": "pronoun", "head": 47},
            ],
        },
    ],
    9: [
        {
            "query": "French president",
            "date": "2015-01-01",
            "expected": {"country": "FRA", "code_1": "GOV"},
            "status": "test",
        }
    ],
    11: [{"id": "a", "title": "Talks", "text": TEXT, "label": "CONSULT"}],
    12: [
        {"id": "a", "text": TEXT, "pred": [8, 11], "factuality": 3.0},
        {
            "id": "b",
            "text": TEXT,
            "events": [{"start": 8, "end": 11, "certainty": "CERTAIN", "polarity": "POS", "time": "NON_FUTURE"}],
        },
    ],
    13: [{"id": "a", "text": TEXT, "story": 1}, {"id": "b", "text": TEXT, "story": 1}],
}


HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"

WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://own.example/a\r\n"
    b"WARC-Date: 2021-03-09T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
)

DATES = [
    "2021-03-09T08:00:00+02:00",
    "Tue, 09 Mar 2021 08:00:00 GMT",
    "9 March 2021, 8:05 pm",
    "March 2021",
    "20210309",
    "1615276800",
]

ACTORS = """name,aliases,kind,country,sectors,role,from,to,lat,lon
Front for Tea,FFT;Tea Front,organization,GBR,OPP,,2015,2016-03,51.5,-0.1
"""

NOTATIONS = [
    "TCD > SDN actual",
    "KEN = UGA = TZA planned on 2019-06-07 in UGA 'Kampala' by 'Museveni'",
    "- > 'Hamas' negated",
    "036",
    "RUS",
    "2/8",
]


def lines(records: list[object]) -> bytes:
    """Write records as JSONL."""
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def files(folder: str) -> list[bytes]:
    """Read the files of a folder of the repository."""
    return [path.read_bytes() for path in sorted((TOP / folder).glob("**/*")) if path.is_file()]


def from_news() -> Iterator[tuple[str, bytes]]:
    """Give targets, each with an input, from the texts of the repository."""
    records = [
        json.loads(line)
        for name in ("dispatches", "articles", "sentences")
        for line in (TOP / f"dispatches/{name}.jsonl").read_text().splitlines()[::40]
    ]
    texts = [record["text"].encode() for record in records]
    for text in texts + files("examples/news") + files("crates/parse/tests/articles"):
        yield "plain_text", text
        yield "coding", text
    for i, text in enumerate(texts[:60]):
        # Any bytes are numbers of words.
        yield "wording", text[: 40 + 8 * i]
    for record in records[:12]:
        article = {"title": "Talks", "date": record["date"], "text": record["text"], "url": "https://own.example/a"}
        yield "jsonl", lines([article])
        # The target puts the brackets.
        yield "json_array", json.dumps([article, {"text": "Two."}]).encode()[2:]
        cell = record["text"][:300].replace('"', '""').encode()
        yield "csv", b'title,text,date\nTalks,"' + cell + b'",2021-03-09\n'
        keys = ("id", "text", "date", "events", "quotes", "meetings")
        yield "samples", b"\x0a" + lines([{key: record[key] for key in keys if key in record}])


def from_files() -> Iterator[tuple[str, bytes]]:
    """Give targets, each with an input, from other files of the repository."""
    for feed in files("crates/parse/tests/feeds"):
        yield "feed", feed
    for export in [*files("crates/parse/tests/exports"), (TOP / "examples/export.txt").read_bytes()]:
        for number in range(4):
            yield "exports", bytes([number]) + export
    for number, name in enumerate(RULE_FILES):
        path = TOP / "crates/extract/rules" / name
        yield "rules", bytes([number]) + (path.read_bytes() if path.exists() else ADDED_RULES.encode())


def written() -> Iterator[tuple[str, bytes]]:
    """Give targets, each with an input that was written for it."""
    for number, sample in SAMPLES.items():
        yield "samples", bytes([number]) + (sample.encode() if isinstance(sample, str) else lines(sample))
    yield "html", PAGE.encode()
    http = HTTP + b"%x\r\n" % len(PAGE) + PAGE.encode() + b"\r\n0\r\n\r\n"
    yield "warc", WARC + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"
    for date in DATES:
        yield "dates", date.encode()
    yield "own_actors", ACTORS.encode()
    yield "treebank", TREEBANK.encode()
    for notation in NOTATIONS:
        yield "notations", notation.encode()


def main() -> None:
    """Write every input under a number."""
    for number, (target, seed) in enumerate([*from_news(), *from_files(), *written()]):
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"seed{number}").write_bytes(seed)


if __name__ == "__main__":
    main()
