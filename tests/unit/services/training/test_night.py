"""Training at night: when it is due, what it starts, and whether its model takes the place of the one before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import TrainingStarted
from rbc_desk.core.task import Task
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.services.cells import labelling
from rbc_desk.services.models import against_active, evaluation
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from rbc_desk.services.training import night, night_schedule, training
from rbc_desk.services.training.night_schedule import Night, NightResult, NightSchedule, is_due, next_start, night_of
from tests.drawn_cells import CODES, PER_CLASS, draw, propose

EVENING = datetime(2026, 11, 30, 22, 0)
AT_TEN = NightSchedule(at=time(22, 0))
TINY = TrainSpec(network="rbc_small", input_px=32, epochs=1, device="cpu")
GOOD = TrainSpec(mode="quick", network="efficientnet_lite0", loss="cross_entropy", device="cpu")


def hours(n: float) -> timedelta:
    return timedelta(hours=n)


@pytest.mark.parametrize(
    ("now", "begun", "start"),
    [
        (EVENING - hours(9), None, EVENING),
        (EVENING - hours(9), EVENING - hours(24), EVENING),
        (EVENING + hours(5), None, EVENING),  # not started because somebody worked
        (EVENING + hours(5), EVENING + hours(1), EVENING + hours(24)),
        (EVENING + hours(7), None, EVENING + hours(24)),  # the night is over
    ],
)
def test_the_next_start_is_this_night_or_the_next(now: datetime, begun: datetime | None, start: datetime) -> None:
    assert next_start(Night(schedule=AT_TEN, begun=begun), now) == start


def test_nothing_is_due_before_its_time_or_while_somebody_works() -> None:
    night = Night(schedule=AT_TEN)
    assert not is_due(night, EVENING - hours(0.1), quiet_s=9999, busy_share=0)
    assert not is_due(night, EVENING, quiet_s=night_schedule.QUIET_S - 1, busy_share=0)
    assert is_due(night, EVENING, quiet_s=night_schedule.QUIET_S, busy_share=1)
    assert not is_due(Night(), EVENING, quiet_s=9999, busy_share=0)


def test_an_idle_computer_trains_once_a_night_at_any_hour() -> None:
    noon = datetime(2026, 11, 30, 12, 0)
    idle = NightSchedule(at=None)
    assert is_due(Night(schedule=idle), noon, quiet_s=night_schedule.IDLE_S, busy_share=0.1)
    assert not is_due(Night(schedule=idle), noon, quiet_s=night_schedule.IDLE_S - 1, busy_share=0.1)
    assert not is_due(
        Night(schedule=idle), noon, quiet_s=night_schedule.IDLE_S, busy_share=0.5
    )  # other programs compute
    ended = NightResult(began=noon, ended=noon + hours(1), outcome="trained")
    done = Night(schedule=idle, begun=noon, result=ended)
    assert not is_due(done, noon + hours(2), quiet_s=9999, busy_share=0)
    assert is_due(done, noon + hours(13), quiet_s=9999, busy_share=0)
    assert is_due(Night(schedule=idle, begun=noon), noon + hours(2), quiet_s=9999, busy_share=0)  # it was killed


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project of drawn smears, all labelled."""
    folder = tmp_path_factory.mktemp("night")
    for seed in range(4):
        draw(folder / f"{seed}.png", seed=seed)
    with closing(create_project(folder / "project", class_set="paper", reader="Ann")) as project:
        library.add_smears(project, sorted(folder.glob("*.png")))
        for info in library.smears(project):
            ids = propose(project.store, smear_id=info.id, reader="Ann")
            for place, code in enumerate(CODES):
                labelling.set_label(project, cell_ids=ids[place * PER_CLASS :][:PER_CLASS], code=code)
    return folder / "project"


@pytest.fixture
def project(labelled: Path, tmp_path: Path) -> Iterator[Project]:
    shutil.copytree(labelled, tmp_path / "project")
    with closing(open_project(tmp_path / "project", reader="Ann")) as project:
        yield project


def test_a_schedule_is_kept_on_this_computer_and_cancelled(project: Project) -> None:
    assert night_of(project) == Night()
    night_schedule.set_schedule(project, NightSchedule(at=None, preset="good", split_by="smear"))
    assert night_of(project).schedule == NightSchedule(at=None, preset="good", split_by="smear")
    assert night.begin(project, EVENING) is not None
    night_schedule.set_schedule(project, None)
    assert night.begin(project, EVENING + hours(24)) is None


def test_a_night_starts_from_the_starter_once_and_only_with_new_labels(project: Project) -> None:
    night_schedule.set_schedule(project, AT_TEN)
    work = night.begin(project, EVENING)
    assert work is not None
    assert (work.spec().start, work.spec().epochs, work.resumes) == ("starter", 20, None)
    assert night.begin(project, EVENING) is None  # another window of the program
    result = NightResult(began=EVENING, ended=EVENING + hours(1), outcome="stopped", cpu_s=90)
    night.end(project, work, result)
    assert "11-30 22:00 to 23:00" in str(night.words(project, night_of(project)))
    assert night.begin(project, EVENING + hours(24)) is None
    assert "no new labels" in str(night.words(project, night_of(project)))
    cell = labelling.cells(project, smear_id=library.smears(project)[0].id)[0]
    labelling.set_label(project, cell_ids=[cell.id], code=CODES[1])
    assert night.begin(project, EVENING + hours(48)) is not None


def test_an_interrupted_night_is_resumed_the_next_night(project: Project) -> None:
    night_schedule.set_schedule(project, AT_TEN)
    work = night.begin(project, datetime.now())
    assert work is not None
    task = Task()
    spec = TINY.model_copy(update={"start": "starter"})

    def quit_later(event: object) -> None:
        if isinstance(event, TrainingStarted):
            told.append(str(night.words(project, night_of(project))))  # in another window
            task.stop(later=True)

    told: list[str] = []
    with pytest.raises(CancelledError):
        training.train(project, spec=spec, split_by="smear", task=task.reporting_to(quit_later))
    (run,) = training.runs(project)
    assert run.status == "interrupted"
    assert not night.was_stopped(project, work)
    assert "is running" in told[0]
    assert f"{work.began:%m-%d %H:%M}: the training was interrupted" in str(night.words(project, night_of(project)))
    training.train(project, spec=TINY, split_by="smear")  # by hand, the next day
    again = night.begin(project, work.began + hours(24))
    assert again is not None
    assert again.resumes == run.id


def test_a_failed_night_is_tried_again_and_its_reason_stays(project: Project) -> None:
    night_schedule.set_schedule(project, AT_TEN)
    work = night.begin(project, EVENING)
    assert work is not None
    failed = NightResult(began=EVENING, ended=EVENING + hours(1), outcome="failed", reason="The disk is full.")
    night.end(project, work, failed)
    again = night.begin(project, EVENING + hours(24))
    assert again is not None  # its labels were never learned from
    assert "12-01 22:00" in str(night.words(project, night_of(project)))  # with its day
    night.end(project, again, failed.model_copy(update={"began": again.began}))
    for info in library.smears(project):
        library.remove_smear(project, smear_id=info.id)
    assert night.begin(project, EVENING + hours(48)) is None
    told = str(night.words(project, night_of(project)))
    assert "The disk is full." in told
    assert "12-02 22:00: not trained: too few labels" in told


def test_a_night_that_was_killed_before_its_run_is_tried_again(project: Project) -> None:
    night_schedule.set_schedule(project, AT_TEN)
    assert night.begin(project, EVENING) is not None
    again = night.begin(project, EVENING + hours(24))
    assert again is not None
    assert again.resumes is None


def test_a_night_that_is_given_back_is_due_again(project: Project) -> None:
    night_schedule.set_schedule(project, AT_TEN)
    before = night_of(project)
    work = night.begin(project, EVENING)
    assert work is not None
    assert night.give_back(project, work) == night_of(project) == before


def test_a_night_starts_no_second_trainer(project: Project) -> None:
    night_schedule.set_schedule(project, AT_TEN)
    tried: list[object] = []

    def report(event: object) -> None:
        if isinstance(event, TrainingStarted):
            tried.append(night.begin(project, EVENING))

    training.train(project, spec=TINY, split_by="smear", task=Task(report))
    assert tried == [None]
    assert night_of(project).begun is None


def test_the_model_of_a_night_becomes_active_only_where_it_is_better(project: Project) -> None:
    poor = TINY.model_copy(update={"learning_rate": 1e-6, "augment": False})
    first = training.train(project, spec=GOOD, split_by="smear")
    assert first.active
    worse = training.train(project, spec=poor, split_by="smear", if_better=True)
    assert not worse.active
    words = str(against_active.against_of(project, run_id=worse.run_id))
    assert f"on the same {sum(worse.snapshot.counts['test'].values())} cells" in words
    assert "It is not the active model" in words
    evaluation.activate(project, model_id=worse.model_id)
    found = against_active.measure(project, first.folder, snapshot_id=first.snapshot.id)
    assert found is not None
    assert found.is_better
