"""The rule sets of the program, of the user and of a project, as TOML files; the nearer one counts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import tomlkit

from rbc_desk.core.counting.rule_sets import RuleSet, SpeciesRules, rule_set_of
from rbc_desk.core.errors import SettingsError, UnknownNameError, storage_error
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.phrases import Phrase
from rbc_desk.settings.paths import config_folder, resource

DEFAULT_RULE_SET = "teaching"
_SPECIES = "species_rules"
_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
_PAST = "versions"
_TOGETHER = 100
"""More copies of one rule set than anybody makes."""


class Place(StrEnum):
    """Where a rule set lies; a later place replaces an earlier one."""

    SHIPPED = "shipped"
    USER = "user"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class StoredRuleSet:
    """A rule set and the place it was read from.

    `rules`: None where the file cannot be used; `problem` says why. `replaces_shipped`: a shipped one has its key.
    """

    key: str
    place: Place
    rules: RuleSet | None
    problem: str = ""
    replaces_shipped: bool = False

    @property
    def name(self) -> str:
        return self.rules.name if self.rules is not None else self.key

    @property
    def title(self) -> str:
        """The name for lists; it says so if the rules are unchecked."""
        return rules_title(self.rules) if self.rules is not None else self.key


@dataclass(frozen=True, slots=True)
class RuleSetFiles:
    """The folders of rule sets: the user's, and a project's where one is open."""

    user: Path
    project: Path | None = None

    @classmethod
    def of(cls, project: Path | None = None) -> RuleSetFiles:
        """The folders on this computer, for a project in the folder `project`."""
        return cls(config_folder() / "grading", project / "grading" if project is not None else None)

    def all(self) -> tuple[StoredRuleSet, ...]:
        """Every rule set by key, shipped ones first. A file that cannot be used is listed with its problem."""
        shipped = {path.stem: path for path in _files(resource("grading")) if path.stem != _SPECIES}
        places = dict.fromkeys(shipped, Place.SHIPPED)
        paths = dict(shipped)
        for place, folder in ((Place.USER, self.user), (Place.PROJECT, self.project)):
            for path in _files(folder) if folder is not None else ():
                places[path.stem], paths[path.stem] = place, path
        return tuple(_read(key, places[key], paths[key], shipped=key in shipped) for key in paths)

    def usable(self, species: str | None) -> tuple[StoredRuleSet, ...]:
        """The rule sets that may be used for a species (None: unknown), the default one first."""
        fitting = [one for one in self.all() if one.rules is not None and one.rules.fits(species)]
        return tuple(sorted(fitting, key=lambda one: one.key != DEFAULT_RULE_SET))

    def get(self, key: str) -> RuleSet:
        """Raises UnknownNameError, SettingsError (the file cannot be used)."""
        found = self._stored(key)
        if found.rules is None:
            raise SettingsError(found.problem, hint="Correct the rule, or restore the shipped rule set.")
        return found.rules

    def save(self, key: str, rules: RuleSet, *, to: Place = Place.USER) -> None:
        """Write a rule set; raises SettingsError for an invalid key or place, StorageError."""
        folder = self.folder_of(to)
        if not _KEY.fullmatch(key) or key == _SPECIES:
            raise SettingsError(Phrase("{name!r} cannot be the file name of a rule set.", name=key))
        write_text(folder / f"{key}.toml", rule_set_text(rules))

    def save_edited(self, key: str, rules: RuleSet) -> RuleSet:
        """Save an edited rule set of the user or the project as its next version; returns it.

        Earlier versions stay. Raises UnknownNameError, SettingsError for a shipped one, StorageError.
        """
        found = self._stored(key)
        if found.place is Place.SHIPPED:
            raise SettingsError(
                Phrase("{name} is a shipped rule set and cannot be changed.", name=found.name),
                hint="Duplicate it, then change the copy.",
            )
        self._keep(found)
        newest = max((one.version for one in self.versions(key)), key=_parts, default=rules.version)
        saved = rules.model_copy(update={"version": next_version(newest)})
        self.save(key, saved, to=found.place)
        return saved

    def versions(self, key: str) -> tuple[RuleSet, ...]:
        """All versions of a rule set that can be read, the newest first. Raises UnknownNameError."""
        found = self._stored(key)
        past = [] if found.place is Place.SHIPPED else _files(self.folder_of(found.place) / _PAST)
        read = [
            _read(key, found.place, path, shipped=False).rules for path in past if path.stem.startswith(f"{key}@")
        ]
        known = {one.version: one for one in (*read, found.rules) if one is not None}
        return tuple(sorted(known.values(), key=lambda one: _parts(one.version), reverse=True))

    def take(self, path: Path, *, to: Place = Place.USER) -> str:
        """Import a rule set from a TOML file; returns its key, which no other rule set has.

        Raises SettingsError where the file is no rule set, StorageError where it cannot be read.
        """
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except OSError as error:
            raise storage_error(error, doing=Phrase("reading {name}", name=path.name)) from error
        except ValueError as error:
            raise SettingsError(
                Phrase("{file} cannot be read ({error})", file=path.name, error=error),
                hint="Choose a file that was exported here.",
            ) from error
        rules = rule_set_of(values)
        key = self._free_key(rules.name)
        self.save(key, rules, to=to)
        return key

    def export(self, key: str, path: Path) -> None:
        """Write a rule set to a TOML file. Raises UnknownNameError, SettingsError, StorageError."""
        write_text(path, rule_set_text(self.get(key)))

    def duplicate(self, key: str, *, name: str, to: Place = Place.USER) -> str:
        """Copy a rule set under another name, marked as unchecked; returns its key. Raises as `get` and `save` do."""
        copied = self.get(key).model_copy(update={"name": name, "version": "1", "checked": False})
        new = self._free_key(name)
        self.save(new, copied, to=to)
        return new

    def _free_key(self, name: str) -> str:
        taken = {one.key for one in self.all()} | {path.stem.partition("@")[0] for path in _files(self.user / _PAST)}
        base = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:50] or "rules"
        return next(one for one in (base, *(f"{base}_{n}" for n in range(2, _TOGETHER))) if one not in taken)

    def _stored(self, key: str) -> StoredRuleSet:
        found = next((one for one in self.all() if one.key == key), None)
        if found is None:
            raise UnknownNameError(
                Phrase("There is no rule set named {name!r}.", name=key),
                hint=Phrase("Choose one of: {names}.", names=", ".join(one.key for one in self.all())),
            )
        return found

    def _keep(self, stored: StoredRuleSet) -> None:
        """Keep the present version beside the ones before; of a file that cannot be used, its text."""
        folder = self.folder_of(stored.place)
        try:
            text = (folder / f"{stored.key}.toml").read_bytes().decode("utf-8", "replace")
        except OSError as error:
            raise storage_error(error, doing="reading the rule set") from error
        version = stored.rules.version if stored.rules is not None else "unusable"
        write_text(folder / _PAST / f"{stored.key}@{re.sub(r'[^A-Za-z0-9.]+', '_', version)}.toml", text)

    def remove(self, key: str) -> None:
        """Remove the user's or the project's rule set; where a shipped one has its key, that one is used again.

        Its versions stay in the folder `versions`.

        Raises UnknownNameError where there is only the shipped one, StorageError.
        """
        found = next((one for one in self.all() if one.key == key and one.place is not Place.SHIPPED), None)
        if found is None:
            raise UnknownNameError(Phrase("{name!r} is a shipped rule set and cannot be removed.", name=key))
        self._keep(found)
        try:
            (self.folder_of(found.place) / f"{key}.toml").unlink(missing_ok=True)
        except OSError as error:
            raise storage_error(error, doing="removing the rule set") from error

    def folder_of(self, place: Place) -> Path:
        """The folder of own rule sets. Raises SettingsError where none can be saved."""
        folder = {Place.USER: self.user, Place.PROJECT: self.project}.get(place)
        if folder is None:
            raise SettingsError(Phrase("A rule set cannot be saved there."))
        return folder


def species_rules(species: str | None) -> SpeciesRules | None:
    """What differs for a species; None for one without rules."""
    table = tomllib.loads(resource(f"grading/{_SPECIES}.toml").read_text("utf-8"))
    found = next((one for one in table["species"] if one["species"] == species), None)
    return SpeciesRules.model_validate(found) if found is not None else None


def rule_set_text(rules: RuleSet) -> str:
    """The TOML text of a rule set, which reads back as the same."""
    return tomlkit.dumps(rules.model_dump(mode="json", exclude_none=True, exclude_defaults=True))


def rules_title(rules: RuleSet) -> Phrase:
    """The name of a rule set for lists and files; it says so if the rules are unchecked."""
    return Phrase.of(rules.name) if rules.checked else Phrase("{name} (unchecked)", name=Phrase.of(rules.name))


def next_version(version: str) -> str:
    """The version after an edit: 1 becomes 1.1, and 1.1 becomes 1.2."""
    base, dot, last = version.rpartition(".")
    return f"{base}.{int(last) + 1}" if dot and last.isdecimal() else f"{version}.1"


def _parts(version: str) -> tuple[tuple[int, int, str], ...]:
    """A version for comparison: numbers by their size, before words."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in version.split("."))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml")) if folder.is_dir() else []


def _read(key: str, place: Place, path: Path, *, shipped: bool) -> StoredRuleSet:
    replaces = shipped and place is not Place.SHIPPED
    try:
        values: Mapping[str, Any] = tomllib.loads(path.read_text("utf-8"))
        return StoredRuleSet(key, place, rule_set_of(values), replaces_shipped=replaces)
    except SettingsError as error:
        return StoredRuleSet(key, place, None, error.message, replaces)
    except (OSError, ValueError) as error:
        problem = Phrase("{file} cannot be read ({error})", file=path.name, error=error)
        return StoredRuleSet(key, place, None, problem, replaces)
