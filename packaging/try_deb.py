"""Installs a package of the frozen program into a fresh Debian, and lets it check itself there without a network.

    python packaging/try_deb.py FILE.deb [--root DIR] [--suite bookworm] [--mirror URL]

Needs root, debootstrap and Debian's packages. DIR (default: a temporary folder) is removed at the end.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_INSTALL = r"""
set -eu
mount --bind /dev "$1/dev"
mount -t proc proc "$1/proc"
chroot "$1" /bin/sh -euc '
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends /package.deb xvfb xauth
'
"""
_CHECK = r"""
set -eu
mount --bind /dev "$1/dev"
mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
mount -t proc proc "$1/proc"
chroot "$1" /bin/sh -euc '
  if command -v python3 || command -v python; then echo "there is a Python"; exit 1; fi
  test "$(ls /sys/class/net 2>/dev/null | wc -l)" -le 1
  test -f /usr/share/applications/rbc-desk.desktop
  test -f /usr/share/mime/packages/rbc-desk.xml
  useradd --create-home reader
  cd /home/reader
  su reader -c "rbc-desk --version"
  su reader -c "QT_QPA_PLATFORM=offscreen rbc-desk smoke --window -o /home/reader/out"
  # on a screen too: a window that lives for a while has found what it needs of X11
  status=0
  su reader -c "timeout 40 xvfb-run -a -s \"-screen 0 1600x1000x24\" rbc-desk /home/reader/out/project" || status=$?
  test "$status" = 124
  echo "the window stayed open on a screen"
'
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("deb", type=Path)
    parser.add_argument("--root", type=Path)
    parser.add_argument("--suite", default="bookworm")
    parser.add_argument("--mirror", default="http://deb.debian.org/debian")
    options = parser.parse_args()
    root = options.root or Path(tempfile.mkdtemp(prefix="rbc-desk-debian-"))
    try:
        try_deb(options.deb, root=root, suite=options.suite, mirror=options.mirror)
    finally:
        # never into what is mounted there, should anything be left
        subprocess.run(["rm", "-rf", "--one-file-system", str(root)], check=False)


def try_deb(deb: Path, *, root: Path, suite: str, mirror: str) -> None:
    """Make the Debian in the empty folder `root`, install, check. Raises subprocess.CalledProcessError."""
    root.chmod(0o755)  # a folder for temporary files is closed to the reader, whose / it becomes
    # what is mounted is gone with the process, however it ends
    alone = ["unshare", "--mount", "--propagation", "private"]
    subprocess.run(
        [*alone, "debootstrap", "--variant=minbase", suite, str(root), mirror], check=True, stdout=sys.stderr
    )
    for name in ("/etc/resolv.conf", "/etc/hosts"):
        shutil.copyfile(name, root / name[1:])
    for file in Path("/etc/apt/apt.conf.d").glob("*"):
        if "Proxy" in file.read_text(errors="replace"):
            shutil.copy2(file, root / "etc/apt/apt.conf.d")
    shutil.copyfile(deb, root / "package.deb")
    clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    subprocess.run([*alone, "sh", "-c", _INSTALL, "sh", str(root)], check=True, env=clean)
    subprocess.run([*alone, "--net", "sh", "-c", _CHECK, "sh", str(root)], check=True, env=clean)
    pages = root / "home/reader/out/pages"
    sys.stdout.write(f"{len(list(pages.glob('*.png')))} pictures of the window\n")


if __name__ == "__main__":
    main()
