"""Reads JSON of other programs: bounded in size, and checked part by part, so that one bad part loses no other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.files.atomic import replacing
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.objects import Objects
from rbc_desk.store.exchange.texts import text_of

MAX_BYTES = 600_000_000


class Part(BaseModel):
    """The base of the models of parts: other keys are ignored, and numbers are finite."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


P = TypeVar("P", bound=Part)


def load_json(path: Path) -> Any:
    """Return the content of a JSON file. Raises RbcDeskError where it is missing, not JSON, or too large."""
    try:
        n_bytes = path.stat().st_size
    except OSError:
        n_bytes = 0
    if n_bytes > MAX_BYTES:
        raise RbcDeskError(
            Phrase("{name} is larger than {mb} MB.", name=path.name, mb=MAX_BYTES // 1_000_000),
            hint="Split the data set into several files.",
        )
    try:
        return json.loads(text_of(path))
    except (ValueError, RecursionError, MemoryError) as error:
        raise RbcDeskError(
            Phrase("{name} is not valid JSON: {error}.", name=path.name, error=str(error)[:120]),
            hint="Export the data set again.",
        ) from error


def contents(files: Iterable[Path], objects: Objects) -> Iterator[tuple[Path, Any]]:
    """Yield each file with its content. One that cannot be read is named in `objects`, and the others follow."""
    for file in files:
        try:
            content = load_json(file)
        except RbcDeskError as error:
            objects.skip(file, Phrase.of(str(error)))
            continue
        yield file, content


def part(model: type[P], value: object) -> P:
    """The checked part. Raises ValueError, which says what is wrong."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "it"
        raise ValueError(Phrase("{place}: {why}", place=place, why=first["msg"])) from None


def listed(value: object) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def write_json(path: Path, value: object) -> None:
    """Write JSON text in UTF-8. Raises StorageError."""
    with replacing(path) as temporary:
        temporary.write_text(dumped(value), encoding="utf-8")


def write_json_list(path: Path, items: Iterable[object]) -> None:
    """Write a list one item at a time. Raises StorageError."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.writelines(list_lines(items))


def list_lines(items: Iterable[object]) -> Iterator[str]:
    """The text of a JSON list, one item a line."""
    yield "["
    for index, item in enumerate(items):
        yield ("," if index else "") + "\n" + dumped(item)
    yield "\n]"


def dumped(value: object) -> str:
    """The value as JSON text in which names stay readable. A lone surrogate, which UTF-8 lacks, is escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False)
    return text
