"""What is said of smears that are unlike those that a model was trained on."""

from __future__ import annotations

from rbc_desk.core.models.domain_shift import NOT_CHECKED, DomainShift, domain_note

INSIDE, OUTSIDE = DomainShift(0.9, 1.2, 30), DomainShift(1.3, 1.2, 30)


def test_a_smear_is_outside_only_where_it_was_checked_and_lies_beyond_the_limit() -> None:
    assert [one.outside for one in (INSIDE, OUTSIDE, NOT_CHECKED, DomainShift(9.0, None))] == [
        False,
        True,
        False,
        False,
    ]
    assert [one.checked for one in (INSIDE, OUTSIDE, NOT_CHECKED, DomainShift(9.0, None))] == [
        True,
        True,
        False,
        False,
    ]


def test_the_note_names_what_is_outside_before_what_is_unchecked() -> None:
    assert domain_note([]) == ""
    assert domain_note([INSIDE, INSIDE]) == ""
    assert domain_note([OUTSIDE]).startswith("This smear is unlike those")
    assert domain_note([OUTSIDE, INSIDE, NOT_CHECKED]).startswith("1 of 3 smears are unlike those")
    assert domain_note([INSIDE, NOT_CHECKED]).startswith("For 1 of 2 smears it was not checked")
    assert domain_note([NOT_CHECKED]).startswith(
        "It was not checked whether the model was trained on smears like this"
    )
