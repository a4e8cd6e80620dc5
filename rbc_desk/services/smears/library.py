"""Imports smears into a project. Smears are identified by content; an unreadable file does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.errors import LockedSpecimenError, RbcDeskError, UnknownNameError, UnreadableImageError
from rbc_desk.core.events import Problem, Progress
from rbc_desk.core.files.images import distinct_names, images_and_missing
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.history.merge_changes import OnStep, combined, ignore_step
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project import counts, locks
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears.known_files import KnownFiles
from rbc_desk.services.smears.specimen_of import remove_left_empty, specimen_with
from rbc_desk.services.smears.stored_files import measured, restore_file, store_file
from rbc_desk.settings.files import load
from rbc_desk.settings.paths import settings_file

if TYPE_CHECKING:
    from rbc_desk.imaging.read import SmearImage


@dataclass(frozen=True, slots=True)
class AddedSmears:
    """The result of adding smears: `ids` are new, `known_ids` were in the project (same content).

    `problems` names unreadable files, `left_out` files of which a part was not read, such as more pages.
    """

    ids: tuple[int, ...]
    known_ids: tuple[int, ...]
    problems: tuple[Problem, ...]
    changes: ChangeSet
    left_out: tuple[Problem, ...] = ()


def smears(project: Project) -> tuple[SmearInfo, ...]:
    """The smears of the project, in order of import."""
    from rbc_desk.store import queries

    return queries.smears(project.store, viewpoint=project.viewpoint)


def smear(project: Project, *, smear_id: int) -> SmearInfo:
    """One smear. Raises UnknownNameError."""
    from rbc_desk.store import queries

    return queries.smear(project.store, smear_id, viewpoint=project.viewpoint)


def known_smear(project: Project, *, smear_id: int) -> SmearInfo:
    """One smear with cached counts only, so that no cells are counted. Raises UnknownNameError."""
    for info in counts.known(project).smears:
        if info.id == smear_id:
            return info
    raise UnknownNameError(Phrase("The project has no smear with the number {smear_id}.", smear_id=smear_id))


def smear_path(project: Project, info: SmearInfo) -> Path:
    return project.folder / "smears" / info.stored_name


def load_pixels(project: Project, *, smear_id: int) -> NDArray[np.uint8]:
    """Read the smear's image, uint8 RGB [H, W, 3].

    Raises UnreadableImageError where its file is missing, damaged or not the imported one.
    """
    return pixels_of(project, known_smear(project, smear_id=smear_id))


class StoredFile(Protocol):
    """A smear's file in the project."""

    @property
    def name(self) -> str: ...
    @property
    def stored_name(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def sample_bits(self) -> int | None: ...


def pixels_of(project: Project, info: StoredFile) -> NDArray[np.uint8]:
    """Read the image of a smear's file, even where the smear was removed. Raises the errors of `load_pixels`."""
    from rbc_desk.imaging.read import read_image

    path = project.folder / "smears" / info.stored_name
    image = read_image(path, max_pixels=max_pixels(), bits=info.sample_bits, as_one=True)
    if image.sha256 != info.sha256:
        raise UnreadableImageError(
            Phrase("The file of {name} in the project differs from the imported one.", name=info.name),
            hint="Import the original again. It replaces the file, and the labels are kept.",
        )
    return image.pixels


def add_smears(
    project: Project,
    paths: Iterable[Path | str],
    *,
    specimen: str | None = None,
    task: Task = SILENT,
    on_step: OnStep = ignore_step,
) -> AddedSmears:
    """Copy images (files, folders, globs) into the project; one commit per smear.

    The specimen of a smear is `specimen`, or else its own name (`free_names`). Smears added before a stop stay.
    `on_step` is called with each commit; `added_as_one_step` makes one undoable step of them. A path that matches
    nothing is a problem like an unreadable file. Raises UnreadableImageError where no path matches anything.
    """
    files, missing = images_and_missing(paths)
    if missing and not files:
        raise missing[0][1]
    ids: list[int] = []
    known: list[int] = []
    problems = [Problem(str(path), str(error)) for path, error in missing]
    for problem in problems:
        task.report(problem)
    notes: list[Problem] = []
    steps: list[ChangeSet] = []
    locked: list[LockedSpecimenError] = []
    seen = KnownFiles.of(project)
    names = free_names(project, files)
    bits = common_bits(project, files, task=task)
    for index, path in enumerate(files):
        if task.stopped:
            break
        task.report(Progress(index, len(files), path.name))
        try:
            smear_id, step, image = add_file(
                project, path, name=names[path], known=seen, specimen=specimen, bits=bits.get(path)
            )
        except LockedSpecimenError as error:
            locked.append(error)
            continue
        except RbcDeskError as error:
            problem = Problem(str(path), str(error))
            problems.append(problem)
            task.report(problem)
            continue
        if step is None:
            known.append(smear_id)
        else:
            ids.append(smear_id)
            steps.append(step)
            on_step(step)
        if image.note:
            notes.append(Problem(str(path), Phrase("{name}: {note}", name=path.name, note=Phrase.of(image.note))))
    if locked:
        problems.append(locks.not_added(locked))
        task.report(problems[-1])
    task.report(Progress(len(files), len(files)))
    return AddedSmears(tuple(ids), tuple(known), tuple(problems), added_as_one_step(steps), tuple(notes))


def free_names(project: Project, files: Iterable[Path]) -> dict[Path, str]:
    """The names of new smears: the file's name, preceded by as many folders as tell it from every smear and specimen.

    In most laboratories, equal names in different folders mean different animals. Without its suffix a smear's name
    is the code of its specimen, so that a name which is a specimen's already would add the smear to that specimen.
    A file that was replaced by another one of the same path gets a number.
    """
    from rbc_desk.store import queries

    used_names = {info.name.casefold() for info in smears(project)}
    used_codes = {code.casefold() for code in queries.specimen_ids(project.store)}

    def is_used(name: str, suffix: str) -> bool:
        return name.casefold() in used_names or name.removesuffix(suffix).casefold() in used_codes

    names = distinct_names(files, by_stem=True)
    for path, name in names.items():
        folders = [folder.name for folder in path.absolute().parents if folder.name]
        for folder_name in folders[name.count("/") :]:
            if not is_used(names[path], path.suffix):
                break
            names[path] = f"{folder_name}/{names[path]}"
        stem, number = names[path].removesuffix(path.suffix), 1
        while is_used(names[path], path.suffix):
            number += 1
            names[path] = f"{stem} ({number}){path.suffix}"
    return names


def common_bits(project: Project, files: Sequence[Path], *, task: Task = SILENT) -> dict[Path, int]:
    """The depth of each 16-bit image whose file does not state it: the same for all images of one size.

    A camera writes images of one size at one depth. A dark field alone seems to use fewer bits than the others and
    would be displayed too bright. Smears of that size in the project count too.
    """
    depth_by_size: dict[tuple[int, int], int] = {}
    for info in smears(project):
        if info.sample_bits is not None:
            depth_by_size[info.width, info.height] = max(
                info.sample_bits, depth_by_size.get((info.width, info.height), 0)
            )
    return common_bits_of(files, known=depth_by_size, task=task)


def common_bits_of(
    files: Sequence[Path],
    *,
    known: Mapping[tuple[int, int], int] | None = None,
    task: Task = SILENT,
) -> dict[Path, int]:
    """As `common_bits`, for files only; `known` is the minimum depth of images by size (width, height)."""
    from rbc_desk.imaging.read import measured_bits

    depth_by_size = dict(known or {})
    sizes: dict[Path, tuple[int, int]] = {}
    for path in files:
        if task.stopped:
            break
        task.report(Progress(0, len(files), path.name))
        measured = measured_bits(path, max_pixels=max_pixels())
        if measured is not None:
            sizes[path], bits = measured
            depth_by_size[measured[0]] = max(bits, depth_by_size.get(measured[0], 0))
    return {path: depth_by_size[size] for path, size in sizes.items()}


def added_as_one_step(steps: Sequence[ChangeSet]) -> ChangeSet:
    """Combine the commits of `add_smears` into one step."""
    n = len(steps)
    return combined(Phrase("Add 1 smear") if n == 1 else Phrase("Add {n} smears", n=n), steps)


def remove_smear(project: Project, *, smear_id: int) -> ChangeSet:
    """Remove a smear from the project. Its file stays, so that the removal can be undone."""
    return remove_smears(project, smear_ids=[smear_id])


def remove_smears(project: Project, *, smear_ids: Sequence[int]) -> ChangeSet:
    """Remove smears from the project in one step."""
    found = [smear(project, smear_id=smear_id) for smear_id in smear_ids]
    n = len(found)
    op = Phrase("Remove {name}", name=found[0].name) if n == 1 else Phrase("Remove {n} smears", n=n)
    with project.store.transact(op, reader=project.reader) as tx:
        for smear_id in smear_ids:
            tx.remove(Entity.SMEAR, smear_id)
        remove_left_empty(tx, [info.specimen_id for info in found])
    return tx.changeset


def set_specimen(project: Project, *, smear_id: int, code: str) -> ChangeSet:
    """Set the specimen (animal, patient) of a smear. Raises UnknownNameError for an empty code."""
    from rbc_desk.store import queries

    code = code.strip()
    if not code:
        raise UnknownNameError("A specimen needs a code.", hint="Enter the pseudonym of the animal or the patient.")
    with project.store.transact(Phrase("Set specimen {code}", code=code), reader=project.reader) as tx:
        previous = queries.specimen_of(tx, smear_id=smear_id)
        tx.update(Entity.SMEAR, smear_id, {"specimen_id": specimen_with(tx, code=code)})
        remove_left_empty(tx, [previous])
    return tx.changeset


def add_file(
    project: Project,
    path: Path,
    *,
    name: str,
    known: KnownFiles,
    specimen: str | None,
    bits: int | None = None,
    keep_metadata: bool | None = None,
    as_one: bool = False,
) -> tuple[int, ChangeSet | None, SmearImage]:
    """Copy one image into the project. Returns the smear's id, the step that added it (None: known), and its image.

    `name` is the smear's name; without its suffix it is the specimen where none is given. `bits`: see `common_bits`.
    The new smear is added to `known`. Where the file of a known smear is missing or changed, it is restored.
    `keep_metadata`: see `store_file`; `as_one`: see `read_image`. Raises UnreadableImageError, also where the file
    cannot be restored, StorageError.
    """
    from rbc_desk.imaging.read import read_image

    image = read_image(path, max_pixels=max_pixels(), bits=bits, as_one=as_one)
    smear_id = known.of_file(image.sha256)
    if not smear_id:
        found = measured(image, bits=bits)
        smear_id = known.of_image(found, stored_image=lambda i: load_pixels(project, smear_id=i))
    if smear_id:
        restore_file(project, path, info=smear(project, smear_id=smear_id), bits=bits)
        return smear_id, None, image
    smear_id, step = store_file(
        project, path, name=name, specimen=specimen, measured=found, keep_metadata=keep_metadata
    )
    known.add(smear_id, found)
    return smear_id, step, image


def max_pixels() -> int:
    """The size of the largest image that is opened, as set."""
    return load(settings_file())[0].max_megapixels * 1_000_000
