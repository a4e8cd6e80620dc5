"""Table 1: each seed selects alpha without looking at any test cell."""

from __future__ import annotations

import csv
from pathlib import Path
from statistics import fmean

import pytest

from rbc_desk.core.tables.columns import texts
from rbc_desk.services.experiments import results
from rbc_desk.services.experiments.cells import CellTable
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan, make_plan
from rbc_desk.services.experiments.report.report import write_report
from rbc_desk.services.experiments.results import GRID, EpochFigures, UnitResult
from rbc_desk.services.experiments.schedule import Schedule, Unit
from rbc_desk.services.experiments.setting_rows import PAGE_COLUMNS, REPORT_COLUMNS, row_from_csv, row_of
from rbc_desk.services.experiments.summary import TableLine, lines, table_1

CHOOSING = {(0, 0.5): 0.80, (0, 1.5): 0.70, (1, 0.5): 0.60, (1, 1.5): 0.90}
"""Macro F1 on the cells that choose, by seed and alpha: by the mean over the seeds alpha 1.5 is ahead."""
TESTED = {(0, 0.5): 0.50, (0, 1.5): 0.99, (1, 0.5): 0.98, (1, 1.5): 0.60}
CELLS = CellTable(
    "c", "made up", ("a", "b"), ("A", "B"), (0, 1) * 20, ("s",) * 40, ("s",) * 40, "paper", {}, ()
)  # fmt: skip


def plan(**values: object) -> ProtocolPlan:
    usual = {"networks": ("rbc_small",), "alphas": (0.5, 1.5), "seeds": (0, 1), "folds": 2}
    return make_plan({"kind": "sweep", "methods": ("cross_entropy", "balanced_focal"), **usual, **values})


def result(unit: Unit) -> UnitResult:
    """As if the unit had been done."""
    key = unit.seed, unit.spec["loss_params"].get("alpha")
    chosen, tested = CHOOSING.get(key, 0.7), TESTED.get(key, 0.7)
    roc = {"": tuple(i / (GRID - 1) for i in range(GRID))}
    test = results.Tested(
        12, 4, tested, tested, tested, 0.1, {"a": tested, "b": tested}, ((5, 1), (2, 4)), roc,
        {"macro_f1": (tested, tested)},
    )  # fmt: skip
    history = (EpochFigures(0.3, 0.3, chosen, chosen, None),)
    return UnitResult(unit.hash, unit.key, 1.0, "cpu", "", (1, 1), history, 1, None if unit.stage == "fold" else test)


def done_of(made: ProtocolPlan) -> tuple[Schedule, dict[str, UnitResult]]:
    schedule, done = Schedule(made, CELLS.hash), dict[str, UnitResult]()
    while ready := schedule.ready(done):
        done |= {unit.hash: result(unit) for unit in ready}
    return schedule, done


def focal(made: ProtocolPlan, *, level: float | None = None) -> TableLine:
    schedule, done = done_of(made)
    return table_1(made, lines(schedule, done), network="rbc_small", split_by="cell", level=level)[-1]


@pytest.mark.parametrize("choice", ["holdout", "crossval"])
def test_each_seed_chooses_alpha_on_its_own_training_part_for_its_own_test(choice: str) -> None:
    row = focal(plan(choice=choice))
    assert {seed: setting.alpha for seed, setting in row.chosen.items()} == {0: 0.5, 1: 1.5}
    assert [one.test.macro_f1 for one in row.line.outcomes] == [TESTED[0, 0.5], TESTED[1, 1.5]]
    assert row.line.macro_f1.mean == pytest.approx(0.55)
    assert row.gain.mean == pytest.approx(fmean([0.50 - 0.7, 0.60 - 0.7]))


def test_each_seed_chooses_at_each_level_of_imbalance() -> None:
    row = focal(plan(kind="imbalance", levels=(1.0,), choice="holdout"), level=1.0)
    assert {seed: setting.alpha for seed, setting in row.chosen.items()} == {0: 0.5, 1: 1.5}


def test_cross_validation_shows_the_papers_figures_and_the_curves_beside_its_own(tmp_path: Path) -> None:
    made = plan(kind="crossval", networks=("densenet121", "rbc_small"), methods=("balanced_focal",), seeds=(0,))
    schedule, done = done_of(made)
    page = write_report(tmp_path, schedule=schedule, table=CELLS, done=done).read_text("utf-8")
    test = page[page.index("Test of the selected") :]
    assert ">Focal, α 0.5, γ 2 (paper: α 1.5)<" in test
    assert [f'<td class="reference">{words}</td>' in test for words in ("95.60", "0.92", "0.99", "–")] == [True] * 4
    assert test.count("<svg") == 4  # ROC and loss of each network


def test_what_nobody_chose_is_not_called_chosen() -> None:
    assert not focal(plan(choice="fixed")).chosen
    assert not focal(plan(choice="holdout", alphas=(0.5,))).chosen


@pytest.mark.parametrize(
    ("seeds", "words"),
    [
        ((0, 1), "Focal, one α, as chosen by each seed (chosen: α 0.5, γ 2 by seed 0; α 1.5, γ 2 by seed 1)"),
        ((1,), "Focal, α 1.5, γ 2 (chosen)"),
        ((1, 2), "Focal, α 1.5, γ 2 (chosen by every seed)"),
    ],
)
def test_the_report_shows_the_alpha_of_each_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeds: tuple[int, ...], words: str
) -> None:
    monkeypatch.setitem(CHOOSING, (2, 1.5), 0.8)
    made = plan(choice="holdout", seeds=seeds)
    schedule, done = done_of(made)
    page = write_report(tmp_path, schedule=schedule, table=CELLS, done=done).read_text("utf-8")
    assert f">{words}<" in page
    with (tmp_path / "tests.csv").open(newline="") as handle:
        shown = [row for row in csv.DictReader(handle) if row["in_table_1"] == "1"]
    own = [row for row in shown if row["method"] == "balanced_focal"]
    assert [int(row["seed"]) for row in own] == list(seeds)
    assert f">{fmean(float(row['macro_f1']) for row in own):.3f}" in page


HEADINGS = {
    "summary.csv": "network,method,alpha,gamma,split,rho,seeds,epochs,epochs_deviation,accuracy,accuracy_deviation,"
    "macro_f1,macro_f1_deviation,auroc,auroc_deviation,calibration_error,calibration_error_deviation,"
    "macro_f1_where_chosen,paper_accuracy,paper_macro_f1,paper_auroc",
    "tests.csv": "network,method,alpha,gamma,split,rho,seed,epochs,accuracy,macro_f1,auroc,calibration_error,"
    "accuracy_low,accuracy_high,macro_f1_low,macro_f1_high,auroc_low,auroc_high,cells,smears,seconds,device,unit,"
    "in_table_1",
    "roc.csv": "network,method,alpha,gamma,split,rho,seed,class,false_positive_rate,true_positive_rate",
    "training-loss.csv": "network,method,alpha,gamma,split,rho,seed,epoch,training_loss",
    "confusion.csv": "network,method,alpha,gamma,split,rho,seed,true \\ predicted,a,b",
    "folds.csv": "network,method,alpha,gamma,split,rho,seed,epoch,validation_loss,accuracy,macro_f1,best_of_its_kind",
}


def test_the_files_have_the_headings_that_other_programs_rely_on(tmp_path: Path) -> None:
    schedule, done = done_of(plan(kind="crossval"))
    write_report(tmp_path, schedule=schedule, table=CELLS, done=done)
    assert {path.name: path.read_text("utf-8").partition("\n")[0] for path in tmp_path.glob("*.csv")} == HEADINGS


def test_the_window_reads_from_the_file_what_the_report_says_of_each_setting(tmp_path: Path) -> None:
    made = plan(choice="holdout", networks=("densenet121", "rbc_small"), alphas=(0.5, 1.5))
    schedule, done = done_of(made)
    every = [row_of(line) for line in lines(schedule, done)]
    page = write_report(tmp_path, schedule=schedule, table=CELLS, done=done).read_text("utf-8")
    for row in texts(REPORT_COLUMNS, every):
        assert "".join(f'<td class="left">{text}</td>' for text in row[:3]) in page
    with (tmp_path / "summary.csv").open(newline="") as handle:
        found = [row_from_csv(line) for line in csv.DictReader(handle)]
    assert texts(PAGE_COLUMNS, found) == texts(PAGE_COLUMNS, every)
    assert {row.paper_f1 for row in found} > {None, 0.92}
