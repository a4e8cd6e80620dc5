"""A mypy plugin that corrects errors in the stubs of PySide6.

- Every constructor accepts properties and signals as keywords: `QTimer(self, interval=500)` sets a property,
  `QAction(text, triggered=slot)` connects a signal. The stubs list few of them.
- `table.item(row, column)`, `layout.itemAt(index)` and similar methods return None only for a place that does not
  exist. The stubs declare `| None`, which would need a check at every use.
- `QT_TRANSLATE_NOOP` returns its text; the stubs say `object`.

All other errors in such calls are still reported.
"""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import ARG_STAR2, TypeInfo
from mypy.plugin import FunctionContext, FunctionSigContext, MethodContext, MethodSigContext, Plugin
from mypy.typeops import make_simplified_union
from mypy.types import AnyType, FunctionLike, NoneType, Type, TypeOfAny, UnionType, get_proper_type

_PLACES = frozenset({"horizontalHeaderItem", "item", "itemAt", "layout", "parentWidget", "takeAt", "widget"})
"""Methods that return the item at a place, or a part that a widget always has."""


class QtKeywords(Plugin):
    """Adds `**properties: Any` to the constructors of Qt's classes, and of classes that inherit theirs."""

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        return _with_properties if self._is_of_qt(fullname, method="__init__") else None

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        if fullname.startswith("PySide6.") and fullname.endswith(".__init__"):
            return _with_properties
        return None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        return _text if fullname == "PySide6.QtCore.QT_TRANSLATE_NOOP" else None

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        owner, _, name = fullname.rpartition(".")
        return _there if name in _PLACES and self._is_of_qt(owner, method=name) else None

    def _is_of_qt(self, class_name: str, *, method: str) -> bool:
        """Whether a class has that method from Qt, itself or by inheritance."""
        node = self.lookup_fully_qualified(class_name)
        info = node.node if node is not None else None
        found = info.get(method) if isinstance(info, TypeInfo) else None
        owner = getattr(found.node, "info", None) if found is not None else None
        return owner is not None and owner.fullname.startswith("PySide6.")


def _text(context: FunctionContext) -> Type:
    return context.api.named_generic_type("builtins.str", [])


def _there(context: MethodContext) -> Type:
    given = get_proper_type(context.default_return_type)
    if not isinstance(given, UnionType):
        return given
    return make_simplified_union([one for one in given.items if not isinstance(get_proper_type(one), NoneType)])


def _with_properties(context: FunctionSigContext | MethodSigContext) -> FunctionLike:
    signature = context.default_signature
    if ARG_STAR2 in signature.arg_kinds:
        return signature
    return signature.copy_modified(
        arg_types=[*signature.arg_types, AnyType(TypeOfAny.explicit)],
        arg_kinds=[*signature.arg_kinds, ARG_STAR2],
        arg_names=[*signature.arg_names, "properties"],
    )


def plugin(version: str) -> type[Plugin]:
    return QtKeywords
