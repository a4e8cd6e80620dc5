"""`rbc-desk protocol` as a process: killed and resumed, stopped by Ctrl+C, spread over processes."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.commands import Command, run_command, start_command

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., Command]
SETTINGS = ("--network", "rbc_small", "--choose", "holdout", "--set", "input_px=32", "--set", "precision=fp32",
            "--methods", "cross_entropy", "--workers", "1")  # fmt: skip
ONE_THREAD = {"RBC_DESK_THREADS": "1"}


@pytest.fixture(scope="module")
def crops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rings and discs, a folder per class, of eight smears."""
    folder = tmp_path_factory.mktemp("crops")
    random = np.random.default_rng(0)
    y, x = np.mgrid[:40, :40] - 19.5
    for code, n in (("disc", 60), ("ring", 30)):
        (folder / code).mkdir()
        for index in range(n):
            distance = np.hypot(x + random.uniform(-2, 2), y + random.uniform(-2, 2))
            inside = (distance < 14) & ((distance > 6) | (code == "disc"))
            pixels = np.clip(200 - 90 * inside[..., None] + random.normal(0, 10, (40, 40, 3)), 0, 255)
            Image.fromarray(pixels.astype(np.uint8)).save(folder / code / f"film{index % 8}-{index}.png")
    return folder


@pytest.fixture
def protocol(tmp_path: Path) -> Run:
    """Run `rbc-desk protocol` with these arguments in a private home, see `tests.commands`."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"HOME": str(tmp_path / "home")} | ONE_THREAD
        return run_command("protocol", *arguments, cwd=tmp_path, env=environment)

    return run


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `rbc-desk protocol` with these arguments in a private home; none of it is left at the end."""
    begun: list[Command] = []

    def begin(*arguments: object) -> Command:
        environment = os.environ | {"HOME": str(tmp_path / "home")} | ONE_THREAD
        process = start_command("protocol", *arguments, cwd=tmp_path, env=environment)
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


def done(process: Command) -> str:
    out, err = process.communicate(timeout=400)
    assert process.returncode == 0, err
    return out


def outcomes_in(folder: Path) -> list[dict[str, str]]:
    """The tests without what differs from start to start."""
    with (folder / "tests.csv").open(newline="") as handle:
        return [{k: v for k, v in row.items() if k != "seconds"} for row in csv.DictReader(handle)]


def wait_for(condition: Callable[[], bool], process: Command) -> None:
    end = time.monotonic() + 400
    while not condition():
        assert time.monotonic() < end
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.02)


@pytest.mark.nightly
def test_a_killed_sweep_goes_on_and_comes_to_what_it_would_have_come_to(
    start: Start, protocol: Run, crops: Path, tmp_path: Path
) -> None:
    command = ("sweep", "--crops", crops, *SETTINGS, "--epochs", 2, "--seeds", 3)
    first = start(*command, "-o", "killed")
    units = tmp_path / "killed" / "units"
    wait_for(lambda: len(list(units.glob("*.json"))) >= 1, first)
    first.kill()
    first.wait()
    kept = {path: path.read_bytes() for path in units.glob("*.json")}
    assert (tmp_path / "killed" / "report.html").is_file()
    assert json.loads(done(start("resume", "killed", "--workers", "1", "--json")))["done"] == 3
    assert len(list(units.glob("*.json"))) == 3
    if len(kept) < 3:
        assert {path: path.read_bytes() for path in kept} == kept  # what was done was not done again
    whole = protocol(*command, "-o", "whole")
    assert whole.returncode == 0, whole.stderr
    assert outcomes_in(tmp_path / "killed") == outcomes_in(tmp_path / "whole")
    assert "Not finished" not in (tmp_path / "killed" / "report.html").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for one process")
def test_ctrl_c_ends_it_within_a_second_and_keeps_what_is_done(start: Start, crops: Path, tmp_path: Path) -> None:
    process = start("imbalance", "--crops", crops, *SETTINGS, "--levels", "1.5,2", "--epochs", 1000, "-o", "out")
    busy = tmp_path / "out" / ".busy"
    wait_for(lambda: any('"epoch": 0' not in path.read_text() for path in busy.glob("*.json")), process)
    workers = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=200)  # its unit would take many minutes more
    assert process.returncode == 1
    assert "Stopped." in err
    end = time.monotonic() + 120
    while any(Path(f"/proc/{pid}").exists() for pid in workers.stdout.split()):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))["levels"] == [1.5, 2.0]


@pytest.mark.nightly
def test_cross_validation_over_two_processes_leaves_a_model_and_a_report(
    start: Start, crops: Path, tmp_path: Path
) -> None:
    out = done(
        start("crossval", "--crops", crops, *SETTINGS[:2], *SETTINGS[4:8], "--alphas", "0.5", "--folds", 2,
              "--epochs", 2, "--split", "by-smear", "--keep-models", "--workers", 2, "-o", "out")
    )  # fmt: skip
    assert "3 of 3 units" in out
    (bundle,) = (tmp_path / "out" / "models").iterdir()
    assert json.loads((bundle / "bundle.json").read_text("utf-8"))["codes"] == ["disc", "ring"]
    (test,) = outcomes_in(tmp_path / "out")
    assert test["split"] == "smear"
    assert 0 <= float(test["accuracy"]) <= 1
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert page.count("<svg") == 2
    assert "(as Fig. 10)" in page
    assert "(as Fig. 12)" in page


def test_the_list_of_experiments_says_whole_sentences(protocol: Run) -> None:
    told = " ".join(protocol("--help").stdout.split())
    assert "(Table 1, Fig. 10 to 12)." in told
    assert "(eq. 5, Tables 2 and 3, Fig. 13)." in told
    assert "..." not in told.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("sweep", "-o", "x", "--alphas", "many"), 2, "write numbers"),
        (("sweep", "-o", "x", "--epochs", "0"), 2, ""),
        (("sweep", "-o", "x", "--network", "nonsense"), 2, "No network"),
        (("sweep", "-o", "x"), 2, "--project"),
        (("sweep", "-o", "x", "--counts", "disc=20"), 2, "--counts needs a source of cells"),
        (("sweep", "-o", "x", "--crops", "c", "--project", "p"), 2, "Give one of"),
        (("sweep", "-o", "x", "--crops", "c", "--methods", "nonsense"), 2, "No loss"),
        (("sweep", "-o", "x", "--split", "moon"), 2, "not a type of split"),
        (("resume", "nowhere"), 1, "contains no experiment"),
    ],
)
def test_wrong_use_is_told_in_one_line(protocol: Run, arguments: tuple[str, ...], status: int, words: str) -> None:
    ended = protocol(*arguments)
    assert ended.returncode == status
    assert words in ended.stderr
    if words:  # ours, not typer's
        assert len(ended.stderr.strip().splitlines()) == 1
