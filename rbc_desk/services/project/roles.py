"""The roles of accounts on a shared project, which its server enforces."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rbc_desk.core.errors import SettingsError, StorageError
from rbc_desk.core.members import Member, Role
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.project.project import Project
from rbc_desk.services.project.readers import checked_name

if TYPE_CHECKING:
    from rbc_desk.store.backend import Roles


def may_see_roles(project: Project) -> bool:
    """Whether the project has roles that this account may see: the owner's, and an administrator's."""
    member = project.store.member
    shared = project.store.backend.roles() is not None
    return shared and (member is None or member.role is Role.ADMINISTRATOR)


def members(project: Project) -> tuple[Member, ...]:
    """The accounts with a role, by name; for who is no administrator only the own one. Raises SettingsError."""
    roles = _roles(project)
    with project.store.reading() as connection:
        return roles.members(connection)


def grant(project: Project, wanted: Member) -> Member:
    """Give an account a role, in place of an earlier one; returns it with the name of its reader as it is stored.

    A blinded reader's account can read nothing of the others, whatever program it uses. Raises SettingsError for a
    project in a file, an unknown account or name, StorageError for who may not.
    """
    from rbc_desk.store.reads.readers import BLINDED_KEY, READER_KEY

    if wanted.blinded and wanted.role is not Role.READER:
        raise SettingsError(
            Phrase("Only a reader can be blinded."),
            hint=Phrase("An adjudicator or administrator has to see the labels of all."),
        )
    roles, member = _roles(project), replace(wanted, reader=checked_name(wanted.reader))
    with project.store.transact(
        Phrase("Give {login} the role {role}", login=member.login, role=member.role.value), reader=project.reader
    ) as tx:
        with tx.reading() as connection:
            before = {one.login: one for one in roles.members(connection)}.get(member.login)
            roles.grant(connection, member)
        tx.derived.record_role(member)
        tx.set_meta(READER_KEY + member.reader, "entered")
        if member.blinded or (before is not None and before.blinded):
            tx.set_meta(BLINDED_KEY + member.reader, "yes" if member.blinded else "no")
    return member


def revoke(project: Project, *, login: str) -> Member:
    """Take the role of an account away: it can read nothing more. Returns what it was.

    Raises SettingsError for a project in a file or an account without a role, StorageError for who may not.
    """
    roles = _roles(project)
    op = Phrase("Take the role of {login} away", login=login)
    with project.store.transact(op, reader=project.reader) as tx:
        with tx.reading() as connection:
            member = roles.revoke(connection, login)
        tx.derived.record_role(member, taken=True)
    return member


def require_whole_sight(project: Project) -> None:
    """Raise StorageError where the server hides a part of the project, which then cannot be checked or copied."""
    member = project.store.member
    if member is not None and member.blinded:
        raise StorageError(
            Phrase("Your account cannot see the whole project, because you read blinded."),
            hint=Phrase("Ask an administrator of the project to do this."),
        )


def _roles(project: Project) -> Roles:
    roles = project.store.backend.roles()
    if roles is None:
        raise SettingsError(
            Phrase("Only a shared project has roles: its server enforces them."),
            hint=Phrase("Copy the project onto a server with: rbc-desk project copy FROM TO --store URL"),
        )
    return roles
