"""Phrases: plain text for users, template and values for translators."""

from __future__ import annotations

import copy
import pickle

from rbc_desk.core.errors import RbcDeskError, SettingsError, storage_error
from rbc_desk.core.events import Problem
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits import words as split_words
from rbc_desk.core.splits.facts import SnapshotFacts, SplitFacts


def test_a_phrase_is_its_text_and_remembers_what_it_was_made_of():
    phrase = Phrase("No {kind} is named {name!r}.", kind="detector", name="x")
    assert phrase == "No detector is named 'x'."
    assert (phrase.template, phrase.values["kind"]) == ("No {kind} is named {name!r}.", "detector")


def test_text_without_values_keeps_its_braces():
    assert Phrase("a {brace}") == "a {brace}"


def test_a_phrase_survives_copies_and_another_process():
    phrase = Phrase("{n} cells", n=3)
    for made in (copy.deepcopy(phrase), pickle.loads(pickle.dumps(phrase))):
        assert (made, made.template, made.values) == ("3 cells", "{n} cells", {"n": 3})


def test_an_error_written_down_can_still_be_translated():
    error = SettingsError(Phrase("{workers} is not a valid number of workers.", workers=0), hint="Specify 1 or more.")
    told = Problem("a.png", str(error)).message
    assert told == "0 is not a valid number of workers. Specify 1 or more."
    assert [part.template for part in told.values.values()] == [
        "{workers} is not a valid number of workers.",
        "Specify 1 or more.",
    ]


def test_the_hint_of_a_full_disk_is_a_phrase():
    error = storage_error(OSError(28, "No space left on device"), doing="saving the label")
    assert isinstance(error, RbcDeskError) and "disk is full" in error.hint
    assert error.message == "Could not finish saving the label: No space left on device."


def test_a_note_of_a_split_is_made_of_sentences_that_can_be_translated():
    split = SplitFacts("smear", "cell", 0, {"test": {"normal": 0}}, n_groups=2, one_blinded_reader=True)
    told = split_words.snapshot_note(SnapshotFacts(split, reader="Dr. No"), names={"normal": "Normal"})
    templates = [part.template for part in told.values.values()]
    assert templates[:2] == ["Only {n} smears have labels.", split_words.LEAK]
    assert templates[2].startswith("The test part has no cells of {classes}")
    assert templates[3] == "Only labels by {reader} (blinded reading)."
    assert "Dr. No" in told
