"""Forms generated from parameter models."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import pytest
from pydantic import Field
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rbc_desk.core.registry import Params
from rbc_desk.ui.widgets.param_form import ParamForm


class Way(StrEnum):
    QUICK = "quick_way"
    EXACT = "exact_way"


class Everything(Params):
    width_px: float | None = Field(None, ge=6, le=1000, title="Cell width", description="Empty: measured.")
    share: float = Field(0.35, ge=0.1, le=0.95, title="Roundness", description="Lower finds more.")
    count: int = Field(3, ge=1, le=9, title="Rounds")
    open_: float = Field(120.0, gt=0, le=400, title="Edge threshold")
    split: bool = Field(True, title="Split clumps")
    way: Way = Field(Way.QUICK, title="Way")
    tone: Literal["grey", "green"] = Field("grey", title="Tone")
    upscaler: str = Field("lanczos", title="Upscaler")
    word: str = Field("abc", title="Word")
    folder: str | None = Field(None, title="Folder")
    exact: float = Field(0.0625, ge=0, le=10, title="Exact")
    pair: tuple[int, int] = (1, 2)


@pytest.fixture
def form(qtbot):
    form = ParamForm()
    qtbot.addWidget(form)
    form.set_model(Everything, choices={"upscaler": [("lanczos", "Lanczos"), ("waifu2x", "Waifu2x")]})
    form.show()
    return form


def test_it_stands_at_the_model_s_defaults_and_its_values_make_the_model(form):
    assert Everything(**form.values()) == Everything()


def test_titles_label_the_fields_and_descriptions_help(form):
    texts = {label.text() for label in form.findChildren(QLabel)}
    assert {"Cell width", "Empty: measured.", "Roundness", "Split clumps"} <= texts
    assert form.field("share").toolTip() == "Lower finds more."
    assert form.field("share").accessibleName() == "Roundness"


def test_the_unit_and_the_range_come_from_the_model(form):
    width, share = form.field("width_px"), form.field("share")
    width.set_number(41)
    assert width.text() == "41 px"
    share.set_value(7)
    assert share.value == 0.95


def test_values_shown_are_values_read_and_showing_them_is_no_change(form, qtbot):
    wanted = Everything(width_px=40, share=0.5, count=7, split=False, way=Way.EXACT, tone="green", upscaler="waifu2x")
    with qtbot.assertNotEmitted(form.changed):
        form.set_values(wanted.model_dump())
    assert Everything(**form.values()) == wanted


def test_an_optional_number_shows_what_happens_when_empty_and_clearing_empties_it(form, qtbot):
    form.set_measured("width_px", word="measured: 40 px", start=40)
    field = form.field("width_px")
    assert (field.text(), field.number) == ("measured: 40 px", None)
    qtbot.keyClick(field, Qt.Key.Key_Up)  # the arrows begin at what was measured
    assert field.number == 40
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.number, form.values()["width_px"]) == (None, None)


def test_a_number_typed_and_a_slider_moved_both_tell_of_the_change(form, qtbot):
    share = form.field("share")
    with qtbot.waitSignal(form.changed):
        share.box.selectAll()
        qtbot.keyClicks(share.box, "0.6")
        qtbot.keyClick(share.box, Qt.Key.Key_Return)
    assert form.values()["share"] == 0.6
    with qtbot.waitSignal(form.changed):
        qtbot.keyClick(share.slider, Qt.Key.Key_Home)
    assert form.values()["share"] == 0.1


def test_an_open_bound_is_never_reached(form):
    form.field("open_").set_value(-5)
    assert Everything(**form.values()).open_ > 0


def test_whole_numbers_stay_whole(form):
    form.field("count").set_value(4)
    assert form.values()["count"] == 4
    assert isinstance(form.values()["count"], int)


def test_another_model_takes_the_place_of_the_first(form):
    class Other(Params):
        only: bool = False

    form.set_model(Other)
    assert form.values() == {"only": False}
