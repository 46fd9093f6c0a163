"""The atlas by itself."""

import datetime

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
