"""Plots of real events and results."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from rbc_desk.core.models.results import RocCurve
from rbc_desk.ui.kit import theme
from rbc_desk.ui.kit.theme import contrast
from rbc_desk.ui.plots.confusion import ConfusionView
from rbc_desk.ui.plots.curves import LossCurves, MetricCurves
from rbc_desk.ui.plots.roc import RocView

NAMES = ("Codocyte", "Hypochromia", "Normal")
LETTERS = ("C", "H", "N")
COUNTS = ((90, 4, 10), (3, 80, 24), (0, 0, 0))


def shown(qtbot, widget, *, width=500, height=400):
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


@pytest.fixture
def losses(qtbot):
    curves = shown(qtbot, LossCurves())
    curves.clear(epochs=10)
    for epoch, validation in enumerate((0.9, 0.4, 0.6), start=1):
        curves.append(epoch, training=1 / epoch, validation=validation)
    return curves


def test_each_epoch_appends_one_point_to_both_losses(losses):
    assert losses.epochs == (1, 2, 3)
    assert losses.values("Validation") == (0.9, 0.4, 0.6)


def test_the_epoch_of_the_lowest_validation_loss_is_marked_best(losses):
    assert losses.best_epoch == 2
    assert "Best epoch 2" in losses.legend.texts


def test_the_planned_epochs_fix_the_axis_from_the_start(losses):
    low, high = losses.plot.getViewBox().viewRange()[0]
    assert low <= 1
    assert high >= 10


def test_the_axes_of_the_loss_are_named(losses):
    assert [losses.plot.getAxis(side).labelText for side in ("bottom", "left")] == ["Epoch", "Loss"]


def test_the_legend_stands_outside_of_the_plot(losses):
    assert not losses.legend.geometry().intersects(losses.plot.geometry())


def test_the_loss_is_drawn_in_the_series_colour(losses):
    image = losses.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert losses._lines[0].opts["pen"].color().name() in colours


def test_an_undefined_auroc_leaves_a_gap_and_an_empty_figure(qtbot):
    curves = shown(qtbot, MetricCurves())
    curves.append(1, accuracy=0.5, macro_f1=0.4, auroc=None)
    assert math.isnan(curves.values("AUROC")[0])
    assert curves.legend.texts == ("Accuracy 0.500", "Macro F1 0.400", "AUROC")


def test_a_new_run_begins_with_empty_curves(losses):
    losses.clear()
    assert losses.epochs == ()
    assert losses.best_epoch == 0


@pytest.fixture
def confusion(qtbot):
    view = shown(qtbot, ConfusionView())
    view.set_matrix(NAMES, counts=COUNTS)
    return view


def test_the_matrix_shows_counts_first(confusion):
    assert confusion.texts[0] == ("90", "4", "10")


def test_row_percent_has_one_decimal_and_a_dash_where_no_cell_is_of_the_class(confusion, qtbot):
    qtbot.mouseClick(confusion.percent_button, Qt.MouseButton.LeftButton)
    assert confusion.texts[0] == ("86.5", "3.8", "9.6")
    assert confusion.texts[2] == ("–", "–", "–")


def test_the_fuller_cell_is_painted_nearer_to_the_accent(confusion):
    image = confusion.grid.grab().toImage()
    accent = theme.accent(confusion.palette())

    def distance(i, j):
        # the corner of a cell: no text stands there
        point = confusion.grid.cell_rect(i, j).topLeft()
        colour = image.pixelColor(point.x() + 4, point.y() + 4)
        return sum(abs(a - b) for a, b in zip(colour.getRgb(), accent.getRgb(), strict=True))

    assert distance(0, 0) < distance(0, 2) < distance(2, 2)


def test_text_on_every_shade_can_be_read(confusion):
    for i in range(3):
        for j in range(3):
            shade = confusion.grid.shade(i, j)
            assert contrast(theme.readable_on(shade), shade) >= 4.5


def test_a_cell_tells_its_classes_and_percent_as_tooltip(confusion):
    tip = confusion.grid.tip_at(confusion.grid.cell_rect(0, 2).center())
    assert tip == "10 cells of true class Codocyte, predicted Normal (9.6 % of the row)"


def test_a_matrix_that_is_not_square_is_refused(confusion):
    with pytest.raises(ValueError, match="rows and columns"):
        confusion.set_matrix(NAMES, counts=((1, 2),))


def test_twelve_classes_fit_without_running_out_of_the_widget(qtbot):
    view = shown(qtbot, ConfusionView(), width=700, height=700)
    view.set_matrix([f"A rather long class name {i}" for i in range(12)], counts=[[i] * 12 for i in range(12)])
    assert view.grid.rect().contains(view.grid.cell_rect(11, 11))


@pytest.fixture
def roc(qtbot):
    view = shown(qtbot, RocView())
    view.set_curves(
        [RocCurve("a", (0, 0.1, 1), (0, 0.9, 1), 0.95), RocCurve("b", (0, 0.3, 1), (0, 0.6, 1), 0.654321)],
        names={"a": "Codocyte", "b": "Normal"},
        colours={"a": "#0072b2", "b": "#f0e442"},
    )
    return view


def test_the_roc_legend_gives_each_class_its_auroc(roc):
    assert roc.legend.texts == ("Codocyte 0.950", "Normal 0.654", "Chance 0.500")


def test_the_roc_axes_are_named(roc):
    names = [roc.plot.getAxis(side).labelText for side in ("bottom", "left")]
    assert names == ["False positive rate", "True positive rate"]


def test_a_pale_class_colour_is_darkened_until_its_line_can_be_seen(roc):
    assert contrast(roc.lines[1].opts["pen"].color(), roc.palette().base().color()) >= 2.5
    assert roc.lines[0].opts["pen"].color() == QColor("#0072b2")


def test_the_roc_legend_never_covers_the_curves(roc, qtbot):
    qtbot.waitUntil(lambda: not roc.legend.geometry().intersects(roc.plot.geometry()))
    assert roc.rect().contains(roc.legend.geometry())


def test_the_roc_plot_stays_square_at_any_size(roc):
    roc.resize(900, 300)
    assert roc.plot.width() == roc.plot.height() == 300


def test_columns_too_narrow_for_names_have_letters(qtbot):
    view = ConfusionView()
    qtbot.addWidget(view)
    view.set_matrix(NAMES, LETTERS, counts=COUNTS)
    view.resize(900, 700)
    view.show()
    assert not view.grid.has_letters
    view.resize(view.minimumSizeHint())
    assert view.grid.has_letters
    assert view.grid.cell_rect(0, 1).left() - view.grid.cell_rect(0, 0).left() >= 40
    view.set_matrix(NAMES, counts=COUNTS)  # a model of classes that the project has not
    assert not view.grid.has_letters
