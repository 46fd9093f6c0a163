"""Stances, shifts, meetings and statements, worked out on paper."""

import pytest
from panel_world import CHAD, KENYA, UGANDA, D, articles, events, table

import detente as dt

ARTICLES = articles(a=D(2024, 2, 10), copy=(D(2024, 2, 11), "a"), other=D(2024, 5, 1))


def acts(kinds, source=KENYA, target=UGANDA, month=1):
    return [(kind, [source], [target], D(2024, month, day), 0.0) for day, kind in enumerate(kinds, start=1)]


def test_a_stance_is_the_balance_of_what_takes_a_side():
    given = events(
        *acts(["SUPPORT", "ACCUSE", "AID", "CONSULT", "REQUEST", "REJECT", "AGREE"]),
        *acts(["ASSAULT", "ASSAULT"], UGANDA, KENYA),
    )
    found = dt.stances({"events": given, "articles": ARTICLES})
    assert found.select("source", "target", "n", "n_backing", "n_opposing").rows() == [
        ("KEN", "UGA", 5, 3, 2),
        ("UGA", "KEN", 2, 0, 2),
    ]
    # Two events are too few for a score, five for changes.
    assert found["score"].to_list() == [pytest.approx(0.2), None]
    assert found["changes"].to_list() == found["scores"].to_list() == [[], []]
    assert found["event_ids"][0].to_list() == ["a-v000", "a-v001", "a-v002", "a-v005", "a-v006"]
    assert (found["first"][0], found["last"][0]) == (D(2024, 1, 1), D(2024, 1, 7))
    assert dt.stances({"events": given, "articles": ARTICLES}, least=2)["score"].to_list()[1] == -1.0


def test_a_turn_is_dated():
    given = events(*acts(["SUPPORT"] * 12 + ["ACCUSE"] * 8 + ["SUPPORT"]))
    found = dt.stances({"events": given, "articles": ARTICLES}).row(0, named=True)
    assert found["changes"] == [D(2024, 1, 13)]
    assert found["scores"] == [1.0, pytest.approx((1 - 8) / 9)]
    steady = dt.stances({"events": events(*acts(["SUPPORT", "ACCUSE"] * 10)), "articles": ARTICLES})
    assert (steady["changes"][0].to_list(), steady["scores"][0].to_list()) == ([], [0.0])


def test_the_order_of_rows_decides_nothing():
    given = events(*acts(["SUPPORT"] * 12 + ["ACCUSE"] * 8))
    tables, turned = {"events": given, "articles": ARTICLES}, {"events": given.reverse(), "articles": ARTICLES}
    assert dt.stances(tables).equals(dt.stances(turned))


def test_too_small_a_least_is_refused():
    with pytest.raises(dt.exceptions.InputError, match="1 at least"):
        dt.stances({"events": events(*acts(["AID"])), "articles": ARTICLES}, least=0)


# In January and April, 31 and 30 days.
BEFORE, AFTER = ("2024-01-01", "2024-01-31"), (D(2024, 4, 1), D(2024, 4, 30))
SHIFTED = events(
    *acts(["ACCUSE"] * 2),
    *acts(["ACCUSE"] * 8, month=4),
    *acts(["AID"] * 5, UGANDA, KENYA, month=4),
    *acts(["ASSAULT"], month=2),
)


def test_shifts_are_ratios_of_rates():
    found = dt.shifts({"events": SHIFTED, "articles": ARTICLES}, BEFORE, AFTER)
    assert found.select("source", "of", "n_before", "n_after").rows() == [
        ("UGA", "material cooperation", 0, 5),
        ("KEN", "verbal conflict", 2, 8),
    ]
    new, more = found.rows(named=True)
    assert (new["ratio"], new["high"]) == (None, None)
    share = 30 / 61
    assert new["p"] == pytest.approx(2 * share**5)
    low = 0.025**0.2
    assert new["low"] == pytest.approx(low / (1 - low) * 31 / 30)
    assert more["ratio"] == pytest.approx((8 / 30) / (2 / 31))
    tail = sum(choose * share**k * (1 - share) ** (10 - k) for k, choose in ((8, 45), (9, 10), (10, 1)))
    assert more["p"] == pytest.approx(2 * tail)
    assert more["low"] < more["ratio"] < more["high"]
    # Twice the smaller p is more than the larger: the larger is the q of both.
    assert [new["q"], more["q"]] == pytest.approx([more["p"], more["p"]])
    assert (more["rate_before"], more["rate_after"]) == pytest.approx((2 / 31, 8 / 30))


def test_shifts_of_all_events_types_and_articles():
    tables = {"events": SHIFTED, "articles": ARTICLES}
    whole = dt.shifts(tables, BEFORE, AFTER, of="all", directed=False)
    assert whole.select("source", "target", "of", "n_before", "n_after").rows() == [("KEN", "UGA", "all", 2, 13)]
    assert set(dt.shifts(tables, BEFORE, AFTER, of="type")["of"]) == {"ACCUSE", "AID"}
    by_article = dt.shifts(tables, ("2024-01-01", "2024-02-28"), ("2024-04-01", "2024-05-31"), per="article")
    assert by_article.filter(source="KEN", of="verbal conflict").select("rate_before", "rate_after").rows() == [
        (2.0, 8.0)
    ]
    wide = dt.shifts(tables, BEFORE, AFTER, confidence=0.99).row(1, named=True)
    narrow = dt.shifts(tables, BEFORE, AFTER, confidence=0.5).row(1, named=True)
    assert wide["low"] < narrow["low"] < narrow["high"] < wide["high"]


def test_periods_that_cannot_be_compared_are_refused():
    tables = {"events": SHIFTED, "articles": ARTICLES}
    wrong = [
        ((BEFORE, ("2024-01-31", "2024-02-10")), {}, "in common"),
        ((BEFORE[::-1], AFTER), {}, "before ends before it starts"),
        ((BEFORE, AFTER), {"confidence": 1.0}, "between 0 and 1"),
        ((BEFORE, AFTER), {"of": "mode"}, "all, quad or type"),
        ((BEFORE, AFTER), {"per": "week"}, "day or article"),
        ((BEFORE, AFTER), {"per": "article"}, "no article"),
        (("2024-01-01", AFTER), {}, "a pair of days"),
        ((("2024-01-01", "January"), AFTER), {}, "YYYY-MM-DD"),
    ]
    for periods, options, message in wrong:
        with pytest.raises(dt.exceptions.InputError, match=message):
            dt.shifts(tables, *periods, **options)


def test_who_met_whom():
    rows = [
        ("a", [KENYA, UGANDA], D(2024, 1, 5), "actual", "bilateral"),
        ("other", [UGANDA, KENYA, KENYA], D(2024, 1, 5), "actual", "phone"),
        ("a", [KENYA, UGANDA, CHAD], None, "actual", "bilateral"),
        ("a", [KENYA, CHAD], D(2024, 3, 1), "planned", "bilateral"),
        ("copy", [KENYA, CHAD], D(2024, 3, 1), "actual", "bilateral"),
    ]
    filled = [
        {
            "article_id": article,
            "meeting_id": f"m{n}",
            "participants": who,
            "date": day,
            "status": status,
            "format": form,
        }
        for n, (article, who, day, status, form) in enumerate(rows)
    ]
    tables = {"meetings": table("meetings", filled), "articles": ARTICLES}
    found = dt.who_met_whom(tables, by="country")
    assert found.select("one", "other", "n_meetings", "n_days", "n_articles").rows() == [
        ("KEN", "TCD", 1, 1, 1),
        ("KEN", "UGA", 3, 2, 2),
        ("TCD", "UGA", 1, 1, 1),
    ]
    pair = found.row(1, named=True)
    # The meeting without a day is that of the day of publication.
    assert (pair["first"], pair["last"]) == (D(2024, 1, 5), D(2024, 2, 10))
    assert (pair["formats"], pair["meeting_ids"]) == (["bilateral", "phone"], ["m0", "m1", "m2"])
    assert dt.who_met_whom(tables, undated="drop")["n_meetings"].to_list() == [2]
    assert dt.who_met_whom(tables, duplicates=True).filter(one="Chad", other="Kenya")["n_meetings"].to_list() == [2]
    with pytest.raises(dt.exceptions.InputError, match="no column `format`"):
        dt.who_met_whom({"meetings": tables["meetings"].drop("format"), "articles": ARTICLES})


def test_statements():
    entities = table(
        "entities",
        [
            {"article_id": "a", "entity_id": "e1", "name": "William Ruto", "kind": "person", "country": "KEN"},
            {"article_id": "a", "entity_id": "e2", "name": "Uganda", "kind": "country", "country": "UGA"},
            {"article_id": "a", "entity_id": "e3", "name": "Chad", "kind": "country", "country": "TCD"},
        ],
    )
    mentions = table(
        "mentions",
        [
            {"article_id": "a", "start": start, "end": start + 6, "entity_id": entity}
            for start, entity in ((0, "e1"), (12, "e2"), (20, "e3"), (30, "e2"), (96, "e3"))
        ],
    )
    quote = {"article_id": "a", "kind": "direct", "speaker_entity_id": "e1"}
    quotes = table(
        "quotes",
        [
            quote | {"quote_id": "q1", "start": 10, "end": 40, "text": "one", "said_on": D(2024, 2, 9)},
            quote | {"quote_id": "q2", "start": 50, "end": 60, "text": "two"},
            quote | {"quote_id": "q3", "start": 90, "end": 100, "text": "three", "speaker_entity_id": None},
        ],
    )
    tables = {"quotes": quotes, "mentions": mentions, "entities": entities, "articles": ARTICLES}
    found = dt.statements(tables)
    assert found.select("quote_id", "day", "speaker", "about", "about_start").rows() == [
        ("q1", D(2024, 2, 9), "William Ruto", "Uganda", 12),
        ("q1", D(2024, 2, 9), "William Ruto", "Chad", 20),
        ("q2", D(2024, 2, 10), "William Ruto", None, None),
        # The mention goes on past the end of the third quote.
        ("q3", D(2024, 2, 10), None, None, None),
    ]
    assert dt.statements(tables, about="TCD")["text"].to_list() == ["one"]
    assert dt.statements(tables, about="tcd")["text"].to_list() == ["one"]
    assert dt.statements(tables, about="Uganda", speaker="KEN")["text"].to_list() == ["one"]
    assert dt.statements(tables, speaker="William Ruto")["quote_id"].to_list() == ["q1", "q1", "q2"]
    assert dt.statements(tables, speaker="Nobody").height == 0
    assert dt.statements(tables, about="Chad")["text"].to_list() == ["one"]
    with pytest.raises(dt.exceptions.InputError, match="no table quotes"):
        dt.statements({})


def test_the_words_of_a_statement_are_where_it_says():
    news = dt.read('"Uganda is a friend of Kenya," President William Ruto said.')
    row = news.statements(about="UGA").row(0, named=True)
    text = news.articles["text"][0]
    assert text[row["start"] : row["end"]] == row["text"]
    assert text[row["about_start"] : row["about_end"]] == "Uganda"
