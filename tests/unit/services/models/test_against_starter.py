"""A project's own model takes the place of the starter only where it is not worse on held-out labels."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rbc_desk.core.models.against_starter import NOTHING_MEASURED, AgainstStarter, Score
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.metrics.compare import paired_scores
from rbc_desk.services.cells import labelling
from rbc_desk.services.models import against_starter, class_mapping, evaluation, starter
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from rbc_desk.services.training import training
from tests.drawn_cells import CODES, PER_CLASS, draw, propose

POOR = TrainSpec(network="rbc_small", input_px=32, epochs=1, learning_rate=1e-6, device="cpu", augment=False)
GOOD = TrainSpec(mode="quick", network="efficientnet_lite0", loss="cross_entropy", device="cpu")
SMEARS = 5


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project of drawn smears, all labelled, that a starter has sorted."""
    folder = tmp_path_factory.mktemp("against")
    for seed in range(SMEARS):
        draw(folder / f"{seed}.png", seed=seed)
    with closing(create_project(folder / "project", class_set="paper", reader="Ann")) as project:
        library.add_smears(project, sorted(folder.glob("*.png")))
        for info in library.smears(project):
            ids = propose(project.store, smear_id=info.id, reader="Ann")
            for place, code in enumerate(CODES):
                labelling.set_label(project, cell_ids=ids[place * PER_CLASS :][:PER_CLASS], code=code)
        starter.presort(project, smear_ids=[])
    return folder / "project"


@pytest.fixture
def project(labelled: Path, tmp_path: Path) -> Iterator[Project]:
    shutil.copytree(labelled, tmp_path / "project")
    with closing(open_project(tmp_path / "project", reader="Ann")) as project:
        yield project


def test_a_worse_model_does_not_replace_the_starter_and_says_so(project: Project) -> None:
    model = training.train(project, spec=POOR, split_by="smear")
    active = evaluation.active_model(project)
    assert active is not None
    assert active.name == "Starter (human cells)"
    assert not model.active
    own = next(one for one in evaluation.models(project) if one.id == model.model_id)
    found = against_starter.against_of(own)
    assert found is not None
    record = evaluation.evaluate_model(project, model_id=own.id)
    other = evaluation.evaluate_model(project, model_id=active.id)
    assert found.n_cells == record.evaluation.n_cells == sum(model.snapshot.counts["test"].values())
    assert found.own.macro_f1 == pytest.approx(record.evaluation.macro_f1)
    assert found.own.macro_f1 < found.starter.macro_f1
    assert other.evaluation.macro_f1 is not None
    words = f"Your model: macro F1 {found.own.macro_f1:.2f}"
    assert model.standing.startswith(words)
    assert f"starter {found.starter.macro_f1:.2f}" in model.standing
    assert f"on the same {found.n_cells} cells: the starter is still used." in model.standing
    assert against_starter.sorted_by_starter(project)
    evaluation.activate(project, model_id=own.id)
    assert "your model is used, as you chose." in str(against_starter.standing(project))
    assert not against_starter.sorted_by_starter(project)


def test_a_model_that_is_better_is_used_and_a_class_that_the_starter_lacks_counts_as_wrong(project: Project) -> None:
    (model,) = evaluation.models(project)
    class_mapping.count_as(project, model_id=model.id, mapping={"codocyte": None})
    trained = training.train(project, spec=GOOD, split_by="smear")
    assert trained.active
    own = evaluation.active_model(project)
    assert own is not None
    assert own.id == trained.model_id
    found = against_starter.against_of(own)
    assert found is not None
    assert found.own.macro_f1 > 0.9
    assert found.starter.macro_f1 < 0.7
    assert "your model is used now." in trained.standing
    assert against_starter.standings(project)[model.id] == trained.standing


def test_without_a_starter_nothing_is_compared(project: Project, tmp_path: Path) -> None:
    with closing(create_project(tmp_path / "other", class_set="paper", reader="Ann")) as other:
        assert against_starter.standing(other) is None
    assert against_starter.standing(project) is None


def test_the_words_say_what_is_used_and_whether_it_may_be_chance() -> None:
    better = AgainstStarter(Score(0.81, 0.75, 0.86), Score(0.64, 0.6, 0.7), 120, may_be_chance=False)
    assert better.words(own_is_used=True) == (
        "Your model: macro F1 0.81 [0.75 to 0.86]; starter 0.64 [0.60 to 0.70] on the same 120 cells: "
        "your model is used now."
    )
    assert AgainstStarter.from_json(better.to_json()) == better
    assert AgainstStarter.from_json({"own": [1]}) is None
    worse = AgainstStarter(Score(0.5), Score(0.6), 12)
    assert not worse.is_better
    assert worse.words(own_is_used=False).endswith(
        "the starter is still used. With so few smears the difference may be chance."
    )
    assert not NOTHING_MEASURED.is_better
    assert "no labelled cells were held out" in NOTHING_MEASURED.words(own_is_used=False)


def test_scores_of_two_models_have_paired_intervals() -> None:
    targets = np.array([0, 1] * 20)
    first, second = targets.copy(), targets.copy()
    second[:20:2] = 2  # a class outside of the targets
    one, other, gap = paired_scores(first, second, targets=targets, smears=[i // 4 for i in range(40)], n_classes=2)
    assert one == (1.0, 1.0, 1.0)
    assert other[0] == pytest.approx((2 * 10 / 30 + 1.0) / 2)
    assert gap is not None
    assert 0 < gap[0] < 1 - other[0] < gap[1]
    assert paired_scores(first, second, targets=targets, smears=[1] * 40, n_classes=2)[2] is None
