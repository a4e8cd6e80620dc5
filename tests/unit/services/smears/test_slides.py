"""Regions of slides become smears that remember where they were taken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rbc_desk.core.geometry.regions import Region
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library, slides
from rbc_desk.services.smears.known_files import KnownFiles
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


def test_a_region_that_overlaps_another_is_a_problem_and_the_others_are_added(project: Project, slide: Path) -> None:
    add(project, slide, REGIONS[:1])
    apart, over_stored, over_apart = (
        Region(4000, 100, 300, 300),
        Region(2700, 600, 200, 200),
        Region(4100, 50, 90, 90),
    )
    added = add(project, slide, [over_stored, apart, over_apart, REGIONS[0]])
    assert (len(added.ids), len(added.known_ids)) == (1, 1)
    assert [problem.item for problem in added.problems] == [str(over_stored), str(over_apart)]
    assert "overlaps the region 2100,100,700,600" in added.problems[0].message
    assert len(library.smears(project)) == 2


def test_a_slide_among_images_is_a_problem_with_the_way_out(project: Project, slide: Path) -> None:
    pixels = render_smear(seed=5, width=240, height=180, n_cells=6).pixels
    Image.fromarray(pixels).save(slide.parent / "plain.png")
    added = library.add_smears(project, [slide, slide.parent / "plain.png"])
    assert [info.name for info in library.smears(project)] == ["plain.png"]
    (problem,) = added.problems
    assert problem.item == str(slide)
    assert "is a whole slide" in problem.message
    assert "--region" in problem.message


def test_a_slide_that_is_a_smear_of_the_project_already_can_be_read(project: Project, slide: Path) -> None:
    smear_id, _, _ = library.add_file(
        project,
        slide,
        name="film",
        known=KnownFiles.of(project),
        specimen=None,
        keep_metadata=True,
        as_one=True,
    )
    assert library.load_pixels(project, smear_id=smear_id).shape == film().shape
