"""Errors with messages for users.

Every error that reaches a user is an `RbcDeskError`: the message says what happened, the hint says what to do.
"""

from __future__ import annotations

import errno
import shlex
import sys
from pathlib import Path

from rbc_desk.core.phrases import Phrase


class RbcDeskError(Exception):
    """An error shown to the user as `message`, with a `hint` if the user can do something."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = Phrase.of(message)
        self.hint = Phrase.of(hint)

    def __str__(self) -> str:
        # a phrase, so that `str(error)` can still be translated
        return Phrase.joined(" ", [self.message, self.hint]) if self.hint else self.message


class UnreadableImageError(RbcDeskError):
    """The file is not an image, or is damaged."""


class ImageTooLargeError(UnreadableImageError):
    """The image header declares more pixels than the limit allows."""


class MissingReaderError(UnreadableImageError):
    """The file's format is read by a package that is not installed."""

    @classmethod
    def of(cls, name: str, *, extra: str) -> MissingReaderError:
        """The error for a file of this name, whose reader comes with an extra of the package."""
        message = Phrase("{name}: the reader of this format is not installed.", name=name)
        if getattr(sys, "frozen", False):  # nothing can be installed into this program
            return cls(
                message,
                hint=Phrase(
                    'Save the image as TIFF, or use the installation by pip with "rbc-desk[{extra}]".', extra=extra
                ),
            )
        return cls(
            message,
            hint=Phrase('Install it with: pip install "rbc-desk[{extra}]". Then start RBC Desk again.', extra=extra),
        )


class FullEditionNeededError(RbcDeskError):
    """What was asked for needs torch, which the light edition does not have."""

    @classmethod
    def of(cls) -> FullEditionNeededError:
        """The error for the training of a whole network."""
        return cls(
            Phrase("The light edition of RBC Desk does not train whole networks."),
            hint=Phrase(
                "Install the full edition from the place where you got this one. It opens the same projects, and "
                "the models that it trains work here."
            ),
        )


class WholeSlideError(UnreadableImageError):
    """The file is a whole slide, which is never read as one image."""

    @classmethod
    def of(cls, name: str) -> WholeSlideError:
        return cls(
            Phrase("{name} is a whole slide, which is too large to be one smear.", name=name),
            hint=Phrase(
                "Add this file, not its folder, on the page Smears to choose regions of it, or use rbc-desk import "
                "with --region or --propose."
            ),
        )


class NotAProjectError(RbcDeskError):
    """The folder does not contain a project, or it cannot be opened."""


class NewerProjectError(NotAProjectError):
    """The project was written by a newer version of the program."""


class OlderProjectError(NotAProjectError):
    """The project was written by an earlier version and must be upgraded first."""


class StorageError(RbcDeskError):
    """The store could not be read or written: disk full, no permission, locked."""


class StoreBusyError(StorageError):
    """Another writer holds the store. A retry may succeed."""


class DamagedProjectError(StorageError):
    """The database of the project in `folder` is damaged or missing. A backup can be restored."""

    def __init__(self, message: str, *, folder: Path) -> None:
        hint = Phrase(
            "Restore one of the project's backups: click Restore…, or run: rbc-desk restore {folder}",
            folder=shlex.quote(str(folder)),
        )
        super().__init__(message, hint=hint)
        self.folder = folder


class BlindedError(RbcDeskError):
    """A blinded reader asked for what depends on the labels of others."""

    @classmethod
    def of(cls) -> BlindedError:
        """The error for the agreement of readers."""
        return cls(
            Phrase("You read this project blinded, so how readers agree is hidden from you."),
            hint=Phrase("Ask a reader who sees all labels, or end your blinded reading in the menu of readers."),
        )

    @classmethod
    def of_training(cls) -> BlindedError:
        """The error for a training on the labels of all readers."""
        return cls(
            Phrase("You read this project blinded, so you cannot train on the labels of other readers."),
            hint=Phrase("Choose your own labels, or end your blinded reading in the menu of readers."),
        )


class StaleRowError(RbcDeskError):
    """Another reader changed the row in the meantime, so the step is refused."""


class LockedSpecimenError(RbcDeskError):
    """A signed report is about what was to be changed. `specimen_id`: the specimen to reopen for it, if any."""

    def __init__(self, message: str, *, hint: str, specimen_id: int | None) -> None:
        super().__init__(message, hint=hint)
        self.specimen_id = specimen_id


class SecretError(RbcDeskError):
    """A signing secret is missing, too short or wrong. `wrong`: it was given and does not match."""

    def __init__(self, message: str, *, hint: str = "", wrong: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.wrong = wrong


class UnknownNameError(RbcDeskError):
    """No registry, class set or store has this name."""


class UnknownFormatError(RbcDeskError):
    """Nothing in the file or folder is a data set of a known format."""


class BundleError(RbcDeskError):
    """A model bundle is missing, damaged or incompatible."""


class NotEnoughDataError(RbcDeskError):
    """There are too few labelled cells for the request."""


class TrainingFailedError(RbcDeskError):
    """The training cannot continue: values are not finite, or memory ran out."""


class RunUnderWayError(RbcDeskError):
    """Another process is working on this training run."""


class OutOfMemoryError(TrainingFailedError):
    """A batch does not fit in memory. A smaller one may fit."""


class NotFiniteError(TrainingFailedError):
    """The loss or weights of a training are no longer finite. A lower learning rate may help."""


class WeightsNotHereError(TrainingFailedError):
    """ImageNet weights are not on this machine and could not be downloaded."""


class SettingsError(RbcDeskError):
    """A setting or option has an invalid value."""


class CancelledError(RbcDeskError):
    """The user stopped the job. This is not a failure."""

    def __init__(self) -> None:
        super().__init__("Stopped.")


def storage_error(error: OSError, *, doing: str) -> StorageError:
    """The `StorageError` for an operating-system error that occurred while `doing` something ("saving the label")."""
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
    """The image does not look like a blood smear, so no cells are marked on it."""
