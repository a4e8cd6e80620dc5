"""The settings that `--set` and `--config` take, listed in the help of their commands from the models."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

if TYPE_CHECKING:
    from rbc_desk.core.tables.settings import SettingRow

Sections = tuple[tuple[str, tuple["SettingRow", ...]], ...]
"""Settings by heading."""


class SettingsCommand(TyperCommand):
    """A command whose help ends with its settings. `sections` is called when the help is shown, not before."""

    sections: Callable[[], Sections]

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        super().format_epilog(ctx, formatter)
        for title, rows in type(self).sections():
            with formatter.section(title):
                formatter.write_dl([(row.key, row.text) for row in rows])


def training_sections() -> Sections:
    """The settings of a training, and those of each loss."""
    from rbc_desk.core.tables.settings import setting_rows
    from rbc_desk.learn.fit.losses import LOSSES
    from rbc_desk.learn.fit.sampling import SAMPLERS
    from rbc_desk.learn.fit.spec import TrainSpec
    from rbc_desk.learn.networks.registry import NETWORKS

    names = {"network": NETWORKS.names, "loss": LOSSES.names, "sampler": SAMPLERS.names}
    of_losses = tuple(
        (f"Settings of the loss {entry.name}", rows)
        for entry in LOSSES
        if (rows := setting_rows(entry.params, prefix="loss_params."))
    )
    return (("Settings of --set and --config", setting_rows(TrainSpec, choices=names)), *of_losses)


def detector_sections() -> Sections:
    """The settings of each detector."""
    from rbc_desk.core.tables.settings import setting_rows
    from rbc_desk.imaging.detect import DETECTORS

    return tuple(
        (f"Settings of the detector {entry.name}", rows)
        for entry in DETECTORS
        if (rows := setting_rows(entry.params))
    )


class TrainingCommand(SettingsCommand):
    """A command that takes settings of a training."""

    sections = staticmethod(training_sections)


class DetectorCommand(SettingsCommand):
    """A command that takes settings of a detector."""

    sections = staticmethod(detector_sections)
