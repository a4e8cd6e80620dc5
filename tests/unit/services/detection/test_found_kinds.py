"""A detector that tells kinds apart: red cells are listed, the others counted beside them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from rbc_desk.cli.main import build_app
from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.geometry.circles import Box
from rbc_desk.core.registry import NoParams
from rbc_desk.imaging.detect import DETECTORS, Found
from rbc_desk.imaging.detect.registry import detected
from rbc_desk.services.detection import detectors, find_cells

KINDS = (CellKind.RED, CellKind.RED, CellKind.WHITE, CellKind.PLATELET, CellKind.PLATELET, CellKind.ARTEFACT)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "field.png"
    cv2.imwrite(str(path), np.full((120, 400, 3), 230, np.uint8))
    return path


@pytest.fixture(autouse=True)
def of_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(DETECTORS, "_entries", dict(DETECTORS._entries))

    @DETECTORS.register("of_kinds", summary="An object of each kind in a row.")
    def make(params: NoParams):
        def detect(pixels, *, task=None):
            height, width = pixels.shape[:2]
            found = (
                detected(40 + 60 * i, 60, 20, score=0.9, width=width, height=height, kind=kind)
                for i, kind in enumerate(KINDS)
            )
            return Found(found, doubtful=False)

        return detect

    yield


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_files_have_red_cells_and_beside_them_the_others(picture: Path) -> None:
    (item,) = find_cells.detect_files([picture], detector="of_kinds")
    assert [cell.kind for cell in item.cells] == [CellKind.RED] * 2
    assert [cell.kind for cell in item.others] == list(KINDS[2:])


def test_the_preview_shows_red_cells_alone(picture: Path) -> None:
    found = detectors.detect_part(cv2.imread(str(picture)), detector="of_kinds", params={}, box=Box(0, 0, 400, 120))
    assert len(found) == 2


def test_the_table_has_a_column_of_kinds_only_if_it_is_asked_for(picture: Path, tmp_path: Path) -> None:
    output = tmp_path / "cells.csv"
    base = ["detect", str(picture), "-o", str(output), "--detector", "of_kinds"]
    done = CliRunner().invoke(build_app(), base)
    assert done.exit_code == 0, done.output
    assert list(rows(output)[0]) == ["image", "x", "y", "r", "score"]
    assert len(rows(output)) == 2
    assert "1 white cell, 1.0 per image" in done.output
    assert "2 platelets, 2.0 per image" in done.output
    done = CliRunner().invoke(build_app(), [*base, "--all-kinds", "--json"])
    assert [row["kind"] for row in rows(output)] == [kind.value for kind in KINDS]
    told = json.loads("{" + f"\n{done.stdout}".rpartition("\n{\n")[2])
    assert (told["cells"], told["kinds"]) == (2, {"red": 2, "white": 1, "platelet": 2, "artefact": 1})
