"""What a part of the store needs of the store that it belongs to."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class Readable(Protocol):
    """A store that can be read."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one consistent state."""
