"""House rules that no other tool checks."""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from translating import sources

from tests.import_graph import ImportGraph, parsed, third_party

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "rbc_desk").rglob("*.py"))
ROOM = 400
"""Lines of a module at most."""


def in_package(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_a_module_stays_a_small_room() -> None:
    assert not [in_package(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > ROOM]


FOLDER = 20
"""Files of a folder at most: more are several rooms."""


def test_a_folder_stays_one_room() -> None:
    folders = {path.parent for path in MODULES} - {ROOT / "rbc_desk" / "store" / "migrations" / "versions"}
    assert not [in_package(folder) for folder in folders if len(list(folder.glob("*.py"))) > FOLDER]


_TESTED_ELSEWHERE = {
    "cli": "e2e/test_command_line.py",
    "cli/program": "e2e/test_command_line.py",
    "services/agreement": "store/reads/test_consensus.py",
    "services/audit": "cli/project/test_audit.py",
    "services/experiments/report": "unit/services/experiments/test_protocol.py",
    "services/project": "store/reads/test_readers.py",
    "services/upkeep": "cli/project/test_check.py",
    "store/counts": "store/reads/test_counted.py",
    "store/exchange/formats": "store/exchange/test_formats.py",
    "store/migrations/versions": "store/migrations/test_migrations.py",
    "store/schema": "store/migrations/test_migrations.py",
    "store/sql": "store/reads/test_viewpoint.py",
    "ui/canvas/cells": "gui/canvas/test_canvas.py",
}
"""Rooms whose tests stand in another one, because they show themselves only through it."""


def test_the_tests_have_the_rooms_of_the_package() -> None:
    outer = {".", "learn", "ui"}  # folders of rooms, without modules of their own that need tests
    rooms = {path.parent.relative_to(ROOT / "rbc_desk").as_posix() for path in MODULES} - outer
    tests = ROOT / "tests"
    mirrored = {
        room
        for room in rooms
        for place in (tests / "unit" / room, tests / "gui" / room.removeprefix("ui/"), tests / room)
        if any(place.glob("test_*.py"))
    }
    assert rooms - mirrored == set(_TESTED_ELSEWHERE)
    assert not [place for place in _TESTED_ELSEWHERE.values() if not (tests / place).exists()]


def test_nothing_is_unpickled_evaluated_or_terminated() -> None:
    forbidden = re.compile(
        r"\bimport pickle\b|\btorch\.load\((?!.*weights_only=True)|\.terminate\(\)|processEvents\("
        # a network's own eval() is a method call without arguments
        r"|(?<!\.)\beval\(|\.eval\((?!\))"
    )
    found = ((in_package(path), forbidden.search(path.read_text("utf-8"))) for path in MODULES)
    assert not [(path, match[0]) for path, match in found if match]


DOCUMENTS = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")))
_PLACE = re.compile(
    r"`((?:rbc_desk|tests|docs|packaging|benchmarks|resources|models)/[\w./-]*)(?:::([\w.]+))?`|\]\((?!\w+:|#)([^)#\s]+)\)"
)
_BUILT = {"rbc_desk/_resources", "rbc_desk/_models", "resources/manual"}
"""Folders that are built and not part of the repository."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_path_and_name_in_a_document_exists(document: Path) -> None:
    wrong = []
    for place, name, link in _PLACE.findall(document.read_text("utf-8")):
        path = (document.parent / link) if link else ROOT / place
        if place.rstrip("/") in _BUILT or "NNNN" in place:
            continue
        if not path.exists():
            wrong.append(place or link)
        elif name and name not in _names(path):
            wrong.append(f"{place}::{name}")
    assert not wrong


def test_the_map_answers_the_questions_of_a_newcomer_with_a_place() -> None:
    rows = re.findall(r"^\| Where is (.*?)\? \| .*?`(rbc_desk/[\w/]+\.py)::(\w+)", _map(), re.MULTILINE)
    asked = {question for question, _, _ in rows}
    assert {
        "a label written",
        "a report column made",
        "a key bound",
        "a differential's percent computed",
        "focal loss defined",
    } <= asked


def test_the_map_names_every_room() -> None:
    text = _map()
    rooms = {p.parent.relative_to(ROOT).as_posix() for p in MODULES if p.name == "__init__.py"}
    # a folder of rooms is described by its rooms
    outer = {"rbc_desk", "rbc_desk/learn", "rbc_desk/services", "rbc_desk/ui", "rbc_desk/store/migrations/versions"}
    assert not [room for room in sorted(rooms - outer) if f"`{room}/`" not in text]


def test_the_map_gives_the_order_of_the_rooms_as_the_contracts_do() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    rooms = [c for c in contracts if c["type"] == "layers" and "containers" in c]
    assert len(rooms) >= 3
    for contract in rooms:
        order = "; ".join(layer.replace(" | ", ", ") for layer in contract["layers"])
        assert f"- `{contract['containers'][0].removeprefix('rbc_desk.')}`: {order}\n" in _map()


def _map() -> str:
    return (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def _names(path: Path) -> set[str]:
    """The functions, classes, methods and values that a module defines."""
    found = set()
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def test_pre_commit_hooks_are_the_tools_of_the_environment() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert set(re.findall(r"- repo: (\S+)", text)) == {"local"}
    assert set(re.findall(r"language: (\S+)", text)) == {"system"}
    tools = {entry.split()[0] for entry in re.findall(r"entry: (.+)", text)}
    assert tools == {"ruff", "lint-imports", "mypy"}


def test_the_manual_names_buttons_and_fields_as_the_window_does() -> None:
    shown = (re.escape(m.source.rstrip("…")) for m in sources.find_messages(ROOT))
    titles = re.compile("|".join(re.sub(r"\\{\w*\\}|%n", r"\\d+", title) for title in shown))
    manual = (ROOT / "docs" / "manual.md").read_text("utf-8")
    named = " → ".join(re.findall(r"(?<!\*)\*([A-Z][^*]+)\*(?!\*)", manual))
    parts = {" ".join(part.split()) for part in re.split(r" → |: (?=[A-Z])", named)}
    # "Confirm … visible" is a text with a number in it, "Import…" the title of a button
    parts = {re.sub(r"(?<=\w)…$", "", part).replace("…", "5") for part in parts}
    assert not sorted(part for part in parts if not titles.fullmatch(part))


def test_each_decision_record_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))


_PART_OF_A_VIEWPOINT = {"blinded", "others", "sees_others"}


def test_who_reads_is_one_viewpoint() -> None:
    """Of two parameters, or of one with a default, one is forgotten in the end, and a blinded reading leaks."""
    assert not [f"{in_package(path)}: {name}" for path in MODULES for name in _reading_by_parts(path)]


def _reading_by_parts(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        parameters = node.args
        names = {arg.arg for arg in (*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs)}
        plain = [*parameters.posonlyargs, *parameters.args]
        optional = plain[len(plain) - len(parameters.defaults) :]
        optional += [a for a, d in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True) if d is not None]
        in_parts = "reader" in names and names & _PART_OF_A_VIEWPOINT
        if in_parts or "viewpoint" in {arg.arg for arg in optional}:
            yield node.name


def test_services_write_csv_by_their_lists_of_columns() -> None:
    """A heading that stands beside its values cannot be forgotten in one of the outputs."""
    by_hand = re.compile(r"\bcsv_text\b|\bcsv\.writer\b|\bDictWriter\b")
    assert not [
        path.name for path in (ROOT / "rbc_desk/services").rglob("*.py") if by_hand.search(path.read_text("utf-8"))
    ]


_HEAR_THE_BUS = {"shell/readers.py", "shell/frame/status.py", "shell/tour/tour.py"} | {
    f"state/{name}.py" for name in ("backup_job", "crop_cache_job", "live_learning", "night_training")
}
"""What is never hidden, or is no widget."""


def test_a_view_hears_of_changes_through_its_follower_alone() -> None:
    """A view that keeps count by itself of what it missed while hidden forgets some of it in the end."""
    window = ROOT / "rbc_desk" / "ui"
    hearing = {
        path.relative_to(window).as_posix()
        for path in window.rglob("*.py")
        if "bus.changed.connect" in path.read_text("utf-8")
    }
    assert hearing == _HEAR_THE_BUS | {"pages/follower.py", "pages/cell_reader.py"}


_KIND_SAID = {"red_cells", "counted", "any_kind"}
_NOT_ABOUT_KIND = {
    "frozen_cells",  # a snapshot stays as it was taken
    "_labels",  # `count_cells` adds the condition
    "_put_labels",  # `read_tables` gives the condition
    "_put_predictions",
    "_one_cell_query",  # made of `_cells_query`
    "_rows_of",  # a timeline has every object, removed ones too
}
_NO_QUERIES = ("tables.py", "cell_states.py", "entities.py")
_QUERIES = [p for p in MODULES if "store" in p.parts and "migrations" not in p.parts and p.name not in _NO_QUERIES]


def test_every_query_on_cells_says_which_kinds_it_is_about() -> None:
    """One that forgets it would count white cells and platelets as red cells."""
    assert not [f"{in_package(path)}: {name}" for path in _QUERIES for name in _silent_about_kinds(path)]


def _silent_about_kinds(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef) and node.name not in _NOT_ABOUT_KIND:
            used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            selects = used & {"select", "exists"} and "CellRow" in used
            texts = [p.value for p in ast.walk(node) if isinstance(p, ast.Constant) and isinstance(p.value, str)]
            by_hand = any(re.search(r"\bFROM cell\b(?!.*(kind|\{red\}))", text) for text in texts)
            if by_hand or (selects and not used & _KIND_SAID):
                yield node.name


_CHEAP = {"filelock", "defusedxml"}
"""Libraries that the window does not need at its start, and that take a few milliseconds."""
_NOT_EVERYWHERE = {"fcntl"}
"""What some operating systems lack."""


def test_what_is_light_is_imported_at_the_top() -> None:
    """A function imports what loads a heavy library, or what the window or `--help` would wait for at their start."""
    graph = ImportGraph.of_package()
    commands = [name for name in graph.trees if name.startswith("rbc_desk.cli.")]
    starts = [graph.loaded_by("rbc_desk.cli.main", "rbc_desk.ui.app"), graph.loaded_by(*commands)]
    light = third_party(starts[0]) | _CHEAP
    loaded = functools.cache(graph.loaded_by)
    wrong = []
    for late in graph.late():
        heavy = third_party(loaded(late.target)) - light
        delays = any(late.module in start and late.target not in start for start in starts)
        if not heavy and not delays and late.target not in _NOT_EVERYWHERE:
            wrong.append(f"{late.module}:{late.line}: {late.target}")
    assert not wrong
