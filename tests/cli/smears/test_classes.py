"""`rbc-desk classes` as a process, on a project with labels."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.models import evaluation
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from rbc_desk.settings.paths import shipped_models
from tests.commands import run_command
from tests.gui.conftest import add_smear

ROOT = Path(__file__).resolve().parents[3]


def rbc_desk(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run_command("classes", *arguments, cwd=ROOT)


def test_classes_are_listed_and_merged_by_code_or_name(tmp_path):
    folder = tmp_path / "p"
    project = create_project(folder, reader="Ann")
    add_smear(project, seed=1, label=True)
    classes.add_class(project, name="เซลล์รูปเป้า")
    project.close()
    done = rbc_desk("merge", "Hypochromic cell", "เซลล์รูปเป้า", "--into", "normal", "--project", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("into normal: 6 labels moved.\n")
    listed = json.loads(rbc_desk("list", "--project", folder, "--json").stdout)["classes"]
    assert [(row["code"], row["labels"]) for row in listed] == [("codocyte", 0), ("normal", 12)]
    project = open_project(folder, reader="Ann")
    assert labelling.counts(project) == {"normal": 12}
    project.close()


def test_a_class_that_is_not_there_is_told_and_nothing_is_merged(tmp_path):
    project = create_project(tmp_path / "p", reader="Ann")
    project.close()
    done = rbc_desk("merge", "platelet", "--into", "normal", "--project", tmp_path / "p")
    assert done.returncode == 2
    assert "no class 'platelet'" in done.stderr
    assert "codocyte, hypochromia, normal" in done.stderr


def test_a_model_with_another_class_is_taken_in_with_a_mapping_that_can_be_changed(tmp_path):
    bundle = shutil.copytree(shipped_models() / "sample", tmp_path / "friend")
    words = json.loads((bundle / "bundle.json").read_text("utf-8"))
    words["codes"][0], words["class_names"][0] = "ovalocyte", "Ovalocyte"
    (bundle / "bundle.json").write_text(json.dumps(words), "utf-8")
    folder = tmp_path / "p"
    create_project(folder, reader="Ann").close()
    done = run_command("import", "bundle", bundle, "--project", folder, "--map", "Ovalocyte=Normal", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    project = open_project(folder, reader="Ann")
    assert evaluation.active_model(project).code_map.counted_as[0] == "normal"
    project.close()
    done = rbc_desk("map", "ovalocyte=other", "--project", folder)
    assert "counted as “other: Ovalocyte”" in done.stdout
    project = open_project(folder, reader="Ann")
    assert evaluation.active_model(project).code_map.counted_as[0] == "ovalocyte"
    project.close()
