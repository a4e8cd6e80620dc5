"""The table of actions that menus, shortcuts, search and the key sheet read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from rbc_desk.ui.keys.keymap import Keymap
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.icons import icon


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`handler` names the window's method (`finder.show_keys`: one of its parts'), its argument after a colon.

    `needs_project` greys it out on the start page, `changes_project` also where a project can only be looked at.
    """

    id: str
    text: str
    handler: str
    group: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs_project: bool = False
    changes_project: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new_project", "New project…", "opening.new_project", "Project", ("Ctrl+N",), "add"),
    ActionSpec("open_project", "Open project…", "opening.ask_for_folder", "Project", ("Ctrl+O",), "folder"),
    ActionSpec("open_sample", "Open the sample", "opening.open_sample", "Project"),
    ActionSpec("close_project", "Close project", "close_project", "Project", ("Ctrl+W",), "", True),
    ActionSpec("restore", "Restore a backup…", "restoring.ask", "Project", (), "history"),
    ActionSpec("add_images", "Add smears…", "opening.add_images", "Project", ("Ctrl+I",), "add", True, True),
    ActionSpec("take_in_model", "Take in a model…", "taking_in.ask", "Project", (), "import", True, True),
    ActionSpec("model_classes", "Classes of the model…", "taking_in.ask_for_classes", "Project", (), "", True, True),
    ActionSpec("change_reader", "Change the reader…", "change_reader", "Project", (), "reader"),
    ActionSpec("read_blinded", "Read blinded, or no longer", "read_blinded", "Project", (), "blinded", True, True),
    ActionSpec("undo", "Undo", "undo", "Edit", ("Ctrl+Z",), "undo", True),
    ActionSpec("redo", "Redo", "redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", True),
    ActionSpec("history", "Show all steps…", "top_bar.show_history", "Edit", ("Ctrl+Shift+H",), "history", True),
    ActionSpec("settings", "Settings…", "finder.show_settings", "Edit", ("Ctrl+,",), "settings"),
    ActionSpec("go_smears", "Go to Smears", "go:smears", "Go", ("Ctrl+1",), "smears", True),
    ActionSpec("go_label", "Go to Label", "go:label", "Go", ("Ctrl+2",), "label", True),
    ActionSpec("go_train", "Go to Train", "go:train", "Go", ("Ctrl+3",), "train", True),
    ActionSpec("go_evaluate", "Go to Evaluate", "go:evaluate", "Go", ("Ctrl+4",), "evaluate", True),
    ActionSpec("go_classify", "Go to Classify", "go:classify", "Go", ("Ctrl+5",), "classify", True),
    ActionSpec("go_project", "Go to Project", "go:project", "Go", ("Ctrl+6",), "project", True),
    ActionSpec("go_protocol", "Go to Protocol", "go:protocol", "Go", ("Ctrl+7",), "protocol", True),
    ActionSpec("next_unsure", "Next unsure cell", "unsure:next", "View", ("Ctrl+U",), "", True),
    ActionSpec("mark_unsure", "Mark unsure cells", "unsure:mark", "View", ("Ctrl+Shift+U",), "", True),
    ActionSpec("next_area", "Next part of the window", "areas.step:1", "View", ("F6",)),
    ActionSpec("previous_area", "Previous part of the window", "areas.step:-1", "View", ("Shift+F6",)),
    ActionSpec("search", "Search all actions…", "finder.show_palette", "Help", ("Ctrl+K",), "search"),
    ActionSpec("full_screen", "Full screen", "toggle_full_screen", "View", ("F11",)),
    ActionSpec("keys", "Keys and gestures", "finder.show_keys", "Help", ("F1", "?"), "help"),
    ActionSpec("show_log", "Show the log file", "show_log", "Help"),
    ActionSpec("quit", "Quit", "close", "Project", ("Ctrl+Q",)),
)


@dataclass(frozen=True, slots=True)
class PageActionSpec:
    """An action of the page Label, which has the keys only while that page has the focus.

    `told` is what the sheet of keys says of it; without keys it is not on the sheet.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    told: str = ""
    about: str = "Cells"


LABEL_ACTIONS: dict[str, PageActionSpec] = {
    spec.id: spec
    for spec in (
        PageActionSpec("detectButton", "Find cells", (), "detect"),
        PageActionSpec("smearViewAction", "Smear", ("S",), "", "the smear with its cells", "The views"),
        PageActionSpec("galleryViewAction", "Gallery", ("G",), "", "the gallery: cells in bins", "The views"),
        PageActionSpec("reviewViewAction", "Review", ("V",), "", "the review: one cell after the other", "The views"),
        PageActionSpec("fitButton", "Fit", ("F",), "fit", "fit the smear", "The picture"),
        PageActionSpec("oneToOneButton", "1:1", ("Ctrl+0",), "", "one to one", "The picture"),
        PageActionSpec("calibrateAction", "Scale", (), "", "", "The picture"),
        PageActionSpec("overlayButton", "Circles", ("X",), "", "hide or show the circles", "The picture"),
        PageActionSpec(
            "outlinesButton", "Outlines", ("Shift+X",), "", "outlines of cells that are not round", "The picture"
        ),
        PageActionSpec("lookButton", "Picture", ("B",), "", "brightness, contrast, white balance", "The picture"),
        PageActionSpec("nextSmearAction", "Next smear", ("PgDown", "D"), "next", "next smear", "The picture"),
        PageActionSpec(
            "previousSmearAction", "Previous smear", ("PgUp", "A"), "previous", "previous smear", "The picture"
        ),
        PageActionSpec("addCellButton", "Add cell", ("N",), "add", "add cells: drag from a centre outward, or click"),
        PageActionSpec("lassoButton", "Lasso", ("L",), "lasso", "select with a lasso: draw around cells"),
        PageActionSpec("confirmAction", "Confirm", ("Return", "Enter"), "", "confirm"),
        PageActionSpec("rejectAction", "Reject: no cell", ("Delete", "Backspace"), "", "reject"),
        PageActionSpec("whyAction", "Why?", ("W",), "", "why the model says so: where it looked"),
        PageActionSpec("noClassAction", "Take the class away"),
        PageActionSpec("selectAllAction", "Select all cells", ("Ctrl+A",), "", "select all cells"),
    )
}


class ActionTable:
    """The table as live actions of a window, by id and in order. Their keys are the keymap's."""

    def __init__(self, window: QWidget, *, keymap: Keymap) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(icon(spec.icon), QCoreApplication.translate("ActionTable", spec.text), window)
            action.setObjectName(spec.id)
            action.setProperty("group", spec.group)
            action.setProperty("plain", action.text())
            action.triggered.connect(lambda _checked=False, handler=spec.handler: self._run(handler))
            window.addAction(action)
            group = QCoreApplication.translate("ActionTable", spec.group)
            keymap.bind(action, id_=spec.id, scope="", group=group, keys=spec.keys)
            self._actions[spec.id] = action

    def __getitem__(self, id_: str) -> QAction:
        return self._actions[id_]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def set_project_open(self, is_open: bool, *, why_not_edit: str = "") -> None:
        """Grey what cannot be done. `why_not_edit`: why the open project cannot be changed, "" where it can."""
        for spec in ACTIONS:
            if spec.needs_project and spec.id not in ("undo", "redo", "history"):
                permit(self._actions[spec.id], can=is_open, why_not=why_not_edit if spec.changes_project else "")

    def retire(self, heir: QWidget) -> None:
        """Take the actions out of the window, for others in their place; they go when `heir` goes."""
        for action in self._actions.values():
            self._window.removeAction(action)
            action.setShortcuts([])
            action.setParent(heir)

    def _run(self, handler: str) -> None:
        method, _, argument = handler.partition(":")
        attrgetter(method)(self._window)(*([argument] if argument else []))
