"""Sheets as coders give them back: from spreadsheets and annotation tools, and with mistakes in them."""

import json
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from validation_world import BY_STRATUM, SAMPLE, WORLD, WRONG, codes, filled, score

import detente as dt


def test_misspelt_missing_and_foreign_rows():
    good = codes()
    first, second = BY_STRATUM["ACCUSE"][:2]
    silent = BY_STRATUM["no event"][0]

    def refused(match, **options):
        with pytest.raises(dt.exceptions.InputError, match=match):
            dt.read_validation(filled(SAMPLE, good | options.pop("changed", {})), SAMPLE, **options)

    refused(f"row {first}: ACUSE is no type; ACCUSE\\?", changed={first: ("acuse", "actual", "FRA")})
    refused("atual is no status; actual", changed={first: ("ACCUSE", "atual", "FRA")})
    refused("FRANCE is no country", changed={first: ("ACCUSE", "actual", "France")})
    refused("FRN is no country: a code", changed={first: ("ACCUSE", "actual", "FRN")})
    refused("gold_type is ACCUSE, but gold_status is empty", changed={first: ("ACCUSE", None, "FRA")})
    refused(
        "gold_type is AID;AID, but gold_status is actual;actual;planned: one status for each event",
        changed={first: ("AID;AID", "actual;actual;planned", "")},
    )
    refused("NONE stands alone", changed={first: ("ACCUSE;NONE", "actual", "FRA")})
    refused(f"row {first}: not coded", changed={first: (None, None, None)})
    refused("and 2 more", changed=dict.fromkeys(BY_STRATUM["no event"], ("?", None, None)))
    sheet = filled(SAMPLE, good)
    for wrong, match in [
        (sheet.filter(pl.col("row") != silent), f"row {silent}: it is missing"),
        (pl.concat([sheet, sheet.filter(row=first)]), f"row {first}: it is there twice"),
        (sheet.with_columns(row=pl.col("row").replace({first: "x"})), "row x: no row of the sample"),
        (sheet.drop("gold_status"), "no column gold_status"),
    ]:
        with pytest.raises(dt.exceptions.InputError, match=match):
            dt.read_validation(wrong, SAMPLE)
    half = good | {first: (None, None, None), second: (None, None, None)}
    validation = dt.read_validation(filled(SAMPLE, half), SAMPLE, partial=True)
    assert score(validation, "precision", "type", "ACCUSE")["n"] == 8
    none = good | dict.fromkeys(BY_STRATUM["CONSULT"], (None, None, None))
    with pytest.raises(
        dt.exceptions.InputError, match="at least 2 rows of each stratum must be coded; too few: CONSULT"
    ):
        dt.read_validation(filled(SAMPLE, none), SAMPLE, partial=True)


def test_a_sheet_under_another_name_has_no_design_beside_it(tmp_path):
    sheet, design, *_ = SAMPLE.write(tmp_path / "sheet.csv")
    filled(SAMPLE, codes()).write_csv(tmp_path / "filled.csv")
    with pytest.raises(
        dt.exceptions.MissingPathError, match=r"filled\.design\.parquet: the design is not beside the sheet"
    ):
        dt.read_validation(tmp_path / "filled.csv")
    assert dt.read_validation(tmp_path / "filled.csv", design).gold.height
    assert sheet.exists()


def test_small_letters_spaces_and_one_status_for_all_are_understood():
    first = BY_STRATUM["no event"][0]
    validation = dt.read_validation(
        filled(SAMPLE, codes() | {first: ("aid ; Reject", "Actual", "fra;usa + gbr")}), SAMPLE
    )
    assert validation.gold.filter(row=first).drop("row", "target").rows() == [
        (0, "AID", "actual", ["FRA"]),
        (1, "REJECT", "actual", ["GBR", "USA"]),
    ]
    missed = BY_STRATUM["ACCUSE"][0]
    validation = dt.read_validation(filled(SAMPLE, codes() | {missed: ("NONE;AID;AID", "planned;actual", "")}), SAMPLE)
    assert validation.gold.filter(row=missed)["status"].to_list() == [None, "planned", "actual"]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_sheets_on_disk(tmp_path, suffix):
    if suffix == "xlsx":
        pytest.importorskip("xlsxwriter")
        pytest.importorskip("fastexcel")
    path = SAMPLE.write(tmp_path / f"sheet.{suffix}")[0]
    coded = filled(SAMPLE, codes(accuse=[WRONG]))
    if suffix == "csv":
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        coded.write_csv(path, separator=";")
    else:
        coded.write_excel(path)
    assert score(dt.read_validation(path), "precision", "type", "ACCUSE")["estimate"] == pytest.approx(0.9)
    elsewhere = tmp_path / f"anna.{suffix}"
    path.rename(elsewhere)
    with pytest.raises(dt.exceptions.MissingPathError, match=r"anna\.design\.parquet"):
        dt.read_validation(elsewhere)
    assert score(dt.read_validation(elsewhere, tmp_path / "sheet.design.parquet"), "precision", "event")["n"] == 20


def test_files_that_are_no_sheets(tmp_path):
    SAMPLE.write(tmp_path / "sheet.csv")
    for name, data in [
        ("sheet.xlsx", b"PK no"),
        ("sheet.json", b"{"),
        ("sheet.json", b"[{}]"),
        ("sheet.jsonl", b"3\n"),
        ("sheet.csv", b""),
    ]:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(dt.exceptions.InputError, match=name):
            dt.read_validation(path)
    (tmp_path / "sheet.design.parquet").write_bytes(b"PAR1")
    with pytest.raises(dt.exceptions.InputError, match="not a design"):
        dt.read_validation(tmp_path / "sheet.csv")
    with pytest.raises(dt.exceptions.InputError, match="pass the sample"):
        dt.read_validation(SAMPLE.sheet)


@given(st.text(st.sampled_from('rowgld_typestaus,;"\n\r ACCUSE=-v1\x00é'), max_size=60))
def test_whatever_a_sheet_holds_the_error_is_ours(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.csv"
        path.write_text(text, encoding="utf-8", newline="")
        with pytest.raises(dt.exceptions.InputError):
            dt.read_validation(path, SAMPLE)


def test_label_studio_comes_back(tmp_path):
    path = SAMPLE.write(tmp_path / "sheet.json")[0]
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for task in tasks:
        kind, status, source = codes(accuse=[WRONG])[task["data"]["row"]]
        result = [{"from_name": "type", "type": "choices", "value": {"choices": [kind]}}]
        if status:
            result.append({"from_name": "status", "type": "choices", "value": {"choices": [status]}})
            result.append({"from_name": "source", "type": "textarea", "value": {"text": [source]}})
        if task["data"]["row"] == BY_STRATUM["ACCUSE"][1]:
            result.append({"from_name": "also", "type": "choices", "value": {"choices": ["AID"]}})
        task["annotations"] = [{"was_cancelled": True, "result": []}, {"result": result}]
    path.write_text(json.dumps(tasks), encoding="utf-8")
    validation = dt.read_validation(path)
    assert score(validation, "precision", "type", "ACCUSE")["estimate"] == pytest.approx(0.9)
    assert validation.gold.filter(row=BY_STRATUM["ACCUSE"][1])["type"].to_list() == ["ACCUSE", "AID"]


def test_doccano_comes_back(tmp_path):
    sample = dt.validation_sample(WORLD, 30, seed=4, without=1 / 3)
    path = sample.write(tmp_path / "sheet.jsonl")[0]
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for i, record in enumerate(records):
        kind, status, _ = codes(accuse=[WRONG])[record["meta"]["row"]]
        record["label"] = ([status] if status else []) + [kind] + (["also AID"] if kind == "CONSULT" else [])
        if i % 2:
            # Older versions export the metadata beside the text.
            record.update(record.pop("meta"))
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    validation = dt.read_validation(path)
    assert score(validation, "precision", "type", "ACCUSE")["estimate"] == pytest.approx(0.9)
    assert validation.gold.filter(type="AID").height == 10
