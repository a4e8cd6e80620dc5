"""Shows how the classes of a starter model will count, before it classifies the first cells of a project."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from rbc_desk.core.classes import ClassSet
from rbc_desk.services.models import starter
from rbc_desk.services.models.starter import StarterOffer
from rbc_desk.ui.dialogs.model_classes import ModelClassRows
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import quiet, scrolled

Counting = Mapping[str, str | None]
"""How classes of the starter are counted, by code; None: separately."""
Then = Callable[[bool, Counting | None], object]
"""Gets whether the cells shall be classified, and how the starter's classes count (None: nothing had to be asked)."""


def before_presorting(context: AppContext, *, parent: QWidget, then: Then) -> None:
    """Call `then` at once, or after the classes of the starter were shown where they are not those of the project.

    It is asked once: the copy of the starter that the project gets remembers the answer. If the dialog is cancelled,
    `then` is not called.
    """
    project = context.project
    if project is None or not context.settings.presort:
        then(False, None)
        return
    offer = context.guard(starter.offer, project)
    if offer is None or not offer.fits or not offer.unmatched:
        then(True, None)
        return
    ask_for_classes(offer, classes=project.class_set(), can_skip=True, parent=parent, then=then)


def ask_for_classes(
    offer: StarterOffer, *, classes: ClassSet, can_skip: bool, parent: QWidget, then: Then
) -> StarterClassesDialog:
    """Open the dialog; `can_skip`: the cells can also stay unclassified."""
    dialog = StarterClassesDialog(offer, classes=classes, can_skip=can_skip, parent=parent.window())
    dialog.accepted.connect(lambda: then(True, dialog.counting))
    dialog.skipped_to(lambda: then(False, None))
    dialog.open()
    return dialog


class StarterClassesDialog(QDialog):
    """A row for each class of the starter that the project lacks, and which classes it will never predict."""

    def __init__(self, offer: StarterOffer, *, classes: ClassSet, can_skip: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("starterClassesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Classes of the starter model"))
        self._offer, self._classes = offer, classes
        self._skip: Callable[[], object] = lambda: None
        self.rows = ModelClassRows(offer.unmatched, classes=classes)
        self.rows.changed.connect(self._show_unknown)
        self.unknown = quiet("", wrap=True)
        self.unknown.setObjectName("starterUnknownLabel")
        n, n_same = len(offer.rows), len(offer.rows) - len(offer.unmatched)
        intro = QLabel(
            self.tr(
                "A starter model, trained on human cells from one laboratory, can classify the cells "
                "before you have labelled any. It knows {n} classes, and {same} of them are in this "
                "project. How should the others be counted?"
            ).format(n=n, same=n_same),
            wordWrap=True,
        )
        note = quiet(
            self.tr(
                "“Other” keeps the name that the model gives. You can change this later: Project › Classes of the "
                "model…"
            ),
            wrap=True,
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.classify_button = buttons.addButton(
            self.tr("Find cells and classify") if can_skip else self.tr("Classify"),
            QDialogButtonBox.ButtonRole.AcceptRole,
        )
        self.classify_button.setObjectName("classifyWithStarterButton")
        self.classify_button.setProperty("primary", True)
        self.classify_button.setDefault(True)
        self.classify_button.setFocus()
        if can_skip:
            only = buttons.addButton(self.tr("Only find cells"), QDialogButtonBox.ButtonRole.ActionRole)
            only.setObjectName("onlyFindCellsButton")
            only.clicked.connect(self._on_skip)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(intro)
        layout.addWidget(scrolled(self.rows), 1)
        layout.addWidget(self.unknown)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self._show_unknown()
        tall = min(36 * GRID + 5 * GRID * len(offer.unmatched), 68 * GRID)
        with_text(self, lambda scale: self.resize(round(64 * GRID * scale), round(tall * scale)))

    @property
    def counting(self) -> dict[str, str | None]:
        """The class of the project for each class that it lacks; None: counted separately."""
        return self.rows.chosen

    def skipped_to(self, then: Callable[[], object]) -> None:
        """What to do if the cells shall stay unclassified."""
        self._skip = then

    @Slot()
    def _on_skip(self) -> None:
        self.reject()
        self._skip()

    @Slot()
    def _show_unknown(self) -> None:
        codes = self._offer.unknown(self._classes.codes, counted_as=self.counting)
        names = ", ".join(translated(self._classes.name_of(code)) for code in codes)
        self.unknown.setText(
            self.tr("It never predicts: {names}. Label such cells yourself, and the program learns them.").format(
                names=names
            )
            if codes else ""
        )  # fmt: skip
        self.unknown.setVisible(bool(codes))
