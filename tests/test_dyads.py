"""Dyads and timelines, counted on paper."""

import polars as pl
import pytest
from panel_world import CHAD, KENYA, QUADS, REBELS, UGANDA, UNION, D, articles, events
from polars.testing import assert_frame_equal

import detente as dt

JAN, FEB, MAR = D(2024, 1, 1), D(2024, 2, 1), D(2024, 3, 1)

EVENTS = events(
    ("ACCUSE", [KENYA], [UGANDA], D(2024, 1, 5), -2.5),
    ("ACCUSE", [KENYA], [UGANDA], D(2024, 1, 5), -2.5),
    ("SANCTION", [KENYA], [UGANDA], D(2024, 1, 20), -6.0),
    ("AID", [UGANDA], [KENYA, CHAD, UNION], D(2024, 1, 31), 10.0),
    ("SUPPORT", [KENYA], [UGANDA], D(2024, 3, 2), 5.0),
    ("REJECT", [KENYA], [UGANDA], None, -2.0),
    ("REJECT", [KENYA], [UGANDA], None, -2.0, {"article_id": "undated"}),
    ("ASSAULT", [KENYA], [UGANDA], D(2024, 1, 9), -9.0, {"article_id": "copy"}),
    ("ASSAULT", [KENYA], [UGANDA], D(2024, 1, 9), -9.0, {"status": "planned"}),
)
ARTICLES = articles(a=D(2024, 2, 10), undated=None, copy=(D(2024, 2, 11), "a"))
TABLES = {"events": EVENTS, "articles": ARTICLES}
CELL = ["period", "source", "target", "n_events"]


def test_events_are_counted_by_pair_and_period():
    found = dt.dyads(TABLES)
    assert found.select(CELL).rows() == [
        (None, "KEN", "UGA", 1),
        (JAN, "KEN", "UGA", 3),
        (JAN, "UGA", "KEN", 1),
        (JAN, "UGA", "TCD", 1),
        (FEB, "KEN", "UGA", 1),
        (MAR, "KEN", "UGA", 1),
    ]
    january = found.row(1, named=True)
    assert (january["n_verbal_conflict"], january["n_material_conflict"]) == (2, 1)
    assert (january["n_accuse"], january["n_sanction"], january["n_assault"]) == (2, 1, 0)
    assert january["goldstein_sum"] == january["scale_mean"] * 3 == -11.0
    assert january["share_verbal_conflict"] == pytest.approx(2 / 3)
    assert january["scale_coverage"] == 1.0


def test_only_what_happened_counts_unless_more_is_asked_for():
    statuses = ["actual", "ongoing", "planned", "possible", "negated"]
    given = events(*[("AID", [KENYA], [UGANDA], D(2024, 1, 5), 10.0, {"status": status}) for status in statuses])
    tables = {"events": given, "articles": ARTICLES}
    assert dt.dyads(tables)["n_events"].to_list() == [1]
    assert dt.timeline(tables)["n_events"].to_list() == [1]
    assert dt.stances(tables)["n"].to_list() == [1]
    assert dt.dyads(tables, status=("actual", "ongoing"))["n_events"].to_list() == [2]
    assert dt.dyads(tables, status=statuses)["n_events"].to_list() == [5]


def test_every_type_has_its_column():
    types = [(kind, [KENYA], [UGANDA], D(2024, 1, 1), 0.0) for kind in QUADS]
    found = dt.dyads(events(*types), ARTICLES).row(0, named=True)
    assert {kind: found[f"n_{kind.lower()}"] for kind in QUADS} == dict.fromkeys(QUADS, 1)
    quads = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
    assert [found[f"n_{quad}"] for quad in quads] == [4, 3, 4, 5]


def test_reports_count_copies_and_drop_leaves_out_what_has_no_date():
    counted = dt.dyads(TABLES, every="1y", count="reports", undated="drop", directed=False)
    assert counted.select(CELL).rows() == [(JAN, "KEN", "UGA", 6), (JAN, "TCD", "UGA", 1)]
    assert_frame_equal(dt.dyads(TABLES, duplicates=True), dt.dyads(TABLES, count="reports"))


def test_one_a_day_keeps_one_of_a_type():
    counted = dt.dyads(TABLES, one_a_day=True).filter(source="KEN", period=JAN)
    assert counted.select("n_events", "n_accuse", "n_sanction").rows() == [(2, 1, 1)]
    # What has no day cannot be told to be the same.
    undated = events(*[("REJECT", [KENYA], [UGANDA], None, -2.0, {"article_id": "undated"})] * 2)
    assert dt.dyads(undated, ARTICLES, one_a_day=True)["n_events"].to_list() == [2]


def test_stories_count_once_on_their_first_day():
    reports = events(
        ("ACCUSE", [KENYA], [UGANDA], D(2024, 2, 1), -2.5),
        ("ACCUSE", [KENYA], [UGANDA, CHAD], D(2024, 1, 31), -2.5, {"article_id": "copy"}),
        ("ACCUSE", [KENYA], [UGANDA], D(2024, 2, 1), -2.5),
    )
    stories = pl.DataFrame({"event_ids": [["a-v000", "a-v001"], ["a-v002"]]})

    given = (reports, ARTICLES, stories)
    counting = {"status": ["actual"], "count": "stories", "undated": "published"}
    panel = {"every": "1mo", "by": "country", "codes": "iso", "directed": True, "balanced": False}
    found = pl.DataFrame(dt._detente.dyads(given, counting, panel | {"one_a_day": False, "scale": None}))
    assert found.select(CELL).rows() == [(JAN, "KEN", "TCD", 1), (JAN, "KEN", "UGA", 1), (FEB, "KEN", "UGA", 1)]


def test_stories_of_a_corpus():
    texts = ["Kenya condemned Uganda over the bridge.", "Over the bridge, Kenya condemned Uganda."]
    news = dt.read(pl.DataFrame({"text": texts, "date": ["2024-03-12", "2024-03-13"]}))
    assert news.dyads()["n_events"].to_list() == [2]
    assert news.dyads(count="stories")["n_events"].to_list() == [1]
    tables = {"events": news.events, "articles": news.articles}
    assert_frame_equal(dt.dyads(tables, count="stories"), news.dyads(count="stories"))
    assert news.timeline(count="stories")["n_events"].to_list() == [1]


def test_a_balanced_panel_has_every_pair_in_every_period():
    found = dt.dyads(TABLES, balanced=True)
    # Three countries make six ordered pairs, in January, February and March.
    assert found.height == 18
    assert found.select("period", "source", "target").is_unique().all()
    sparse = dt.dyads(TABLES).drop_nulls("period")
    assert_frame_equal(found.filter(pl.col("n_events") > 0), sparse)
    empty = found.filter(period=FEB, source="UGA", target="KEN").row(0, named=True)
    assert (empty["n_events"], empty["goldstein_sum"], empty["n_aid"]) == (0, 0.0, 0)
    assert (empty["goldstein_mean"], empty["scale_coverage"], empty["share_verbal_conflict"]) == (None, None, None)
    assert dt.dyads(TABLES, balanced=True, directed=False).height == 9


def test_sectors_and_actors():
    given = events(("ASSAULT", [REBELS], [UGANDA, UNION], D(2024, 1, 5), -9.0))
    by_sector = dt.dyads(given, ARTICLES, by="sector")
    assert by_sector.select("source", "target").rows() == [("UGAREB", "IGO"), ("UGAREB", "UGAGOV")]
    by_actor = dt.dyads(given, ARTICLES, by="actor")
    assert by_actor.select("source", "target").rows() == [("Red Front", "African Union"), ("Red Front", "Uganda")]
    assert_frame_equal(dt.dyads(given, ARTICLES, by="entity"), by_actor)
    # Uganda's rebels and its government are one country, and one country is no dyad.
    assert dt.dyads(given, ARTICLES).height == 0


def test_codes_of_correlates_of_war():
    months = dt.dyads(TABLES, codes="cow", undated="drop")
    assert months.columns == dt.schema("cow_dyads")["column"].to_list()
    assert months.select("ccode1", "ccode2", "year", "month", "n_events").rows() == [
        (500, 483, 2024, 1, 1),
        (500, 501, 2024, 1, 1),
        (501, 500, 2024, 1, 3),
        (501, 500, 2024, 3, 1),
    ]
    years = dt.dyads(TABLES, codes="cow", every="1y", balanced=True)
    assert "month" not in years.columns
    assert years.height == 6
    assert years["year"].unique().to_list() == [2024]


def test_a_scale_of_ones_own():
    scale = pl.DataFrame({"type": ["ACCUSE", "SUPPORT"], "value": [-1, 2]})
    found = dt.dyads(TABLES, scale=scale).filter(source="KEN", period=JAN).row(0, named=True)
    assert (found["scale_mean"], found["scale_coverage"]) == (-1.0, pytest.approx(2 / 3))
    assert found["goldstein_sum"] == -11.0
    nothing = dt.dyads(TABLES, scale=scale).filter(source="UGA", target="TCD").row(0, named=True)
    assert (nothing["scale_mean"], nothing["scale_coverage"]) == (None, 0.0)
    covered = dt.scale_coverage(TABLES, scale)
    assert covered.rows() == [
        ("type", "ACCUSE", 2, -1.0),
        ("type", "AID", 1, None),
        ("type", "REJECT", 2, None),
        ("type", "SANCTION", 1, None),
        ("type", "SUPPORT", 1, 2.0),
    ]


def test_a_cameo_scale_goes_up_to_the_code_above():
    codes = ["1121", "112", "1712", None]
    given = events(*[("ACCUSE", [KENYA], [UGANDA], D(2024, 1, 1), 0.0, {"cameo": code}) for code in codes])
    scale = pl.DataFrame({"cameo": ["11", "112"], "value": [1.0, 3.0]})
    found = dt.dyads(given, ARTICLES, scale=scale).row(0, named=True)
    assert (found["scale_mean"], found["scale_coverage"]) == (3.0, 0.5)
    assert dt.scale_coverage({"events": given, "articles": ARTICLES}, scale).rows() == [
        ("cameo", None, 1, None),
        ("cameo", "112", 1, 3.0),
        ("cameo", "1121", 1, 3.0),
        ("cameo", "1712", 1, None),
    ]


@pytest.mark.parametrize(
    ("scale", "message"),
    [
        ({"type": ["ACUSE"], "value": [1.0]}, "ACUSE"),
        ({"type": ["ACCUSE", "ACCUSE"], "value": [1.0, 2.0]}, "two values"),
        ({"type": ["ACCUSE"], "value": [None]}, "value"),
        ({"type": ["ACCUSE"], "worth": [1.0]}, "value"),
        ({"code": ["ACCUSE"], "value": [1.0]}, "type"),
        ({"type": ["ACCUSE"], "value": ["high"]}, "value"),
    ],
)
def test_what_is_no_scale_is_refused(scale, message):
    with pytest.raises(dt.exceptions.InputError, match=message):
        dt.dyads(TABLES, scale=pl.DataFrame(scale))


def test_wrong_options_are_refused():
    wrong = [
        ({"by": "continent"}, "country, actor or sector"),
        ({"count": "rows"}, "events, stories or reports"),
        ({"undated": "guess"}, "published or drop"),
        ({"codes": "gwn"}, "iso or cow"),
        ({"codes": "cow", "by": "actor"}, "by country"),
        ({"codes": "cow", "every": "1w"}, "1mo"),
        ({"every": "2y"}, "periods are"),
        ({"status": "done"}, "actual, ongoing"),
    ]
    for options, message in wrong:
        with pytest.raises(dt.exceptions.InputError, match=message):
            dt.dyads(TABLES, **options)
    with pytest.raises(dt.exceptions.InputError, match="no column `quad`"):
        dt.dyads(EVENTS.drop("quad"), ARTICLES)
    with pytest.raises(dt.exceptions.InputError, match="`goldstein` of events is"):
        dt.dyads(EVENTS.with_columns(pl.col("goldstein").cast(pl.String)), ARTICLES)
    with pytest.raises(dt.exceptions.InputError, match="no table articles"):
        dt.dyads({"events": EVENTS})
    with pytest.raises(dt.exceptions.InputError, match="mapping of table names"):
        dt.dyads(EVENTS)
    with pytest.raises(dt.exceptions.MissingPathError):
        dt.dyads("no/such/folder")


def test_too_large_a_panel_is_refused():
    names = [{**KENYA, "name": f"Actor {n}"} for n in range(3000)]
    pairs = zip(names[::2], names[1::2], strict=True)
    given = events(*[("ACCUSE", [a], [b], D(2000 + n % 2 * 20, 1, 1), 0.0) for n, (a, b) in enumerate(pairs)])
    with pytest.raises(dt.exceptions.InputError, match="3000 units, 241 periods"):
        dt.dyads(given, ARTICLES, by="actor", balanced=True)


def test_a_folder_is_as_good_as_its_tables(tmp_path):
    news = dt.read("Kenya condemned Uganda. Uganda thanked Kenya.", published="2024-03-14")
    news.write(tmp_path)
    assert_frame_equal(dt.dyads(tmp_path), news.dyads())
    assert_frame_equal(dt.timeline(str(tmp_path)), news.timeline())


def test_six_lines_from_pages_to_a_panel(tmp_path, monkeypatch):
    page = (
        '<html><head><title>{title}</title><meta property="article:published_time" content="{day}"></head><body><nav>'
        "Home</nav><article><h1>{title}</h1><p>{text}</p><p>It rained in Nairobi, as it often does at this time of "
        "the year, and the streets were empty until the evening.</p></article></body></html>"
    )
    told = [
        ("2024-03-14", "Bridge closed", "Kenya condemned Uganda on Thursday over the bridge between the two."),
        ("2024-04-02", "After the floods", "Uganda thanked Kenya on Tuesday for the aid after the floods of March."),
    ]
    (tmp_path / "pages").mkdir()
    for day, title, text in told:
        (tmp_path / "pages" / f"{day}.html").write_text(page.format(day=day, title=title, text=text))
    monkeypatch.chdir(tmp_path)
    news = dt.read("pages/*.html")
    assert news.problems.height == 0
    panel = news.dyads(every="1mo", by="country", count="stories")
    panel.write_csv("panel.csv")
    assert pl.read_csv("panel.csv", try_parse_dates=True).select(CELL).rows() == [
        (MAR, "KEN", "UGA", 1),
        (D(2024, 4, 1), "UGA", "KEN", 1),
    ]


def test_many_parts_make_one_whole():
    few = events(("ACCUSE", [KENYA], [UGANDA], D(2024, 1, 5), -2.5), ("AID", [UGANDA], [KENYA], D(2024, 2, 5), 10.0))
    many = few[[0, 1] * 70_000]
    tables = {"events": many, "articles": ARTICLES}
    assert dt.dyads(tables).select(CELL).rows() == [(JAN, "KEN", "UGA", 70_000), (FEB, "UGA", "KEN", 70_000)]
    assert dt.dyads(tables, directed=False)["source"].to_list() == ["KEN", "KEN"]


def test_no_events_no_rows_but_the_columns():
    none = {name: dt.empty(name) for name in dt.TABLES}
    scale = pl.DataFrame({"type": ["ACCUSE"], "value": [1.0]})
    days = (("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29"))
    made = {
        "dyads": [dt.dyads(none), dt.dyads(none, balanced=True), dt.dyads(none, count="stories")],
        "cow_dyads": [dt.dyads(none, codes="cow")],
        "timeline": [dt.timeline(none), dt.timeline(none, balanced=True)],
        "scale_coverage": [dt.scale_coverage(none, scale)],
        "who_met_whom": [dt.who_met_whom(none)],
        "statements": [dt.statements(none)],
        "stances": [dt.stances(none)],
        "shifts": [dt.shifts(none, *days)],
        "nodes": [dt.network("events", none).nodes],
        "edges": [dt.network("speech", none).edges],
    }
    for table, frames in made.items():
        described = dt.schema(table)
        for frame in frames:
            assert frame.height == 0
            assert frame.columns == described["column"].to_list()
            assert [str(dtype) for dtype in frame.dtypes] == described["dtype"].to_list()
    assert dt.network_slices("events", none) == {}


def test_timelines():
    by_quad = dt.timeline(TABLES, by="quad", every="1y", undated="drop")
    assert by_quad.drop("type").rows() == [
        (JAN, "verbal cooperation", 1, 0.2, 5.0),
        (JAN, "material cooperation", 1, 0.2, 10.0),
        (JAN, "verbal conflict", 2, 0.4, -2.5),
        (JAN, "material conflict", 1, 0.2, -6.0),
    ]
    assert by_quad["type"].null_count() == 4
    balanced = dt.timeline(TABLES, undated="drop", balanced=True)
    assert balanced.height == 3 * 4
    february = balanced.filter(period=FEB)
    assert february["n_events"].to_list() == [0] * 4
    assert february["share"].null_count() == february["goldstein_mean"].null_count() == 4
    assert dt.timeline(TABLES)["period"].null_count() == 1
    with pytest.raises(dt.exceptions.InputError, match="type or quad"):
        dt.timeline(TABLES, by="mode")


@pytest.mark.parametrize("zone", ["Etc/UTC", "Asia/Tokyo"])
def test_the_clock_by_which_a_moment_is_shown_decides_nothing(news, zone):
    tables = {"events": news.events, "articles": news.articles}
    shown = {**tables, "articles": news.articles.with_columns(pl.col("published").dt.convert_time_zone(zone))}
    assert dt.dyads(shown, every="1d").equals(dt.dyads(tables, every="1d"))
