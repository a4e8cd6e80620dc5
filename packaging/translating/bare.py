"""Finds displayed strings that are not marked for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

# Calls with a displayed first argument, and keywords that are always displayed.
_SHOWING = {
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "heading", "quiet",
    "button", "setText", "setToolTip", "setStatusTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "setTitle", "setLabelText", "setInformativeText", "setSpecialValueText", "addItem",
    "addSection", "addTab", "addRow", "QListWidgetItem", "QTableWidgetItem", "EmptyState", "JobError", "showText",
}  # fmt: skip
_KEYWORDS = {"text", "toolTip", "placeholderText", "title", "advice", "windowTitle", "suffix", "prefix", "about"}
_SAME_EVERYWHERE = {"RBC Desk", "RBC Desk – ", " – RBC Desk"}
_WORD = re.compile(r"[A-Za-z]{3,}")


def bare_strings(root: Path) -> Iterator[str]:
    """A line (`path:line: text`) for each string of the window that is displayed but not translated."""
    for path in sorted((root / "rbc_desk" / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for argument in _shown(node):
                    for text in _as_they_stand(argument):
                        yield f"{path.relative_to(root).as_posix()}:{argument.lineno}: {text!r}"


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in _SHOWING:
        # the second argument of addItem is data
        yield from call.args[: 1 if name == "addItem" else 2]
    yield from (keyword.value for keyword in call.keywords if keyword.arg in _KEYWORDS)


def _as_they_stand(node: ast.expr) -> Iterator[str]:
    """Literals and f-strings with text. The results of calls (`tr`, `format`) are not included."""
    if isinstance(node, ast.IfExp):
        yield from _as_they_stand(node.body)
        yield from _as_they_stand(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from _as_they_stand(node.left)
        yield from _as_they_stand(node.right)
    else:
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        for part in parts:
            text = part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""
            if _WORD.search(text) and text not in _SAME_EVERYWHERE:
                yield text
