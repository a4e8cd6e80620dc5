"""A training uses its frozen inputs, in the one process that owns it."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rbc_desk.core.errors import RunUnderWayError, UnknownNameError
from rbc_desk.core.events import BatchDone, EpochDone, Event
from rbc_desk.core.files.processes import Process, this_process
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.task import Task
from rbc_desk.imaging.cells.crop import DEFAULT_RECIPE
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.learn.fit.train import fit
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.datasets import snapshot_crops, snapshots
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.training import run as training_run
from rbc_desk.services.training import runs as training_runs
from rbc_desk.services.training import training
from rbc_desk.store import owners, queries
from tests.commands import Command, run_command, start_command
from tests.unit.services.training.test_training import ROOT, BrokenOff, add_smear, spec

CODES = ("hypochromia", "normal")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = create_project(tmp_path / "project", class_set="paper", reader="Ann")
    for seed in range(4):
        add_smear(project, seed=seed)
    yield project
    project.close()


def at_epoch(n: int, do: Callable[[], object]) -> Callable[[Event], None]:
    def report(event: Event) -> None:
        if isinstance(event, EpochDone) and event.epoch == n:
            do()

    return report


def broken_off() -> None:
    raise BrokenOff


def turn_upside_down(project: Project) -> None:
    """All that a reader can do to what is being learned: labels, cells, the class itself, a smear."""
    labelled = snapshots.labelled_cells(project)
    hypochromic = [item.cell.id for item in labelled if item.code == "hypochromia"]
    labelling.set_label(project, cell_ids=hypochromic, code="normal")
    classes.remove_class(project, code="hypochromia")
    classes.rename_class(project, code="normal", name="Renamed")
    with project.store.transact("Move", reader=project.reader) as tx:
        tx.update_many(Entity.CELL, {item.cell.id: {"x": item.cell.circle.x + 5} for item in labelled[::3]})
        tx.remove_many(Entity.CELL, [item.cell.id for item in labelled[1::3]])
        tx.remove(Entity.SMEAR, labelled[-1].smear_id)


def weights(folder: Path) -> bytes:
    return (folder / "weights.safetensors").read_bytes()


def test_a_class_removed_and_cells_moved_amid_a_training_change_nothing_of_it(
    project: Project, tmp_path: Path
) -> None:
    whole = training.train(project, spec=spec(), output=tmp_path / "whole")
    report = at_epoch(2, lambda: turn_upside_down(project))
    model = training.train(project, spec=spec(), output=tmp_path / "model", task=Task(report))
    bundle = load_bundle(model.folder)
    assert (bundle.codes, bundle.class_names) == (CODES, ("Hypochromic cell", "Normal"))
    assert weights(tmp_path / "model") == weights(tmp_path / "whole")
    assert bundle.temperature == load_bundle(whole.folder).temperature
    assert training.runs(project)[0].status == "succeeded"


@pytest.mark.parametrize("mode", ["full", "before the first epoch"])
def test_a_class_removed_and_cells_moved_before_a_training_goes_on_change_nothing_of_it(
    project: Project, tmp_path: Path, mode: str
) -> None:
    training.train(project, spec=spec(), output=tmp_path / "whole")
    with pytest.raises(BrokenOff):
        if mode == "full":
            training.train(project, spec=spec(), task=Task(at_epoch(2, broken_off)))
        else:
            training.train(project, spec=spec(), task=Task(lambda _event: broken_off()))
    turn_upside_down(project)
    (left,) = training.resumable(project)
    assert left.frozen is not None
    training.resume(project, run_id=left.id, output=tmp_path / "model")
    bundle = load_bundle(tmp_path / "model")
    assert (bundle.codes, bundle.class_names) == (CODES, ("Hypochromic cell", "Normal"))
    assert weights(tmp_path / "model") == weights(tmp_path / "whole")


def test_a_snapshots_crops_are_those_of_its_circles_and_the_readers_own_stay(project: Project) -> None:
    snapshot = snapshots.freeze(project, split_by="cell")
    of = {"snapshot_id": snapshot.id, "part": "train", "codes": CODES}
    before = snapshot_crops.load_cells(project, **of)
    turn_upside_down(project)
    moved = queries.crop_circles(project.store, recipe_hash=DEFAULT_RECIPE.hash)
    after = snapshot_crops.load_cells(project, **of)
    assert after.cell_ids == before.cell_ids
    assert after.smear_ids == before.smear_ids
    assert np.array_equal(after.crops.pixels, before.crops.pixels)
    assert np.array_equal(after.crops.targets, before.crops.targets)
    assert queries.crop_circles(project.store, recipe_hash=DEFAULT_RECIPE.hash) == moved


def test_a_protocol_keeps_to_the_classes_and_cells_it_began_with(project: Project, tmp_path: Path) -> None:
    from rbc_desk.core.events import Progress
    from rbc_desk.services.experiments.cells import freeze_project, load_pixels

    of = {"recipe": "standard", "origin": "here"}
    (tmp_path / "before").mkdir()
    (tmp_path / "amid").mkdir()
    before = freeze_project(project, tmp_path / "before", **of)
    done: list[Event] = []

    def report(event: Event) -> None:
        if isinstance(event, Progress) and "Cropping" in event.message and not done:
            done.append(event)
            turn_upside_down(project)

    amid = freeze_project(project, tmp_path / "amid", **of, task=Task(report))
    assert done
    assert amid == before
    assert amid.class_names == ("Hypochromic cell", "Normal")
    assert np.array_equal(load_pixels(tmp_path / "amid"), load_pixels(tmp_path / "before"))


# what the memory does not hold


def test_crops_that_the_memory_does_not_hold_train_the_same_network(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rbc_desk.learn.crops.crop_data import CropSet, LazyCropSet

    snapshot = snapshots.freeze(project, split_by="cell")
    of = {"snapshot_id": snapshot.id, "codes": CODES, "recipe": DEFAULT_RECIPE, "input_px": 40}
    held = snapshot_crops.load_to_train(project, **of)
    monkeypatch.setenv("RBC_DESK_CROPS_MB", "0")
    read = snapshot_crops.load_to_train(project, **of)
    assert [type(crops) for crops in (*held, *read)] == [CropSet, CropSet, LazyCropSet, LazyCropSet]
    wanted = spec(input_px=40, epochs=2, sampler="over", mixup=0.2)
    fitted = [fit(wanted, train=train, validation=validation) for train, validation in (held, read)]
    assert [e.validation_loss for e in fitted[0].history] == [e.validation_loss for e in fitted[1].history]
    assert all((fitted[0].weights[name] == tensor).all() for name, tensor in fitted[1].weights.items())
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("crops")]

    # and a run that began the one way continues the other way
    def stop_early() -> None:
        task.stop()

    task = Task()
    fit(
        wanted,
        train=held[0],
        validation=held[1],
        task=task.reporting_to(at_epoch(1, stop_early)),
        checkpoint=tmp_path,
    )
    again = fit(wanted, train=read[0], validation=read[1], checkpoint=tmp_path, resume=True)
    assert all((again.weights[name] == tensor).all() for name, tensor in fitted[1].weights.items())


def test_cells_are_never_all_in_memory_at_the_size_they_are_stored_in(project: Project) -> None:
    import tracemalloc

    snapshot = snapshots.freeze(project, split_by="cell")
    of = {"snapshot_id": snapshot.id, "codes": CODES, "recipe": DEFAULT_RECIPE, "input_px": 32}
    with project.store.transact("More", reader="Ann") as tx:  # ten times each, so that they are many
        cells = snapshots.labelled_cells(project)
        values = [{"smear_id": c.smear_id, "x": c.cell.circle.x, "y": c.cell.circle.y, "r": 14.0} for c in cells] * 10
        ids = tx.insert_many(Entity.CELL, [{**v, "state": "confirmed", "at_border": False} for v in values])
    labelling.set_label(project, cell_ids=ids, code="normal")
    snapshot = snapshots.freeze(project, split_by="cell")
    of["snapshot_id"] = snapshot.id
    snapshot_crops.load_to_train(project, **of)
    tracemalloc.start()
    train, validation = snapshot_crops.load_to_train(project, **of)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    n = len(train) + len(validation)
    assert n > 300
    assert peak < n * 224 * 224 * 3 / 3  # 55 MB stored as arrays; what is needed is 1 MB, and a few at full size

    # calibration and evaluation read a part in this way
    n, batches = snapshot_crops.load_in_batches(
        project, snapshot_id=snapshot.id, part="train", codes=CODES, recipe=DEFAULT_RECIPE
    )
    tracemalloc.start()
    seen = sum(len(batch.crops) for batch in batches)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seen == n > 200
    assert peak < n * 224 * 224 * 3 / 2


def test_a_budget_that_is_no_number_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from rbc_desk.core.errors import SettingsError

    monkeypatch.setenv("RBC_DESK_CROPS_MB", "much")
    with pytest.raises(SettingsError, match="RBC_DESK_CROPS_MB=much is not a number of megabytes"):
        training.train(project, spec=spec())


# whose a run is


def start(project_folder: Path, output: Path, *arguments: str) -> Command:
    environment = os.environ | {"OMP_NUM_THREADS": "1", "RBC_DESK_READER": "Ann"}
    return start_command("train", "-p", project_folder, "-o", output, *arguments, cwd=ROOT, env=environment)


LONG = ("--split", "cell", "--set", "epochs=1000", "--set", "batch_size=8", "--set", "input_px=32",
        "--set", "device=cpu")  # fmt: skip


def until(process: Command, words: str) -> None:
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if words in line:
            return
    raise AssertionError("".join(said))


def command_line(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"OMP_NUM_THREADS": "1", "RBC_DESK_READER": "Ann"}
    return run_command(*arguments, cwd=ROOT, env=environment)


def test_a_run_of_another_process_stays_its_own_until_that_is_gone_and_sigterm_ends_it_as_ctrl_c_does(
    project: Project, tmp_path: Path
) -> None:
    folder = project.folder
    project.close()
    with start(folder, tmp_path / "first", *LONG) as process:
        try:
            until(process, "epoch   2/")
            with closing(open_project(folder, reader="Ann")) as seen:  # which once called it interrupted
                (run,) = training.runs(seen)
                assert (run.status, run.owner and run.owner.pid) == ("running", process.pid)
                assert training.resumable(seen) == ()
                assert training_runs.unfinished(seen, run_id=run.id) is None
                for refused in (training.resume, training.keep_best, training.discard):
                    with pytest.raises(RunUnderWayError, match=f"Run 1 is in progress: process {process.pid} on "):
                        refused(seen, run_id=run.id)
            (told,) = json.loads(command_line("runs", "-p", folder, "--json").stdout)
            assert (told["state"], told["can_go_on"], told["process"]["pid"]) == ("running", False, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=200)
    assert process.returncode == 0, err
    assert "Stopping" in err
    assert load_bundle(tmp_path / "first").codes == CODES
    assert "epoch" in out
    with closing(open_project(folder, reader="Ann")) as again:
        (run,) = training.runs(again)
        assert (run.status, run.owner) == ("cancelled", None)


def test_a_training_killed_before_its_first_epoch_is_offered_and_begins_again(
    project: Project, tmp_path: Path
) -> None:
    folder = project.folder
    project.close()
    # it should not finish an epoch before the kill
    slow = ("--set", "network=resnet50", "--set", "input_px=224", "--set", "precision=fp32")
    with start(folder, tmp_path / "never", *LONG, *slow) as process:
        until(process, "Training resnet50")
        process.kill()
        process.communicate()
    with closing(open_project(folder, reader="Ann")) as again:
        (run,) = training.runs(again)
        assert (run.status, training.history(again, run_id=run.id)) == ("interrupted", ())
        told = training_runs.unfinished(again)
        assert told is not None
        assert (told.can_resume, told.restarts, told.can_keep) == (True, True, False)
        with again.store.transact("Shorten", reader="Ann") as tx:
            quick = {"network": "rbc_small", "input_px": 32, "epochs": 2}
            tx.update(Entity.RUN, run.id, {"spec": {**run.spec, **quick}})
        training.resume(again, run_id=run.id, output=tmp_path / "model")
    assert load_bundle(tmp_path / "model").codes == CODES


NEW_OWNER = Process("microscope-2", "elsewhere", 7, 1.0)


def take_over(project: Project) -> None:
    """As after a heartbeat that did not come for too long."""
    with project.store.transact("Silence", reader="Ann") as tx:
        tx.derived.release_run(1, owner=this_process())
    with project.store.transact("Take", reader="Ann") as tx:
        tx.derived.take_run(1, owner=NEW_OWNER)


@pytest.fixture
def left_run(project: Project) -> int:
    with pytest.raises(BrokenOff):
        training.train(project, spec=spec(), task=Task(at_epoch(1, broken_off)))
    return training.runs(project)[0].id


def test_of_two_that_go_on_with_a_run_at_once_one_alone_gets_it(project: Project, left_run: int) -> None:
    mine = this_process()
    theirs = [dataclasses.replace(mine, place=f"elsewhere {i}", pid=i) for i in range(1, 9)]
    taken: list[int] = []
    refused: list[RunUnderWayError] = []
    ready = threading.Barrier(len(theirs))

    def take(owner: Process) -> None:
        with closing(open_project(project.folder, reader="Ann")) as own:
            ready.wait()
            try:
                with own.store.transact("Take", reader="Ann") as tx:
                    tx.derived.take_run(left_run, owner=owner)
                taken.append(owner.pid)
            except RunUnderWayError as error:
                refused.append(error)

    threads = [threading.Thread(target=take, args=(owner,)) for owner in theirs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (len(taken), len(refused)) == (1, 7)
    (run,) = training.runs(project)
    assert (run.status, run.owner and run.owner.pid) == ("running", taken[0])


def test_an_owner_on_another_machine_is_gone_when_it_is_silent(project: Project, left_run: int) -> None:
    away = dataclasses.replace(this_process(), host="microscope-2", place="elsewhere")
    with project.store.transact("Take", reader="Ann") as tx:
        tx.derived.take_run(left_run, owner=away)
    assert training.runs(project)[0].status == "running"
    with closing(open_project(project.folder, reader="Ann")) as other:
        assert training.runs(other)[0].owner == away
    with project.store.transact("Silence", reader="Ann") as tx:
        tx.update(Entity.RUN, left_run, {"heartbeat_at": "2026-01-01T00:00:00.000+00:00"})
    assert training.runs(project)[0].status == "interrupted"
    assert project.store.beat(left_run, owner=away)
    assert training.runs(project)[0].status == "running"


def test_a_process_of_another_start_with_the_same_number_is_not_the_owner(project: Project, left_run: int) -> None:
    reused = dataclasses.replace(this_process(), started=1.0)
    with project.store.transact("Take", reader="Ann") as tx:
        tx.derived.take_run(left_run, owner=reused)
    assert training.runs(project)[0].status == "interrupted"
    assert not project.store.beat(left_run, owner=this_process())


def test_a_heartbeat_waits_for_nobody(project: Project, left_run: int) -> None:
    mine = this_process()
    with project.store.transact("Take", reader="Ann") as tx:
        tx.derived.take_run(left_run, owner=mine)
        assert project.store.beat(left_run, owner=mine)  # the database is being written to: left out this time


def test_a_training_whose_run_was_taken_over_ends_and_leaves_the_run_alone(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "HEARTBEAT_S", 0.05)
    with pytest.raises(RunUnderWayError, match="Another program has taken over run 1"):
        training.train(project, spec=spec(epochs=1000), task=Task(at_epoch(2, lambda: take_over(project))))
    (run,) = training.runs(project)
    assert (run.status, run.owner) == ("running", NEW_OWNER)
    assert not [thread for thread in threading.enumerate() if thread.name == "heartbeat"]


def test_after_a_take_over_the_former_owner_leaves_checkpoint_figures_and_model_alone(
    project: Project, tmp_path: Path
) -> None:
    checkpoint = training_run.checkpoint_of(project, run_id=1)

    def taken_amid_an_epoch(event: Event) -> None:
        if isinstance(event, BatchDone) and event.epoch == 2 and training.runs(project)[0].owner != NEW_OWNER:
            take_over(project)
            checkpoint.write_bytes(b"of the new owner")

    with pytest.raises(RunUnderWayError, match="Another program has taken over run 1"):
        training.train(project, spec=spec(epochs=3), output=tmp_path / "model", task=Task(taken_amid_an_epoch))
    assert checkpoint.read_bytes() == b"of the new owner"
    assert [row.epoch for row in training.history(project, run_id=1)] == [1]
    assert not (tmp_path / "model").exists()


def test_a_run_that_ended_names_no_machine(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.node", lambda: "pathology-lab-7")
    training.train(project, spec=spec(epochs=1))
    assert training.runs(project)[0].owner is None
    with closing(sqlite3.connect(project.store.database)) as connection:
        assert not [line for line in connection.iterdump() if "pathology-lab-7" in line]


def test_a_run_that_is_over_cannot_be_discarded(project: Project) -> None:
    training.train(project, spec=spec(epochs=1))
    with pytest.raises(UnknownNameError):
        training.discard(project, run_id=1)
    assert training.runs(project)[0].status == "succeeded"
