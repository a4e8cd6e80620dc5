"""The starter models that are shipped, and new cells classified before a project has a model of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from rbc_desk.core.events import Event, Problem
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.models import evaluation, starter
from rbc_desk.services.models.quality import bundle_warnings
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from rbc_desk.settings.paths import shipped_models
from tests.commands import run_command


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "smears").mkdir()
    for seed in range(2):
        pixels = render_smear(seed=seed, width=320, height=240, n_cells=12, white_cell=False).pixels
        Image.fromarray(pixels).save(tmp_path / "smears" / f"{seed}.png")
    with closing(create_project(tmp_path / "project", class_set="paper", reader="Ann")) as project:
        library.add_smears(project, [tmp_path / "smears"])
        yield project


def smear_ids(project: Project) -> list[int]:
    return [info.id for info in library.smears(project)]


def test_both_are_there_small_and_say_that_they_know_human_cells_only() -> None:
    folders = [shipped_models() / name for name in starter.STARTERS]
    assert sum(path.stat().st_size for folder in folders for path in folder.iterdir()) < 25 * 2**20
    for folder in folders:
        assert "trained on human cells" in bundle_warnings(folder)
        card = (folder / "CARD.md").read_text("utf-8")
        assert "trained on human cells" in card
        assert "This final model was trained on all labels, so it was not tested" in card
        assert "cells of" in card.partition("## Figures on the test part")[2]
        assert "MIT" in card


@pytest.mark.parametrize(("class_set", "name"), [("paper", "starter-paper"), ("chula", "starter")])
def test_the_starter_that_knows_most_of_the_project_s_classes_fits(tmp_path: Path, class_set: str, name: str) -> None:
    with closing(create_project(tmp_path / "project", class_set=class_set, reader="Ann")) as project:
        folder = starter.starter_for(project)
        assert folder is not None
        assert folder.name == name
        assert set(load_bundle(folder).codes) <= set(project.class_set().codes)


def test_classes_are_found_by_name_and_those_that_it_lacks_are_told(tmp_path: Path) -> None:
    with closing(create_project(tmp_path / "project", class_set="paper", reader="Ann")) as project:
        for code in project.class_set().codes:
            if code != "normal":
                classes.remove_class(project, code=code)
        for name in ("Target cell", "Hypochromic", "Cell with Heinz body"):
            classes.add_class(project, name=name)
        codes = {one.name: one.code for one in project.class_set()}
        found = starter.offer(project)
        assert found is not None
        assert (found.folder.name, found.fits) == ("starter-paper", True)
        assert found.suggested == {"codocyte": codes["Target cell"], "hypochromia": None}
        heinz, pale = codes["Cell with Heinz body"], codes["Hypochromic"]
        assert found.unknown(project.class_set().codes, counted_as=found.suggested) == (pale, heinz)
        counted = {**found.suggested, "hypochromia": pale}
        assert found.unknown(project.class_set().codes, counted_as=counted) == (heinz,)
        starter.presort(project, smear_ids=[], counted_as=counted)
        (model,) = evaluation.models(project)
        assert model.code_map.counted_as == (codes["Target cell"], pale, "normal")
        assert starter.offer(project) is None


def test_new_cells_are_classified_by_a_copy_of_the_starter_that_is_made_once(project: Project) -> None:
    ids = smear_ids(project)
    for some in (ids[:1], ids[1:]):
        find_cells.detect_smears(project, smear_ids=some)
        starter.presort(project, smear_ids=some)
    (model,) = evaluation.models(project)
    assert model.active
    assert (project.folder / model.folder / "weights.safetensors").is_file()
    cells = [cell for smear_id in ids for cell in labelling.cells(project, smear_id=smear_id)]
    assert len(cells) > 15
    assert all(cell.prediction is not None for cell in cells)
    assert all(cell.human_code is None for cell in cells)


def test_what_keeps_cells_from_being_classified_is_told_and_the_cells_stay(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ids, events = smear_ids(project), list[Event]()
    starter.presort(project, smear_ids=[])
    (model,) = evaluation.models(project)
    (project.folder / model.folder / "weights.safetensors").write_bytes(b"broken")

    def detect(*, task: Task, on_step: object) -> None:
        find_cells.detect_smears(project, smear_ids=ids, task=task)

    starter.find_and_presort(
        detect, project=project, smear_ids=ids, classify=True, task=Task(events.append), on_step=lambda step: None
    )
    assert any(isinstance(event, Problem) and "weights" in str(event.message) for event in events)
    assert all(labelling.cells(project, smear_id=smear_id) for smear_id in ids)


def test_where_it_is_not_wanted_no_model_comes_in(project: Project) -> None:
    ids = smear_ids(project)

    def detect(*, task: Task, on_step: object) -> None:
        find_cells.detect_smears(project, smear_ids=ids)

    starter.find_and_presort(
        detect, project=project, smear_ids=ids, classify=False, task=SILENT, on_step=lambda step: None
    )
    assert evaluation.models(project) == ()
    assert all(labelling.cells(project, smear_id=smear_id) for smear_id in ids)


def test_the_command_line_classifies_with_it_by_name_and_says_what_it_is(tmp_path: Path) -> None:
    pixels = render_smear(seed=3, width=320, height=240, n_cells=12, white_cell=False).pixels
    Image.fromarray(pixels).save(tmp_path / "smear.png")
    done = run_command("classify", "smear.png", "--bundle", "starter", "-o", "cells.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "WARNING: Starter model: trained on human cells" in done.stderr
    head, *rows = (tmp_path / "cells.csv").read_text("utf-8").splitlines()
    assert "p_normal" in head
    assert len(rows) > 6
