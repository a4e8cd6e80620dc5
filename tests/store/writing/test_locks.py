"""Nothing that a service writes changes a specimen whose report is signed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from rbc_desk.core.cells.cell import AnnotatedCell, CellKind, CellState, ClassifiedCell, ScaleSource
from rbc_desk.core.errors import LockedSpecimenError, UnreadableImageError
from rbc_desk.core.events import Problem
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.registry import NoParams
from rbc_desk.core.signed import SignedReport
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.cells import classes, kinds, labelling
from rbc_desk.services.datasets import importing
from rbc_desk.services.detection import cell_width, find_cells
from rbc_desk.services.models import class_mapping, classification, starter
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import calibration, fitness, library
from rbc_desk.services.smears.known_files import KnownFiles
from rbc_desk.services.specimens import editing
from rbc_desk.store import queries
from rbc_desk.store.rows import PredictionRow
from rbc_desk.store.schema.tables import Base

CLASSIFIED = ClassifiedCell(Circle(9, 9, 5), ("codocyte", "normal"), (0.3, 0.7))
SERVICES = Path(find_cells.__file__).resolve().parents[1]


class Signed:
    """A project with specimen 1 (smear 1, cells 1 to 5; signed) and specimen 2 (smear 2). `before`: an early step."""

    def __init__(self, bench: Any, folder: Path) -> None:
        self.project = Project(bench.store.folder, store=bench.store, reader="A")
        self.file = folder / "b.png"
        cv2.imwrite(str(self.file), np.full((60, 80, 3), 200, np.uint8))
        with bench.store.transact("Set up", reader="A") as tx:
            tx.insert(Entity.SPECIMEN, {"code": "s2"})
            smear = {
                "specimen_id": 2,
                "name": "c.png",
                "stored_name": "c.png",
                "sha256": "c",
                "width": 64,
                "height": 48,
            }
            tx.insert(Entity.SMEAR, smear | {"typical_diameter_px": 40.0})
            model = tx.derived.insert_model(
                name="m", folder="m", network="n", codes=("codocyte", "normal"), metrics={}, run_id=None, active=True
            )
            tx.derived.put_predictions([PredictionRow(model, 4, Circle(200, 60, 20), "normal", (0.3, 0.7))])
        self.before = labelling.set_label(self.project, cell_ids=[1], code="codocyte")
        with bench.store.transact("Sign", reader="A") as tx:
            key = tx.signed.insert_key(salt=b"s", parameters={}, public_key=b"k", endorsement=None)
            report = SignedReport(
                0, 1, "s1", 1, None, (1,), "h", "all", "p", "p.pdf", "A", "2026-11-30", key, b"", "1", model, None, ()
            )
            tx.signed.insert_report(report, content={})


@pytest.fixture
def signed(bench, tmp_path) -> Iterator[Signed]:
    yield Signed(bench, tmp_path)


def import_cells(s: Signed) -> ChangeSet:
    info = library.smear(s.project, smear_id=1)
    pixels = np.zeros((480, 640, 3), np.uint8)
    cells = [AnnotatedCell(9, 9, 5, "normal")]
    return importing._store_cells(s.project, info, cells, pixels=pixels, task=SILENT)


def add_file(s: Signed) -> object:
    return library.add_file(s.project, s.file, name="b.png", known=KnownFiles({}), specimen="s1")


REFUSED: dict[str, Callable[[Signed], object]] = {
    "cells.labelling.add_cell": lambda s: labelling.add_cell(s.project, smear_id=1, circle=Circle(9, 9, 5)),
    "cells.labelling.reshape_cells": lambda s: labelling.reshape_cells(s.project, circles={1: Circle(9, 9, 5)}),
    "cells.labelling.set_state": lambda s: labelling.set_state(s.project, cell_ids=[2], state=CellState.REJECTED),
    "cells.labelling.set_label": lambda s: labelling.set_label(s.project, cell_ids=[2], code="normal"),
    "cells.labelling.confirm": lambda s: labelling.confirm(s.project, cell_ids=[4]),
    "cells.labelling.apply": lambda s: labelling.apply(s.project, s.before.inverse()),
    "cells.kinds.set_kind": lambda s: kinds.set_kind(s.project, cell_ids=[2], kind=CellKind.WHITE),
    "cells.classes.merge_classes": lambda s: classes.merge_classes(s.project, codes=["normal"], into="codocyte"),
    "models.class_mapping.count_as": lambda s: class_mapping.count_as(
        s.project, model_id=1, mapping={"normal": "codocyte"}
    ),
    "models.classification.store_predictions": lambda s: classification.store_predictions(
        s.project, model_id=1, cells=labelling.cells(s.project, smear_id=1)[:1], predictions=[CLASSIFIED]
    ),
    "detection.find_cells.store_no_smear": lambda s: find_cells.store_no_smear(
        s.project, smear_id=1, detector="test", params=NoParams()
    ),
    "detection.find_cells.store_found": lambda s: find_cells.store_found(
        s.project, smear_id=1, found=[], detector="test", params={}, width_uncertain=False
    ),
    "detection.cell_width.set_width": lambda s: cell_width.set_width(s.project, smear_id=1, width_px=40),
    "smears.calibration.set_scale": lambda s: calibration.set_scale(
        s.project, smear_ids=[1, 2], um_per_px=0.1, source=ScaleSource.TYPED
    ),
    "smears.library.remove_smears": lambda s: library.remove_smear(s.project, smear_id=1),
    "smears.library.set_specimen": lambda s: library.set_specimen(s.project, smear_id=1, code="s2"),
    "smears.stored_files._insert": add_file,
    "datasets.importing._store_cells": import_cells,
    "specimens.editing.set_facts": lambda s: editing.set_facts(s.project, specimen_ids=[1], facts={"vet": "Dr X"}),
    "specimens.editing.set_reviewed": lambda s: editing.set_reviewed(s.project, specimen_ids=[1], reviewed=True),
    "specimens.editing.set_presence": lambda s: editing.set_presence(
        s.project, specimen_id=1, finding="rouleaux", present=True
    ),
    "smears.fitness._set": lambda s: fitness.overrule(s.project, smear_ids=[1]),
    "specimens.editing.merge": lambda s: editing.merge(s.project, specimen_ids=[2], into=1),
    "specimens.editing.move_smears": lambda s: editing.move_smears(s.project, smear_ids=[2], code="s1"),
}
"""Each function that writes, with a call that would change the signed specimen."""

FREE = {
    "agreement.consensus.decide",  # a consensus stands beside the labels, and no report shows it
    "agreement.checks.answer", "agreement.checks.set_control", "agreement.checks.set_repeat_share",  # as do checks
    "agreement.checks.controls_from_consensus", "agreement.checks.toggle_controls",
    "cells.labelling.join_steps",
    "cells.classes.add_class", "cells.classes.move_class", "cells.classes._update", "cells.classes.remove_class",
    "datasets.crops.put_crops", "datasets.snapshots.freeze",
    "models.evaluation.activate", "models.evaluation.adopt_bundle",
    "models.evaluation.evaluate_model", "models.import_bundle.drop_prose", "project.readers.as_reader",
    "project.readers.set_blinded", "project.roles.grant", "project.roles.revoke",
    "signing.keys.set_secret", "signing.signing.sign", "signing.signing.reopen",
    "smears.measured_fields._save",
    "specimens.editing.create", "training.*", "upkeep.repair._repair_crops",
}  # fmt: skip
"""The other functions that write. They change no specimen, smear, cell, label or prediction."""


def writers() -> set[str]:
    found = set()
    for path in SERVICES.rglob("*.py"):
        module = ".".join(path.relative_to(SERVICES).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and (call.func.attr == "transact" or ast.unparse(call.func).endswith("store.apply"))
                for call in ast.walk(node)
            ):
                found.add(f"{module}.{node.name}")
    return found


def test_every_function_that_writes_is_known_here() -> None:
    free = {name for name in writers() if name in FREE or f"{name.partition('.')[0]}.*" in FREE}
    assert writers() - free == set(REFUSED)
    assert {name for name in FREE if not name.endswith("*")} <= writers()


@pytest.mark.parametrize("name", REFUSED)
def test_a_signed_specimen_is_not_changed(signed: Signed, name: str) -> None:
    smears = queries.smear_stamp(signed.project.store, specimen_id=1)
    with pytest.raises(LockedSpecimenError, match="signed by A on 2026-11-30") as refused:
        REFUSED[name](signed)
    assert refused.value.specimen_id == 1
    assert "Reopen as an amended version" in refused.value.hint
    assert queries.smear_stamp(signed.project.store, specimen_id=1) == smears


NO_PART = {
    "crop", "detection_run", "domain_shift", "report", "smear_cells", "smear_count", "smear_version", "snapshot_item",
    "class_alias", "consensus", "evaluation", "field_quality", "model", "run_metric", "snapshot", "training_run",
    "control_cell", "check_answer",
}  # fmt: skip
"""Tables that a signed report does not depend on, or only by what else is locked or stands in its state hash."""


def test_every_table_about_a_specimen_is_locked_or_no_part_of_a_report() -> None:
    """A new table that a report depends on belongs into `store.writing.locks` and into `queries.specimen_state`."""
    about = {"specimen", "smear", "cell"}
    while more := {t.name for t in Base.metadata.tables.values() if about & _refers_to(t)} - about:
        about |= more
    assert about - NO_PART == {"specimen", "smear", "cell", "cell_label", "prediction"}


def _refers_to(table: Any) -> set[str]:
    return {key.column.table.name for key in table.foreign_keys}


def test_other_specimens_can_be_changed(signed: Signed) -> None:
    labelling.add_cell(signed.project, smear_id=2, circle=Circle(9, 9, 5), code="normal")
    editing.set_facts(signed.project, specimen_ids=[2], facts={"vet": "Dr X"})
    assert queries.signed_specimens(signed.project.store) == {1}
    assert queries.locked_smears(signed.project.store) == {1}


def test_long_work_leaves_signed_specimens_out_with_one_word(signed: Signed) -> None:
    # the files of both smears are missing, which is a problem of the one that is not signed
    heard: list[object] = []
    with pytest.raises(UnreadableImageError):
        find_cells.detect_smears(signed.project, smear_ids=[1, 2], task=Task(heard.append))
    starter.presort(signed.project, smear_ids=[1, 2], task=Task(heard.append))
    problems = [event for event in heard if isinstance(event, Problem)]
    left_out = "1 smear was left out: the report of its specimen is signed."
    assert [problem.item or str(problem.message) for problem in problems] == [left_out, "c.png"] * 2
    with pytest.raises(LockedSpecimenError):
        find_cells.detect_smears(signed.project, smear_ids=[1])


def test_images_for_a_signed_specimen_are_left_out_with_one_word(signed: Signed, tmp_path) -> None:
    others = [tmp_path / f"{n}.png" for n in range(2)]
    for n, path in enumerate(others):
        cv2.imwrite(str(path), np.full((60, 80, 3), 100 + n, np.uint8))
    added = library.add_smears(signed.project, others, specimen="s1")
    assert (added.ids, len(added.problems)) == ((), 1)
    assert added.problems[0].message.startswith("2 images were left out")
