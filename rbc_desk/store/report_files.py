"""The files of signed reports, in the project's folder `reports/`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, select

from rbc_desk.core.errors import storage_error
from rbc_desk.core.files.atomic import left_over, temporary_file, write_bytes
from rbc_desk.store.schema.tables import ReportTable

REPORTS = "reports"


@contextmanager
def report_file(folder: Path, name: str, data: bytes) -> Iterator[Path]:
    """Write a report's file, for a row that is committed within the block; the file goes again if the block fails.

    A file of a killed program, without a row, is removed when the project is opened: a temporary file beside it says
    that signing had begun. Raises StorageError.
    """
    path = folder / REPORTS / name
    try:
        path.parent.mkdir(exist_ok=True)
        with temporary_file(path):
            write_bytes(path, data)
            try:
                yield path
            except BaseException:
                path.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise storage_error(error, doing="writing the report") from error


def drop_unsigned(connection: Connection, folder: Path) -> None:
    """Remove the files of reports whose signing was cut off before its row was stored.

    Other files stay, even without a row: after an older backup was restored, they are what is left of a report.
    """
    names = left_over(folder / REPORTS)
    signed = connection.execute(select(ReportTable.pdf_name)).scalars() if names else ()
    stored = {Path(name).stem for name in signed}
    for name in names:
        if Path(name).stem in stored:
            continue
        with suppress(OSError):
            (folder / REPORTS / name).unlink(missing_ok=True)
