"""Training at night: starts what is scheduled for a project, and tells how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.times import local
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.models.against_active import against_of
from rbc_desk.services.project.project import Project
from rbc_desk.services.training import training
from rbc_desk.services.training.night_schedule import (
    Attempt,
    Night,
    NightResult,
    NightSchedule,
    change_night,
    night_of,
)
from rbc_desk.services.training.presets import preset_spec

if TYPE_CHECKING:
    from rbc_desk.store.rows import RunInfo

_DONE = ("succeeded", "cancelled", "discarded")
"""The states of runs that are not resumed; the first two may have a model."""
_ATTEMPTS = 10
"""So many trainings without an end are remembered, the newest ones."""
_UNTIL_ITS_ROW = timedelta(hours=1)
"""So long after its start a training may take to prepare its cells, before its run is listed."""


@dataclass(frozen=True, slots=True)
class NightWork:
    """A training to start: a new one, or the interrupted run `resumes`.

    `attempt` is when it was first started, and the last label that it learns from. `begun_before`: see `Night.begun`.
    """

    began: datetime
    schedule: NightSchedule
    attempt: Attempt
    resumes: int | None = None
    begun_before: datetime | None = None

    def spec(self) -> TrainSpec:
        """The settings: those of the preset, from the starter's weights."""
        return preset_spec(self.schedule.preset).model_copy(update={"start": "starter"})


def begin(project: Project, now: datetime) -> NightWork | None:
    """Reserve the training of this night. None where it is reserved, under way, or there is nothing to learn.

    An interrupted training of an earlier night is resumed. Raises StorageError.
    """
    from rbc_desk.store import queries

    schedule = night_of(project).schedule
    if schedule is None or any(run.owner is not None for run in training.runs(project)):
        return None
    newest = queries.newest_label(project.store)
    reserved: list[NightWork] = []

    def reserve(night: Night) -> Night:
        if night.schedule != schedule or (night.begun is not None and night.begun >= now):
            return night
        changes: dict[str, object] = {"begun": now}
        found = _interrupted(project, night)
        if found is not None:
            run_id, attempt = found
            reserved.append(NightWork(now, schedule, attempt, run_id, begun_before=night.begun))
        elif newest in (night.newest_label, *_finished_by_hand(project, night)):
            changes["skipped"] = NightResult(began=now, ended=now, outcome="unchanged")
        elif not snapshots.overview(project).ready:
            changes["skipped"] = NightResult(began=now, ended=now, outcome="not_ready")
        else:
            attempt = Attempt(began=now, newest_label=newest)
            reserved.append(NightWork(now, schedule, attempt, begun_before=night.begun))
            changes["attempts"] = (*night.attempts, attempt)[-_ATTEMPTS:]
        return night.model_copy(update=changes)

    change_night(project, reserve)
    return reserved[0] if reserved else None


def give_back(project: Project, work: NightWork) -> Night:
    """Undo `begin` where nothing was started, so that it is due again. Raises StorageError."""

    def change(night: Night) -> Night:
        if night.begun != work.began:
            return night
        attempts = tuple(one for one in night.attempts if one.began != work.began)
        return night.model_copy(update={"begun": work.begun_before, "attempts": attempts})

    return change_night(project, change)


def end(project: Project, work: NightWork, result: NightResult) -> Night:
    """Keep how it ended. Only labels that were learned from, or whose training was stopped by hand, count as known.

    Raises StorageError.
    """

    def change(night: Night) -> Night:
        if night.begun != work.began:
            return night
        attempts = tuple(one for one in night.attempts if one != work.attempt)
        newest = night.newest_label
        if result.outcome != "failed":
            newest = max(newest, work.attempt.newest_label)
        if result.outcome == "trained":
            attempts = tuple(one for one in attempts if one.newest_label > newest)
        return night.model_copy(update={"result": result, "attempts": attempts, "newest_label": newest})

    return change_night(project, change)


def was_stopped(project: Project, work: NightWork) -> bool:
    """Whether its run is listed and was stopped by hand, not left to be resumed."""
    found = _run_of(training.runs(project), work.attempt)
    return found is not None and found.status in ("cancelled", "discarded")


def words(project: Project, night: Night) -> Phrase | None:
    """How the last one ended, as a sentence, and why none followed; None where there was none."""
    if night.is_unended and night.begun is not None:
        began = f"{night.begun:%m-%d %H:%M}"
        run = _run_of(training.runs(project), night.attempts[-1]) if night.attempts else None
        if run is not None and run.owner is not None:
            return Phrase("{began}: a training started, and it is running.", began=began)
        if run is None or run.status not in _DONE:
            return Phrase("{began}: the training was interrupted.", began=began)
    result, skipped = night.result, night.skipped
    if result is not None and skipped is not None and skipped.began < result.began:
        skipped = None
    told = [_result_words(project, one) for one in (result, skipped) if one is not None]
    return Phrase.joined(" ", told) if told else None


def _result_words(project: Project, result: NightResult) -> Phrase:
    when = {"began": f"{result.began:%m-%d %H:%M}", "ended": f"{result.ended:%H:%M}"}
    if result.outcome == "unchanged":
        return Phrase("{began}: not trained: no new labels.", **when)
    if result.outcome == "not_ready":
        return Phrase("{began}: not trained: too few labels.", **when)
    if result.outcome == "failed":
        return Phrase("{began}: the training failed. {reason}", **when, reason=Phrase.of(result.reason))
    if result.outcome == "stopped":
        return Phrase("{began} to {ended}: the training was stopped.", **when)
    used = Phrase(
        "Trained {began} to {ended}, run {run}, with {minutes} min of CPU time.",
        **when, run=result.run_id or "", minutes=max(1, round(result.cpu_s / 60)),
    )  # fmt: skip
    compared = against_of(project, run_id=result.run_id)
    return Phrase.joined(" ", [used, *([compared] if compared is not None else [])])


def _interrupted(project: Project, night: Night) -> tuple[int, Attempt] | None:
    """The newest interrupted run of an earlier night, also where somebody trained by hand since."""
    for run in training.runs(project):
        if run.status == "interrupted":
            for attempt in night.attempts:
                if _is_of(run, attempt):
                    return run.id, attempt
    return None


def _finished_by_hand(project: Project, night: Night) -> list[int]:
    """The last labels that interrupted trainings learned from which somebody resumed and finished."""
    runs = training.runs(project)
    found = ((_run_of(runs, attempt), attempt.newest_label) for attempt in night.attempts)
    return [label for run, label in found if run is not None and run.status in _DONE]


def _run_of(runs: Iterable[RunInfo], attempt: Attempt) -> RunInfo | None:
    return next((run for run in runs if _is_of(run, attempt)), None)


def _is_of(run: RunInfo, attempt: Attempt) -> bool:
    began, started = attempt.began.replace(microsecond=0), local(run.started_at).replace(tzinfo=None)
    return run.spec.get("start") == "starter" and began <= started <= began + _UNTIL_ITS_ROW
