"""What live learning knows and what to label next, in words, and a quiet line of it beside other pages than Label."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.state.live_learning import LiveUpdates
from rbc_desk.ui.widgets.texts import quiet, tight


def learned(live: LiveUpdates) -> str:
    """How many labels were learned from, and how well it works."""
    if live.why_not:
        return QCoreApplication.translate("LearningSection", "Live learning is not available: {why}").format(
            why=translated(live.why_not)
        )
    if live.predictions is None:
        return QCoreApplication.translate(
            "LearningSection", "Label cells of two classes. The program learns from them and classifies the others."
        )
    learning = QCoreApplication.translate("LearningSection", "Learning from %n label(s)", "", live.n_labels)
    if live.curve is None:
        return learning
    share = f"{100 * live.curve.points[-1].accuracy:.0f} %"
    return QCoreApplication.translate(
        "LearningSection", "{learning}: finds the right class of {share} of cells on other smears"
    ).format(learning=learning, share=share)


def to_label(live: LiveUpdates, *, classes: ClassSet | None) -> str:
    """What to label next, or that the labels are enough for now; "" where nothing can be said."""
    if live.predictions is None:
        return ""
    if live.curve is None:
        second = QCoreApplication.translate(
            "LearningSection", "Label cells on a second smear to see how well it works."
        )
        return second if live.is_settled else ""
    if (wanted := live.curve.wanted) is None:
        return QCoreApplication.translate("LearningSection", "Enough for now: the last labels have changed little.")
    name = translated(classes.name_of(wanted.code)) if classes is not None else wanted.code
    labels = QCoreApplication.translate("LearningSection", "%n label(s)", "", wanted.n_labels)
    smears = QCoreApplication.translate("LearningSection", "on %n smear(s)", "", wanted.n_smears)
    return QCoreApplication.translate("LearningSection", "Label more: {name} ({labels} {smears} so far)").format(
        name=name, labels=labels, smears=smears
    )


class LearningLine(QWidget):
    """Empty while nothing is learned. It reads nothing while it is out of sight."""

    def __init__(self, context: AppContext, *, name: str) -> None:
        super().__init__()
        self._context = context
        self.line = quiet("", wrap=True)
        self.line.setObjectName(name)
        self.line.setToolTip(self.tr("Predictions of live learning. Label shows them, reports do not use them."))
        layout = QVBoxLayout(self)
        tight(layout)
        layout.addWidget(self.line)
        self.line.hide()
        context.live.measured.connect(self._show_if_visible)
        context.settings_changed.connect(self._show_if_visible)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    @Slot()
    def _show_if_visible(self, *_: object) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        project, live = self._context.project, self._context.live
        has_something = bool(live.why_not) or live.predictions is not None
        text = ""
        if project is not None and has_something and self._context.settings.live_learning:
            classes = self._context.guard(project.class_set) if live.curve is not None else None
            text = "\n".join(part for part in (learned(live), to_label(live, classes=classes)) if part)
        self.line.setText(text)
        self.line.setVisible(bool(text))
