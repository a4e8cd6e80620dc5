from __future__ import annotations

import json

import pytest

from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.core.events import EpochDone, Scores
from rbc_desk.core.registry import Params, Registry


class Size(Params):
    px: int = 3


def test_a_registered_name_is_built_with_checked_parameters() -> None:
    registry: Registry[int] = Registry("thing")
    registry.register("double", summary="Twice.", params=Size)(lambda params: 2 * params.px)
    assert registry["double"].make({"px": 5}) == 10
    assert registry.names == ("double",)


def test_a_name_registered_twice_is_refused() -> None:
    registry: Registry[int] = Registry("thing")
    registry.register("a", summary="")(lambda params: 1)
    with pytest.raises(ValueError, match="twice"):
        registry.register("a", summary="")(lambda params: 2)


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    registry: Registry[int] = Registry("thing")
    registry.register("known", summary="")(lambda params: 1)
    with pytest.raises(UnknownNameError, match=r"No thing is named 'other'.*known"):
        registry["other"]


@pytest.mark.parametrize("values", [{"px": "wide"}, {"depth": 1}])
def test_a_wrong_parameter_is_named(values: dict[str, object]) -> None:
    registry: Registry[int] = Registry("thing")
    registry.register("a", summary="", params=Size)(lambda params: 1)
    with pytest.raises(SettingsError, match=next(iter(values))):
        registry["a"].make(values)


def test_an_event_serialises_to_one_line_of_json() -> None:
    event = EpochDone(1, 2, 0.5, 0.4, Scores(0.9, 0.8, None), ((3, 1), (0, 4)), 1e-3, 2.0, 2.0, True)
    line = event.to_json()
    assert "\n" not in line
    assert json.loads(line)["event"] == "EpochDone"
    assert json.loads(line)["confusion"] == [[3, 1], [0, 4]]
