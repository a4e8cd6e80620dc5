"""Importing data sets of other programs in the window."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QToolButton

from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells.labelling import cells
from rbc_desk.services.datasets.exported_cells import ExportOptions
from rbc_desk.services.smears import library
from rbc_desk.ui.smears.class_mapping import ClassMappingDialog

CELLS = (("odd/one", 60, 60), ("odd/one", 120, 60), ("Target Cell", 60, 120), ("leukocyte", 120, 120))


def data_set(folder: Path) -> Path:
    folder.mkdir()
    Image.fromarray(render_smear(seed=5, width=240, height=180, n_cells=6).pixels).save(folder / "a.png")
    lines = "".join(f"a.png,{x},{y},20,{name}\n" for name, x, y in CELLS)
    (folder / "t.csv").write_text(f"image,x,y,r,class\n{lines}a.png,9000,60,20,odd/one\na.png,here\n")
    return folder / "t.csv"


def labels(window) -> list[str | None]:
    (info,) = library.smears(window.context.project)
    found = cells(window.context.project, smear_id=info.id)
    return [cell.label for cell in sorted(found, key=lambda cell: (cell.circle.y, cell.circle.x))]


def asked(qtbot, window, source: Path) -> ClassMappingDialog:
    window.page("smears").sources.import_from("csv", source=source)
    qtbot.waitUntil(lambda: window.findChild(ClassMappingDialog) is not None, timeout=60_000)
    dialog = window.findChild(ClassMappingDialog)
    qtbot.waitUntil(dialog.isVisible, timeout=60_000)
    return dialog


def test_names_that_the_project_lacks_are_asked_for_and_the_end_says_what_came_in(qtbot, window, tmp_path):
    dialog = asked(qtbot, window, data_set(tmp_path / "set"))
    table = dialog.table
    listed = [(table.item(row, 0).text(), table.item(row, 1).text()) for row in range(table.rowCount())]
    assert listed == [("odd/one", "3"), ("leukocyte", "1"), ("Target Cell", "1")]
    assert [dialog.boxes[name].currentData() for name, _ in listed] == [None, None, "codocyte"]
    box = dialog.boxes["odd/one"]
    box.setFocus()
    qtbot.keyClicks(box, "Norm")
    assert box.currentData() == "normal"
    with qtbot.waitSignal(window.context.bus.changed, timeout=60_000):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert labels(window) == ["normal", "normal", "codocyte", None]
    problems = window.page("smears").problems
    assert problems.isVisible()
    assert "1 smear" in problems.title
    assert "4 cell" in problems.title
    assert "2 items could not be added" in problems.title
    items = problems.findChild(QListWidget)
    told = [items.item(row).text() for row in range(items.count())]
    assert any("t.csv, line 6" in text and "outside" in text for text in told)
    assert any("t.csv, line 7" in text for text in told)


def test_a_table_of_all_kinds_goes_out_of_the_window_and_comes_back(qtbot, window, tmp_path):
    source = data_set(tmp_path / "set")
    head, *rows = source.read_text().splitlines()
    kinds_of = ("red", "white", "platelet", "red")
    source.write_text(
        "\n".join([f"{head},kind", *(f"{row},{kind}" for row, kind in zip(rows, kinds_of, strict=False))])
    )
    with qtbot.waitSignal(asked(qtbot, window, source).finished, timeout=60_000):
        qtbot.mouseClick(window.findChild(ClassMappingDialog).import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.context.jobs.active, timeout=60_000)
    title = window.page("smears").problems.title
    assert "2 cells added" in title
    assert "2 other objects added." in title
    (info,) = library.smears(window.context.project)
    assert (info.n_cells, info.n_white, info.n_platelets) == (2, 1, 1)

    window.go("project")
    page = window.page("project")
    page.export("csv", folder=tmp_path / "out", wanted=ExportOptions(all_kinds=True))
    qtbot.waitUntil(
        lambda: "2 other objects exported." in page.findChild(QLabel, "projectMessage").text(), timeout=60_000
    )
    header, *lines = (tmp_path / "out" / "cells.csv").read_text().splitlines()
    assert header.endswith(",kind")
    assert sorted(line.rsplit(",", 1)[1] for line in lines) == ["platelet", "white"]


def test_the_details_fold_away_and_importing_again_says_what_is_there(qtbot, window, tmp_path):
    source = data_set(tmp_path / "set")
    for _ in range(2):
        dialog = asked(qtbot, window, source)
        with qtbot.waitSignal(dialog.finished, timeout=60_000):
            qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not window.context.jobs.active, timeout=60_000)
        qtbot.waitUntil(lambda: window.findChild(ClassMappingDialog) is None, timeout=60_000)
    problems = window.page("smears").problems
    assert "1 smear was already in the project" in problems.title
    items, fold = problems.findChild(QListWidget), problems.findChild(QToolButton, "unfoldTroubles")
    assert items.isVisible()
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert not items.isVisible()
    assert problems.findChild(QLabel, "problemTitle").isVisible()
    qtbot.mouseClick(problems.findChild(QToolButton, "dismissTroubles"), Qt.MouseButton.LeftButton)
    assert not problems.isVisible()


def test_cancelling_the_question_brings_nothing_in(qtbot, window, tmp_path):
    dialog = asked(qtbot, window, data_set(tmp_path / "set"))
    with qtbot.waitSignal(dialog.finished, timeout=60_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert library.smears(window.context.project) == ()
    assert not window.context.jobs.active


def test_a_table_that_is_not_there_is_told(qtbot, window, tmp_path):
    with qtbot.waitSignal(window.context.jobs.failed, timeout=60_000) as failed:
        window.page("smears").sources.import_from("csv", source=tmp_path / "nothing.csv")
    assert "does not exist" in failed.args[0].message


def test_a_picture_that_cannot_be_read_is_told_on_the_page_classify_too(qtbot, window, tmp_path):
    (tmp_path / "b.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    window.go("classify")
    with qtbot.waitSignal(window.context.failed, timeout=60_000) as told:
        window.page("classify").adding.add([tmp_path / "b.heic"])
    assert "HEIC" in told.args[0].message
    assert window.banner.isVisible()


def test_a_change_of_reader_while_the_set_is_read_or_asked_about_loses_nothing(qtbot, window, tmp_path):
    source = data_set(tmp_path / "set")
    job = window.page("smears").sources.import_from("csv", source=source)
    assert not job.ended
    assert window.context.set_reader("Bea")  # before the window hears that it is read
    qtbot.waitUntil(lambda: window.findChild(ClassMappingDialog) is not None, timeout=60_000)
    assert window.context.set_reader("Cleo")
    with qtbot.waitSignal(window.context.bus.changed, timeout=60_000):
        window.findChild(ClassMappingDialog).import_button.click()
    assert labels(window).count("codocyte") == 1
