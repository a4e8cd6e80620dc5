"""`rbc-desk export --format` and `rbc-desk import PATH`: a project goes out and comes back in every format."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.services.datasets import importing
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from rbc_desk.settings.model import Settings
from tests.commands import run_command

CELLS = ((60, 60, "normal", "red"), (120, 60, "codocyte", "red"), (60, 120, "", "red"), (120, 120, "", "white"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two smears of the same name in two folders, one with Thai letters and a patient's name in its file."""
    place = tmp_path_factory.mktemp("exchange")
    lines = ["image,x,y,r,class,kind"]
    for seed, folder in enumerate(("ก", "b")):
        (place / "set" / folder).mkdir(parents=True)
        exif = Image.Exif()
        exif[0x010E] = "Somchai HN12345"
        pixels = render_smear(seed=seed, width=240, height=180, n_cells=6).pixels
        Image.fromarray(pixels).save(place / "set" / folder / "1.jpg", exif=exif)
        lines += [f"{folder}/1.jpg,{x},{y},20,{name},{kind}" for x, y, name, kind in CELLS]
    (place / "set" / "t.csv").write_text("\n".join(lines))
    made = create_project(place / "project", reader=Settings().reader)
    assert importing.import_from(made, source=place / "set" / "t.csv").labelled == 4
    made.close()
    return place / "project"


def run(project: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    home = {"HOME": str(project.parent / "home")}
    return run_command(*map(str, arguments), cwd=project.parent, env=os.environ | home)


def objects(project: Project) -> list[tuple[str, str, int, int, int, str | None]]:
    return sorted(
        (info.name, cell.kind.value, round(cell.circle.x), round(cell.circle.y), round(cell.circle.r), cell.label)
        for info in library.smears(project)
        for cell in (*labelling.cells(project, smear_id=info.id), *kinds.other_objects(project, smear_id=info.id))
    )


FORMATS = ("coco", "yolo", "yolo-segment", "voc", "geojson", "labelme", "cvat", "labelstudio", "bbbc")


@pytest.mark.parametrize("name", FORMATS)
def test_a_project_goes_out_and_comes_back(project: Path, name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(project, "export", "--format", name, "-p", project, "-o", out, "--all-kinds", "--unlabelled")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("6 cells, 2 other objects")
    assert "cannot store: who labelled" in done.stderr
    assert not any(b"Somchai" in path.read_bytes() for path in out.rglob("*") if path.is_file())
    done = run(project, "import", out, "-p", tmp_path / "again", "--json")
    assert done.returncode == 0, done.stderr
    assert "The format is " in done.stderr
    assert json.loads(done.stdout)["kinds"] == {"white": 2}
    before, after = (open_project(place, reader=Settings().reader) for place in (project, tmp_path / "again"))
    assert [(i.width, i.height) for i in library.smears(after)] == [(240, 180)] * 2
    assert objects(after) == objects(before)
    before.close()
    after.close()


def test_a_zip_file_of_a_data_set_is_imported_and_mapped(project: Path, tmp_path: Path) -> None:
    assert run(project, "export", "-f", "coco", "-p", project, "-o", tmp_path / "out").returncode == 0
    shutil.make_archive(str(tmp_path / "set"), "zip", tmp_path / "out")
    mapped = ("--map", "codocyte=normal", "--json")
    done = run(project, "import", tmp_path / "set.zip", "-p", tmp_path / "again", *mapped)
    assert done.returncode == 0, done.stderr
    again = open_project(tmp_path / "again", reader=Settings().reader)
    assert [item[-1] for item in objects(again)] == ["normal"] * 4
    again.close()
    done = run(project, "import", tmp_path / "set.zip", "-p", tmp_path / "again")
    assert "2 already there" in done.stdout
    done = run(project, "import", "--format", "voc", tmp_path / "set.zip", "-p", tmp_path / "again")
    assert (done.returncode, "no annotations (*.xml)" in done.stderr) == (1, True)


def test_predictions_are_refused_where_they_would_pass_for_labels(project: Path, tmp_path: Path) -> None:
    done = run(project, "export", "-f", "yolo", "-p", project, "-o", tmp_path / "out", "--predictions")
    assert (done.returncode, "does not tell predictions from labels" in done.stderr) == (2, True)
    done = run(project, "export", "-f", "coco", "-p", project, "-o", tmp_path / "out", "--predictions", "--no-images")
    assert (done.returncode, (tmp_path / "out" / "images").exists()) == (0, False)
