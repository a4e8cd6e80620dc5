"""What a batch is given: image files with the names that they get, or smears that are in the project already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rbc_desk.core.files.images import find_images
from rbc_desk.core.specimens import SpecimenState
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.specimens.worklist import worklist


@dataclass(frozen=True, slots=True)
class BatchItem:
    """An image to process, of the smear `smear_id` or from a file that may be new (0).

    `name` is the name of the smear, which a new one gets. `specimen`: the code of a new smear's specimen; "": the
    name without its suffix. `bits`: see `library.common_bits`.
    """

    path: Path
    name: str
    smear_id: int = 0
    specimen: str = ""
    bits: int | None = None

    @property
    def group(self) -> str:
        """The items of one specimen have the same group."""
        return self.specimen or self.name.removesuffix(self.path.suffix)


def files_to_process(project: Project, paths: Iterable[Path | str], *, task: Task = SILENT) -> list[BatchItem]:
    """Images (files, folders, globs) under names that tell equal file names of different folders apart.

    Those in the folder of the project are left out, because they are its copies. Raises UnreadableImageError if a
    path matches nothing, CancelledError.
    """
    files = [path for path in find_images(map(Path, paths)) if not path.absolute().is_relative_to(project.folder)]
    names = library.free_names(project, files)
    bits = library.common_bits(project, files, task=task)
    task.raise_if_stopped()
    return [BatchItem(path.absolute(), names[path], bits=bits.get(path)) for path in files]


def smears_to_process(project: Project, *, smear_ids: Sequence[int]) -> list[BatchItem]:
    """Smears of the project. Raises UnknownNameError."""
    known = {info.id: info for info in library.smears(project)}
    infos = [known.get(smear_id) or library.smear(project, smear_id=smear_id) for smear_id in smear_ids]
    return [
        BatchItem(library.smear_path(project, info), info.name, info.id, info.specimen, info.sample_bits)
        for info in infos
    ]


def new_smears(project: Project) -> list[int]:
    """The smears of all specimens in the state new, in the order of the worklist."""
    rows = worklist(project).rows
    return [smear.id for row in rows if row.state is SpecimenState.NEW for smear in row.smears]
