"""The program installed and tried where there is nothing but Debian and Python."""

from __future__ import annotations

import ast
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
_INCLUDED = "python3,python3-venv,ca-certificates"
# Its mounts are gone with the process, however it ends.
_INSIDE = r"""
set -euo pipefail
root=$1
shift
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
for place in "$@"; do
  mkdir -p "$root$place"
  mount --bind "$place" "$root$place"
done
chroot "$root" /bin/bash -euo pipefail -c '
  cd /source
  bash packaging/install-debian-packages
  bash packaging/make-environment /environment
  mkdir /work
  cd /work
  export HOME=/work
  /environment/bin/rbc-desk demo
'
"""


def mirror() -> tuple[str, str]:
    """This Debian's code name, and where apt has its packages from; the test is skipped where that is not known."""
    release = platform.freedesktop_os_release() if Path("/etc/os-release").exists() else {}
    codename = release.get("VERSION_CODENAME", "")
    if release.get("ID") != "debian" or not codename or not shutil.which("apt-get"):
        pytest.skip("this is no Debian")
    asked = ["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE) $(COMPONENT)", "Created-By: Packages"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    for line in told:
        site, suite, component = line.split()
        if (suite, component) == (codename, "main"):
            return codename, site
    pytest.skip(f"apt knows no source of Debian {codename}")


def pip_settings() -> tuple[dict[str, str], set[Path]]:
    """What pip is told on this machine, as environment variables, and the folders that it names."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    settings: dict[str, str] = {}
    places: set[Path] = set()
    for line in listed.splitlines():
        name, _, quoted = line.partition("=")
        scope, _, key = name.rpartition(".")
        value = str(ast.literal_eval(quoted))
        if scope in ("global", "install", "user", "site", ":env:"):
            settings[f"PIP_{key.upper().replace('-', '_')}"] = value
        for word in value.split():
            if word.startswith("file:"):
                places.add(Path(unquote(urlsplit(word).path)).parent)  # an index names files beside itself
            elif word.startswith("/") and Path(word).is_dir():
                places.add(Path(word))
            elif word.startswith("/") and Path(word).is_file():
                places.add(Path(word).parent)
    return settings, places


def copy_source(target: Path) -> None:
    """What git would hand on of this working tree."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can make another root")
    if not all(map(shutil.which, ("debootstrap", "chroot", "unshare", "git"))):
        pytest.skip("debootstrap (or chroot, unshare, git) is not installed")
    codename, site = mirror()
    folder = tmp_path / "root"
    command = ["debootstrap", "--variant=minbase", f"--include={_INCLUDED}", codename, str(folder), site]
    subprocess.run(command, check=True)
    for name in ("/etc/resolv.conf", "/etc/hosts"):
        shutil.copyfile(name, folder / name[1:])
    for file in Path("/etc/apt/apt.conf.d").glob("*"):
        if "Proxy" in file.read_text(errors="replace"):
            shutil.copy2(file, folder / "etc/apt/apt.conf.d")
    copy_source(folder / "source")
    return folder


def test_a_bare_debian_gets_what_it_needs_and_runs_the_demo(root: Path) -> None:
    settings, places = pip_settings()
    handed_on = [name for name in os.environ if name.startswith("PIP_") or name.lower().endswith("_proxy")]
    environment = {name: os.environ[name] for name in handed_on}
    environment |= settings | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    mounted = [str(place) for place in sorted(places) if not any(parent in places for parent in place.parents)]
    command = ["unshare", "--mount", "--propagation", "private", "bash", "-c", _INSIDE, "bash", str(root), *mounted]
    done = subprocess.run(command, env=environment, check=False)
    assert done.returncode == 0
    made = root / "work" / "rbc-desk-demo"
    assert list(made.rglob("bundle.json"))
    assert list(made.rglob("*.html"))
    assert list(made.rglob("*.png"))
