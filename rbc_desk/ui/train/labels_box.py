"""The choice whose labels a training learns from."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QComboBox

from rbc_desk.core.splits.label_choice import LabelChoice
from rbc_desk.ui.widgets.fields import choice_box

_CHOICES = (
    (LabelChoice.OWN_FIRST, QT_TRANSLATE_NOOP("TrainForm", "Yours first")),
    (LabelChoice.OWN, QT_TRANSLATE_NOOP("TrainForm", "Yours only")),
    (LabelChoice.MAJORITY, QT_TRANSLATE_NOOP("TrainForm", "Majority of readers")),
    (LabelChoice.CONSENSUS, QT_TRANSLATE_NOOP("TrainForm", "Consensus")),
    (LabelChoice.SOFT, QT_TRANSLATE_NOOP("TrainForm", "All, by their shares")),
)
_ABOUT = QT_TRANSLATE_NOOP(
    "TrainForm",
    "Yours first: on cells that you did not label, the class that the other readers agree on. Majority: the class "
    "that most readers gave. Consensus: the class that all gave, or that was decided on the page Agreement. Cells "
    "without such a class are left out. All, by their shares: a cell with two classes counts half for each.",
)


def labels_box() -> QComboBox:
    """A box of the `LabelChoice` values."""
    words = [(choice.value, QCoreApplication.translate("TrainForm", text)) for choice, text in _CHOICES]
    box = choice_box("trainingLabelsBox", words)
    box.setToolTip(QCoreApplication.translate("TrainForm", _ABOUT))
    return box
