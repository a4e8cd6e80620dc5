"""Packs the frozen program for Linux: a package of Debian, and an archive that runs from any folder."""

from __future__ import annotations

import gzip
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from freezing.freeze import NAME, ROOT
from freezing.parts import EDITIONS, Edition

FILES = ROOT / "packaging" / "linux"
DEPENDS = ("libc6 (>= {glibc})", "libegl1", "libgl1", "fontconfig-config", "fonts-dejavu-core | fonts-noto-core")
"""What is not in the program's folder: the C library, the graphics drivers' libraries, and fonts."""

COMPLETIONS = {
    "bash": f"bash-completion/completions/{NAME}",
    "zsh": f"zsh/vendor-completions/_{NAME}",
    "fish": f"fish/vendor_completions.d/{NAME}.fish",
}
"""Where each shell looks for what completes a command, below /usr/share."""


def version() -> str:
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "rbc_desk" / "__init__.py").read_text("utf-8"))
    if found is None:
        raise SystemExit("rbc_desk/__init__.py names no version.")
    return found[1]


def architecture() -> str:
    """This machine's, in the words of Debian."""
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())


def control(edition: Edition, *, size_kb: int, glibc: str) -> str:
    """The control file of the package. The editions replace each other, because both are the command rbc-desk."""
    others = ", ".join(one.package for one in EDITIONS.values() if one is not edition)
    what = {
        "full": "Trains networks on your own labels as well.",
        "light": "Trains no whole networks: the full edition, rbc-desk, does, on the same projects.",
    }[edition.name]
    return (
        f"Package: {edition.package}\n"
        f"Version: {version()}\n"
        f"Architecture: {architecture()}\n"
        "Maintainer: The RBC Desk developers <rbc-desk@localhost>\n"
        f"Installed-Size: {size_kb}\n"
        f"Depends: {', '.join(DEPENDS).format(glibc=glibc)}\n"
        "Recommends: fonts-tlwg-loma-ttf | fonts-noto-core\n"
        f"Conflicts: {others}\n"
        f"Replaces: {others}\n"
        "Section: science\n"
        "Priority: optional\n"
        "Description: red-cell morphology on blood smears\n"
        " RBC Desk finds the cells on images of blood smears, classifies and counts them,\n"
        " and reports. Nothing leaves the computer.\n"
        " .\n"
        f" {what}\n"
    )


def lay_out(edition: Edition, program: Path, root: Path) -> None:
    """Put everything that the package installs below `root`; the program's folder is linked file by file."""
    home = root / "usr" / "lib" / edition.package
    home.parent.mkdir(parents=True)
    shutil.copytree(program, home, copy_function=os.link, symlinks=True)
    link = root / "usr" / "bin" / NAME
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../lib/{edition.package}/{NAME}")
    share = root / "usr" / "share"
    put(share / "applications" / f"{NAME}.desktop", desktop_entry(edition))
    put(
        share / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg", (FILES / "rbc-desk.svg").read_text("utf-8")
    )
    put(share / "mime" / "packages" / f"{NAME}.xml", (FILES / "mime.xml").read_text("utf-8"))
    manual = share / "man" / "man1" / f"{NAME}.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress((ROOT / "resources" / "man" / f"{NAME}.1").read_bytes(), mtime=0))
    for shell, place in COMPLETIONS.items():
        told = subprocess.run([program / NAME, "completion", shell], check=True, capture_output=True, text=True)
        put(share / place, told.stdout)
    document = share / "doc" / edition.package
    put(document / "copyright", (ROOT / "LICENSE").read_text("utf-8"))
    (document / "changelog.gz").write_bytes(gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0))


def desktop_entry(edition: Edition, *, program: str = NAME) -> str:
    """The entry of the desktop's menu. `program`: the command that starts the edition."""
    entry = (FILES / "desktop.in").read_text("utf-8")
    return entry.replace("@TITLE@", edition.title).replace("@PROGRAM@", program)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o644)


def deb(edition: Edition, program: Path, *, to: Path) -> Path:
    """The package of Debian with the program in the folder `program`. Raises subprocess.CalledProcessError."""
    root = to / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(edition, program, root)
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    glibc = platform.libc_ver()[1] or "2.36"
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(control(edition, size_kb=size // 1024, glibc=glibc), "utf-8")
    for folder in (root, *filter(Path.is_dir, root.rglob("*"))):
        folder.chmod(0o755)
    file = to / f"{edition.package}_{version()}_{architecture()}.deb"
    words = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z9", "--build", str(root), str(file)]
    subprocess.run(words, check=True, stdout=sys.stderr)
    shutil.rmtree(root)
    return file


def archive(edition: Edition, program: Path, *, to: Path) -> Path:
    """An archive with the program, a script that starts it from wherever it lies, and the desktop's files."""
    name = f"{edition.package}-{version()}-linux-{architecture()}"
    file = to / f"{name}.tar.gz"
    with tarfile.open(file, "w:gz", compresslevel=6) as target:
        target.add(program, f"{name}/{NAME}")
        target.add(FILES / "start", f"{name}/start")
        for one in (FILES / "rbc-desk.svg", FILES / "mime.xml", ROOT / "LICENSE"):
            target.add(one, f"{name}/{one.name}")
    return file
