"""Opens slides, and decides which files are slides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rbc_desk.core.errors import MissingReaderError, UnreadableImageError
from rbc_desk.core.files.images import SLIDE_SUFFIXES
from rbc_desk.core.phrases import Phrase
from rbc_desk.imaging.formats.dicom import is_dicom, is_slide_object
from rbc_desk.imaging.slides.by_openslide import OpenSlideSlide
from rbc_desk.imaging.slides.czi import START as CZI_START
from rbc_desk.imaging.slides.czi import CziSlide
from rbc_desk.imaging.slides.slide import Slide
from rbc_desk.imaging.slides.tiff import TiffSlide

_PYRAMID_PIXELS, _CZI_PIXELS = 16_000_000, 64_000_000
"""A TIFF with smaller levels, or a CZI file, of more pixels than this opens as a slide and not as one image."""
_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def is_slide(path: Path) -> bool:
    """Whether the file is opened as a slide, of which regions are chosen. False for what cannot be read at all."""
    start = _start(path)
    if path.suffix.lower() in SLIDE_SUFFIXES:
        return True
    if is_dicom(start):
        return is_slide_object(path)
    if not start.startswith((*_TIFF_STARTS, CZI_START)):
        return False
    try:
        is_tiff = start.startswith(_TIFF_STARTS)
        with (TiffSlide if is_tiff else CziSlide)(path) as slide:
            pixels = slide.width * slide.height
            return len(slide.levels) > 1 and pixels > (_PYRAMID_PIXELS if is_tiff else _CZI_PIXELS)
    except Exception:  # border: whatever it is, opening it as an image says what is wrong
        return False


def open_slide(path: Path) -> Slide:
    """Open a slide. Raises MissingReaderError where its reader is not installed, UnreadableImageError."""
    start = _start(path)
    if not start:
        raise UnreadableImageError(
            Phrase("{name} cannot be opened.", name=path.name), hint="Was it moved or renamed?"
        )
    missing = ""
    for reader in _readers(path, start):
        try:
            return reader(path)
        except (UnreadableImageError, MissingReaderError):
            raise
        except ImportError:
            missing = "czi" if reader is CziSlide else "slides"
        except Exception:  # border: readers raise any error on files that they do not know or that are damaged
            continue
    if missing:
        raise MissingReaderError.of(path.name, extra=missing)
    raise UnreadableImageError(
        Phrase("{name} cannot be read as a slide.", name=path.name),
        hint="Save it as a pyramidal TIFF with the software of the scanner, or with QuPath.",
    )


def _readers(path: Path, start: bytes) -> tuple[Callable[[Path], Slide], ...]:
    if start.startswith(CZI_START):
        return (CziSlide,)
    if is_dicom(start) or not start.startswith(_TIFF_STARTS):
        return (OpenSlideSlide,)
    if path.suffix.lower() in SLIDE_SUFFIXES:
        return OpenSlideSlide, TiffSlide
    return TiffSlide, OpenSlideSlide


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(256)
    except (OSError, ValueError):
        return b""
