"""Starts the frozen program and lets it check itself, with nothing of this machine's Python or settings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_KEPT = ("DISPLAY", "XAUTHORITY", "SYSTEMROOT", "TEMP", "TMP", "LANG")


def environment(home: Path) -> dict[str, str]:
    """That of a new user: an own home, no Python, and no screen where there is none."""
    own = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own |= {"HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home)}
    own |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    own["PATH"] = os.environ.get("PATH", "") if sys.platform == "win32" else "/usr/bin:/bin"
    if sys.platform == "linux" and "DISPLAY" not in own:
        own["QT_QPA_PLATFORM"] = "offscreen"
    return own


def smoke(program: Path, *, folder: Path) -> str:
    """Run `--version` and `smoke --window` of a frozen program in a new `folder`; return what it printed.

    Without a display the window is drawn off screen. Raises subprocess.CalledProcessError where a step failed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    own = environment(folder / "home")
    words = [str(program), "smoke", "--window", "-o", str(folder / "out")]
    told = subprocess.run([str(program), "--version"], env=own, capture_output=True, text=True, check=True).stdout
    done = subprocess.run(words, env=own, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
        done.check_returncode()
    return told + done.stdout
