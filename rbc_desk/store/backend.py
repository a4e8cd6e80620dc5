"""What a store needs of its kind of database; the rooms `sqlite` and `postgres` have one each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from rbc_desk.core.files.processes import Process
from rbc_desk.core.members import Member
from rbc_desk.core.task import SILENT, Task


class Listener(Protocol):
    """Waits for steps of other programs, on a thread of its own."""

    def wait(self) -> bool:
        """Wait until something may have changed; False: it was ended."""

    def end(self) -> None:
        """End the waiting at once, from any thread."""


class Roles(Protocol):
    """The roles of accounts on a project, which the database enforces."""

    def members(self, connection: Connection, /) -> tuple[Member, ...]:
        """All accounts with a role, by name; for who is no administrator only the own one."""

    def grant(self, connection: Connection, member: Member, /) -> None:
        """Give an account its role, in place of an earlier one, within a writing transaction.

        Raises SettingsError for an account that cannot have one, StorageError for who may not.
        """

    def revoke(self, connection: Connection, login: str, /) -> Member:
        """Take the role of an account away; returns what it was. Raises SettingsError, StorageError."""


class Backend(Protocol):
    """The database of one project. Usable from every thread."""

    folder: Path
    engine: Engine
    """Its connections write in transactions with the execution option `rbc_desk_write`, one writer at a time."""
    why_read_only: str
    """Why the project cannot be written, as a text for users; empty where it can."""
    member: Member | None
    """The role of the account, once `check` has run; None where no role limits it."""
    sync_ms: float
    """The time that a commit is expected to take at first."""

    @property
    def database(self) -> Path:
        """The file in the project's folder that is the database, or names it."""

    def problems(self, doing: str) -> AbstractContextManager[None]:
        """Translate errors of the database into StorageError with a hint, StaleRowError or DamagedProjectError."""

    def waiting(self, connection: Connection, ms: float) -> AbstractContextManager[None]:
        """Limit how long the next transactions of a connection wait for other writers."""

    def create_tables(self, connection: Connection) -> None:
        """Create the current tables in an empty database."""

    def check(self) -> None:
        """Run the fast checks at opening. Raises DamagedProjectError, StorageError."""

    def is_outdated(self) -> bool:
        """Whether the database is older than the program. Raises NewerProjectError, NotAProjectError."""

    def upgrade(self, *, task: Task) -> None:
        """Migrate the database, after a backup where that is the program's matter. Raises CancelledError."""

    def back_up(self) -> None:
        """Write the usual backup where that is the program's matter, and one is due. Raises StorageError."""

    def settle(self) -> None:
        """Do what is better done while nobody waits. Raises StorageError."""

    def beat(self, run_id: int, *, owner: Process) -> bool:
        """Write a heartbeat of a run's owner; False where it no longer owns the run. Never waits long."""

    def problems_found(self, connection: Connection, *, task: Task = SILENT, most: int = 1) -> Sequence[str]:
        """What a full check of the database says, in lines; empty where it is sound."""

    def broken_references(self, connection: Connection) -> Mapping[tuple[str, str], int]:
        """The number of rows that refer to a row that does not exist, by their table and the other one."""

    def reindex(self, connection: Connection) -> None:
        """Make all indexes anew from the tables."""

    def copy_as_it_is(self, connection: Connection, target: Path) -> bool:
        """Copy the database, damage and all, to a file; False where that is not the program's matter."""

    def fill(self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows into a table as they are stored, JSON as its text."""

    def filled(self, connection: Connection) -> None:
        """Called after `fill`: new rows get the numbers after those that are there."""

    def roles(self) -> Roles | None:
        """The roles of accounts; None where the database has no accounts."""

    def listener(self) -> Listener | None:
        """Waits for steps of other programs; None where the database does not tell of them."""

    def close(self) -> None:
        """Close all connections."""
