"""Detection presets per microscope, and the settings last used in a project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rbc_desk.core.errors import RbcDeskError, SettingsError, UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.detection import detectors
from rbc_desk.settings import files, paths
from rbc_desk.settings.last_used import LastUsed
from rbc_desk.settings.model import DetectionPreset


def presets() -> dict[str, DetectionPreset]:
    """All presets by name, in alphabetical order."""
    known = files.load(paths.settings_file())[0].detection_presets
    return {name: known[name] for name in sorted(known, key=str.casefold)}


def named(name: str) -> DetectionPreset:
    """The preset of that name. Raises UnknownNameError, whose hint lists the names."""
    known = presets()
    if name not in known:
        first = Phrase("Save one on the Smears page first.")
        hint = Phrase("Choose one of: {names}.", names=", ".join(known)) if known else first
        raise UnknownNameError(Phrase("No microscope is saved as {name!r}.", name=name), hint=hint)
    return known[name]


def save(name: str, *, detector: str, params: Mapping[str, Any]) -> str:
    """Save a preset, replacing one of the same name; returns the saved name. Raises SettingsError, StorageError."""
    name = _checked(name)
    _write({**presets(), name: DetectionPreset(detector=detector, params=detectors.differing(detector, params))})
    return name


def rename(name: str, *, to: str) -> str:
    """Rename a preset; returns the saved name. Raises SettingsError where it is in use, UnknownNameError."""
    preset, to = named(name), _checked(to)
    known = presets()
    if to != name and to in known:
        raise SettingsError(
            Phrase("Another microscope is already named {to!r}.", to=to),
            hint="Choose another name, or delete the other microscope.",
        )
    del known[name]
    _write({**known, to: preset})
    return to


def delete(name: str) -> DetectionPreset:
    """Delete a preset; returns it, so that it can be saved again. Raises UnknownNameError."""
    preset = named(name)
    _write({other: value for other, value in presets().items() if other != name})
    return preset


def last_used(folder: Path) -> DetectionPreset:
    """The last detection settings of a project; the default where they are unknown or no longer valid."""
    stored = LastUsed(_last_file()).get(folder)
    try:
        detector = str(stored["detector"])
        return DetectionPreset(detector=detector, params=detectors.differing(detector, stored["params"]))
    except (KeyError, TypeError, RbcDeskError):
        return DetectionPreset(detector=detectors.default_detector())


def remember(folder: Path, *, detector: str, params: Mapping[str, Any]) -> None:
    """Store the settings that `last_used` returns. Raises SettingsError."""
    LastUsed(_last_file()).keep(folder, detector=detector, params=detectors.differing(detector, params))


def _last_file() -> Path:
    return paths.state_folder() / "detection.json"


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise SettingsError("Enter a name of up to 60 characters.", hint="Example: Olympus 100x.")
    return name


def _write(presets_: Mapping[str, DetectionPreset]) -> None:
    """Write presets without the values that are defaults."""
    table = {name: value.model_dump(exclude_defaults=True) for name, value in presets_.items()}
    files.save(paths.settings_file(), detection_presets=table)
