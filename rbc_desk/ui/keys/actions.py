"""Every action with its default keys, and every key that a view handles itself.

Menus, shortcuts, the search, the key sheet and the settings read these tables. Keys are defined nowhere else:
`Keymap.bind` looks the default keys of an action up here by its id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ENDS = re.compile(r"(Button|Action|Box|Field|Slider)$")


def command_id(page: str, object_name: str) -> str:
    """The stable name of a control: `label` and `addCellButton` become `label.add_cell`.

    Keys changed by the user are stored under it: `tests/gui/keys/command_ids.txt` lists every one.
    """
    stem = _ENDS.sub("", object_name) or object_name
    return f"{page}.{re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', stem).lower()}"


def class_id(code: str) -> str:
    """The id of the action that gives a class."""
    return f"label.class_{code}"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`needs_project` disables it on the start page, `changes_project` also if the project is read-only."""

    id: str
    text: str
    group: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs_project: bool = False
    changes_project: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new_project", "New project…", "Project", ("Ctrl+N",), "add"),
    ActionSpec("open_project", "Open project…", "Project", ("Ctrl+O",), "folder"),
    ActionSpec("open_sample", "Open sample project", "Project"),
    ActionSpec("close_project", "Close project", "Project", ("Ctrl+W",), "", True),
    ActionSpec("restore", "Restore backup…", "Project", (), "history"),
    ActionSpec("change_log", "Change log…", "Project", (), "", True),
    ActionSpec("check_project", "Check the project…", "Project", (), "", True),
    ActionSpec("add_images", "Add smears…", "Project", ("Ctrl+I",), "add", True, True),
    ActionSpec("import_data", "Import data set…", "Project", ("Ctrl+Shift+I",), "import", True, True),
    ActionSpec("export_labels", "Export labels…", "Project", ("Ctrl+Shift+E",), "export", True),
    ActionSpec("take_in_model", "Import model…", "Project", (), "import", True, True),
    ActionSpec("model_classes", "Classes of the model…", "Project", (), "", True, True),
    ActionSpec("change_reader", "Change reader…", "Project", (), "reader"),
    ActionSpec("read_blinded", "Turn blinded reading on or off", "Project", (), "blinded", True, True),
    ActionSpec("report", "Report…", "Project", ("Ctrl+R",), "", True),
    ActionSpec("counting_sheet", "Counting sheet…", "Project", ("Ctrl+Shift+C",), "", True),
    ActionSpec("compare", "Compare visits and readers…", "Project", (), "", True),
    ActionSpec("signing_secret", "Signing secret…", "Project", (), "", True, True),
    ActionSpec("reopen_report", "Reopen as an amended version…", "Project", (), "", True, True),
    ActionSpec("undo", "Undo", "Edit", ("Ctrl+Z",), "undo", True),
    ActionSpec("redo", "Redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", True),
    ActionSpec("history", "Show history…", "Edit", ("Ctrl+Shift+H",), "history", True),
    ActionSpec("set_cell_size", "Set cell size by dragging", "Edit", (), "", True, True),
    ActionSpec("settings", "Settings…", "Edit", ("Ctrl+,",), "settings"),
    ActionSpec("go_specimens", "Go to Specimens", "Go", ("Ctrl+1",), "specimens", True),
    ActionSpec("go_smears", "Go to Smears", "Go", ("Ctrl+2",), "smears", True),
    ActionSpec("go_label", "Go to Label", "Go", ("Ctrl+3",), "label", True),
    ActionSpec("go_train", "Go to Train", "Go", ("Ctrl+4",), "train", True),
    ActionSpec("go_evaluate", "Go to Evaluate", "Go", ("Ctrl+5",), "evaluate", True),
    ActionSpec("go_classify", "Go to Classify", "Go", ("Ctrl+6",), "classify", True),
    ActionSpec("go_protocol", "Go to Experiments", "Go", ("Ctrl+7",), "protocol", True),
    ActionSpec("go_project", "Go to Project", "Go", ("Ctrl+8",), "project", True),
    ActionSpec("go_agreement", "Go to Agreement", "Go", ("Ctrl+9",), "agreement", True),
    ActionSpec("next_unsure", "Next uncertain cell", "View", ("Ctrl+U",), "", True),
    ActionSpec("mark_unsure", "Mark uncertain cells", "View", ("Ctrl+Shift+U",), "", True),
    ActionSpec("next_area", "Move focus to next area", "View", ("F6",)),
    ActionSpec("previous_area", "Move focus to previous area", "View", ("Shift+F6",)),
    ActionSpec("search", "Search all actions…", "Help", ("Ctrl+K",), "search"),
    ActionSpec("full_screen", "Full screen", "View", ("F11",)),
    ActionSpec("manual", "User manual", "Help", ("F1",), "help"),
    ActionSpec("keys", "Keyboard and mouse shortcuts", "Help", ("?", "Ctrl+/")),
    ActionSpec("tour", "Guided tour", "Help", (), "play"),
    ActionSpec("show_log", "Show log file", "Help"),
    ActionSpec("quit", "Quit", "Project", ("Ctrl+Q",)),
)


@dataclass(frozen=True, slots=True)
class PageActionSpec:
    """An action of the page Label. Its keys work only while that page has the focus.

    `sheet_text` is its text on the key sheet. Actions without keys are not on the sheet.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    sheet_text: str = ""
    about: str = "Cells"


LABEL_ACTIONS: dict[str, PageActionSpec] = {
    spec.id: spec
    for spec in (
        PageActionSpec("detectButton", "Find cells", (), "detect"),
        PageActionSpec("smearViewAction", "Smear", ("S",), "", "smear with its cells", "Views"),
        PageActionSpec("galleryViewAction", "Gallery", ("G",), "", "gallery: cells in groups", "Views"),
        PageActionSpec("reviewViewAction", "Review", ("V",), "", "review: one cell at a time", "Views"),
        PageActionSpec("fitButton", "Fit", ("F",), "fit", "fit the smear to the window", "Image"),
        PageActionSpec("oneToOneButton", "1:1", ("Ctrl+0",), "", "actual size", "Image"),
        PageActionSpec("calibrateAction", "Scale", (), "", "", "Image"),
        PageActionSpec("overlayButton", "Circles", ("X",), "", "show or hide the circles", "Image"),
        PageActionSpec(
            "outlinesButton",
            "Outlines",
            ("Shift+X",),
            "",
            "show or hide outlines of cells that are not round",
            "Image",
        ),
        PageActionSpec(
            "otherObjectsAction",
            "Other objects",
            ("Shift+O",),
            "",
            "show or hide white cells, platelets and artefacts",
            "Image",
        ),
        PageActionSpec("lookButton", "Display", ("B",), "", "brightness, contrast, white balance", "Image"),
        PageActionSpec("nextSmearAction", "Next smear", ("PgDown", "D"), "next", "next smear", "Image"),
        PageActionSpec("previousSmearAction", "Previous smear", ("PgUp", "A"), "previous", "previous smear", "Image"),
        PageActionSpec(
            "addCellButton", "Add cell", ("N",), "add", "add cells: drag outward from the centre, or click"
        ),
        PageActionSpec("lassoButton", "Lasso", ("L",), "lasso", "select with the lasso: draw around cells"),
        PageActionSpec("confirmAction", "Confirm", ("Return", "Enter"), "", "confirm"),
        PageActionSpec("rejectAction", "Reject (not a cell)", ("Delete", "Backspace"), "", "reject"),
        PageActionSpec("whiteCellAction", "White cell", ("Shift+W",), "", "mark as white cell"),
        PageActionSpec("plateletAction", "Platelet", ("Shift+P",), "", "mark as platelet"),
        PageActionSpec("artefactAction", "Artefact", ("Shift+A",), "", "mark as artefact"),
        PageActionSpec("redCellAction", "Red cell", ("Shift+R",), "", "mark as red cell"),
        PageActionSpec("whyAction", "Explain", ("W",), "", "explain the prediction: show where the model looked"),
        PageActionSpec(
            "similarAction", "Find similar cells", ("Ctrl+F",), "search", "find similar cells in the whole project"
        ),
        PageActionSpec("noClassAction", "Remove class"),
        PageActionSpec("controlCellAction", "Mark or unmark as control cell"),
        PageActionSpec("changeLogAction", "Change log of the cell…"),
        PageActionSpec("selectAllAction", "Select all cells", ("Ctrl+A",), "", "select all cells"),
        PageActionSpec("sortAction", "Refresh", ("F5",), "", "refresh the gallery or the review", "Views"),
    )
}

PAGE_KEYS: dict[str, tuple[str, ...]] = {
    "specimens.search_specimens": ("Ctrl+F",),
    "specimens.new_specimen": ("Ctrl+Shift+N",),
    "smears.remove_smear": ("Delete",),
    "train.train": ("Ctrl+Return",),
    "train.pause": ("Ctrl+P",),
    "train.stop": ("Ctrl+E",),
    "train.discard": ("Ctrl+Shift+Del",),
}
"""Default keys of actions that other pages build, by command id."""


@dataclass(frozen=True, slots=True)
class ViewKeys:
    """Keys that a view handles itself while it has the focus. They cannot be changed."""

    module: str
    keys: tuple[str, ...]
    what: str


_ARROWS = ("Left", "Right", "Up", "Down")
_ENTER = ("Return", "Enter")
VIEW_KEYS: tuple[ViewKeys, ...] = (
    ViewKeys("ui.canvas.view", (*_ARROWS, "Plus", "Equal", "Minus", "Underscore"), "step to, move and resize cells"),
    ViewKeys("ui.canvas.view", ("Space", "H", "Escape"), "pan, hide the circles while held, cancel"),
    ViewKeys("ui.canvas.slide_view", (*_ARROWS, "Delete", "Backspace"), "move and remove the region of a slide"),
    ViewKeys("ui.canvas.slide_view", ("F", "0", "Escape"), "fit the slide, show its full size, select no region"),
    ViewKeys("ui.dialogs.slide", ("Delete", "Backspace"), "remove the region of a slide"),
    ViewKeys("ui.dialogs.slide", ("Undo", "Redo"), "undo and redo changes of regions"),
    ViewKeys("ui.canvas.display_panel", ("Escape",), "close the panel"),
    ViewKeys("ui.canvas.ruler", (*_ARROWS, "Space", "Escape"), "move the end of the line, pan, cancel"),
    ViewKeys("ui.gallery.area", (*_ARROWS, "Home", "End", "PageUp", "PageDown", "Escape", *_ENTER), "select cells"),
    ViewKeys("ui.review.stage", (*_ARROWS, "Home", "End"), "step through the queue"),
    ViewKeys("ui.label.panel", _ENTER, "give the class of the row"),
    ViewKeys("ui.label.scale.card", ("Escape",), "close the card"),
    ViewKeys("ui.classify.review_list", _ENTER, "confirm the class"),
    ViewKeys("ui.classify.page", _ENTER, "confirm the class"),
    ViewKeys("ui.train.runs", ("Delete",), "delete the selected runs"),
    ViewKeys("ui.agreement.choices", _ENTER, "decide on the class of the row"),
    ViewKeys("ui.agreement.disagreements", ("Delete", "Backspace"), "remove the consensus"),
    ViewKeys("ui.plots.confusion_grid", (*_ARROWS, *_ENTER, "Space"), "step through the matrix, open its cells"),
    ViewKeys("ui.plots.histogram", ("Left", "Right", "Escape"), "move and remove the interval"),
    ViewKeys("ui.pages.history", _ENTER, "go to the step"),
    ViewKeys("ui.settings.key_catcher", ("Escape",), "keep the keys as they are"),
    ViewKeys("ui.settings.page", ("Escape",), "back to the page"),
    ViewKeys("ui.settings.checks_button", ("Space",), "choose or leave out an entry of the menu"),
    ViewKeys("ui.settings.keyboard", (*_ENTER, "F2"), "change the keys of the row"),
    ViewKeys("ui.shell.help.command_palette", ("Up", "Down", "PageUp", "PageDown"), "step through the list"),
    ViewKeys("ui.shell.frame.rail", ("Up", "Down", "Home", "End", *_ENTER), "step along the pages"),
    ViewKeys("ui.shell.readers", ("Escape",), "close the bar"),
)


_DEFAULTS: dict[str, tuple[str, ...]] = {
    **{spec.id: spec.keys for spec in ACTIONS},
    **{command_id("label", name): spec.keys for name, spec in LABEL_ACTIONS.items()},
    **PAGE_KEYS,
}


def view_keys(module: str) -> tuple[str, ...]:
    """The keys that a view handles itself, by its module below `rbc_desk`."""
    return tuple(key for entry in VIEW_KEYS if entry.module == module for key in entry.keys)


def default_keys(command: str) -> tuple[str, ...]:
    """The default keys of a command by its id; () if it has none."""
    return _DEFAULTS.get(command, ())
