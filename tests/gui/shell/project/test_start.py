"""The start of the window."""

from __future__ import annotations

import subprocess
import sys

_SOURCES_KEPT = "import rbc_desk.ui.app, linecache; print(sum('rbc_desk' in name for name in linecache.cache))"


def test_no_source_text_is_read_and_kept():
    ended = subprocess.run([sys.executable, "-c", _SOURCES_KEPT], capture_output=True, text=True, check=False)
    assert (ended.stdout.strip(), ended.stderr) == ("0", "")
