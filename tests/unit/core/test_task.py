"""A task: events, partial results, stop and pause in one argument."""

from __future__ import annotations

import pytest

from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import Event, Progress
from rbc_desk.core.task import SILENT, Task


def test_it_raises_once_stopped() -> None:
    task = Task()
    task.raise_if_stopped()
    task.stop()
    with pytest.raises(CancelledError):
        task.raise_if_stopped()


def test_a_step_is_stopped_and_paused_with_the_whole_and_tells_its_own_listener() -> None:
    heard, of_step = list[Event](), list[Event]()
    task = Task(heard.append)
    step, quiet = task.reporting_to(of_step.append), task.quiet()
    for each in (task, step, quiet):
        each.report(Progress(1, 2))
    assert heard == of_step == [Progress(1, 2)]
    step.pause()
    assert task.is_paused
    assert quiet.is_paused
    quiet.stop(discard=True)
    assert task.stopped
    assert step.discards
    assert not task.is_paused


@pytest.mark.parametrize("task", [SILENT, SILENT.quiet(), SILENT.reporting_to(list[Event]().append)])
def test_the_shared_default_can_never_be_stopped(task: Task) -> None:
    for ask in (task.stop, task.pause):
        with pytest.raises(TypeError):
            ask()
    SILENT.raise_if_stopped()
    assert not SILENT.is_paused


def test_work_that_may_stop_itself_gets_a_task_of_its_own() -> None:
    SILENT.stoppable().stop()
    assert not SILENT.stopped
    assert not SILENT.stoppable().stopped
    task = Task()
    assert task.stoppable() is task
