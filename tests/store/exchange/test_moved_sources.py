"""Data sets that were written on another machine: every label stays on its image."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rbc_desk.services.datasets import importing

NAMES = ("ฟิล์ม 1/สเมียร์.png", "ฟิล์ม 2/สเมียร์.png", "玻片/血涂片.png", "🩸/blood 🐈.png", "Zürich/é.png")
"""Two of them have the same name in different folders; in "é" a Mac writes two letters where others write one."""


def windows(path: str) -> str:
    return path.replace("/", "\\")


WRITTEN = {
    "as they are": lambda name: name,
    "another drive": lambda name: "D:\\" + windows(name),
    "a share": lambda name: "\\\\lab-server\\smears\\" + windows(name),
    "a long path of Windows": lambda name: "\\\\?\\C:\\" + "a very long folder\\" * 20 + windows(name),
    "a long path of a share": lambda name: "\\\\?\\UNC\\lab-server\\smears\\" + windows(name),
    "another home": lambda name: "/Users/somebody/Desktop/" + name,
    "a Mac's letters": lambda name: unicodedata.normalize("NFD", name),
    "other case": lambda name: name.upper(),
}


def folder_of_images(folder: Path) -> None:
    for number, name in enumerate(NAMES):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = np.random.default_rng(number).integers(180, 250, (48, 64, 3), np.uint8)
        Image.fromarray(pixels).save(path)


@pytest.mark.parametrize("how", WRITTEN)
@pytest.mark.parametrize("format", ["coco", "csv"])
def test_a_label_stays_on_its_image_wherever_the_data_set_was_written(tmp_path: Path, how: str, format: str) -> None:
    folder_of_images(tmp_path)
    written = [WRITTEN[how](name) for name in NAMES]
    if format == "coco":
        images = [{"id": n, "file_name": name, "width": 64, "height": 48} for n, name in enumerate(written)]
        marks = [{"id": n, "image_id": n, "category_id": 1, "bbox": [5 + n, 6, 8, 8]} for n in range(len(NAMES))]
        content = {"images": images, "annotations": marks, "categories": [{"id": 1, "name": "normal"}]}
        (tmp_path / "a.json").write_text(json.dumps(content))
        source = tmp_path
    else:
        lines = "".join(f'"{name}",{9 + n},10,4,normal\n' for n, name in enumerate(written))
        (tmp_path / "cells.csv").write_text(f"image,x,y,r,class\n{lines}", encoding="utf-8")
        source = tmp_path / "cells.csv"
    found = importing.read_set(format=format, source=source)
    assert not found.skipped
    placed = {smear.path.relative_to(tmp_path).as_posix(): [cell.x for cell in smear.cells] for smear in found.smears}
    assert {name: xs for name, xs in placed.items() if xs} == {name: [9.0 + n] for n, name in enumerate(NAMES)}


def test_two_images_of_one_name_never_become_the_one_that_is_here(tmp_path: Path) -> None:
    folder_of_images(tmp_path)
    (tmp_path / "ฟิล์ม 1" / "สเมียร์.png").rename(tmp_path / "สเมียร์.png")
    (tmp_path / "ฟิล์ม 2" / "สเมียร์.png").unlink()
    lines = "".join(f"D:\\{windows(name)},9,10,4,normal\n" for name in NAMES)
    (tmp_path / "cells.csv").write_text(f"image,x,y,r,class\n{lines}", encoding="utf-8")
    found = importing.read_set(format="csv", source=tmp_path / "cells.csv")
    assert sorted(smear.path.relative_to(tmp_path).as_posix() for smear in found.smears) == sorted(NAMES[2:])
    assert len(found.skipped) == 2
    assert all("Several images of the table are called สเมียร์.png" in problem.message for problem in found.skipped)


@pytest.mark.parametrize(
    ("named", "left"),
    [
        (["a.png", "film 2/a.png"], [9.0]),  # only the first is here
        (["film 1/a.png", "film 2/a.png"], []),  # nobody knows which of them is here
        (["film 2/a.png", "film 1/a.png"], []),
        (["film 2/a.png", "a.png"], []),
    ],
)
def test_cells_of_another_image_of_the_same_name_never_come_to_the_one_that_is_here(
    tmp_path: Path, named: list[str], left: list[float]
) -> None:
    for n, name in enumerate(("a.png", "other.png")):
        Image.fromarray(np.full((48, 64, 3), 40 * n, np.uint8)).save(tmp_path / name)
    written = [f"D:\\old\\{name}".replace("/", "\\") if "/" in name else name for name in [*named, "other.png"]]
    images = [{"id": n, "file_name": name, "width": 64, "height": 48} for n, name in enumerate(written)]
    marks = [{"id": n, "image_id": n, "category_id": 1, "bbox": [5 + n, 6, 8, 8]} for n in range(3)]
    content = {"images": images, "annotations": marks, "categories": [{"id": 1, "name": "normal"}]}
    (tmp_path / "a.json").write_text(json.dumps(content))
    found = importing.read_set(format="coco", source=tmp_path)
    placed = {smear.path.name: [cell.x for cell in smear.cells] for smear in found.smears}
    assert placed.pop("other.png") == [11.0]
    assert placed.get("a.png", []) == left
    assert found.skipped
