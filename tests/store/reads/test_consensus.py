"""The consensus on cells: stored apart from labels, logged, undone, and hidden from blinded readers."""

from __future__ import annotations

import pytest

from rbc_desk.core.errors import BlindedError, UnknownNameError
from rbc_desk.core.history.audit import Subject
from rbc_desk.services.agreement.consensus import consensus, decide, disagreements
from rbc_desk.services.audit.audit import timeline
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import Project
from rbc_desk.store import queries
from rbc_desk.store.reads.audit import verify_log


@pytest.fixture
def ann(bench):
    return Project(bench.store.folder, store=bench.store, reader="Ann")


@pytest.fixture
def bob(ann):
    return readers.as_reader(ann, name="Bob")


@pytest.fixture
def cell(bench, ann, bob):
    """A cell on which they disagree, beside one on which they agree."""
    labelling.set_label(ann, cell_ids=bench.cell_ids[:2], code="codocyte")
    labelling.set_label(bob, cell_ids=bench.cell_ids[:1], code="normal")
    labelling.set_label(bob, cell_ids=bench.cell_ids[1:2], code="codocyte")
    return bench.cell_ids[0]


def labels(project, cell_id):
    (found,) = labelling.some_cells(project, cell_ids=[cell_id])
    return found.label, [one.code for one in found.others]


def test_a_consensus_leaves_the_labels_and_is_replaced_undone_and_logged(bench, ann, bob, cell):
    assert [(one.cell_id, one.labels) for one in disagreements(ann)] == [(cell, {"Ann": "codocyte", "Bob": "normal"})]
    decide(bob, cell_ids=[cell], code="codocyte")
    step = decide(ann, cell_ids=[cell], code="normal")
    assert decide(ann, cell_ids=[cell], code="normal").changes == ()
    assert consensus(bob, cell_ids=[cell]) == {cell: "normal"}
    assert labels(ann, cell) == ("codocyte", ["normal"])
    back = labelling.apply(ann, step.inverse())
    assert consensus(ann, cell_ids=[cell]) == {cell: "codocyte"}
    labelling.apply(ann, back.inverse())
    decide(ann, cell_ids=[cell], code=None)
    assert consensus(ann, cell_ids=[cell]) == {}
    ops = [
        str(entry.op) for entry in timeline(ann, subject=Subject(cell_id=cell)).entries if entry.entity == "consensus"
    ]
    assert ops[0] == "Remove the consensus on 1 cell"
    assert "Consensus on 1 cell: Codocyte" in ops
    assert verify_log(bench.store).holds


def test_merging_classes_takes_their_consensus_along(ann, cell):
    decide(ann, cell_ids=[cell], code="codocyte")
    step = classes.merge_classes(ann, codes=["codocyte"], into="normal")
    assert consensus(ann, cell_ids=[cell]) == {cell: "normal"}
    labelling.apply(ann, step.inverse())
    assert consensus(ann, cell_ids=[cell]) == {cell: "codocyte"}


def test_a_blinded_reader_neither_sees_nor_makes_a_consensus(ann, bob, cell):
    decide(ann, cell_ids=[cell], code="normal")
    readers.set_blinded(bob, blinded=True)
    assert consensus(bob, cell_ids=[cell]) == queries.consensus(bob.store, viewpoint=bob.viewpoint, ids=None) == {}
    for asked in (lambda: disagreements(bob), lambda: decide(bob, cell_ids=[cell], code="codocyte")):
        with pytest.raises(BlindedError):
            asked()
    assert consensus(ann, cell_ids=[cell]) == {cell: "normal"}
    with pytest.raises(UnknownNameError):
        decide(ann, cell_ids=[cell], code="no such class")
