"""Says on Label that a starter model has sorted the cells, until the project's own model is better."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rbc_desk.core.models.model_quality import STARTER
from rbc_desk.services.models import against_starter
from rbc_desk.services.smears import calibration
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, icon, warning
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import quiet

_SIGN_PX = 2 * GRID


class StarterNote(QWidget):
    """A sign and a line; the tooltip says what the starter is and how the own model does against it."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("starterNote")
        self._context = context
        self.line = quiet("", wrap=True)
        self.line.setObjectName("starterNoteLine")
        self._sign = QLabel()
        self._sign.setFixedSize(_SIGN_PX, _SIGN_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._sign)
        row.addWidget(self.line, 1)
        self._apply_theme()
        self.hide()

    def refresh(self) -> None:
        """Read whether a starter is active."""
        project = self._context.project
        sorted_by = project is not None and self._context.guard(against_starter.sorted_by_starter, project) is True
        if sorted_by and project is not None:
            told = self._context.guard(against_starter.standing, project)
            species = self._context.guard(calibration.known_species, project)
            self.line.setText(
                self.tr("Classified by the starter model: human cells of another laboratory.")
                if species is not None and species.key == "human"
                else self.tr("Classified by the starter model: human cells, not yet your species.")
            )
            self.setToolTip("\n".join(translated(words) for words in (STARTER, told) if words))
            self.setAccessibleDescription(self.toolTip())
        self.setVisible(sorted_by)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._apply_theme()
        super().changeEvent(event)

    def _apply_theme(self) -> None:
        self._sign.setPixmap(icon("warning", colour=warning(self.palette())).pixmap(_SIGN_PX, _SIGN_PX))
