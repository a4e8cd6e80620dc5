"""The settings with types and defaults. The file holds only differences; `RBC_DESK_*` variables override it."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_SYSTEM_NAMES = {"root", "administrator", "admin", "system", "guest", "defaultaccount", "nobody"}
_NO_ID = -1
_FIRST_PERSON = {"linux": 1000, "darwin": 500}  # lower user ids are system accounts


def person_name() -> str:
    """The name of the logged-in user; "" for system accounts such as root."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
    user_id = os.getuid() if hasattr(os, "getuid") else _NO_ID
    if name.casefold() in _SYSTEM_NAMES or 0 <= user_id < _FIRST_PERSON.get(sys.platform, 0):
        return ""
    return name


NAMELESS = "reader"
"""The reader of a program that does not know who uses it."""


def _default_reader() -> str:
    return person_name() or NAMELESS


class DetectionPreset(BaseModel):
    """The detection settings for one microscope: a detector and the parameters that differ from its defaults."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    detector: str = Field(min_length=1)
    params: dict[str, Any] = Field(default_factory=dict)


class TrainingDefaults(BaseModel):
    """The initial values of the training form; None: the program's default."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    network: str | None = None
    loss: str | None = None
    epochs: int | None = Field(default=None, ge=1, le=1000)
    batch_size: int | None = Field(default=None, ge=2, le=1024)
    split_by: Literal["specimen", "smear"] | None = None


class ClinicSettings(BaseModel):
    """The letterhead of reports. The logo is a file beside the settings."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = Field(default="", max_length=120)
    address: str = Field(default="", max_length=600)


class ExchangeDefaults(BaseModel):
    """The last choices in the dialogs that import and export data sets; no format: it is recognised."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    import_format: str = ""
    export_format: str = "csv"
    images: bool = True
    all_kinds: bool = False
    unlabelled: bool = False
    predictions: bool = False


PresetName = Annotated[str, Field(min_length=1, max_length=60)]


class Settings(BaseSettings):
    """Everything a user can set that is not part of a project. Changes apply at once."""

    model_config = SettingsConfigDict(env_prefix="RBC_DESK_", frozen=True, extra="ignore")

    reader: str = Field(
        default_factory=_default_reader,
        min_length=1,
        max_length=80,
        title="Reader",
        description="The name saved with your labels.",
    )
    theme: Literal["system", "light", "dark"] = Field(
        default="system", title="Theme", description="Light, dark, or the same as the system."
    )
    text_size: int = Field(
        default=100, ge=80, le=200, title="Text size", description="Percent of the system's text size."
    )
    keys: dict[str, list[str]] = Field(
        default_factory=dict,
        title="Keyboard",
        description="Changed keys by action. An empty list means no key.",
    )
    language: Literal["system", "en", "th"] = Field(
        default="system", title="Language", description="Language of the window. The command line is in English."
    )
    max_megapixels: int = Field(
        default=400,
        ge=1,
        le=4000,
        title="Largest image",
        description="Images with more megapixels are not opened, since they may be damaged or need too much memory.",
    )
    keep_metadata: bool = Field(
        default=False,
        title="Keep metadata of images",
        description="Copy imported images with their metadata: names, dates, places and serial numbers, which may "
        "identify a patient.",
    )
    advance_after_key: bool = Field(
        default=True,
        title="Advance after labelling",
        description="Select the next unlabelled cell after a class key is pressed.",
    )
    presort: bool = Field(
        default=True,
        title="Classify new cells",
        description="Classify the cells of a smear as soon as they are found, with the active model or a starter "
        "model.",
    )
    live_learning: bool = Field(
        default=True,
        title="Learn while labelling",
        description="Update the predictions of unlabelled cells after each label.",
    )
    mean_diameter_um: dict[str, Annotated[float, Field(gt=0.5, lt=50)]] = Field(
        default_factory=dict,
        title="Mean cell diameters",
        description="In micrometres by species (dog, cat, human), where they differ from the defaults.",
    )
    training: TrainingDefaults = Field(
        default_factory=TrainingDefaults,
        title="Training",
        description="Training settings that differ from the defaults.",
    )
    detection_presets: dict[PresetName, DetectionPreset] = Field(
        default_factory=dict,
        title="Microscopes",
        description="Detector settings by the name of the microscope or objective.",
    )
    exchange: ExchangeDefaults = Field(
        default_factory=ExchangeDefaults,
        title="Import and export",
        description="The last choices in the dialogs of data sets.",
    )
    clinic: ClinicSettings = Field(
        default_factory=ClinicSettings,
        title="Clinic",
        description="The name and address at the head of reports.",
    )
    text_blocks: dict[str, Annotated[str, Field(max_length=2000)]] = Field(
        default_factory=dict,
        title="Sentences for comments",
        description="By class code, where they differ from the shipped ones.",
    )
