"""Collects the commands of all pages, for the search and for shortcuts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QSlider,
    QToolButton,
    QWidget,
)

from rbc_desk.ui.keys.actions import class_id, command_id
from rbc_desk.ui.keys.keymap import Binding, Keymap, native
from rbc_desk.ui.kit.disabled_reasons import elsewhere, no_cell, reason_for

# Buttons of empty states, which do the same as another button or page.
_DOUBLES = {
    "wayOnButton", "goToSmearsButton", "goToLabelButton", "goToTrainButton", "emptyAddImagesButton",
    "hintFindCellsButton", "dismissTroubles", "cellSizeButton",
}  # fmt: skip
# Actions on a page's selection, which is hidden while another page is visible.
_ON_CELLS = {
    "label.confirm", "label.reject", "label.no_class",
    "label.white_cell", "label.platelet", "label.artefact", "label.red_cell",
}  # fmt: skip
_ON_CHOSEN = {
    "label.confirm_visible", "smears.open_smear", "smears.remove_smear", "smears.delete_preset",
    "smears.rename_preset", "specimens.merge_specimens", "specimens.reviewed", "specimens.open_fields",
    "smears.update_preset", "train.train_again", "train.delete_run", "train.discard_run", "evaluate.activate",
    "protocol.resume_protocol", "project.rename_class", "project.recolour_class", "project.remove_class",
    "project.class_up", "project.class_down", "project.merge_classes",
}  # fmt: skip
_FIELDS = (QComboBox, QAbstractSpinBox, QLineEdit, QSlider)


@dataclass(frozen=True, slots=True)
class Command:
    """An entry of the search. `page` is where it belongs, "" for the window; `keys` are in this keyboard's names.

    `text` may name what it would do now ("Undo: Add a cell"); `plain` never changes.
    """

    id: str
    text: str
    plain: str
    group: str
    page: str
    keys: str
    enabled: bool
    why_not: str
    action: QAction


FOLDED_BY = "folded_by"
"""The property of a widget that names the checkable button which shows and hides it."""


def bind_page(keymap: Keymap, *, name: str, title: str, roots: list[QWidget]) -> None:
    """Register every action, button and field of a page (`roots`: the page and its side panel) with the keymap.

    A button or field is represented by an action of its own, which is deleted with it. Known ones stay unchanged.
    """
    for root in roots:
        for action in _actions(root):
            id_ = command_id(name, action.objectName())
            known = keymap.binding(id_)
            if known is None or (known.action is not action and known.action.property("proxy_for") is not None):
                keymap.bind(action, id_=id_, scope=name, group=title)
        for widget, text in _controls(root):
            id_ = command_id(name, widget.objectName())
            known = keymap.binding(id_)
            if known is not None and known.action.property("proxy_for") is None:
                continue
            if known is None:
                action = _proxy_action(widget, root=root, roots=roots)
                action.setText(text)
                keymap.bind(action, id_=id_, scope=name, group=title)
            else:
                known.action.setText(text)


def commands(keymap: Keymap, *, has_project: bool, in_front: str = "", has_cells: bool = False) -> Iterator[Command]:
    """Everything that is bound.

    Actions on a selection are enabled while the visible page `in_front` shows it; `has_cells`: some are selected.
    """
    for binding in keymap:
        action = binding.action
        widget = action.property("proxy_for")
        enabled = action.isEnabled()
        if widget is not None:  # it would be visible if its page were
            enabled = widget.isEnabled() and _would_be_visible(widget, root=action.property("root"))
        if binding.scope and not has_project:
            enabled = False
        why_not = "" if enabled else reason_for(binding.id, action=action, has_project=has_project)
        on_cells = binding.id in _ON_CELLS or binding.id.startswith(class_id(""))
        if enabled and binding.scope != in_front and (on_cells or binding.id in _ON_CHOSEN):
            enabled, why_not = False, elsewhere(binding.group)
        elif enabled and on_cells and not has_cells:
            enabled, why_not = False, no_cell()
        yield Command(
            binding.id,
            _words(binding),
            str(action.property("plain") or _words(binding)),
            binding.group,
            binding.scope,
            native(keymap.keys_of(binding.id)),
            enabled,
            why_not,
            action,
        )


def _words(binding: Binding) -> str:
    text = str(binding.action.property("words") or binding.action.text()).replace("&", "")
    if binding.id.startswith(class_id("")):
        return QCoreApplication.translate("Commands", "Label as {0}").format(text)
    return text


def _actions(root: QWidget) -> Iterator[QAction]:
    for action in dict.fromkeys([*root.actions(), *root.findChildren(QAction)]):
        name = action.objectName()
        stands = action.property("proxy_for") is not None
        if action.text() and name and not stands and not name.startswith(("_q_", "qt_")) and not action.isSeparator():
            yield action


def _controls(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Buttons by their text and fields by their name, without parts of other widgets."""
    for button in root.findChildren(QAbstractButton):
        name = button.objectName()
        inner = isinstance(button, QToolButton) and button.defaultAction() is not None
        text = button.accessibleName() or button.text()
        if name and text and name not in _DOUBLES and not inner and not name.startswith("qt_"):
            yield button, text.replace("&", "")
    for kind in _FIELDS:
        for field in root.findChildren(kind):
            name = field.objectName()
            inner = isinstance(field.parentWidget(), QComboBox | QAbstractSpinBox)
            if name and field.accessibleName() and not inner and not name.startswith("qt_"):
                yield field, f"{field.accessibleName()}…"


def _proxy_action(widget: QWidget, *, root: QWidget, roots: list[QWidget]) -> QAction:
    """An action that clicks the button or moves the focus to the field."""
    action = QAction(widget)
    action.setProperty("proxy_for", widget)
    action.setProperty("root", root)
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    if isinstance(widget, QAbstractButton):
        action.setIcon(widget.icon())
        action.triggered.connect(lambda: open_button(widget))
    else:
        action.triggered.connect(lambda: _take_keys(widget))
    for one in roots:
        one.addAction(action)
    return action


def _would_be_visible(widget: QWidget, *, root: QWidget) -> bool:
    """Whether the widget is visible when its page or side panel `root` is. Popup contents open with their popup, and
    folded fields unfold.
    """
    if not root.isAncestorOf(widget):
        return not widget.isHidden()
    folded = _folded(widget)
    if folded is None:
        return widget.isVisibleTo(root)
    return widget.isVisibleTo(folded) and folded.property(FOLDED_BY).isVisibleTo(root)


def _folded(widget: QWidget) -> QWidget | None:
    """The widget around this one that a button shows and hides; None if there is none."""
    around = widget.parentWidget()
    while around is not None and around.property(FOLDED_BY) is None:
        around = around.parentWidget()
    return around


def open_button(button: QAbstractButton) -> None:
    """Click the button, or open its menu if it has one."""
    menu = button.menu() if isinstance(button, QToolButton) else None
    if menu is not None:
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    else:
        button.click()


def _take_keys(widget: QWidget) -> None:
    if (folded := _folded(widget)) is not None:
        folded.property(FOLDED_BY).setChecked(True)
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
    if isinstance(widget, QComboBox):
        widget.showPopup()
