"""Rule sets while they are edited: what is typed becomes rules, and what is wrong is said in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rbc_desk.core.errors import SettingsError
from rbc_desk.services.grading.drafts import RuleDraft, RuleSetDraft, StepDraft
from rbc_desk.services.grading.rule_set_files import RuleSetFiles


@pytest.fixture
def files(tmp_path):
    return RuleSetFiles(tmp_path)


def test_what_is_not_edited_stays(files):
    for one in files.all():
        assert RuleSetDraft.of(one.rules).rule_set() == one.rules


def draft_with(files, *steps, **changes):
    whole = RuleSetDraft.of(files.get("teaching"))
    return replace(whole, rules=(RuleDraft("target", tuple(StepDraft(*step) for step in steps)),), **changes)


def test_thresholds_are_typed_as_people_write_them(files):
    made = draft_with(files, ("few", "5"), ("moderate", ">= 10,5"), ("many", "> 50 %"), ("", "")).rule_set()
    few, moderate, many = made.rules[0].steps
    assert (few.at_least, moderate.at_least, many.above) == (5, 10.5, 50)
    assert [many.reached_by(value) for value in (50, 50.1)] == [False, True]


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([("few", "five")], "Target cells (codocytes): few cannot begin at “five”."),
        ([("few", "-5")], "Target cells (codocytes): few cannot begin at “-5”."),
        ([("few", "")], "Target cells (codocytes): the grade few has no threshold."),
        ([("", "5")], "Target cells (codocytes): the grade from 5 has no name."),
        ([("few", "5"), ("many", "5")], "many has to begin above few"),
        ([("few", "5"), ("Few", "6")], "two grades have the same name"),
        ([("few", "100")], "which no smear can reach"),
    ],
)
def test_what_is_wrong_is_said_in_words(files, steps, words):
    with pytest.raises(SettingsError) as refused:
        draft_with(files, *steps).rule_set()
    assert words in refused.value.message


@pytest.mark.parametrize("changes", [{"name": " "}, {"source": ""}])
def test_a_name_and_a_source_are_needed(files, changes):
    with pytest.raises(SettingsError):
        draft_with(files, ("few", "5"), **changes).rule_set()
