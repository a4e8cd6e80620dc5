"""Specimens: species for rules, and the state of the reading."""

from __future__ import annotations

from rbc_desk.core.specimens import Specimen, SpecimenState, state_of

NEW = Specimen(1, "K-1", species="  Dog ")
REVIEWED = Specimen(2, "K-2", reviewed_at="2026-11-30T04:00:00.000+00:00", reviewed_by="Ann")


def test_a_species_is_compared_without_case_and_spaces() -> None:
    assert NEW.species_key == "dog"
    assert REVIEWED.species_key == ""


def test_the_state_is_the_furthest_that_was_reached() -> None:
    assert state_of(NEW, is_sorted=False, is_signed=False) is SpecimenState.NEW
    assert state_of(NEW, is_sorted=True, is_signed=False) is SpecimenState.SORTED
    assert state_of(REVIEWED, is_sorted=False, is_signed=False) is SpecimenState.REVIEWED
    assert state_of(REVIEWED, is_sorted=True, is_signed=True) is SpecimenState.SIGNED
