"""Tables without lists."""

import polars as pl
import pytest
from panel_world import KENYA, REBELS, UNION, D, events

import detente as dt


def test_participants_become_names_countries_and_sectors():
    given = events(
        ("ACCUSE", [KENYA, REBELS], [UNION], D(2024, 1, 5), -2.5), ("AID", [KENYA, KENYA], [], D(2024, 1, 5), 1.0)
    )
    found = dt.flat(given)
    sides = ["source_name", "source_country", "source_sector", "target_name", "target_country", "target_sector"]
    assert found.select(sides).rows() == [
        ("Kenya; Red Front", "KEN; UGA", "GOV; REB+OPP", "African Union", None, "IGO"),
        ("Kenya", "KEN", "GOV", None, None, None),
    ]
    assert dt.flat(given, ", ")["source_country"].to_list() == ["KEN, UGA", "KEN"]
    kept = [column for column in given.columns if column not in ("source", "target", "contexts")]
    assert found.select(kept).equals(given.select(kept))


def test_no_table_has_lists_any_more(news):
    for table in dt.TABLES:
        whole, found = news.table(table), dt.flat(news.table(table))
        assert found.height == whole.height
        assert not any(dtype.is_nested() for dtype in found.dtypes), table
        assert dt.flat(dt.empty(table)).schema == found.schema
    told = dt.flat(news.stories)
    assert told["source"].drop_nulls().to_list() == ["; ".join(who) for who in news.stories["source"] if len(who)]


def test_frames_of_other_libraries_are_taken_and_other_things_refused(news):
    pytest.importorskip("pyarrow")
    assert dt.flat(news.events.to_arrow()).equals(dt.flat(news.events))
    with pytest.raises(dt.exceptions.InputError, match=r"such as news\.events"):
        dt.flat(news)


def test_a_spreadsheet_takes_it(news, tmp_path):
    dt.flat(news.events).write_csv(tmp_path / "events.csv")
    again = pl.read_csv(tmp_path / "events.csv")
    assert again["source_name"].to_list() == dt.flat(news.events)["source_name"].to_list()
