"""Documents as HTML."""

from html.parser import HTMLParser

import detente as dt


class Reader(HTMLParser):
    """Gathers the tags and the text of the article box."""

    def __init__(self):
        super().__init__()
        self.tags = []
        self.attributes = []
        self.words = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.words.append(data)


def read_html(text):
    reader = Reader()
    html = dt.read(text)[0]._repr_html_()
    reader.feed(html)
    return html, reader


def test_nothing_of_the_article_becomes_markup():
    text = 'Germany condemned "<script>alert(1)</script> & <b>lies</b>", minister Anna <i>Weber</i> said in Berlin.'
    _, reader = read_html(text)
    assert set(reader.tags) == {"div", "span"}
    assert set(reader.attributes) <= {"style", "title"}


def test_every_character_is_shown(news):
    for doc in news:
        reader = Reader()
        reader.feed(doc._repr_html_())
        shown = iter("".join(reader.words))
        # Labels may stand between the characters of the article, nothing may be missing.
        assert all(character in shown for character in doc.text)


def test_marks_name_the_actors():
    html, _ = read_html("Germany condemned the attack on Kenya.")
    assert 'title="Germany"' in html
    assert "DEU" in html


def test_no_outside_resource(news):
    html = news[0]._repr_html_()
    assert "<script" not in html
    assert "src=" not in html
    assert "@import" not in html
