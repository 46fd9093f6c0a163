"""The atlas by itself."""

import datetime

import polars as pl
import pytest

import detente as dt


def test_an_office_changes_hands():
    def holder(day):
        return dt.resolve("Russian Foreign Minister", day)["name"].to_list()[:1]

    assert holder("2015-08-05") == ["Sergey Lavrov"] or holder("2015-08-05") == ["Sergei Lavrov"]
    assert holder(datetime.date(2001, 1, 15)) not in ([], holder("2015-08-05"))


def test_nobody_is_known_by_a_nonsense_name():
    found = dt.resolve("Xqzwvk", "2015-08-05")
    assert found.is_empty()
    assert found.columns[:3] == ["actor_id", "name", "kind"]


def test_the_tables_of_the_atlas_join():
    holdings = dt.atlas.holdings.join(dt.atlas.actors, left_on="person_id", right_on="actor_id", how="left")
    assert holdings["kind"].unique().to_list() == ["person"]
    now = dt.atlas.offices("SAU", "2015-08-05")
    assert now.filter(office="foreign_minister")["person"].to_list() == ["Adel al-Jubeir"]
    lavrov = dt.atlas.names.filter(name="lavrov")
    assert "family name" in lavrov["way"].to_list()
    assert dt.atlas.places.filter(name="Tehran", level="capital")["country"].to_list() == ["IRN"]
    with pytest.raises(dt.exceptions.InputError, match="Atlantis"):
        dt.atlas.offices("Atlantis")


def test_own_actors_are_found_in_articles(tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("name,aliases,country,sectors\nHarbour Council,HC,NOR,OPP\n")
    atlas = dt.Atlas().with_actors(table)
    news = dt.read("The Harbour Council condemned the arrest. Sweden praised the HC.", atlas=atlas)
    council = news.entities.filter(actor_id="own:harbour-council")
    assert council.select("country", "sector", "n_mentions").rows() == [("NOR", "OPP", 2)]
    assert "NOR" not in dt.read("The Harbour Council condemned the arrest.").entities["country"].to_list()
    assert news[:1].entities.equals(news.entities)


def test_bad_rows_of_own_actors_are_told_by_line(tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("name,country\nHarbour Council,NOR\n,SWE\nFjord Front,Norway\n")
    with pytest.raises(dt.exceptions.ActorFileError, match=r"own\.csv.*\n.*line 3.*\n.*line 4"):
        dt.Atlas().with_actors(table)
    with pytest.raises(dt.exceptions.MissingPathError):
        dt.Atlas().with_actors(tmp_path / "none.csv")
    frame = pl.DataFrame({"name": ["A", "B"], "from": [datetime.date(2020, 1, 1), None], "id": ["x", "x"]})
    with pytest.raises(dt.exceptions.ActorFileError, match="line 3"):
        dt.Atlas().with_actors(frame)
