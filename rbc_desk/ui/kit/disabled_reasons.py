"""Reasons why an action is disabled, in words that say what to do first."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

_PROJECT = QT_TRANSLATE_NOOP("Reasons", "Open a project first")
_SMEAR = QT_TRANSLATE_NOOP("Reasons", "Open a smear on the page Label first")
_TRAINING = QT_TRANSLATE_NOOP("Reasons", "No training is running")
_BROKEN = QT_TRANSLATE_NOOP("Reasons", "No run of this project broke off or failed")
_RUN = QT_TRANSLATE_NOOP("Reasons", "Choose a run in the table on the page Train first")
_CLASS = QT_TRANSLATE_NOOP("Reasons", "Choose a class on the page Project first")
_MODEL = QT_TRANSLATE_NOOP("Reasons", "Train a model first, and choose it")
_OTHER = QT_TRANSLATE_NOOP("Reasons", "Not possible just now")
_HERE = QT_TRANSLATE_NOOP("Reasons", "Choose a smear on the page Classify first")
_PRESET = QT_TRANSLATE_NOOP("Reasons", "Choose a saved microscope first")

_REASONS = {
    "undo": QT_TRANSLATE_NOOP("Reasons", "Nothing has been done yet"),
    "redo": QT_TRANSLATE_NOOP("Reasons", "Nothing has been undone"),
    "history": QT_TRANSLATE_NOOP("Reasons", "Nothing has been done yet"),
    "smears.detect": QT_TRANSLATE_NOOP("Reasons", "Add smears first, or wait until the cells are found"),
    "smears.next_unsure": QT_TRANSLATE_NOOP("Reasons", "The detector is sure of every cell here"),
    "smears.previous_unsure": QT_TRANSLATE_NOOP("Reasons", "The detector is sure of every cell here"),
    "smears.update_preset": QT_TRANSLATE_NOOP("Reasons", "The settings are as they were saved"),
    "smears.rename_preset": _PRESET,
    "smears.delete_preset": _PRESET,
    "label.detect": QT_TRANSLATE_NOOP("Reasons", "Open a smear on the page Label, or wait until the cells are found"),
    "label.add_cell": _SMEAR,
    "label.fit": _SMEAR,
    "label.one_to_one": _SMEAR,
    "label.overlay": _SMEAR,
    "label.next_smear": QT_TRANSLATE_NOOP("Reasons", "There is no smear after this one"),
    "label.previous_smear": QT_TRANSLATE_NOOP("Reasons", "There is no smear before this one"),
    "train.train": QT_TRANSLATE_NOOP("Reasons", "Label more cells first: the page Train says how many"),
    "train.pause": _TRAINING,
    "train.stop": _TRAINING,
    "train.discard": _TRAINING,
    "train.resume_run": _BROKEN,
    "train.retry_run": _BROKEN,
    "train.keep_run": _BROKEN,
    "train.discard_run": _BROKEN,
    "train.dismiss_run": _BROKEN,
    "train.train_again": _RUN,
    "train.delete_run": _RUN,
    "evaluate.evaluate": _MODEL,
    "evaluate.activate": QT_TRANSLATE_NOOP("Reasons", "Choose a model that is not the active one yet"),
    "evaluate.export": QT_TRANSLATE_NOOP("Reasons", "Evaluate a model first"),
    "classify.classify": QT_TRANSLATE_NOOP("Reasons", "It needs a smear and a trained model"),
    "classify.detect": _HERE,
    "classify.export_csv": _HERE,
    "project.rename_class": _CLASS,
    "project.recolour_class": _CLASS,
    "project.remove_class": _CLASS,
    "project.class_up": _CLASS,
    "project.class_down": _CLASS,
}


def permit(act: QAction | QWidget, *, can: bool, why_not: str) -> None:
    """Enable what changes the project where it `can` be done and nothing, said in `why_not`, forbids every change."""
    act.setEnabled(can and not why_not)
    act.setProperty("why_not", why_not)


def elsewhere(page: str) -> str:
    """What has to be in sight is on another page."""
    return QCoreApplication.translate("Reasons", "Go to {page} first: it is done to what is chosen there").format(
        page=page
    )


def no_cell() -> str:
    """No cell is selected."""
    return QCoreApplication.translate("Reasons", "Select a cell first")


def reason_for(id_: str, *, action: QAction, has_project: bool) -> str:
    """Why the action is disabled. An action or its button may say it itself: see `permit`."""
    widget = action.property("stands_for")
    told = (action if widget is None else widget).property("why_not")
    if told:
        return str(told)
    reason = _REASONS.get(id_, _OTHER) if has_project else _PROJECT
    return QCoreApplication.translate("Reasons", reason)
