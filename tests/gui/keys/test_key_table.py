"""Every key stands in the table of keys, and the ids under which changed keys are stored do not change unnoticed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rbc_desk.ui.keys.actions import LABEL_ACTIONS, VIEW_KEYS, view_keys
from rbc_desk.ui.shell.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[3]
IDS = Path(__file__).with_name("command_ids.txt")
# Keys of a layout and keys that a user presses to choose them: no view does anything with them.
_NOT_KEYS = {"Control", "Shift", "Alt", "AltGr", "Meta", "CapsLock", "NumLock", "unknown"}
_PRESSES_KEYS = "smoke.py"  # drives the window as a user does
MODULES = sorted(
    path
    for path in (ROOT / "rbc_desk" / "ui").rglob("*.py")
    if path.parent.name != "keys" and path.name != _PRESSES_KEYS
)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_key_that_a_module_names_stands_in_the_table(path):
    module = ".".join(path.relative_to(ROOT / "rbc_desk").with_suffix("").parts)
    text = path.read_text("utf-8")
    named = set(re.findall(r"Qt\.Key\.Key_(\w+)|StandardKey\.(\w+)", text))
    named = {key or standard for key, standard in named} - _NOT_KEYS
    assert named <= set(view_keys(module))
    assert not re.search(r"event\.text\(\) (==|in) ", text)
    assert not re.search(r"setShortcuts?\(\[?QKeySequence|QShortcut\(", text)


def test_the_table_names_modules_and_actions_that_exist():
    for entry in VIEW_KEYS:
        assert (ROOT / "rbc_desk" / (entry.module.replace(".", "/") + ".py")).is_file()
    assert all(spec.id == name for name, spec in LABEL_ACTIONS.items())


def test_ids_of_commands_stay(context, qtbot):
    """A user's own keys are stored by these ids. One that is renamed here must be renamed in settings as well."""
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.overlays.bind_pages()
    ids = sorted(binding.id for binding in context.keys)
    assert ids == IDS.read_text("utf-8").split()
    window.close()
