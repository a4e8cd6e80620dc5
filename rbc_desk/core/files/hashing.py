"""Content hashes that identify smears, crop recipes, snapshots and weights."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def hash_bytes(data: bytes) -> str:
    """SHA-256 of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def hash_file(path: Path) -> str:
    """SHA-256 of a file's content, 64 hexadecimal digits. Raises OSError."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def canonical_json(value: object) -> bytes:
    """A value as JSON in UTF-8 with sorted keys and no spaces. Raises TypeError if it is not JSON."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def hash_json(value: object) -> str:
    """SHA-256 of a value's `canonical_json`, 64 hexadecimal digits. Raises TypeError if it is not JSON."""
    return hash_bytes(canonical_json(value))
