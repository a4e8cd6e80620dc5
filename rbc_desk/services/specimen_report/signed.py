"""What signing adds to a report, so that it prints its version, signer and state."""

from __future__ import annotations

from dataclasses import dataclass

from rbc_desk.core.counting.rule_sets import RuleSet
from rbc_desk.services.project.project import Project
from rbc_desk.services.signing import signing
from rbc_desk.services.signing.signing import Signer
from rbc_desk.services.specimen_report.content import ReportContent, Signature

_N_CHARS_OF_DIGEST = 12


@dataclass(frozen=True, slots=True)
class Signed:
    """The version of a signed report, the version that it replaces, the state of the data, and the signature."""

    version: int
    replaces: int | None
    state_hash: str
    signature: Signature

    @classmethod
    def by(cls, signer: Signer) -> Signed:
        """What a signature that is about to be given says."""
        signature = Signature(signer.reader, signer.signed_at, signer.fingerprint, signer.log_head.hash)
        return cls(signer.version, signer.amends, signer.state_hash, signature)


@dataclass(frozen=True, slots=True)
class SignedFiles:
    """A report that is signed and in force: its content, and its PDF and HTML byte for byte.

    `html`: None of a report that an earlier version of the program signed.
    """

    content: ReportContent
    pdf: bytes
    html: bytes | None = None


def signed_of(project: Project, *, specimen_id: int) -> SignedFiles | None:
    """The signed report in force of a specimen; None without one, and for a blinded reader who did not sign it.

    Raises StorageError where its file is missing or altered.
    """
    report = signing.locking_report(project, specimen_id=specimen_id)
    if report is None or (project.viewpoint.blinded and report.signed_by != project.reader):
        return None
    content = ReportContent.from_json(signing.signed_content(project, report))
    return SignedFiles(content, signing.signed_pdf(project, report), signing.signed_html(project, report))


def rule_id(key: str, rules: RuleSet) -> str:
    """The id of a rule set as a signature keeps it: its key, version and a digest of its text."""
    return f"{key} {rules.version} {rules.digest[:_N_CHARS_OF_DIGEST]}"
