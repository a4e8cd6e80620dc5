"""Every string of the window is translated into every selectable language."""

from __future__ import annotations

import re

import pytest
import translations
from translating import catalogue, sources
from translating.sources import Message


def test_no_string_is_missing_unfinished_or_stale_and_the_compiled_files_are_up_to_date():
    assert translations.check() == [], "run python packaging/translations.py update, translate, then compile"


def test_the_languages_that_can_be_chosen_are_those_that_are_checked():
    from rbc_desk.settings.model import Settings
    from rbc_desk.ui.kit.language import LANGUAGES

    assert tuple(LANGUAGES) == translations.LANGUAGES
    assert Settings(language="th").language == "th"


def test_the_groups_of_the_window_s_actions_are_translated():
    from rbc_desk.ui.keys.actions import ACTIONS

    known = catalogue.read(translations.path("th"))
    assert all(known.get(Message("ActionTable", spec.group)) for spec in ACTIONS)


def test_thai_syllables_can_be_pronounced():
    """A vowel before its consonant takes none below it: such pairs were left by a replacement inside of words."""
    text = translations.path("th").read_text("utf-8")
    assert re.findall(r"\w*[เแโใไ][ก-ฮ][ุู]\w*", text) == []


def found(tmp_path, text, *, where="ui"):
    folder = tmp_path / "rbc_desk" / where
    folder.mkdir(parents=True)
    (tmp_path / "rbc_desk" / "core").mkdir(exist_ok=True)
    (tmp_path / "rbc_desk" / "core" / "errors.py").write_text("class SettingsError(Exception): ...\n")
    (folder / "thing.py").write_text(text)
    return set(sources.find_messages(tmp_path))


def test_strings_are_found_with_the_class_around_them(tmp_path):
    body = 'self.tr("Go" if self.on else "Stop")\n        self.tr("%n cell(s)", "", 3)\n'
    text = f"class Page:\n    def go(self):\n        {body}"
    assert found(tmp_path, text) == {
        Message("Page", "Go"),
        Message("Page", "Stop"),
        Message("Page", "%n cell(s)", plural=True),
    }


def test_tables_and_the_engines_words_are_found(tmp_path):
    table = '# Translated under Rail.\n_MENU = ("Project", "Edit")\n'
    assert found(tmp_path / "a", table) == {Message("Rail", "Project"), Message("Rail", "Edit")}
    engine = 'raise SettingsError(Phrase("No {name}.", name=1), hint="Try again.")\n'
    assert found(tmp_path / "b", engine, where="services") == {
        Message("engine", "No {name}."),
        Message("engine", "Try again."),
    }


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('class A:\n    def b(self):\n        self.tr(f"{1} cells")\n', "ui"),
        ('class A:\n    def b(self):\n        self.tr("%n cells")\n', "ui"),
        ('raise SettingsError(f"No {1} here.")\n', "services"),
    ],
)
def test_a_string_that_cannot_be_translated_is_told(tmp_path, text, where):
    with pytest.raises(sources.SourceError, match=r"thing\.py"):
        found(tmp_path, text, where=where)


def test_faults_of_a_catalogue_are_told_one_by_one(tmp_path):
    path = tmp_path / "rbc_desk_th.ts"
    catalogue.write(
        path,
        {Message("A", "Stale"): ("x",), Message("A", "{n} cells"): ("{m} เซลล์",), Message("A", "Open"): ()},
        language="th",
    )
    wanted = {Message("A", "{n} cells"): [], Message("A", "Open"): [], Message("A", "New"): ["a.py:1"]}
    told = "\n".join(catalogue.faults(path, wanted=wanted))
    for part in ("missing: A: 'New' (a.py:1)", "unfinished: A: 'Open'", "stale: A: 'Stale'", "other placeholders"):
        assert part in told


def test_a_string_that_moves_to_another_class_keeps_its_translation():
    known = {Message("Old", "Open"): ("เปิด",)}
    assert catalogue.merged({Message("New", "Open"): []}, known=known) == {Message("New", "Open"): ("เปิด",)}
