"""The roles that accounts of a database server have on a shared project."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account may do. Each may do what the one before it may; the owner of the database may do everything."""

    READER = "reader"
    ADJUDICATOR = "adjudicator"
    """May decide on a consensus, and mark control cells."""
    ADMINISTRATOR = "administrator"
    """May change what concerns all: classes, removed smears, entered readers."""


@dataclass(frozen=True, slots=True)
class Member:
    """The role of an account (`login`) that works under the name `reader`. Only a reader can be blinded."""

    login: str
    reader: str
    role: Role
    blinded: bool = False
