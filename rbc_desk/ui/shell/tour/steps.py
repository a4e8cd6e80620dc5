"""The five steps of the guided tour: what to press, and how the program knows that it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QAbstractButton, QWidget

from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.ui.shell.shell_window import ShellWindow


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to do: the object name of its control, and a sentence. `{name}` is the text of the control.

    `until`: whether it is done; the next hint follows. None: the step is done by it.
    """

    target: str
    text: str
    until: Callable[[ShellWindow], bool] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """`done_by`: whether a change of the project, on the step's page, is what the step asks for."""

    title: str
    page: str
    hints: tuple[Hint, ...]
    done_by: Callable[[ChangeSet], bool] = lambda _changes: False


def _quick_is_chosen(window: ShellWindow) -> bool:
    card = window.findChild(QAbstractButton, "quickCard")
    return card is not None and card.isChecked()


def _smear_is_shown(window: ShellWindow) -> bool:
    return any(canvas.isVisibleTo(window) for canvas in window.findChildren(QWidget, "smearCanvas"))


def _cell_is_selected(window: ShellWindow) -> bool:
    return bool(window.context.selection)


def _is_training(window: ShellWindow) -> bool:
    return window.context.training.running


def _specimen_is_chosen(window: ShellWindow) -> bool:
    button = window.findChild(QAbstractButton, "specimenReportButton")
    return button is not None and button.isVisibleTo(window)


FIND, LABEL, TRAIN, CLASSIFY, REPORT = range(5)
STEPS = (
    Step(
        QT_TRANSLATE_NOOP("Tour", "Find the cells"),
        "smears",
        (
            Hint(
                "detectButton",
                QT_TRANSLATE_NOOP(
                    "Tour", "Press <b>{name}</b>: the program draws a circle around each cell of the smears."
                ),
            ),
        ),
        lambda changes: changes.touches(Topic.CELLS),
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "Label a cell"),
        "label",
        (
            Hint(
                "smearViewAction", QT_TRANSLATE_NOOP("Tour", "Press <b>{name}</b> to see the smear."), _smear_is_shown
            ),
            Hint(
                "smearCanvas", QT_TRANSLATE_NOOP("Tour", "Click a cell on the smear to select it."), _cell_is_selected
            ),
            Hint(
                "classTable",
                QT_TRANSLATE_NOOP("Tour", "Click its class here, or press the key beside it. It is saved at once."),
            ),
        ),
        lambda changes: changes.touches(Topic.LABELS),
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "Train a model"),
        "train",
        (
            Hint(
                "quickCard",
                QT_TRANSLATE_NOOP("Tour", "Choose <b>{name}</b>: it takes seconds on this sample."),
                _quick_is_chosen,
            ),
            Hint(
                "trainButton",
                QT_TRANSLATE_NOOP("Tour", "Press <b>{name}</b>: the model learns from the labels of the project."),
                _is_training,
            ),
            Hint(
                "stateLabel",
                QT_TRANSLATE_NOOP(
                    "Tour",
                    "The model is learning. You can work on any page meanwhile; the tour continues when it ends.",
                ),
            ),
        ),
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "Classify a smear"),
        "classify",
        (
            Hint(
                "classifyButton",
                QT_TRANSLATE_NOOP(
                    "Tour",
                    "Press <b>{name}</b>: the model gives each cell a class and lists the uncertain ones first.",
                ),
            ),
        ),
        lambda changes: changes.touches(Topic.PREDICTIONS),
    ),
    Step(
        QT_TRANSLATE_NOOP("Tour", "Read the report"),
        "specimens",
        (
            Hint("worklistTable", QT_TRANSLATE_NOOP("Tour", "Click a specimen in the list."), _specimen_is_chosen),
            Hint(
                "specimenReportButton",
                QT_TRANSLATE_NOOP(
                    "Tour", "Press <b>{name}</b>: the counts and your comment, to print, to save as PDF or to sign."
                ),
            ),
        ),
    ),
)
