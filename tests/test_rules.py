"""Rules of an analyst's own."""

from pathlib import Path

import pytest

import detente as dt

MINE = """
event = "SANCTION"

[[rule]]
name = "freeze-cooperation"
verbs = ["sunset"]
target = ["with"]
fires = ["Ghana sunset all cooperation with Togo."]
"""

TEXT = "Ghana sunset all cooperation with Togo. Mali condemned the move."


def coded(**options):
    rows = dt.read(TEXT, **options).events.select("rule", "type", "status").rows()
    return {rule: (kind, status) for rule, kind, status in rows}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "events").mkdir()
    return tmp_path


def test_a_file_is_added_and_its_coding_stands(folder):
    (folder / "events" / "mine.toml").write_text(MINE)
    assert "mine/freeze-cooperation" not in coded()
    found = coded(rules=folder)
    assert found["mine/freeze-cooperation"] == ("SANCTION", "actual")
    assert found["accuse/condemn"] == ("ACCUSE", "actual")
    assert coded(rules=folder, rules_only=True)["mine/freeze-cooperation"] == ("SANCTION", "actual")


def test_a_file_stands_for_ours(folder):
    rule = '[[rule]]\nname = "scold"\nverbs = ["scold"]\nfires = ["Mali scolded Chad."]\n'
    (folder / "events" / "accuse.toml").write_text(f'event = "ACCUSE"\n{rule}')
    assert "accuse/condemn" in coded(rules_only=True)
    assert "accuse/condemn" not in coded(rules=folder, rules_only=True)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("events/mine.toml", MINE.replace("sunset", "sun set down"), None),
        ("events/mine.toml", MINE.replace("SANCTION", "SANKTION"), ["mine.toml", "SANKTION"]),
        ("events/mine.toml", MINE.replace("target", "targets"), ["mine.toml", "targets"]),
        ("mine.toml", MINE, ["mine.toml", "events/ANY.toml"]),
        ("events/classes.toml", "[classes]\n", ["classes.toml", "light"]),
    ],
)
def test_what_is_wrong_is_named(folder, name, text, said):
    (folder / name).write_text(text)
    if said is None:
        assert coded(rules=folder)
        return
    with pytest.raises(dt.exceptions.RuleFileError) as raised:
        dt.read(TEXT, rules=folder)
    assert all(word in str(raised.value) for word in said)


def test_a_folder_without_rules_is_none(folder):
    with pytest.raises(dt.exceptions.RuleFileError, match="no rule file is there"):
        dt.read(TEXT, rules=folder)
    with pytest.raises(dt.exceptions.RuleFileError, match="nowhere"):
        dt.read(TEXT, rules=folder / "nowhere")
