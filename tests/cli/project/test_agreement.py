"""`rbc-desk agreement` as a process."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

import pytest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.counting.repeats import NO_CLASS
from rbc_desk.services.agreement import checks
from rbc_desk.services.agreement.consensus import decide, disagreements
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import create_project
from tests.commands import run_command
from tests.gui.conftest import add_smear

ROOT = Path(__file__).resolve().parents[3]


def agreement(folder: Path, *more: object):
    return run_command("agreement", "--project", folder, *more, cwd=ROOT)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ann labelled two smears of twelve cells; Bob the same but for one cell, and one that he rejected."""
    monkeypatch.setenv("RBC_DESK_READER", "Ann")
    with closing(create_project(tmp_path / "project", reader="Ann")) as project:
        smears = [add_smear(project, seed=seed, label=True) for seed in (1, 2)]
        bob = readers.as_reader(project, name="Bob")
        for smear_id in smears:
            for cell in labelling.cells(project, smear_id=smear_id):
                labelling.set_label(bob, cell_ids=[cell.id], code=cell.label)
        first = labelling.cells(project, smear_id=smears[0])
        labelling.set_label(bob, cell_ids=[first[0].id], code="hypochromia")
        labelling.set_state(bob, cell_ids=[first[1].id], state=CellState.REJECTED)
        readers.set_blinded(readers.as_reader(project, name="Cai"), blinded=True)
    return tmp_path / "project"


def test_two_readers_are_compared_in_a_sentence_and_as_json(folder: Path) -> None:
    done = agreement(folder)
    assert done.returncode == 0, done.stderr
    # 23 cells; by chance 12 · 11 + 11 · 12 of 23² would agree
    assert done.stdout.splitlines()[0].startswith("Ann and Bob agree on 22 of 23 cells; Cohen's kappa 0.91, 0.8")
    assert "Weighted" not in done.stdout
    assert "Weighted kappa" in agreement(folder, "--ordered").stdout
    found = json.loads(agreement(folder, "--json").stdout)
    (pair,) = found["pairs"]
    assert (pair["readers"], pair["cells"], pair["cells_agreed"], pair["counts"]) == (
        ["Ann", "Bob"], 23, 22, [[11, 0], [1, 11]],
    )  # fmt: skip
    assert pair["figures"]["kappa"]["value"] == pytest.approx(1 - (1 / 23) / (1 - (12 * 11 + 11 * 12) / 23**2))
    assert pair["figures"]["kappa"]["interval"][1] == 1
    assert found["by_class"]["normal"]["labels"] == 23


def test_the_cells_on_which_readers_disagree_are_written_to_a_file(folder: Path, tmp_path: Path) -> None:
    with closing(open_project(folder, reader="Bob")) as project:
        (cell,) = disagreements(project)
        decide(project, cell_ids=[cell.cell_id], code="hypochromia")
    done = agreement(folder, "-o", tmp_path / "cells.csv")
    assert (done.returncode, done.stdout[:12]) == (0, "Ann and Bob "), done.stderr
    with (tmp_path / "cells.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["cell", "smear", "reader", "class", "consensus"],
            [str(cell.cell_id), "smear 1.png", "Ann", "normal", "hypochromia"],
            [str(cell.cell_id), "smear 1.png", "Bob", "hypochromia", "hypochromia"],
        ]


def test_a_reader_who_shares_no_cell_is_named_with_those_who_do(folder: Path) -> None:
    done = agreement(folder, "--reader", "Dee")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Dee has no label on a cell that another reader labelled too. Readers who share cells: Ann, Bob" in (
        done.stderr
    )


def test_a_blinded_reader_learns_no_figure_and_no_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RBC_DESK_READER", "Cai")
    for more in ([], ["--json"], ["-o", folder / "cells.csv"], ["--reader", "Dee"], ["--reader", "Ann"]):
        done = agreement(folder, *more)
        assert (done.returncode, done.stdout) == (1, "")
        assert "You read this project blinded" in done.stderr
        assert "Ann" not in done.stderr and "Bob" not in done.stderr
    assert not (folder / "cells.csv").exists()


def test_hidden_repeats_are_turned_on_and_every_reader_is_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No reader has answered" in agreement(folder, "--checks").stdout
    assert agreement(folder, "--repeats", "0.02").returncode == 2
    done = agreement(folder, "--repeats", "0.05")
    assert (done.returncode, done.stdout.strip()) == (0, "Hidden repeats: 5 % of the cells in reviews."), done.stderr
    with closing(open_project(folder, reader="Ann")) as project:
        assert checks.repeat_plan(project).share == 0.05
        found = [cell for smear in (1, 2) for cell in labelling.cells(project, smear_id=smear)]
        for cell in found[:4]:
            checks.answer(project, cell_id=cell.id, code=cell.label)
        checks.answer(project, cell_id=found[4].id, code=NO_CLASS)
    shown = agreement(folder, "--checks").stdout.splitlines()
    assert shown[2].split()[:4] == ["Ann", "5", "80", "%"]
    (one,) = json.loads(agreement(folder, "--checks", "--json").stdout)
    assert (one["reader"], one["controls"], one["repeats"]["cells_agreed"]) == ("Ann", None, 4)
    monkeypatch.setenv("RBC_DESK_READER", "Cai")
    blinded = agreement(folder, "--checks")
    assert blinded.returncode == 1
    assert "blinded" in blinded.stderr
