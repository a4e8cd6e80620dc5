"""Verifies the change log, writes receipts of its head, and reads timelines."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rbc_desk import __version__
from rbc_desk.core.errors import RbcDeskError, SettingsError, UnknownNameError, storage_error
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.history.audit import Break, ChainCheck, ChainHead, Fault, RecordedHead, Subject, Timeline
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import csv_table
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.times import full, now
from rbc_desk.services.audit.columns import AUDIT_COLUMNS
from rbc_desk.services.project.project import Project
from rbc_desk.services.project.roles import require_whole_sight
from rbc_desk.services.signing import signing

_KIND = "rbc-desk change log receipt"
_FEWEST_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Receipt:
    """The head of a project's change log at a time (UTC, ISO 8601). `program`: the version that wrote it."""

    project: str
    head: ChainHead
    at: str
    program: str


def verify(project: Project, *, recorded: Sequence[RecordedHead] = (), task: Task = SILENT) -> ChainCheck:
    """Verify the chain of the change log, and that it holds the recorded heads and those of the signed reports.

    Names of others in what is found are hidden from a blinded reader. Raises StorageError, also where the server
    hides entries from the account, CancelledError.
    """
    from rbc_desk.store import queries

    require_whole_sight(project)
    known = [*recorded]
    for report in signing.reports(project):
        head = signing.log_head_of(project, report)
        if head is not None:
            where = Phrase("the report of {code}, version {n}", code=report.specimen, n=report.version)
            known.append(RecordedHead(where, head))
    found = queries.verify_log(project.store, recorded=known, task=task)
    if not project.viewpoint.blinded:
        return found
    return replace(found, breaks=tuple(replace(one, at="", reader="", op="") for one in found.breaks))


def write_receipt(project: Project, path: Path) -> Receipt:
    """Write the present head of the change log to a JSON file, to be kept elsewhere. Raises StorageError."""
    from rbc_desk.store import queries

    name = queries.meta(project.store, "project_name") or project.folder.name
    receipt = Receipt(name, queries.log_head(project.store), now(), __version__)
    values = {"kind": _KIND, "project": name, **receipt.head.to_json(), "at": receipt.at, "program": receipt.program}
    try:
        write_text(path, json.dumps(values, indent=1, ensure_ascii=False) + "\n")
    except OSError as error:
        raise storage_error(error, doing="writing the receipt") from error
    return receipt


def read_receipt(path: Path) -> RecordedHead:
    """The head in a receipt. Raises RbcDeskError where the file is none, StorageError."""
    try:
        values = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise storage_error(error, doing=Phrase("reading {name}", name=path.name)) from error
    except ValueError:
        values = None
    head = ChainHead.from_json(values)
    if head is None or values.get("kind") != _KIND:
        raise RbcDeskError(
            Phrase("{name} is not a receipt of a change log.", name=path.name),
            hint="Choose a file that “rbc-desk audit receipt” wrote.",
        )
    return RecordedHead(path.name, head)


def printed_head(project: Project, digits: str) -> RecordedHead | None:
    """The entry whose hash begins with these digits, as a signed report prints them; None where there is none.

    Spaces do not count. Raises SettingsError for fewer than 16 digits.
    """
    from rbc_desk.store import queries

    plain = re.sub(r"\s", "", digits).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{_FEWEST_DIGITS},64}}", plain):
        raise SettingsError(Phrase("Give at least {n} hexadecimal digits of the head.", n=_FEWEST_DIGITS))
    head = queries.log_entry(project.store, digits=plain)
    return None if head is None else RecordedHead(digits, head)


def timeline(project: Project, *, subject: Subject, limit: int = 1000) -> Timeline:
    """The newest entries about a cell, a specimen or the project; for a blinded reader only their own.

    Raises UnknownNameError where the project has no such cell.
    """
    from rbc_desk.store import queries

    found = queries.timeline(project.store, viewpoint=project.viewpoint, subject=subject, limit=limit)
    cell = subject.cell_id
    is_unknown = cell is not None and not queries.cells_by_id(project.store, (cell,), viewpoint=project.viewpoint)
    if is_unknown and not found.entries:
        raise UnknownNameError(Phrase("The project has no cell number {n}.", n=cell))
    return found


def export_csv(shown: Timeline, path: Path) -> None:
    """Write a timeline as CSV. Raises StorageError."""
    try:
        write_text(path, csv_table(AUDIT_COLUMNS, shown.entries))
    except OSError as error:
        raise storage_error(error, doing=Phrase("writing {name}", name=path.name)) from error


def break_words(found: Break) -> Phrase:
    """What is wrong at an entry, as a sentence."""
    if found.fault is Fault.CUT:
        return Phrase(
            "Entry {n}, whose hash is in {where}, is not in the log: newer entries were removed, or an older backup "
            "was restored.",
            n=found.entry,
            where=Phrase.of(found.recorded_in),
        )
    if found.fault is Fault.REWRITTEN:
        return Phrase(
            "Entry {n} has another hash than in {where}: it, or an entry before it, was replaced since.",
            n=found.entry,
            where=Phrase.of(found.recorded_in),
        )
    what = (
        Phrase("Entries before entry {n} are missing", n=found.entry)
        if found.fault is Fault.MISSING
        else Phrase("Entry {n}, or the one before it, was changed", n=found.entry)
    )
    if not found.at:
        return Phrase("{what}.", what=what)
    return Phrase(
        "{what}: “{op}” of {reader}, {at}.",
        what=what,
        op=found.op,
        reader=found.reader,
        at=full(found.at) if _is_time(found.at) else found.at,
    )


def _is_time(text: str) -> bool:
    try:
        full(text)
    except ValueError:
        return False
    return True
