"""`rbc-desk export`, and commands that read tables and images, where something is missing or impossible."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.services.datasets import importing
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from tests.commands import run_command

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two smears of the same name in two folders, with two labelled cells each."""
    lines = ["image,x,y,r,class"]
    for seed, folder in enumerate("ab"):
        (tmp_path / "set" / folder).mkdir(parents=True)
        pixels = render_smear(seed=seed, width=240, height=180, n_cells=6).pixels
        Image.fromarray(pixels).save(tmp_path / "set" / folder / "1.png")
        lines += [f"{folder}/1.png,60,60,20,normal", f"{folder}/1.png,120,60,20,codocyte"]
    (tmp_path / "set" / "t.csv").write_text("\n".join(lines))
    made = create_project(tmp_path / "project", reader=reader())
    assert importing.import_from(made, format="csv", source=tmp_path / "set" / "t.csv").labelled == 4
    made.close()
    return tmp_path / "project"


def reader() -> str:
    from rbc_desk.settings.model import Settings

    return Settings().reader


def run(project: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return run_command(*arguments, cwd=project.parent, env=os.environ | {"HOME": str(project.parent / "home")})


def export(project: Path, format_: str) -> subprocess.CompletedProcess[str]:
    return run(project, ["export", format_, "--project", str(project), "-o", "out"])


def test_an_export_that_misses_pictures_says_so_and_ends_with_1(project: Path) -> None:
    stored = sorted((project / "smears").iterdir())
    stored[0].unlink()
    done = export(project, "imagefolder")
    assert done.returncode == 1
    assert "Not written, because their smear cannot be read: 2 cells." in done.stderr
    assert "does not exist" in done.stderr
    assert len(list((project.parent / "out").rglob("*.png"))) == 2


def test_a_table_tells_equal_names_apart_and_leaves_out_what_no_scale_gives(project: Path) -> None:
    done = export(project, "csv")
    assert (done.returncode, "diameter_um" in done.stderr) == (0, True)
    with (project.parent / "out" / "cells.csv").open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert sorted({row["image"] for row in rows}) == ["a/1.png", "b/1.png"]
    assert sorted({row["specimen"] for row in rows}) == ["a/1", "b/1"]
    assert "diameter_um" not in rows[0]


def test_a_table_of_all_kinds_brings_them_back_into_another_project(project: Path, tmp_path: Path) -> None:
    made = open_project(project, reader=reader())
    ids = [cell.id for info in library.smears(made) for cell in labelling.cells(made, smear_id=info.id)]
    for cell_id, kind in zip(ids, (CellKind.WHITE, CellKind.PLATELET, CellKind.ARTEFACT), strict=False):
        kinds.set_kind(made, cell_ids=[cell_id], kind=kind)
    before = objects(made)
    made.close()
    assert export(project, "csv").returncode == 0
    assert "kind" not in (tmp_path / "out" / "cells.csv").read_text().splitlines()[0]
    done = run(project, ["export", "csv", "--project", str(project), "-o", "set", "--overwrite", "--all-kinds"])
    assert done.stdout.startswith("1 cell, 3 other objects"), done.stdout

    done = run(project, ["import", "csv", str(tmp_path / "set" / "cells.csv"), "--project", "again", "--json"])
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["cells"], found["kinds"]) == (1, {"white": 1, "platelet": 1, "artefact": 1})
    again = open_project(tmp_path / "again", reader=reader())
    assert objects(again) == before
    again.close()


def objects(project: Project) -> set[tuple[str, CellKind, float, float, float, str | None]]:
    """Every object by image, kind and circle, and the class of the red cells."""
    return {
        (
            info.name,
            cell.kind,
            cell.circle.x,
            cell.circle.y,
            cell.circle.r,
            cell.label if cell.kind is CellKind.RED else None,
        )
        for info in library.smears(project)
        for cell in (
            *labelling.cells(project, smear_id=info.id),
            *kinds.other_objects(project, smear_id=info.id),
        )
    }


def test_only_a_table_holds_other_kinds(project: Path) -> None:
    done = run(project, ["export", "imagefolder", "--project", str(project), "-o", "out", "--all-kinds"])
    assert done.returncode != 0
    assert "Export other objects as csv or coco." in done.stderr


def test_equal_names_are_two_specimens_in_one_import_or_in_two(project: Path, tmp_path: Path) -> None:
    made = create_project(tmp_path / "fresh", reader="A")
    for folder in "ab":
        library.add_smears(made, [tmp_path / "set" / folder])
    assert [(info.name, info.specimen) for info in library.smears(made)] == [("1.png", "1"), ("b/1.png", "b/1")]
    made.close()


def test_crops_of_equal_names_are_of_two_smears(project: Path) -> None:
    assert export(project, "imagefolder").returncode == 0
    smears = {path.stem.rpartition("-")[0] for path in (project.parent / "out").rglob("*.png")}
    assert smears == {"a_1", "b_1"}


def test_what_of_a_file_was_not_read_is_told_by_detect(project: Path) -> None:
    pixels = np.asarray(Image.open(project.parent / "set" / "a" / "1.png"))
    five = np.dstack([pixels, pixels[..., :2]])
    tifffile.imwrite(project.parent / "five.tif", five, photometric="rgb", extrasamples=("unspecified",) * 2)
    done = run(project, ["detect", "five.tif", "-o", "cells.csv"])
    assert done.returncode == 0
    assert "five.tif: It contains 5 channels" in done.stderr


def test_given_cells_that_cannot_be_are_named_and_the_others_classified(project: Path) -> None:
    picture = project.parent / "set" / "a" / "1.png"
    (project.parent / "given.csv").write_text(
        "image;x;y;r\n1.png;60,5;60;20\n1.png;60;60;1e12\n1.png;9000;60;20\n1.png;1e9;1e9;\n"
    )
    command = ["classify", str(picture), "--bundle", "sample", "--cells", "given.csv", "-o", "told.csv"]
    done = run(project, command)
    assert done.returncode == 1
    assert [f"line {n} of the table" in done.stderr for n in (2, 3, 4, 5)] == [False, True, True, True]
    with (project.parent / "told.csv").open(newline="") as handle:
        assert [row["x"] for row in csv.DictReader(handle)] == ["60,5"]


def test_an_export_replaces_nothing_unsaid(project: Path) -> None:
    out = project.parent / "out"
    out.mkdir()
    (out / "cells.csv").write_text("mine")
    done = export(project, "csv")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "--overwrite" in done.stderr
    assert (out / "cells.csv").read_text() == "mine"
    done = run(project, ["export", "csv", "--project", str(project), "-o", "out", "--overwrite", "--json"])
    assert json.loads(done.stdout)["cells"] == 4
    assert (out / "cells.csv").read_text().startswith("image,")
