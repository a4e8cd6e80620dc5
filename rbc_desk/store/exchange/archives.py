"""Unpacks ZIP files of data sets: bounded in size and number, and never outside their own folder."""

from __future__ import annotations

import lzma
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from rbc_desk.core.errors import RbcDeskError, storage_error
from rbc_desk.core.files.atomic import temporary_folder
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task

MAX_FILES = 200_000
MAX_RATIO = 200  # unpacked bytes a packed one; images are hardly packed, text by a factor of ten
MAX_BYTES = 100_000_000_000
_FREE_RATIO_BYTES = 100_000_000  # below this size the ratio does not matter
_PIECE = 2**20
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    NotImplementedError, RuntimeError, EOFError, ValueError, OverflowError, IndexError,
)  # fmt: skip
"""What zipfile and the decompressors raise for damaged, encrypted and unknown archives."""


def is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and path.is_file()


class Unpacked:
    """The files of an archive in a temporary folder, which is removed with this object.

    Raises RbcDeskError where the archive is damaged, encrypted, too large, or has paths that lead out of it;
    CancelledError.
    """

    def __init__(self, archive: Path, *, task: Task) -> None:
        try:
            self._place = temporary_folder(Path(tempfile.gettempdir()) / "rbc-desk-data-set")
            self.folder = self._place / archive.stem  # messages name it
            self.folder.mkdir()
        except OSError as error:
            raise storage_error(error, doing=Phrase("unpacking {name}", name=archive.name)) from error
        try:
            with zipfile.ZipFile(archive) as opened:
                _unpack(opened, self.folder, archive=archive, task=task)
        except _DAMAGED as error:
            self.close()
            raise RbcDeskError(
                Phrase("{name} cannot be unpacked: {error}.", name=archive.name, error=error),
                hint="Unpack it with another program, and choose the folder.",
            ) from error
        except OSError as error:
            self.close()
            raise storage_error(error, doing=Phrase("unpacking {name}", name=archive.name)) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        shutil.rmtree(self._place, ignore_errors=True)

    def __del__(self) -> None:
        if hasattr(self, "_place"):
            self.close()


def _unpack(opened: zipfile.ZipFile, folder: Path, *, archive: Path, task: Task) -> None:
    members = [info for info in opened.infolist() if not info.is_dir()]
    limit = min(MAX_BYTES, max(_FREE_RATIO_BYTES, MAX_RATIO * archive.stat().st_size))
    if len(members) > MAX_FILES or sum(info.file_size for info in members) > limit:
        raise _bomb(archive)
    left = limit
    for info in members:
        task.raise_if_stopped()
        target = folder / _inside(info, archive=archive)
        target.parent.mkdir(parents=True, exist_ok=True)
        with opened.open(info) as stream, target.open("xb") as file:
            while piece := stream.read(_PIECE):
                task.raise_if_stopped()
                left -= len(piece)  # an archive may declare false sizes
                if left < 0:
                    raise _bomb(archive)
                file.write(piece)


def _inside(info: zipfile.ZipInfo, *, archive: Path) -> PurePosixPath:
    """The relative path of a member. Raises RbcDeskError for a link or a path that leads out of the folder."""
    name = info.filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    if is_link or not parts or name.startswith("/") or ".." in parts or ":" in parts[0]:
        raise RbcDeskError(
            Phrase(
                "{name} contains a file with a path outside it: {member}.",
                name=archive.name,
                member=info.filename[:120],
            ),
            hint="Do not unpack it. Ask its author for another archive.",
        )
    return PurePosixPath(*parts)


def _bomb(archive: Path) -> RbcDeskError:
    return RbcDeskError(
        Phrase("{name} unpacks to far more than a data set of its size.", name=archive.name),
        hint="Unpack it with another program if you trust it, and choose the folder.",
    )
