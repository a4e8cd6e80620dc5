"""Freezes the program with PyInstaller and removes what it does not use."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from freezing.parts import (
    COLLECTED,
    FOUND_AT_RUN_TIME,
    LOADED_BY_PATH,
    WITH_DATA,
    WITH_DATA_WHERE_INSTALLED,
    WITH_SYMBOLS,
    Edition,
)

ROOT = Path(__file__).resolve().parents[2]
NAME = "rbc-desk"
LIBRARIES = "_internal"
"""The folder beside the program with all that it loads."""


def arguments(edition: Edition, *, to: Path, work: Path, models: Path) -> list[str]:
    """The command line of PyInstaller. `models`: the folder of models to ship."""
    words = [
        str(ROOT / "packaging" / "freezing" / "entry.py"), "--name", NAME, "--onedir", "--noconfirm", "--clean",
        "--distpath", str(to), "--workpath", str(work), "--specpath", str(work), "--paths", str(ROOT),
        "--log-level", "WARN",
        "--add-data", f"{ROOT / 'resources'}{os.pathsep}rbc_desk/_resources",
        "--add-data", f"{models}{os.pathsep}rbc_desk/_models",
        "--add-data", f"{ROOT / 'rbc_desk' / 'store' / 'migrations'}{os.pathsep}rbc_desk/store/migrations",
    ]  # fmt: skip
    if sys.platform == "win32":
        words += ["--icon", str(work / "rbc-desk.ico"), "--hide-console", "hide-early"]
    elif sys.platform == "darwin":
        words += ["--icon", str(work / "rbc-desk.icns"), "--windowed", "--osx-bundle-identifier", "org.rbcdesk.app"]
    for option, names in (
        ("--collect-submodules", COLLECTED),
        ("--collect-data", WITH_DATA),
        ("--collect-binaries", WITH_DATA),
        ("--hidden-import", FOUND_AT_RUN_TIME),
        ("--exclude-module", edition.left_out),
    ):
        for name in names:
            words += [option, name]
    for package in WITH_DATA_WHERE_INSTALLED:
        if package not in edition.left_out and importlib.util.find_spec(package):
            words += ["--collect-data", package]
    for package in set(LOADED_BY_PATH) - set(edition.left_out):
        for file in _libraries_in(package):
            words += ["--add-binary", f"{file}{os.pathsep}{package}"]
    return words


def _libraries_in(package: str) -> list[Path]:
    """The libraries in the folder of a package; none where it is not installed."""
    found = importlib.util.find_spec(package)
    folders = found.submodule_search_locations if found is not None else None
    files = [file for folder in folders or () for file in sorted(Path(folder).iterdir())]
    return [file for file in files if file.suffix in (".so", ".pyd", ".dll", ".dylib")]


def freeze(edition: Edition, *, to: Path, work: Path) -> Path:
    """Make the program in a new folder `to`/rbc-desk, and return that folder. Takes minutes.

    Raises subprocess.CalledProcessError where PyInstaller fails.
    """
    folder = to / NAME
    shutil.rmtree(folder, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    models = with_graphs(work / "models") if edition.name == "light" else ROOT / "models"
    for system, ending in (("win32", "ico"), ("darwin", "icns")):
        if sys.platform == system:
            from freezing.icons import write_icon

            write_icon(work / f"rbc-desk.{ending}")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    words = arguments(edition, to=to, work=work, models=models)
    subprocess.run([sys.executable, "-m", "PyInstaller", *words], check=True, cwd=work, env=environment)
    trim(folder / LIBRARIES, edition)
    if sys.platform == "darwin":
        from freezing.macos import write_info_plist

        trim(to / f"{NAME}.app" / "Contents" / "Frameworks", edition)
        write_info_plist(to / f"{NAME}.app", edition)
    return folder


def with_graphs(folder: Path) -> Path:
    """A copy of the shipped models, each with the ONNX graph that the light edition runs."""
    sys.path.insert(0, str(ROOT))
    from rbc_desk.learn.bundles.bundle import WORDS
    from rbc_desk.learn.bundles.graph import GRAPH
    from rbc_desk.services.training.graph import add_graph

    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "models", folder)
    for words in sorted(folder.rglob(WORDS)):
        if not (words.parent / GRAPH).exists() and not add_graph(words.parent):
            raise SystemExit(f"The graph of {words.parent.name} cannot be made: install rbc-desk[onnx].")
    return folder


def trim(folder: Path, edition: Edition) -> None:
    """Remove the files that the edition does not use, and symbols for debugging."""
    for path in unused(folder, edition):
        path.unlink()
    for link in [path for path in folder.rglob("*") if path.is_symlink() and not path.exists()]:
        link.unlink()
    if strip := shutil.which("strip") if sys.platform == "linux" else None:
        for pattern in WITH_SYMBOLS:
            for library in folder.glob(pattern):
                subprocess.run([strip, "--strip-unneeded", str(library)], check=True)


def unused(folder: Path, edition: Edition) -> Iterator[Path]:
    """The files below `folder` that match a pattern of the edition."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if (path.is_file() or path.is_symlink()) and any(inside.match(pattern) for pattern in edition.unused):
            yield path
