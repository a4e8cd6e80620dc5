"""Warns on the page Classify if an image does not look like a blood smear."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rbc_desk.services.smears import quality
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import Notice

if TYPE_CHECKING:
    from rbc_desk.services.smears.quality import SmearQuality


class SmearDoubt(Notice):
    """Checks each smear once, in a job, and shows a warning if it does not look like a blood smear;
    hidden otherwise.
    """

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("smearDoubt")
        self.setParent(parent)
        self.hide()
        self._context = context
        self._known: dict[str, str] = {}  # by content hash: why it may not be a smear, "" if there is no doubt
        self._shown = ""

    def show_smear(self, smear_id: int) -> None:
        """Check this smear of the open project (0: none)."""
        self._shown = ""
        self.show_text("")
        project = self._context.project
        info = next((smear for smear in self._context.counting.smears() if smear.id == smear_id), None)
        if project is None or info is None:
            return
        self._shown = info.sha256
        if info.sha256 in self._known:
            self.show_text(self._known[info.sha256])
            return
        self._context.jobs.start(
            lambda task: quality.assess_fields(project, smears=(info,), task=task),
            title=self.tr("checking the image quality"),
            on_success=partial(self._on_assessed, info.sha256),
            supersede="classify-field",
        )

    def _on_assessed(self, sha256: str, fields: tuple[SmearQuality, ...]) -> None:
        self._known[sha256] = next((translated(field.advice) for field in fields if field.doubtful), "")
        if sha256 == self._shown:
            self.show_text(self._known[sha256])
