"""`rbc-desk audit` as a process."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from rbc_desk.services.signing import keys, signing
from tests.commands import run_command
from tests.gui.conftest import add_smear

ROOT = Path(__file__).resolve().parents[3]
SECRET = "seven black cats"


def audit(command: str, folder: Path, *more: object) -> subprocess.CompletedProcess[str]:
    return run_command("audit", command, "--project", folder, *more, cwd=ROOT)


def drop_entries(folder: Path, *, from_: int) -> None:
    with closing(sqlite3.connect(folder / "project.sqlite")) as disk, disk:
        disk.execute("DROP TRIGGER change_log_no_delete")
        disk.execute("DELETE FROM change_log WHERE id >= ?", (from_,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    project = create_project(tmp_path / "project", reader="Ann")
    add_smear(project, seed=1, label=True)
    keys.set_secret(project, secret=SECRET)
    project.close()
    return tmp_path / "project"


def test_tampering_is_told_with_its_place_and_by_the_exit_status(folder: Path) -> None:
    done = audit("verify", folder)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "The change log is unbroken."), done.stderr
    with closing(sqlite3.connect(folder / "project.sqlite")) as disk, disk:
        disk.execute("DROP TRIGGER change_log_no_update")
        number = disk.execute("SELECT min(id) FROM change_log WHERE entity = 'cell_label'").fetchone()[0]
        disk.execute("UPDATE change_log SET after = replace(after, 'Ann', 'Bob') WHERE id = ?", (number,))
    done = audit("verify", folder)
    assert done.returncode == 1
    assert done.stdout.startswith(f"BROKEN  Entry {number}, or the one before it, was changed: “Label")
    found = json.loads(audit("verify", folder, "--json").stdout)
    assert (found["unbroken"], [one["entry"] for one in found["breaks"]]) == (False, [number])


def test_a_receipt_and_a_signed_report_tell_of_entries_that_were_removed_since(folder: Path, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.json"
    done = audit("receipt", folder, "-o", receipt)
    assert done.returncode == 0, done.stderr
    head = json.loads(receipt.read_text("utf-8"))
    again = audit("receipt", folder, "-o", receipt)  # an earlier receipt is never replaced
    assert again.returncode == 2 and "exists already" in again.stderr
    assert json.loads(receipt.read_text("utf-8")) == head
    with closing(open_project(folder, reader="Ann")) as project:
        signed = signing.sign(project, specimen_id=1, secret=SECRET, pdf=b"%PDF", content={})
        assert signing.log_head_of(project, signed).to_json() == {"entry": head["entry"], "hash": head["hash"]}
    printed = head["hash"][:8] + " " + head["hash"][8:32]
    done = audit("verify", folder, "--receipt", receipt, "--head", printed)
    assert done.returncode == 0, done.stdout
    drop_entries(folder, from_=head["entry"])
    done = audit("verify", folder, "--receipt", receipt, "--head", printed)
    assert done.returncode == 1
    assert "whose hash is in receipt.json, is not in the log" in done.stdout
    assert f"whose hash is in the report of {signed.specimen}, version 1" in done.stdout
    assert f"No entry has a hash that begins with {printed}" in done.stdout
    receipt.write_text("{}")
    done = audit("verify", folder, "--receipt", receipt)
    assert (done.returncode, done.stdout) == (1, "")
    assert "not a receipt" in done.stderr


def test_what_happened_to_a_cell_is_listed_with_reader_values_and_source(folder: Path, tmp_path: Path) -> None:
    with closing(open_project(folder, reader="Bea")) as project:
        cell = labelling.cells(project, smear_id=1)[0]
        labelling.set_label(project, cell_ids=[cell.id], code="codocyte")
    newest = json.loads(audit("show", folder, "--cell", cell.id, "--json").stdout)[0]
    assert (newest["reader"], newest["before"], newest["after"], newest["source"]) == (
        "Bea",
        "",
        "codocyte",
        "by hand",
    )
    table = tmp_path / "log.csv"
    assert audit("show", folder, "-o", table).returncode == 0
    lines = table.read_text("utf-8-sig").splitlines()
    assert lines[0] == "entry,at,reader,action,subject,before,after,source"
    assert "Bea" in lines[1]
    assert audit("show", folder, "--cell", 99_999).returncode == 2
