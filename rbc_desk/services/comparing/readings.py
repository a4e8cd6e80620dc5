"""Compares two readings of the same cells: of readers, or of a reader and the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.counting.agreement import Agreement, agreement
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.cells import labelling
from rbc_desk.services.project.project import Project
from rbc_desk.services.reports.blocks import Block, Facts, Heading, Matrix, Page, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Reading:
    """A source of classes: a reader by name, or the model (None)."""

    reader: str | None

    @property
    def name(self) -> str:
        return self.reader if self.reader is not None else Phrase("Model")

    def code(self, cell: Cell, *, own: str) -> str | None:
        """The class that this source gave to a cell; None if it gave none."""
        if self.reader is None:
            return cell.prediction.code if cell.prediction is not None else None
        if self.reader == own:
            return cell.label
        return next((one.code for one in cell.others if one.reader == self.reader), None)


MODEL = Reading(None)


def readings(project: Project, *, smear_ids: Sequence[int], task: Task = SILENT) -> tuple[Reading, ...]:
    """The sources with a class on these smears that this reader may see: readers by name, then the model."""
    cells = _cells(project, smear_ids, task)
    readers = {one.reader for cell in cells for one in cell.others}
    if any(cell.label is not None for cell in cells):
        readers.add(project.reader)
    found = [Reading(name) for name in sorted(readers, key=str.casefold)]
    if any(cell.prediction is not None for cell in cells):
        found.append(MODEL)
    return tuple(found)


def compare_readings(
    project: Project, *, smear_ids: Sequence[int], first: Reading, second: Reading, task: Task = SILENT
) -> Agreement:
    """Count the classes of the cells that both sources classified. Raises CancelledError."""
    pairs = []
    for cell in _cells(project, smear_ids, task):
        a, b = first.code(cell, own=project.reader), second.code(cell, own=project.reader)
        if a is not None and b is not None:
            pairs.append((a, b))
    return agreement(pairs, order=project.class_set().codes)


def readings_page(found: Agreement, *, first: Reading, second: Reading, classes: ClassSet) -> Page:
    """The comparison as blocks."""

    def name(code: str) -> str:
        known = classes.find(code)
        return known.name if known is not None else code

    names = {"first": Phrase.of(first.name), "second": Phrase.of(second.name)}
    title = Phrase("{first} and {second}", **names)
    blocks: list[Block] = [Heading(title, 1)]
    if not found.n_cells:
        blocks.append(Paragraph(Phrase("No cell has a class from both."), "note"))
        return Page(title, blocks)
    blocks += [
        Facts([
            (Phrase("Cells with a class from both"), str(found.n_cells)),
            (Phrase("Same class"), _percent(found.observed)),
            (Phrase("Cohen's kappa"), "–" if found.kappa is None else f"{found.kappa:.2f}"),
        ]),
        Paragraph(
            Phrase("Kappa is the agreement beyond chance: 1 is perfect, 0 is what chance alone gives."), "note"
        ),
        Heading(Phrase("Each class")),
        Table(
            [Phrase("Class"), first.name, second.name, Phrase("Agreement")],
            [
                [
                    name(code),
                    str(sum(found.counts[i])),
                    str(sum(row[i] for row in found.counts)),
                    _percent(found.of_class(code)),
                ]
                for i, code in enumerate(found.codes)
            ],
        ),
        Heading(Phrase("{first} in rows, {second} in columns", **names)),
        Matrix([name(code) for code in found.codes], found.counts),
    ]  # fmt: skip
    return Page(title, blocks)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _cells(project: Project, smear_ids: Sequence[int], task: Task) -> list[Cell]:
    cells = []
    for smear_id in smear_ids:
        task.raise_if_stopped()
        cells += [one for one in labelling.cells(project, smear_id=smear_id) if one.state is not CellState.REJECTED]
    return cells
