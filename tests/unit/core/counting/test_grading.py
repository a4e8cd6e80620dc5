"""Grades: against cases worked by hand, and what holds for all of them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rbc_desk.core.counting.grading import OUT_OF_REACH, Share, grade, pooled, referrals
from rbc_desk.core.counting.rule_sets import RuleSet, rule_set_of
from rbc_desk.core.counting.wilson import cells_to_tell, wilson
from rbc_desk.core.errors import SettingsError
from rbc_desk.services.grading.rule_set_files import species_rules
from rbc_desk.settings.paths import resource


def shipped(key: str) -> RuleSet:
    import tomllib

    return rule_set_of(tomllib.loads(resource(f"grading/{key}.toml").read_text("utf-8")))


def shares_of(n: int, **counts: int) -> dict[str, Share]:
    return {code: Share(count, count / n, *wilson(count, n)) for code, count in counts.items()}


def only(key: str, *, n: int, species: str | None = None, **counts: int):
    rules = species_rules(species)
    found = grade(shipped(key), shares_of(n, **counts), n_fields=10, n_cells=n, of_species=rules)
    return {one.finding: one for one in found}


# finding, count of 1000 cells, grade, certain, cells more. Worked by hand: 1.96^2 p (1 - p) / d^2 cells, p being the
# threshold and d the distance from it; for 12 of 1000 acanthocytes 3.8415 x 0.0099 / 0.002^2 = 9508, 8508 more.
CASES = (
    ("acanthocyte", 0, "none seen", True, None),
    ("acanthocyte", 3, "few", True, None),
    ("acanthocyte", 12, "moderate", False, 8508),
    ("acanthocyte", 17, "moderate", False, 464),
    ("acanthocyte", 40, "many", True, None),
    ("echinocyte", 20, "below few", True, None),
    ("echinocyte", 100, "few", True, None),
    ("echinocyte", 240, "few", False, 6203),
    ("echinocyte", 600, "many", True, None),
)


@pytest.mark.parametrize(("code", "count", "word", "certain", "n_more"), CASES)
def test_a_grade_is_the_one_worked_by_hand(code, count, word, certain, n_more):
    found = only("teaching", n=1000, **{code: count})[code]
    assert (found.word, found.certain, found.n_more) == (word, certain, n_more)


def test_a_grade_that_is_not_certain_says_how_many_cells_tell_which_grades_apart():
    found = only("teaching", n=1000, acanthocyte=12)["acanthocyte"]
    assert found.advice == "8,508 more cells are needed to tell few from moderate."
    assert found.rule.checked
    assert found.rule.version == "1"


def test_a_share_on_the_threshold_cannot_be_told_by_counting():
    found = only("teaching", n=1000, acanthocyte=10)["acanthocyte"]
    assert (found.word, found.certain, found.n_more) == ("few", False, None)
    assert found.advice == "Too close to tell few from moderate, however many cells are counted."


def test_too_few_cells_are_asked_for_before_anything_else():
    found = only("teaching", n=400, acanthocyte=30)["acanthocyte"]
    assert (found.word, found.certain, found.n_more) == ("many", False, 600)
    assert found.advice == "600 more cells are needed."
    assert "Fewer than 1000 cells were counted." in found.notes


def test_a_preset_that_nobody_compared_with_its_source_says_so_in_each_grade():
    found = only("weiss_dog_1984", n=1000, species="dog", spherocyte=40)["spherocyte"]
    assert found.value == pytest.approx(12)  # 4 % of 300 cells in a field
    assert found.word == "2+"
    assert not found.rule.checked


def test_schistocytes_have_a_share_only_where_they_are_the_dominant_change():
    alone = only("icsh_schistocytes_2021", n=1000, schistocyte=30, microspherocyte=5, normal=965)["schistocyte"]
    assert alone.word == "suspicious of thrombotic microangiopathy"
    assert alone.value == pytest.approx(3.5)  # microspherocytes count beside other forms
    among = only("icsh_schistocytes_2021", n=1000, schistocyte=30, codocyte=90, normal=880)["schistocyte"]
    assert (among.word, among.level, among.value) == ("seen", None, None)
    assert among.notes == ("No share is given, because Target cells (codocytes) are more common.",)
    few = only("icsh_schistocytes_2021", n=1000, schistocyte=2, microspherocyte=0, normal=998)["schistocyte"]
    assert few.word == "normal in adults"
    none = only("icsh_schistocytes_2021", n=1000, schistocyte=0, microspherocyte=40, normal=960)["schistocyte"]
    assert none.word == "none seen"  # microspherocytes alone are none


def test_spherocytes_and_targets_of_a_cat_are_graded_only_if_switched_on():
    shares = shares_of(1000, spherocyte=40, codocyte=300, polychromatophil=5)
    cat = species_rules("cat")
    found = grade(shipped("teaching"), shares, n_fields=10, n_cells=1000, of_species=cat)
    assert [one.finding for one in found] == ["polychromatic"]
    found = grade(
        shipped("teaching"), shares, n_fields=10, n_cells=1000, of_species=cat, switched_on={"target"}
    )  # fmt: skip
    assert [one.finding for one in found] == ["polychromatic", "target"]


@pytest.mark.parametrize(
    ("count", "note"),
    [
        (5, "Under 1.5 %: normal for this species."),
        (14, "Normal for this species is under 1.5 %; more cells would tell."),
        (40, "Above what is normal for this species, 1.5 %."),
    ],
)
def test_polychromasia_of_a_dog_is_compared_with_what_is_normal(count, note):
    assert only("teaching", n=1000, species="dog", polychromatophil=count)["polychromatic"].notes == (note,)


def test_what_nobody_looked_for_is_not_graded():
    assert set(only("teaching", n=1000, codocyte=20, hypochromia=0, normal=980)) == {"target", "hypochromic"}
    assert "poikilocytosis" not in only("weiss_dog_1984", n=1000, codocyte=20, normal=980)


def test_present_or_not_is_what_a_reader_said():
    found = grade(shipped("teaching"), {}, n_fields=1, n_cells=0, seen={"rouleaux": True, "agglutination": False})
    assert [(one.finding, one.word) for one in found] == [("rouleaux", "present"), ("agglutination", "not present")]


def test_any_spherocyte_of_a_dog_goes_to_a_pathologist():
    shares = shares_of(1000, spherocyte=1, eccentrocyte=0, heinz_body=2, normal=997)
    assert [one.finding for one in referrals(shares, of_species=species_rules("dog"))] == ["spherocyte", "heinz_body"]
    assert referrals(shares, of_species=species_rules("cat")) == ()
    assert referrals(shares, of_species=None) == ()


def test_a_referral_without_a_source_is_unchecked_and_a_rule_set_can_name_its_own():
    shares = shares_of(500, spherocyte=3, eccentrocyte=2)
    cat, dog = species_rules("cat"), species_rules("dog")
    assert [(one.finding, one.checked) for one in referrals(shares, of_species=cat)] == [("eccentrocyte", False)]
    assert all(one.checked for one in referrals(shares, of_species=dog))
    own = shipped("teaching").model_copy(update={"refer": ("spherocyte",), "checked": False})
    assert [(one.finding, one.checked) for one in referrals(shares, of_species=dog, rules=own)] == [
        ("spherocyte", False)
    ]
    none = own.model_copy(update={"refer": ()})
    assert referrals(shares, of_species=dog, rules=none) == ()


def test_a_wider_interval_asks_for_more_cells():
    alone = Share(12, 0.012, *wilson(12, 1000))
    clustered = Share(12, 0.012, 0.001, 0.030)
    needed = [
        grade(shipped("teaching"), {"acanthocyte": one}, n_fields=10, n_cells=1000)[0] for one in (alone, clustered)
    ]
    assert needed[0].n_more == 8508
    assert needed[1].n_more is None  # out of reach
    assert pooled([alone, clustered], n_cells=2000).low < 0.012


@given(n=st.integers(1000, 3000), threshold=st.sampled_from((0.25, 0.5)), off=st.floats(0.008, 0.015))
def test_as_many_cells_as_it_asks_for_make_a_grade_certain_and_one_less_does_not(n, threshold, off):
    count = round(n * (threshold + off))
    rules, share = shipped("teaching"), count / n
    first = grade(rules, shares_of(n, echinocyte=count), n_fields=10, n_cells=n)[0]
    assert first.n_more is not None
    for n_cells, certain in ((n + first.n_more, True), (n + first.n_more - 1, False)):
        low, high = wilson(share * n_cells, n_cells)
        again = Share(share * n_cells, share, low, high)
        found = grade(rules, {"echinocyte": again}, n_fields=10, n_cells=n_cells)[0]
        assert (found.word, found.certain) == (first.word, certain)


@given(share=st.floats(0, 1), near=st.floats(0.001, 0.5), far=st.floats(1.01, 3), threshold=st.floats(0.001, 0.9))
def test_fewer_cells_tell_a_share_that_is_farther_from_the_threshold(share, near, far, threshold):
    assert cells_to_tell(threshold + near * far, threshold) < cells_to_tell(threshold + near, threshold)
    low, high = wilson(share * 500, 500)
    assert 0 <= low <= share <= high <= 1


@given(count=st.integers(0, 300), n=st.integers(300, 3000), times=st.integers(2, 9))
def test_a_grade_that_is_certain_stays_so_with_more_cells_of_the_same_share(count, n, times):
    assume(n >= 1000)
    few = only("teaching", n=n, echinocyte=count)["echinocyte"]
    many = only("teaching", n=n * times, echinocyte=count * times)["echinocyte"]
    assert many.word == few.word
    assert many.certain or not few.certain
    if not many.certain and many.n_more is not None and few.n_more is not None:
        assert many.n_more < few.n_more <= OUT_OF_REACH


WRONG = (
    ({"steps": [{"word": "few", "at_least": 5}, {"word": "many", "at_least": 5}]}, "many has to begin above few"),
    ({"steps": [{"word": "few", "at_least": 5, "above": 2}]}, "the grade few needs one threshold"),
    ({"steps": [{"word": "few", "at_least": 5}, {"word": "Few", "at_least": 9}]}, "two grades have the same name"),
    ({"steps": [{"word": "few", "at_least": 120}]}, "begins at 120, which no smear can reach"),
)


@pytest.mark.parametrize(("rule", "reason"), WRONG)
def test_a_rule_set_that_makes_no_sense_is_refused_in_words(rule, reason):
    values = {"name": "Own", "version": "1", "source": "me", "rules": [{"finding": "target", **rule}]}
    with pytest.raises(SettingsError, match=reason):
        rule_set_of(values)
