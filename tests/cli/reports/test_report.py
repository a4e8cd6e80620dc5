"""`rbc-desk report` as a process."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from rbc_desk.services.signing import keys, signing
from rbc_desk.services.specimens import editing
from tests.commands import run_command
from tests.gui.conftest import add_smear

ROOT = Path(__file__).resolve().parents[3]
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8 + b"%%EOF\n"


def verify(path: Path, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run_command("report", "verify", path, "--project", folder, *more, cwd=ROOT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    project = create_project(tmp_path / "project", reader="Ann")
    add_smear(project, seed=1, label=True)
    keys.set_secret(project, secret="seven black cats")
    signing.sign(project, specimen_id=1, secret="seven black cats", pdf=PDF, content={})
    project.close()
    return tmp_path / "project"


def test_a_signed_report_is_valid_until_it_is_altered(folder: Path, tmp_path: Path) -> None:
    (path,) = (folder / "reports").glob("*.pdf")
    done = verify(path, folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("ok ") == 4
    assert done.stdout.endswith("The report is valid.\n")
    altered = tmp_path / "letter.pdf"
    altered.write_bytes(PDF.replace(b"%PDF-1.7", b"%PDF-1.6"))
    done = verify(altered, folder, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["valid"], found["report"]["signed_by"]) == (1, False, "Ann")
    assert "altered" in found["checks"][0]["message"]
    altered.write_bytes(b"something else")
    done = verify(altered, folder)
    assert done.returncode == 1
    assert "NOT a report of this project" in done.stdout
    assert verify(tmp_path / "nothing.pdf", folder).returncode == 1


def make(folder: Path, output: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run_command("report", "make", "--project", folder, "-o", output, *more, cwd=ROOT)


def test_reports_are_written_once_and_again_only_where_the_specimen_changed(tmp_path: Path) -> None:
    folder, output = tmp_path / "project", tmp_path / "reports"
    with closing(create_project(folder, reader="Ann")) as project:
        smears = [add_smear(project, seed=seed, label=True) for seed in (1, 2)]
    done = make(folder, output, "--all", "--format", "csv,json", "--json")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in output.iterdir()) == [
        *("dog 1.csv", "dog 1.json", "dog 2.csv", "dog 2.json", "reports.csv"),
    ]
    with closing(open_project(folder, reader="Ann")) as project:
        cells = labelling.cells(project, smear_id=smears[0])
        labelling.set_label(project, cell_ids=[cells[0].id], code="codocyte")
    done = make(folder, output, "--all", "--format", "csv,json", "--json")
    assert {one["specimen"]: one["written"] for one in json.loads(done.stdout)["reports"]} == {
        "dog 1": True,
        "dog 2": False,
    }
    done = make(folder, output, "--specimen", "dog 2", "--format", "csv", "--format", "json")
    assert "dog 2: dog 2.csv, dog 2.json (unchanged)" in done.stdout
    assert make(folder, output, "--specimen", "cat").returncode == 2
    assert make(folder, output).returncode == 2


def test_a_specimen_that_fails_does_not_stop_the_rest(tmp_path: Path) -> None:
    folder, output = tmp_path / "project", tmp_path / "reports"
    with closing(create_project(folder, reader="Ann")) as project:
        for seed in (1, 2):
            add_smear(project, seed=seed, label=True)
    (folder / "smears" / "smear-1.jpg").unlink()
    done = make(folder, output, "--all", "--format", "csv")
    assert done.returncode == 1
    assert "dog 1" in done.stderr
    assert "1 reports written, 0 left as they were, 1 failed" in done.stdout
    assert (output / "dog 2.csv").is_file()


def test_codes_that_look_alike_as_file_names_get_files_of_their_own(tmp_path: Path) -> None:
    folder, output = tmp_path / "project", tmp_path / "reports"
    codes = ("=1+1", "a/b", "a:b")
    with closing(create_project(folder, reader="Ann")) as project:
        for seed, code in enumerate(codes):
            smear = add_smear(project, seed=seed, label=True)
            editing.move_smears(project, smear_ids=[smear], code=code)
    done = make(folder, output, "--all", "--format", "json", "--json")
    assert done.returncode == 0, done.stderr
    files = {one["specimen"]: one["files"] for one in json.loads(done.stdout)["reports"]}
    assert files.keys() == set(codes)
    assert len({file for names in files.values() for file in names}) == 3
    done = make(folder, output, "--all", "--format", "json", "--json")
    assert {one["specimen"]: one["files"] for one in json.loads(done.stdout)["reports"]} == files
    assert not any(one["written"] for one in json.loads(done.stdout)["reports"])


def test_the_counting_sheet_is_shown_and_written(folder: Path, tmp_path: Path) -> None:
    done = run_command("report", "sheet", "--project", folder, "--specimen", "dog 1", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "dog 1: 9 more fields to read. 988 more cells to count." in done.stdout
    assert "Fields read: 1 of 10. Cells: 12 of 1000." in done.stdout
    path = tmp_path / "sheet.csv"
    written = run_command("report", "sheet", "-p", folder, "--specimen", "dog 1", "-o", path, "--json", cwd=ROOT)
    assert json.loads(written.stdout)["cells"] == {"counted": 12, "wanted": 1000}
    assert "hypochromia," in path.read_text("utf-8-sig")
    wrong = run_command("report", "sheet", "-p", folder, "--specimen", "dog 1", "-o", tmp_path / "x.pdf", cwd=ROOT)
    assert wrong.returncode == 2
    assert ".csv or .json" in wrong.stderr
