"""Checks whether a window can be shown."""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """Whether Qt has a display, or a platform that needs none (`QT_QPA_PLATFORM`)."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
