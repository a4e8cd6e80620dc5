"""Copies images into a project, without the metadata that may name a patient."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rbc_desk.core.cells.cell import ScaleSource, SmearInfo
from rbc_desk.core.errors import UnreadableImageError
from rbc_desk.core.files.atomic import replacing
from rbc_desk.core.files.hashing import hash_bytes, hash_file
from rbc_desk.core.geometry.regions import SlidePlace
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears.specimen_of import specimen_with
from rbc_desk.settings.files import load
from rbc_desk.settings.paths import settings_file

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rbc_desk.imaging.read import SmearImage


@dataclass(frozen=True, slots=True)
class MeasuredFile:
    """What the project stores of an image: see `SmearInfo`. `sha256` is of the file as it was given.

    `pixels_sha256` is of the image as it is displayed. `note`: the parts of the file that were not read.
    """

    sha256: str
    width: int
    height: int
    um_per_px: float | None
    sample_bits: int | None
    typical_diameter_px: float
    pixels_sha256: str
    note: str = ""


def measured(image: SmearImage, *, bits: int | None) -> MeasuredFile:
    """Measure an image that was read with `bits`. Needs no project, so that other processes can do it."""
    from rbc_desk.imaging.field.diameter import typical_diameter

    return MeasuredFile(
        image.sha256,
        image.width,
        image.height,
        image.um_per_px,
        None if image.bits is None else bits or image.bits,
        typical_diameter(image.pixels),
        hash_pixels(image.pixels),
        image.note,
    )


def hash_pixels(pixels: NDArray[np.uint8]) -> str:
    """SHA-256 of an image's size and pixels, 64 hexadecimal digits."""
    digest = hashlib.sha256(repr(pixels.shape).encode())
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()


def store_file(
    project: Project,
    path: Path,
    *,
    name: str,
    specimen: str | None,
    measured: MeasuredFile,
    keep_metadata: bool | None = None,
) -> tuple[int, ChangeSet]:
    """Copy an image that the project does not know into it, as it was measured. Returns the smear's id and the step.

    `keep_metadata`: copy the file as it is; None: as the settings say. Raises LockedSpecimenError, StorageError,
    UnreadableImageError where the file is no longer the measured one.
    """
    data = _content(path)
    if hash_bytes(data) != measured.sha256:
        raise _changed(path)
    keep = load(settings_file())[0].keep_metadata if keep_metadata is None else keep_metadata
    stored = _Stored(path.suffix.lower(), data, measured.sample_bits) if keep else _cleaned(path, data, measured)
    code = specimen or name.removesuffix(path.suffix)
    return _insert(project, stored, name=name, specimen=code, measured=measured, place=None)


def store_region(
    project: Project,
    pixels: NDArray[np.uint8],
    *,
    name: str,
    specimen: str,
    measured: MeasuredFile,
    place: SlidePlace,
) -> tuple[int, ChangeSet]:
    """Store a region of a slide (uint8 RGB) as a smear that remembers its place. Returns the smear's id and the step.

    Raises LockedSpecimenError, StorageError.
    """
    from rbc_desk.imaging.metadata import as_png

    stored = _Stored(".png", as_png(pixels), None)
    return _insert(project, stored, name=name, specimen=specimen, measured=measured, place=place)


def restore_file(project: Project, path: Path, *, info: SmearInfo, bits: int | None = None) -> None:
    """Copy a known smear's file into the project again where it is missing or changed.

    `bits`: the depth with which the file is read now. Raises StorageError, UnreadableImageError where the file does
    not give the stored one: the smear stays without its image.
    """
    target = project.folder / "smears" / info.stored_name
    try:
        if target.is_file() and hash_file(target) == info.sha256:
            return
    except OSError:
        pass  # where writing fails too, its error says why
    data = _content(path)
    depths = dict.fromkeys((info.sample_bits, bits))
    candidates = chain([data], (_cleaned(path, data, None, bits=depth).data for depth in depths))
    found = next((one for one in candidates if hash_bytes(one) == info.sha256), None)
    if found is None:
        raise UnreadableImageError(
            Phrase(
                "The image of {name} is missing in the project or was changed, and {file} cannot restore it.",
                name=info.name,
                file=path.name,
            ),
            hint=Phrase(
                "Copy {stored} from a backup of the project into the project's folder “smears”. The labels are kept.",
                stored=info.stored_name,
            ),
        )
    _write(target, found)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A file as it is stored. `sample_bits`: see `SmearInfo`."""

    suffix: str
    data: bytes
    sample_bits: int | None


def _cleaned(path: Path, data: bytes, measured: MeasuredFile | None, *, bits: int | None = None) -> _Stored:
    """The file without metadata. What it shows stays the same, as it was measured."""
    from rbc_desk.imaging.metadata import without_metadata
    from rbc_desk.imaging.read import read_bytes

    most = load(settings_file())[0].max_megapixels * 1_000_000
    bits = measured.sample_bits if measured is not None else bits
    suffix, cleaned = without_metadata(
        data,
        path=path,
        read=lambda: read_bytes(data, path=path, max_pixels=most, bits=bits),
        bits=bits,
        max_pixels=most,
    )
    is_shallow = suffix == ".png" and not data.startswith(b"\x89PNG")
    return _Stored(suffix, cleaned, None if is_shallow else bits)


def _insert(
    project: Project, stored: _Stored, *, name: str, specimen: str, measured: MeasuredFile, place: SlidePlace | None
) -> tuple[int, ChangeSet]:
    sha256 = hash_bytes(stored.data)
    stored_name = sha256 + stored.suffix
    _write(project.folder / "smears" / stored_name, stored.data)
    with project.store.transact(Phrase("Add {name}", name=name), reader=project.reader) as tx:
        values: dict[str, Any] = {
            "specimen_id": specimen_with(tx, code=specimen),
            "name": name,
            "stored_name": stored_name,
            "sha256": sha256,
            "source_sha256": measured.sha256 if measured.sha256 != sha256 else None,
            "pixels_sha256": measured.pixels_sha256,
            "width": measured.width,
            "height": measured.height,
            "um_per_px": measured.um_per_px,
            "scale_source": ScaleSource.FILE if measured.um_per_px else None,
            "sample_bits": stored.sample_bits,
            "typical_diameter_px": measured.typical_diameter_px,
        }
        if place is not None:
            values |= {
                "slide_name": place.slide_name,
                "slide_hash": place.slide_hash,
                "slide_x": place.x,
                "slide_y": place.y,
            }
        smear_id = tx.insert(Entity.SMEAR, values)
    return smear_id, tx.changeset


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableImageError(
            Phrase("{name} cannot be opened: {reason}.", name=path.name, reason=error.strerror or str(error)),
            hint="Check that you have permission to read it and that its disk is connected.",
        ) from error


def _changed(path: Path) -> UnreadableImageError:
    return UnreadableImageError(
        Phrase("{name} changed while it was read.", name=path.name),
        hint="Wait until it is copied completely, then add it again.",
    )


def _write(target: Path, data: bytes) -> None:
    """Write a file of the project, unless it is there already: its name is its hash."""
    try:
        if target.is_file() and hash_file(target) == hash_bytes(data):
            return
    except OSError:
        pass  # where writing fails too, its error says why
    with replacing(target) as temporary:
        temporary.write_bytes(data)
