"""Paths of the program's files: resources, shipped models, and the user's settings, state and log."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import platformdirs

from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.phrases import Phrase

_APP = "rbc-desk"


def _package_root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) / "rbc_desk" if frozen else Path(__file__).resolve().parents[1]


@cache  # every icon asks
def _shipped(folder: str) -> Path:
    inside = _package_root() / f"_{folder}"
    return inside if inside.is_dir() else _package_root().parent / folder


@cache
def resource(name: str) -> Path:
    """The path of a shipped resource (`class_sets/paper.toml`), from source, wheel or frozen program.

    Raises UnknownNameError if it does not exist.
    """
    path = _shipped("resources") / name
    if not path.exists():
        raise UnknownNameError(
            Phrase("The program file {name} is missing.", name=name),
            hint="Reinstall the program; its files are incomplete.",
        )
    return path


def shipped_models() -> Path:
    """The folder of shipped bundles; it may be empty or missing."""
    return _shipped("models")


def config_folder() -> Path:
    return Path(platformdirs.user_config_dir(_APP, appauthor=False))


def state_folder() -> Path:
    return Path(platformdirs.user_state_dir(_APP, appauthor=False))


def settings_file() -> Path:
    return config_folder() / "settings.toml"


def recent_file() -> Path:
    return state_folder() / "recent.json"


def commands_file() -> Path:
    """The file of recently used actions."""
    return state_folder() / "commands.json"


def tour_file() -> Path:
    """The file with the step that the guided tour has reached."""
    return state_folder() / "tour.json"


def computing_file() -> Path:
    """The file that stores the fastest inference engine on this machine by network."""
    return state_folder() / "computing.json"


def cache_folder() -> Path:
    """The folder of files that can be recreated at any time, such as networks converted for faster inference."""
    return Path(platformdirs.user_cache_dir(_APP, appauthor=False))


def log_file() -> Path:
    return state_folder() / "rbc-desk.log"


def demo_folder() -> Path:
    """The folder of the demo project, so that a second start continues where the first ended.

    The start page shows its name, which is that of the project and of the button that opens it.
    """
    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "Sample project"
