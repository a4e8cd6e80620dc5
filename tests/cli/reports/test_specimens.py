"""`rbc-desk specimens` as a process."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from rbc_desk.core.tables.columns import rows_of_csv
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from rbc_desk.services.signing import keys, signing
from rbc_desk.services.specimens import editing
from rbc_desk.store import queries
from tests.commands import run_command
from tests.gui.conftest import add_smear

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Dog 1 is labelled, dog 2 is not."""
    with closing(create_project(tmp_path / "project", reader="Ann")) as project:
        for seed, label in ((1, True), (2, False)):
            add_smear(project, seed=seed, label=label)
    return tmp_path / "project"


def specimens(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return run_command("specimens", *arguments, "--project", folder, cwd=ROOT)


def test_facts_that_are_set_are_listed_shown_and_found(folder: Path, tmp_path: Path) -> None:
    facts = ("species=dog", "breed=Shih  Tzu", "age=7 y", "sex=female, spayed", "patient=P-17", "vet=Dr Suda")
    done = specimens(folder, "set", "dog 2", *facts, "stain=Wright", "objective=100x oil", "collected_on=30.11.2026")
    assert (done.returncode, done.stderr) == (0, "")
    shown = json.loads(specimens(folder, "show", "dog 2", "--json").stdout)
    assert (shown["breed"], shown["age"], shown["sex"]) == ("Shih Tzu", "7 y", "female, spayed")
    assert (shown["patient"], shown["vet"], shown["stain"]) == ("P-17", "Dr Suda", "Wright")
    assert (shown["objective"], shown["date"], shown["state"]) == ("100x oil", "2026-11-30", "new")
    assert shown["smears"] == [{"field": "smear 2.png", "cells": 12, "labelled": 0, "to_review": 12}]
    listed = specimens(folder, "list").stdout.splitlines()
    assert [line.split("  ")[0] for line in listed] == ["Specimen", "dog 1", "dog 2"]
    table = tmp_path / "worklist.csv"
    assert specimens(folder, "list", "--search", "shih SUDA", "-o", table).stdout == f"1 specimen: {table}\n"
    (row,) = rows_of_csv(table.read_text("utf-8"))
    assert (row["code"], row["cells"], row["vet"]) == ("dog 2", "12", "Dr Suda")
    assert list(row)[:4] == ["code", "patient", "species", "state"]


def test_a_specimen_goes_from_new_to_reviewed_and_is_listed_by_its_state(folder: Path) -> None:
    def codes(*states: str) -> list[str]:
        options = [word for state in states for word in ("--state", state)]
        found = json.loads(specimens(folder, "list", *options, "--json").stdout)
        return [one["code"] for one in found["specimens"]]

    assert (codes("new"), codes("sorted"), codes("signed")) == (["dog 2"], ["dog 1"], [])
    assert specimens(folder, "set", "dog 1", "--reviewed").returncode == 0
    assert (codes("reviewed"), codes("new", "reviewed")) == (["dog 1"], ["dog 1", "dog 2"])
    assert specimens(folder, "set", "cat 9", "species=cat", "--new").returncode == 0
    assert specimens(folder, "set", "cat 9", "code=cat 10", "species=").returncode == 0
    assert codes("new") == ["dog 2", "cat 10"]
    done = specimens(folder, "list", "--state", "done")
    assert done.returncode == 2
    assert "new, sorted, reviewed, signed" in done.stderr


def test_what_is_wrong_is_told_and_nothing_is_changed(folder: Path) -> None:
    with closing(open_project(folder, reader="Ann")) as project:
        keys.set_secret(project, secret="seven black cats")
        signing.sign(project, specimen_id=1, secret="seven black cats", pdf=b"%PDF", content={})
        before = queries.specimens(project.store)
    for arguments, message in (
        (("set", "dog 3", "species=cat"), "no specimen dog 3"),
        (("set", "dog 2", "colour=brown"), "no colour"),
        (("set", "dog 2", "species"), "NAME=VALUE"),
        (("set", "dog 2", "code=dog 1"), "There is a specimen dog 1 already"),
        (("set", "dog 2", "collected_on=yesterday"), "not a date"),
        (("set", "dog 1", "--new"), "There is a specimen dog 1 already"),
        (("set", "dog 2"), "Give facts"),
        (("set", "dog 1", "species=cat"), "signed"),
    ):
        done = specimens(folder, *arguments)
        assert done.returncode in (1, 2), arguments
        assert message in done.stderr, arguments
    with closing(open_project(folder, reader="Ann")) as project:
        assert queries.specimens(project.store) == before
        assert editing.free_code(project) == "S-1"
