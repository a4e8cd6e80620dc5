"""Edits of rule sets that were not saved as a version, as files beside the rule sets."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from rbc_desk.core.errors import storage_error
from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.files.hashing import hash_bytes
from rbc_desk.services.grading.drafts import RuleSetDraft
from rbc_desk.services.grading.rule_set_files import Place, RuleSetFiles, StoredRuleSet

_LOG = logging.getLogger(__name__)
_ADAPTER = TypeAdapter(RuleSetDraft)


@dataclass(frozen=True, slots=True)
class DraftFiles:
    """A reader's drafts of the rule sets in these folders. A draft is no version: no report is ever graded by it.

    Each reader has files of their own, whose names do not tell whose they are: another's thresholds could bias a
    blinded reading.
    """

    files: RuleSetFiles
    reader: str

    def all(self) -> dict[str, RuleSetDraft]:
        """The drafts of the present rule sets by key. A file that cannot be read is left out and stays."""
        found = {one.key: self._read(one) for one in self.files.all() if one.place is not Place.SHIPPED}
        return {key: draft for key, draft in found.items() if draft is not None}

    def save(self, stored: StoredRuleSet, draft: RuleSetDraft) -> None:
        """Keep what is typed, as it is typed. Raises SettingsError for a shipped rule set, StorageError."""
        write_bytes(self._path(stored), _ADAPTER.dump_json(draft, indent=2))

    def discard(self, stored: StoredRuleSet) -> None:
        """Delete a draft, if there is one. Raises SettingsError for a shipped rule set, StorageError."""
        try:
            self._path(stored).unlink(missing_ok=True)
        except OSError as error:
            raise storage_error(error, doing="discarding the draft") from error

    def _path(self, stored: StoredRuleSet) -> Path:
        reader = hash_bytes(self.reader.encode())[:16]
        return self.files.folder_of(stored.place) / "drafts" / f"{stored.key}.{reader}.json"

    def _read(self, stored: StoredRuleSet) -> RuleSetDraft | None:
        path = self._path(stored)
        try:
            return _ADAPTER.validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            _LOG.warning("the draft %s cannot be read: %s", path, error)
            return None
