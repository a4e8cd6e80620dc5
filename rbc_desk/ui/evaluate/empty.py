"""The page Evaluate before there is an evaluation."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rbc_desk.ui.widgets.texts import EmptyState, button


class NothingEvaluated(EmptyState):
    """Says what is missing: a model, or its evaluation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", advice="", parent=parent)
        self.train_button = button(self.tr("Go to Train"), name="goToTrainButton", primary=True)
        self.add(self.train_button)

    def show_models(self, n_models: int) -> None:
        self.train_button.setVisible(not n_models)
        if n_models:
            self.show_text(
                self.tr("Not evaluated yet"),
                advice=self.tr(
                    "Choose a model and click Evaluate. It is tested on the cells that were held out of training."
                ),
            )
        else:
            self.show_text(
                self.tr("No model yet"),
                advice=self.tr("Train a model first. Its accuracy is then measured here, on held-out cells."),
            )
