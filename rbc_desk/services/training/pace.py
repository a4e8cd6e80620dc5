"""How long a training takes: from the pace of earlier trainings on this machine, else roughly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.compute.remembered import recall, remember
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.settings.paths import computing_file

_KEY = "pace of trainings"
_STATED_S = {"quick": 0.012, "full": 0.02}
"""Seconds that a cell takes on an ordinary laptop: once, for quick training of EfficientNet-Lite0; in each epoch of
EfficientNet-Lite0 at 80 px for a whole network. Others are scaled by the area of their input."""
_STATED_PX = 80
_START_S = {"quick": 3, "full": 15}
"""To cut crops, load the network and calibrate."""
_FEWEST = 20
"""Fewer cells measure the start rather than the pace."""
_ROUGH = (
    (20, Phrase("Seconds for {n} cells on an ordinary laptop.")),
    (90, Phrase("About a minute for {n} cells on an ordinary laptop.")),
    (5 * 60, Phrase("A few minutes for {n} cells on an ordinary laptop.")),
    (15 * 60, Phrase("About ten minutes for {n} cells on an ordinary laptop.")),
    (45 * 60, Phrase("About half an hour for {n} cells on an ordinary laptop.")),
    (100 * 60, Phrase("About an hour for {n} cells on an ordinary laptop.")),
    (8 * 3600, Phrase("Several hours for {n} cells on an ordinary laptop.")),
)
_LONG = Phrase("Longer than a night for {n} cells on an ordinary laptop.")


@dataclass(frozen=True, slots=True)
class Estimate:
    """Seconds that a training takes; `measured`: from earlier trainings on this machine."""

    seconds: float
    measured: bool


def note_pace(spec: TrainSpec, *, device: str, n_cells: int, seconds: float, file: Path | None = None) -> None:
    """Remember that the pace was `seconds` for `n_cells`: for an epoch, or for the whole of a quick training.

    A quick training finds features that it has computed before, so its slowest pace is kept.
    """
    if n_cells < _FEWEST or seconds <= 0:
        return
    file = file or computing_file()
    known, key, per_cell = paces(file), _key(spec, device=device), seconds / n_cells
    if spec.mode == "quick":
        per_cell = max(per_cell, known.get(key, 0.0))
    remember(file, _KEY, {**known, key: per_cell})


def paces(file: Path | None = None) -> dict[str, float]:
    """The seconds a cell by the key of settings and device, from earlier trainings on this machine."""
    found = recall(file or computing_file(), _KEY) or {}
    return {key: float(value) for key, value in found.items() if isinstance(value, int | float) and value > 0}


def estimate(spec: TrainSpec, *, n_cells: int, known: Mapping[str, float]) -> Estimate:
    """How long a training on `n_cells` takes; with `known` paces of this machine where they fit the settings."""
    rounds = 1 if spec.mode == "quick" else spec.epochs
    devices = ("cpu", "cuda") if spec.device == "auto" else (spec.device.partition(":")[0],)
    measured = [known[key] for device in devices if (key := _key(spec, device=device)) in known]
    if measured:
        return Estimate(_START_S[spec.mode] + min(measured) * n_cells * rounds, measured=True)
    per_cell = _STATED_S[spec.mode] * (spec.side_px / _STATED_PX) ** 2
    return Estimate(_START_S[spec.mode] + per_cell * n_cells * rounds, measured=False)


def in_words(found: Estimate, *, n_cells: int) -> Phrase:
    """The sentence for an estimate: rounded where it was measured, rough where it was not."""
    if not found.measured:
        rough = next((phrase for below, phrase in _ROUGH if found.seconds < below), _LONG)
        return Phrase(rough.template, n=f"{n_cells:,}")
    cells, seconds = f"{n_cells:,}", found.seconds
    if seconds < 90:
        near = max(5, round(seconds / 5) * 5)
        return Phrase("About {s} s for {n} cells, measured on this computer.", s=near, n=cells)
    if seconds < 90 * 60:
        return Phrase(
            "About {min} min for {n} cells, measured on this computer.", min=_rounded(seconds / 60), n=cells
        )
    return Phrase("About {h} h for {n} cells, measured on this computer.", h=_rounded(seconds / 3600), n=cells)


def _rounded(number: float) -> int:
    """To fives above ten: an estimate is no better."""
    return round(number / 5) * 5 if number > 10 else max(2, round(number))


def _key(spec: TrainSpec, *, device: str) -> str:
    frozen = f" {spec.frozen_stages} frozen" if spec.frozen_stages else ""
    return f"{spec.mode} {spec.network} {spec.side_px} px{frozen} {device.partition(':')[0]}"
