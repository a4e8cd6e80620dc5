"""Signs reports of specimens, which locks the specimens, and reopens them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rbc_desk import __version__
from rbc_desk.core.errors import (
    BundleError,
    LockedSpecimenError,
    RbcDeskError,
    StaleRowError,
    StorageError,
    UnknownNameError,
    storage_error,
)
from rbc_desk.core.files.hashing import hash_bytes, hash_json
from rbc_desk.core.history.audit import ChainHead
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.signed import SignedReport, SpecimenState, statement
from rbc_desk.core.times import full, now
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.learn.bundles.bundle import weights_digest
from rbc_desk.services.models import evaluation
from rbc_desk.services.project.project import Project
from rbc_desk.services.signing import keys

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from rbc_desk.store.rows import ModelInfo

_CODE_LETTERS = 40
_HTML_HASH = "html_sha256"  # in the content, which the signature covers
_LOG_HEAD = "log_head"


class ReportToSign(NamedTuple):
    """A report that prints its signature: its PDF, its content as JSON values, and its HTML (b"": none)."""

    pdf: bytes
    content: Mapping[str, Any]
    html: bytes = b""


@dataclass(frozen=True, slots=True)
class Signer:
    """A signature that is about to be given: what it says besides the PDF, for the report to print.

    `amends`: the version that this one replaces. `signed_at`: UTC, ISO 8601. `fingerprint`: of the reader's key.
    `log_head`: the newest entry of the change log before the signature.
    `model_name`: the model whose predictions count, None without one.
    """

    project: Project
    specimen_id: int
    specimen: str
    version: int
    amends: int | None
    reader: str
    signed_at: str
    state_hash: str
    fingerprint: str
    program: str
    model_id: int | None
    model_name: str | None
    model_hash: str | None
    rules: tuple[str, ...]
    viewpoint: Viewpoint
    stamp: tuple[tuple[int, int], ...]
    log_head: ChainHead
    key_id: int
    public_key: bytes
    _private: Ed25519PrivateKey = field(repr=False)

    def sign(self, *, pdf: bytes, content: Mapping[str, Any], html: bytes = b"") -> SignedReport:
        """Store the report, signed. The specimen is locked from then on.

        `content` is JSON. `html` is kept beside the PDF. Raises StaleRowError where the specimen has changed since
        `prepare`, LockedSpecimenError where it was signed in the meantime, StorageError. Nothing is stored then.
        """
        from rbc_desk.store import queries
        from rbc_desk.store.report_files import report_file

        more: dict[str, Any] = {_LOG_HEAD: self.log_head.to_json()}
        if html:
            more[_HTML_HASH] = hash_bytes(html)
        frozen = json.loads(json.dumps({**content, **more}, allow_nan=False))
        pdf_sha256 = hash_bytes(pdf)
        unsigned = SignedReport(
            id=0,
            specimen_id=self.specimen_id,
            specimen=self.specimen,
            version=self.version,
            amends=self.amends,
            smears=tuple(smear_id for smear_id, _ in self.stamp),
            state_hash=self.state_hash,
            seen_as=self.viewpoint.others.value,
            pdf_sha256=pdf_sha256,
            pdf_name=f"{_file_stem(self.specimen)}-v{self.version}-{pdf_sha256[:12]}.pdf",
            signed_by=self.reader,
            signed_at=self.signed_at,
            key_id=self.key_id,
            signature=b"",
            program=self.program,
            model_id=self.model_id,
            model_hash=self.model_hash,
            rules=self.rules,
        )
        text = statement(unsigned, content_sha256=hash_json(frozen), public_key=self.public_key)
        signed = replace(unsigned, signature=self._private.sign(text))
        store = self.project.store
        op = Phrase("Sign the report of {code}", code=self.specimen)
        with ExitStack() as files:
            files.enter_context(report_file(self.project.folder, signed.pdf_name, pdf))
            if html:
                files.enter_context(report_file(self.project.folder, _html_name(signed), html))
            tx = files.enter_context(store.transact(op, reader=self.reader))
            known = queries.reports(tx, specimen_id=self.specimen_id)
            _refuse_signed(known)
            unchanged = queries.smear_stamp(tx, specimen_id=self.specimen_id) == self.stamp
            if not unchanged or self.version != _next_version(known):
                raise StaleRowError(
                    Phrase("Specimen {code} changed while the report was made.", code=self.specimen),
                    hint="Check the report again, then sign it.",
                )
            report_id = tx.signed.insert_report(signed, content=frozen)
        return replace(signed, id=report_id)


def prepare(
    project: Project, *, specimen_id: int, secret: str, rules: Sequence[str] = (), model_id: int | None = None
) -> Signer:
    """Check the secret of the project's reader, and fix time, version and state of a report. It takes up to 1 s.

    `rules`: the ids of the grading rules of the report. `model_id`: the model of its predictions, by default the
    active one. Raises SecretError, UnknownNameError, LockedSpecimenError where the specimen is signed already.
    """
    from rbc_desk.store import queries

    if project.why_read_only:
        raise StorageError(Phrase("The project is read-only and cannot be changed."), hint=project.why_read_only)
    known = queries.reports(project.store, specimen_id=specimen_id)
    _refuse_signed(known)
    key, private = keys.unlocked(project, secret=secret)
    model = _model(project, model_id)
    model_hash = _model_hash(project, model)
    state = _state(project, specimen_id, viewpoint=project.viewpoint, model_id=model.id if model else None)
    if not state.stamp:
        raise UnknownNameError("This specimen has no smears.", hint="Add its smears, then sign the report.")
    return Signer(
        project=project,
        specimen_id=specimen_id,
        specimen=str(state.facts["code"]),
        version=_next_version(known),
        amends=known[0].version if known else None,
        reader=project.reader,
        signed_at=now(),
        state_hash=state.digest(model_hash=model_hash, rules=rules),
        fingerprint=key.fingerprint,
        program=__version__,
        model_id=model.id if model else None,
        model_name=model.name if model else None,
        model_hash=model_hash,
        rules=tuple(sorted(rules)),
        viewpoint=project.viewpoint,
        stamp=state.stamp,
        log_head=queries.log_head(project.store),
        key_id=key.id,
        public_key=key.public_key,
        _private=private,
    )


def sign(
    project: Project,
    *,
    specimen_id: int,
    secret: str,
    pdf: bytes,
    content: Mapping[str, Any],
    rules: Sequence[str] = (),
    model_id: int | None = None,
) -> SignedReport:
    """Sign a report that does not print its signature. Raises what `prepare` and `Signer.sign` raise."""
    signer = prepare(project, specimen_id=specimen_id, secret=secret, rules=rules, model_id=model_id)
    return signer.sign(pdf=pdf, content=content)


def reopen(project: Project, *, specimen_id: int, why: str) -> ChangeSet:
    """Unlock a signed specimen; its next signed report replaces this one. It cannot be undone.

    Raises RbcDeskError where no reason is given, UnknownNameError where no report is signed.
    """
    from rbc_desk.store import queries

    why = " ".join(why.split())
    if not why:
        raise RbcDeskError(
            "Reopening a signed report needs a reason.", hint="Enter why the report has to be amended."
        )
    with project.store.transact("Reopen", reader=project.reader) as tx:
        known = queries.reports(tx, specimen_id=specimen_id)
        if not known or not known[0].is_locking:
            raise UnknownNameError("This specimen has no signed report that could be reopened.")
        tx.op = Phrase("Reopen the report of {code}", code=known[0].specimen)
        tx.signed.reopen_report(known[0].id, specimen_id=specimen_id, why=why)
    return tx.changeset


def specimen_code(project: Project, *, specimen_id: int) -> str:
    """The code of a specimen. Raises UnknownNameError."""
    from rbc_desk.store import queries

    found = queries.specimens(project.store, ids=[specimen_id])
    if not found:
        raise UnknownNameError(Phrase("The project has no specimen number {n}.", n=specimen_id))
    return found[0].code


def specimen_of(project: Project, *, smear_id: int) -> int:
    """The specimen of a smear. Raises UnknownNameError."""
    from rbc_desk.store import queries

    return queries.specimen_of(project.store, smear_id=smear_id)


def reports(project: Project, *, specimen_id: int | None = None) -> tuple[SignedReport, ...]:
    """The signed reports (of a specimen), newest first, including reopened ones."""
    from rbc_desk.store import queries

    return queries.reports(project.store, specimen_id=specimen_id)


def locking_report(project: Project, *, specimen_id: int) -> SignedReport | None:
    """The signed report that locks a specimen; None where it can be changed."""
    return next((one for one in reports(project, specimen_id=specimen_id) if one.is_locking), None)


def report_path(project: Project, report: SignedReport) -> Path:
    """The file of a signed report in the project."""
    return project.folder / "reports" / report.pdf_name


def signed_pdf(project: Project, report: SignedReport) -> bytes:
    """The PDF of a signed report, as it was signed. Raises StorageError where its file is missing or altered."""
    try:
        data = report_path(project, report).read_bytes()
    except OSError as error:
        raise storage_error(error, doing="reading the signed report") from error
    if hash_bytes(data) != report.pdf_sha256:
        raise StorageError(
            Phrase("The signed report {name} was altered.", name=report.pdf_name),
            hint="Put the signed PDF back from a copy.",
        )
    return data


def signed_html(project: Project, report: SignedReport) -> bytes | None:
    """The HTML of a signed report, as it was signed; None where none was kept or its file is missing or altered."""
    digest = signed_content(project, report).get(_HTML_HASH)
    with suppress(OSError):
        data = report_path(project, report).with_name(_html_name(report)).read_bytes()
        return data if hash_bytes(data) == digest else None
    return None


def signed_content(project: Project, report: SignedReport) -> dict[str, Any]:
    """The content of a signed report, as it was signed."""
    from rbc_desk.store import queries

    return queries.report_content(project.store, report_id=report.id)


def log_head_of(project: Project, report: SignedReport) -> ChainHead | None:
    """The head of the change log that a report was signed with; None where an earlier version signed it."""
    return ChainHead.from_json(signed_content(project, report).get(_LOG_HEAD))


def state_hash(project: Project, *, specimen_id: int, rules: Sequence[str] = (), model_id: int | None = None) -> str:
    """SHA-256 of everything that a report of a specimen is made from: 64 hexadecimal digits.

    The facts of the specimen, the files and scales of its smears, and each object's circle, outline, kind, state,
    labels and prediction, as this reader sees them; the weights of the model (by default the active one) and the
    rules. 10 000 cells take less than 1 s. Raises UnknownNameError.
    """
    model = _model(project, model_id)
    model_id = model.id if model else None
    state = _state(project, specimen_id, viewpoint=project.viewpoint, model_id=model_id)
    return state.digest(model_hash=_model_hash(project, model), rules=rules)


def state_now(project: Project, report: SignedReport) -> str:
    """The present hash of the state that a report was signed from, as its signer saw it. Raises UnknownNameError."""
    model = next((one for one in evaluation.models(project) if one.id == report.model_id), None)
    viewpoint = Viewpoint(report.signed_by, Others(report.seen_as))
    state = _state(project, report.specimen_id, viewpoint=viewpoint, model_id=report.model_id)
    return state.digest(model_hash=_model_hash(project, model), rules=report.rules)


def _state(project: Project, specimen_id: int, *, viewpoint: Viewpoint, model_id: int | None) -> SpecimenState:
    from rbc_desk.store import queries

    return queries.specimen_state(project.store, specimen_id=specimen_id, viewpoint=viewpoint, model_id=model_id)


def _model(project: Project, model_id: int | None) -> ModelInfo | None:
    return evaluation.active_model(project) if model_id is None else evaluation.model(project, model_id=model_id)


def _model_hash(project: Project, model: ModelInfo | None) -> str | None:
    if model is not None:
        with suppress(BundleError):  # predictions of a model whose bundle is gone can still be reported
            return weights_digest(project.folder / model.folder)
    return None


def _next_version(known: Sequence[SignedReport]) -> int:
    return known[0].version + 1 if known else 1


def _refuse_signed(known: Sequence[SignedReport]) -> None:
    if known and known[0].is_locking:
        raise LockedSpecimenError(
            Phrase(
                "{reader} signed version {version} of this report on {at}.",
                reader=known[0].signed_by,
                version=known[0].version,
                at=full(known[0].signed_at),
            ),
            hint="To sign another one, choose “Reopen as an amended version” first.",
            specimen_id=known[0].specimen_id,
        )


def _html_name(report: SignedReport) -> str:
    return f"{Path(report.pdf_name).stem}.html"


def _file_stem(code: str) -> str:
    return re.sub(r"[^\w-]+", "_", code, flags=re.ASCII)[:_CODE_LETTERS].strip("_") or "report"
