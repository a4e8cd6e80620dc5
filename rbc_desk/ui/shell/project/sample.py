"""The bundled sample as a project, partly labelled, with a model, in the user's data folder."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.settings.paths import demo_folder
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.state.app_context import AppContext


def open_sample(context: AppContext) -> None:
    """Create the sample in a job if it is missing, and open it."""
    from rbc_desk.services import demo

    folder = demo_folder()

    def opened(folder: Path) -> None:
        context.open_project(folder)

    context.jobs.start(
        lambda _task: demo.prepare(folder),
        title=context.tr("preparing the sample"),
        on_success=opened,
        supersede="sample",
        lane=Lane.LONG,
    )
