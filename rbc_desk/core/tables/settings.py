"""The settings of a pydantic model as rows of a help text: key, allowed values, default, description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

_WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true, false"}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting: its key for `--set`, its allowed values, its default and its description, as text."""

    key: str
    values: str
    default: str
    description: str

    @property
    def text(self) -> str:
        """Everything but the key, in a line."""
        default = f" Default: {self.default}." if self.default else ""
        return f"{self.description} Values: {self.values}.{default}"


def setting_rows(
    model: type[BaseModel], *, prefix: str = "", choices: Mapping[str, Sequence[str]] | None = None
) -> tuple[SettingRow, ...]:
    """The fields of a model. `prefix` is put before each key; `choices` are the values of fields that name something.

    >>> class Look(BaseModel):
    ...     gain: float = Field(1, ge=0, le=4, description="How bright.")
    >>> setting_rows(Look)[0].text
    'How bright. Values: 0 to 4. Default: 1.'
    """
    schema = model.model_json_schema()
    shared = schema.get("$defs", {})
    return tuple(
        SettingRow(
            prefix + key,
            ", ".join((choices or {}).get(key, ())) or _values(field, shared),
            _default(field.get("default")),
            " ".join(str(field.get("description", field.get("title", key))).split()),
        )
        for key, field in schema.get("properties", {}).items()
    )


def _values(field: Mapping[str, Any], shared: Mapping[str, Any]) -> str:
    if "$ref" in field:
        return _values(shared[str(field["$ref"]).rpartition("/")[2]], shared)
    if "enum" in field:
        return ", ".join(map(str, field["enum"]))
    if "const" in field:
        return str(field["const"])
    if any(word in field for word in ("anyOf", "oneOf")):
        each = [_values(one, shared) for one in field.get("anyOf", field.get("oneOf"))]
        return " or ".join(dict.fromkeys(text for text in each if text))
    kind = field.get("type")
    if kind == "null":
        return ""
    if kind == "array":
        return f"list of {_values(field.get('items', {}), shared)}"
    if kind == "object":
        return "table"
    return _range(field) or _WORDS.get(str(kind), "text")


def _range(field: Mapping[str, Any]) -> str:
    """The allowed numbers as text, "" if there is no limit."""
    least, above = field.get("minimum"), field.get("exclusiveMinimum")
    most, below = field.get("maximum"), field.get("exclusiveMaximum")
    if least is not None and most is not None:
        return f"{_number(least)} to {_number(most)}"
    low, high = "", ""
    if least is not None:
        low = f"{_number(least)} or more"
    elif above is not None:
        low = f"more than {_number(above)}"
    if most is not None:
        high = f"at most {_number(most)}"
    elif below is not None:
        high = f"less than {_number(below)}"
    return ", ".join(filter(None, (low, high)))


def _default(value: Any) -> str:
    if value is None or value in ({}, []):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"
