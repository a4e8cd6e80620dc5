"""What each module of the package imports, read from the source: at the top, and inside functions."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "rbc_desk"


@dataclass(frozen=True, slots=True)
class LateImport:
    """An import inside a function."""

    module: str
    line: int
    target: str


@dataclass
class ImportGraph:
    """Modules by dotted name; what is imported is a module of the package, or the name of a library."""

    trees: dict[str, ast.Module] = field(default_factory=dict)

    @classmethod
    def of_package(cls) -> ImportGraph:
        trees = {}
        for path in sorted((ROOT / PACKAGE).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            trees[name] = parsed(path)
        return cls(trees)

    @cached_property
    def at_top(self) -> dict[str, set[str]]:
        return {
            name: {target for node in _at_top(tree.body) for target in self._targets(node)}
            for name, tree in self.trees.items()
        }

    def loaded_by(self, *modules: str) -> set[str]:
        """Every module of the package and every library that is loaded when `modules` are imported."""
        loaded: set[str] = set()
        waiting = list(modules)
        while waiting:
            name = waiting.pop()
            if name not in loaded:
                loaded.add(name)
                if name in self.trees:
                    waiting += [*self.at_top[name], name.rpartition(".")[0] or name]
        return loaded

    def late(self) -> Iterator[LateImport]:
        for name, tree in self.trees.items():
            for node in _in_functions(tree.body):
                for target in self._targets(node):
                    yield LateImport(name, node.lineno, target)

    def _targets(self, node: ast.Import | ast.ImportFrom) -> list[str]:
        if isinstance(node, ast.Import):
            return [alias.name.partition(".")[0] for alias in node.names]
        module = node.module or ""
        if module.partition(".")[0] != PACKAGE:
            return [module.partition(".")[0]]
        # `from package import module` imports the module as well
        inner = [f"{module}.{alias.name}" for alias in node.names]
        return [name if name in self.trees else module for name in inner]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file, which several tests look at."""
    return ast.parse(path.read_text("utf-8"))


def third_party(names: set[str]) -> set[str]:
    """The libraries among `names` that are neither the package nor the standard library."""
    return {n for n in names if n.partition(".")[0] not in {PACKAGE, *sys.stdlib_module_names}}


def _at_top(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            yield from _at_top([*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            yield from _at_top(node.body)


def _in_functions(body: list[ast.stmt], *, inside: bool = False) -> Iterator[ast.Import | ast.ImportFrom]:
    """Only statements are visited: an expression holds no import."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            if inside:
                yield node
            continue
        within = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for name in ("body", "orelse", "finalbody"):
            yield from _in_functions(getattr(node, name, []), inside=within)
        for part in (*getattr(node, "handlers", []), *getattr(node, "cases", [])):
            yield from _in_functions(part.body, inside=within)
