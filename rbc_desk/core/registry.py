"""Registries of named choices (detectors, networks, losses): a stable name, a parameter model and a summary each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.core.phrases import Phrase

T = TypeVar("T")


class Params(BaseModel):
    """The base of every parameter model: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NoParams(Params):
    """Parameters of entries that have nothing to set."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A named choice as a form offers it. The form shows `title`, or `name` if there is none."""

    name: str
    summary: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One named choice. `build(params)` makes the object; heavy imports belong inside it.

    `name` is for files and the command line. The window shows `display_name` and the one-line `summary`.
    """

    name: str
    summary: str
    params: type[Params]
    build: Callable[[Any], T]
    title: str = ""

    @property
    def display_name(self) -> str:
        """The displayed name: the title, or the name without underscores."""
        return self.title or self.name.replace("_", " ").capitalize()

    def make(self, values: dict[str, Any] | None = None) -> T:
        """Build with `values` checked against the parameter model. Raises SettingsError."""
        return self.build(self.checked(values))

    def checked(self, values: dict[str, Any] | None = None) -> Params:
        """The parameters as a validated model. Raises SettingsError that names the first invalid one."""
        try:
            return self.params(**(values or {}))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            known = ", ".join(self.params.model_fields) or "none"
            raise SettingsError(
                f"{self.name}: {where}: {first['msg']}.",
                hint=Phrase("The available settings are: {known}.", known=known),
            ) from error


class Registry(Generic[T]):
    """Entries of one kind by name, in order of registration.

    `kind` is the word used in messages ("detector"). Plug-ins register through the entry-point group
    `rbc_desk.plugins`: each entry point is a callable without arguments that registers its entries.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, Entry[T]] = {}

    def register(
        self, name: str, *, summary: str, title: str = "", params: type[Params] = NoParams
    ) -> Callable[[Callable[[Any], T]], Callable[[Any], T]]:
        """Decorate `build(params) -> T`. Raises ValueError if the name is taken."""

        def decorate(build: Callable[[Any], T]) -> Callable[[Any], T]:
            if name in self._entries:
                raise ValueError(f"the {self.kind} {name!r} is registered twice")
            self._entries[name] = Entry(name, summary, params, build, title)
            return build

        return decorate

    def __getitem__(self, name: str) -> Entry[T]:
        """The entry of that name. Raises UnknownNameError that lists the available names."""
        return self.entry(name)

    def entry(self, name: str, *, besides: Sequence[str] = ()) -> Entry[T]:
        """The entry of that name. Raises UnknownNameError that lists the available names and the alternatives in
        `besides`.
        """
        try:
            return self._entries[name]
        except KeyError:
            raise UnknownNameError(
                Phrase("No {kind} is named {name!r}.", kind=Phrase(self.kind), name=name),
                hint=Phrase("Choose one of: {names}.", names=", ".join([*self._entries, *besides])),
            ) from None

    def __iter__(self) -> Iterator[Entry[T]]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)
