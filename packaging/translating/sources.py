"""Finds every string that the window shows, by parsing the source. The program is not imported.

- `self.tr("...")`, `QCoreApplication.translate("Context", "...")` (also under a name `tr`) and
  `QT_TRANSLATE_NOOP("Context", "...")` in the window; the context of `tr` is the class around it;
- tables below a comment `# Translated under Context.`: every string in the next statement;
- calls that make entries of tables (`ActionSpec`), by argument, and of functions that only translate their argument;
- of the engine, context `engine`: templates of `Phrase`, literal messages and hints of errors, names of steps,
  titles and descriptions of registries and their parameters, names of class sets and classes.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENGINE = "engine"
_TABLE = re.compile(r"^\s*# Translated under (\w+)\.$")
# Calls that fill tables of the window: the displayed arguments, by position and by keyword, with their context.
_TABLES: dict[str, tuple[tuple[int | str, str], ...]] = {
    "ActionSpec": ((1, "ActionTable"), ("text", "ActionTable"), (2, "ActionTable")),
    "PageActionSpec": (
        (1, "LabelActions"),
        (4, "KeySheet"),
        ("sheet_text", "KeySheet"),
        (5, "KeySheet"),
        ("about", "KeySheet"),
    ),
}
# Calls in the engine: the displayed arguments.
_SPOKEN: dict[str, tuple[int | str, ...]] = {
    "Phrase": (0,),
    "Field": ("title", "description"),
    "register": ("title", "summary"),
    "Registry": (0,),
    "storage_error": ("doing",),
    "storage_problems": (0,),
    "problems": (0,),
    "being_made": ("doing",),
    "transact": (0,),
    "combined": (0,),
    "ChangeSet": (0, "op"),
    "Progress": (2, "message"),
    "Problem": (1, "message"),
    "_update": ("op",),
}


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A string to translate; `plural` if it contains a number (`%n`)."""

    context: str
    source: str
    plural: bool = False


class SourceError(Exception):
    """A string that cannot be determined or translated. The message says where it is and what to do."""


def find_messages(root: Path) -> dict[Message, list[str]]:
    """All messages of the program below `root`, with their places (`path:line`)."""
    found: dict[Message, list[str]] = {}
    errors = frozenset(
        re.findall(r"^class (\w+)", (root / "rbc_desk/core/errors.py").read_text("utf-8"), re.MULTILINE)
    )
    for path in sorted((root / "rbc_desk").rglob("*.py")):
        if "migrations" in path.parts or "cli" in path.relative_to(root).parts:
            continue  # the command line is in English
        name = path.relative_to(root).as_posix()
        for message, line in _Module(path.read_text("utf-8"), name=name, errors=errors).messages():
            found.setdefault(message, []).append(f"{name}:{line}")
    for path in sorted((root / "resources" / "class_sets").glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for text in (table["name"], *(one["name"] for one in table["classes"])):
            found.setdefault(Message(ENGINE, text), []).append(path.relative_to(root).as_posix())
    for path in sorted((root / "resources" / "grading").glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        words = [step["word"] for rule in table.get("rules", ()) for step in rule.get("steps", ())]
        words += [rule["below"] for rule in table.get("rules", ()) if "below" in rule]
        for text in dict.fromkeys((table.get("name", ""), *words)):
            if re.search(r"[a-z]{2}", text):  # 1+ is the same in every language
                found.setdefault(Message(ENGINE, text), []).append(path.relative_to(root).as_posix())
    return found


class _Module:
    """The messages of one file."""

    def __init__(self, text: str, *, name: str, errors: frozenset[str]) -> None:
        self._lines = text.splitlines()
        self._tree = ast.parse(text)
        self._name = name
        self._errors = errors
        self._in_window = name.startswith("rbc_desk/ui/")
        self._helpers = dict(_helpers(self._tree)) if "translate(" in text else {}

    def messages(self) -> Iterator[tuple[Message, int]]:
        yield from self._tables()
        yield from self._walk(self._tree, context="")

    def _walk(self, node: ast.AST, *, context: str) -> Iterator[tuple[Message, int]]:
        if isinstance(node, ast.ClassDef):
            context = node.name
        if isinstance(node, ast.Call):
            yield from self._call(node, context=context)
        for child in ast.iter_child_nodes(node):
            yield from self._walk(child, context=context)

    def _call(self, call: ast.Call, *, context: str) -> Iterator[tuple[Message, int]]:
        name = _called(call)
        plain = isinstance(call.func, ast.Name)
        if name == "tr" and not plain and self._in_window and call.args:
            yield from self._translated(call, call.args[0], context=self._owner(call, context), rest=call.args[1:])
        elif (name == "translate" or (name == "tr" and plain)) and self._in_window and len(call.args) > 1:
            if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
                yield from self._translated(
                    call, call.args[1], context=call.args[0].value, rest=call.args[2:], may_vary=True
                )
        elif plain and name in self._helpers and call.args:
            yield from self._translated(
                call, call.args[0], context=self._helpers[name], rest=call.args[1:], may_vary=True
            )
        elif name == "QT_TRANSLATE_NOOP":
            yield from self._translated(call, call.args[1], context=_text(call.args[0]) or "", rest=[])
        elif name in _TABLES:
            for place, where in _TABLES[name]:
                yield from ((Message(where, text), call.lineno) for text in _texts(_argument(call, place)))
        elif name in _SPOKEN:
            yield from self._spoken(call, _SPOKEN[name])
        elif name in self._errors:
            yield from self._spoken(call, (0, "hint"))

    def _translated(
        self, call: ast.Call, argument: ast.expr, *, context: str, rest: list[ast.expr], may_vary: bool = False
    ) -> Iterator[tuple[Message, int]]:
        texts = _texts(argument)
        if not texts:
            if may_vary or isinstance(argument, ast.Name | ast.Attribute | ast.Subscript | ast.Call):
                return  # an entry of a table, which is found there
            raise SourceError(f"{self._name}:{call.lineno}: tr wants a literal: format what it returns instead.")
        for text in texts:
            plural = "%n" in text
            if plural and len(rest) < 2:
                raise SourceError(f"{self._name}:{call.lineno}: {text!r} has %n, but no number is given.")
            yield Message(context, text, plural), call.lineno

    def _spoken(self, call: ast.Call, wanted: tuple[int | str, ...]) -> Iterator[tuple[Message, int]]:
        for place in wanted:
            argument = _argument(call, place)
            if argument is None:
                continue
            if isinstance(argument, ast.JoinedStr) and re.search("[A-Za-z]{3}", _literal_part(argument)):
                raise SourceError(f"{self._name}:{call.lineno}: an f-string cannot be translated: make it a Phrase.")
            for text in _texts(argument):
                if re.search("[A-Za-z]{2}", re.sub(r"{.*?}", "", text)):
                    yield Message(ENGINE, text), call.lineno

    def _owner(self, call: ast.Call, context: str) -> str:
        """The context of a `tr`: the class around it, or that of the object on which it is called."""
        assert isinstance(call.func, ast.Attribute)
        value = ast.unparse(call.func.value)
        if value == "self":
            return context
        if value.rpartition(".")[2].strip("_") == "context":
            return "AppContext"
        raise SourceError(
            f"{self._name}:{call.lineno}: whose tr is {value}.tr? Use QCoreApplication.translate with a context."
        )

    def _tables(self) -> Iterator[tuple[Message, int]]:
        marks = {n: found[1] for n, line in enumerate(self._lines, 1) if (found := _TABLE.match(line))}
        if not marks:
            return
        for node in ast.walk(self._tree):
            context = marks.get(getattr(node, "lineno", 0) - 1)
            if context is None or not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
                continue
            is_map = isinstance(node.value, ast.Dict)
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    if is_map and _is_bare_key(node.value, part):
                        continue
                    yield Message(context, part.value), part.lineno


def _helpers(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Functions that only translate their argument, with their contexts."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or not node.args.args or not isinstance(node.body[-1], ast.Return):
            continue
        call = node.body[-1].value
        if isinstance(call, ast.Call) and _called(call) == "translate" and len(call.args) > 1:
            context, text = _text(call.args[0]), call.args[1]
            if context and isinstance(text, ast.Name) and text.id == node.args.args[0].arg:
                yield node.name, context


def _is_bare_key(table: ast.expr, part: ast.Constant) -> bool:
    """Whether it is a key of a mapping to plain strings: such keys are names in the code and not displayed."""
    assert isinstance(table, ast.Dict)
    return any(k is part and isinstance(v, ast.Constant) for k, v in zip(table.keys, table.values, strict=True))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _argument(call: ast.Call, place: int | str) -> ast.expr | None:
    if isinstance(place, int):
        return call.args[place] if place < len(call.args) else None
    return next((keyword.value for keyword in call.keywords if keyword.arg == place), None)


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value else None


def _literal_part(node: ast.JoinedStr) -> str:
    return " ".join(part.value for part in node.values if isinstance(part, ast.Constant))


def _texts(node: ast.expr | None) -> list[str]:
    """A literal, or both of `a if test else b`."""
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    text = _text(node)
    return [text] if text else []
