"""Choosing regions on a whole slide in the window."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt

from rbc_desk.core.geometry.regions import Region
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import library, slides
from rbc_desk.ui.dialogs.slide import SlideDialog
from tests.slide_files import film, write_pyramid


def opened(qtbot, window, *paths: Path) -> SlideDialog:
    window.page("smears").add_paths(list(paths))
    qtbot.waitUntil(lambda: window.findChild(SlideDialog) is not None, timeout=60_000)
    dialog = window.findChild(SlideDialog)
    qtbot.waitUntil(lambda: dialog.isVisible() and dialog.levels.is_complete, timeout=60_000)
    return dialog


def drag(qtbot, canvas, start: tuple[int, int], end: tuple[int, int]) -> None:
    a, b = canvas.image_to_view(*start), canvas.image_to_view(*end)
    qtbot.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=a)
    for at in ((a + b) / 2, b):
        qtbot.mouseMove(canvas.viewport(), at)
    qtbot.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=b)


def near(region: Region, *numbers: int) -> bool:
    """Within two screen pixels of the fitted slide."""
    return np.abs(np.subtract((region.x, region.y, region.width, region.height), numbers)).max() <= 16


def press(qtbot, one) -> None:
    qtbot.mouseClick(one, Qt.MouseButton.LeftButton)


def settle(qtbot, window) -> None:
    page = window.page("smears")
    qtbot.waitUntil(lambda: not window.context.jobs.active and page.preview.settled, timeout=60_000)


def test_regions_are_dragged_moved_resized_removed_and_become_smears(qtbot, window, tmp_path):
    write_pyramid(tmp_path / "film.tif")
    dialog = opened(qtbot, window, tmp_path / "film.tif")
    canvas = dialog.canvas
    assert not dialog.add_button.isEnabled()
    drag(qtbot, canvas, (2200, 300), (3000, 900))
    drag(qtbot, canvas, (500, 2000), (900, 2600))
    assert near(canvas.regions[0], 2200, 300, 800, 600)
    assert near(canvas.regions[1], 500, 2000, 400, 600)
    drag(qtbot, canvas, (2600, 600), (2700, 900))
    assert near(canvas.regions[0], 2300, 600, 800, 600)
    drag(qtbot, canvas, (3100, 1200), (2900, 1000))  # its corner
    assert near(canvas.regions[0], 2300, 600, 600, 400)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.image_to_view(700, 2300))
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(canvas.regions) == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(canvas.regions) == 2
    qtbot.keyClick(canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(canvas.regions) == 1
    region = canvas.regions[0]
    dialog.specimen.setText("Rex")
    press(qtbot, dialog.add_button)
    settle(qtbot, window)
    (info,) = library.smears(window.context.project)
    assert (info.specimen, info.slide.x, info.slide.y) == ("Rex", region.x, region.y)
    page = window.page("smears")
    tip = page.model.data(page.model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip == f"Region of film.tif at {region.x}, {region.y} px"
    again = opened(qtbot, window, tmp_path / "film.tif")
    assert again.canvas.taken == (region,)
    again.reject()
    settle(qtbot, window)
    window.context.undo()
    assert library.smears(window.context.project) == ()


def test_regions_are_proposed_and_chosen_by_keyboard(qtbot, window, tmp_path):
    write_pyramid(tmp_path / "film.tif")
    dialog = opened(qtbot, window, tmp_path / "film.tif")
    dialog.number.setValue(3)
    press(qtbot, dialog.propose_button)
    qtbot.waitUntil(lambda: len(dialog.canvas.regions) == 3, timeout=60_000)
    dialog.here_button.setFocus()
    qtbot.keyClick(dialog.here_button, Qt.Key.Key_Space)
    assert len(dialog.canvas.regions) == 4
    qtbot.keyClick(dialog.canvas, Qt.Key.Key_Right)
    middle = dialog.canvas.regions[3]
    assert middle.x + middle.width / 2 > film().shape[1] / 2 + 40
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert len(dialog.canvas.regions) == 3
    dialog.reject()
    settle(qtbot, window)
    assert library.smears(window.context.project) == ()


def test_the_slide_is_drawn_in_full_size_where_it_is_looked_at(qtbot, window, tmp_path):
    write_pyramid(tmp_path / "film.tif", compression="lzw")
    dialog = opened(qtbot, window, tmp_path / "film.tif")
    canvas = dialog.canvas
    canvas.show_at(canvas.view_to_image(canvas.image_to_view(2500, 1500)), scale=1.0)
    canvas.viewport().repaint()
    qtbot.waitUntil(lambda: dialog.levels.is_complete, timeout=60_000)
    shown = canvas.viewport().grab().toImage()
    at = QPoint(100, 100)
    place = canvas.view_to_image(at)
    for dx, dy in ((0, 0), (40, 30), (150, 90)):
        colour = shown.pixelColor(at + QPoint(dx, dy))
        row, column = int(place.y()) + dy, int(place.x()) + dx
        around = film()[row - 1 : row + 2, column - 1 : column + 2].reshape(-1, 3).astype(int)
        assert np.abs(around - (colour.red(), colour.green(), colour.blue())).max(axis=1).min() <= 12
    dialog.reject()


def test_images_beside_a_slide_are_added_as_before(qtbot, window, tmp_path):
    import tifffile

    write_pyramid(tmp_path / "film.tif")
    pixels = render_smear(seed=5, width=240, height=180, n_cells=6).pixels
    tifffile.imwrite(tmp_path / "plain.tif", pixels, photometric="rgb")
    dialog = opened(qtbot, window, tmp_path / "plain.tif", tmp_path / "film.tif")
    dialog.reject()
    settle(qtbot, window)
    assert [info.name for info in library.smears(window.context.project)] == ["plain.tif"]


def test_overlapping_regions_are_named_and_cannot_be_added(qtbot, window, tmp_path):
    write_pyramid(tmp_path / "film.tif")
    taken = Region(2200, 300, 400, 400)
    with slides.open_slide(tmp_path / "film.tif") as slide:
        slides.add_regions(window.context.project, slide, [taken])
    dialog = opened(qtbot, window, tmp_path / "film.tif")
    canvas = dialog.canvas
    drag(qtbot, canvas, (3000, 1000), (3600, 1600))
    assert dialog.add_button.isEnabled()
    assert not dialog.overlapping.isVisible()
    drag(qtbot, canvas, (3800, 1200), (3400, 1900))
    assert dialog.overlapping.text().startswith("Region 2 overlaps region 1.")
    assert dialog.overlapping.isVisible()
    assert not dialog.add_button.isEnabled()
    drag(qtbot, canvas, (3700, 1800), (4400, 1800))  # moved away
    assert dialog.add_button.isEnabled()
    drag(qtbot, canvas, (2400, 900), (2500, 500))
    assert dialog.overlapping.text().startswith("Region 3 overlaps a region in the project.")
    assert not dialog.add_button.isEnabled()
    dialog.reject()


def test_a_drag_changes_only_its_own_region(qtbot, window, tmp_path):
    write_pyramid(tmp_path / "film.tif")
    dialog = opened(qtbot, window, tmp_path / "film.tif")
    canvas = dialog.canvas
    regions = (Region(500, 500, 600, 600), Region(2500, 500, 600, 600))
    canvas.set_regions(regions)
    a, b = canvas.image_to_view(2800, 800), canvas.image_to_view(2900, 1400)

    def drag_while(happens) -> None:
        canvas.select_region(-1)
        qtbot.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=a)
        qtbot.mouseMove(canvas.viewport(), (a + b) / 2)
        happens()
        qtbot.mouseMove(canvas.viewport(), b)
        qtbot.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=b)

    drag_while(lambda: qtbot.keyClick(canvas, Qt.Key.Key_Delete))
    assert canvas.regions == regions[:1]
    canvas.undo()
    drag_while(canvas.undo)
    assert canvas.regions == ()
    canvas.redo()
    press(qtbot, dialog.propose_button)
    drag_while(lambda: qtbot.waitUntil(lambda: len(canvas.regions) > 2, timeout=60_000))
    assert canvas.regions[0] == regions[0]
    assert near(canvas.regions[1], 2600, 1100, 600, 600)
    dialog.reject()


def test_escape_keeps_the_chosen_regions_and_cancel_keeps_them_for_the_next_time(qtbot, window, tmp_path):
    write_pyramid(tmp_path / "film.tif")
    dialog = opened(qtbot, window, tmp_path / "film.tif")
    drag(qtbot, dialog.canvas, (500, 500), (1100, 1100))
    start = dialog.canvas.image_to_view(3000, 1000)
    qtbot.mousePress(dialog.canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert dialog.canvas.selected == -1  # so that the draft is not drawn in the place of the first
    for _ in range(3):
        qtbot.keyClick(dialog.canvas, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    regions = dialog.canvas.regions
    assert len(regions) == 1
    dialog.specimen.setText("Rex")
    press(qtbot, dialog.close_button)
    qtbot.waitUntil(lambda: window.findChild(SlideDialog) is None, timeout=60_000)
    again = opened(qtbot, window, tmp_path / "film.tif")
    assert (again.canvas.regions, again.specimen.text()) == (regions, "Rex")
    again.canvas.set_regions(())
    qtbot.keyClick(again.canvas, Qt.Key.Key_Escape)
    assert not again.isVisible()


def test_slides_that_wait_are_not_shown_in_the_next_project(qtbot, window, tmp_path):
    write_pyramid(tmp_path / "film.tif")
    shutil.copy(tmp_path / "film.tif", tmp_path / "other.tif")
    opened(qtbot, window, tmp_path / "film.tif", tmp_path / "other.tif")
    create_project(tmp_path / "next", class_set="paper", reader="A").close()
    window.context.open_project(tmp_path / "next")
    settle(qtbot, window)
    assert not any(one.isVisible() for one in window.findChildren(SlideDialog))
    page = window.page("smears")
    page.add_paths([tmp_path / "film.tif"])
    window.context.open_project(tmp_path / "project")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not window.findChildren(SlideDialog), timeout=60_000)
    window.go("smears")
    opened(qtbot, window, tmp_path / "film.tif").reject()  # nothing blocks the next one
