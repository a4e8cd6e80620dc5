"""Signing keys of readers, made from a secret that is never stored.

The private Ed25519 key is scrypt of the secret and a random salt. The project stores the salt and the public key, so
that a secret can be checked and a signature verified, but no one can sign without the secret.
"""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING, Any

from rbc_desk.core.errors import SecretError
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.signed import ReaderKey
from rbc_desk.services.project.project import Project
from rbc_desk.settings.model import NAMELESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LEAST_LETTERS = 6
PARAMETERS = {"kdf": "scrypt", "n": 2**15, "r": 8, "p": 1}
"""scrypt takes 32 MB and about 0.1 s with these, so that secrets cannot be tried out quickly."""
_MOST_N = 2**20
_SALT_BYTES = 16


def key_of(project: Project) -> ReaderKey | None:
    """The key in use of this reader; None where they have not set a secret."""
    from rbc_desk.store import queries

    keys = queries.reader_keys(project.store)
    return next((key for key in keys if key.reader == project.reader and key.retired_at is None), None)


def set_secret(project: Project, *, secret: str, current: str | None = None, forgotten: bool = False) -> ChangeSet:
    """Set the signing secret of this reader. It takes 0.1 s and more, so use a job.

    A reader who has one gives it as `current`, and it vouches for the new one. With `forgotten`, the new one is set
    without it, which verification mentions. The earlier key is retired; what it signed stays valid. Raises
    SecretError where the secret is too short, `current` is missing or wrong, or the reader has not entered a name.
    """
    if project.reader == NAMELESS:
        raise SecretError(
            "Only a reader with a name can sign reports.", hint="Choose “Change reader…” and enter your name first."
        )
    letters = len(secret.strip())
    if letters < LEAST_LETTERS:
        raise SecretError(
            Phrase("A signing secret needs at least {n} characters.", n=LEAST_LETTERS),
            hint="A short sentence is easy to remember and hard to guess.",
        )
    in_use = key_of(project)
    vouching = None
    if in_use is not None and not forgotten:
        vouching = _unlocked(in_use, current or "")
    salt = os.urandom(_SALT_BYTES)
    public = public_bytes(_derived(secret, salt=salt, parameters=PARAMETERS))
    endorsement = None if vouching is None else vouching.sign(_endorsed(project.reader, public))
    op = Phrase("Set a signing secret") if in_use is None else Phrase("Change the signing secret")
    with project.store.transact(op, reader=project.reader) as tx:
        tx.signed.insert_key(salt=salt, parameters=PARAMETERS, public_key=public, endorsement=endorsement)
    return tx.changeset


def unlocked(project: Project, *, secret: str) -> tuple[ReaderKey, Ed25519PrivateKey]:
    """This reader's key and private key. Raises SecretError where no secret is set, or it is another one."""
    key = key_of(project)
    if key is None:
        raise SecretError(
            Phrase("{reader} has not set a signing secret.", reader=project.reader), hint="Set one first."
        )
    return key, _unlocked(key, secret)


def is_signed_by(public_key: bytes, *, signature: bytes, text: bytes) -> bool:
    """Whether the holder of a key signed the text."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_vouched_for(key: ReaderKey, *, earlier: ReaderKey | None) -> bool:
    """Whether a key is the reader's first, or was set by somebody who knew the secret of the `earlier` one."""
    if earlier is None:
        return True
    if key.endorsement is None:
        return False
    return is_signed_by(earlier.public_key, signature=key.endorsement, text=_endorsed(key.reader, key.public_key))


def public_bytes(private: Ed25519PrivateKey) -> bytes:
    """The public key, 32 bytes."""
    return private.public_key().public_bytes_raw()


def _unlocked(key: ReaderKey, secret: str) -> Ed25519PrivateKey:
    private = _derived(secret, salt=key.salt, parameters=key.parameters)
    if public_bytes(private) != key.public_key:
        raise SecretError(
            Phrase("This is not the signing secret of {reader}.", reader=key.reader),
            hint="Check the keyboard layout and Caps Lock, then try again.",
            wrong=True,
        )
    return private


def _derived(secret: str, *, salt: bytes, parameters: Mapping[str, Any]) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    n, r, p = (int(parameters[name]) for name in "nrp")
    if n > _MOST_N:
        raise SecretError("The signing key in the project is damaged.", hint="Restore a backup of the project.")
    typed = unicodedata.normalize("NFKC", secret).encode()  # keyboards compose letters differently
    return Ed25519PrivateKey.from_private_bytes(Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(typed))


def _endorsed(reader: str, public_key: bytes) -> bytes:
    return b"rbc-desk key\0" + reader.encode() + b"\0" + public_key
