"""Quality of fields: measured once per image, described in any language."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from PIL import Image

from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import Progress
from rbc_desk.core.task import Task
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import library, quality
from rbc_desk.services.smears.measured_fields import MEASURED_BY
from rbc_desk.store.rows import FieldQualityRow


@pytest.fixture
def project(tmp_path):
    """Two rendered smears."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for seed in (1, 2):
        pixels = render_smear(seed=seed, width=320, height=240, cell_px=30, n_cells=24).pixels
        Image.fromarray(pixels).save(folder / f"smear {seed}.png")
    project = create_project(tmp_path / "project", class_set="paper", reader="Ann")
    library.add_smears(project, [folder])
    yield project
    project.close()


def judge(project, **options):
    assessed = quality.assess_fields(project, smears=library.smears(project), **options)
    return {one.sha256: one for one in assessed}


def test_a_field_that_was_judged_is_not_read_again_nor_after_the_project_was_reopened(project, tmp_path):
    noise = np.random.default_rng(3).integers(0, 256, (120, 160, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "snow.png")
    library.add_smears(project, [tmp_path / "snow.png"])
    first = judge(project)
    assert len(first) == 3
    assert {one.doubtful for one in first.values()} == {True, False}
    for info in library.smears(project):
        library.smear_path(project, info).unlink()  # what is read again is missing now
    assert judge(project) == first
    folder = project.folder
    project.close()
    again = open_project(folder, reader="Ben")
    assert judge(again) == first
    again.close()


def test_what_was_measured_before_a_stop_is_kept(project):
    task, seen = Task(), []

    def report(event):
        seen.append(event)
        if isinstance(event, Progress):
            task.stop()

    with pytest.raises(CancelledError):
        judge(project, task=task.reporting_to(report))
    done = [event for event in seen if isinstance(event, quality.SmearQuality)]
    assert len(done) < 2
    for info in library.smears(project):
        library.smear_path(project, info).unlink()
    assert judge(project) == {one.sha256: one for one in done}


def test_what_another_version_or_for_another_cell_width_measured_is_measured_anew(project):
    first = judge(project)
    with sqlite3.connect(project.store.database) as database:
        stored = database.execute("SELECT smear_id, figures FROM field_quality").fetchall()
    assert len(stored) == 2
    for spoilt in ({"measured_by": MEASURED_BY - 1}, {"cell_px": 3.0}):
        for smear_id, figures in stored:
            wrong = json.loads(figures) | {"glass_level": 0.0}
            row = FieldQualityRow(smear_id, MEASURED_BY, 30.0, wrong)._replace(**spoilt)
            with project.store.transact("Spoil", reader="Ann") as tx:
                tx.derived.put_field_quality([row])
        assert judge(project) == first


def test_a_project_that_cannot_be_written_is_measured_each_time(project, tmp_path):
    folder = project.folder
    first = judge(project)
    with project.store.transact("Forget", reader="Ann") as tx:
        old = [FieldQualityRow(info.id, 0, 1.0, {}) for info in library.smears(project)]
        tx.derived.put_field_quality(old)
    project.close()
    for path in (folder, folder / "project.sqlite"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with closing(open_project(folder, reader="Ben")) as again:
            assert judge(again) == first
    finally:
        folder.chmod(0o755)
