"""`rbc-desk restore` as a process."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.store.sqlite import backup
from tests.commands import run_command
from tests.gui.conftest import add_smear

ROOT = Path(__file__).resolve().parents[3]


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run_command(*arguments, cwd=ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Closed, with twelve labels in its one backup and three changed afterwards."""
    made = create_project(tmp_path / "project", reader="A")
    add_smear(made, seed=1, label=True)
    backup.back_up(made.store, force=True)
    for cell in (1, 2, 3):
        labelling.set_label(made, cell_ids=[cell], code="codocyte")
    shutil.copy(made.folder / "project.sqlite-wal", tmp_path / "log")
    made.close()
    return made


def test_restore_lists_and_brings_back_a_backup_that_was_copied_by_hand(project: Project, tmp_path: Path) -> None:
    folder = project.folder
    made = next(iter(backup.backups(folder)))
    listed = json.loads(_run("restore", folder, "--list", "--json").stdout)
    assert [(row["file"], row["labels"], row["steps_lost"]) for row in listed] == [(str(made), 12, 3)]
    shutil.copy(tmp_path / "log", folder / "project.sqlite-wal")  # as a kill leaves it
    shutil.copy(made, folder / "project.sqlite")
    refused = _run("export", "csv", "--project", folder, "-o", tmp_path / "out")
    assert refused.returncode == 1
    assert f"rbc-desk restore {folder}" in refused.stderr
    done = _run("restore", folder, "--backup", made.name)
    assert (done.returncode, done.stdout) == (0, f"Restored {made.name}: 1 smear, 12 cells, 12 labels.\n")
    kept = next((folder / "backups").glob("replaced-*"))
    assert str(kept) in done.stderr
    assert (kept / "project.sqlite-wal").read_bytes() == (tmp_path / "log").read_bytes()
    restored = open_project(folder, reader="A")
    assert labelling.counts(restored) == {"normal": 6, "hypochromia": 6}
    with restored.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM crop").scalar() == 12
    restored.close()


def test_restore_without_a_backup_says_so_and_changes_nothing(tmp_path: Path) -> None:
    create_project(tmp_path / "project", reader="A").close()
    before = (tmp_path / "project" / "project.sqlite").read_bytes()
    done = _run("restore", tmp_path / "project")
    assert done.returncode == 2
    assert "contains no readable backup" in done.stderr
    assert (tmp_path / "project" / "project.sqlite").read_bytes() == before
