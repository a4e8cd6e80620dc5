"""Changes of specimens. Each is one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from rbc_desk.core.counting.findings import presence_findings
from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.specimens import FACTS, Specimen
from rbc_desk.core.times import now
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears.specimen_of import not_reviewed, remove_left_empty, specimen_with

if TYPE_CHECKING:
    from rbc_desk.store.writing.transaction import Transaction

TITLES: Mapping[str, Phrase] = {
    "code": Phrase("Code"),
    "patient": Phrase("Patient"),
    "species": Phrase("Species"),
    "breed": Phrase("Breed"),
    "age": Phrase("Age"),
    "sex": Phrase("Sex"),
    "vet": Phrase("Requested by"),
    "collected_on": Phrase("Date of visit"),
    "stain": Phrase("Stain"),
    "objective": Phrase("Objective"),
    "comment": Phrase("Comment"),
}
"""The names of `FACTS` in the window and in the history."""

_MERGED = tuple(name for name in FACTS if name not in ("code", "comment"))
_BUDDHIST = 543  # years that the Thai calendar is ahead
_FIRST_BUDDHIST = 2400


def specimen(project: Project, *, specimen_id: int) -> Specimen:
    """One specimen. Raises UnknownNameError."""
    from rbc_desk.store import queries

    found = queries.specimens(project.store, ids=[specimen_id])
    if not found:
        raise UnknownNameError(Phrase("The project has no specimen number {n}.", n=specimen_id))
    return found[0]


def smear_ids(project: Project, *, specimen_id: int) -> list[int]:
    """The smears of a specimen, in order of import."""
    from rbc_desk.store import queries

    return list(queries.smears_of_specimens(project.store, ids=[specimen_id]))


def create(project: Project, *, code: str = "", facts: Mapping[str, str] | None = None) -> ChangeSet:
    """Make a specimen without smears. Without a code it gets the next free one, without a date today's.

    Its number is the first id of the step's first change. Raises SettingsError where the code is taken.
    """
    values = checked(
        {"collected_on": date.today().isoformat()} | dict(facts or {}) | {"code": code or free_code(project)}
    )
    with project.store.transact(Phrase("New specimen {code}", code=values["code"]), reader=project.reader) as tx:
        _require_free(tx, str(values["code"]), own=None)
        tx.insert(Entity.SPECIMEN, values)
    return tx.changeset


def set_facts(project: Project, *, specimen_ids: Sequence[int], facts: Mapping[str, str]) -> ChangeSet:
    """Set facts (`FACTS`) of specimens; "" removes one.

    Raises SettingsError for a code that is empty or taken, a date that is none, and an unknown fact.
    """
    from rbc_desk.store import queries

    values = checked(facts)
    found = queries.specimens(project.store, ids=specimen_ids)
    with project.store.transact(_step(values, found), reader=project.reader) as tx:
        if values.get("code"):
            _require_free(tx, str(values["code"]), own=specimen_ids[0] if len(specimen_ids) == 1 else 0)
        tx.update_many(Entity.SPECIMEN, dict.fromkeys(specimen_ids, values))
    return tx.changeset


def set_presence(project: Project, *, specimen_id: int, finding: str, present: bool | None) -> ChangeSet:
    """Say whether a finding that no cell count gives (`core.findings`) is on the smears; None: take it back.

    Raises UnknownNameError for an unknown specimen and for a finding that cells are counted for.
    """
    known = {one.key: one for one in presence_findings()}
    if finding not in known:
        raise UnknownNameError(
            Phrase("{name!r} is not a finding that can be present or absent.", name=finding),
            hint=Phrase("There are: {names}.", names=", ".join(known)),
        )
    one = specimen(project, specimen_id=specimen_id)
    words = {
        True: Phrase("{finding} of {code}: present", finding=known[finding].name, code=one.code),
        False: Phrase("{finding} of {code}: not present", finding=known[finding].name, code=one.code),
        None: Phrase("{finding} of {code}: not assessed", finding=known[finding].name, code=one.code),
    }
    with project.store.transact(words[present], reader=project.reader) as tx:
        said = {key: value for key, value in _presence(tx, specimen_id).items() if key != finding}
        if present is not None:
            said[finding] = present
        tx.update(Entity.SPECIMEN, specimen_id, {"presence": dict(sorted(said.items())) or None})
    return tx.changeset


def _presence(tx: Transaction, specimen_id: int) -> Mapping[str, bool]:
    from rbc_desk.store import queries

    found = queries.specimens(tx, ids=[specimen_id])
    return found[0].presence if found else {}


def set_reviewed(project: Project, *, specimen_ids: Sequence[int], reviewed: bool) -> ChangeSet:
    """Say that this reader has reviewed the specimens, or take it back."""
    from rbc_desk.store import queries

    found = queries.specimens(project.store, ids=specimen_ids)
    op = (
        Phrase("Reviewed: {code}", code=_named(found))
        if reviewed
        else Phrase("Not reviewed: {code}", code=_named(found))
    )
    with project.store.transact(op, reader=project.reader) as tx:
        if not reviewed:
            not_reviewed(tx, specimen_ids)
        elif new := [one.id for one in found if not one.is_reviewed]:
            word = {"reviewed_at": now(), "reviewed_by": project.reader}
            tx.update_many(Entity.SPECIMEN, dict.fromkeys(new, word))
    return tx.changeset


def merge(project: Project, *, specimen_ids: Sequence[int], into: int) -> ChangeSet:
    """Move all smears of specimens into one of them, and remove the others.

    What is not known of the one that stays is taken from the others in their order; comments are put together. What
    was seen on the smears of any of them is present. It is no longer reviewed. Raises UnknownNameError.
    """
    from rbc_desk.store import queries

    target = specimen(project, specimen_id=into)
    given = [specimen_id for specimen_id in dict.fromkeys(specimen_ids) if specimen_id != into]
    found = {one.id: one for one in queries.specimens(project.store, ids=given)}
    others = [found[specimen_id] for specimen_id in given if specimen_id in found]
    facts = {name: next((v for one in (target, *others) if (v := getattr(one, name))), "") for name in _MERGED}
    facts["comment"] = "\n".join(dict.fromkeys(one.comment for one in (target, *others) if one.comment))
    presence: dict[str, bool] = {}
    for one in (target, *others):
        presence |= {key: value or presence.get(key, False) for key, value in one.presence.items()}
    op = Phrase("Merge {codes} into {code}", codes=_named(others), code=target.code)
    with project.store.transact(op, reader=project.reader) as tx:
        moved = queries.smears_of_specimens(tx, ids=[one.id for one in others]) if others else {}
        tx.update_many(Entity.SMEAR, {i: {"specimen_id": into} for i in moved})
        values = {**facts, "presence": dict(sorted(presence.items()))}
        tx.update(Entity.SPECIMEN, into, {name: value or None for name, value in values.items()})
        if moved:
            not_reviewed(tx, [into])
        tx.remove_many(Entity.SPECIMEN, [one.id for one in others])
    return tx.changeset


def move_smears(project: Project, *, smear_ids: Sequence[int], code: str) -> ChangeSet:
    """Move smears to the specimen with this code, which is made if there is none.

    Neither specimen is reviewed any longer; one that is left empty is removed. Raises SettingsError for no code.
    """
    from rbc_desk.store import queries

    code = str(checked({"code": code})["code"])
    n = len(smear_ids)
    op = (
        Phrase("Move 1 smear to {code}", code=code) if n == 1 else Phrase("Move {n} smears to {code}", n=n, code=code)
    )
    with project.store.transact(op, reader=project.reader) as tx:
        previous = {queries.specimen_of(tx, smear_id=smear_id) for smear_id in smear_ids}
        target = specimen_with(tx, code=code)
        tx.update_many(Entity.SMEAR, {i: {"specimen_id": target} for i in smear_ids})
        not_reviewed(tx, sorted(previous - {target}))
        remove_left_empty(tx, sorted(previous - {target}))
    return tx.changeset


def free_code(project: Project) -> str:
    """A code for a new specimen: S-1, S-2 …"""
    from rbc_desk.store import queries

    used, number = {code.casefold() for code in queries.specimen_ids(project.store)}, 1
    while f"s-{number}" in used:
        number += 1
    return f"S-{number}"


def checked(facts: Mapping[str, str]) -> dict[str, str | None]:
    """Facts as they are stored: trimmed, None for "", a date as ISO 8601. Raises SettingsError."""
    if unknown := sorted(facts.keys() - set(FACTS)):
        raise SettingsError(
            Phrase("A specimen has no {name}.", name=unknown[0]),
            hint=Phrase("It has: {names}.", names=", ".join(FACTS)),
        )
    values = {name: text.strip() if name == "comment" else " ".join(text.split()) for name, text in facts.items()}
    if values.get("code") == "":
        raise SettingsError("A specimen needs a code.", hint="Enter the pseudonym of the animal or the patient.")
    if values.get("collected_on"):
        values["collected_on"] = _day(values["collected_on"])
    return {name: text or None for name, text in values.items()}


def _day(text: str) -> str:
    """A date as ISO 8601. A year of the Thai calendar is converted."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        year = day.year - _BUDDHIST if day.year >= _FIRST_BUDDHIST else day.year
        return f"{year:04}-{day.month:02}-{day.day:02}"
    raise SettingsError(
        Phrase("{text} is not a date.", text=text), hint="Enter year, month and day, for example 2026-11-30."
    )


def _require_free(tx: Transaction, code: str, *, own: int | None) -> None:
    """Raise SettingsError where another specimen has the code."""
    from rbc_desk.store import queries

    if queries.specimen_ids(tx).get(code, own) != own or own == 0:
        raise SettingsError(
            Phrase("There is a specimen {code} already.", code=code),
            hint="Enter another code, or select both specimens and merge them.",
        )


def _step(values: Mapping[str, str | None], found: Sequence[Specimen]) -> Phrase:
    """The step of setting facts in words."""
    if len(values) > 1:
        return Phrase("Edit {code}", code=_named(found))
    name, value = next(iter(values.items()))
    if not value:
        return Phrase("{fact} of {code} removed", fact=TITLES[name], code=_named(found))
    return Phrase("{fact} of {code}: {value}", fact=TITLES[name], code=_named(found), value=value.partition("\n")[0])


def _named(found: Sequence[Specimen]) -> Phrase:
    if len(found) == 1:
        return Phrase("{code}", code=found[0].code)
    return Phrase("{n} specimens", n=len(found))
