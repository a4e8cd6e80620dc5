"""`rbc-desk import` as a process: output, files, exit status."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from PIL import Image

from rbc_desk.imaging.synth.smears import render_smear
from tests.commands import run_command

ROOT = Path(__file__).resolve().parents[3]
PIXELS = render_smear(seed=5, width=240, height=180, n_cells=6).pixels


def run(tmp_path: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return run_command("import", *arguments, cwd=tmp_path, env=os.environ | {"HOME": str(tmp_path / "home")})


def picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(PIXELS).save(path)
    return path


def test_what_cannot_be_read_at_all_leaves_no_project_behind(tmp_path: Path) -> None:
    done = run(tmp_path, "csv", "nothing.csv", "--project", "made")
    assert done.returncode == 1
    assert "nothing.csv does not exist" in done.stderr
    assert not (tmp_path / "made").exists()
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "a.png").write_bytes(b"no picture")
    (tmp_path / "kept").mkdir()
    done = run(tmp_path, "images", "set", "--project", "kept")
    assert done.returncode == 1
    assert "a.png is not a readable image" in done.stderr
    assert list((tmp_path / "kept").iterdir()) == []


def test_what_was_skipped_is_named_and_ends_with_1_and_a_second_import_says_what_is_there(tmp_path: Path) -> None:
    picture(tmp_path / "set" / "a.png")
    (tmp_path / "set" / "b.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    done = run(tmp_path, "images", "set", "--project", "made")
    assert done.returncode == 1
    assert "b.heic is a HEIC image" in done.stderr
    assert "Imported 1 smear" in done.stdout
    done = run(tmp_path, "images", "set/a.png", "--project", "made", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["known"] == 1


def test_names_that_the_project_lacks_are_told_and_mapped(tmp_path: Path) -> None:
    picture(tmp_path / "set" / "a.png")
    (tmp_path / "set" / "t.csv").write_text("image,x,y,r,class\na.png,60,60,20,odd=one\na.png,120,60,20,odd=one\n")
    done = run(tmp_path, "csv", "set/t.csv", "--project", "first")
    assert done.returncode == 0
    assert "odd=one (2)" in done.stderr
    assert "2 cells, 0 of them labelled" in done.stdout
    (tmp_path / "names.txt").write_text("# ours\nodd=one=Hypochromic cell\n")
    done = run(tmp_path, "csv", "set", "--project", "second", "--map-file", "names.txt")
    assert (done.returncode, done.stderr.count("odd=one")) == (0, 0)
    assert "2 cells, 2 of them labelled" in done.stdout
    done = run(tmp_path, "csv", "set", "--project", "third", "--map", "odd=one=martian")
    assert done.returncode == 2
    assert not (tmp_path / "third").exists()


def test_an_unknown_format_is_answered_with_every_format_there_is(tmp_path: Path) -> None:
    done = run(tmp_path, "nonsense", "set", "--project", "made")
    assert done.returncode == 2
    for name in ("images", "chula", "voc", "csv", "bundle"):
        assert name in done.stderr
