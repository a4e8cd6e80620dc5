"""The source of a query: a store, or a transaction that depends on the result."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class Source(Protocol):
    """Gives a connection that sees one consistent state."""

    def reading(self) -> AbstractContextManager[Connection]: ...
