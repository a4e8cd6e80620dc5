"""Where a query reads: a store, or a transaction that decides by what it finds."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class Source(Protocol):
    """Gives a connection that sees one consistent state."""

    def reading(self) -> AbstractContextManager[Connection]: ...
