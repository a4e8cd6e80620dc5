"""Regions of slides become smears that remember where they were taken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rbc_desk.core.regions import Region
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library, slides
from tests.slide_files import UM_PER_PX, film, write_pyramid

REGIONS = [Region(2100, 100, 700, 600), Region(3000, 2900, 900, 900)]


@pytest.fixture
def slide(tmp_path: Path) -> Path:
    write_pyramid(tmp_path / "dog 7 ชื่อ.tif", compression="lzw")
    return tmp_path / "dog 7 ชื่อ.tif"


@pytest.fixture
def project(tmp_path: Path):
    project = create_project(tmp_path / "project", class_set="paper", reader="A")
    yield project
    project.close()


def add(project: Project, path: Path, regions: list[Region], **options: str) -> library.AddedSmears:
    with slides.open_slide(path) as slide:
        return slides.add_regions(project, slide, regions, **options)


def test_regions_become_smears_of_the_specimen_with_pixels_and_scale(project: Project, slide: Path) -> None:
    added = add(project, slide, REGIONS)
    first, second = library.smears(project)
    assert added.ids == (first.id, second.id)
    assert {first.specimen, second.specimen} == {"dog 7 ชื่อ"}
    assert (second.width, second.height) == (900, film().shape[0] - 2900)  # cut off at the border of the slide
    assert np.array_equal(library.load_pixels(project, smear_id=first.id), film()[100:700, 2100:2800])
    assert first.um_per_px == pytest.approx(UM_PER_PX)
    assert first.slide is not None
    assert (first.slide.slide_name, first.slide.x, first.slide.y) == (slide.name, 2100, 100)


def test_a_slide_that_was_renamed_and_moved_knows_its_regions_and_none_comes_twice(
    project: Project, slide: Path, tmp_path: Path
) -> None:
    add(project, slide, REGIONS[:1])
    (tmp_path / "玻片 🩸").mkdir()
    moved = slide.rename(tmp_path / "玻片 🩸" / "other name.tif")
    with slides.open_slide(moved) as opened:
        assert [region for _, region in slides.regions_of(project, opened)] == REGIONS[:1]
    again = add(project, moved, REGIONS[:1])
    assert (len(again.ids), len(again.known_ids)) == (0, 1)
    assert len(library.smears(project)) == 1


def test_cells_are_found_on_a_region_and_stay_on_it(project: Project, slide: Path) -> None:
    (smear_id,) = add(project, slide, REGIONS[:1], specimen="S1").ids
    find_cells.detect_smears(project, smear_ids=[smear_id])
    assert 120 < len(labelling.cells(project, smear_id=smear_id)) < 220
    assert library.smear(project, smear_id=smear_id).specimen == "S1"


def test_added_regions_are_one_step_that_can_be_undone(project: Project, slide: Path) -> None:
    added = add(project, slide, REGIONS)
    project.store.apply(added.changes.inverse(), reader="A")
    assert library.smears(project) == ()
