"""Images of equal names in two folders: output rows can be joined to input rows."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.commands import Run

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = sorted((ROOT / "resources" / "sample").glob("*.jpg"))[:2]


@pytest.fixture
def animals(tmp_path: Path) -> Path:
    """A folder an animal, as labs keep their smears; both have a 1.jpg."""
    for sample, animal in zip(SAMPLES, ("dog 1", "dog 2"), strict=True):
        (tmp_path / "lab" / animal).mkdir(parents=True)
        shutil.copy(sample, tmp_path / "lab" / animal / "1.jpg")
    return tmp_path / "lab"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as handle:
        return list(csv.DictReader(handle))


def test_equal_names_are_told_apart_by_their_folders_in_every_table(
    rbc_desk: Run, animals: Path, tmp_path: Path
) -> None:
    done = rbc_desk("detect", animals, "-o", "cells.csv", "--shapes", "shapes.csv")
    assert done.returncode == 0, done.stderr
    for table in ("cells.csv", "shapes.csv"):
        assert {row["image"] for row in rows(tmp_path / table)} == {"dog 1/1.jpg", "dog 2/1.jpg"}
    done = rbc_desk(
        "classify", animals / "dog 1" / "1.jpg", animals / "dog 2", "--bundle", "sample", "--cells", "cells.csv",
        "-o", "p.csv",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    asked, answers = rows(tmp_path / "cells.csv"), rows(tmp_path / "p.csv")
    key = ("image", "x", "y", "r", "score")
    assert [[row[name] for name in key] for row in answers] == [[row[name] for name in key] for row in asked]


def test_given_points_and_columns_come_back_as_given_and_what_matches_nothing_is_named(
    rbc_desk: Run, animals: Path, tmp_path: Path
) -> None:
    (tmp_path / "given.csv").write_text(
        "id,Image,x,y,r,class\n"
        "a7,dog 1/1.jpg,320,240.50,20,normal\n"
        "b1,DOG 2/1.JPG,100.5,80,,\n"
        "c3,1.jpg,10,10,5,\n"
        "d9,dog 1/one.jpg,10,10,5,\n"
        "e2,C:\\lab\\dog 2\\1.jpg,200,100,18,\n"
    )
    done = rbc_desk("classify", animals, "--bundle", "sample", "--cells", "given.csv", "-o", "p.csv")
    assert done.returncode == 1
    told = done.stderr.splitlines()
    assert [line for line in told if "1 cell of 1.jpg" in line and "may be" in line]
    assert [line for line in told if "1 cell of dog 1/one.jpg" in line and "not one of the images" in line]
    assert [line for line in told if "DOG 2/1.JPG in the table was matched to" in line]
    answers = {row["id"]: row for row in rows(tmp_path / "p.csv")}
    assert list(answers) == ["a7", "b1", "e2"]
    first, point = answers["a7"], answers["b1"]
    assert [first[name] for name in ("image", "x", "y", "r")] == ["dog 1/1.jpg", "320", "240.50", "20"]
    assert [float(first[name]) for name in ("cell_x", "cell_y", "cell_r")] == [320, 240.5, 20]
    assert first["given_class"] == "normal"
    assert first["class"] in {"codocyte", "hypochromia", "normal"}
    assert [point[name] for name in ("image", "x", "y")] == ["DOG 2/1.JPG", "100.5", "80"]
    assert float(point["cell_r"]) == float(point["r"]) > 5
