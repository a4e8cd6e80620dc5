"""`rbc-desk check` and `rbc-desk repair` as processes."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import crops
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from tests.commands import run_command
from tests.gui.conftest import add_smear
from tests.store.disks import swap_indexes

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with two smears of twelve labelled cells each, and their crops."""
    project = create_project(tmp_path / "project", reader="Ann")
    for seed in (1, 2):
        add_smear(project, seed=seed, label=True)
    crops.store_crops(project)
    project.close()
    return tmp_path / "project"


def command(verb: str, folder: Path, *more: str) -> tuple[int, dict[str, list[dict[str, str]]]]:
    done = run_command(verb, folder, "--json", *more, cwd=ROOT)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def kinds(found: list[dict[str, str]]) -> list[str]:
    return sorted(one["kind"] for one in found)


def test_damage_is_found_repaired_and_what_was_replaced_is_kept(folder: Path) -> None:
    done = run_command("check", folder, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "No problems were found.\n"), done.stderr
    first, second = sorted((folder / "smears").iterdir())
    whole, image = second.read_bytes(), first.read_bytes()
    second.write_bytes(whole[:-100])  # cut off, and no copy
    first.rename(first.with_name(f"{first.stem}.jpeg"))  # renamed by hand
    stray = folder / "smears" / "notes.txt"
    stray.write_text("mine")
    for path in (stray, first.with_name(f"{first.stem}.jpeg")):
        os.utime(path, (0, 0))
    swap_indexes(folder / "project.sqlite")
    with closing(sqlite3.connect(folder / "project.sqlite")) as disk, disk:
        disk.execute("UPDATE crop SET png = x'00' WHERE cell_id = 3")
    status, found = command("check", folder)
    assert status == 1
    assert kinds(found["found"]) == ["crop", "image_damaged", "image_missing", "index", "stray_file", "stray_file"]
    before = sorted(path.name for path in (folder / "smears").iterdir())
    status, planned = command("repair", folder, "--dry-run")
    assert (status, kinds(planned["left"]), len(planned["would_repair"])) == (1, ["image_damaged"], 5)
    assert sorted(path.name for path in (folder / "smears").iterdir()) == before
    status, result = command("repair", folder)
    assert (status, kinds(result["left"])) == (1, ["image_damaged"])
    assert kinds(result["repaired"]) == ["crop", "image_missing", "index", "stray_file", "stray_file"]
    kept = Path(str(result["kept_in"]))
    assert (kept / "smears" / "notes.txt").read_text() == "mine"
    assert (kept / "project.sqlite").stat().st_size > 0
    assert first.read_bytes() == image
    second.write_bytes(whole)
    assert command("check", folder) == (0, {"sound": True, "found": []})
    with closing(open_project(folder, reader="Ann")) as project:
        assert sum(labelling.counts(project).values()) == 24
        with project.store.reading() as connection:
            crop = connection.exec_driver_sql("SELECT length(png) FROM crop WHERE cell_id = 3").scalar_one()
    assert crop > 100
