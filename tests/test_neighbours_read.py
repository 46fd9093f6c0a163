"""Files in the layouts of other data sets, of our own invention, in the columns of our events."""

import datetime
import gzip
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente as dt
from detente import neighbours

MARCH_14 = datetime.date(2024, 3, 14)

GEO = {
    1: ("1", "France", "FR", "FR", "46.0", "2.0", "FR"),
    2: ("4", "Paris", "FR", "FR", "16282", "48.8", "2.3", "-1456928"),
}


def gdelt(version, *, code="0311", first="FRA", second="RUS", role="GOV", place="FR", url=True, event_id="11"):
    actors = [[country, country, country, "", "", "", "", role, "", ""] for country in (first, second)]
    geo = list(GEO[version])
    geo[2] = place
    row = [event_id, "20240314", "202403", "2024", "2024.2000", *actors[0], *actors[1]]
    row += ["1", code, code[:3], code[:2], "1", "5.2", "10", "2", "10", "1.5", *geo, *geo, *geo, "20240315"]
    return "\t".join([*row, *(["https://example.org/a"] if url else [])])


def only(frame):
    assert frame.height == 1
    return frame.row(0, named=True)


def names(people):
    return [(p["name"], p["country"], p["sector"]) for p in people]


@pytest.mark.parametrize(("version", "url", "width"), [(2, True, 61), (1, True, 58), (1, False, 57)])
def test_gdelt_has_no_header_and_three_widths(version, url, width):
    line = gdelt(version, url=url)
    assert line.count("\t") + 1 == width
    row = only(neighbours.read_gdelt(line.encode()))
    assert row["event_id"] == "11"
    assert row["article_id"] == ("https://example.org/a" if url else None)
    assert (row["cameo"], row["type"], row["mode"], row["quad"]) == ("0311", "AGREE", None, 1)
    assert row["goldstein"] == pytest.approx(5.2)
    assert (row["date_start"], row["date_end"], row["status"], row["rule"]) == (MARCH_14, MARCH_14, "actual", "GDELT")
    assert names(row["source"]) == [("FRA", "FRA", "GOV")]
    assert names(row["target"]) == [("RUS", "RUS", "GOV")]
    assert (row["place"], row["country"]) == (GEO[version][1], "FRA")
    assert (row["lat"], row["lon"]) == tuple(float(x) for x in GEO[version][-3:-1])


def test_columns_are_those_of_our_events():
    frame = neighbours.read_gdelt(gdelt(2).encode())
    assert frame.schema == dt.empty("events").schema
    assert neighbours.read_gdelt(b"").schema == dt.empty("events").schema


@pytest.mark.parametrize(
    ("code", "kind", "mode", "quad"),
    [
        ("010", None, None, 1),
        ("036", "AGREE", None, 1),
        ("36", "AGREE", None, 1),
        ("311", "AGREE", None, 1),
        ("0841", "RETREAT", "release", 2),
        ("111", "ACCUSE", "disapprove", 3),
        ("1712", "ASSAULT", "destroy", 4),
        ("1711", "COERCE", "seize", 4),
        ("190", "ASSAULT", None, 4),
        ("999", None, None, None),
    ],
)
def test_cameo_codes_are_text(code, kind, mode, quad):
    row = only(neighbours.read_gdelt(gdelt(2, code=code).encode()))
    assert (row["type"], row["mode"], row["quad"]) == (kind, mode, quad)
    assert row["cameo"] == {"36": "036", "311": "0311", "999": None}.get(code, code)


def test_a_root_is_no_code_that_lost_its_zero():
    frame = neighbours.read_gdelt("\n".join(gdelt(2, code=c) for c in ("010", "10", "14")).encode())
    assert frame["cameo"].to_list() == ["010", "100", "140"]
    assert neighbours.read_gdelt(gdelt(2, code="14").encode())["cameo"].to_list() == ["014"]


def test_gdelt_countries():
    frame = neighbours.read_gdelt(gdelt(2, first="ROM", second="EUR", role="INS", place="UP").encode())
    row = only(frame)
    assert names(row["source"]) == [("ROM", "ROU", "REB")]
    assert names(row["target"]) == [("EUR", None, "REB")]
    assert row["country"] == "UKR"
    nobody = only(neighbours.read_gdelt(gdelt(2, second="", role="").encode()))
    assert nobody["target"] == []


def test_gdelt_from_disk(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.export.CSV.zip", "w") as archive:
        archive.writestr("a.export.CSV", gdelt(2) + "\n" + gdelt(2, event_id="12") + "\n")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(gdelt(1).encode()))
    assert neighbours.read_gdelt(tmp_path)["event_id"].to_list() == ["11", "12", "11"]
    assert neighbours.read_gdelt(str(tmp_path / "*.zip")).height == 2
    assert neighbours.read_gdelt([tmp_path / "b.csv.gz", tmp_path / "a.export.CSV.zip"]).height == 3


def test_gdelt_that_is_something_else(tmp_path):
    with pytest.raises(dt.exceptions.InputError, match=r"16 columns; GDELT's events have 61"):
        neighbours.read_gdelt("\t".join(["x"] * 16).encode())
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(dt.exceptions.InputError, match=r"broken\.zip"):
        neighbours.read_gdelt(tmp_path / "broken.zip")
    with pytest.raises(dt.exceptions.MissingPathError, match="nowhere"):
        neighbours.read_gdelt(tmp_path / "nowhere.csv")


ICEWS = "\t".join(
    [
        *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
        *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
        *("City", "District", "Province", "Country", "Latitude", "Longitude"),
    ]
)
ICEWS_ROW = "\t".join(
    [
        *("9", "2014-05-06", "Police (Russia)", "Police,Government", "Russian Federation", 'He said "no', "042"),
        *("1.9", "Citizen (France)", "General Population / Civilian / Social,Civilian", "France", "77", "3"),
        *("Example Wire", "Lyon", "", "", "France", "45.7", "4.8"),
    ]
)


def test_icews_ids_come_again():
    text = "\n".join([ICEWS, ICEWS_ROW, ICEWS_ROW, ICEWS_ROW.replace("2014-05-06", "2014-05-07")])
    frame = neighbours.read_icews(text.encode())
    assert frame["event_id"].to_list() == ["9@2014-05-06", "9@2014-05-06~2", "9@2014-05-07"]
    row = frame.row(0, named=True)
    assert (row["article_id"], row["sentence"], row["type"], row["mode"]) == ("77", 2, "CONSULT", "visit")
    assert names(row["source"]) == [("Police (Russia)", "RUS", "COP")]
    assert names(row["target"]) == [("Citizen (France)", "FRA", "CVL")]
    assert (row["place"], row["country"], row["lat"]) == ("Lyon", "FRA", 45.7)


def test_icews_as_the_dataverse_gives_it():
    quoted = "\t".join(f'"{c}"' for c in ICEWS.split("\t"))
    row = "\t".join(
        f'"{c}"' if i in (2, 4, 5, 8, 10) else c for i, c in enumerate(ICEWS_ROW.replace('"', "").split("\t"))
    )
    found = only(neighbours.read_icews(f"{quoted}\n{row.replace('042', '42')}\n".encode()))
    assert (found["cameo"], names(found["source"])[0][0]) == ("042", "Police (Russia)")


def test_rows_with_tabs_too_many_are_left_out():
    torn = ICEWS_ROW.replace("Lyon", "Ly\ton")
    with pytest.warns(UserWarning, match="bytes: 2 rows left out with too many tabs, line 2, 4"):
        frame = neighbours.read_icews(f"{ICEWS}\n{torn}\n{ICEWS_ROW}\n{torn}".encode())
    assert frame["place"].to_list() == ["Lyon"]
    with pytest.warns(UserWarning, match="line 2"):
        assert neighbours.read_gdelt(f"{gdelt(2)}\n{gdelt(2)}\tmore\n".encode()).height == 1


def test_icews_without_a_column():
    with pytest.raises(dt.exceptions.InputError, match="no column CAMEO Code"):
        neighbours.read_icews(ICEWS.replace("CAMEO Code", "Code").encode())


POLECAT_CELLS = {
    "Event ID": "E1",
    "Event Date": "2024-03-14",
    "Event Type": "ACCUSE",
    "Event Mode": "disapprove",
    "Intensity": "-2.0",
    "Quad Code": "VERBAL CONFLICT",
    "Contexts": "diplomatic; territory",
    "Actor Name": "France",
    "Actor Country": "FRA",
    "Actor COW": "220",
    "Primary Actor Sector": "GOV",
    "Actor Sectors": "GOV",
    "Actor Title": "None",
    "Actor Name Raw": "Paris",
    "Wikipedia Actor ID": "France",
    "Recipient Name": "Russia",
    "Recipient Country": "RUS",
    "Recipient COW": "365",
    "Primary Recipient Sector": "GOV",
    "Recipient Sectors": "GOV",
    "Recipient Title": "None",
    "Recipient Name Raw": "Moscow",
    "Wikipedia Recipient ID": "Russia",
    "Placename": "Paris",
    "City": "Paris",
    "District": "None",
    "Province": "None",
    "Country": "FRA",
    "Latitude": "48.8",
    "Longitude": "2.3",
    "GeoNames ID": "2988507",
    "Raw Placename": "Paris",
    "Feature Type": "PPLC",
    "Source": "Example Wire",
    "Publication Date": "2024-03-15",
    "Story People": "A. Person",
    "Story Organizations": "None",
    "Story Locations": "Paris",
    "Language": "en",
    "Version": "v1",
}
POLECAT = "\t".join(POLECAT_CELLS)
POLECAT_ROW = "\t".join(POLECAT_CELLS.values())


def test_polecat():
    assert POLECAT.count("\t") == POLECAT_ROW.count("\t") == 39
    row = only(neighbours.read_polecat(f"{POLECAT}\n{POLECAT_ROW}\n".encode()))
    assert (row["type"], row["mode"], row["quad"], row["contexts"]) == (
        "ACCUSE",
        "disapprove",
        3,
        ["diplomatic", "territory"],
    )
    assert (names(row["source"]), names(row["target"])) == ([("France", "FRA", "GOV")], [("Russia", "RUS", "GOV")])
    assert (row["lat"], row["lon"], row["country"], row["date_start"]) == (48.8, 2.3, "FRA", MARCH_14)


@pytest.mark.parametrize("column", ["Recipient Name Raw", "Actor Title", "Story People", "Raw Placename", "Source"])
@pytest.mark.parametrize("tabs", ["\t", "\t\t"])
def test_tabs_within_polecats_texts(column, tabs):
    torn = "\t".join((POLECAT_CELLS | {column: f"Example{tabs}text"}).values())
    row = only(neighbours.read_polecat(f"{POLECAT}\n{torn}\n".encode()))
    assert (row["type"], row["lat"], row["date_start"]) == ("ACCUSE", 48.8, MARCH_14)
    assert names(row["target"]) == [("Russia", "RUS", "GOV")]


def test_several_actors_of_polecat():
    cells = {"Actor Name": "France; None; Chad", "Actor Country": "FRA; DEU; TCD", "Primary Actor Sector": "GOV; MIL"}
    cells |= {"Recipient Name": "None", "Recipient Country": "None", "Primary Recipient Sector": "None"}
    row = only(neighbours.read_polecat(f"{POLECAT}\n{chr(9).join((POLECAT_CELLS | cells).values())}\n".encode()))
    assert names(row["source"]) == [("France", "FRA", "GOV"), (None, "DEU", "MIL"), ("Chad", "TCD", None)]
    assert row["target"] == []


def test_headers_of_polecat_that_are_wrong():
    more = POLECAT.replace("Placename", "Headline\tPlacename", 1)
    tabs = f"{POLECAT}\t\t\n{POLECAT_ROW}\t\t\n{POLECAT_ROW}\t\t"
    renamed = POLECAT.replace("Intensity", "Event Intensity")
    for text, n in [(f"{more}\n{POLECAT_ROW}", 1), (tabs, 2), (f"{renamed}\n{POLECAT_ROW}", 1)]:
        frame = neighbours.read_polecat(text.encode())
        assert frame.select("type", "lat", "goldstein").rows() == [("ACCUSE", 48.8, -2.0)] * n
    true = f"{more}\n{chr(9).join({**POLECAT_CELLS, 'Placename': 'A headline' + chr(9) + 'Paris'}.values())}"
    assert only(neighbours.read_polecat(true.encode()))["place"] == "Paris"


def test_western_european_letters():
    frame = neighbours.read_polecat(f"{POLECAT}\n{POLECAT_ROW.replace('Paris', 'Orléans')}\n".encode("latin-1"))
    assert only(frame)["place"] == "Orléans"


def test_a_polecat_row_past_mending_is_named():
    wild = POLECAT_ROW.replace("48.8", "4\t8").replace("2024-03-14", "2024\t03")
    with pytest.warns(UserWarning, match="a row left out with too many tabs, line 3"):
        frame = neighbours.read_polecat(f"{POLECAT}\n{POLECAT_ROW}\n{wild}\n".encode())
    assert frame.height == 1


ACLED = (
    "event_id_cnty,event_date,event_type,sub_event_type,actor1,inter1,actor2,inter2,country,location,latitude,longitude"
)


@pytest.mark.parametrize(
    ("row", "kind", "mode", "source", "target"),
    [
        (
            (
                "KEN1,2024-03-14,Riots,Violent demonstration,Rioters (Kenya),Rioters,Police Forces of Kenya (2022-),"
                'State forces,Kenya,"Nairobi, West",-1.2,36.8'
            ),
            "PROTEST",
            "riot",
            ("Rioters (Kenya)", "KEN", "CVL"),
            ("Police Forces of Kenya (2022-)", "KEN", "COP"),
        ),
        (
            (
                "UKR1,14 March 2024,Explosions/Remote violence,Air/drone strike,"
                "Military Forces of Russia (2000-) Air Force,8,Civilians (Ukraine),7,Ukraine,Kharkiv,50,36.2"
            ),
            "ASSAULT",
            "aerial",
            ("Military Forces of Russia (2000-) Air Force", "RUS", "MIL"),
            ("Civilians (Ukraine)", "UKR", "CVL"),
        ),
        (
            "MLI1,14 March 2024,Strategic developments,Change to group/activity,EXA: Example Front,2,,,Mali,Gao,16.3,0",
            None,
            None,
            ("EXA: Example Front", None, "REB"),
            None,
        ),
    ],
)
def test_acled(row, kind, mode, source, target):
    found = only(neighbours.read_acled(f"{ACLED}\n{row}\n".encode()))
    assert (found["type"], found["mode"], found["date_start"]) == (kind, mode, MARCH_14)
    assert names(found["source"]) == [source]
    assert names(found["target"]) == ([target] if target else [])
    assert found["country"] in ("KEN", "UKR", "MLI")
    assert found["quad"] == (None if kind is None else 4)


def test_ged():
    header = "id,type_of_violence,side_a,gwnoa,side_b,gwnob,date_start,date_end,country,where_coordinates,"
    header += "latitude,longitude"
    rows = [
        (
            "1,1,Government of Myanmar (Burma),775,Example Army,,2020-02-03 00:00:00.000,2020-02-05 00:00:00.000,"
            "Myanmar (Burma),Bhamo,24.2,97.2"
        ),
        "2,3,Example Army,,Civilians,,2020-02-03,2020-02-03,DR Congo (Zaire),Goma,-1.6,29.2",
        "3,1,Government of Somewhere,500,Government of Sudan,625,2020-02-03,2020-02-03,Sudan,Kadugli,11,29.7",
    ]
    frame = neighbours.read_ged("\n".join([header, *rows]).encode())
    assert frame["type"].unique().to_list() == ["ASSAULT"]
    assert frame["country"].to_list() == ["MMR", "COD", "SDN"]
    assert [names(p)[0] for p in frame["source"]] == [
        ("Government of Myanmar (Burma)", "MMR", "GOV"),
        ("Example Army", None, "UAF"),
        ("Government of Somewhere", "UGA", "GOV"),
    ]
    assert [names(p)[0][1:] for p in frame["target"]] == [(None, "REB"), ("COD", "CVL"), ("SDN", "GOV")]
    assert frame.select("date_start", "date_end").row(0) == (datetime.date(2020, 2, 3), datetime.date(2020, 2, 5))


@pytest.mark.parametrize(
    "read", [neighbours.read_icews, neighbours.read_polecat, neighbours.read_acled, neighbours.read_ged]
)
def test_bad_files(read, tmp_path):
    assert read(b"").is_empty()
    with pytest.raises(dt.exceptions.InputError, match=r"bytes: no column"):
        read(b"a,b\tc\n1,2\t3\n")
    with pytest.raises(dt.exceptions.MissingPathError):
        read(tmp_path / "nothing.csv")
    # Whatever the bytes are, the error is ours.
    with pytest.raises(dt.exceptions.InputError):
        read(bytes(range(256)) * 3)


@pytest.mark.parametrize("name", ["gdelt", "icews", "polecat", "acled", "ged"])
@given(junk=st.binary(max_size=80), keep=st.integers(0, 200), quoted=st.booleans())
@settings(deadline=None, max_examples=60)
def test_whatever_a_file_holds_the_error_is_ours(name, junk, keep, quoted):
    good = {"gdelt": gdelt(2), "icews": f"{ICEWS}\n{ICEWS_ROW}", "polecat": f"{POLECAT}\n{POLECAT_ROW}"}
    begin = good.get(name, ACLED).encode()
    damaged = begin[: len(begin) - keep] + (b'"' if quoted else b"") + junk
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            frame = getattr(neighbours, f"read_{name}")(damaged)
        except dt.exceptions.InputError:
            return
    assert frame.schema == dt.empty("events").schema


def test_header_alone_gives_no_events():
    for read, header in [
        (neighbours.read_icews, ICEWS),
        (neighbours.read_polecat, POLECAT),
        (neighbours.read_acled, ACLED),
    ]:
        frame = read(f"{header}\n\n".encode())
        assert frame.is_empty()
        assert frame.schema == dt.empty("events").schema
