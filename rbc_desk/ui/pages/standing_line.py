"""How the project's own model does against a starter model, and which of both is used, in words."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from rbc_desk.services.models import against_starter
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.state.app_context import AppContext


class StandingLine(QLabel):
    """Hidden where nothing was compared. The page says when to read."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("standingLine")
        self.setProperty("muted", True)
        self.setWordWrap(True)
        self._context = context
        self.hide()

    def show_newest(self) -> None:
        """Show the newest own model that was compared."""
        project = self._context.project
        self._show(self._context.guard(against_starter.standing, project) if project is not None else None)

    def show_model(self, model_id: object) -> None:
        """Show this model of the project; for the starter the newest own one beside it."""
        project = self._context.project
        said = self._context.guard(against_starter.standings, project) if project is not None else None
        self._show((said or {}).get(model_id) if isinstance(model_id, int) else None)

    def _show(self, words: str | None) -> None:
        self.setText(translated(words) if words else "")
        self.setVisible(bool(words))
