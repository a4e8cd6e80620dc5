"""Fixtures of the window: a small trainable project of three drawn smears with two classes."""

from __future__ import annotations

import gc
import hashlib
import shutil
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.history.changes import Entity
from rbc_desk.imaging.read import read_image
from rbc_desk.services.cells import labelling
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from rbc_desk.services.smears.measured_fields import MeasuredField, measure_field, row_of
from rbc_desk.settings.model import Settings
from rbc_desk.ui.app import open_window
from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.kit import language
from rbc_desk.ui.kit.gc_on_ui_thread import UiThreadGc
from rbc_desk.ui.shell import preload
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.train.page import TrainPage
from tests.conftest import private_home
from tests.gui import smears_helpers
from tests.gui.six_cells import CELLS, CLASSES
from tests.gui.training_helpers import SIDE_PX, kill_training, set_small

RADIUS = 14


def draw_smear(path: Path, *, seed: int) -> list[tuple[int, int, str]]:
    """Twelve cells in rows, full ones and pale rings by turns; returns x, y and the class of each."""
    random = np.random.default_rng(seed)
    image = Image.fromarray(random.integers(232, 240, (180, 240, 3), np.uint8))
    draw = ImageDraw.Draw(image)
    cells = []
    for index in range(12):
        x, y = 30 + 56 * (index % 4), 30 + 56 * (index // 4)
        code = ("normal", "hypochromia")[index % 2]
        draw.ellipse((x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS), fill=(190, 110, 120))
        if code == "hypochromia":
            draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill=(232, 214, 218))
        cells.append((x, y, code))
    image.save(path, quality=95)
    return cells


@cache
def _quality(seed: int) -> MeasuredField:
    """What the program measures on that smear. Nearly every test would wait for it."""
    with TemporaryDirectory() as folder:
        draw_smear(Path(folder) / "smear.jpg", seed=seed)
        return measure_field(read_image(Path(folder) / "smear.jpg").pixels, cell_px=2.0 * RADIUS, doubts=True)


def add_smear(project: Project, *, seed: int, label: bool) -> int:
    """A smear with its circles and its measured quality in the store, as an import leaves it; returns its id."""
    stored = project.folder / "smears" / f"smear-{seed}.jpg"
    stored.parent.mkdir(exist_ok=True)
    cells = draw_smear(stored, seed=seed)
    with project.store.transact("Add", reader=project.reader) as tx:
        specimen = tx.insert(Entity.SPECIMEN, {"code": f"dog {seed}"})
        smear_id = tx.insert(
            Entity.SMEAR,
            {
                "specimen_id": specimen,
                "name": f"smear {seed}.png",
                "stored_name": stored.name,
                "sha256": hashlib.sha256(stored.read_bytes()).hexdigest(),
                "width": 240,
                "height": 180,
                "typical_diameter_px": 2.0 * RADIUS,
            },
        )
        ids = tx.insert_many(
            Entity.CELL,
            [
                {"smear_id": smear_id, "x": x, "y": y, "r": RADIUS, "state": CellState.PROPOSED, "at_border": False}
                for x, y, _ in cells
            ],
        )
        tx.derived.put_field_quality([row_of(_quality(seed), smear_id=smear_id)])
    if label:
        for code in ("normal", "hypochromia"):
            mine = [i for i, cell in zip(ids, cells, strict=True) if cell[2] == code]
            labelling.set_label(project, cell_ids=mine, code=code)
    return smear_id


def add_smears_to_learn_from(project: Project) -> None:
    for seed in (1, 2, 3):
        add_smear(project, seed=seed, label=True)
    add_smear(project, seed=4, label=False)


@pytest.fixture(autouse=True)
def _garbage_goes_on_the_interface_thread(qapp):
    """As in the application: what a test leaves behind is never destroyed by a later test's training thread."""
    collector = UiThreadGc()
    yield
    collector.stop()
    gc.collect()


@pytest.fixture(autouse=True)
def _the_interface_speaks_english(qapp):
    """As the application does on an English system: its translations hold the forms for one and for many."""
    language.apply(qapp, choice="en")


@pytest.fixture(autouse=True)
def _cells_found_are_not_classified(monkeypatch):
    """Classifying and learning take their time, and most tests look at what else happens. `test_presort.py` and
    `test_live_learning.py` turn them on.
    """
    monkeypatch.setenv("RBC_DESK_PRESORT", "false")
    monkeypatch.setenv("RBC_DESK_LIVE_LEARNING", "false")


@pytest.fixture(autouse=True)
def _pages_are_built_when_they_are_shown(monkeypatch):
    """Pages that a test never shows would take most of its time; `test_preload.py` has them built ahead."""
    monkeypatch.setattr(preload, "IDLE_S", float("inf"))


@contextmanager
def at_home(tmp_path_factory):
    """A fixture of the session keeps its settings to itself, as each test does."""
    with pytest.MonkeyPatch.context() as patch:
        private_home(tmp_path_factory, patch)
        yield


@contextmanager
def _opened(folder):
    """A context with that project; its threads are gone afterwards."""
    context = AppContext()
    context.open_project(folder)
    yield context
    context.shut_down()


@pytest.fixture
def context(qtbot, tmp_path):
    """A context with an empty project."""
    create_project(tmp_path / "project", class_set="paper", reader="Ann").close()
    with _opened(tmp_path / "project") as context:
        yield context


@pytest.fixture(scope="session")
def labelled_project(tmp_path_factory):
    """A closed project, to copy, of three labelled smears, and a fourth whose cells nobody has looked at."""
    folder = tmp_path_factory.mktemp("labelled") / "project"
    with at_home(tmp_path_factory), closing(_new_project(folder)) as project:
        add_smears_to_learn_from(project)
    return folder


def _new_project(folder):
    return create_project(folder, class_set="paper", reader=Settings().reader)


@pytest.fixture
def learning_context(qtbot, tmp_path, labelled_project):
    """A context on a copy of that project."""
    with _opened(shutil.copytree(labelled_project, tmp_path / "project")) as context:
        yield context


@pytest.fixture(scope="session")
def trained_project(tmp_path_factory):
    """A closed project, to copy, of the same smears after two epochs of training."""
    from rbc_desk.services.training import training

    folder = tmp_path_factory.mktemp("trained") / "project"
    spec = training.default_spec().model_copy(
        update={"epochs": 2, "batch_size": 8, "device": "cpu", "input_px": SIDE_PX}
    )
    with at_home(tmp_path_factory), closing(_new_project(folder)) as project:
        add_smears_to_learn_from(project)
        training.train(project, spec=spec, split_by="smear")
    return folder


@pytest.fixture
def trained_context(qtbot, tmp_path, trained_project):
    """A context on a copy of that project."""
    with _opened(shutil.copytree(trained_project, tmp_path / "trained")) as context:
        yield context


@pytest.fixture(scope="session")
def killed_project(tmp_path_factory):
    """A project, to copy, of the same smears and a training of 400 epochs that was killed after the second."""
    folder = tmp_path_factory.mktemp("killed") / "project"
    with at_home(tmp_path_factory):
        with closing(_new_project(folder)) as project:
            add_smears_to_learn_from(project)
        kill_training(folder, epochs=400)
    return folder


@pytest.fixture
def killed_context(qtbot, tmp_path, killed_project):
    """A context on a copy of that project."""
    with _opened(shutil.copytree(killed_project, tmp_path / "killed")) as context:
        yield context


@pytest.fixture
def train_page(learning_context, qtbot):
    """The page Train on those smears, set for a short training that parts them by smear."""
    page = TrainPage(learning_context)
    qtbot.addWidget(page)
    page.resize(1280, 820)
    page.show()
    qtbot.waitExposed(page)
    set_small(page)
    page.form.epochs.setValue(2)
    page.form.split.setCurrentIndex(page.form.split.findData("smear"))
    return page


@pytest.fixture
def app_window(qtbot):
    """The window as the application opens it, without a project."""
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    window.resize(1280, 860)
    yield window
    window.context.shut_down()


@pytest.fixture
def show_window(context, qtbot):
    """Shows the window of the context when it is called; it is closed at the end."""
    shown = []

    def show():
        window = MainWindow(context)
        shown.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 860)
        window.show()
        return window

    yield show
    context.shut_down()
    for window in shown:
        window.close()


@pytest.fixture
def label_window(context, qtbot, show_window):
    """That window with its page Label on a smear of twelve cells without a class."""
    add_smear(context.project, seed=1, label=False)
    window = show_window()
    window.go("label")
    qtbot.waitUntil(lambda: len(window.page("label").cells) == 12 and not context.jobs.active)
    return window


@pytest.fixture
def canvas(qtbot):
    """A canvas that shows six cells and lets them be changed."""
    canvas = SmearCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.set_image(np.full((240, 320, 3), 220, np.uint8))
    canvas.set_cells(CELLS, CLASSES)
    canvas.set_editable(True)
    return canvas


@pytest.fixture
def smears_window(qtbot, tmp_path):
    """The window on its page Smears, with five rendered smears, the last one out of focus; no cells found yet."""
    context = AppContext(settings=Settings(reader="Dr Test"))
    project = context.create_project(tmp_path / "project")
    library.add_smears(project, [smears_helpers.render_five(tmp_path / "smears")])
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1280, 860)
    window.show()
    window.go("smears")
    smears_helpers.settle(qtbot, window)
    yield window
    context.shut_down()
    window.close()
