"""Two running programs on one database: what one saves comes into sight in the other, and conflicts are told."""

from __future__ import annotations

import os
import threading

import pytest
from PySide6.QtWidgets import QLabel

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.cells import labelling
from rbc_desk.services.project.project import create_project
from rbc_desk.ui.app import open_window
from tests.commands import start_command
from tests.gui.conftest import add_smear

BEA = """
import sys
from pathlib import Path
from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
project = open_project(Path(sys.argv[1]), reader="Bea")
for step in sys.argv[2:]:
    word, cell, what = step.split(":")
    if word == "label":
        labelling.set_label(project, cell_ids=[int(cell)], code=what)
    elif word == "state":
        labelling.set_state(project, cell_ids=[int(cell)], state=CellState(what))
    else:
        labelling.reshape_cells(project, circles={int(cell): Circle(float(what), 50.0, 20.0)})
project.close()
"""


@pytest.fixture
def window(qapp, qtbot, postgres, tmp_path):
    """The page Label of Ann on a shared project with a smear of twelve cells."""
    with_ann = create_project(tmp_path / "lab", reader="Ann", url=postgres.url())
    add_smear(with_ann, seed=1, label=False)
    with_ann.close()
    os.environ["RBC_DESK_READER"] = "Ann"
    window = open_window(qapp, project=tmp_path / "lab")
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.context.project is not None)  # the server answers
    window.go("label")
    page = window.page("label")
    qtbot.waitUntil(lambda: len(page.cells) == 12)
    yield window
    window.context.shut_down()
    del os.environ["RBC_DESK_READER"]
    assert "other readers" not in [thread.name for thread in threading.enumerate()]


def bea(window, *steps: str) -> None:
    """Another program in which Bea takes these steps."""
    folder = window.context.project.folder
    with start_command("-c", BEA, folder, *steps, cwd=folder.parent) as process:
        _, error = process.communicate()
    assert process.returncode == 0, error


def test_what_another_program_saves_comes_into_sight_and_a_conflict_says_who_and_when(window, qtbot) -> None:
    page, context = window.page("label"), window.context
    first, second, third, *_ = [cell.id for cell in page.cells]
    read, own_steps = [], context.undo_stack.count()
    context.bus.changed.connect(read.append)
    bea(window, f"label:{first}:codocyte", f"state:{second}:confirmed")

    def seen(cell_id):
        return next(cell for cell in page.cells if cell.id == cell_id)

    qtbot.waitUntil(lambda: [o.code for o in seen(first).others] == ["codocyte"])
    qtbot.waitUntil(lambda: seen(second).state is CellState.CONFIRMED)
    assert seen(first).label is None
    assert {i for changeset in read for i in changeset.cell_ids} == {first, second}
    assert context.undo_stack.count() == own_steps

    # both move one cell
    step = labelling.reshape_cells(context.project, circles={third: Circle(80, 50, 20)})
    context.edit(step)
    bea(window, f"move:{third}:90")
    qtbot.waitUntil(lambda: seen(third).circle.x == 90)
    context.undo()
    qtbot.waitUntil(window.banner.isVisible)
    assert "Bea changed this at" in window.banner.findChild(QLabel).text()
    assert seen(third).circle.x == 90

    # a blinded reader is told nothing
    context.set_blinded(True)
    read.clear()
    bea(window, f"label:{third}:codocyte")
    qtbot.waitUntil(lambda: bool(read))
    assert "codocyte" not in str([seen(i) for i in (first, second, third)])
    assert not any(changeset.changes for changeset in read)
