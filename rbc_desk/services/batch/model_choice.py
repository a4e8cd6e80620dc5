"""The model of a batch: chosen by name, or the project's active one, or the starter."""

from __future__ import annotations

from contextlib import suppress

from rbc_desk.core.errors import BundleError
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.bundles.bundle import weights_digest
from rbc_desk.services.models import evaluation, starter
from rbc_desk.services.models.import_bundle import import_model
from rbc_desk.services.project.project import Project


def choose_model(project: Project, name: str | None = None, *, task: Task = SILENT) -> int:
    """Make a model the active one, whose predictions the reports show; return its id.

    `name` is a model of the project, a folder of a bundle, or a shipped bundle; a bundle that the project has already
    is not imported again. None: the active model, or the starter where there is none. Raises BundleError,
    StorageError, CancelledError.
    """
    if name is None:
        return starter.usable_model(project, task=task)
    model_id = _known(project, name) or _imported(project, name, task=task)
    if not evaluation.model(project, model_id=model_id).active:
        evaluation.activate(project, model_id=model_id)
    return model_id


def _known(project: Project, name: str) -> int | None:
    return next((info.id for info in evaluation.models(project) if info.name == name), None)


def _imported(project: Project, name: str, *, task: Task) -> int:
    folder = evaluation.find_bundle(name)
    digest = weights_digest(folder)
    for info in evaluation.models(project):
        with suppress(BundleError):  # a model whose files are gone is none of these
            if weights_digest(project.folder / info.folder) == digest:
                return info.id
    return import_model(project, folder, name=folder.name, task=task)
