"""The facts of a split: classes missing from a part, and no reader's name in a model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from rbc_desk.core.events import Event, Warned
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.splits.facts import PARTS, SnapshotFacts, SplitFacts
from rbc_desk.core.task import Task
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.fit.train import Fitted
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.models import evaluation, import_bundle
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.reports.export import export_evaluation
from rbc_desk.services.smears import library
from rbc_desk.services.training import record as training_record
from rbc_desk.services.training import training
from rbc_desk.services.training.frozen import freeze

MARK = "Quxley"
"""Part of every reader's name, and of nothing else."""
SPEC = TrainSpec(network="rbc_small", input_px=32, epochs=1, batch_size=8, device="cpu")
letters = st.characters(min_codepoint=0x21, max_codepoint=0x24F, exclude_categories=("Cc", "Cs"))
names = st.builds(
    lambda before, between, after: f"{before}{between}{MARK}{after}",
    st.text(letters, max_size=12),
    st.sampled_from([" ", ". ", ".", " A. B. ", ". Labels of "]),
    st.text(letters, max_size=12),
)
numbers = st.integers(0, 10**6)
part_counts = st.dictionaries(st.sampled_from(["normal", "codocyte"]), numbers)


def facts() -> st.SearchStrategy[SplitFacts]:
    by = st.sampled_from(["specimen", "smear", "cell"])
    return st.builds(
        SplitFacts,
        by,
        by,
        st.integers(),
        st.dictionaries(st.sampled_from(PARTS), part_counts),
        n_groups=st.none() | numbers,
        n_smears=st.dictionaries(st.sampled_from(PARTS), numbers),
        n_kept_together=numbers,
        n_twice=numbers,
        guess_by_smear=st.none() | numbers,
        guess_overall=st.none() | numbers,
        n_from_others=numbers,
        n_left_out=numbers,
        one_blinded_reader=st.booleans(),
    )


WORDS = {"train": "training", "validation": "validation", "test": "test"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Smears of five dogs, twelve cells each; only the first dog has target cells."""
    project = create_project(tmp_path / "project", class_set="paper", reader="Ann")
    for dog in range(5):
        smear = render_smear(seed=40 + dog, n_cells=30, cell_px=40)
        Image.fromarray(smear.pixels).save(tmp_path / f"dog{dog}.png")
        (smear_id,) = library.add_smears(project, [tmp_path / f"dog{dog}.png"]).ids
        inside = [c for c in smear.cells if 20 < c.x < 620 and 20 < c.y < 460]
        for index, c in enumerate(inside[:12]):
            code = "codocyte" if dog == 0 and index % 2 else "normal"
            labelling.add_cell(project, smear_id=smear_id, circle=Circle(c.x, c.y, c.r), code=code)
    yield project
    project.close()


def test_a_class_that_a_part_is_without_is_named_before_the_training_begins(project: Project) -> None:
    events: list[Event] = []
    spec = TrainSpec(network="rbc_small", input_px=32, epochs=1, batch_size=8, device="cpu")
    counts = training.train(project, spec=spec, task=Task(events.append)).snapshot.counts
    (warned,) = [event for event in events if isinstance(event, Warned)]
    lacking = [part for part, own in counts.items() if not own["codocyte"]]
    assert lacking
    for part, words in WORDS.items():
        told = f"The {words} part has no cells of Codocyte (target cell)"
        assert (told in warned.message) == (part in lacking)


@given(facts())
def test_the_facts_of_a_split_come_back_from_their_json(told: SplitFacts) -> None:
    assert SplitFacts.from_json(json.loads(json.dumps(told.to_json()))) == told


@pytest.mark.parametrize(
    "fault",
    [
        {"used": "Ann"},
        {"seed": "Ann"},
        {"n_from_others": 1.5},
        {"counts": {"train": {"Dr. Ann": 3}}},
        {"counts": {"Ann": {}}},
        {"counts": {"train": {"normal": "Ann"}}},
        {"n_smears": {"Ann": 1}},
        {"one_blinded_reader": "Ann"},
    ],
)
def test_no_text_of_a_person_fits_into_the_facts_that_leave_with_a_model(fault: dict[str, Any]) -> None:
    whole = {"asked": "smear", "used": "smear", "seed": 0, "counts": {}}
    assert SplitFacts.from_json(whole).seed == 0
    with pytest.raises(ValueError, match=r"\w"):
        SplitFacts.from_json(whole | fault)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=names)
def test_no_reader_is_named_in_what_is_written_of_a_model(project: Project, tmp_path: Path, name: str) -> None:
    """Nothing is trained: the record of a training is given weights made by hand."""
    reader = readers.as_reader(project, name=name)
    readers.set_blinded(reader, blinded=True)
    planned = snapshots.plan_split(project, split_by="specimen")
    split = replace(planned.facts.split, one_blinded_reader=True)
    told = snapshots.SnapshotSummary(
        1, "hash", SnapshotFacts(split, reader=reader.reader), snapshots.class_names(project)
    )
    assert reader.reader in told.notes
    fitted = Fitted({"w": torch.zeros(2)}, 0, False, (), 32, (0.5,) * 3, (0.5,) * 3)
    frozen = freeze(reader, codes=tuple(told.counts["train"]), recipe=SPEC.recipe)
    output = tmp_path / "bundle"
    folder, _ = training_record.save(
        reader, SPEC, fitted, told, frozen=frozen, run_id=1, name=None, output=output, check=lambda: None
    )
    for file in folder.iterdir():
        text = file.read_bytes().decode("utf-8", "replace")
        assert MARK not in text
        assert MARK not in json.loads(text)["metrics"] if file.suffix == ".json" else True
    assert "Only labels by one reader (blinded reading)." in (folder / "CARD.md").read_text("utf-8")


def test_a_blinded_reader_is_named_in_no_file_of_a_trained_and_judged_model(project: Project, tmp_path: Path) -> None:
    reader = readers.as_reader(project, name=f"J. R. {MARK}, M. D. (Ph. D.)")
    readers.set_blinded(reader, blinded=True)
    own = [cell for info in library.smears(project) for cell in labelling.cells(project, smear_id=info.id)]
    for code in ("codocyte", "normal"):
        labelling.set_label(reader, cell_ids=[c.id for c in own if c.label == code], code=code)
    model = training.train(reader, spec=SPEC, output=tmp_path / "out" / "bundle")
    record = evaluation.evaluate_model(reader, model_id=model.model_id, device="cpu")
    export_evaluation(reader, record, tmp_path / "out" / "evaluation")
    assert MARK in record.note
    files = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert len(files) > 8
    assert [file.name for file in files if MARK.encode() in file.read_bytes()] == []


def test_an_older_bundle_loses_the_sentences_that_named_a_reader(project: Project, tmp_path: Path) -> None:
    model = training.train(project, spec=SPEC)
    words = json.loads((model.folder / "bundle.json").read_text("utf-8"))
    words["metrics"] = {
        "split_by": "smear",
        "counts": model.snapshot.counts,
        "note": f"Only labels by J. R. {MARK} (blinded reading).",
    }
    (model.folder / "bundle.json").write_text(json.dumps(words), encoding="utf-8")
    (model.folder / "CARD.md").write_text(words["metrics"]["note"], encoding="utf-8")
    with project.store.transact("As the migration does", reader="Ann") as tx:
        tx.set_meta("bundles_hold_prose", "yes")
    import_bundle.drop_prose(project)
    for file in model.folder.iterdir():
        assert MARK.encode() not in file.read_bytes()
    assert "split by: smear" in (model.folder / "CARD.md").read_text("utf-8")
