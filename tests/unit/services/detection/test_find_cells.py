"""Detection on several threads: same result as on one, stoppable, reviewed cells are kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.errors import CancelledError, SettingsError
from rbc_desk.core.events import Event, Progress
from rbc_desk.core.geometry.circles import Box, Circle
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.task import Task
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import detectors, find_cells, presets
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "smears"
    folder.mkdir()
    for seed in range(4):
        Image.fromarray(render_smear(seed=seed, width=240, height=180, n_cells=8).pixels).save(folder / f"{seed}.png")
    return folder


@pytest.fixture
def project(folder: Path, tmp_path: Path):
    project = create_project(tmp_path / "project", reader="Ann")
    library.add_smears(project, [folder])
    yield project
    project.close()


def ids(project: Project) -> list[int]:
    return [smear.id for smear in library.smears(project)]


def test_any_number_of_workers_finds_the_same_cells_in_the_order_of_the_files(folder: Path) -> None:
    one = list(find_cells.detect_files([folder], workers=1))
    assert list(find_cells.detect_files([folder], workers=3)) == one
    assert [found.path.name for found in one] == ["0.png", "1.png", "2.png", "3.png"]


def test_an_unreadable_file_carries_its_error_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "1.png").write_bytes(b"no image")
    found = list(find_cells.detect_files([folder], workers=2))
    assert [item.error is None for item in found] == [True, False, True, True]


def test_a_stopped_detection_keeps_the_smears_done_as_one_step(project: Project) -> None:
    task, steps = Task(), []

    def stop_after_two(event: Event) -> None:
        if isinstance(event, Progress) and event.done == 2:
            task.stop()

    with pytest.raises(CancelledError):
        find_cells.detect_smears(
            project, smear_ids=ids(project), workers=2, task=task.reporting_to(stop_after_two), on_step=steps.append
        )
    assert [smear.n_cells > 0 for smear in library.smears(project)] == [True, True, False, False]
    whole = find_cells.found_as_one_step(steps)
    assert whole.op == "Find cells on 2 smears"
    labelling.apply(project, whole.inverse(), origin=None)
    assert not any(smear.n_cells for smear in library.smears(project))


def test_the_step_of_a_detection_names_as_many_smears_as_it_searched_with_their_classification_or_without(
    project: Project,
) -> None:
    steps: list[ChangeSet] = []
    ids = [info.id for info in library.smears(project)]
    find_cells.detect_smears(project, smear_ids=ids, on_step=steps.append)
    classified = [replace(step, op="Classify") for step in steps]
    assert str(find_cells.found_as_one_step([*steps, *classified]).op) == f"Find cells on {len(ids)} smears"


def test_what_a_person_said_outlives_a_detection_with_other_settings(project: Project) -> None:
    smear_id = ids(project)[0]
    find_cells.detect_smears(project, smear_ids=[smear_id])
    first, second, third, *_ = labelling.cells(project, smear_id=smear_id)
    labelling.set_label(project, cell_ids=[first.id], code="normal")
    labelling.set_state(project, cell_ids=[second.id], state=CellState.REJECTED)
    labelling.set_state(project, cell_ids=[third.id], state=CellState.CONFIRMED)
    labelling.add_cell(project, smear_id=smear_id, circle=Circle(12, 12, 9))
    said = {c.id: c.circle for c in find_cells.kept_cells(project, smear_id=smear_id)}
    assert len(said) == 4
    find_cells.detect_smears(project, smear_ids=[smear_id], detector="hough", params={"min_score": 0.99})
    after = {c.id: c.circle for c in labelling.cells(project, smear_id=smear_id)}
    assert after.items() >= said.items()


def test_a_cell_that_is_labelled_while_a_detection_is_stored_stays(project: Project, monkeypatch) -> None:
    smear_id = ids(project)[0]
    find_cells.detect_smears(project, smear_ids=[smear_id])
    cell = labelling.cells(project, smear_id=smear_id)[0]
    transact = project.store.transact

    def late(*args: object, **kwargs: object):
        monkeypatch.setattr(project.store, "transact", transact)
        labelling.set_label(project, cell_ids=[cell.id], code="normal")
        return transact(*args, **kwargs)

    monkeypatch.setattr(project.store, "transact", late)
    find_cells.detect_smears(project, smear_ids=[smear_id])
    after = {c.id: c for c in labelling.cells(project, smear_id=smear_id)}
    assert after[cell.id].label == "normal"
    assert [c.id for c in after.values() if c.circle == cell.circle] == [cell.id]  # and no second one is proposed


def test_without_a_choice_the_settings_used_last_in_the_project_hold(project: Project) -> None:
    smear_id = ids(project)[0]
    presets.remember(project.folder, detector="hough", params={"min_score": 1.0})
    find_cells.detect_smears(project, smear_ids=[smear_id])
    assert labelling.cells(project, smear_id=smear_id) == ()


def test_a_part_of_a_smear_has_the_cells_that_the_whole_has_there() -> None:
    pixels = render_smear(seed=5, white_cell=False).pixels
    name = detectors.default_detector()
    whole = detectors.detect_part(pixels, box=Box(0, 0, 640, 480), detector=name, params={}, cell_px=44)
    box = Box(160, 120, 480, 360)
    part = detectors.detect_part(pixels, box=box, detector=name, params={}, cell_px=44)
    wanted = [c.circle for c in whole if 160 <= c.circle.x < 480 and 120 <= c.circle.y < 360]
    same = [w for w in wanted if any(abs(w.x - p.circle.x) < 4 and abs(w.y - p.circle.y) < 4 for p in part)]
    assert len(same) >= 0.9 * len(wanted) > 8
    assert not any(c.at_border for c in part)


def test_a_value_out_of_range_is_named_by_its_title() -> None:
    with pytest.raises(SettingsError, match="Cell width"):
        detectors.differing("hough", {"diameter_px": -5})
    assert detectors.differing("hough", {"diameter_px": None, "min_score": 0.5}) == {"min_score": 0.5}


def test_every_detector_has_a_title_that_is_no_identifier() -> None:
    assert all(choice.title and "_" not in choice.title for choice in detectors.choices())
