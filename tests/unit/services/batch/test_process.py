"""Batches with real worker processes: one is killed, a specimen is signed, cells are there already."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.errors import StorageError
from rbc_desk.core.events import Event, UnitEnded
from rbc_desk.core.task import Task
from rbc_desk.services.batch.batch import BatchWish, opened_batch
from rbc_desk.services.batch.process import process
from rbc_desk.services.batch.sources import files_to_process
from rbc_desk.services.cells import labelling
from rbc_desk.services.experiments.pool import Workers
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from rbc_desk.services.specimen_report.report_folder import ReportWish
from rbc_desk.settings.model import Settings

SAMPLES = sorted((Path(__file__).resolve().parents[4] / "resources" / "sample").glob("*.jpg"))
WISH = BatchWish(ReportWish(("json",)), "sample")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(tmp_path / "project", reader="Ann")
    yield made
    made.close()


@pytest.mark.nightly
def test_a_killed_worker_costs_no_image_and_what_a_person_did_stays(project: Project, tmp_path: Path) -> None:
    note = b"Somchai Jaidee"
    for number, sample in enumerate(SAMPLES[:4]):
        data = sample.read_bytes()
        comment = b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note
        (tmp_path / f"{number}.jpg").write_bytes(data[:2] + comment + data[2:])
    files = [tmp_path / f"{number}.jpg" for number in range(4)]
    ended: list[UnitEnded] = []

    def kill_once(event: Event) -> None:
        if isinstance(event, UnitEnded):
            ended.append(event)
            if len(ended) == 1:
                for child in multiprocessing.active_children():
                    child.kill()

    with opened_batch(project, output=tmp_path / "out", wish=WISH, workers=Workers(1), settings=Settings()) as batch:
        with (
            pytest.raises(StorageError, match="already running"),
            opened_batch(project, output=tmp_path / "out", wish=WISH, workers=Workers(1), settings=Settings()),
        ):
            pass
        result = process(batch, files_to_process(project, files), task=Task(kill_once))
        assert (result.n_done, result.n_reports, result.problems) == (4, 4, ())
        stored = {library.smear_path(project, info).read_bytes() for info in library.smears(project)}
        assert stored == {sample.read_bytes() for sample in SAMPLES[:4]}  # the note is gone, the pixels are the same
        first = library.smears(project)[0]
        cells = labelling.cells(project, smear_id=first.id)
        labelling.set_state(project, cell_ids=[cells[0].id], state=CellState.REJECTED)
        labelling.set_label(project, cell_ids=[cells[1].id], code="codocyte")
        result = process(batch, files_to_process(project, files))
        assert (result.n_new, result.n_reports, result.n_unchanged) == (0, 1, 3)
        after = {cell.id: cell for cell in labelling.cells(project, smear_id=first.id)}
        assert (after[cells[0].id].state, after[cells[1].id].label) == (CellState.REJECTED, "codocyte")


def test_names_tell_animals_apart_whatever_the_folders_and_suffixes(project: Project, tmp_path: Path) -> None:
    lab = tmp_path / "lab"
    for name, sample in zip(("a/1.jpg", "b/1.png", "2.jpg"), SAMPLES, strict=False):
        (lab / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample, lab / name)
    added = library.add_smears(project, [lab])
    assert len(added.ids) == 3
    assert [info.specimen for info in library.smears(project)] == ["2", "a/1", "b/1"]
    for sample in SAMPLES[3:6]:  # a camera that always writes the same file
        shutil.copy(sample, lab / "2.jpg")
        library.add_smears(project, [lab / "2.jpg"])
    specimens = [info.specimen for info in library.smears(project)]
    assert len(set(specimens)) == len(specimens) == 6
