"""The scores on gold data: every one is printed, and none may fall below its floor in ``gold_floors.toml``.

The gold is not part of the repository. Its folder is the variable ``DETENTE_DATA``, or ``../shared/data`` beside the
checkout; without it these tests are skipped. Run with ``-s`` to read the scores as they come.
"""

import sys
from pathlib import Path

import pytest

import detente as dt

if sys.version_info >= (3, 11):
    import tomllib
else:
    tomllib = pytest.importorskip("tomli")

FLOORS = tomllib.loads((Path(__file__).parent / "gold_floors.toml").read_text())["gold"]


@pytest.mark.gold
@pytest.mark.parametrize("gold", FLOORS, ids=lambda gold: f"{gold['task']}-{Path(gold['file']).name}")
def test_scores_hold_their_floors(gold, gold_folder, capsys):
    path = gold_folder / gold["file"]
    if not path.exists():
        pytest.skip(f"no gold file {path}")
    report = dt.evaluate(gold["task"], path)
    with capsys.disabled():
        print(f"\n{report['task']} on {gold['file']}: {report['records']} records, {report['seconds']:.1f} s")
        for name, value in report["metrics"].items():
            floor = gold["floors"].get(name)
            shown = "      –" if value is None else f"{value:7.2f}"
            print(f"  {name:24}{shown}" + (f"   (floor {floor})" if floor is not None else ""))
    missing = gold["floors"].keys() - report["metrics"].keys()
    assert not missing, f"not reported: {missing}"
    fallen = {
        name: (report["metrics"][name], floor)
        for name, floor in gold["floors"].items()
        if not (report["metrics"][name] or 0) >= floor
    }
    assert not fallen, f"below the floor (score, floor): {fallen}"


def test_floors_name_real_tasks():
    assert {gold["task"] for gold in FLOORS} <= set(dt.tasks())
