"""Sheets read back, and what they tell."""

import datetime
import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validation_world import BY_STRATUM, MISSED, OTHER, SAMPLE, WORLD, WRONG, codes, filled, read, score, tables

import detente as dt
from detente._validation.agreement import alpha, alpha_interval, kappa
from detente._validation.estimate import wilson


def test_the_sample_is_as_the_numbers_below_suppose():
    assert {s: len(rows) for s, rows in BY_STRATUM.items()} == {"ACCUSE": 10, "CONSULT": 10, "no event": 10}


def test_precision_recall_and_f1_by_hand():
    validation = read(accuse=[WRONG, OTHER], silent=[MISSED])
    # 20 coded ACCUSE of which 10 were looked at, all 10 CONSULT, 10 of 40 sentences: weights 2, 1 and 4.
    assert score(validation, "precision", "event")["estimate"] == pytest.approx((9 * 2 + 10) / 30)
    assert score(validation, "recall", "event")["estimate"] == pytest.approx((9 * 2 + 10) / (9 * 2 + 10 + 4))
    assert score(validation, "precision", "type", "ACCUSE")["estimate"] == pytest.approx(0.8)
    assert score(validation, "recall", "type", "ACCUSE")["estimate"] == pytest.approx(16 / 20)
    assert score(validation, "recall", "type", "REJECT")["estimate"] == 0
    assert score(validation, "f1", "type")["estimate"] == pytest.approx(2 * 26 / (30 + 32))
    assert score(validation, "precision", "type", "CONSULT")["low"] == 1
    assert score(validation, "accuracy", "status")["estimate"] == 1
    kinds = validation.scores()["type"].drop_nulls().unique().sort().to_list()
    assert kinds == ["ACCUSE", "CONSULT", "REJECT"]


def test_the_interval_of_a_stratum_is_wilsons_with_the_finite_population():
    found = score(read(accuse=[WRONG, OTHER]), "precision", "type", "ACCUSE")
    effective = 9 / (1 - 10 / 20)
    assert (found["low"], found["high"]) == pytest.approx(wilson(0.8, effective, 0.95))


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, math.nan])
def test_a_level_is_a_probability(level):
    validation = read()
    for measure in (validation.scores, validation.corrected, validation.agreement):
        with pytest.raises(dt.exceptions.InputError, match=r"level is a probability .* as in level=0\.95"):
            measure(level=level)


def test_scores_by_a_covariate():
    sample = dt.validation_sample(WORLD, 70, seed=4, code=("type",), covariates=["published"])
    march = sample.units.filter(pl.col("published").dt.month() == 3)
    found = {
        row: stratum if stratum != "no event" else "NONE"
        for row, stratum in sample.design.select("row", "stratum").rows()
    }
    found |= dict.fromkeys(march.filter(type="ACCUSE")["row"].sort()[:4], "NONE")
    scores = dt.read_validation(filled(sample, found), sample).scores("published")
    precision = scores.filter(measure="precision", of="type", type="ACCUSE").select("published", "estimate", "low", "n")
    assert precision.rows() == [
        (datetime.date(2024, 3, 5), 0.6, 0.6, 10),
        (datetime.date(2024, 4, 5), 1.0, 1.0, 10),
    ]
    with pytest.raises(dt.exceptions.InputError, match="region: no covariate"):
        read().scores("region")


def test_a_perfect_sample_still_leaves_doubt():
    validation = read()
    assert score(validation, "recall", "event")["estimate"] == 1
    # None of 10 of 40 sentences was missed: as if one of 11 had been, 3.6 sentences beside 30 events.
    assert 0.7 < score(validation, "recall", "event")["low"] < 0.9
    assert 0.7 < score(validation, "precision", "event")["low"] < 1
    assert score(validation, "recall", "event")["high"] == 1


def test_events_that_were_missed_beside_a_marked_one():
    text = "France condemned it and called for talks, and left."
    acts = [("condemned", "ACCUSE", "actual", ["FRA"], []), ("called", "REQUEST", "actual", ["FRA"], [])]
    world = tables([("a", "2024-03-01", 0, text, acts), ("b", "2024-03-01", 0, "It rained.", [])])
    sample = dt.validation_sample(world, 3, by=(), seed=1, code=("type",))
    rows = {"a-v1": "ACCUSE;RETREAT", "a-v2": "NONE;RETREAT", "b:s0": "NONE"}
    validation = dt.read_validation(filled(sample, rows), sample)
    # Each of the two rows tells of the RETREAT: it counts once.
    assert score(validation, "recall", "event")["estimate"] == pytest.approx(1 / 2)
    assert dict(validation.corrected(status=None).select("type", "n_corrected").iter_rows()) == {
        "ACCUSE": 1,
        "REQUEST": 0,
        "RETREAT": 1,
    }


def test_corrected_counts_by_hand():
    found = read(accuse=[WRONG, OTHER], silent=[MISSED]).corrected(status=None)
    rows = {row["type"]: row for row in found.iter_rows(named=True)}
    assert {k: (r["n_events"], r["n_corrected"]) for k, r in rows.items()} == {
        "ACCUSE": (20, 20 - 2 * 2 + 4),
        "CONSULT": (10, 10),
        "REJECT": (0, 2),
    }
    # Strata: 2 of 10 wrong of 20 in all, 1 of 10 missed of 40 in all.
    variance = 20**2 * 0.5 * (2 - 0.4) / 9 / 10 + 40**2 * 0.75 * (1 - 0.1) / 9 / 10
    assert rows["ACCUSE"]["high"] == pytest.approx(20 + 1.959964 * math.sqrt(variance))
    assert rows["ACCUSE"]["n_rows"] == 11
    assert rows["ACCUSE"]["rate"] == pytest.approx(20 / 70)


def test_corrected_by_period_country_and_status():
    validation = read(silent=[MISSED])
    by_month = validation.corrected("type", every="month", status=None)
    march, april = datetime.date(2024, 3, 1), datetime.date(2024, 4, 1)
    assert by_month.select("period", "type", "n_events", "n_corrected", "n_articles").rows() == [
        (march, "ACCUSE", 10, 10, 20),
        (march, "CONSULT", 10, 10, 20),
        (april, "ACCUSE", 10, 14, 50),
    ]
    assert validation.corrected("source", status=None).select("source", "n_corrected").rows() == [
        ("DEU", 10),
        ("FRA", 34),
    ]
    assert validation.corrected("quad").select("quad", "n_corrected").rows() == [(3, 24)]
    assert validation.corrected("status", status=["planned"]).select("status", "n_corrected").rows() == [
        ("planned", 10)
    ]
    assert validation.corrected((), status=None).select("n_events", "n_corrected").rows() == [(30, 34)]
    with pytest.raises(dt.exceptions.InputError, match="'Actual' is no status: there are actual, ongoing"):
        validation.corrected(status="Actual")
    assert validation.corrected("type", status="negated").is_empty()


def test_a_corrected_panel_of_dyads():
    sample = dt.validation_sample(WORLD, 60, seed=4, without=0.5, code=("type", "status", "source", "target"))
    right = {"ACCUSE": ("ACCUSE", "actual", "FRA", "RUS"), "CONSULT": ("CONSULT", "planned", "FRA", "DEU")}
    codes = {row: right.get(stratum, (*WRONG, None)) for row, stratum in sample.design.select("row", "stratum").rows()}
    validation = dt.read_validation(filled(sample, codes), sample)
    panel = validation.corrected(["source", "target"], every="1y", status=None)
    # CONSULT has no target in the tables, but one by hand; all of its rows are coded.
    assert panel.select("source", "target", "n_events", "n_corrected").rows() == [
        ("FRA", "DEU", 0, 10),
        ("FRA", "RUS", 20, 20),
    ]
    # Sentences stand for others, so that something may have been missed.
    assert panel["low"].to_list() == [10, 20]


@given(st.lists(st.sampled_from(["ACCUSE", "REJECT", "CONSULT", "NONE"]), min_size=70, max_size=70))
@settings(max_examples=25, deadline=None)
def test_when_all_is_coded_nothing_is_left_to_chance(gold):
    sample = dt.validation_sample(WORLD, 70, seed=1, code="type")
    validation = dt.read_validation(filled(sample, dict(zip(sample.sheet["row"], gold, strict=True))), sample)
    found = validation.corrected(status=None)
    counts = {row["type"]: (row["n_corrected"], row["low"], row["high"]) for row in found.iter_rows(named=True)}
    for kind in ("ACCUSE", "REJECT", "CONSULT"):
        assert counts.get(kind, (0, 0, 0)) == pytest.approx((gold.count(kind),) * 3)
    for row in validation.scores().drop_nulls("estimate").iter_rows(named=True):
        assert row["low"] == row["estimate"] == row["high"]


def test_what_was_not_coded_cannot_be_corrected():
    validation = read()
    with pytest.raises(dt.exceptions.InputError, match="target: not coded by hand"):
        validation.corrected(["source", "target"])
    with pytest.raises(dt.exceptions.InputError, match="region: no covariate"):
        validation.corrected("region")
    with pytest.raises(dt.exceptions.InputError, match="fortnight"):
        validation.corrected(every="fortnight")
    plain = dt.validation_sample(WORLD, 30, seed=4, without=1 / 3, code="type")
    right = {row: code[0] for row, code in codes().items()}
    with pytest.raises(dt.exceptions.InputError, match="status=None"):
        dt.read_validation(filled(plain, right), plain).corrected()


def test_power_reaches_the_width_and_draws():
    validation = read(accuse=[WRONG, OTHER], silent=[MISSED])
    more = validation.power(0.05, "precision", "type")
    assert more["n_wanted"].to_list() == [max(10, n) for n in more["n_wanted"]]
    assert dict(more.select("stratum", "n_more").iter_rows())["CONSULT"] == 0
    wanted = dict(more.select("stratum", "n_wanted").iter_rows())["ACCUSE"]
    spread = 20 / 30 * math.sqrt(0.16 * 10 / 9)
    half = [1.959964 * spread * math.sqrt(1 / n - 1 / 20) for n in (wanted, wanted - 1)]
    assert half[0] <= 0.05 < half[1]
    again = dt.validation_sample(WORLD, more, seed=4, code=SAMPLE.code, beyond=SAMPLE)
    assert again.sheet.height == more["n_more"].sum()
    assert validation.power(0.5)["n_more"].sum() == 0
    with pytest.raises(dt.exceptions.InputError, match="no recall of type AID"):
        validation.power(0.1, "recall", "type", "AID")


def test_two_rounds_are_read_together():
    second = dt.validation_sample(WORLD, {"ACCUSE": 12}, seed=4, code=SAMPLE.code, beyond=SAMPLE)
    new = dict.fromkeys(second.sheet["row"], ("ACCUSE", "actual", "FRA"))
    validation = dt.read_validation([filled(SAMPLE, codes(accuse=[WRONG])), filled(second, new)], second)
    assert score(validation, "precision", "type", "ACCUSE")["estimate"] == pytest.approx(11 / 12)


def test_an_empty_sample():
    nothing = {name: dt.empty(name) for name in ("articles", "sentences", "events")}
    sample = dt.validation_sample(nothing, 100, seed=1)
    validation = dt.read_validation(sample.sheet, sample)
    assert validation.scores().columns == ["measure", "of", "type", "estimate", "low", "high", "n"]
    assert validation.scores().is_empty()
    assert validation.corrected().columns[:3] == ["type", "n_rows", "n_events"]
    assert validation.corrected(every="1mo").is_empty()
    assert validation.agreement()["n"].to_list() == [0, 0]


def test_agreement():
    anna, ben = codes(accuse=[WRONG, OTHER]), codes(accuse=[WRONG], silent=[MISSED])
    validation = dt.read_validation(
        filled(SAMPLE, codes()), SAMPLE, coders={"Anna": filled(SAMPLE, anna), "Ben": filled(SAMPLE, ben)}
    )
    found = validation.agreement()
    assert found.select("between", "code", "n").rows() == [
        ("coders", "type", 30),
        ("coders", "status", 19),
        ("coders", "source", 19),
        ("gold and machine", "type", 30),
        ("gold and machine", "status", 20),
        ("gold and machine", "source", 20),
    ]
    row = found.row(0, named=True)
    pairs = [(anna[r][0], ben[r][0]) for r in anna]
    assert row["agreement"] == pytest.approx(28 / 30)
    assert row["kappa"] == pytest.approx(kappa(pairs))
    assert found["alpha"].to_list()[3:] == [1, 1, 1]


def test_alpha_and_kappa_of_published_examples():
    # Krippendorff 2011, section C: four observers, twelve units, nominal.
    observers = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    units = [[code for code in unit if code != "."] for unit in zip(*observers, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=5e-4)
    # Cohen's kappa of 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
    table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(table) == pytest.approx(0.4)
    low, high = alpha_interval(units, 0.95)
    assert 0.3 < low < 0.743 < high <= 1
    assert alpha_interval(units, 0.95) == (low, high)
    assert alpha_interval([["a", "a"]], 0.95) == (None, None)
    assert alpha([]) is None
    assert alpha([["a", "a"], ["a", "a"]]) is None
    assert kappa([]) is None
    assert kappa([("a", "a")]) is None


def test_alpha_and_kappa_agree_with_other_libraries():
    metrics = pytest.importorskip("sklearn.metrics")
    pairs = [(chr(97 + i % 3), chr(97 + (i * i) % 4)) for i in range(50)]
    left, right = zip(*pairs, strict=True)
    assert kappa(pairs) == pytest.approx(metrics.cohen_kappa_score(left, right))


def test_the_file_for_dsl(tmp_path):
    path = read(accuse=[WRONG, OTHER], silent=[MISSED]).write_dsl(tmp_path / "dsl.csv")
    frame = pl.read_csv(path, null_values="NA")
    assert frame.height == 70
    assert frame["labeled"].sum() == 30
    looked = frame.filter(labeled=1)
    pseudo = frame["pred_ACCUSE"].sum() + ((looked["ACCUSE"] - looked["pred_ACCUSE"]) / looked["sample_prob"]).sum()
    assert pseudo == pytest.approx(20)
    assert frame.filter(labeled=0)["ACCUSE"].null_count() == 40
    assert {"stratum", "article_id", "published", "kind", "REJECT", "pred_REJECT"} <= set(frame.columns)
    with pytest.raises(dt.exceptions.OutputError, match="nowhere"):
        read().write_dsl(tmp_path / "nowhere" / "dsl.csv")


def test_the_methods_paragraph(news):
    sample = news.validation_sample(40, seed=1)
    kinds = pl.when(kind="event").then("type").otherwise(pl.lit("NONE"))
    right = dict(sample.units.filter(pl.col("round") > 0).select("row", kinds).iter_rows())
    sheet = filled(sample, {row: (kind, "actual") for row, kind in right.items()})
    text = news.methods(dt.read_validation(sheet, sample, coders={"Anna": sheet, "Ben": sheet}))
    drawn = sample.design.filter(kind="event").height
    assert (
        f"Events were coded from 5 articles published from 2024-03-12 to 2024-03-21 with detente {dt.__version__}"
        in text
    )
    assert f"It found {news.events.height} events" in text
    assert f"{drawn} of {news.events.height} coded events and {40 - drawn} of" in text
    assert "precision 1.00 [" in text
    assert "type alpha 1.00 [1.00, 1.00], kappa 1.00" in text
    assert "hand" not in news.methods()
    with pytest.raises(dt.exceptions.InputError, match=r"of another corpus: .* events are not in this one"):
        news[:0].methods(dt.read_validation(sheet, sample))
    assert news[:0].methods().startswith("Events were coded from 0 articles with detente")
