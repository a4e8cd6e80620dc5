"""Unfit fields are left out of the counts with a reason, until a reader overrules it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from rbc_desk.core.counting.field_fitness import Rater
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.models.differential import differential
from rbc_desk.services.project.project import create_project
from rbc_desk.services.signing import signing
from rbc_desk.services.smears import fitness, library
from rbc_desk.services.specimens import editing
from rbc_desk.store import queries


@pytest.fixture
def project(tmp_path):
    """A good field and the same field with a tenth of the light, of one specimen, with their cells labelled."""
    pixels = render_smear(seed=1, width=320, height=240, cell_px=30, n_cells=24).pixels
    folder = tmp_path / "images"
    folder.mkdir()
    Image.fromarray(pixels).save(folder / "good.png")
    Image.fromarray((pixels * 0.35).astype(np.uint8)).save(folder / "dark.png")
    project = create_project(tmp_path / "project", class_set="paper", reader="Ann")
    library.add_smears(project, [folder], specimen="Rex")
    for info in library.smears(project):
        cells = [30.0 * n for n in range(1, 4)]
        for x in cells:
            labelling.add_cell(project, smear_id=info.id, circle=_circle(x), code="normal")
    yield project
    project.close()


def _circle(x):
    return Circle(x, 60.0, 14.0)


def ids(project):
    return {info.name: info.id for info in library.smears(project)}


def counted(project):
    return differential(project, smear_ids=list(ids(project).values()))


def test_a_dark_field_is_left_out_with_the_reason_and_the_others_count(project):
    found = counted(project)
    assert [one.smear for one in found.fields] == ["good.png"]
    assert [(one.smear, one.reason) for one in found.left_out] == [("dark.png", "too dark")]
    assert found.n_red == 3


def test_a_reader_overrules_it_which_is_logged_and_can_be_undone(project):
    dark = ids(project)["dark.png"]
    assert counted(project).n_red == 3
    step = fitness.overrule(project, smear_ids=[dark])
    found = counted(project)
    assert found.n_red == 6
    assert not found.left_out
    assert next(one.note for one in found.fields if one.smear_id == dark) == (
        "counted although too dark: overruled by Ann"
    )
    line = queries.log(project.store, viewpoint=project.viewpoint)[0]
    assert (line.op, line.reader) == ("Count dark.png anyway", "Ann")
    project.store.apply(step.inverse(), reader="Ann")
    assert counted(project).n_red == 3
    fitness.overrule(project, smear_ids=[dark])
    fitness.restore(project, smear_ids=[dark])
    assert counted(project).n_red == 3


def test_a_specimen_of_unfit_fields_alone_counts_nothing(project):
    found = differential(project, smear_ids=[ids(project)["dark.png"]])
    assert (found.n_red, found.fields, len(found.left_out)) == (0, (), 1)


def test_a_field_is_rated_when_its_cells_are_found_and_not_measured_again(project):
    find_cells.detect_smears(project, smear_ids=list(ids(project).values()), detector="watershed", workers=1)
    for info in library.smears(project):
        library.smear_path(project, info).unlink()  # a second measurement would miss it
    known = fitness.known(project, smears=library.smears(project))
    assert {info.name: known[info.id].faults for info in library.smears(project)} == {
        "good.png": (),
        "dark.png": (Rater.DARK,),
    }
    assert [one.smear for one in counted(project).left_out] == ["dark.png"]


def test_a_field_whose_image_is_missing_is_counted_unrated(project):
    for info in library.smears(project):
        library.smear_path(project, info).unlink()
    assert counted(project).n_red == 6
    assert not any(one.rated for one in fitness.rated(project, smears=library.smears(project)).values())


def test_the_hash_of_the_state_covers_the_word_of_the_reader(project):
    specimen = editing.specimen(project, specimen_id=library.smears(project)[0].specimen_id)
    before = signing.state_hash(project, specimen_id=specimen.id)
    counted(project)
    assert signing.state_hash(project, specimen_id=specimen.id) == before  # rating a field changes no data
    fitness.overrule(project, smear_ids=[ids(project)["dark.png"]])
    assert signing.state_hash(project, specimen_id=specimen.id) != before


def test_an_unknown_smear_is_refused(project):
    with pytest.raises(UnknownNameError):
        fitness.overrule(project, smear_ids=[99])
