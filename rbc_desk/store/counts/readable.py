"""The part of a store that its caches use."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class Readable(Protocol):
    """A store that can be read."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one consistent state."""
