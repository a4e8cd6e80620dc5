"""`rbc-desk report verify` as a process."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from rbc_desk.services.project.project import create_project
from rbc_desk.services.signing import keys, signing
from tests.commands import run_command
from tests.gui.conftest import add_smear

ROOT = Path(__file__).resolve().parents[2]
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
