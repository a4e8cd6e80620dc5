"""Keys by key code on an X server, with real keyboard layouts."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rbc_desk.services.cells import labelling
from rbc_desk.services.project.project import create_project
from rbc_desk.settings.paths import settings_file
from rbc_desk.store.rows import PredictionRow
from rbc_desk.ui.app import main
from tests.gui.conftest import add_smear, at_home

NEEDED = ("Xvfb", "xdotool", "setxkbmap")
pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is the window system of Linux"),
    pytest.mark.skipif(
        any(shutil.which(name) is None for name in NEEDED),
        reason=f"needs {', '.join(NEEDED)} (packaging/debian-packages.txt)",
    ),
]

# X key codes: places on the keyboard, whatever a layout types there
ONE, TWO, THREE, FOUR, FIVE, SIX = "10", "11", "12", "13", "14", "15"
PAD_ONE, NUM_LOCK, CAPS_LOCK = "87", "77", "66"
Q_PLACE, A_PLACE, RIGHT = "24", "38", "114"
SHIFTED = ("shift+25", "shift+52", "shift+38")  # W, Z and A with Shift
SMEAR, GALLERY, REVIEW, CLASSIFY = "39", "42", "55", "ctrl+15"  # S, G, V, and 6 with Ctrl
SHIFT_TWO = f"shift+{TWO}"
# By layout, what Shift with the key 2 gives (as on a US keyboard: nothing), and where Q is.
LAYOUTS = {
    "us": (None, Q_PLACE),
    "de": (None, Q_PLACE),
    "fr": (1, A_PLACE),
    "cz": (1, Q_PLACE),
    "th": (1, Q_PLACE),  # types the Thai digit 1: the key is the 2 anyway
    "ru": (None, Q_PLACE),
}
ELEVENTH = 10  # the class after the ten digits, which has the letter Q
TWELFTH = 11  # has letters with Shift here


def presses(layout: str) -> list[tuple[str, int | None]]:
    """What is pressed, and the index of the class that it gives, never the same twice running; None gives none."""
    with_shift, q = LAYOUTS[layout]
    plain = [(ONE, 0), (TWO, 1), (THREE, 2), (SHIFT_TWO, with_shift), (q, ELEVENTH), (PAD_ONE, 0)]
    with_caps = [(CAPS_LOCK, None), (TWO, 1), (q, ELEVENTH), (CAPS_LOCK, None)]
    return [*plain, *with_caps, (FOUR, 3)]


class Screen:
    """An X server of its own with the program's window in it."""

    def __init__(self, project: Path) -> None:
        self._database = project / "project.sqlite"
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            display = told.readline().strip()
        self._env = {**os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
        start = f"from {main.__module__} import main; from pathlib import Path; main(Path({str(project)!r}))"
        self.program = subprocess.Popen([sys.executable, "-c", start], env=self._env, stderr=subprocess.PIPE)

    def run(self, *words: str) -> str:
        return subprocess.run(words, env=self._env, check=True, capture_output=True, text=True, timeout=60).stdout

    def takes_the_focus(self) -> bool:
        """As a window manager gives it to a new window."""
        search = ["xdotool", "search", "--onlyvisible", "--name", "RBC Desk", "windowfocus"]
        return subprocess.run(search, check=False, env=self._env, capture_output=True, timeout=60).returncode == 0

    def keys(self, *keys: str) -> None:
        self.run("xdotool", "key", "--delay", "0", *keys)

    def labels(self) -> list[str]:
        """Every class that was given, in order."""
        return [code for (code,) in self.read("SELECT code FROM cell_label ORDER BY id")]

    def read(self, query: str) -> list[tuple]:
        with contextlib.closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True, timeout=60)) as store:
            return store.execute(query).fetchall()

    def comes(self, what, *, seconds: float = 180) -> bool:
        """Whether it is so within this time; the program is another process, which no signal reaches."""
        until = time.monotonic() + seconds
        while not (come := what()) and time.monotonic() < until:
            assert self.program.poll() is None, self.program.stderr.read().decode()
            time.sleep(0.05)
        return bool(come)

    def given_by(self, *keys: str, n: int) -> list[str]:
        """The classes that these keys give, once there are `n` of them."""
        before = len(self.labels())
        self.keys(*keys)
        self.comes(lambda: len(self.labels()) >= before + n)
        return self.labels()[before:]

    def takes_a_cell_in_hand(self, codes) -> bool:
        """Whether a key gives a class in the view; a second one tells that no key is still on its way."""

        def tried() -> bool:
            self.keys(RIGHT, FIVE)
            return self.comes(lambda: self.labels()[-1:] == [codes[4]], seconds=1)

        shown = self.comes(tried)
        self.keys(SIX)
        return shown and self.comes(lambda: self.labels()[-1] == codes[5])

    def close(self) -> None:
        for process in (self.program, self._server):
            process.terminate()
            process.wait(60)
        self.program.stderr.close()


@pytest.fixture(scope="module")
def screen(tmp_path_factory):
    """The window on a project with a model's word on each cell, at the page Label with a current cell."""
    with at_home(tmp_path_factory):
        yield from shown_at_label(tmp_path_factory.mktemp("screen"))


def shown_at_label(folder):
    settings_file().parent.mkdir(parents=True)
    project = create_project(folder / "project", class_set="chula", reader="Ann")
    keys = f'[keys]\n"label.class_{project.class_set().codes[TWELFTH]}" = ["Shift+W", "Shift+Z", "Shift+A"]\n'
    settings_file().write_text(f'reader = "reader"\nadvance_after_key = false\n{keys}', "utf-8")
    smears = [add_smear(project, seed=seed, label=False) for seed in range(5)]
    codes = project.class_set().codes
    model = {"name": "a", "folder": "a", "network": "rbc_small", "codes": codes, "metrics": {}, "run_id": None}
    probabilities = tuple(1 / len(codes) for _ in codes)
    with project.store.transact("Classify", reader="Ann") as tx:
        model_id = tx.derived.insert_model(**model, active=True)
        cells = [cell for smear in smears for cell in labelling.cells(project, smear_id=smear)]
        tx.derived.put_predictions(
            [PredictionRow(model_id, cell.id, cell.circle, codes[0], probabilities) for cell in cells]
        )
    screen = Screen(project.folder)
    project.close()
    try:
        screen.run("setxkbmap", "us")
        assert screen.comes(screen.takes_the_focus)
        screen.keys(NUM_LOCK)
        screen.keys("ctrl+12")  # Label
        assert screen.comes(lambda: screen.keys(RIGHT, FOUR) or screen.comes(screen.labels, seconds=1))
        yield screen, codes
    finally:
        screen.close()


def test_class_keys_give_their_class_on_every_layout_in_every_view(screen):
    screen, codes = screen
    for layout in LAYOUTS:
        screen.run("setxkbmap", layout)
        for view in (SMEAR, GALLERY, REVIEW, CLASSIFY) if layout in ("fr", "th") else (SMEAR,):
            screen.keys(view)
            if view == CLASSIFY:
                screen.run("xdotool", "mousemove", "500", "500", "click", "1")
            assert screen.takes_a_cell_in_hand(codes), f"{layout}, {view}"
            wanted = [codes[given] for _, given in presses(layout) if given is not None]
            assert screen.given_by(*(key for key, _ in presses(layout)), n=len(wanted)) == wanted, f"{layout}, {view}"
        screen.keys("ctrl+12")  # Label


def test_letters_with_shift_do_the_same_on_keyboards_that_type_other_signs_with_it(screen):
    screen, codes = screen
    screen.keys("ctrl+12")  # Label
    for layout in ("us", "th", "ru"):
        screen.run("setxkbmap", layout)
        screen.keys(SMEAR)
        assert screen.takes_a_cell_in_hand(codes), layout
        for key in SHIFTED:
            assert screen.given_by(key, ONE, n=2) == [codes[TWELFTH], codes[0]], (layout, key)
