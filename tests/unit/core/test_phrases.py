"""Phrases: text for everybody, and for a translator the sentence with what was put into it."""

from __future__ import annotations

import copy
import pickle

from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.errors import RbcDeskError, SettingsError, storage_error
from rbc_desk.core.events import Trouble
from rbc_desk.core.phrases import Phrase
from rbc_desk.services import notes


def test_a_phrase_is_its_text_and_remembers_what_it_was_made_of():
    phrase = Phrase("There is no {kind} named {name!r}.", kind="detector", name="x")
    assert phrase == "There is no detector named 'x'."
    assert (phrase.template, phrase.values["kind"]) == ("There is no {kind} named {name!r}.", "detector")


def test_text_without_values_keeps_its_braces():
    assert Phrase("a {brace}") == "a {brace}"


@given(st.text(alphabet=st.characters(exclude_characters="\n"), min_size=1), st.integers())
def test_a_sentence_written_down_is_recognised_again(name, n):
    template = "Labels of {name} on {n} smears (read blinded)."
    read = Phrase.recognised(str(Phrase(template, name=name, n=n)), ["Something else {n}.", template])
    assert read.template == template and str(read.values["n"]) == str(n) and read.values["name"] == name


def test_a_phrase_survives_copies_and_another_process():
    phrase = Phrase("{n} cells", n=3)
    for made in (copy.deepcopy(phrase), pickle.loads(pickle.dumps(phrase))):
        assert (made, made.template, made.values) == ("3 cells", "{n} cells", {"n": 3})


def test_an_error_written_down_can_still_be_translated():
    error = SettingsError(Phrase("{workers} workers cannot work.", workers=0), hint="Ask for one or more.")
    told = Trouble("a.png", str(error)).message
    assert told == "0 workers cannot work. Ask for one or more."
    assert [part.template for part in told.values.values()] == [
        "{workers} workers cannot work.",
        "Ask for one or more.",
    ]


def test_the_hint_of_a_full_disk_is_a_phrase():
    error = storage_error(OSError(28, "No space left on device"), doing="saving the label")
    assert isinstance(error, RbcDeskError) and "disk is full" in error.hint
    assert error.message == "Could not finish saving the label: No space left on device."


def test_a_note_of_a_split_is_read_back_as_its_sentences():
    written = str(Phrase.joined(" ", [notes.too_few("smear", n=2), notes.blinded("Dr. No")]))
    read = notes.read(written)
    assert read == written
    templates = [part.template for part in read.values.values()]
    assert templates[:2] == ["Labels stand on {n} smears only.", notes.LEAK]
