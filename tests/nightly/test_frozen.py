"""The program as those install it who have no Python: frozen, packed, in a Debian that has nothing else.

`python -m pytest tests/nightly/test_frozen.py` takes about an hour. RBC_DESK_BUILDS names a folder with room for
some gigabytes, with CUDA ten; what an earlier run left there is made anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.nightly.test_bare_debian import mirror

pytest.importorskip("PyInstaller", reason="the extra `build` is not installed")
ROOT = Path(__file__).resolve().parents[2]
GOAL_MB = 800
"""Of the light edition on the disk: what was reached, see docs/installing.md."""


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    named = os.environ.get("RBC_DESK_BUILDS")
    folder = Path(named) if named else tmp_path_factory.mktemp("builds")
    build("app", to=folder)
    return folder


def build(*steps: str, to: Path, edition: str = "light") -> str:
    only = [word for step in steps for word in ("--only", step)]
    words = [sys.executable, str(ROOT / "packaging" / "build.py"), edition, "--to", str(to), *only]
    if edition == "full":
        words.append("--cuda")  # PyTorch as it is installed here
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def test_the_frozen_program_passes_its_smoke_test(builds):
    told = build("smoke", to=builds)
    assert "report: 2 smears in two processes" in told
    assert "window: says where networks are trained" in told
    assert "All steps passed." in told


def test_the_full_edition_trains_a_network_in_its_smoke_test(builds):
    pytest.importorskip("torchvision", reason="networks need torchvision")
    build("app", to=builds, edition="full")
    told = build("smoke", to=builds, edition="full")
    assert "train: 2 epochs" in told
    assert "window: a network trained" in told
    assert "All steps passed." in told


def test_the_program_is_no_larger_than_it_was(builds):
    total = build("sizes", to=builds).split("all ", 1)[1].split()[0]
    assert float(total) < GOAL_MB


def test_the_package_works_in_a_debian_without_python_and_network(builds):
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can make another root")
    if not all(map(shutil.which, ("debootstrap", "chroot", "unshare"))):
        pytest.skip("debootstrap (or chroot, unshare) is not installed")
    codename, site = mirror()
    build("package", to=builds)
    (deb,) = (builds / "light").glob("*.deb")
    words = [sys.executable, str(ROOT / "packaging" / "try_deb.py"), str(deb), "--suite", codename, "--mirror", site]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All steps passed." in done.stdout
