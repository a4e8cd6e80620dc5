"""Which cells the review's queues hold, and in which order."""

from __future__ import annotations

import random

import pytest

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.history.changes import Entity
from rbc_desk.services.cells import labelling
from rbc_desk.services.models import review
from rbc_desk.services.models.review import QueueSource
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.store.rows import PredictionRow
from tests.store.conftest import Bench

CODES = ("codocyte", "normal")
_PROBABILITIES = (0.5, 0.55, 0.62, 0.71, 0.83, 0.97)


@pytest.fixture
def project(bench: Bench) -> Project:
    """Sixty cells, of which a model predicted most; two readers labelled some, not always alike; some are none."""
    draw = random.Random(3)
    ann = Project(bench.store.folder, store=bench.store, reader="Ann")
    bob = readers.as_reader(ann, name="Bob")
    with bench.store.transact("More", reader="Ann") as tx:
        row = {"smear_id": bench.smear_id, "y": 200.0, "r": 20.0, "state": "proposed"}
        more = tx.insert_many(Entity.CELL, [{**row, "x": 50.0 * i} for i in range(55)])
        model = tx.derived.insert_model(
            name="m", folder="m", network="n", codes=CODES, metrics={}, run_id=None, active=True
        )
    ids = [*bench.cell_ids, *more]
    with bench.store.transact("Predict", reader="Ann") as tx:
        rows = []
        for cell in labelling.cells(ann, smear_id=bench.smear_id):
            if draw.random() < 0.8:
                first, probabilities = draw.randrange(2), draw.choice(_PROBABILITIES)
                shares = (probabilities, 1 - probabilities) if first == 0 else (1 - probabilities, probabilities)
                rows.append(PredictionRow(model, cell.id, cell.circle, CODES[first], shares))
        tx.derived.put_predictions(rows)
    for reader, share in ((ann, 0.4), (bob, 0.3)):
        for code in CODES:
            labelling.set_label(reader, cell_ids=[i for i in ids if draw.random() < share / 2], code=code)
    labelling.set_state(ann, cell_ids=draw.sample(ids, 6), state=CellState.REJECTED)
    return ann


def shown(project: Project) -> dict[int, Cell]:
    cells = labelling.cells(project, smear_id=1)
    return {cell.id: cell for cell in cells if cell.state is not CellState.REJECTED}


def queue(project: Project, source: QueueSource) -> list[int]:
    return list(review.queue_ids(project, source=source, with_cut=True).ids)


def test_uncertain_cells_come_by_their_margin_and_only_those_without_a_word(project: Project) -> None:
    cells, found = shown(project), queue(project, QueueSource.UNCERTAIN)
    assert set(found) == {i for i, cell in cells.items() if cell.human_code is None and cell.prediction is not None}
    margins = [abs(cells[i].prediction.probabilities[0] - cells[i].prediction.probabilities[1]) for i in found]
    assert margins == sorted(margins)
    assert len(set(margins)) > 2


def test_unlabelled_cells_that_the_border_cuts_are_in_a_queue_only_on_request(project: Project) -> None:
    (info,) = library.smears(project)
    cut = {i for i, c in shown(project).items() if c.circle.cut_by_border(width=info.width, height=info.height)}
    for source in (QueueSource.UNCERTAIN, QueueSource.UNLABELLED, QueueSource.DISAGREEMENT):
        every, whole = queue(project, source), review.queue_ids(project, source=source).ids
        labelled = source is QueueSource.DISAGREEMENT
        assert list(whole) == [i for i in every if labelled or i not in cut]
        assert labelled or len(whole) < len(every)


def test_disagreements_come_with_the_surest_contradiction_first(project: Project) -> None:
    cells, found = shown(project), queue(project, QueueSource.DISAGREEMENT)
    differ = {i for i, c in cells.items() if c.label is not None and {one.code for one in c.others} - {c.label}}
    wrong = {
        i
        for i, cell in cells.items()
        if cell.human_code is not None and cell.prediction is not None and cell.prediction.code != cell.human_code
    }
    assert differ
    assert wrong - differ
    assert set(found) == differ | wrong
    assert set(found[: len(differ)]) == differ
    surest = [
        cells[i].prediction.confidence for i in found[len(differ) :]
    ]  # of two classes, the margin rises with it
    assert surest == sorted(surest, reverse=True)


def test_unlabelled_cells_keep_their_order(project: Project) -> None:
    assert queue(project, QueueSource.UNLABELLED) == [i for i, c in shown(project).items() if c.human_code is None]
