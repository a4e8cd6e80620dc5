"""Errors with messages for users.

Every error that reaches a user is an `RbcDeskError`: the message says what happened, the hint says what to do.
"""

from __future__ import annotations

import errno
import shlex
from pathlib import Path

from rbc_desk.core.phrases import Phrase


class RbcDeskError(Exception):
    """An error told to the user as `message` and, where there is a way out, `hint`."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = Phrase.of(message)
        self.hint = Phrase.of(hint)

    def __str__(self) -> str:
        # a phrase, so that who writes down `str(error)` passes on what can be translated
        return Phrase.joined(" ", [self.message, self.hint]) if self.hint else self.message


class UnreadableImageError(RbcDeskError):
    """A file that is no image, or a broken one."""


class ImageTooLargeError(UnreadableImageError):
    """An image whose header announces more pixels than the guard allows."""


class NotAProjectError(RbcDeskError):
    """A folder that holds no project, or one that cannot be opened."""


class NewerProjectError(NotAProjectError):
    """A project written by a newer version of the program."""


class OlderProjectError(NotAProjectError):
    """A project written by an earlier version, which must be upgraded first."""


class StorageError(RbcDeskError):
    """The store could not be read or written: disk full, no permission, locked."""


class StoreBusyError(StorageError):
    """Another writer holds the store: the same may succeed a moment later."""


class DamagedProjectError(StorageError):
    """A project whose database is damaged or gone, in `folder`: a backup can be restored."""

    def __init__(self, message: str, *, folder: Path) -> None:
        hint = Phrase(
            "Restore one of the project's backups: click Restore…, or run: rbc-desk restore {folder}",
            folder=shlex.quote(str(folder)),
        )
        super().__init__(message, hint=hint)
        self.folder = folder


class StaleRowError(RbcDeskError):
    """A row that somebody else changed meanwhile: the step is refused."""


class UnknownNameError(RbcDeskError):
    """A name that no registry, class set or store holds."""


class BundleError(RbcDeskError):
    """A model bundle that is missing, broken or does not fit."""


class NotEnoughDataError(RbcDeskError):
    """Too few labelled cells for what was asked."""


class TrainingFailedError(RbcDeskError):
    """A training that cannot continue: numbers that are not finite, memory that ran out."""


class RunUnderWayError(RbcDeskError):
    """A training run that another process works on."""


class OutOfMemoryError(TrainingFailedError):
    """The memory does not hold a batch: a smaller one may do."""


class NotFiniteError(TrainingFailedError):
    """The numbers of a training are no longer finite: a lower learning rate may do."""


class WeightsNotHereError(TrainingFailedError):
    """ImageNet weights that are neither on this machine nor could be fetched."""


class SettingsError(RbcDeskError):
    """A setting or option with a value that it cannot have."""


class CancelledError(RbcDeskError):
    """The user stopped the job. Not a failure."""

    def __init__(self) -> None:
        super().__init__("Stopped.")


def storage_error(error: OSError, *, doing: str) -> StorageError:
    """The `StorageError` for an operating-system error met while `doing` something ("saving the label")."""
    hints = {
        errno.ENOSPC: Phrase("The disk is full. Free some space and try again. Nothing saved before is lost."),
        errno.EDQUOT: Phrase("The disk is full. Free some space and try again. Nothing saved before is lost."),
        errno.EFBIG: Phrase("The disk does not allow larger files. Choose a folder on another disk."),
        errno.EACCES: Phrase("You do not have permission to write there. Choose another folder or ask for access."),
        errno.EPERM: Phrase("You do not have permission to write there. Choose another folder or ask for access."),
        errno.EROFS: Phrase("That disk is read-only. Choose another folder."),
        errno.ENOENT: Phrase("The folder or file no longer exists. Was a disk disconnected or a folder moved?"),
    }
    reason = error.strerror or str(error)
    return StorageError(
        Phrase("Could not finish {doing}: {reason}.", doing=Phrase.of(doing), reason=reason),
        hint=hints.get(error.errno or 0, ""),
    )


class NoSmearError(RbcDeskError):
    """A picture that does not look like a blood smear, on which no cells are marked."""
