"""Reasons why an action is disabled, which say what to do first."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

_PROJECT = QT_TRANSLATE_NOOP("Reasons", "Open a project first")
_SMEAR = QT_TRANSLATE_NOOP("Reasons", "Open a smear on the Label page first")
_TRAINING = QT_TRANSLATE_NOOP("Reasons", "No training is running")
_BROKEN = QT_TRANSLATE_NOOP("Reasons", "This project has no interrupted or failed run")
_RUN = QT_TRANSLATE_NOOP("Reasons", "Choose a run in the table on the Train page first")
_CLASS = QT_TRANSLATE_NOOP("Reasons", "Choose a class on the Project page first")
_MODEL = QT_TRANSLATE_NOOP("Reasons", "Train and choose a model first")
_OTHER = QT_TRANSLATE_NOOP("Reasons", "Not available at the moment")
_HERE = QT_TRANSLATE_NOOP("Reasons", "Choose a smear on the Classify page first")
_PRESET = QT_TRANSLATE_NOOP("Reasons", "Choose a saved microscope first")

_REASONS = {
    "undo": QT_TRANSLATE_NOOP("Reasons", "Nothing to undo"),
    "redo": QT_TRANSLATE_NOOP("Reasons", "Nothing to redo"),
    "history": QT_TRANSLATE_NOOP("Reasons", "Nothing to undo"),
    "specimens.process_new": QT_TRANSLATE_NOOP("Reasons", "No specimen is new, or they are being processed"),
    "smears.detect": QT_TRANSLATE_NOOP("Reasons", "Add smears first, or wait until the cells are found"),
    "smears.next_unsure": QT_TRANSLATE_NOOP("Reasons", "No cell is marked as uncertain"),
    "smears.previous_unsure": QT_TRANSLATE_NOOP("Reasons", "No cell is marked as uncertain"),
    "smears.update_preset": QT_TRANSLATE_NOOP("Reasons", "The settings have not changed"),
    "smears.rename_preset": _PRESET,
    "smears.delete_preset": _PRESET,
    "label.detect": QT_TRANSLATE_NOOP("Reasons", "Open a smear on the Label page, or wait until its cells are found"),
    "label.add_cell": _SMEAR,
    "label.fit": _SMEAR,
    "label.one_to_one": _SMEAR,
    "label.overlay": _SMEAR,
    "label.next_smear": QT_TRANSLATE_NOOP("Reasons", "This is the last smear"),
    "label.previous_smear": QT_TRANSLATE_NOOP("Reasons", "This is the first smear"),
    "train.train": QT_TRANSLATE_NOOP("Reasons", "Label more cells first; the Train page shows how many"),
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
    "evaluate.activate": QT_TRANSLATE_NOOP("Reasons", "Choose a model that is not active"),
    "evaluate.export": QT_TRANSLATE_NOOP("Reasons", "Evaluate a model first"),
    "classify.classify": QT_TRANSLATE_NOOP("Reasons", "A smear and a trained model are required"),
    "classify.detect": _HERE,
    "classify.export_csv": _HERE,
    "agreement.remove_consensus": QT_TRANSLATE_NOOP("Reasons", "Choose a disagreement with a consensus first"),
    "agreement.next_disagreement": QT_TRANSLATE_NOOP("Reasons", "This is the last disagreement"),
    "agreement.previous_disagreement": QT_TRANSLATE_NOOP("Reasons", "This is the first disagreement"),
    "project.rename_class": _CLASS,
    "project.recolour_class": _CLASS,
    "project.remove_class": _CLASS,
    "project.class_up": _CLASS,
    "project.class_down": _CLASS,
}


def permit(act: QAction | QWidget, *, can: bool, why_not: str) -> None:
    """Enable an action that changes the project if it `can` be done and `why_not` is empty."""
    act.setEnabled(can and not why_not)
    act.setProperty("why_not", why_not)


def elsewhere(page: str) -> str:
    """The reason if the required view is on another page."""
    return QCoreApplication.translate(
        "Reasons", "Go to {page} first; the action applies to the selection there"
    ).format(page=page)


def no_cell() -> str:
    """The reason if no cell is selected."""
    return QCoreApplication.translate("Reasons", "Select a cell first")


def reason_for(id_: str, *, action: QAction, has_project: bool) -> str:
    """The reason why the action is disabled. The action or its button may carry one: see `permit`."""
    widget = action.property("proxy_for")
    given_reason = (action if widget is None else widget).property("why_not")
    if given_reason:
        return str(given_reason)
    reason = _REASONS.get(id_, _OTHER) if has_project else _PROJECT
    return QCoreApplication.translate("Reasons", reason)
