"""The readers of a project, and whether they see the labels of others.

A reader's own label always comes first. On cells without one, a reader who is not blinded sees the newest label of
another reader, marked as such. A blinded reader sees no label of others in the image, the counts, the tables or the
review. A cell that only others labelled, confirmed, rejected or drew is a proposal to a blinded reader. Training
follows the same rule (see `services.datasets.snapshots`).
"""

from __future__ import annotations

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.services.project.project import Project

MOST_LETTERS = 80


def known(project: Project) -> tuple[str, ...]:
    """The names of all readers of the project, sorted, including the current reader."""
    from rbc_desk.store import queries

    names = {*queries.readers(project.store), project.reader}
    return tuple(sorted(names, key=str.casefold))


def checked_name(name: str) -> str:
    """Return the name with single spaces and none at its ends. Raises SettingsError where it is empty or too long."""
    name = " ".join(name.split())
    if not name:
        raise SettingsError("A reader needs a name.", hint="Enter the name to save with your labels.")
    if len(name) > MOST_LETTERS:
        raise SettingsError(
            Phrase("The name of a reader can have at most {n} characters.", n=MOST_LETTERS),
            hint="Enter a shorter name.",
        )
    return name


def name_for(project: Project | None, name: str) -> str:
    """The name as `checked_name` returns it, for a reader of this project.

    Raises SettingsError also where the account of the server is for another reader.
    """
    name, member = checked_name(name), None if project is None else project.store.member
    if member is not None and name != member.reader:
        raise SettingsError(
            Phrase("Your account on the server reads as {reader}.", reader=member.reader),
            hint=Phrase("Another reader opens the project with an account of their own."),
        )
    return name


def as_reader(project: Project, *, name: str) -> Project:
    """Return the same open project as another reader sees it, and add that reader to the project.

    Raises SettingsError for an invalid name, or where the account of the server is for one reader.
    """
    from rbc_desk.store.reads.readers import READER_KEY

    name = name_for(project, name)
    if name not in known(project):
        with project.store.transact(Phrase("Add reader {name}", name=name), reader=name) as tx:
            tx.set_meta(READER_KEY + name, "entered")
    return Project(project.folder, store=project.store, reader=name)


def set_blinded(project: Project, *, blinded: bool) -> ChangeSet:
    """Hide the labels of others from this reader, or show them. The project stores the choice per reader.

    Raises SettingsError where the server keeps this reader blinded.
    """
    from rbc_desk.store.reads.readers import BLINDED_KEY

    member = project.store.member
    if member is not None and member.blinded:
        raise SettingsError(
            Phrase("The administrator of this project has set that you read blinded."),
            hint=Phrase("Only they can change it."),
        )
    op = "Read blinded" if blinded else "See the other readers' labels"
    with project.store.transact(op, reader=project.reader) as tx:
        tx.set_meta(BLINDED_KEY + project.reader, "yes" if blinded else "no")
        for topic in (Topic.LABELS, Topic.SMEARS, Topic.CELLS):
            tx.touch(topic)
    project.viewpoint = Viewpoint(project.reader, Others.HIDDEN if blinded else Others.SHOWN)
    return tx.changeset
