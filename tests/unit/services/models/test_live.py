"""Live learning in a small project of drawn smears, on features of a starter model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.cells import gallery, labelling
from rbc_desk.services.models import starter
from rbc_desk.services.models.live import LiveLearning
from rbc_desk.services.models.review import QueueSource, queue_ids
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from tests.drawn_cells import CODES, PER_CLASS, draw, propose


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveLearning]:
    """Three smears whose cells have features and no labels."""
    folder = tmp_path_factory.mktemp("live")
    for seed in range(3):
        draw(folder / f"{seed}.png", seed=seed)
    with closing(create_project(folder / "project", class_set="paper", reader="Ann")) as project:
        library.add_smears(project, sorted(folder.glob("*.png")))
        for info in library.smears(project):
            propose(project.store, smear_id=info.id, reader="Ann")
        live = LiveLearning(project)
        assert live.prepare() == 3 * 3 * PER_CLASS
        live.compute()
        yield live


@pytest.fixture
def live(drawn: LiveLearning) -> Iterator[LiveLearning]:
    """The same, each time without labels."""
    yield drawn
    project = drawn.project
    ids = [cell.id for info in library.smears(project) for cell in labelling.cells(project, smear_id=info.id)]
    labelling.set_label(project, cell_ids=ids, code=None)
    labelling.set_state(project, cell_ids=ids, state=CellState.PROPOSED)


def of_class(project: Project, code: str, *, smear: int) -> list[int]:
    info = library.smears(project)[smear]
    return [c.id for c in labelling.cells(project, smear_id=info.id) if c.circle.y == 30 + 56 * CODES.index(code)]


def label(project: Project, *, n: int, smears: tuple[int, ...] = (0, 1)) -> None:
    for smear in smears:
        for code in CODES:
            labelling.set_label(project, cell_ids=of_class(project, code, smear=smear)[:n], code=code)


def test_two_classes_of_the_model_that_count_as_one_are_added_up(tmp_path: Path) -> None:
    draw(tmp_path / "smear.png", seed=0)
    with closing(create_project(tmp_path / "project", class_set="paper", reader="Ann")) as project:
        library.add_smears(project, [tmp_path / "smear.png"])
        (info,) = library.smears(project)
        ids = propose(project.store, smear_id=info.id, reader="Ann")
        starter.presort(project, smear_ids=[info.id], counted_as={"codocyte": "hypochromia"})
        live = LiveLearning(project)
        live.prepare()
        live.compute()
        for code, row in (("normal", 0), ("hypochromia", 1)):
            labelling.set_label(project, cell_ids=ids[row * PER_CLASS :][:2], code=code)
        found = live.update()
        assert found is not None
        assert found.codes == ("hypochromia", "normal")
        shown = dict(zip(found.ids.tolist(), found.probabilities.argmax(1).tolist(), strict=True))
        cells = labelling.cells(project, smear_id=info.id)
        told = [cell.prediction.code for cell in cells if cell.prediction is not None and cell.human_code is None]
        same = [found.codes[shown[cell.id]] for cell in cells if cell.human_code is None]
        assert sum(a == b for a, b in zip(told, same, strict=True)) > 0.8 * len(same)


def test_labels_teach_the_classes_of_other_smears(live: LiveLearning) -> None:
    assert live.update() is None
    label(live.project, n=PER_CLASS)
    found = live.update()
    assert found is not None
    for code in CODES:
        at = found.places(of_class(live.project, code, smear=2))
        assert {found.codes[place] for place in found.best[at]} == {code}
    assert found.counts[found.codes.index("codocyte")] == 2 * PER_CLASS


def test_a_label_of_one_class_is_not_enough(live: LiveLearning) -> None:
    labelling.set_label(live.project, cell_ids=of_class(live.project, "normal", smear=0), code="normal")
    assert live.update() is None


def test_the_curve_is_measured_on_smears_that_were_not_learned_from(live: LiveLearning) -> None:
    label(live.project, n=4, smears=(0,))
    assert live.measure() is None
    label(live.project, n=4)
    curve = live.measure()
    assert curve is not None
    assert curve.points[-1].n_labels == 24
    assert curve.wanted is not None  # fewer than ten labels a class
    assert live.curve is curve


def test_rejected_cells_count_as_a_class_of_their_own(live: LiveLearning) -> None:
    label(live.project, n=PER_CLASS, smears=(0,))
    pale = of_class(live.project, "hypochromia", smear=2)[0]
    before = live.update()
    for smear in (0, 1):
        labelling.set_state(
            live.project, cell_ids=of_class(live.project, "hypochromia", smear=smear), state=CellState.REJECTED
        )
    after = live.update()
    assert before is not None
    assert after is not None
    assert before.probabilities[before.places([pale])].sum() == pytest.approx(1, abs=1e-3)
    assert after.probabilities[after.places([pale])].sum() < 0.7


def test_a_moved_cell_is_computed_again_and_the_others_are_kept(live: LiveLearning) -> None:
    project = live.project
    cell = labelling.cells(project, smear_id=library.smears(project)[0].id)[0]
    labelling.reshape_cells(project, circles={cell.id: Circle(cell.circle.x + 1, cell.circle.y, cell.circle.r)})
    again = LiveLearning(project)
    assert again.prepare() == 1
    again.compute()
    assert LiveLearning(project).prepare() == 0
    labelling.reshape_cells(project, circles={cell.id: cell.circle})


def test_the_next_cells_are_unlabelled_and_each_order_is_its_own(live: LiveLearning) -> None:
    project = live.project
    label(project, n=2)
    found = live.update()
    unlabelled = set(queue_ids(project, source=QueueSource.UNLABELLED).ids)
    orders = {
        source: queue_ids(project, source=source, live=found).ids
        for source in (QueueSource.BEST, QueueSource.UNCERTAIN, QueueSource.DIFFERENT, QueueSource.RARE)
    }
    assert all(set(order) == unlabelled for order in orders.values())
    assert len(set(orders.values())) == 4
    assert not queue_ids(project, source=QueueSource.BEST).has_predictions


def test_what_is_confirmed_is_the_class_shown(live: LiveLearning) -> None:
    project = live.project
    label(project, n=PER_CLASS, smears=(0,))
    found = live.update()
    assert found is not None
    ids = of_class(project, "codocyte", smear=1)
    labelling.confirm(project, cell_ids=ids, live=found)
    assert {c.label for c in labelling.some_cells(project, cell_ids=ids)} == {"codocyte"}


def test_a_wrong_label_is_contradicted_by_other_smears(live: LiveLearning) -> None:
    project = live.project
    label(project, n=PER_CLASS, smears=(0, 1, 2))
    wrong = of_class(project, "normal", smear=1)[0]
    labelling.set_label(project, cell_ids=[wrong], code="codocyte")
    live.measure()
    assert queue_ids(project, source=QueueSource.DISAGREEMENT, live=live.update()).ids == (wrong,)
    assert not queue_ids(project, source=QueueSource.DISAGREEMENT).ids


def test_a_damaged_file_of_features_is_computed_again(live: LiveLearning) -> None:
    project = live.project
    (file,) = (project.folder / "features").glob("live-*.safetensors")
    whole = file.read_bytes()
    file.write_bytes(whole[:1000])
    assert LiveLearning(project).prepare() == len(gallery.table(project))
    file.write_bytes(whole)
