"""The cells of a project as exporters take them, a few smears at a time, with crops and copies of the images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from rbc_desk.core.cells.cell import CellState, SmearInfo
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Problem, Progress
from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.services.cells.kinds import other_objects
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.store.exchange import ExportedCell, ExportedSmear

if TYPE_CHECKING:
    from rbc_desk.core.cells.cell import Cell
    from rbc_desk.store.rows import CropRow

_SMEARS_AT_ONCE = 20
"""These have some thousand cells. Their crops of 30 kB each take less than a few hundred megabytes."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is exported besides the labelled cells of the reader.

    `all_kinds`: white cells, platelets and artefacts. `unlabelled`: confirmed cells without a class. `predictions`:
    cells without a label, with the class that the active model predicts.
    """

    all_kinds: bool = False
    unlabelled: bool = False
    predictions: bool = False


@dataclass(slots=True)
class ExportedCells:
    """Yields the smears once, and counts: red cells `written`, those without a crop `missing`, `others`, `predicted`.

    `crops` are given where the format consists of them. `images`: the folder to copy images to; a smear whose image
    cannot be read is named in `problems`, and its cells are written.
    """

    project: Project
    smears: Mapping[int, SmearInfo]
    wanted: ExportOptions
    task: Task
    with_crops: bool = False
    unsaved: Mapping[int, CropRow] = field(default_factory=dict)
    images: Path | None = None
    names: Mapping[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    written: int = 0
    missing: int = 0
    others: int = 0
    predicted: int = 0

    def __iter__(self) -> Iterator[ExportedSmear]:
        ids = list(self.smears)
        for start in range(0, len(ids), _SMEARS_AT_ONCE):
            some = ids[start : start + _SMEARS_AT_ONCE]
            self.task.raise_if_stopped()
            found = self._labelled(some)
            for done, smear_id in enumerate(some, start=start):
                self.task.raise_if_stopped()
                self.task.report(Progress(done, len(ids), self.smears[smear_id].name))
                yield self._smear(self.smears[smear_id], found.get(smear_id, []))
        self.task.report(Progress(len(ids), len(ids)))

    def _smear(self, info: SmearInfo, cells: Sequence[ExportedCell]) -> ExportedSmear:
        more = [*self._unlabelled(info), *(self._others(info) if self.wanted.all_kinds else ())]
        image = self.names.get(info.id, info.name)
        if self.images is not None:
            image = self._copied(info, image)
        named = tuple(replace(cell, image=image) for cell in (*cells, *more))
        return ExportedSmear(image, info.width, info.height, named)

    def _labelled(self, some: Sequence[int]) -> dict[int, list[ExportedCell]]:
        from rbc_desk.imaging.cells.crop import DEFAULT_RECIPE
        from rbc_desk.store import queries

        viewpoint = self.project.viewpoint.own_labels()
        labelled = queries.labelled_cells(self.project.store, smear_ids=some, shapes=True, viewpoint=viewpoint)
        crops: dict[int, CropRow] = {}
        if self.with_crops:
            ids = [item.cell.id for item in labelled]
            stored = queries.crops(self.project.store, cell_ids=ids, recipe_hash=DEFAULT_RECIPE.hash)
            # a crop of a previous circle may show another cell
            circles = {item.cell.id: item.cell.circle for item in labelled}
            crops = {i: row for i, row in (stored | dict(self.unsaved)).items() if circles.get(i) == row.circle}
        found: dict[int, list[ExportedCell]] = {}
        for item in labelled:
            crop = crops.get(item.cell.id)
            if crop is None and self.with_crops:
                self.missing += 1
                continue
            self.written += 1
            cell = self._cell(self.smears[item.smear_id], item.cell, code=item.code)
            found.setdefault(item.smear_id, []).append(replace(cell, png=None if crop is None else crop.png))
        return found

    def _unlabelled(self, info: SmearInfo) -> Iterator[ExportedCell]:
        from rbc_desk.store import queries

        if not (self.wanted.unlabelled or self.wanted.predictions):
            return
        viewpoint = self.project.viewpoint.own_labels()
        for cell in queries.cells(self.project.store, smear_id=info.id, viewpoint=viewpoint):
            if cell.label is not None or cell.state is CellState.REJECTED:
                continue
            if self.wanted.predictions and cell.prediction is not None:
                self.predicted += 1
                exported = self._cell(info, cell, code=cell.prediction.code)
                yield replace(exported, score=cell.prediction.confidence)
            elif self.wanted.unlabelled and cell.state is CellState.CONFIRMED:
                self.written += 1
                yield self._cell(info, cell, code="")

    def _others(self, info: SmearInfo) -> Iterator[ExportedCell]:
        for cell in other_objects(self.project, smear_id=info.id):
            self.others += 1
            yield self._cell(info, cell, code="")

    def _cell(self, info: SmearInfo, cell: Cell, *, code: str) -> ExportedCell:
        return ExportedCell(
            cell_id=cell.id,
            image=info.name,
            specimen=info.specimen,
            circle=cell.circle,
            code=code,
            reader=self.project.reader,
            png=None,
            um_per_px=info.um_per_px,
            shape=cell.shape,
            kind=cell.kind,
        )

    def _copied(self, info: SmearInfo, image: str) -> str:
        """Copy the image of a smear without its metadata; returns its path below the folder of images."""
        from rbc_desk.imaging.clean_copy import clean_copy

        assert self.images is not None
        path = library.smear_path(self.project, info)
        try:
            suffix, data = clean_copy(
                path, max_pixels=library.max_pixels(), bits=info.sample_bits, um_per_px=info.um_per_px
            )
        except RbcDeskError as error:
            self._problem(info, error.message)
            return image
        name = image if image.lower().endswith(_ALIKE[suffix]) else str(PurePosixPath(image).with_suffix(suffix))
        write_bytes(self.images / name, data)
        return name

    def _problem(self, info: SmearInfo, why: str) -> None:
        message = Phrase("{name}: its image was not copied. {why}", name=info.name, why=Phrase.of(why))
        self.problems.append(Problem(info.name, message))
        self.task.report(self.problems[-1])


_ALIKE = {".png": (".png",), ".jpg": (".jpg", ".jpeg", ".jpe", ".jfif")}
