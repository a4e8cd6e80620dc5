"""Signed reports and the keys of their signers, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rbc_desk.core.files.hashing import canonical_json, hash_bytes, hash_json


@dataclass(frozen=True, slots=True)
class ReaderKey:
    """A reader's signing key. The private key is made from the reader's secret, `salt` and `parameters`.

    `endorsement`: the signature of the reader's previous key under this one; None for the first key, and for one that
    was set without the previous secret. Times are UTC, ISO 8601; `retired_at` is None while the key is in use.
    """

    id: int
    reader: str
    salt: bytes
    parameters: Mapping[str, Any]
    public_key: bytes
    endorsement: bytes | None
    created_at: str
    retired_at: str | None

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public_key)


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A signed report of a specimen, without its content.

    `specimen`: the specimen's code when it was signed. `amends`: the version that this one replaces. `smears`: the
    smears that it is about. `seen_as`: what the signer saw of other readers (`core.viewpoint.Others`). `pdf_name`:
    its file in `reports/`. `program`: the version of the program. `model_hash`: the SHA-256 of the model's weights.
    `rules`: the ids of the grading rules. It locks its specimen until it is reopened.
    """

    id: int
    specimen_id: int
    specimen: str
    version: int
    amends: int | None
    smears: tuple[int, ...]
    state_hash: str
    seen_as: str
    pdf_sha256: str
    pdf_name: str
    signed_by: str
    signed_at: str
    key_id: int
    signature: bytes
    program: str
    model_id: int | None
    model_hash: str | None
    rules: tuple[str, ...]
    reopened_at: str | None = None
    reopened_by: str | None = None
    reopened_why: str | None = None

    @property
    def is_locking(self) -> bool:
        return self.reopened_at is None


@dataclass(frozen=True, slots=True)
class SpecimenState:
    """Everything that a report of a specimen depends on in the project, from one viewpoint, as JSON values.

    `facts`: of the specimen, those that are known. `smears`: a mapping per smear. `objects`: a row per object, as
    canonical JSON. `stamp`: the smears and their versions, which differ after any change.
    """

    facts: Mapping[str, Any]
    smears: Sequence[Mapping[str, Any]]
    objects: Sequence[str]
    stamp: tuple[tuple[int, int], ...]

    @property
    def smear_ids(self) -> tuple[int, ...]:
        return tuple(smear_id for smear_id, _ in self.stamp)

    def digest(self, *, model_hash: str | None, rules: Sequence[str]) -> str:
        """SHA-256 of the state, which does not depend on the order of rows: 64 hexadecimal digits."""
        return hash_json(
            {
                "format": 1,
                "specimen": self.facts,
                "smears": sorted(self.smears, key=canonical_json),
                "objects": sorted(self.objects),
                "model": model_hash,
                "rules": sorted(rules),
            }
        )


def fingerprint(public_key: bytes) -> str:
    """The first 16 hexadecimal digits of a public key's SHA-256, in groups of four, for people to compare."""
    digits = hash_bytes(public_key)[:16]
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


def statement(report: SignedReport, *, content_sha256: str, public_key: bytes) -> bytes:
    """The text that a signer signs: canonical JSON of everything that identifies the report and its origin."""
    return canonical_json(
        {
            "format": 1,
            "specimen": report.specimen,
            "version": report.version,
            "amends": report.amends,
            "smears": list(report.smears),
            "state_hash": report.state_hash,
            "seen_as": report.seen_as,
            "pdf_sha256": report.pdf_sha256,
            "content_sha256": content_sha256,
            "reader": report.signed_by,
            "signed_at": report.signed_at,
            "public_key": public_key.hex(),
            "program": report.program,
            "model_hash": report.model_hash,
            "rules": list(report.rules),
        }
    )
