"""Classifies cells with a model, in a project or in image files. It never changes labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.cells.cell import AnnotatedCell, Cell, CellKind, CellState, ClassifiedCell, count_kinds, red_only
from rbc_desk.core.counting.field_fitness import UNRATED, FieldFitness
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Problem, Progress, Warned
from rbc_desk.core.files.images import distinct_names
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.models.domain_shift import LEAST_CELLS, NOT_CHECKED, DomainShift
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.services.cells import gallery, labelling
from rbc_desk.services.datasets.crops import cut_circles
from rbc_desk.services.detection.detectors import default_detector
from rbc_desk.services.detection.find_cells import find_on_file
from rbc_desk.services.detection.tables import PredictionLine, write_predictions
from rbc_desk.services.models.evaluation import active_model, bundle_folder
from rbc_desk.services.project import locks
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.store.rows import DomainShiftRow, PredictionRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rbc_desk.learn.metrics.training_domain import TrainingDomain
    from rbc_desk.store.exchange.cell_table import TableCell


_VIEW_PX = 112  # side of a cell's image in the review list


@dataclass(frozen=True, slots=True)
class FileClasses:
    """The classified cells of one image, or the error that prevented it. Codes are those of the bundle.

    `image`: the name of the file in tables. `given`: per cell its line in the table of cells, where one was given.
    `doubtful`: the image does not look like a blood smear. `kinds`: the number of detected objects by kind.
    `fitness`: whether its cells are counted; images whose cells a person gave are. `shift`: how far it lies from the
    smears that the model was trained on.
    """

    path: Path
    image: str
    codes: tuple[str, ...]
    cells: tuple[ClassifiedCell, ...]
    given: tuple[TableCell, ...] = ()
    error: RbcDeskError | None = None
    doubtful: bool = False
    kinds: Mapping[CellKind, int] = field(default_factory=dict)
    fitness: FieldFitness = UNRATED
    shift: DomainShift = NOT_CHECKED


@dataclass(frozen=True, slots=True)
class ClassifiedSmear:
    """The classified cells of a smear, and how far it lies from the smears that the model was trained on."""

    cells: tuple[ClassifiedCell, ...] = ()
    shift: DomainShift = NOT_CHECKED


def classify_smear(
    project: Project,
    *,
    smear_id: int,
    model_id: int,
    task: Task = SILENT,
) -> ChangeSet:
    """Predict and store the class of every cell of a smear except rejected ones.

    Raises BundleError, UnreadableImageError, LockedSpecimenError.
    """
    locks.require_unlocked(project, [smear_id])

    cells = [cell for cell in labelling.cells(project, smear_id=smear_id) if cell.state is not CellState.REJECTED]
    task.report(Progress(0, len(cells), "Classifying"))
    predictor = Predictor(bundle_folder(project, model_id=model_id))
    pixels = library.load_pixels(project, smear_id=smear_id)
    diameter = library.known_smear(project, smear_id=smear_id).typical_diameter_px
    found = classify_circles(
        pixels, [c.circle for c in cells], predictor=predictor, typical_diameter_px=diameter, task=task
    )
    return store_predictions(project, model_id=model_id, cells=cells, predictions=found.cells, shift=found.shift)


def store_predictions(
    project: Project, *, model_id: int, cells: Sequence[Cell], predictions: Sequence[ClassifiedCell],
    shift: DomainShift = NOT_CHECKED,
) -> ChangeSet:  # fmt: skip
    """Store a model's predictions, one for each of the cells of one smear, and its `shift` where it was measured.

    Raises LockedSpecimenError.
    """
    rows = [
        PredictionRow(model_id, cell.id, cell.circle, prediction.code, prediction.probabilities)
        for cell, prediction in zip(cells, predictions, strict=True)
    ]
    op = Phrase("Classify {n} cell" if len(rows) == 1 else "Classify {n} cells", n=len(rows))
    with project.store.transact(op, reader=project.reader) as tx:
        tx.derived.put_predictions(rows)
        if cells and shift.distance is not None:
            tx.derived.put_domain_shift(DomainShiftRow(cells[0].smear_id, model_id, shift.distance, shift.n_cells))
    return tx.changeset


def classify_circles(
    pixels: NDArray[np.uint8],
    circles: Sequence[Circle],
    *,
    predictor: Predictor,
    typical_diameter_px: float,
    task: Task = SILENT,
) -> ClassifiedSmear:
    """Predict the class probabilities of circles on an image, with crops by the bundle's own recipe."""
    from rbc_desk.imaging.cells.crop import CropRecipe

    if not circles:
        return ClassifiedSmear()
    recipe = CropRecipe(**predictor.bundle.crop_recipe)
    crops = cut_circles(pixels, circles, recipe=recipe, typical_diameter_px=typical_diameter_px)
    answers = predictor.answers(crops, task=task)
    codes = predictor.bundle.codes
    cells = tuple(
        ClassifiedCell(
            circle,
            codes,
            tuple(float(p) for p in row),
            at_border=circle.cut_by_border(width=pixels.shape[1], height=pixels.shape[0]),
        )
        for circle, row in zip(circles, answers.probabilities, strict=True)
    )
    return ClassifiedSmear(cells, _shift(cells, features=answers.features, domain=predictor.domain))


def _shift(
    cells: Sequence[ClassifiedCell], *, features: NDArray[np.float32] | None, domain: TrainingDomain | None
) -> DomainShift:
    """The domain shift of a smear by its whole cells, for those that the border cuts look unlike any other."""
    if features is None or domain is None:
        return NOT_CHECKED
    whole = features[[not cell.at_border for cell in cells]]
    if len(whole) < LEAST_CELLS:
        return NOT_CHECKED
    return DomainShift(domain.distance(whole), domain.limit, len(whole))


def classify_files(
    files: Sequence[Path],
    *,
    bundle: Path,
    given: Mapping[Path, Sequence[TableCell]] | None = None,
    detector: str | None = None,
    device: str = "auto",
    task: Task = SILENT,
) -> Iterator[FileClasses]:
    """Detect the cells of image files (or use the `given` ones) and classify them, file by file.

    A given cell without a radius gets its circle measured on the image around its point. A given cell outside its
    image is reported to `task` and left out. An unreadable file yields its error, and the others follow. Raises
    BundleError before the first file.
    """
    from rbc_desk.imaging.detect import DETECTORS
    from rbc_desk.imaging.detect.plausible import looks_like_smear
    from rbc_desk.imaging.field.diameter import typical_diameter
    from rbc_desk.imaging.field.quality import field_quality
    from rbc_desk.imaging.read import read_image

    predictor = Predictor(bundle, device=device)
    codes = predictor.bundle.codes
    method = detector or default_detector()
    DETECTORS[method].checked(None)
    names = distinct_names(files)
    bits = library.common_bits_of(files, task=task)
    for index, path in enumerate(files):
        task.raise_if_stopped()
        task.report(Progress(index, len(files), path.name))
        lines = tuple(given.get(path, ())) if given is not None else ()
        kinds: Mapping[CellKind, int] = {}
        fitness = UNRATED
        try:
            image = read_image(path, bits=bits.get(path))
            pixels, cell_px = image.pixels, typical_diameter(image.pixels)
            if image.note:
                task.report(Warned(Phrase("{name}: {note}", name=names[path], note=Phrase.of(image.note))))
            if given is None:
                found = find_on_file(image, detector=method, task=task)
                circles = [cell.circle for cell in red_only(found)]
                kinds = count_kinds(found)
                doubtful = not looks_like_smear(pixels, found, task=task)
                fitness = FieldFitness(field_quality(pixels, cell_px=cell_px).unfit)
            else:
                doubtful = False  # the cells were given by a person
                lines = _possible(lines, pixels, image=names[path], task=task)
                circles = _circles(lines, pixels)
            classified = classify_circles(
                pixels, circles, predictor=predictor, typical_diameter_px=cell_px, task=task.quiet()
            )
        except RbcDeskError as error:
            task.raise_if_stopped()
            yield FileClasses(path, names[path], codes, (), error=error)
            continue
        yield FileClasses(
            path, names[path], codes, classified.cells, lines, doubtful=doubtful, kinds=kinds, fitness=fitness,
            shift=classified.shift,
        )  # fmt: skip
    task.report(Progress(len(files), len(files)))


def _possible(
    lines: Sequence[TableCell], pixels: NDArray[np.uint8], *, image: str, task: Task
) -> tuple[TableCell, ...]:
    """Return the given cells that lie on the image, and report the others to `task`."""
    height, width = pixels.shape[:2]
    kept = []
    for line in lines:
        problem = AnnotatedCell(line.x, line.y, line.r).problem_on(width=width, height=height)
        if problem is None:
            kept.append(line)
        else:
            message = Phrase(
                "{image}, line {number} of the table: {why}.", image=image, number=line.line, why=problem
            )
            task.report(Problem(image, message))
    return tuple(kept)


def _circles(lines: Sequence[TableCell], pixels: NDArray[np.uint8]) -> list[Circle]:
    """Return the circles of given cells; the circle of a cell without a radius is measured."""
    from rbc_desk.imaging.detect.measure import measure_cells

    points = [(cell.x, cell.y) for cell in lines if cell.r is None]
    measured = iter(measure_cells(pixels, points=points) if points else [])
    return [Circle(c.x, c.y, c.r) if c.r is not None else next(measured) for c in lines]


def review_queue(project: Project, *, smear_id: int) -> tuple[Cell, ...]:
    """The predicted cells without a label, least certain first. Labels of others count where they are shown."""
    cells = [
        cell
        for cell in labelling.cells(project, smear_id=smear_id)
        if cell.state is not CellState.REJECTED and cell.human_code is None and cell.prediction is not None
    ]
    return tuple(sorted(cells, key=lambda cell: cell.prediction.confidence if cell.prediction else 0.0))


def crops_for_view(project: Project, *, smear_id: int, cells: Sequence[Cell]) -> NDArray[np.uint8]:
    """Images of a smear's cells, of nothing but the smear: uint8 [N, 112, 112, 3]. Reads the file, so use a job."""
    pixels = library.load_pixels(project, smear_id=smear_id)
    return gallery.pictures(pixels, [cell.circle for cell in cells], side_px=_VIEW_PX, inside=True)


def export_predictions(project: Project, *, smear_ids: Sequence[int], path: Path) -> int:
    """Write the shown class of every cell that has one as CSV, with the columns of `rbc-desk classify`.

    Returns the number of rows.
    """
    codes = project.class_set().codes
    lines = []
    for smear_id in smear_ids:
        name = library.known_smear(project, smear_id=smear_id).name
        model_codes = _model_codes(project)
        for cell in labelling.cells(project, smear_id=smear_id):
            if cell.state is CellState.REJECTED or cell.shown_code is None:
                continue
            probabilities = dict.fromkeys(codes, 0.0)
            if cell.human_code is not None:
                probabilities[cell.human_code] = 1.0
            elif cell.prediction is not None:
                probabilities |= dict(zip(model_codes, cell.prediction.probabilities, strict=True))
            lines.append(
                PredictionLine(name, cell.circle, cell.shown_code, probabilities[cell.shown_code], probabilities)
            )
    write_predictions(
        path, lines, codes=tuple(dict.fromkeys((*codes, *(c for line in lines for c in line.probabilities))))
    )
    return len(lines)


def _model_codes(project: Project) -> tuple[str, ...]:
    model = active_model(project)
    return model.shown_codes if model else ()
