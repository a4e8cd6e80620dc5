"""A protocol on a real dask cluster on this machine."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rbc_desk.core.errors import CancelledError, RbcDeskError
from rbc_desk.core.events import Event, Problem, Progress
from rbc_desk.core.task import Task
from rbc_desk.services.experiments import folder
from rbc_desk.services.experiments.pool import Workers, cluster, make_ready, share_of_cores
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan, make_plan
from rbc_desk.services.experiments.runner import start
from rbc_desk.services.experiments.sources import CellSelection, CellSource, from_crops
from tests.unit.services.experiments.test_protocol import TINY, draw

distributed = pytest.importorskip("distributed")


def plan(**values: object) -> ProtocolPlan:
    usual = {
        "kind": "sweep", "networks": ("rbc_small",), "methods": ("cross_entropy",), "choice": "holdout", "epochs": 1,
        "seeds": (0, 1, 2), "settings": TINY,
    }  # fmt: skip
    return make_plan({**usual, **values})


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster of two workers, processes of their own, that nobody has told of threads."""
    with pytest.MonkeyPatch.context() as untold:
        untold.delenv("RBC_DESK_THREADS", raising=False)
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.ERROR
        ) as made:
            yield made.scheduler_address


@pytest.fixture
def source(tmp_path: Path) -> CellSource:
    return from_crops(draw(tmp_path / "crops", {"disc": 40, "ring": 20}), selection=CellSelection("paper"))


def threads_of(scheduler: str) -> dict[str, str | None]:
    """How many threads each worker was told to compute with."""
    with distributed.Client(scheduler) as client:
        return client.run(os.getenv, "RBC_DESK_THREADS")


@pytest.mark.nightly
def test_a_cluster_comes_to_the_same_as_processes_here(
    tmp_path: Path, scheduler: str, source: CellSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RBC_DESK_THREADS", str(share_of_cores(2)))  # sums depend on it in their last digits
    hands = {"there": Workers(dask=scheduler, devices=("cpu",)), "here": Workers(workers=1, devices=("cpu",))}
    ended = {name: start(tmp_path / name, plan=plan(), source=source, workers=one) for name, one in hands.items()}
    assert ended["there"].failures == {}
    assert (ended["there"].done, ended["there"].total) == (3, 3)
    there, here = (folder.load_results(tmp_path / name) for name in ("there", "here"))
    assert {name: one.test for name, one in there.items()} == {name: one.test for name, one in here.items()}
    assert not list((tmp_path / "there").glob(f"{folder.WORKING}*"))
    assert "Not finished" not in (tmp_path / "there" / folder.REPORT).read_text("utf-8")


@pytest.mark.nightly
def test_a_stop_ends_what_the_cluster_does_and_leaves_it_to_others(
    tmp_path: Path, scheduler: str, source: CellSource
) -> None:
    task = Task()

    def report(event: Event) -> None:
        under_way = [path.read_text() for path in (tmp_path / "out" / folder.BUSY).glob("*.json")]
        if isinstance(event, Progress) and any('"epoch": 0' not in text for text in under_way):
            task.stop()

    hands = Workers(dask=scheduler, devices=("cpu",))
    with pytest.raises(CancelledError):
        start(tmp_path / "out", plan=plan(epochs=1000), source=source, workers=hands, task=task.reporting_to(report))
    with distributed.Client(scheduler) as client:
        assert client.submit(sum, [1, 2]).result(timeout=60) == 3  # no worker is busy for minutes
    assert folder.load_results(tmp_path / "out") == {}


def test_workers_of_one_machine_share_its_cores_as_long_as_the_work_lasts(tmp_path: Path, scheduler: str) -> None:
    with cluster(tmp_path, address=scheduler) as made:
        assert made.slots == 2
        assert set(threads_of(scheduler).values()) == {str(share_of_cores(2))}
    assert set(threads_of(scheduler).values()) == {None}


def test_a_failure_on_a_worker_is_told_and_the_rest_goes_on(
    tmp_path: Path, scheduler: str, source: CellSource
) -> None:
    told: list[Event] = []
    hands = Workers(dask=scheduler, devices=("cpu", "cuda:9"))  # by turns
    ended = start(tmp_path / "out", plan=plan(seeds=(0, 1)), source=source, workers=hands, task=Task(told.append))
    assert (ended.done, ended.total) == (1, 2)
    assert ["The device 'cuda:9' is not available" in message for message in ended.failures.values()] == [True]
    assert sum(isinstance(event, Problem) for event in told) == 1


def test_workers_that_do_not_see_the_folder_are_told_of(tmp_path: Path, scheduler: str) -> None:
    with distributed.Client(scheduler) as client, pytest.raises(RbcDeskError, match=r"has no access to .*same path"):
        make_ready(client, workers=tuple(client.nthreads()), marker=tmp_path / "elsewhere" / "marker")
    assert set(threads_of(scheduler).values()) == {None}
