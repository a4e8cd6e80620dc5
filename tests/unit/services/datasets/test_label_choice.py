"""Whose labels a training learns from: a choice, recorded in the snapshot; never those hidden from the reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.errors import BlindedError
from rbc_desk.core.splits.facts import SplitFacts
from rbc_desk.core.splits.label_choice import LabelChoice, majority
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.learn.crops.crop_data import drawn_targets
from rbc_desk.services.agreement.consensus import decide
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.datasets.snapshot_crops import load_cells
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.training import training
from rbc_desk.store import queries
from tests.gui.conftest import add_smear

NORMAL, PALE, TARGET = "normal", "hypochromia", "codocyte"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Ann labelled two smears of twelve cells; of the first, Bob and Cai took the first two cells for codocytes, Bob
    took the third for one, and Cai alone labelled a cell of a third smear.
    """
    with closing(create_project(tmp_path / "project", reader="Ann")) as project:
        first, second, third = (add_smear(project, seed=seed, label=seed < 3) for seed in (1, 2, 3))
        bob, cai = (readers.as_reader(project, name=name) for name in ("Bob", "Cai"))
        cells = labelling.cells(project, smear_id=first)
        for reader, n in ((bob, 3), (cai, 2)):
            labelling.set_label(reader, cell_ids=[one.id for one in cells[:n]], code=TARGET)
        labelling.set_label(cai, cell_ids=[labelling.cells(project, smear_id=third)[0].id], code=NORMAL)
        labelling.set_label(bob, cell_ids=[one.id for one in labelling.cells(project, smear_id=second)], code=NORMAL)
        yield project


def first_cells(project: Project, n: int) -> list[int]:
    return [one.id for one in labelling.cells(project, smear_id=1)[:n]]


def frozen(project: Project, labels: LabelChoice) -> tuple[dict[int, str], SplitFacts]:
    """The classes of a new snapshot by cell, and its facts as the project stores them."""
    made = snapshots.freeze(project, split_by="cell", labels=labels)
    stored = snapshots.summary(project, snapshot_id=made.id)
    items = queries.snapshot_items(project.store, made.id, viewpoint=EVERYBODY)
    return {item.cell_id: item.code for item in items}, stored.facts.split


def test_each_choice_learns_from_its_labels_and_the_snapshot_says_so(project: Project) -> None:
    first, second, third = first_cells(project, 3)
    own, facts = frozen(project, LabelChoice.OWN)
    assert (own[first], len(own), facts.labels, facts.n_from_others) == (NORMAL, 24, LabelChoice.OWN, 0)
    by_rule, facts = frozen(project, LabelChoice.OWN_FIRST)
    assert (by_rule[first], len(by_rule), facts.n_from_others) == (NORMAL, 25, 1)

    most, facts = frozen(project, LabelChoice.MAJORITY)
    # a tie on the third cell and on the pale half of the second smear; two codocytes are too few to be learned
    assert (facts.labels, facts.n_left_out, len(most)) == (LabelChoice.MAJORITY, 7, 25 - 7 - 2)
    assert not most.keys() & {first, second, third}
    decide(project, cell_ids=[third], code=TARGET)
    decide(project, cell_ids=[first, second], code=TARGET)
    agreed, facts = frozen(project, LabelChoice.CONSENSUS)
    assert {agreed[cell] for cell in (first, second, third)} == {TARGET}
    assert (facts.labels, facts.n_left_out, len(agreed)) == (LabelChoice.CONSENSUS, 6, 25 - 6)
    planned = snapshots.plan_split(project, split_by="cell", labels=LabelChoice.CONSENSUS)
    note = str(snapshots.SnapshotSummary(0, "", planned.facts, snapshots.class_names(project)).notes)
    assert "Each cell has the class that all readers gave or that was decided on." in note
    assert "6 cells on which readers disagree were left out." in note


def test_soft_labels_divide_a_training_cell_among_the_classes_of_its_readers(project: Project) -> None:
    made = snapshots.freeze(project, split_by="cell", labels=LabelChoice.SOFT)
    items = queries.snapshot_items(project.store, made.id, viewpoint=EVERYBODY)
    divided = {item.cell_id: item for item in items if item.shares}
    assert divided
    assert {item.split for item in divided.values()} == {"train"}
    for item in divided.values():
        given = queries.cells_by_id(project.store, [item.cell_id], viewpoint=project.viewpoint)[0]
        codes = [given.label, *(other.code for other in given.others)]
        assert dict(item.shares) == pytest.approx({code: codes.count(code) / len(codes) for code in set(codes)})
    tied = [item for item in items if item.shares and max(item.shares.values()) == 0.5]
    assert tied
    assert made.facts.split.labels is LabelChoice.SOFT
    assert sum(sum(of.values()) for of in made.counts.values()) == len(items)
    # two codocytes are too few to be learned; a tied cell outside of the training part has no class to be tested by
    assert made.facts.split.n_left_out == 25 - 2 - len(items) > 0
    again = snapshots.freeze(project, split_by="cell", labels=LabelChoice.SOFT)
    assert again.content_hash == made.content_hash
    readers.set_blinded(project, blinded=True)
    with pytest.raises(BlindedError):
        snapshots.freeze(project, labels=LabelChoice.SOFT)


def test_a_training_draws_the_classes_of_divided_labels_anew_in_each_epoch(project: Project) -> None:
    summary = snapshots.freeze(project, split_by="cell", labels=LabelChoice.SOFT)
    codes = summary.facts.split.counts["train"].keys()
    loaded = load_cells(project, snapshot_id=summary.id, part="train", codes=tuple(codes)).crops
    assert loaded.shares is not None
    assert loaded.shares.sum(1) == pytest.approx(np.ones(len(loaded)))
    alone = (loaded.shares == 1).any(1)
    drawn = np.stack(
        [
            drawn_targets(loaded.targets, shares=loaded.shares, random=np.random.default_rng((0, epoch, 1)))
            for epoch in range(400)
        ]
    )
    assert (drawn[:, alone] == loaded.targets[alone]).all()
    found = np.stack([(drawn == i).mean(0) for i in range(len(codes))], axis=1)
    assert found == pytest.approx(loaded.shares, abs=0.12)


def test_a_blinded_reader_learns_from_own_labels_alone(project: Project) -> None:
    readers.set_blinded(project, blinded=True)
    for choice in (LabelChoice.MAJORITY, LabelChoice.CONSENSUS):
        with pytest.raises(BlindedError, match="cannot train on the labels of other readers"):
            snapshots.freeze(project, split_by="cell", labels=choice)
    assert queries.every_label(project.store, viewpoint=project.viewpoint).readers == ()
    codes, facts = frozen(project, LabelChoice.OWN)
    assert (len(codes), facts.one_blinded_reader) == (24, True)


def test_the_setting_of_a_training_decides(project: Project) -> None:
    decide(project, cell_ids=first_cells(project, 3), code=TARGET)
    spec = {"network": "rbc_small", "input_px": 32, "epochs": 1, "batch_size": 8, "device": "cpu"}
    model = training.train(project, spec=training.spec_from({**spec, "labels": "consensus"}), split_by="cell")
    stored = snapshots.summary(project, snapshot_id=model.snapshot.id).facts.split
    assert (stored.labels, stored.n_left_out, TARGET in stored.codes) == (LabelChoice.CONSENSUS, 6, True)
    assert training.runs(project)[0].spec["labels"] == "consensus"


@given(st.lists(st.sampled_from("abc"), max_size=7))
def test_a_majority_is_a_class_that_no_other_equals(codes: list[str]) -> None:
    found = majority(codes)
    counts = sorted((codes.count(code) for code in set(codes)), reverse=True)
    if found is None:
        assert len(counts) != 1 and counts[:1] == counts[1:2]
    else:
        assert codes.count(found) == counts[0] > (counts[1] if len(counts) > 1 else 0)
