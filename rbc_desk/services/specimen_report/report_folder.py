"""A folder of reports: one per specimen, written again only where something in it changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rbc_desk import __version__
from rbc_desk.core.errors import RbcDeskError, UnknownNameError, storage_error
from rbc_desk.core.events import Problem, Progress
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.files.hashing import hash_bytes, hash_json
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.specimens import Specimen
from rbc_desk.core.tables.columns import ReportColumn, csv_table, rows_of_csv
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.times import now
from rbc_desk.services.grading.rule_set_files import RuleSetFiles
from rbc_desk.services.models import evaluation
from rbc_desk.services.project.project import Project
from rbc_desk.services.reports.languages import language
from rbc_desk.services.signing import signing
from rbc_desk.services.specimen_report.clinic import logo_file
from rbc_desk.services.specimen_report.collect import Choices, make_report
from rbc_desk.services.specimen_report.files import FORMATS, Report, write_report
from rbc_desk.services.specimens.worklist import row_named, worklist
from rbc_desk.settings.model import Settings

INDEX = "reports.csv"
SUMMARY = "summary"
"""The stem of the files with a line for each image of a batch."""
_LISTED = 3
_STEM_LETTERS = 80
_DIGEST_LETTERS = 6
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


@dataclass(frozen=True, slots=True)
class ReportWish:
    """How reports are to be written. `rules`: the key of a rule set, "" for the default of the species."""

    formats: tuple[str, ...] = ("pdf",)
    language: str = "en"
    rules: str = ""

    def check(self, project: Project | None = None) -> None:
        """Raise UnknownNameError for a format, a language or a rule set that does not exist."""
        for one in self.formats:
            if one not in FORMATS:
                raise UnknownNameError(
                    Phrase("There is no report format named {name!r}.", name=one),
                    hint=Phrase("The formats are: {names}.", names=", ".join(FORMATS)),
                )
        language(self.language)
        if self.rules:
            RuleSetFiles.of(project.folder if project is not None else None).get(self.rules)


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """The report on a specimen in the folder. `is_new`: it was written now, because there was none or it differed.

    `findings`: what it says of the abnormal classes, in its language.
    """

    specimen: str
    files: tuple[Path, ...]
    is_new: bool
    findings: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    specimen: str
    files: tuple[str, ...]
    made_at: str
    made_from: str
    findings: str = ""


_COLUMNS: tuple[ReportColumn[_Entry], ...] = (
    ReportColumn.in_files("specimen", lambda one: one.specimen),
    ReportColumn.in_files("files", lambda one: ";".join(one.files)),
    ReportColumn.in_files("made_at", lambda one: one.made_at),
    ReportColumn.in_files("made_from", lambda one: one.made_from),
    ReportColumn.in_files("findings", lambda one: one.findings),
)


class ReportFolder:
    """The reports in `folder`, with an index of them, reports.csv. Used by one thread at a time.

    The index says for each specimen what its report was made from, so that the report is written again only if that
    changed. Without the index all are written again. Raises StorageError where the index cannot be read.
    """

    def __init__(self, folder: Path, *, settings: Settings, wish: ReportWish) -> None:
        self._folder = folder.expanduser().absolute()
        self._settings = settings
        self._wish = wish
        self._entries = _read_index(self._folder / INDEX)

    def write(self, project: Project, specimen: Specimen, *, task: Task = SILENT) -> WrittenReport:
        """Write the report on a specimen, unless it is there and nothing in it changed.

        Raises the errors of `make_report` and StorageError.
        """
        made_from = self._made_from(project, specimen)
        entry = self._entries.get(specimen.code)
        if entry is not None and entry.made_from == made_from:
            files = tuple(self._folder / name for name in entry.files)
            if all(path.is_file() for path in files):
                return WrittenReport(specimen.code, files, is_new=False, findings=entry.findings)
        report = self._make(project, specimen, task=task)
        files = tuple(write_report(report, self._folder, name=self._stem(specimen.code), formats=self._wish.formats))
        findings = _findings(report)
        names = tuple(path.name for path in files)
        self._entries[specimen.code] = _Entry(specimen.code, names, now(), made_from, findings)
        self._save()
        return WrittenReport(specimen.code, files, is_new=True, findings=findings)

    def _make(self, project: Project, specimen: Specimen, *, task: Task) -> Report:
        return make_report(
            project,
            specimen=specimen,
            settings=self._settings,
            choices=Choices(self._wish.rules),
            language=language(self._wish.language),
            task=task,
        )

    def _made_from(self, project: Project, specimen: Specimen) -> str:
        """A hash of everything that the report depends on."""
        model = evaluation.active_model(project)
        signed = signing.locking_report(project, specimen_id=specimen.id)
        rules = [
            (one.key, one.rules.digest) for one in RuleSetFiles.of(project.folder).all() if one.rules is not None
        ]
        try:
            logo = hash_bytes(logo_file().read_bytes())
        except OSError:
            logo = ""
        return hash_json(
            {
                "state": signing.state_hash(project, specimen_id=specimen.id),
                "specimen": asdict(specimen),
                "signed": [signed.id, signed.version] if signed is not None else None,
                "model": [model.name, model.metrics] if model is not None else None,
                "classes": asdict(project.class_set()),
                "rules": rules,
                "clinic": [self._settings.clinic.model_dump(mode="json"), logo],
                "wish": asdict(self._wish),
                "program": __version__,
            }
        )

    def _stem(self, code: str) -> str:
        """The name of a specimen's files: its code in letters that every system takes, told from all others."""
        if code in self._entries:
            return self._entries[code].files[0].partition(".")[0]
        taken = {entry.files[0].partition(".")[0].casefold() for entry in self._entries.values()}
        stem = re.sub(r"[^\w -]+", "_", code)[:_STEM_LETTERS].strip(" _") or "report"
        reserved = _RESERVED | {Path(INDEX).stem, "problems", SUMMARY}
        if stem.casefold() in taken or stem.casefold() in reserved:
            stem = f"{stem}-{hash_bytes(code.encode())[:_DIGEST_LETTERS]}"
        return stem

    def _save(self) -> None:
        write_text(self._folder / INDEX, csv_table(_COLUMNS, self._entries.values()))


def _findings(report: Report) -> str:
    """The graded findings, or without grades the most common abnormal classes with their percent."""
    if report.content.findings:
        return " ".join(map(report.language.translate, report.content.findings))
    found = [line for line in report.content.classes if line.is_abnormal and line.count]
    return ", ".join(f"{report.language.translate(line.name)} {line.percent:.1f} %" for line in found[:_LISTED])


def make_folder(folder: Path) -> None:
    """Create the folder if it is missing. Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error, doing=Phrase("creating the folder {folder}", folder=folder)) from error


def specimens_named(project: Project, codes: Sequence[str] | None) -> list[Specimen]:
    """The specimens with these codes, or all that have smears. Raises UnknownNameError."""
    rows = worklist(project).rows
    if codes is None:
        return [row.specimen for row in rows if row.smears]
    return [row_named(rows, code).specimen for code in dict.fromkeys(codes)]


def write_reports(
    project: Project, reports: ReportFolder, *, specimens: Sequence[Specimen], task: Task = SILENT
) -> tuple[list[WrittenReport], list[Problem]]:
    """Write the reports on these specimens one after another; a specimen that fails is reported, and the rest follow.

    Raises CancelledError.
    """
    written, problems = [], []
    for index, specimen in enumerate(specimens):
        task.raise_if_stopped()
        task.report(Progress(index, len(specimens), specimen.code))
        try:
            written.append(reports.write(project, specimen, task=task.quiet()))
        except RbcDeskError as error:
            task.raise_if_stopped()
            problems.append(Problem(specimen.code, str(error)))
            task.report(problems[-1])
    task.report(Progress(len(specimens), len(specimens)))
    return written, problems


def _read_index(path: Path) -> dict[str, _Entry]:
    try:
        text = path.read_text("utf-8-sig")
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    except OSError as error:
        raise storage_error(error, doing=Phrase("reading {name}", name=path.name)) from error
    entries = {}
    for row in rows_of_csv(text):
        code, files = row.get("specimen", ""), row.get("files", "").split(";")
        # a file of another folder is none of ours
        if code and all(name and Path(name).name == name for name in files):
            made = (row.get(name, "") for name in ("made_at", "made_from", "findings"))
            entries[code] = _Entry(code, tuple(files), *made)
    return entries
