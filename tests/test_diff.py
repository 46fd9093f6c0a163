"""What has changed between two outputs."""

import polars as pl
import pytest

import detente as dt

TEXT = "Peru expelled two Chilean diplomats on Friday. The junta has clapped the editor of the daily in irons."


@pytest.fixture(scope="module")
def both():
    return dt.read(TEXT), dt.read(TEXT, rules_only=True)


def test_the_same_is_no_difference(news, both):
    assert dt.diff(news, news).is_empty()
    assert dt.diff(both[0], dt.read(TEXT)).is_empty()


def test_rows_come_with_their_rules(both):
    ours, rules = both
    found = dt.diff(rules, ours).filter(table="events")
    added = found.filter(change="added")
    assert added["new_rule"].to_list() == ["network"]
    assert added["old_rule"].to_list() == [None]
    back = dt.diff(ours, rules).filter(table="events", change="removed")
    assert back.select("start", "end", "text", "label").rows() == added.select("start", "end", "text", "label").rows()
    assert back["old_rule"].to_list() == ["network"]
    changed = found.filter(change="changed").row(0, named=True)
    assert changed["text"] == "expelled"
    assert "score" in changed["columns"]
    assert changed["new_rule"] == changed["old_rule"]


@pytest.mark.parametrize("format", ["parquet", "arrow"])
def test_folders_and_corpora_give_the_same(both, tmp_path, format):
    ours, rules = both
    ours.write(tmp_path / "ours", format)
    rules.write(tmp_path / "rules", format)
    found = dt.diff(tmp_path / "ours", tmp_path / "rules")
    assert found.equals(dt.diff(ours, rules))
    assert found.equals(dt.diff(str(tmp_path / "ours"), rules))
    assert found.columns == dt.schema("diff")["column"].to_list()
    assert set(dt.diff(ours, rules, tables=["entities"])["table"]) <= {"entities"}


def test_what_cannot_be_compared_is_refused(both, tmp_path):
    ours, _ = both
    with pytest.raises(dt.exceptions.MissingPathError, match="nowhere"):
        dt.diff(tmp_path / "nowhere", ours)
    with pytest.raises(dt.exceptions.InputError, match="no table in common"):
        dt.diff(tmp_path, ours)
    ours.write(tmp_path, "csv")
    with pytest.raises(dt.exceptions.InputError, match="Parquet and Arrow"):
        dt.diff(tmp_path, ours)
    (tmp_path / "articles.parquet").write_bytes(b"PAR1")
    with pytest.raises(dt.exceptions.InputError, match=r"articles\.parquet: cannot be read"):
        dt.diff(tmp_path, ours)


def test_articles_that_one_side_lacks(both):
    other = dt.read(pl.DataFrame({"id": ["other"], "text": ["Mali condemned the move."]}))
    found = dt.diff(both[0], other, tables=["articles", "events"])
    assert set(found.filter(article_id="other")["change"]) == {"added"}
    assert set(found.filter(pl.col("article_id") != "other")["change"]) == {"removed"}


def test_a_folder_without_a_manifest_or_of_another_version_is_used_with_a_warning(both, tmp_path):
    ours, _ = both
    ours.write(tmp_path)
    manifest = tmp_path / "MANIFEST.json"
    manifest.write_text(manifest.read_text().replace(f'"version": "{dt.__version__}"', '"version": "0.0.1"'))
    with pytest.warns(dt.exceptions.ManifestWarning, match=r"version 0\.0\.1 of detente made") as caught:
        found = dt.dyads(tmp_path)
    assert found.equals(dt.dyads(ours))
    assert caught[0].filename == __file__
    assert dt.diff(tmp_path, ours).is_empty()
    manifest.unlink()
    for use in (dt.dyads, dt.who_met_whom, lambda folder: dt.report(folder, tmp_path / "page.html")):
        with pytest.warns(dt.exceptions.ManifestWarning, match=r"no MANIFEST\.json"):
            use(tmp_path)
    with pytest.warns(dt.exceptions.ManifestWarning, match=r"no MANIFEST\.json"):
        assert dt.diff(tmp_path, ours).is_empty()
