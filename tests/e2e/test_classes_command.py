"""`rbc-desk classes`: as a process, on a project with labels."""

from __future__ import annotations

import json
import subprocess
import sys

from rbc_desk.services import classes, labelling
from rbc_desk.services.project import create_project, open_project
from tests.gui.conftest import add_smear


def rbc_desk(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rbc_desk.cli.main", "classes", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)


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
