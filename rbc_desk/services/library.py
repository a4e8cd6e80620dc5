"""The project's smears: copied in by content, never twice, a bad file never in the way of the rest."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells import AnnotatedCell, CellState, ScaleSource, SmearInfo
from rbc_desk.core.changes import ChangeSet, Entity
from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import RbcDeskError, UnknownNameError
from rbc_desk.core.events import Progress, Trouble
from rbc_desk.core.files import replacing
from rbc_desk.core.geometry import Circle
from rbc_desk.core.image_files import find_images
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.combine import OnStep, combined, unheard
from rbc_desk.services.project import Project
from rbc_desk.settings.files import load
from rbc_desk.settings.paths import settings_file


@dataclass(frozen=True, slots=True)
class AddedSmears:
    """`ids` are new, `known_ids` stood in the project before (same content), `troubles` could not be read."""

    ids: tuple[int, ...]
    known_ids: tuple[int, ...]
    troubles: tuple[Trouble, ...]
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: smears, cells on them and how many of those carry a class."""

    smears: int
    cells: int
    labelled: int
    troubles: tuple[Trouble, ...]
    changes: ChangeSet


def smears(project: Project) -> tuple[SmearInfo, ...]:
    """Every smear of the project in order of import."""
    from rbc_desk.store import queries

    return queries.smears(project.store, reader=project.reader, others=project.sees_others, blinded=project.blinded)


def smear(project: Project, *, smear_id: int) -> SmearInfo:
    """One smear. Raises UnknownNameError."""
    from rbc_desk.store import queries

    return queries.smear(
        project.store, smear_id, reader=project.reader, others=project.sees_others, blinded=project.blinded
    )


def smear_path(project: Project, info: SmearInfo) -> Path:
    return project.folder / "smears" / info.stored_name


def load_pixels(project: Project, *, smear_id: int) -> NDArray[np.uint8]:
    """The smear's picture, uint8 RGB, H x W x 3. Raises UnreadableImageError where its file is gone or broken."""
    from rbc_desk.imaging.read import read_image

    return read_image(smear_path(project, smear(project, smear_id=smear_id)), max_pixels=_max_pixels()).pixels


def add_smears(
    project: Project,
    paths: Iterable[Path | str],
    *,
    specimen: str | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
    on_step: OnStep = unheard,
) -> AddedSmears:
    """Copy images (files, folders, globs) into the project; one commit a smear.

    A smear's specimen is `specimen` or else its own file name. Stopping keeps what was added so far. `on_step` is
    told of each commit as it is made; `added_as_one` makes one undoable step of them.
    """
    files = find_images([Path(path) for path in paths])
    ids: list[int] = []
    known: list[int] = []
    troubles: list[Trouble] = []
    steps: list[ChangeSet] = []
    by_hash = {info.sha256: info.id for info in smears(project)}
    for index, path in enumerate(files):
        if stop is not None and stop.is_set:
            break
        report(Progress(index, len(files), path.name))
        try:
            smear_id, step = _add(project, path, by_hash=by_hash, specimen=specimen or path.stem)
        except RbcDeskError as error:
            trouble = Trouble(str(path), str(error))
            troubles.append(trouble)
            report(trouble)
            continue
        if step is None:
            known.append(smear_id)
        else:
            ids.append(smear_id)
            steps.append(step)
            on_step(step)
    report(Progress(len(files), len(files)))
    return AddedSmears(tuple(ids), tuple(known), tuple(troubles), added_as_one(steps))


def added_as_one(steps: Sequence[ChangeSet]) -> ChangeSet:
    """What `add_smears` committed, as one step."""
    n = len(steps)
    return combined(Phrase("Add 1 smear") if n == 1 else Phrase("Add {n} smears", n=n), steps)


def check_format(format: str) -> None:
    """Raises UnknownNameError that lists what can be imported."""
    from rbc_desk.store.exchange import IMPORTERS

    IMPORTERS[format]


def import_from(
    project: Project,
    *,
    format: str,
    source: Path,
    limit: int | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
    on_step: OnStep = unheard,
) -> Imported:
    """Bring in smears with what a foreign data set says of their cells (`images`, `chula`, `voc`).

    A cell without a radius gets one measured from the smear around its point. Classes that the project's set
    lacks leave their cells confirmed but unlabelled, and are named in `troubles`. A smear that has cells already is
    left alone, so an import can be repeated after an interruption. `limit` takes the first so many images. `on_step`
    is told of each commit as it is made; `imported_as_one` makes one undoable step of them.
    """
    from rbc_desk.store.exchange import IMPORTERS

    annotated = IMPORTERS[format].make()(source)
    if limit is not None:
        annotated = annotated[:limit]
    classes = project.class_set()
    by_hash = {info.sha256: info.id for info in smears(project)}
    troubles: list[Trouble] = []
    steps: list[ChangeSet] = []
    n_smears = n_cells = n_labelled = 0
    strange: set[str] = set()
    for index, item in enumerate(annotated):
        if stop is not None and stop.is_set:
            break
        report(Progress(index, len(annotated), item.path.name))
        try:
            smear_id, step = _add(project, item.path, by_hash=by_hash, specimen=item.specimen or item.path.stem)
            if step is not None:
                n_smears += 1
                steps.append(step)
                on_step(step)
            info = smear(project, smear_id=smear_id)
            if info.n_cells or not item.cells:
                continue
            strange |= {cell.code for cell in item.cells if cell.code and cell.code not in classes}
            known = [c if c.code in classes else AnnotatedCell(c.x, c.y, c.r) for c in item.cells]
            steps.append(_store_annotated(project, info, known))
            on_step(steps[-1])
        except RbcDeskError as error:
            trouble = Trouble(str(item.path), str(error))
            troubles.append(trouble)
            report(trouble)
            continue
        n_cells += len(known)
        n_labelled += sum(cell.code is not None for cell in known)
    if strange:
        troubles.append(
            Trouble(
                ", ".join(sorted(strange)),
                "The project has no such classes: their cells came in unlabelled. Add the classes, or start a"
                " project with the class set that has them.",
            )
        )
    report(Progress(len(annotated), len(annotated)))
    return Imported(n_smears, n_cells, n_labelled, tuple(troubles), imported_as_one(steps))


def imported_as_one(steps: Sequence[ChangeSet]) -> ChangeSet:
    """What `import_from` committed, as one step."""
    return combined("Import a data set", steps)


def remove_smear(project: Project, *, smear_id: int) -> ChangeSet:
    """Take a smear out of the project; its file stays, so that it can be undone."""
    return remove_smears(project, smear_ids=[smear_id])


def remove_smears(project: Project, *, smear_ids: Sequence[int]) -> ChangeSet:
    """Take smears out of the project in one step."""
    names = [smear(project, smear_id=smear_id).name for smear_id in smear_ids]
    n = len(names)
    op = Phrase("Remove {name}", name=names[0]) if n == 1 else Phrase("Remove {n} smears", n=n)
    with project.store.transact(op, reader=project.reader) as tx:
        for smear_id in smear_ids:
            tx.remove(Entity.SMEAR, smear_id)
    return tx.changeset


def set_specimen(project: Project, *, smear_id: int, code: str) -> ChangeSet:
    """Say which specimen (animal, patient) a smear shows: splits keep a specimen's smears together."""
    from rbc_desk.store import queries

    code = code.strip()
    if not code:
        raise UnknownNameError("A specimen needs a code.", hint="Type the animal's or the patient's pseudonym.")
    with project.store.transact(Phrase("Set specimen {code}", code=code), reader=project.reader) as tx:
        specimen_id = queries.specimen_ids(project.store).get(code) or tx.insert(Entity.SPECIMEN, {"code": code})
        tx.update(Entity.SMEAR, smear_id, {"specimen_id": specimen_id})
    return tx.changeset


def _max_pixels() -> int:
    return load(settings_file())[0].max_megapixels * 1_000_000


def _add(project: Project, path: Path, *, by_hash: dict[str, int], specimen: str) -> tuple[int, ChangeSet | None]:
    """The smear's id and the step that added it, None where it was known."""
    from rbc_desk.imaging.diameter import typical_diameter
    from rbc_desk.imaging.read import read_image
    from rbc_desk.store import queries

    image = read_image(path, max_pixels=_max_pixels())
    if image.sha256 in by_hash:
        return by_hash[image.sha256], None
    stored_name = image.sha256 + path.suffix.lower()
    target = project.folder / "smears" / stored_name
    if not target.exists():
        with replacing(target) as temporary:
            shutil.copyfile(path, temporary)
    with project.store.transact(Phrase("Add {name}", name=path.name), reader=project.reader) as tx:
        specimen_id = queries.specimen_ids(project.store).get(specimen)
        if specimen_id is None:
            specimen_id = tx.insert(Entity.SPECIMEN, {"code": specimen})
        values: dict[str, Any] = {
            "specimen_id": specimen_id,
            "name": path.name,
            "stored_name": stored_name,
            "sha256": image.sha256,
            "width": image.width,
            "height": image.height,
            "um_per_px": image.um_per_px,
            "scale_source": ScaleSource.FILE if image.um_per_px else None,
            "typical_diameter_px": typical_diameter(image.pixels),
        }
        by_hash[image.sha256] = smear_id = tx.insert(Entity.SMEAR, values)
    return smear_id, tx.changeset


def _store_annotated(project: Project, info: SmearInfo, cells: Sequence[AnnotatedCell]) -> ChangeSet:
    from rbc_desk.imaging.measure import measure_cells

    circles: list[Circle | None] = [Circle(c.x, c.y, c.r) if c.r else None for c in cells]
    bare = [index for index, circle in enumerate(circles) if circle is None]
    if bare:
        pixels = load_pixels(project, smear_id=info.id)
        measured = measure_cells(pixels, points=[(cells[i].x, cells[i].y) for i in bare])
        for index, circle in zip(bare, measured, strict=True):
            circles[index] = circle
    with project.store.transact(Phrase("Import {n} cells", n=len(cells)), reader=project.reader) as tx:
        rows = [
            {
                "smear_id": info.id,
                "x": circle.x,
                "y": circle.y,
                "r": circle.r,
                "state": CellState.CONFIRMED,
                "at_border": circle.cut_by_border(width=info.width, height=info.height),
            }
            for circle in circles
            if circle is not None
        ]
        ids = tx.insert_many(Entity.CELL, rows)
        labels = [(cell_id, c.code) for cell_id, c in zip(ids, cells, strict=True) if c.code is not None]
        for code in sorted({code for _, code in labels}):
            tx.set_labels([cell_id for cell_id, other in labels if other == code], code)
    return tx.changeset
