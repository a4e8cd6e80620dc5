"""A tour of the window: every page and view, in an order in which each has something to show.

A tour yields the name of a screenshot to take when all work has ended, or "" to wait only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabWidget

from picturing.film import write_film
from rbc_desk.core.cells.cell import CellState
from rbc_desk.services.cells import labelling
from rbc_desk.services.project import readers
from rbc_desk.services.smears import library
from rbc_desk.services.specimens import editing
from rbc_desk.services.specimens.worklist import worklist
from rbc_desk.ui.dialogs.slide import SlideDialog
from rbc_desk.ui.settings.page import SECTIONS
from rbc_desk.ui.shell.main_window import MainWindow


def tour(window: MainWindow, *, sample: Path, folder: Path) -> Iterator[str]:
    """The tour. `folder`: the place of an empty project.

    `sample`: the sample project. What it has not been trained and experimented on yet is done on the way.
    """
    yield from _before_a_project(window, folder=folder)
    window.context.open_project(sample)
    yield from _smears(window, folder=folder)
    yield from _label(window)
    yield from _train(window)
    yield from _evaluate(window)
    yield from _classify(window)
    yield from _protocol(window)
    yield from _other_views_of_cells(window)
    yield from _specimens(window)
    yield from _reports(window)
    yield from _everywhere(window)
    yield from _agreement(window)
    window.context.close_project()
    yield "start"


def _before_a_project(window: MainWindow, *, folder: Path) -> Iterator[str]:
    yield "start-first"
    window.opening.new_project()
    yield "new-project"
    _close_what_stands_over(window)
    window.context.create_project(folder / "New project")
    for name in ("specimens", "smears", "label", "train", "evaluate", "classify", "protocol", "project", "agreement"):
        window.go(name)
        yield f"{name}-empty"
    window.context.close_project()
    yield ""


def _smears(window: MainWindow, *, folder: Path) -> Iterator[str]:
    window.go("smears")
    page = window.page("smears")
    page.table.selectRow(0)
    yield ""
    while not page.preview.settled:
        yield ""
    yield "smears"
    page.table.clearSelection()
    write_film(folder / "dog-12.tif")
    page.add_paths([folder / "dog-12.tif"])
    while (dialog := window.findChild(SlideDialog)) is None:
        yield ""
    dialog.propose_button.click()
    yield ""
    dialog.canvas.select_region(0)
    yield "slide"
    dialog.reject()
    yield ""


def _label(window: MainWindow) -> Iterator[str]:
    context = window.context
    context.set_smear(library.smears(context.project)[0].id)
    window.go("label")
    yield ""
    page = window.page("label")
    cells = [cell for cell in page.cells if cell.state is not CellState.REJECTED]
    odd = next((cell for cell in cells if cell.human_code not in (None, "normal")), cells[0])
    page.canvas.select({odd.id})
    yield "label"
    page.acts.look.trigger()
    yield "label-look"
    _close_what_stands_over(window)
    page.acts.calibrate.trigger()
    yield "label-scale"
    page.scale_card.ways.button(1).click()
    yield "label-scale-species"
    page.acts.calibrate.trigger()
    page.sizes.toggle.click()
    yield "label-sizes"
    page.sizes.toggle.click()
    page.canvas.zoom_to_cell(odd.id)
    yield "label-zoomed"
    page.acts.menu(page).popup(page.mapToGlobal(page.rect().center()))
    yield "label-menu"
    _close_what_stands_over(window)
    page.acts.fit.trigger()
    some = [cell.id for cell in cells if cell.human_code][:3]
    context.edit(labelling.set_label(context.project, cell_ids=some, code="normal"))
    context.edit(labelling.set_state(context.project, cell_ids=some[:1], state=CellState.REJECTED))
    context.undo_stack.undo()
    window.top_bar.show_history()
    yield "history"
    _close_what_stands_over(window)
    context.undo_stack.undo()


def _train(window: MainWindow) -> Iterator[str]:
    window.go("train")
    yield "train-before"
    _press(window, "allSettingsButton")
    yield "train-settings"
    _press(window, "allSettingsButton")
    runs = window.page("train").runs
    if runs.rowCount():
        runs.selectRow(0)
    else:
        _press(window, "trainButton")
    yield "train"


def _evaluate(window: MainWindow) -> Iterator[str]:
    window.go("evaluate")
    yield ""
    _press(window, "evaluateButton")
    yield "evaluate"
    tabs = window.page("evaluate").findChild(QTabWidget)
    for index in range(1, tabs.count()):
        tabs.setCurrentIndex(index)
        yield f"evaluate-{index + 1}"
    tabs.setCurrentIndex(0)


def _classify(window: MainWindow) -> Iterator[str]:
    window.context.set_smear(library.smears(window.context.project)[-1].id)
    window.go("classify")
    yield "classify-before"
    _press(window, "classifyButton")
    yield "classify"


def _agreement(window: MainWindow) -> Iterator[str]:
    """Other readers label the same cells, some of them differently; at the end their labels are gone again."""
    context = window.context
    project, codes = context.project, context.project.class_set().codes
    smears = [smear.id for smear in library.smears(project)]
    cells = [one for smear in smears for one in labelling.cells(project, smear_id=smear) if one.label is not None]
    given = []
    for every, name in ((7, "Dr Second"), (5, "Dr Third")):
        reader = readers.as_reader(project, name=name)
        for index, cell in enumerate(cells):
            code = codes[(codes.index(cell.label) + 1) % len(codes)] if index % every == 0 else cell.label
            given.append((reader, labelling.set_label(reader, cell_ids=[cell.id], code=code)))
        window.go("agreement")
        window.page("agreement").refresh()
        yield "agreement-two" if name == "Dr Second" else "agreement"
    page = window.page("agreement")
    page.tabs.setCurrentIndex(1)
    _press(window, "nextDisagreementButton")
    page.disagreements.choices.chosen.emit(page.disagreements.choices.codes[1])
    _press(window, "previousDisagreementButton")
    yield "agreement-disagreements"
    context.undo()
    context.set_blinded(True)
    yield "agreement-blinded"
    context.set_blinded(False)
    for reader, step in reversed(given):
        labelling.apply(reader, step.inverse())
    yield ""


def _protocol(window: MainWindow) -> Iterator[str]:
    window.go("protocol")
    page = window.page("protocol")
    page.form.seeds.setValue(2)
    page.form.workers.setValue(2)
    yield "protocol-before"
    if page.studies.selected is None:
        _press(window, "startProtocolButton")
    yield "protocol"


def _other_views_of_cells(window: MainWindow) -> Iterator[str]:
    window.go("label")
    page = window.page("label")
    page.gallery.bar.scope.setCurrentIndex(1)
    page.views.show_view(page.gallery.name)
    yield "gallery"
    page.views.show_view(page.review.name)
    yield "review"
    page.views.show_view(page.picture.name)
    yield "label-predicted"


def _specimens(window: MainWindow) -> Iterator[str]:
    context = window.context
    dog = {"patient": "K-19", "species": "dog", "breed": "Shih Tzu", "age": "7 y"}
    first, second, *_, last = worklist(context.opened).rows
    for row, facts in (
        (first, dog | {"collected_on": "2026-05-04"}),
        (second, {"patient": "F-03", "species": "cat", "age": "11 y", "collected_on": "2026-10-12"}),
        (last, dog | {"collected_on": "2026-11-30"}),
    ):
        context.edit(editing.set_facts(context.opened, specimen_ids=[row.specimen.id], facts=facts))
    context.edit(editing.set_reviewed(context.opened, specimen_ids=[first.specimen.id], reviewed=True))
    context.set_smear(last.smears[0].id)
    window.go("specimens")
    yield "specimens"


def _reports(window: MainWindow) -> Iterator[str]:
    """The windows of the specimen of the current smear."""
    for name, show in (
        ("report", window.reports.report_current),
        ("compare", window.reports.compare_current),
        ("sheet", window.reports.sheet_current),
    ):
        show()
        yield name
        _close_what_stands_over(window)


def _everywhere(window: MainWindow) -> Iterator[str]:
    window.go("project")
    yield "project"
    window.go("label")
    yield ""
    window.overlays.show_palette()
    yield "palette"
    _close_what_stands_over(window)
    window.overlays.show_keys()
    yield "keys"
    _close_what_stands_over(window)
    for section, *_ in SECTIONS:
        window.overlays.show_settings(section)
        yield f"settings-{section}"
    window.show_current()
    window.change_reader()
    yield "reader"
    window.reader_bar.hide()


def _close_what_stands_over(window: MainWindow) -> None:
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible() and top.windowType() != Qt.WindowType.ToolTip:
            top.close()


def _press(window: MainWindow, name: str) -> None:
    _seen(window, QAbstractButton, name).click()


def _seen(window: MainWindow, kind: type[Any], name: str) -> Any:
    return next(w for w in window.findChildren(kind, name) if w.isVisible())
