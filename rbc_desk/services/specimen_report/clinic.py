"""The clinic's letterhead, from the settings, and its logo, which is copied beside them."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.core.errors import UnreadableImageError
from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.reports.blocks import Picture
from rbc_desk.services.specimen_report.sections import Clinic
from rbc_desk.settings.model import Settings
from rbc_desk.settings.paths import config_folder

_LOGO_PX = 800


def logo_file() -> Path:
    return config_folder() / "clinic-logo.png"


def set_logo(path: Path) -> None:
    """Copy the image as the clinic's logo, reduced in size. Raises UnreadableImageError, StorageError."""
    from rbc_desk.imaging.logo import as_png

    data = as_png(path, longest_px=_LOGO_PX)
    if data is None:
        raise UnreadableImageError(
            Phrase("{name} cannot be used as a logo.", name=path.name), hint="Choose a PNG or JPEG image."
        )
    write_bytes(logo_file(), data)


def remove_logo() -> None:
    logo_file().unlink(missing_ok=True)


def clinic(settings: Settings) -> Clinic:
    """The letterhead. A logo that cannot be read is left out."""
    try:
        logo = Picture(logo_file().read_bytes())
    except OSError:
        logo = None
    lines = tuple(line.strip() for line in settings.clinic.address.splitlines() if line.strip())
    return Clinic(settings.clinic.name, lines, logo)
