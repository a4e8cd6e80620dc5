"""`rbc-desk report`: writes reports on specimens and on many smears, and verifies signed ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, ProjectOption, end, opened
from rbc_desk.cli.console import ProgressLine, note, say, say_json, stoppable
from rbc_desk.cli.reports import batch
from rbc_desk.cli.reports.report_options import FormatOption, LanguageOption, RulesOption, wish_of
from rbc_desk.cli.settings_help import DetectorCommand
from rbc_desk.core.errors import SettingsError

if TYPE_CHECKING:
    from rbc_desk.services.signing.verification import Verification
    from rbc_desk.services.specimen_report.report_folder import ReportFolder, ReportWish, WrittenReport

ReportsOption = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="FOLDER", help="Folder of the reports and their index, reports.csv."),
]


def make_app() -> Any:
    """The commands about reports."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command("make", help="Write the reports on specimens of a project.")(make)
    app.command("batch", help="Classify the cells of many smears and write reports.", cls=DetectorCommand)(batch.run)
    app.command("sheet", help="Show the counting sheet of a specimen.")(sheet)
    app.command("verify", help="Check that a PDF is a valid, current signed report.")(verify)
    return app


def make(
    project: ProjectOption,
    output: ReportsOption,
    specimen: Annotated[
        list[str] | None, typer.Option("--specimen", metavar="CODE", help="Code of a specimen. Can be repeated.")
    ] = None,
    all_specimens: Annotated[bool, typer.Option("--all", help="Every specimen that has smears.")] = False,
    format_: FormatOption = None,
    language: LanguageOption = "en",
    rules: RulesOption = "",
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.specimen_report.report_folder import specimens_named, write_reports

    if bool(specimen) == all_specimens:
        raise SettingsError("Give --specimen CODE, or --all for every specimen.")
    wish = wish_of(format_, language=language, rules=rules)
    with opened(project) as opened_project, ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        wish.check(opened_project)
        specimens = specimens_named(opened_project, specimen or None)
        folder = folder_of(output, wish=wish)
        written, problems = write_reports(opened_project, folder, specimens=specimens, task=task)
    if json:
        failed = {problem.item: problem.message for problem in problems}
        say_json({"reports": [report_figures(one) for one in written], "failed": failed, "output": str(output)})
    else:
        for one in written:
            say(report_line(one))
        n_new = sum(one.is_new for one in written)
        failed_words = f", {len(problems)} failed" if problems else ""
        say(f"{n_new} reports written, {len(written) - n_new} left as they were{failed_words}: {output}")
    end(len(problems))


def folder_of(output: Path, *, wish: ReportWish) -> ReportFolder:
    """The folder of reports with the letterhead of this computer's settings. Raises StorageError."""
    from rbc_desk.services.specimen_report.report_folder import ReportFolder, make_folder
    from rbc_desk.settings.files import load
    from rbc_desk.settings.paths import settings_file

    make_folder(output)
    return ReportFolder(output, settings=load(settings_file())[0], wish=wish)


def report_line(one: WrittenReport) -> str:
    return f"{one.specimen}: {', '.join(path.name for path in one.files)}{'' if one.is_new else ' (unchanged)'}"


def report_figures(one: WrittenReport) -> dict[str, Any]:
    return {"specimen": one.specimen, "files": [str(path) for path in one.files], "written": one.is_new}


def sheet(
    project: ProjectOption,
    specimen: Annotated[str, typer.Option("--specimen", metavar="CODE", help="Code of the specimen.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the sheet to this file, .csv or .json."),
    ] = None,
    rules: RulesOption = "",
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.specimen_report import sheet as sheets
    from rbc_desk.services.specimen_report.report_folder import specimens_named

    if output is not None and output.suffix.lower() not in sheets.FORMATS:
        raise SettingsError(f"{output.name}: a counting sheet is written as {' or '.join(sheets.FORMATS)}.")
    with opened(project) as opened_project, ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        (one,) = specimens_named(opened_project, [specimen])
        found, _ = sheets.counting_sheet(opened_project, specimen=one, rules=rules, task=task)
    if output is not None:
        sheets.write_sheet(found, output)
    if json:
        say_json(sheets.sheet_figures(found))
    elif output is not None:
        say(f"{found.verdict} {output}")
    else:
        for line in sheets.sheet_lines(found):
            say(line)


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The PDF of a report.")],
    project: ProjectOption,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.signing import verification

    with opened(project) as opened_project:
        found = verification.verify(opened_project, pdf=file)
    if json:
        say_json(_figures(found))
    else:
        for finding in found.findings:
            say(f"{'ok    ' if finding.holds else 'FAILED'}  {finding.words}")
        for words in found.notes:
            note(words)
        say(_verdict(found))
    if not found.holds:
        raise typer.Exit(1)


def _verdict(found: Verification) -> str:
    if found.holds:
        return "The report is valid."
    return "The report is NOT valid." if found.report is not None else "The file is NOT a report of this project."


def _figures(found: Verification) -> dict[str, Any]:
    report = found.report
    figures: dict[str, Any] = {
        "valid": found.holds,
        "checks": [{"check": f.check.value, "holds": f.holds, "message": f.words} for f in found.findings],
        "notes": list(found.notes),
    }
    if report is not None:
        figures["report"] = {
            "specimen": report.specimen,
            "version": report.version,
            "signed_by": report.signed_by,
            "signed_at": report.signed_at,
            "reopened_at": report.reopened_at,
        }
    return figures
