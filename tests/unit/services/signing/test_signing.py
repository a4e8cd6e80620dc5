"""Signing: secrets, signed reports, the lock, reopening, and verification."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.errors import LockedSpecimenError, RbcDeskError, SecretError, StaleRowError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Entity
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.signing import keys, signing, verification
from rbc_desk.services.signing.verification import Check
from rbc_desk.store.rows import PredictionRow
from rbc_desk.store.sqlite import backup

SECRET = "seven black cats"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF\n"
CONTENT = {"percent": {"codocyte": 12.5}, "comment": "Zielzellen, einige · พบบ้าง"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with closing(create_project(tmp_path / "project", class_set="paper", reader="Ann")) as made:
        with made.store.transact("Add", reader="Ann") as tx:
            specimen = tx.insert(Entity.SPECIMEN, {"code": "dog 17/a", "species": "dog"})
            facts = {"name": "a.png", "stored_name": "a.png", "sha256": "a", "width": 640, "height": 480}
            smear = tx.insert(Entity.SMEAR, {"specimen_id": specimen, "typical_diameter_px": 40.0, **facts})
            cell = {"smear_id": smear, "y": 60.0, "r": 20.0, "state": "proposed"}
            ids = tx.insert_many(Entity.CELL, [{**cell, "x": 50.0 * i} for i in range(1, 6)])
            model = tx.derived.insert_model(
                name="m", folder="models/m", network="n", codes=("codocyte", "normal"), metrics={}, run_id=None,
                active=True,
            )  # fmt: skip
            circle = Circle(250.0, 60.0, 20.0)
            tx.derived.put_predictions([PredictionRow(model, ids[4], circle, "normal", (0.3, 0.7))])
        labelling.set_label(made, cell_ids=[1, 2], code="codocyte")
        yield made


@pytest.fixture
def signed(project: Project) -> Project:
    keys.set_secret(project, secret=SECRET)
    signing.sign(project, specimen_id=1, secret=SECRET, pdf=PDF, content=CONTENT, rules=["codocyte-1"])
    return project


def failing(found: verification.Verification) -> list[Check]:
    return [finding.check for finding in found.findings if not finding.holds]


def test_a_signed_report_is_kept_with_its_file_and_verifies(signed) -> None:
    (report,) = signing.reports(signed)
    path = signing.report_path(signed, report)
    assert path.read_bytes() == PDF
    assert path.name.startswith("dog_17_a-v1-")
    found = verification.verify(signed, pdf=path)
    assert found.holds
    assert found.report == report
    assert found.notes == ()
    assert "Ann signed it on" in found.findings[1].words


def test_the_secret_is_nowhere_in_the_project(signed) -> None:
    signed.store.settle()
    for path in signed.folder.rglob("*"):
        assert path.is_dir() or SECRET.encode() not in path.read_bytes()


def test_another_secret_is_refused_and_nothing_is_signed(project) -> None:
    with pytest.raises(SecretError, match="has not set"):
        signing.prepare(project, specimen_id=1, secret=SECRET)
    with pytest.raises(SecretError, match="at least 6"):
        keys.set_secret(project, secret="abc  ")
    keys.set_secret(project, secret=SECRET)
    with pytest.raises(SecretError, match="not the signing secret") as refused:
        signing.prepare(project, specimen_id=1, secret=SECRET + " ")
    assert refused.value.wrong
    assert signing.reports(project) == ()


def test_a_reader_without_a_name_cannot_sign(project) -> None:
    with pytest.raises(SecretError, match="with a name"):
        keys.set_secret(readers.as_reader(project, name="reader"), secret=SECRET)


def test_a_secret_is_the_same_however_a_keyboard_composes_its_letters(project) -> None:
    keys.set_secret(project, secret="Blutbild für น้ำ")
    assert signing.prepare(project, specimen_id=1, secret="Blutbild fu\u0308r น\u0e49\u0e4d\u0e32")


def test_what_a_retired_key_signed_stays_valid(signed) -> None:
    with pytest.raises(SecretError, match="not the signing secret"):
        keys.set_secret(signed, secret="another one", current="wrong")
    keys.set_secret(signed, secret="another one", current=SECRET)
    found = verification.verify(signed, pdf=PDF)
    assert found.holds
    assert "has used another signing secret" in found.notes[0]
    signing.reopen(signed, specimen_id=1, why="typing error")
    with pytest.raises(SecretError):
        signing.prepare(signed, specimen_id=1, secret=SECRET)
    signing.sign(signed, specimen_id=1, secret="another one", pdf=PDF + b"2", content={})
    assert verification.verify(signed, pdf=PDF + b"2").notes == ()


def test_a_secret_that_was_set_without_the_earlier_one_is_mentioned(signed) -> None:
    keys.set_secret(signed, secret="another one", forgotten=True)
    signing.reopen(signed, specimen_id=1, why="typing error")
    signing.sign(signed, specimen_id=1, secret="another one", pdf=PDF + b"2", content={})
    found = verification.verify(signed, pdf=PDF + b"2")
    assert found.holds
    assert "without the earlier one" in found.notes[0]


def test_a_report_is_not_signed_where_the_specimen_changed_since_it_was_prepared(project) -> None:
    keys.set_secret(project, secret=SECRET)
    signer = signing.prepare(project, specimen_id=1, secret=SECRET)
    assert (signer.version, signer.amends, signer.reader, signer.model_name) == (1, None, "Ann", "m")
    assert SECRET not in repr(signer)
    labelling.set_label(project, cell_ids=[3], code="normal")
    with pytest.raises(StaleRowError, match="changed while the report was made"):
        signer.sign(pdf=PDF, content={})
    assert signing.reports(project) == ()
    assert list((project.folder / "reports").iterdir()) == []


def test_a_signed_specimen_cannot_be_changed_nor_can_an_earlier_step_be_undone(project) -> None:
    before = labelling.set_label(project, cell_ids=[3], code="normal")
    keys.set_secret(project, secret=SECRET)
    signing.sign(project, specimen_id=1, secret=SECRET, pdf=PDF, content={})
    for edit in (
        lambda: labelling.set_label(project, cell_ids=[4], code="normal"),
        lambda: labelling.apply(project, before.inverse()),
    ):
        with pytest.raises(LockedSpecimenError, match=r"dog 17/a was signed by Ann on .*Reopen as an amended"):
            edit()
    assert labelling.counts(project) == {"codocyte": 2, "normal": 1}
    with pytest.raises(LockedSpecimenError, match="Ann signed version 1"):
        signing.prepare(project, specimen_id=1, secret=SECRET)
    with pytest.raises(LockedSpecimenError), project.store.transact("Map", reader="Ann") as tx:
        tx.insert(Entity.CLASS_ALIAS, {"model_id": 1, "code": "normal", "target": "codocyte"})
    with project.store.transact("Map", reader="Ann") as tx:
        tx.insert(Entity.CLASS_ALIAS, {"model_id": 1, "code": "codocyte", "target": "normal"})
    assert verification.verify(project, pdf=PDF).holds


def test_a_reopened_specimen_can_be_changed_and_its_next_report_replaces_the_first(signed) -> None:
    with pytest.raises(RbcDeskError, match="needs a reason"):
        signing.reopen(signed, specimen_id=1, why="  ")
    signing.reopen(signed, specimen_id=1, why="one cell was mistaken")
    assert failing(verification.verify(signed, pdf=PDF)) == [Check.CURRENT]
    labelling.set_label(signed, cell_ids=[3], code="normal")
    found = verification.verify(signed, pdf=PDF)
    assert failing(found) == [Check.STATE, Check.CURRENT]
    assert "one cell was mistaken" in found.findings[-1].words
    amended = signing.sign(signed, specimen_id=1, secret=SECRET, pdf=PDF + b"2", content={})
    assert (amended.version, amended.amends) == (2, 1)
    assert verification.verify(signed, pdf=PDF + b"2").holds
    assert "replaced by version 2" in verification.verify(signed, pdf=PDF).findings[-1].words
    signing.reopen(signed, specimen_id=1, why="again")
    for remove in (lambda tx: tx.remove(Entity.SMEAR, 1), lambda tx: tx.remove(Entity.SPECIMEN, 1)):
        with pytest.raises(LockedSpecimenError, match="cannot be"), signed.store.transact("R", reader="A") as tx:
            remove(tx)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(PDF) - 1), by=st.integers(1, 255), how=st.sampled_from(["change", "insert", "cut"]))
def test_a_pdf_with_any_byte_altered_is_known_as_altered(signed, at, by, how) -> None:
    altered = {
        "change": PDF[:at] + bytes([PDF[at] ^ by]) + PDF[at + 1 :],
        "insert": PDF[:at] + bytes([by]) + PDF[at:],
        "cut": PDF[:at] + PDF[at + 1 :],
    }[how]
    found = verification.verify(signed, pdf=altered)
    assert failing(found) == [Check.BYTES]
    assert "altered" in found.findings[0].words


def test_a_file_of_another_origin_is_not_a_report_of_the_project(signed, tmp_path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.7 another" * 300)
    found = verification.verify(signed, pdf=other)
    assert found.report is None
    assert "not a report that was signed in this project" in found.findings[0].words


STORED = {
    "specimen_code": "'cat 3'", "version": "3", "amends": "1", "smears": "'[]'", "signed_by": "'Bob'",
    "signed_at": "'2020-01-01T00:00:00.000+00:00'", "program": "'9'", "model_hash": "'0'", "rules": "'[]'",
    "content": "'{}'", "signature": "zeroblob(64)", "seen_as": "'blinded'", "state_hash": "'0'",
}  # fmt: skip


def after_each(project: Project, statements: Iterable[str]) -> Iterator[tuple[str, list[Check]]]:
    """What fails after each statement is executed on the database by itself."""
    with (
        closing(sqlite3.connect(project.store.database)) as file,
        closing(sqlite3.connect(":memory:")) as before,
    ):
        file.backup(before)
        for statement in statements:
            file.execute(statement)
            file.commit()
            yield statement, failing(verification.verify(project, pdf=PDF))
            before.backup(file)
    assert verification.verify(project, pdf=PDF).holds


def test_a_stored_report_that_somebody_altered_has_a_wrong_signature(signed) -> None:
    for statement, found in after_each(signed, [f"UPDATE report SET {c} = {v}" for c, v in STORED.items()]):
        assert Check.SIGNATURE in found, statement


def test_a_change_past_the_lock_is_found(signed) -> None:
    changes = [
        "UPDATE cell SET x = x + 0.01 WHERE id = 4",
        "UPDATE cell SET kind = 'white' WHERE id = 4",
        "UPDATE cell SET state = 'rejected' WHERE id = 4",
        "UPDATE cell_label SET code = 'normal' WHERE id = 1",
        "UPDATE prediction SET code = 'codocyte'",
        "UPDATE specimen SET species = 'cat'",
        "UPDATE smear SET um_per_px = 0.1",
        "UPDATE smear SET sha256 = 'b'",
        "UPDATE smear SET removed = 1",
    ]
    for statement, found in after_each(signed, changes):
        assert found == [Check.STATE], statement


def test_the_state_is_the_same_after_a_restart_and_in_any_order_of_rows(signed) -> None:
    before = signing.state_hash(signed, specimen_id=1)
    with closing(sqlite3.connect(signed.store.database)) as file:
        file.execute("PRAGMA foreign_keys = OFF")
        for table, column in (("cell", "id"), ("cell_label", "cell_id"), ("prediction", "cell_id")):
            file.execute(f"UPDATE {table} SET {column} = 1000 - {column}")
        file.commit()
    signed.close()
    with closing(open_project(signed.folder, reader="Ann")) as again:
        assert signing.state_hash(again, specimen_id=1) == before
        assert signing.state_hash(again, specimen_id=1, rules=["x"]) != before


def test_labels_of_others_count_where_the_signer_sees_them(project) -> None:
    bob = readers.as_reader(project, name="Bob")
    states = []
    for blinded in (False, True):
        readers.set_blinded(project, blinded=blinded)
        before = signing.state_hash(project, specimen_id=1)
        labelling.set_label(bob, cell_ids=[4], code="codocyte" if blinded else "normal")
        states.append(signing.state_hash(project, specimen_id=1) == before)
    assert states == [False, True]


def test_cells_rejected_after_signing_are_kept_as_they_were(signed) -> None:
    with pytest.raises(LockedSpecimenError):
        labelling.set_state(signed, cell_ids=[1], state=CellState.REJECTED)
    assert signing.state_hash(signed, specimen_id=1, rules=["codocyte-1"]) == signing.reports(signed)[0].state_hash


def test_a_missing_own_copy_is_mentioned(signed) -> None:
    (report,) = signing.reports(signed)
    signing.report_path(signed, report).unlink()
    found = verification.verify(signed, pdf=PDF)
    assert found.holds
    assert "missing or altered" in found.notes[0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are forked, which this system cannot")
@pytest.mark.parametrize("at", ["INSERT INTO report", "COMMIT", "done"])
def test_a_kill_while_signing_leaves_a_whole_report_or_none(project, at) -> None:
    keys.set_secret(project, secret=SECRET)
    folder = project.folder
    project.close()
    pid = os.fork()
    if pid == 0:
        try:
            _sign_and_die(folder, at=at)
        finally:
            os._exit(0)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL
    assert [p.name for p in (folder / "reports").iterdir() if p.suffix == ".pdf"] != []
    with closing(open_project(folder, reader="Ann")) as again:
        reports = signing.reports(again)
        left = [p.name for p in (folder / "reports").iterdir()]
        assert left == [one.pdf_name for one in reports]
        assert len(reports) == (at == "done")


def _sign_and_die(folder: Path, *, at: str) -> None:
    from sqlalchemy import event

    project = open_project(folder, reader="Ann", back_up=False)
    signer = signing.prepare(project, specimen_id=1, secret=SECRET)

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if at == "COMMIT":
        event.listen(project.store._engine, "commit", die)
    elif at != "done":
        event.listen(
            project.store._engine,
            "before_cursor_execute",
            lambda _c, _k, statement, *_: die() if statement.startswith(at) else None,
        )
    signer.sign(pdf=PDF, content={})
    die()


def test_files_without_a_report_stay_after_an_older_backup_was_restored(signed) -> None:
    (report,) = signing.reports(signed)
    copy = backup.back_up(signed.store, force=True)
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("SELECT version FROM report").fetchall() == [(1,)]
        file.execute("DELETE FROM report")
        file.commit()
    path = signing.report_path(signed, report)
    signed.close()
    copy.replace(signed.store.database)
    for beside in signed.folder.glob("project.sqlite-*"):
        beside.unlink()
    with closing(open_project(signed.folder, reader="Ann")) as again:
        assert signing.reports(again) == ()
        assert path.read_bytes() == PDF
