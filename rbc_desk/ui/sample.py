"""The bundled sample as a project of the user's own, made once."""

from __future__ import annotations

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.settings.paths import demo_folder, resource
from rbc_desk.ui.desk import Desk
from rbc_desk.ui.errors import JobError


def open_sample(desk: Desk) -> None:
    """Open the sample project; the first time it is made and its smears are added in a job."""
    from rbc_desk.services import library
    from rbc_desk.services.project import is_project

    folder = demo_folder()
    if is_project(folder):
        desk.open_project(folder)
        return
    try:
        images = resource("sample")
    except RbcDeskError as error:
        desk.trouble.emit(JobError.from_exception(error, title="Sample"))
        return
    project = desk.create_project(folder, name="Sample")
    if project is None:
        return
    desk.jobs.start(
        lambda report, stop: library.add_smears(project, [images], report=report, stop=stop),
        title="adding the sample",
        on_success=lambda added: desk.announce(added.changes),
    )
