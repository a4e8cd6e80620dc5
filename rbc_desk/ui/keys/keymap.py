"""The current keys: the defaults and the user's changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.keys.actions import class_id, default_keys
from rbc_desk.ui.keys.physical_keys import meant_key

_ARROWS = ("Left", "Right", "Up", "Down")
FIXED = (
    "Space", "H", "Esc", "Tab", "Shift+Tab", *_ARROWS, *(f"Ctrl+{key}" for key in _ARROWS),
    *(f"Alt+{key}" for key in _ARROWS),
)  # fmt: skip
"""Keys that are held down, move the focus or move cells. They cannot be assigned as shortcuts."""


@dataclass(frozen=True, slots=True)
class Binding:
    """An action and its keys. `scope` is the page on which the keys work, "" for the whole window."""

    id: str
    scope: str
    group: str
    action: QAction
    own_keys: tuple[str, ...]

    @property
    def text(self) -> str:
        """The action's plain name. An action whose text changes keeps its plain name in the property `plain`."""
        return str(self.action.property("plain") or self.action.text()).replace("&", "")


class Keymap(QObject):
    """Assigns keys to bound actions. `save` stores the differences from the defaults; `changed` follows.

    A key has one meaning in each scope: keys of the window are reserved everywhere, keys of a page on that page.
    """

    changed = Signal()

    def __init__(
        self,
        changes: Mapping[str, Sequence[str]],
        *,
        save: Callable[[dict[str, list[str]]], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._changes = {id_: tuple(keys) for id_, keys in changes.items()}
        self._save = save
        self._bound: dict[str, Binding] = {}

    def bind(self, action: QAction, *, id_: str, scope: str, group: str, keys: Iterable[str] = ()) -> None:
        """Register an action under a stable name and assign its current keys.

        Its default keys come from the table of actions. `keys` are for actions of classes, whose keys depend on the
        project.
        """
        defaults = tuple(normal(key) for key in (*default_keys(id_), *keys))
        self._bound[id_] = Binding(id_, scope, group, action, defaults)
        if id_ in self._changes:  # the user may have assigned keys that are another action's defaults
            for binding in self:
                self._give(binding)
        else:
            self._give(self._bound[id_])

    def forget(self) -> None:
        """Forget all bindings, because the actions are about to be rebuilt. The user's changes stay."""
        self._bound.clear()

    def __iter__(self) -> Iterator[Binding]:
        """The bindings in order, without deleted actions."""
        gone = [id_ for id_, binding in self._bound.items() if not isValid(binding.action)]
        for id_ in gone:
            del self._bound[id_]
        return iter(tuple(self._bound.values()))

    def binding(self, id_: str) -> Binding | None:
        found = self._bound.get(id_)
        return found if found is not None and isValid(found.action) else None

    def keys_of(self, id_: str, *, defaults: Sequence[str] = ()) -> tuple[str, ...]:
        """The current keys, in portable form such as `Ctrl+Shift+Z`."""
        if id_ in self._changes:
            return self._changes[id_]
        known = self._bound.get(id_)
        keys = known.own_keys if known is not None else tuple(normal(key) for key in defaults)
        reserved = self._given_to_others(id_, scope=known.scope if known is not None else "")
        return tuple(key for key in keys if key not in reserved)

    def _given_to_others(self, id_: str, *, scope: str) -> set[str]:
        """The keys that the user assigned to other actions in this scope. A default of a newer version must not take
        them back.
        """
        reserved: set[str] = set()
        for other, keys in self._changes.items():
            binding = self._bound.get(other)
            if other != id_ and binding is not None and (not scope or not binding.scope or scope == binding.scope):
                reserved.update(keys)
        return reserved

    def is_changed(self, id_: str) -> bool:
        return id_ in self._changes

    def holder(self, key: str, *, scope: str, but: str = "") -> Binding | None:
        """The action that already uses the key in this scope; None if it is free."""
        wanted = normal(key)
        for binding in self:
            meet = not scope or not binding.scope or scope == binding.scope
            if binding.id != but and meet and wanted in self.keys_of(binding.id):
                return binding
        return None

    # changes

    def set_keys(self, id_: str, keys: Sequence[str]) -> None:
        """Assign exactly these keys to an action. Actions that had one of them lose it."""
        mine = self._bound[id_]
        wanted = tuple(dict.fromkeys(normal(key) for key in keys))
        for key in wanted:
            while (other := self.holder(key, scope=mine.scope, but=id_)) is not None:
                self._change(other, tuple(k for k in self.keys_of(other.id) if k != key))
        self._change(mine, wanted)
        self._keep()

    def reset(self, id_: str) -> None:
        """Restore an action's default keys. Actions that had one of them lose it."""
        self.set_keys(id_, self._bound[id_].own_keys)

    def reset_all(self) -> None:
        self._changes.clear()
        self._keep()

    def _change(self, binding: Binding, keys: tuple[str, ...]) -> None:
        if keys == binding.own_keys:
            self._changes.pop(binding.id, None)
        else:
            self._changes[binding.id] = keys

    def _keep(self) -> None:
        self._save({id_: list(keys) for id_, keys in sorted(self._changes.items())})
        for binding in self:
            self._give(binding)
        self.changed.emit()

    def _give(self, binding: Binding) -> None:
        binding.action.setShortcuts([QKeySequence(key) for key in self.keys_of(binding.id)])

    # class keys

    def class_key(self, classes: ClassSet, code: str) -> str:
        """The displayed key for this class on the page Label; "" if it has none."""
        keys = self.keys_of(class_id(code), defaults=tuple(classes.key_of(code).upper()))
        return native(keys[:1])

    def class_of(self, event: QKeyEvent, classes: ClassSet | None) -> str | None:
        """The class of a pressed key, independent of the keyboard layout; None if there is none."""
        pressed = QKeySequence(meant_key(event)).toString()
        if classes is None:
            return None
        for code in classes.codes:
            if pressed in self.keys_of(class_id(code), defaults=tuple(classes.key_of(code).upper())):
                return code
        return None

    def actions_of(self, key: QKeyCombination, *, focus: QWidget) -> list[QAction]:
        """The enabled actions that the key triggers while `focus` has the focus."""
        pressed = QKeySequence(key).toString()
        return [
            binding.action
            for binding in self
            if pressed in self.keys_of(binding.id) and binding.action.isEnabled() and _reaches(binding.action, focus)
        ]


def _reaches(action: QAction, focus: QWidget) -> bool:
    """Whether the action's keys work while `focus` has the focus."""
    inside = action.shortcutContext() == Qt.ShortcutContext.WidgetWithChildrenShortcut
    owners = [owner for owner in action.associatedObjects() if isinstance(owner, QWidget) and owner.isVisible()]
    if inside:
        return any(owner is focus or owner.isAncestorOf(focus) for owner in owners)
    return any(owner.window() is focus.window() for owner in owners)


def normal(key: str) -> str:
    """A canonical portable form of the key."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def native(keys: Iterable[str]) -> str:
    """The keys in the form that this computer's keyboard shows."""
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
