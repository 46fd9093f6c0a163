"""Files of many articles: feeds, web archives, exports of press databases, what is packed."""

import datetime
import gzip
import io
import zipfile

import detente as dt

FEED = """<rss version="2.0"><channel><title>Harbour Post</title>
<item><title>Talks in Oslo go on</title><link>https://post.example/1</link>
<pubDate>Tue, 12 Mar 2024 23:30:00 -0500</pubDate><author>Anna Reyes</author>
<description>&lt;p&gt;Norway thanked Iceland for its aid.&lt;/p&gt;</description></item>
<item><title>Talks in Riga</title><pubDate>someday</pubDate><description>Ministers met.</description></item>
</channel></rss>"""

NEXIS = """
                               1 of 2 DOCUMENTS

                                The Harbour Post

                             March 12, 2024 Tuesday

Talks in Oslo go on

BYLINE: Anna Reyes

LENGTH: 6 words

Norway thanked Iceland for its aid.

LOAD-DATE: March 13, 2024

                               2 of 2 DOCUMENTS

                                The Coastal Times

                            March 13, 2024 Wednesday

Talks in Riga

LENGTH: 6 words

Latvia thanked Estonia for its aid.
"""


def page(url, html):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-20T04:05:06Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_feeds(tmp_path):
    (tmp_path / "news.rss").write_text(FEED)
    for news in [dt.read(tmp_path / "news.rss"), dt.read(tmp_path), dt.read(FEED.encode())]:
        article, other = news.articles.rows(named=True)
        assert article["title"] == "Talks in Oslo go on"
        assert article["url"] == "https://post.example/1"
        assert article["authors"] == ["Anna Reyes"]
        assert article["publisher"] == "Harbour Post"
        assert article["published"] == datetime.datetime(2024, 3, 13, 4, 30, tzinfo=datetime.timezone.utc)
        assert article["text"] == "Talks in Oslo go on\n\nNorway thanked Iceland for its aid."
        assert other["published"] is None
        assert news.problems.filter(article_id=other["article_id"])["kind"].to_list() == ["bad_date"]


def test_exports_by_themselves_and_in_an_archive(tmp_path):
    (tmp_path / "export.txt").write_text(NEXIS)
    zipped(tmp_path / "exports.zip", {"spring/export.txt": NEXIS, "notes.md": "Nothing"})
    for path in [tmp_path / "export.txt", tmp_path / "exports.zip"]:
        news = dt.read(path)
        assert news.articles["title"].to_list() == ["Talks in Oslo go on", "Talks in Riga"]
        assert news.articles["publisher"].to_list() == ["The Harbour Post", "The Coastal Times"]
        assert news.articles["published"].dt.date().to_list() == [
            datetime.date(2024, 3, 12),
            datetime.date(2024, 3, 13),
        ]
        assert news.problems.is_empty()
    assert [source.rsplit("/", 1)[-1] for source in news.articles["source"]] == ["export.txt:1", "export.txt:2"]


def test_word_documents(tmp_path):
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in NEXIS.splitlines())
    path = zipped(tmp_path / "export.docx", {"word/document.xml": f"<w:document>{paragraphs}</w:document>"})
    assert dt.read(path).articles["title"].to_list() == ["Talks in Oslo go on", "Talks in Riga"]


def test_web_archives(tmp_path):
    text = "Norway thanked Iceland on Monday for its aid in the long talks on fishing quotas."
    html = f"<html><body><h1>Talks in Oslo go on</h1><p>{text}</p></body></html>"
    archive = gzip.compress(page("https://post.example/1", html)) + gzip.compress(page("https://post.example/2", html))
    (tmp_path / "crawl.warc.gz").write_bytes(archive[:-30])
    news = dt.read(tmp_path / "crawl.warc.gz")
    (article,) = news.articles.rows(named=True)
    assert article["url"] == "https://post.example/1"
    assert article["published"].date() == datetime.date(2024, 3, 20)
    undated, cut = news.problems.rows(named=True)
    assert (undated["kind"], undated["article_id"]) == ("no_date", article["article_id"])
    assert "2024-03-20" in undated["message"]
    assert (cut["kind"], cut["place"]) == ("malformed", "record 2")


def test_what_is_damaged_is_a_problem():
    buffer = io.BytesIO()
    zipped(buffer, {"a.txt": "Norway thanked Iceland."})
    for content in [
        buffer.getvalue()[:-10],
        b"PK\x03\x04",
        b"<urlset><url><loc>https://post.example/</loc></url></urlset>",
    ]:
        news = dt.read(content)
        assert len(news) == 0
        assert news.problems["kind"].to_list() in (["malformed"], ["no_text"])
