"""What a snapshot says of its split: which classes a part is without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from rbc_desk.core.events import Event, Warned
from rbc_desk.core.geometry import Circle
from rbc_desk.imaging.synth import render_smear
from rbc_desk.learn.spec import TrainSpec
from rbc_desk.services import labelling, library, notes, training
from rbc_desk.services.project import Project, create_project

PARTS = {"train": "training", "validation": "validation", "test": "test"}


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
    counts = training.train(project, spec=spec, report=events.append).snapshot.counts
    (warned,) = [event for event in events if isinstance(event, Warned)]
    lacking = [part for part, own in counts.items() if not own["codocyte"]]
    assert lacking
    for part, words in PARTS.items():
        told = f"The {words} part has no cells of Codocyte (target cell)"
        assert (told in warned.message) == (part in lacking)


def test_what_was_written_down_of_absent_classes_is_read_as_the_phrases_it_was(project: Project) -> None:
    none = {"codocyte": 0, "normal": 0}
    counts = {"train": {"codocyte": 0, "normal": 9}, "validation": none, "test": {"normal": 2}}
    told = notes.absent(counts, classes=project.class_set())
    written = " ".join([str(notes.whole("smear", seed=1)), *map(str, told)])
    read = notes.read(written)
    assert str(read) == written
    assert [part.template for part in list(read.values.values())[1:]] == [part.template for part in told]


def test_a_note_that_leaves_with_a_model_names_no_reader() -> None:
    whole = notes.whole("specimen", seed=3)
    told = f"{whole} {notes.blinded('Dr Ann Example')}"
    assert "Example" in str(notes.read(told))
    assert notes.for_strangers(told) == str(whole)
    assert notes.for_strangers(str(notes.LEAK)) == str(notes.LEAK)
