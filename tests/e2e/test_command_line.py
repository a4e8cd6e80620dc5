"""The command line as a process: output, files, exit status."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from tests import sealed
from tests.commands import Run, start_command
from tests.poor_model import WORDS, make_poor

ROOT = Path(__file__).resolve().parents[2]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as handle:
        return list(csv.DictReader(handle))


def test_help_names_every_verb_and_loads_nothing_heavy(rbc_desk: Run) -> None:
    done = rbc_desk("--help")
    assert done.returncode == 0
    for verb in ("import", "detect", "train", "evaluate", "classify", "export", "demo"):
        assert verb in done.stdout
    assert "--version" in done.stdout
    assert "--no-version" not in done.stdout
    probe = (
        "import sys, rbc_desk.cli.main as m\n"
        "try: m.build_app()(args=['--help'])\n"
        "except SystemExit: pass\n"
        "print([n for n in ('torch', 'cv2', 'PySide6', 'sqlalchemy', 'sklearn', 'numpy') if n in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip().splitlines()[-1] == "[]"


def test_help_lists_every_setting_with_its_values(rbc_desk: Run) -> None:
    words = " ".join(rbc_desk("train", "--help").stdout.split())
    assert "Number of passes over all cells. Values: 1 to 1000. Default: 40." in words
    assert "loss_params.gamma" in words
    assert "min_score" in rbc_desk("detect", "--help").stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_commands_and_options(tmp_path: Path) -> None:
    program = tmp_path / "rbc-desk"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m rbc_desk.cli.main "$@"\n')
    program.chmod(0o755)
    script = (
        'eval "$(rbc-desk completion bash)"; COMP_WORDS=(rbc-desk de); COMP_CWORD=1; _rbc_desk_completion rbc-desk;'
        ' echo "${COMPREPLY[@]}"; COMP_WORDS=(rbc-desk detect --ce); COMP_CWORD=2; _rbc_desk_completion rbc-desk;'
        ' echo "${COMPREPLY[@]}"'
    )
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert [line.split() for line in done.stdout.splitlines()] == [["detect", "demo"], ["--cell-width"]]


@pytest.mark.parametrize("arguments", [["detect"], ["nonsense", "x"], ["train", "--epochs", "x"]])
def test_wrong_use_ends_with_2(rbc_desk: Run, arguments: list[str]) -> None:
    assert rbc_desk(*arguments).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--set", "epoch=3"], "epoch: Extra inputs are not permitted"),
        (["--set", "epochs=many"], "epochs:"),
        (["--set", "epochs"], "key=value"),
        (["--set", "network=nonsense"], "No network is named 'nonsense'"),
        (["--set", "loss=nonsense"], "No loss is named 'nonsense'"),
        (["--set", "loss=focal", "--set", "loss.gamma=2"], "as loss_params.gamma=2"),
        (["--set", "loss.gamma=2", "--set", "loss=focal"], "as loss_params.gamma=2"),
        (["--set", "loss_params=2", "--set", "loss_params.gamma=2"], "as loss_params.gamma=2"),
        (["--set", "loss_params.gamma=-1"], "gamma"),
        (["--split", "moon"], "no split by 'moon'"),
        (["--preset", "moon"], "no preset 'moon'"),
        (["--at", "25:00"], "no time of day"),
        (["--resume", "1", "--set", "epochs=3", "--split", "cell"], "--set, --split cannot change them"),
    ],
)
def test_settings_of_a_training_that_cannot_be_are_wrong_use_told_in_one_line(
    rbc_desk: Run, arguments: list[str], words: str
) -> None:
    done = rbc_desk("train", "--project", "p", "-o", "b", *arguments)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert words in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["detect", "x.png", "-o", "c.csv", "--detector", "nonsense"], "No detector is named 'nonsense'"),
        (["import", "nonsense", "x", "--project", "p"], "No import format is named 'nonsense'"),
        (["import", "nonsense", "x", "--project", "p"], ", bundle."),
        (["evaluate", "--project", "p", "--bundle", "sample", "--split", "train"], "cannot be evaluated"),
    ],
)
def test_a_name_that_nothing_has_is_wrong_use_and_leaves_nothing_behind(
    rbc_desk: Run, arguments: list[str], words: str, tmp_path: Path
) -> None:
    done = rbc_desk(*arguments)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert words in done.stderr
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["train", "--project", "nowhere", "-o", "b"], "is not a project"),
        (["classify", "x.png", "--bundle", "nowhere", "-o", "p.csv"], "neither the folder nor the name of a model"),
        (["detect", "nowhere.png", "-o", "c.csv"], "nowhere.png"),
    ],
)
def test_a_failure_is_one_line_and_ends_with_1(rbc_desk: Run, arguments: list[str], words: str) -> None:
    done = rbc_desk(*arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_training_at_a_time_of_day_waits_and_is_cancelled_at_once(tmp_path: Path) -> None:
    create_project(tmp_path / "p", class_set="paper", reader="Ann").close()
    at = datetime.now() + timedelta(hours=3)
    places = ("--project", tmp_path / "p", "-o", tmp_path / "b", "--preset", "best", "--at", f"{at:%H:%M}")
    with start_command("train", *places, cwd=tmp_path) as process:
        assert f"{at:%Y-%m-%d %H:%M}" in next(iter(process.stderr))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode != 0
    assert not (tmp_path / "b").exists()


def test_training_into_a_folder_of_other_things_is_refused_before_it_begins(rbc_desk: Run, tmp_path: Path) -> None:
    from rbc_desk.services import demo
    from rbc_desk.services.training import training

    demo.prepare(tmp_path / "sample")
    output = tmp_path / "thesis"
    output.mkdir()
    (output / "chapter.txt").write_text("years of work")
    done = rbc_desk("train", "--project", tmp_path / "sample", "-o", output, "--set", "epochs=1")
    assert done.returncode == 1
    assert "thesis is not a model and was not overwritten" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path.name for path in output.iterdir()] == ["chapter.txt"]
    shutil.copytree(ROOT / "models" / "sample", tmp_path / "model")
    previous = (tmp_path / "model" / "weights.safetensors").read_bytes()
    done = rbc_desk("train", "--project", tmp_path / "sample", "-o", "model", "--set", "epochs=1")
    assert done.returncode == 1
    assert "model already contains a model" in done.stderr and "--force" in done.stderr
    assert (tmp_path / "model" / "weights.safetensors").read_bytes() == previous
    assert training.runs(open_project(tmp_path / "sample", reader="Dr Test")) == ()


def test_an_unreadable_image_is_reported_and_the_rest_goes_on(rbc_desk: Run, tmp_path: Path) -> None:
    from rbc_desk.imaging.synth.smears import render_smear

    folder = tmp_path / "smears ñ"
    folder.mkdir()
    Image.fromarray(render_smear(seed=3).pixels).save(folder / "good.png")
    (folder / "bad.png").write_bytes(b"no image at all")
    done = rbc_desk("detect", folder, "-o", tmp_path / "cells.csv")
    assert done.returncode == 1
    assert "bad.png" in done.stderr
    found = rows(tmp_path / "cells.csv")
    assert len(found) > 30
    assert {row["image"] for row in found} == {"good.png"}
    assert all(0 <= float(row["score"]) <= 1 and float(row["r"]) > 0 for row in found)


@pytest.mark.nightly
def test_the_sample_goes_from_images_to_a_classified_new_smear(
    rbc_desk: Run, started_rbc_desk: Run, tmp_path: Path
) -> None:
    """import csv, train, evaluate, classify (found, given with and without radius), export: one project."""
    project, bundle = tmp_path / "project", tmp_path / "bundle"
    done = rbc_desk("import", "csv", ROOT / "resources" / "sample" / "truth.csv", "--project", project)
    assert done.returncode == 0, done.stderr
    settings = ("--set", "epochs=2", "--set", "loss_params.gamma=2.0")
    done = started_rbc_desk("train", "--project", project, *settings, "-o", bundle, "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["epochs"] == 2
    assert figures["split"] == "specimen"
    events = [json.loads(line)["event"] for line in done.stderr.splitlines() if line.startswith("{")]
    assert events.count("EpochDone") == 2
    found = {path.name for path in bundle.iterdir()} - {"network.onnx"}  # written where onnx is installed
    assert found == {"CARD.md", "bundle.json", "weights.safetensors"}

    done = rbc_desk("evaluate", "--project", project, "--bundle", bundle, "--json", tmp_path / "figures.json")
    assert done.returncode == 0, done.stderr
    evaluation = json.loads((tmp_path / "figures.json").read_text())
    assert sum(map(sum, evaluation["confusion"])) == sum(figures["counts"]["test"].values()) == evaluation["n_cells"]

    snow = np.random.default_rng(1).integers(0, 256, (240, 320, 3), np.uint8)
    Image.fromarray(snow).save(tmp_path / "snow.png")
    image = sorted((ROOT / "resources" / "sample").glob("*.jpg"))[-1]
    done = rbc_desk("classify", tmp_path / "snow.png", image, "--bundle", bundle, "-o", tmp_path / "both.csv")
    assert done.returncode == 0, done.stderr
    assert sum(row["image"] == image.name for row in rows(tmp_path / "both.csv")) > 30
    assert [line.split()[0] for line in done.stderr.splitlines() if "blood smear" in line] == ["snow.png"]
    warned = [line.removeprefix("WARNING: ") for line in done.stderr.splitlines() if line.startswith("WARNING: ")]
    assert warned == [evaluation["warning"]] * bool(evaluation["warning"])
    given = tmp_path / "given.csv"
    given.write_text(f"image,x,y,r\n{image.name},320,240,20\n{image.name},100.5,80,\n")
    done = rbc_desk("classify", image, "--bundle", bundle, "--cells", given, "-o", tmp_path / "given-out.csv")
    assert done.returncode == 0, done.stderr
    told = rows(tmp_path / "given-out.csv")
    assert [float(told[0][key]) for key in ("x", "y", "r")] == [320, 240, 20]
    assert float(told[1]["r"]) > 0
    for row in told:
        probabilities = {key[2:]: float(value) for key, value in row.items() if key.startswith("p_")}
        assert set(probabilities) == {"codocyte", "hypochromia", "normal"}
        assert sum(probabilities.values()) == pytest.approx(1, abs=1e-4)
        assert row["class"] == max(probabilities, key=probabilities.__getitem__)
        assert float(row["confidence"]) == pytest.approx(probabilities[row["class"]], abs=1e-5)

    done = rbc_desk("export", "imagefolder", "--project", project, "-o", tmp_path / "crops")
    assert done.returncode == 0, done.stderr
    crops = list((tmp_path / "crops").rglob("*.png"))
    assert len(crops) > 300
    assert np.asarray(Image.open(crops[0])).shape == (224, 224, 3)


def test_the_demo_without_a_display_says_so_and_does_the_whole_job_and_keeps_to_itself(tmp_path: Path) -> None:
    """As a new user's process, which may not open a socket of the internet. Once for all, since it takes longest."""
    home, folder = tmp_path / "home", tmp_path / "folder"
    home.mkdir()
    folder.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment |= {"HOME": str(home), "QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = subprocess.run(
        [sys.executable, "-m", "rbc_desk.cli.main", "demo"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
        preexec_fn=sealed.seal if sealed.can_seal() else None,
    )
    assert done.returncode != sealed.KILLED, "it, or a library that it uses, opened a socket of the internet"
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stderr
    out = folder / "rbc-desk-demo"
    assert (out / "model" / "weights.safetensors").stat().st_size > 10_000
    assert "Confusion matrix" in (out / "evaluation" / "evaluation.html").read_text()
    assert len(list((out / "overlays").glob("*.png"))) == 8
    assert len(rows(out / "predictions.csv")) > 60
    evaluation = json.loads((out / "evaluation" / "evaluation.json").read_text())
    assert evaluation["macro_f1"] > 0.8
    left = [path.relative_to(home) for path in home.rglob("*") if not path.is_dir()]
    assert [path for path in left if "rbc-desk" not in path.parts] == []
    assert [path.name for path in folder.iterdir()] == ["rbc-desk-demo"]


@pytest.mark.skipif(not sealed.can_seal(), reason="needs Linux's seccomp on x86-64 or ARM64")
@pytest.mark.parametrize(
    ("family", "status"), [("AF_INET", sealed.KILLED), ("AF_INET6", sealed.KILLED), ("AF_UNIX", 0)]
)
def test_a_sealed_process_dies_of_a_socket_of_the_internet(family: str, status: int) -> None:
    code = f"import socket; socket.socket(socket.{family}).close()"
    done = subprocess.run([sys.executable, "-c", code], preexec_fn=sealed.seal, check=False, timeout=60)
    assert done.returncode == status


def test_a_model_goes_out_as_onnx_and_comes_in_from_a_zip(rbc_desk: Run, tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    done = rbc_desk("export", "onnx", "--bundle", "sample", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "sample.onnx").stat().st_size > 100_000
    assert str(tmp_path / "out" / "sample.onnx") in done.stdout
    shutil.make_archive(str(tmp_path / "theirs"), "zip", ROOT / "models", "sample")
    create_project(tmp_path / "project", class_set="paper", reader="Dr Test").close()
    done = rbc_desk("import", "bundle", tmp_path / "theirs.zip", "--project", tmp_path / "project")
    assert done.returncode == 0, done.stderr
    assert "Imported theirs as model 1" in done.stdout
    done = rbc_desk("train", "--project", tmp_path / "project", "-o", tmp_path / "b", "--resume", "3")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Run 3 cannot be resumed" in done.stderr


def test_a_poor_model_is_warned_of_when_it_is_taken_in_when_it_classifies_and_when_it_goes_out(
    rbc_desk: Run, tmp_path: Path
) -> None:
    """The sample's model with a test part on which it was right of the most common class alone."""
    bundle = tmp_path / "poor"
    shutil.copytree(ROOT / "models" / "sample", bundle)
    make_poor(bundle)
    project = tmp_path / "project"
    create_project(project, class_set="paper", reader="Dr Test").close()
    done = rbc_desk("import", "bundle", bundle, "--project", project)
    assert done.returncode == 0, done.stderr
    assert f"WARNING: {WORDS}" in done.stdout
    assert WORDS in (bundle / "CARD.md").read_text("utf-8")
    image = sorted((ROOT / "resources" / "sample").glob("*.jpg"))[-1]
    (tmp_path / "given.csv").write_text(f"image,x,y,r\n{image.name},320,240,20\n")
    given = ("--cells", tmp_path / "given.csv", "-o", tmp_path / "out.csv")
    done = rbc_desk("classify", image, "--bundle", bundle, *given)
    assert done.returncode == 0, done.stderr
    assert f"WARNING: {WORDS}" in done.stderr
    done = rbc_desk("export", "onnx", "--bundle", bundle, "-o", tmp_path / "out")
    assert f"WARNING: {WORDS}" in done.stderr
