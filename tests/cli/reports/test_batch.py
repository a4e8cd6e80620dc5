"""`rbc-desk report batch` and `rbc-desk watch` as processes: killed and resumed, with images that cannot be read."""

from __future__ import annotations

import csv
import json
import logging
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rbc_desk.cli.reports.batch import open_batch, reports_of, wish_of, workers_of
from rbc_desk.core.task import SILENT
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.smears import library
from tests.commands import Command, run_command, start_command

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = sorted((ROOT / "resources" / "sample").glob("*.jpg"))[:4]
QUICK = ("--model", "sample", "--classes", "paper", "--workers", "1")
Cells = dict[str, list[tuple[float, float, str, float]]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of all commands, so that what one learns of this machine serves the next."""
    folder = str(tmp_path_factory.mktemp("home"))
    return (
        os.environ | {"HOME": folder} | {f"XDG_{name}_HOME": folder for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    )


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each animal, with equal file names, and an image that is none."""
    folder = tmp_path_factory.mktemp("lab")
    for name, sample in zip(("bella/1.jpg", "rex/1.jpg", "rex/2.jpg", "tom/1.png"), SAMPLES, strict=True):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(sample, folder / name)
    (folder / "broken.jpg").write_bytes(b"no image")
    return folder


def batch(lab: Path, to: Path, home: dict[str, str], *more: object) -> Command:
    return start_command(
        "report", "batch", lab, "-p", to / "project", "-o", to / "reports", "--json", *more, cwd=to, env=home
    )


@pytest.fixture(scope="module")
def done(lab: Path, home: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch that ran to its end undisturbed."""
    to = tmp_path_factory.mktemp("done")
    with batch(lab, to, home, *QUICK) as process:
        out, err = process.communicate(timeout=280)
    assert process.returncode == 1, err  # one image failed
    (to / "told.json").write_text(out)
    return to


def cells_of(project: Path) -> Cells:
    """By smear, the circles with their predicted classes."""
    with closing(open_project(project, reader="Ann", back_up=False)) as opened:
        return {
            info.name: sorted(
                (c.circle.x, c.circle.y, c.prediction.code, round(c.prediction.confidence, 3))
                for c in labelling.cells(opened, smear_id=info.id)
                if c.prediction is not None
            )
            for info in library.smears(opened)
        }


def summary(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "reports" / "summary.csv").open(newline="", encoding="utf-8-sig") as handle:
        return {row["file"]: row for row in csv.DictReader(handle)}


def test_each_smear_is_found_classified_and_reported_under_a_name_of_its_own(done: Path, lab: Path) -> None:
    found = cells_of(done / "project")
    assert found.keys() == {"bella/1.jpg", "rex/1.jpg", "2.jpg", "tom/1.png"}
    assert all(len(cells) > 40 for cells in found.values())
    rows = summary(done)
    for name, code in (("bella/1.jpg", "bella/1"), ("rex/1.jpg", "rex/1"), ("tom/1.png", "tom/1")):
        row = rows[str(lab / name)]
        assert (row["outcome"], row["specimen"], int(row["cells"])) == ("done", code, len(found[name]))
        files = [done / "reports" / file for file in row["reports"].split(";")]
        assert [file.suffix for file in files] == [".pdf", ".html", ".csv", ".json"]
        assert files[0].read_bytes().startswith(b"%PDF")
        assert json.loads(files[3].read_text("utf-8"))["patient"]["specimen"] == code
        assert row["findings"]
    assert len({row["reports"] for row in rows.values()}) == 5
    told = json.loads((done / "told.json").read_text())
    assert (told["done"], told["read"], told["reports"]) == (4, 4, 4)


def test_a_bad_image_is_named_with_its_reason_and_stops_nothing(done: Path, lab: Path) -> None:
    row = summary(done)[str(lab / "broken.jpg")]
    assert (row["outcome"], row["cells"], row["reports"]) == ("failed", "", "")
    assert "not a readable image" in row["reason"]
    page = (done / "reports" / "summary.html").read_text("utf-8")
    assert page.index("not a readable image") < page.index("rex/1")
    assert 'href="rex_1.pdf"' in page


def test_a_killed_batch_goes_on_and_ends_as_an_undisturbed_one(
    done: Path, lab: Path, home: dict[str, str], tmp_path: Path
) -> None:
    with batch(lab, tmp_path, home, *QUICK) as process:
        for line in process.stderr:
            event = json.loads(line) if line.startswith("{") else {}
            if event.get("event") == "UnitEnded" and not event["failed"]:
                break
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    before = cells_of(tmp_path / "project")
    assert 0 < sum(map(bool, before.values())) < 4
    with batch(lab, tmp_path, home, *QUICK[:2], "--workers", "1") as process:
        out, err = process.communicate(timeout=280)
    told = json.loads(out)
    assert (told["done"], told["read"]) == (4, 4 - sum(map(bool, before.values()))), err
    assert cells_of(tmp_path / "project") == cells_of(done / "project")
    assert summary(tmp_path) == summary(done)
    assert not list((tmp_path / "reports").glob(".working*"))


@pytest.fixture
def scheduler() -> Iterator[str]:
    """The address of a cluster with one worker, which reads in a thread of this process."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=None,
        silence_logs=logging.ERROR,
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address


def test_a_cluster_finds_and_classifies_the_same_as_processes_here(
    done: Path, lab: Path, home: dict[str, str], tmp_path: Path, scheduler: str
) -> None:
    for name in ("rex/1.jpg", "rex/2.jpg", "broken.jpg"):
        (tmp_path / "lab" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(lab / name, tmp_path / "lab" / name)
    with batch(tmp_path / "lab", tmp_path, home, *QUICK[:4], "--scheduler", scheduler, "--format", "json") as process:
        out, err = process.communicate(timeout=280)
    assert process.returncode == 1, err  # one image failed
    told = json.loads(out)
    assert (told["done"], told["read"], told["reports"], len(told["failed"])) == (2, 2, 2, 1)
    found, expected = cells_of(tmp_path / "project"), cells_of(done / "project")
    assert found.keys() == {"1.jpg", "2.jpg"}
    assert (found["1.jpg"], found["2.jpg"]) == (expected["rex/1.jpg"], expected["2.jpg"])
    assert not list((tmp_path / "reports").glob(".working*"))


@pytest.mark.nightly
def test_a_finished_batch_reads_nothing_again(done: Path, lab: Path, home: dict[str, str]) -> None:
    files = {path: path.stat().st_mtime_ns for path in (done / "reports").glob("*.pdf")}
    with batch(lab, done, home) as process:
        told = json.loads(process.communicate(timeout=280)[0])
    assert (told["done"], told["read"], told["reports"], told["unchanged"]) == (4, 0, 0, 4)
    assert {path: path.stat().st_mtime_ns for path in files} == files


@pytest.fixture
def watching(lab: Path, home: dict[str, str], tmp_path: Path) -> Iterator[Command]:
    """A command that watches a folder in which one image is already."""
    (tmp_path / "camera" / "rex").mkdir(parents=True)
    shutil.copy(lab / "rex" / "1.jpg", tmp_path / "camera" / "rex" / "1.jpg")
    process = start_command(
        "watch", tmp_path / "camera", "-p", tmp_path / "project", "-o", tmp_path / "reports", "--settle", "0.3",
        "--format", "json", "--json", *QUICK, cwd=tmp_path, env=home,
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


def ended(process: Command) -> Iterator[tuple[str, bool]]:
    """The images that a command has ended, and whether they failed."""
    for line in process.stderr:
        event = json.loads(line) if line.startswith("{") else {}
        if event.get("event") == "UnitEnded":
            yield event["words"], event["failed"]


@pytest.mark.nightly
def test_a_watched_folder_is_worked_off_and_what_arrives_later_follows(
    watching: Command, lab: Path, tmp_path: Path
) -> None:
    camera, images = tmp_path / "camera", ended(watching)
    assert next(images) == ("1.jpg", False)
    (camera / ".hidden.jpg").write_bytes(SAMPLES[2].read_bytes())
    (camera / "copying.jpg.part").write_bytes(b"half")
    (camera / "bad.jpg").write_bytes(b"no image")
    assert next(images) == ("bad.jpg", True)
    (camera / "bella").mkdir()
    shutil.copy(lab / "bella" / "1.jpg", camera / "bella" / "1.jpg")
    assert next(images) == ("bella/1.jpg", False)
    watching.send_signal(signal.SIGINT)
    out, err = watching.communicate(timeout=280)
    assert watching.returncode == 0, err
    assert (json.loads(out)["done"], json.loads(out)["failed"]) == (2, 1)
    assert cells_of(tmp_path / "project").keys() == {"1.jpg", "bella/1.jpg"}
    assert {row["outcome"] for row in summary(tmp_path).values()} == {"done", "failed"}
    assert (tmp_path / "reports" / "1.json").is_file()


def test_a_batch_prints_the_warnings_about_its_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wish = wish_of("starter", reports_of(["csv"], language="en", rules=""), None, None, "cpu")
    hands = workers_of(1, None)  # they are never started
    with open_batch(tmp_path / "p", tmp_path / "r", wish=wish, workers=hands, classes=None, task=SILENT):
        assert "WARNING: Starter model" in capsys.readouterr().err


def test_wrong_options_leave_nothing_behind(home: dict[str, str], tmp_path: Path) -> None:
    def fails(*arguments: object) -> subprocess.CompletedProcess[str]:
        return run_command(*arguments, "-p", tmp_path / "p", "-o", tmp_path / "r", cwd=tmp_path, env=home)

    assert fails("report", "batch", tmp_path / "nowhere").returncode == 1
    assert fails("report", "batch", SAMPLES[0], "--format", "doc").returncode == 2
    assert fails("report", "batch", SAMPLES[0], "--workers", "1", "--scheduler", "tcp://x:1").returncode == 2
    assert fails("watch", tmp_path / "nowhere").returncode == 2
    assert not list(tmp_path.iterdir())
