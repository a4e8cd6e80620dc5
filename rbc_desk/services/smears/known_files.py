"""Recognises images that a project has already: by their file, or by what they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears.stored_files import MeasuredFile, hash_pixels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass
class KnownFiles:
    """The smears of a project by the hashes of their files and images.

    A file that lost its metadata, here or in an export, has another hash than its original, but shows the same.
    """

    _by_hash: dict[str, int]
    _unhashed: dict[tuple[int, int, float], list[int]] = field(default_factory=dict)
    """Smears of earlier versions, whose images have no hash, by size and measured diameter."""

    @classmethod
    def of(cls, project: Project) -> KnownFiles:
        from rbc_desk.store import queries

        by_hash: dict[str, int] = {}
        unhashed: dict[tuple[int, int, float], list[int]] = {}
        for row in queries.file_hashes(project.store):
            for value in (row.pixels_sha256, row.source_sha256, row.sha256):
                if value:
                    by_hash[value] = row.smear_id
            if not row.pixels_sha256:
                unhashed.setdefault((row.width, row.height, row.typical_diameter_px), []).append(row.smear_id)
        return cls(by_hash, unhashed)

    def of_file(self, sha256: str) -> int:
        """The smear with a file of this hash; 0 if there is none."""
        return self._by_hash.get(sha256, 0)

    def of_image(
        self, measured: MeasuredFile, *, stored_image: Callable[[int], NDArray[np.uint8]] | None = None
    ) -> int:
        """The smear that shows the same as the measured image; 0 if there is none.

        `stored_image` reads the image of a smear: those of earlier versions, which have no hash, are compared.
        """
        found = self.of_file(measured.sha256) or self.of_file(measured.pixels_sha256)
        if found or stored_image is None:
            return found
        alike = self._unhashed.get((measured.width, measured.height, measured.typical_diameter_px), ())
        return next((smear_id for smear_id in alike if _hash_of(smear_id, stored_image) == measured.pixels_sha256), 0)

    def add(self, smear_id: int, measured: MeasuredFile) -> None:
        self._by_hash |= {measured.sha256: smear_id, measured.pixels_sha256: smear_id}


def _hash_of(smear_id: int, stored_image: Callable[[int], NDArray[np.uint8]]) -> str:
    try:
        return hash_pixels(stored_image(smear_id))
    except RbcDeskError:
        return ""  # its file is missing or damaged, which its page says
