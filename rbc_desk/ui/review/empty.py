"""The review when its queue is empty: why, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from rbc_desk.services.models.review import QueueSource
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.texts import EmptyState, button


class ReviewEmpty(EmptyState):
    """`open_requested` carries a page's name, `training_requested` a preset of Train."""

    open_requested = Signal(str)
    training_requested = Signal(str)
    unlabelled_requested = Signal()
    again_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", advice="", parent=parent)
        self.train = button(self.tr("Go to Train"), name="reviewGoToTrain", primary=True)
        self.adapt = button(self.tr("Train quickly"), name="reviewTrainQuickly", primary=True)
        self.classify = button(self.tr("Go to Classify"), name="reviewGoToClassify", primary=True)
        self.unlabelled = button(self.tr("Review unlabelled cells"), name="reviewUnlabelled")
        self.train.clicked.connect(lambda: self.open_requested.emit("train"))
        self.adapt.clicked.connect(lambda: self.training_requested.emit("quick"))
        self.classify.clicked.connect(lambda: self.open_requested.emit("classify"))
        self.unlabelled.clicked.connect(self.unlabelled_requested)
        self.again = button(self.tr("Load again"), name="reviewGatherAgain", primary=True)
        self.again.clicked.connect(self.again_requested)
        self._buttons = (self.train, self.adapt, self.classify, self.unlabelled, self.again)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setSpacing(GRID)
        for part in self._buttons:
            row.addWidget(part)
        self.add(buttons)

    def gathering(self) -> None:
        self._show(self.tr("Loading cells…"), "")

    def stopped(self) -> None:
        """Show that reading was cancelled, or failed, which is reported elsewhere."""
        self._show(self.tr("Loading was stopped"), self.tr("Nothing was changed."), self.again)

    def finished(self, n: int, *, then_train: bool = False) -> None:
        self._show(
            self.tr("All done: %n cell(s) reviewed", "", n),
            self.tr("Train now, so that the model knows smears like this one. The left arrow goes back.")
            if then_train
            else self.tr("Press F5 to look for more, the left arrow to go back to the last cell, or Ctrl+Z to undo."),
            *((self.adapt,) if then_train else ()),
        )

    def nothing(self, source: QueueSource | None, *, has_cells: bool, has_model: bool, has_predictions: bool) -> None:
        """Show that the queue is empty.

        `has_predictions`: some cell has a prediction. `source` None: the cells were chosen elsewhere.
        """
        if source is None:
            self._show(self.tr("These cells no longer exist"), self.tr("Click × above to go back to all queues."))
        elif not has_cells:
            self._show(
                self.tr("No cells to review yet"),
                self.tr("Find the cells of a smear first (S, then Find cells), or choose the whole project above."),
            )
        elif source is QueueSource.UNLABELLED:
            self._show(
                self.tr("Every cell is labelled"),
                self.tr("Review the disagreements next, or train a model with these labels."),
                self.train,
            )
        elif not has_model:
            self._show(
                self.tr("No model yet"),
                self.tr(
                    "A model is needed to rank cells by uncertainty. Train a model, or review the unlabelled cells."
                ),
                self.train,
                self.unlabelled,
            )
        elif not has_predictions:
            self._show(
                self.tr("These cells are not classified yet"),
                self.tr("Classify the smears first, or review the unlabelled cells."),
                self.classify,
                self.unlabelled,
            )
        elif source is not QueueSource.DISAGREEMENT:
            self._show(
                self.tr("Everything is reviewed"),
                self.tr("You have labelled every cell that the model has classified."),
                self.unlabelled,
            )
        else:
            self._show(
                self.tr("No disagreements"),
                self.tr("The model agrees with your labels, and no visible readers disagree."),
                self.unlabelled,
            )

    def _show(self, title: str, advice: str, *buttons: QPushButton) -> None:
        self.show_text(title, advice=advice)
        for part in self._buttons:
            part.setVisible(part in buttons)
