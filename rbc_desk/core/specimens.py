"""Specimens: what is known of an animal or patient and its sample, and how far the reading of it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SPECIES = ("dog", "cat", "horse", "human", "cow", "sheep", "goat", "pig", "rabbit")
"""The species that are offered; any other can be entered. Rules that depend on a species compare `species_key`."""

SEXES = ("female", "female, spayed", "male", "male, neutered")
"""The sexes that are offered; any other word can be entered."""
FACTS = (
    *("code", "patient", "species", "breed", "age", "sex", "vet", "collected_on"),
    *("stain", "objective", "comment"),
)
"""The fields of a `Specimen` that a person enters, in the order of the form."""


class SpecimenState(StrEnum):
    """How far the reading of a specimen is, in order of the work."""

    NEW = "new"
    """No cell has a class."""
    SORTED = "sorted"
    """Cells have classes, from a reader or a model."""
    REVIEWED = "reviewed"
    """A reader said that the specimen is reviewed."""
    SIGNED = "signed"
    """A signed report of it is in force."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A specimen: one sample of an animal or patient, from which smears are made. "" is unknown.

    `patient` is the pseudonymous code of the animal or patient, the same for all its visits; `code` is the
    specimen's own. `age` is as entered ("7 y"), `collected_on` a date as entered, best ISO 8601 (2026-11-30).
    `vet` requested the examination. `magnification` is the microscope's, `objective` its name.

    `presence`: findings that no cell count gives, by their key (`core.findings`), and whether a person saw them on
    the smears. What nobody looked for is not in it.

    `reviewed_at` (UTC, ISO 8601) and `reviewed_by` are set while a reader's word stands that it is reviewed.
    """

    id: int
    code: str
    species: str = ""
    breed: str = ""
    age: str = ""
    sex: str = ""
    patient: str = ""
    vet: str = ""
    stain: str = ""
    objective: str = ""
    magnification: float | None = None
    collected_on: str = ""
    comment: str = ""
    reviewed_at: str = ""
    reviewed_by: str = ""
    presence: Mapping[str, bool] = field(default_factory=dict, hash=False)

    @property
    def is_reviewed(self) -> bool:
        return bool(self.reviewed_at)

    @property
    def species_key(self) -> str:
        """The species for comparison with rules: trimmed and in lower case, "" where it is unknown."""
        return species_key(self.species)


def species_key(species: str | None) -> str:
    """A species as entered, for comparison: trimmed and in lower case."""
    return " ".join((species or "").split()).casefold()


def state_of(specimen: Specimen, *, is_sorted: bool, is_signed: bool) -> SpecimenState:
    """How far the reading of a specimen is: the furthest state that it reached.

    `is_sorted`: a cell of its smears has a class, from a reader or a model. `is_signed`: a signed report is in force.
    """
    if is_signed:
        return SpecimenState.SIGNED
    if specimen.is_reviewed:
        return SpecimenState.REVIEWED
    return SpecimenState.SORTED if is_sorted else SpecimenState.NEW
