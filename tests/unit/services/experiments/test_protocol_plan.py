"""Plans of protocols: grids, units and their names, choices."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.core.errors import RbcDeskError, SettingsError
from rbc_desk.learn.splits.imbalance import counts_at
from rbc_desk.services.experiments.protocol_plan import METHODS, PAPER_ALPHAS, ProtocolPlan, Setting, make_plan, quick
from rbc_desk.services.experiments.results import EpochFigures, UnitResult, chosen_epoch
from rbc_desk.services.experiments.schedule import Schedule, Unit
from rbc_desk.services.experiments.sources import drawn_from
from rbc_desk.services.experiments.texts import setting_text, unit_text


def result(unit: Unit, *, losses: list[float], f1: float = 0.5) -> UnitResult:
    """As if the unit had been done."""
    history = tuple(EpochFigures(loss, loss, 0.5, f1, None) for loss in losses)
    return UnitResult(unit.hash, unit.key, 1.0, "cpu", "", (1, 1), history, 1)


def plan(**values: object) -> ProtocolPlan:
    return make_plan({"kind": "sweep", "networks": ("rbc_small",), **values})


def test_the_defaults_are_the_papers() -> None:
    sweep = make_plan({"kind": "sweep"})
    assert sweep.networks == ("resnet50", "densenet121")
    assert (sweep.folds, sweep.test_share, sweep.epochs, sweep.splits) == (5, 0.3, 100, ("cell",))
    spec = sweep.spec(Setting("densenet121", "balanced_focal", 1.5, 2.0), seed=3, epochs=100)
    assert (spec.optimizer, spec.learning_rate, spec.batch_size, spec.schedule) == ("adam", 1e-3, 32, "constant")
    assert (spec.recipe, spec.side_px, spec.augment, spec.seed) == ("paper", 224, False, 3)
    assert spec.loss_params == {"alpha": 1.5, "gamma": 2.0}
    assert [s.alpha for s in sweep.grid() if s.network == "resnet50" and s.method == "balanced_focal"] == [
        *PAPER_ALPHAS
    ]
    study = make_plan({"kind": "imbalance"})
    assert study.networks == ("densenet121",)
    assert [f"{level:.2f}" for level in study.levels][::3] == ["2.03", "7.80", "37.90"]


def test_levels_typed_as_the_paper_prints_them_draw_the_papers_own_counts() -> None:
    typed = plan(kind="imbalance", levels=(2.03, 3.05, 4.74, 7.8, 11.35, 17.94, 37.9, 2.032, 2.5))
    assert typed.levels == (*make_plan({"kind": "imbalance"}).levels, 2.5)
    assert [counts_at((345, 356, 2691), ratio=level) for level in typed.levels[:-1]] == [
        (345, 356, 701), (345, 356, 1052), (345, 356, 1636), (345, 356, 2691), (237, 237, 2691), (150, 150, 2691),
        (71, 71, 2691),
    ]  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(
    alphas=st.lists(st.sampled_from([0.25, 0.5, 1.0, 1.5]), min_size=1, max_size=4),
    gammas=st.lists(st.sampled_from([0.0, 1.0, 2.0, 5.0]), min_size=1, max_size=3),
    seeds=st.lists(st.integers(0, 50), min_size=1, max_size=3, unique=True),
    choice=st.sampled_from(["crossval", "holdout", "fixed"]),
)
def test_units_are_each_trained_once_and_as_many_as_were_told(alphas, gammas, seeds, choice) -> None:
    made = plan(alphas=tuple(alphas), gammas=tuple(gammas), seeds=tuple(seeds), choice=choice, folds=3)
    schedule = Schedule(made, "cells")
    done: dict[str, UnitResult] = {}
    for _ in range(3):
        ready = schedule.ready(done)
        assert len({u.hash for u in ready}) == len(ready)
        assert not {u.hash for u in ready} & done.keys()
        done |= {u.hash: result(u, losses=[2.0, 1.0, 3.0]) for u in ready}
    assert len(done) == schedule.total == len(schedule.needed(done))
    # of focal loss with alpha 1 and without one there is one training
    trained = len(set(alphas) | {1.0}) * len(set(gammas)) + len(set(gammas)) + 3
    assert schedule.total == trained * len(seeds) * (4 if choice == "crossval" else 1)


def test_a_units_name_depends_on_all_that_its_result_depends_on_and_on_nothing_else() -> None:
    unit = Schedule(plan(choice="holdout"), "cells").ready({})[0]
    same = dataclasses.replace(unit, spec={**json.loads(json.dumps(unit.spec)), "device": "cuda:1"})
    assert same.hash == unit.hash
    others = [
        dataclasses.replace(unit, cells="others"),
        dataclasses.replace(unit, seed=1),
        dataclasses.replace(unit, split_by="smear"),
        dataclasses.replace(unit, fold=1),
        dataclasses.replace(unit, folds=4),
        dataclasses.replace(unit, level=2.0),
        dataclasses.replace(unit, thinned=True),
        dataclasses.replace(unit, test_share=0.4),
        dataclasses.replace(unit, spec={**unit.spec, "learning_rate": 0.01}),
    ]
    assert len({u.hash for u in [unit, *others]}) == len(others) + 1


def test_a_further_seed_takes_nothing_away_from_what_was_done() -> None:
    first, more = (Schedule(plan(seeds=seeds, choice="fixed"), "c") for seeds in ((0,), (0, 1)))
    done = {u.hash: result(u, losses=[1.0]) for u in first.ready({})}
    assert not {u.hash for u in more.ready(done)} & done.keys()
    assert len(more.ready(done)) == len(done)


def test_the_epoch_is_that_of_the_lowest_mean_loss_over_the_folds() -> None:
    unit = Schedule(plan(), "c").ready({})[0]
    folds = [result(unit, losses=[3.0, 1.0, 2.0]), result(unit, losses=[3.0, 2.9, 0.5])]
    assert chosen_epoch(folds) == 3


def test_cross_validation_retrains_the_alpha_with_the_best_f1_for_the_epoch_chosen() -> None:
    made = make_plan({"kind": "crossval", "networks": ("rbc_small",), "alphas": (0.5, 1.5), "folds": 2})
    schedule = Schedule(made, "c")
    units = schedule.ready({})
    assert len(units) == 4
    assert schedule.total == 5
    # the lower loss belongs to the smaller alpha, as it always does; the better F1 to the other
    done = {
        u.hash: result(u, losses=[0.9, 0.2 * u.spec["loss_params"]["alpha"], 0.8], f1=u.spec["loss_params"]["alpha"])
        for u in units[:3]
    }
    assert [u.hash for u in schedule.ready(done)] == [units[3].hash]
    done[units[3].hash] = result(units[3], losses=[0.9, 0.3, 0.8], f1=1.5)
    (last,) = schedule.ready(done)
    assert (last.stage, last.epochs, last.spec["loss_params"]["alpha"], last.fold) == ("final", 2, 1.5, -1)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "nonsense"}, "no experiment"),
        ({"networks": ("nonsense",)}, "No network"),
        ({"networks": ()}, "at least one network"),
        ({"methods": ()}, "at least one loss"),
        ({"methods": ("balanced_focal",), "alphas": ()}, "at least one alpha"),
        ({"methods": ("focal",), "gammas": ()}, "at least one gamma"),
        ({"methods": ("nonsense",)}, "No loss"),
        ({"splits": ("day",)}, "not a type of split"),
        ({"settings": {"epochs": 3}}, "varied by the experiment"),
        ({"settings": {"nonsense": 3}}, "nonsense"),
        ({"levels": (2.0,)}, "levels"),
        ({"kind": "imbalance", "levels": (0.5,)}, "1 or more"),
        ({"kind": "crossval", "choice": "fixed"}, "folds"),
        ({"folds": 1}, "folds"),
        ({"seeds": (-1,)}, "seed"),
    ],
)
def test_what_cannot_be_planned_is_told(values: dict[str, object], words: str) -> None:
    with pytest.raises(RbcDeskError, match=words):
        make_plan(values)


def test_numbers_that_no_loss_needs_may_be_left_empty() -> None:
    assert len(make_plan({"methods": ("cross_entropy",), "alphas": (), "gammas": ()}).grid()) == 2


@pytest.mark.parametrize("kind", ["sweep", "imbalance", "crossval"])
def test_the_quick_way_is_a_plan_of_every_kind(kind: str) -> None:
    made = make_plan(quick(kind))
    assert made.networks == ("rbc_small",)
    assert ProtocolPlan(**json.loads(made.model_dump_json())) == made


def test_every_method_and_every_unit_has_words() -> None:
    made = plan(methods=(*METHODS, "balanced_softmax"), alphas=(0.5,))
    words = [setting_text(setting) for setting in made.grid()]
    assert len(set(words)) == len(words) == 7
    assert "Focal, α 0.5, γ 2" in words
    units = [unit_text(unit) for unit in Schedule(made, "c").ready({})]
    assert len(set(units)) == len(units)


def test_cells_to_draw_are_read_from_a_list() -> None:
    assert drawn_from("codocyte=345, normal") == {"codocyte": 345, "normal": None}
    assert drawn_from("") == {}
    with pytest.raises(SettingsError, match="class=number"):
        drawn_from("codocyte=many")
