"""The smallest window grows with the text, as far as the screen has room."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

_SMALLEST = """
from rbc_desk.ui.app import open_window, prepared
with prepared() as (app, errors):
    window = open_window(app)
    window.resize(1, 1)
    print(window.width(), window.height())
    window.close()
    window.context.shut_down()
"""


def smallest(folder, *, text, screen):
    at = folder / "screen.json"
    at.write_text(json.dumps({"screens": [{"name": "s", "x": 0, "y": 0, "logicalDpi": 96, "dpr": 1, **screen}]}))
    env = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={at}", "RBC_DESK_TEXT_SIZE": str(text)}
    ended = subprocess.run([sys.executable, "-c", _SMALLEST], env=env, capture_output=True, text=True, check=True)
    return tuple(map(int, ended.stdout.split()))


@pytest.mark.parametrize(
    ("text", "width", "height"), [(100, (880, 880), (560, 560)), (150, (1300, 1325), (810, 840))], ids=["100", "150"]
)
def test_larger_text_has_a_larger_smallest_window(tmp_path, text, width, height):
    wide, high = smallest(tmp_path, text=text, screen={"width": 1920, "height": 1080})
    assert width[0] <= wide <= width[1]
    assert height[0] <= high <= height[1]


def test_the_smallest_window_fits_a_small_screen(tmp_path):
    wide, high = smallest(tmp_path, text=150, screen={"width": 1280, "height": 720})
    assert wide <= 1280
    assert high <= 648
