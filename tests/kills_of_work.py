"""A program at work of some kind is killed again and again, and the project stays whole.

The kinds are importing, detecting, signing reports, training, an experiment, and upgrading.

    python -m tests.kills_of_work FOLDER --kills 20 [--work import]

After each kill the project is opened as the next program does it. What the killed one had called saved must be there,
the database and its change log must be sound, and each image must be the one that was imported. One line per kind of
work is printed at the end, or the first thing that was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from rbc_desk.core.events import EpochDone, Event, UnitEnded
from rbc_desk.core.task import Task
from rbc_desk.core.upkeep import Trouble
from rbc_desk.services.detection.find_cells import detect_smears
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.signing import keys, signing, verification
from rbc_desk.services.smears import library
from rbc_desk.services.upkeep.check import check
from rbc_desk.store import queries
from tests.gui.conftest import add_smears_to_learn_from, draw_smear
from tests.gui.training_helpers import SIDE_PX
from tests.store.old_project import make_old_project

READER, SECRET = "Ann", "seven black cats"
_LATEST_S = 0.06
_OLD_CELLS = 3000
SMALL = {"network": "rbc_small", "pretrained": False, "batch_size": 8, "device": "cpu", "input_px": SIDE_PX}
Say = Callable[[str], None]


class Work:
    """A kind of work. `prepare` makes the project, `go_on` works until it is killed and says what is saved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = folder / "project"
        self.saved: list[str] = []

    def prepare(self) -> None:
        create_project(self.project, reader=READER).close()

    def go_on(self, say: Say, *, seed: int) -> None:
        raise NotImplementedError

    def check(self, project: Project) -> None:
        """Raise AssertionError where something that was saved is not there."""


class Importing(Work):
    def prepare(self) -> None:
        super().prepare()
        (self.folder / "images").mkdir()

    def go_on(self, say: Say, *, seed: int) -> None:
        with closing(open_project(self.project, reader=READER, back_up=False)) as project:
            for number in range(10_000):
                path = self.folder / "images" / f"{seed}-{number}.jpg"
                draw_smear(path, seed=1000 * seed + number)
                library.add_smears(project, [path])
                say(path.name)

    def check(self, project: Project) -> None:
        names = {info.name for info in library.smears(project)}
        assert set(self.saved) <= names, set(self.saved) - names


class Detecting(Work):
    def prepare(self) -> None:
        super().prepare()
        draw_smear(self.folder / "a.jpg", seed=1)
        with closing(open_project(self.project, reader=READER, back_up=False)) as project:
            library.add_smears(project, [self.folder / "a.jpg"])

    def go_on(self, say: Say, *, seed: int) -> None:
        with closing(open_project(self.project, reader=READER, back_up=False)) as project:
            while True:
                detect_smears(project, smear_ids=[1], workers=1)
                say(str(len(queries.objects(project.store, smear_id=1, viewpoint=project.viewpoint))))

    def check(self, project: Project) -> None:
        found = len(queries.objects(project.store, smear_id=1, viewpoint=project.viewpoint))
        assert not self.saved or str(found) == self.saved[-1], (found, self.saved[-1:])


class Signing(Detecting):
    """Signs a report and reopens it, in turns."""

    def prepare(self) -> None:
        super().prepare()
        with closing(open_project(self.project, reader=READER, back_up=False)) as project:
            keys.set_secret(project, secret=SECRET)

    def go_on(self, say: Say, *, seed: int) -> None:
        with closing(open_project(self.project, reader=READER, back_up=False)) as project:
            while True:
                if signing.locking_report(project, specimen_id=1) is not None:
                    signing.reopen(project, specimen_id=1, why="again")
                pdf = b"%PDF" + os.urandom(2000)
                say(str(signing.sign(project, specimen_id=1, secret=SECRET, pdf=pdf, content={}).version))

    def check(self, project: Project) -> None:
        reports = signing.reports(project)
        assert set(self.saved) <= {str(report.version) for report in reports}
        for report in reports[:3]:
            found = verification.verify(project, pdf=signing.signed_pdf(project, report))
            assert all(one.holds for one in found.findings if one.check is not verification.Check.CURRENT), found
        files = {path.name for path in (project.folder / "reports").glob("*.pdf")}
        assert files == {report.pdf_name for report in reports}


class Upgrading(Work):
    """Upgrades a project of the first version, from the start after each kill."""

    def prepare(self) -> None:
        make_old_project(self.folder / "old", cells=_OLD_CELLS)

    def go_on(self, say: Say, *, seed: int) -> None:
        shutil.rmtree(self.project, ignore_errors=True)
        shutil.copytree(self.folder / "old", self.project)
        say("copied")
        open_project(self.project, reader=READER).close()
        say("upgraded")
        time.sleep(60)

    def check(self, project: Project) -> None:
        assert sum(queries.label_counts(project.store, viewpoint=project.viewpoint).values()) == _OLD_CELLS


class Training(Work):
    """Trains, and resumes what was interrupted. An epoch that was told is in the checkpoint."""

    def prepare(self) -> None:
        with closing(create_project(self.project, class_set="paper", reader=READER)) as project:
            add_smears_to_learn_from(project)

    def go_on(self, say: Say, *, seed: int) -> None:
        from rbc_desk.services.training import training

        def listen(event: Event) -> None:
            if isinstance(event, EpochDone):
                say(str(event.epoch))

        spec = training.default_spec().model_copy(update=SMALL | {"epochs": 1000})
        with closing(open_project(self.project, reader=READER, back_up=False)) as project:
            left = training.resumable(project)
            if left:
                training.resume(project, run_id=left[0].id, task=Task(listen))
            else:
                training.train(project, spec=spec, split_by="smear", task=Task(listen))

    def check(self, project: Project) -> None:
        from rbc_desk.services.training import runs as training_runs

        (run,) = training_runs.summaries(project)
        epochs = [int(text) for text in self.saved]
        assert run.epochs_done >= epochs[-1], (run.epochs_done, epochs[-5:])
        assert epochs == sorted(epochs), epochs  # no epoch that was saved is trained again
        left = training_runs.unfinished(project)
        assert left is not None and left.can_resume and left.can_keep


class Experimenting(Training):
    """Runs an experiment, and resumes it. A training that was told has its result in the folder."""

    def go_on(self, say: Say, *, seed: int) -> None:
        from rbc_desk.services.experiments import studies
        from rbc_desk.services.experiments.protocol_plan import make_plan, quick

        def listen(event: Event) -> None:
            if isinstance(event, UnitEnded) and not event.failed:
                say(str(event.done))

        values = quick("sweep") | {"epochs": 1, "seeds": tuple(range(100))}
        with closing(open_project(self.project, reader=READER, back_up=False)) as project:
            task = Task(listen)
            if found := studies.studies(project):
                studies.resume(project, found[0].folder, workers=1, task=task)
            else:
                folder = studies.new_folder(project, kind="sweep", now=datetime.now(UTC))
                studies.run(project, folder, plan=make_plan(values), workers=1, task=task)

    def check(self, project: Project) -> None:
        from rbc_desk.services.experiments import studies

        (found,) = studies.studies(project)
        done = [int(text) for text in self.saved]
        assert found.done >= done[-1], (found.done, done[-5:])
        assert done == sorted(set(done)), done  # no training that was finished is repeated


KINDS: dict[str, type[Work]] = {
    "import": Importing,
    "detect": Detecting,
    "report": Signing,
    "migrate": Upgrading,
    "train": Training,
    "experiment": Experimenting,
}
_NOT_OURS = {"migrate": {Trouble.IMAGE_MISSING}}
"""The old project has no image."""


def _heard(hear: int) -> Iterator[str]:
    with os.fdopen(os.dup(hear)) as lines:
        for line in lines:
            if line.endswith("\n"):
                yield line.strip()


def kill_once(work: Work, *, seed: int) -> None:
    """Fork a program that works, and kill it at a random moment after it has said so many things."""
    draw = random.Random(seed)
    hear, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(hear)
            work.go_on(lambda text: (os.write(say, f"{text}\n".encode()), None)[1], seed=seed)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(say)
    wanted = 1 if isinstance(work, Upgrading) else draw.randint(1, 3)
    lines = _heard(hear)
    for number, text in enumerate(lines, 1):
        work.saved.append(text)
        if number == wanted:
            break
    time.sleep(draw.uniform(0, _LATEST_S * (10 if isinstance(work, Upgrading) else 1)))
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"The program ended by itself (seed {seed}): its error stands above.")
    work.saved += lines
    os.close(hear)


def check_whole(work: Work, kind: str, *, seed: int) -> None:
    """Open the project as the next program does, and check all of it."""
    with closing(open_project(work.project, reader=READER, back_up=False)) as project:
        work.check(project)
        found = [one for one in check(project) if one.trouble not in _NOT_OURS.get(kind, set())]
    if found:
        raise SystemExit(f"{kind} (seed {seed}): {found}")
    if left := [path.name for path in work.project.rglob(".*.part*")]:
        raise SystemExit(f"Left-overs were not swept ({kind}, seed {seed}): {left}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=200, help="of each kind of work")
    parser.add_argument("--work", choices=tuple(KINDS), action="append", help="this kind only; can be repeated")
    options = parser.parse_args()
    for kind in options.work or KINDS:
        folder = options.folder / kind
        folder.mkdir(parents=True)
        work = KINDS[kind](folder)
        work.prepare()
        for seed in range(1, options.kills + 1):
            kill_once(work, seed=seed)
            check_whole(work, kind, seed=seed)
        sys.stdout.write(f"{kind}: {options.kills} kills, {len(work.saved)} called saved: nothing was lost\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
