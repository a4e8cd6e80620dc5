"""The review where its queue is empty: why, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from rbc_desk.services.models.review import Source
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.texts import EmptyState, button


class ReviewEmpty(EmptyState):
    """`open_wanted` comes with a page's name."""

    open_wanted = Signal(str)
    unlabelled_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", advice="", parent=parent)
        self.train = button(self.tr("Go to Train"), name="reviewGoToTrain", primary=True)
        self.classify = button(self.tr("Go to Classify"), name="reviewGoToClassify", primary=True)
        self.unlabelled = button(self.tr("Take the unlabelled ones"), name="reviewUnlabelled")
        self.train.clicked.connect(lambda: self.open_wanted.emit("train"))
        self.classify.clicked.connect(lambda: self.open_wanted.emit("classify"))
        self.unlabelled.clicked.connect(self.unlabelled_wanted)
        self.again = button(self.tr("Gather them again"), name="reviewGatherAgain", primary=True)
        self.again.clicked.connect(self.again_wanted)
        self._ways = (self.train, self.classify, self.unlabelled, self.again)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setSpacing(GRID)
        for part in self._ways:
            row.addWidget(part)
        self.add(buttons)

    def gathering(self) -> None:
        self._say(self.tr("Gathering the cells…"), "")

    def stopped(self) -> None:
        """The gathering was cancelled, or it failed, which is reported elsewhere."""
        self._say(self.tr("The gathering was stopped"), self.tr("The cells are as they were."), self.again)

    def finished(self, n: int) -> None:
        self._say(
            self.tr("%n cell(s) reviewed: that was all", "", n),
            self.tr("F5 looks for more; the left arrow goes back to the last one; Ctrl+Z takes it back."),
        )

    def nothing(self, source: Source | None, *, has_cells: bool, has_model: bool, has_words: bool) -> None:
        """An empty queue: `has_words`: some cell carries a prediction; `source` None: cells chosen elsewhere."""
        if source is None:
            self._say(self.tr("These cells are gone"), self.tr("Go back to the queues above, with ×."))
        elif not has_cells:
            self._say(
                self.tr("No cells to review yet"),
                self.tr("Find the cells of a smear first (S, then Find cells), or choose the whole project above."),
            )
        elif source is Source.UNLABELLED:
            self._say(
                self.tr("Every cell has its class"),
                self.tr("Look at the disagreements next, or train a model with these labels."),
                self.train,
            )
        elif not has_model:
            self._say(
                self.tr("No model yet"),
                self.tr("A model tells which cells are uncertain. Train a model or take the unlabelled ones."),
                self.train,
                self.unlabelled,
            )
        elif not has_words:
            self._say(
                self.tr("The model has not seen these cells"),
                self.tr("Classify the smears first, or take the unlabelled ones."),
                self.classify,
                self.unlabelled,
            )
        elif source is Source.UNSURE:
            self._say(
                self.tr("Everything is reviewed"),
                self.tr("You have said the class of every cell that the model has seen."),
                self.unlabelled,
            )
        else:
            self._say(
                self.tr("Nobody disagrees"),
                self.tr("The model says what you said, and no two readers that you see differ."),
                self.unlabelled,
            )

    def _say(self, title: str, advice: str, *ways: QPushButton) -> None:
        self.say(title, advice=advice)
        for part in self._ways:
            part.setVisible(part in ways)
