"""`rbc-desk import` of regions of a whole slide, as a process."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import load_class_set
from rbc_desk.services.smears import library
from tests.commands import run_command
from tests.slide_files import FIELD_PX, MONOLAYER, write_pyramid


def run(tmp_path: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return run_command("import", *arguments, cwd=tmp_path, env=os.environ | {"HOME": str(tmp_path / "home")})


def test_regions_of_a_slide_are_imported_given_or_proposed(tmp_path: Path) -> None:
    write_pyramid(tmp_path / "film.tif")
    given = ("--region", "2100,100,600,500", "--propose", 2, "--specimen", "Rex")
    done = run(tmp_path, "film.tif", "--project", "p", *given, "--json")
    assert done.returncode == 0, done.stderr
    assert "6144 x 3072 px in 4 levels, 0.25 µm per pixel" in done.stderr
    told = json.loads(done.stdout)
    assert (told["smears"], told["known"]) == (3, 0)
    assert told["regions"][0] == [2100, 100, 600, 500]
    assert all(x >= MONOLAYER.start * FIELD_PX - 100 for x, *_ in told["regions"])
    again = run(tmp_path, "film.tif", "--project", "p", "--region", "2100,100,600,500")
    assert "Imported 0 regions of film.tif; 1 already there." in again.stdout
    project = open_project(tmp_path / "p", reader="A")
    assert {info.specimen for info in library.smears(project)} == {"Rex"}
    project.close()


def test_a_region_beside_the_slide_or_a_wrong_one_is_told_and_leaves_no_project(tmp_path: Path) -> None:
    write_pyramid(tmp_path / "film.tif")
    done = run(tmp_path, "film.tif", "--project", "p", "--region", "9000,0,600,500")
    assert done.returncode == 1
    assert "Regions that lie beside the slide: 1." in done.stderr
    assert not (tmp_path / "p").exists()
    done = run(tmp_path, "film.tif", "--project", "p", "--region", "9000,0,600")
    assert done.returncode != 0
    assert "is not a region" in done.stderr


def test_overlapping_regions_are_named_and_the_others_get_the_classes_asked_for(tmp_path: Path) -> None:
    write_pyramid(tmp_path / "film.tif")
    regions = ("--region", "2100,100,600,500", "--region", "2200,200,600,500", "--region", "3000,100,300,300")
    done = run(tmp_path, "film.tif", "--project", "p", *regions, "--classes", "feline")
    assert done.returncode == 1
    assert "The region 2200,200,600,500 was not added" in done.stderr
    assert "Imported 2 regions of film.tif." in done.stdout
    project = open_project(tmp_path / "p", reader="A")
    assert project.class_set().codes == load_class_set("feline").codes
    project.close()


def test_a_slide_without_regions_and_options_that_do_not_apply_are_refused(tmp_path: Path) -> None:
    write_pyramid(tmp_path / "film.tif")
    done = run(tmp_path, "film.tif", "--project", "p")
    assert done.returncode == 1
    assert "is a whole slide" in done.stderr
    done = run(tmp_path, "film.tif", "--project", "p", "--region", "0,0,100,100", "--limit", 3, "--map", "a=b")
    assert done.returncode != 0
    assert "--limit and --map cannot be used with --region or --propose." in done.stderr
    done = run(tmp_path, "film.tif", "--project", "p", "--specimen", "Rex")
    assert done.returncode != 0
    assert "--specimen is for regions" in done.stderr
    assert not (tmp_path / "p").exists()
