"""What is typed into rule sets, kept on the disk shortly after each pause of the typing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from rbc_desk.services.grading.draft_files import DraftFiles
from rbc_desk.services.grading.drafts import RuleSetDraft
from rbc_desk.services.grading.rule_set_files import RuleSetFiles, StoredRuleSet
from rbc_desk.ui.state.app_context import AppContext

_PAUSE_MS = 400


class RuleDrafts(QObject):
    """The reader's drafts by key of their rule set. On the interface thread: a draft has a few kilobytes."""

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._files: DraftFiles | None = None
        self._drafts: dict[str, RuleSetDraft] = {}
        self._to_write: dict[tuple[DraftFiles, str], tuple[StoredRuleSet, RuleSetDraft | None]] = {}
        self._has_failed = False
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self.write)

    def read(self, files: RuleSetFiles) -> None:
        """Read the reader's drafts of these rule sets, after what was typed before is written."""
        self._has_failed = False
        self.write()
        self._files = DraftFiles(files, self._context.reader)
        self._drafts = self._files.all()
        for (of, key), (_, draft) in self._to_write.items():  # could not be written
            if of == self._files and draft is not None:
                self._drafts[key] = draft

    def get(self, key: str) -> RuleSetDraft | None:
        return self._drafts.get(key)

    def __contains__(self, key: str) -> bool:
        return key in self._drafts

    def keep(self, stored: StoredRuleSet, draft: RuleSetDraft) -> None:
        self._drafts[stored.key] = draft
        self._change(stored, draft)

    def discard(self, stored: StoredRuleSet) -> None:
        """Without effect where there is no draft."""
        if self._drafts.pop(stored.key, None) is not None:
            self._change(stored, None)

    def _change(self, stored: StoredRuleSet, draft: RuleSetDraft | None) -> None:
        if self._files is not None:
            self._to_write[self._files, stored.key] = stored, draft
            self._soon.start()

    @Slot()
    def write(self) -> None:
        """Write what is not on the disk yet. After a failure, which is reported, only `read` tries again."""
        self._soon.stop()
        for place, (stored, draft) in list(self._to_write.items()):
            if self._has_failed or self._context.guard(_write, place[0], stored, draft) is None:
                self._has_failed = True
                return
            del self._to_write[place]


def _write(files: DraftFiles, stored: StoredRuleSet, draft: RuleSetDraft | None) -> bool:
    if draft is None:
        files.discard(stored)
    else:
        files.save(stored, draft)
    return True
