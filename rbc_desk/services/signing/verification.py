"""Verifies a PDF against a project: its bytes, its signature, its signer's key, and the state of the specimen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rbc_desk.core.errors import RbcDeskError, storage_error
from rbc_desk.core.files.hashing import hash_bytes, hash_json
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.signed import ReaderKey, SignedReport, statement
from rbc_desk.core.times import full
from rbc_desk.services.project.project import Project
from rbc_desk.services.signing import keys, signing

_LIKE = 0.5
"""A file that shares this part of its bytes, from both ends, with a signed report is an altered copy of it."""
_SIZE_SLACK = 4096


class Check(StrEnum):
    """What is verified."""

    BYTES = "bytes"
    SIGNATURE = "signature"
    STATE = "state"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of a check, in words."""

    check: Check
    holds: bool
    words: Phrase


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found about a PDF. `report`: the signed report that it is, or is an altered copy of.

    `notes` add to the findings and change nothing.
    """

    report: SignedReport | None
    findings: tuple[Finding, ...]
    notes: tuple[Phrase, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the file is a valid, current report whose specimen is unchanged."""
        return bool(self.findings) and all(finding.holds for finding in self.findings)


def verify(project: Project, *, pdf: Path | bytes) -> Verification:
    """Verify a PDF, a file or its bytes, against the project. It takes up to 1 s. Raises StorageError."""
    from rbc_desk.store import queries

    data = pdf if isinstance(pdf, bytes) else _read(pdf)
    found = queries.reports_of_pdf(project.store, pdf_sha256=hash_bytes(data))
    if not found:
        return _unknown(project, data, name="" if isinstance(pdf, bytes) else pdf.name)
    report = found[0]
    intact = Finding(
        Check.BYTES,
        True,
        Phrase(
            "The file is the report of specimen {code}, version {version}, unaltered.",
            code=report.specimen,
            version=report.version,
        ),
    )
    key = next((one for one in queries.reader_keys(project.store) if one.id == report.key_id), None)
    findings = (intact, _signature(project, report, key), _state(project, report), _current(project, report))
    return Verification(report, findings, _notes(project, report, key))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise storage_error(error, doing=Phrase("reading {name}", name=path.name)) from error


def _unknown(project: Project, data: bytes, *, name: str) -> Verification:
    report = _resembling(project, data, name=name)
    if report is None:
        words = Phrase("The file is not a report that was signed in this project.")
        return Verification(None, (Finding(Check.BYTES, False, words),))
    words = Phrase(
        "The file was altered: it is not, byte for byte, the report of specimen {code}, version {version}, that "
        "{reader} signed on {at}.",
        code=report.specimen,
        version=report.version,
        reader=report.signed_by,
        at=full(report.signed_at),
    )
    return Verification(report, (Finding(Check.BYTES, False, words),))


def _resembling(project: Project, data: bytes, *, name: str) -> SignedReport | None:
    """The signed report of which a file is an altered copy."""
    reports = signing.reports(project)
    for report in reports:
        if report.pdf_name == name:
            return report
    for report in reports:
        path = signing.report_path(project, report)
        try:
            if abs(path.stat().st_size - len(data)) <= _SIZE_SLACK and _are_alike(path.read_bytes(), data):
                return report
        except OSError:
            continue
    return None


def _are_alike(a: bytes, b: bytes) -> bool:
    shared = _n_equal(a, b) + _n_equal(a[::-1], b[::-1])
    return shared >= _LIKE * max(len(a), len(b), 1)


def _n_equal(a: bytes, b: bytes) -> int:
    """The number of equal bytes at the beginning."""
    low, high = 0, min(len(a), len(b))
    while low < high:  # by halving, since bytes are compared quickest in one piece
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[:middle] == b[:middle] else (low, middle - 1)
    return low


def _signature(project: Project, report: SignedReport, key: ReaderKey | None) -> Finding:
    from rbc_desk.store import queries

    content = queries.report_content(project.store, report_id=report.id)
    signer = {"reader": report.signed_by, "at": full(report.signed_at)}
    if key is None or key.reader != report.signed_by or not _was_in_use(key, at=report.signed_at):
        words = Phrase("The signature is not by a key that {reader} used on {at}.", **signer)
        return Finding(Check.SIGNATURE, False, words)
    text = statement(report, content_sha256=hash_json(content), public_key=key.public_key)
    if not keys.is_signed_by(key.public_key, signature=report.signature, text=text):
        words = Phrase(
            "The signature is wrong: what the project has stored of this report is not what {reader} signed.",
            **signer,
        )
        return Finding(Check.SIGNATURE, False, words)
    words = Phrase("{reader} signed it on {at} with the key {fingerprint}.", fingerprint=key.fingerprint, **signer)
    return Finding(Check.SIGNATURE, True, words)


def _was_in_use(key: ReaderKey, *, at: str) -> bool:
    return key.created_at <= at and (key.retired_at is None or at <= key.retired_at)


def _state(project: Project, report: SignedReport) -> Finding:
    try:
        now = signing.state_now(project, report)
    except RbcDeskError:
        return Finding(Check.STATE, False, Phrase("The specimen is no longer in the project."))
    if now == report.state_hash:
        words = Phrase("Specimen, cells, labels, model and rules are as they were when it was signed.")
        return Finding(Check.STATE, True, words)
    return Finding(
        Check.STATE, False, Phrase("The specimen, its cells or its labels were changed after the signing.")
    )


def _current(project: Project, report: SignedReport) -> Finding:
    newest = signing.reports(project, specimen_id=report.specimen_id)[0]
    if newest.id != report.id:
        words = Phrase(
            "It was replaced by version {version}, signed by {reader} on {at}.",
            version=newest.version,
            reader=newest.signed_by,
            at=full(newest.signed_at),
        )
        return Finding(Check.CURRENT, False, words)
    if report.reopened_at is not None:
        words = Phrase(
            "{reader} reopened it on {at}: {why}",
            reader=report.reopened_by,
            at=full(report.reopened_at),
            why=report.reopened_why,
        )
        return Finding(Check.CURRENT, False, words)
    words = Phrase("It is the current version.")
    if report.amends is not None:
        words = Phrase("It is the current version and replaces version {version}.", version=report.amends)
    return Finding(Check.CURRENT, True, words)


def _notes(project: Project, report: SignedReport, key: ReaderKey | None) -> tuple[Phrase, ...]:
    from rbc_desk.store import queries

    notes = []
    if key is not None:
        if key.retired_at is not None:
            notes.append(
                Phrase(
                    "{reader} has used another signing secret since {at}.",
                    reader=key.reader,
                    at=full(key.retired_at),
                )
            )
        before = [one for one in queries.reader_keys(project.store) if one.reader == key.reader and one.id < key.id]
        if not keys.is_vouched_for(key, earlier=before[-1] if before else None):
            notes.append(
                Phrase(
                    "The secret was set on {at} without the earlier one: ask {reader} whether it is theirs.",
                    at=full(key.created_at),
                    reader=key.reader,
                )
            )
    stored = signing.report_path(project, report)
    try:
        is_kept = hash_bytes(stored.read_bytes()) == report.pdf_sha256
    except OSError:
        is_kept = False
    if not is_kept:
        notes.append(Phrase("The project's own copy, {name}, is missing or altered.", name=stored.name))
    return tuple(notes)
