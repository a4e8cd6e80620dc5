"""What is found wrong with a project, and what a repair does about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rbc_desk.core.phrases import Phrase


class Trouble(StrEnum):
    """A kind of damage. The values are in the JSON of the commands."""

    DATABASE = "database"
    INDEX = "index"
    REFERENCE = "reference"
    CHANGE_LOG = "change_log"
    IMAGE_MISSING = "image_missing"
    IMAGE_DAMAGED = "image_damaged"
    STRAY_FILE = "stray_file"
    CROP = "crop"
    MODEL = "model"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: `item` is what it is wrong with, a file or a row.

    `remedy`: what a repair does about it; "" where it can do nothing. `way_out`: what a person can do then.
    """

    trouble: Trouble
    item: str
    words: Phrase
    remedy: str = ""
    way_out: str = ""


@dataclass(frozen=True, slots=True)
class Repaired:
    """The result of a repair. `kept_in`: the folder with everything that was replaced; None where nothing was.

    `left`: what is still wrong.
    """

    done: tuple[Finding, ...]
    left: tuple[Finding, ...]
    kept_in: Path | None
