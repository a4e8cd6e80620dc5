"""Writes the reference of the command line from the program: docs/commands.md, docs/settings.md and the man page.

python packaging/make_reference.py          write them
python packaging/make_reference.py --check  fail where one differs from the program
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COMMANDS, SETTINGS = ROOT / "docs" / "commands.md", ROOT / "docs" / "settings.md"
MAN = ROOT / "resources" / "man" / "rbc-desk.1"
_MADE = "`python packaging/make_reference.py` writes this page from the program."
_ABOUT = (
    "The command line and the window use the same engine and give the same numbers. Results go to standard output, "
    "messages and progress to standard error. Exit status: 0 done, 1 a failure (one line that says what to do), "
    "2 wrong usage. Images that cannot be read are named, and the others are processed. Wherever an image is "
    "expected, folders and patterns such as `*.jpg` work too."
)
_FILES = (
    ("settings.toml", "the settings of the program, in the user's configuration folder"),
    ("RBC_DESK_NAME", "an environment variable that overrides the setting NAME, such as RBC_DESK_READER"),
    ("RBC_DESK_THREADS", "number of threads of a command; default: all cores"),
    ("RBC_DESK_DEBUG", "set to 1 to see the traceback of an unexpected error"),
)


@dataclass(frozen=True)
class Option:
    """An option as written (`--output, -o CSV`), with its help."""

    words: str
    help: str


@dataclass(frozen=True)
class Command:
    """A command with its arguments and options, and the sections of settings that it takes."""

    name: str
    about: str
    usage: str
    options: tuple[Option, ...]
    settings: Any = ()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    if parser.parse_args().check:
        wrong = stale()
        for path in wrong:
            sys.stdout.write(f"{path.relative_to(ROOT)} differs: run python packaging/make_reference.py\n")
        return int(bool(wrong))
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


def stale() -> list[Path]:
    """The pages that differ from the program."""
    return [p for p, text in pages().items() if not p.exists() or p.read_text("utf-8") != text]


def pages() -> dict[Path, str]:
    """The text of each page."""
    commands = list(all_commands())
    return {COMMANDS: _commands_page(commands), SETTINGS: _settings_page(), MAN: _man_page(commands)}


def all_commands() -> Iterator[Command]:
    """Every command and subcommand, in the order of `rbc-desk --help`."""
    from typer.main import get_command

    from rbc_desk.cli.main import build_app

    yield from _walk(get_command(build_app()), "rbc-desk")


def _walk(command: Any, name: str) -> Iterator[Command]:
    subcommands = getattr(command, "commands", None)
    if subcommands is None or name == "rbc-desk":
        parts = [_option(one) for one in command.params]
        words = [one.words for one, given in zip(parts, command.params, strict=True) if _is_argument(given)]
        needed = [
            f"{given.opts[0]} {given.metavar or 'VALUE'}"
            for given in command.params
            if not _is_argument(given) and given.required
        ]
        usage = " ".join([name, *(["[COMMAND | PROJECT]"] if subcommands else []), *words, *needed, "[OPTIONS]"])
        sections = type(command).sections() if hasattr(type(command), "sections") else ()
        yield Command(name, _clean(command.help or ""), usage, tuple(parts), sections)
    for sub_name, sub in (subcommands or {}).items():
        if not sub.hidden:
            yield from _walk(sub, f"{name} {sub_name}")


def _is_argument(parameter: Any) -> bool:
    return parameter.param_type_name == "argument"


def _option(parameter: Any) -> Option:
    metavar = parameter.metavar or (parameter.name or "").upper()
    if _is_argument(parameter):
        words = metavar if parameter.required else f"[{metavar}]"
        words += "..." if parameter.nargs == -1 else ""
    else:
        words = ", ".join([*parameter.opts, *parameter.secondary_opts])
        words += "" if getattr(parameter, "is_flag", False) else f" {parameter.metavar or 'VALUE'}"
    return Option(words, _clean(getattr(parameter, "help", "") or "") + _default(parameter))


def _default(parameter: Any) -> str:
    value = parameter.default
    said = "default" in (getattr(parameter, "help", "") or "").lower()
    if said or _is_argument(parameter) or value is None or isinstance(value, bool) or value in ("", (), []):
        return ""
    return f" Default: {value}." if not callable(value) and type(value).__name__ != "Sentinel" else ""


def _clean(text: str) -> str:
    return " ".join(text.split())


def _commands_page(commands: list[Command]) -> str:
    lines = ["# Commands", "", _MADE, "", _ABOUT, ""]
    for command in commands:
        lines += [f"## {command.name}", "", command.about, "", "```", command.usage, "```", ""]
        if command.options:
            lines += ["| argument or option | meaning |", "| --- | --- |"]
            lines += [f"| `{_cell(one.words)}` | {_cell(one.help)} |" for one in command.options] + [""]
        for title, rows in _own_settings(command):
            lines += [f"### {title}", "", *_settings_table(rows), ""]
        if command.settings and not _own_settings(command):
            of = "train" if command.settings[0][0].endswith("--config") else "detect"
            lines += [f"`--set` and `--config` take the settings of [rbc-desk {of}](#rbc-desk-{of}).", ""]
    return "\n".join(lines).rstrip() + "\n"


def _own_settings(command: Command) -> Any:
    """The settings of a command, which stand once: at `train` and at `detect`."""
    return command.settings if command.name in ("rbc-desk train", "rbc-desk detect") else ()


def _settings_table(rows: Any) -> list[str]:
    head = ["| key | values | default | meaning |", "| --- | --- | --- | --- |"]
    return head + [
        f"| `{row.key}` | {_cell(row.values)} | {_cell(row.default)} | {_cell(row.description)} |" for row in rows
    ]


def _settings_page() -> str:
    from rbc_desk.core.tables.settings import setting_rows
    from rbc_desk.settings.model import Settings

    about = (
        "The settings of the program are in `settings.toml` in the user's configuration folder; *Settings* in the "
        "window changes them. An environment variable `RBC_DESK_` and the name in capitals overrides one, such as "
        "`RBC_DESK_READER`. Settings of detectors and of trainings are listed at their [commands](commands.md)."
    )
    rows = [row if row.key != "reader" else _nobody(row) for row in setting_rows(Settings)]
    return "\n".join(["# Settings", "", _MADE, "", about, "", *_settings_table(rows)]) + "\n"


def _nobody(row: Any) -> Any:
    """The default reader depends on who is logged in."""
    from dataclasses import replace

    return replace(row, default="the login name")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _man_page(commands: list[Command]) -> str:
    from rbc_desk import __version__

    first = commands[0]
    lines = [
        f'.TH RBC-DESK 1 "" "RBC Desk {__version__}" "User Commands"',
        ".SH NAME",
        "rbc-desk \\- find, label, classify and report red cells on blood smears",
        ".SH SYNOPSIS",
        _roff(first.usage),
        ".SH DESCRIPTION",
        _roff(first.about),
        ".PP",
        _roff(_ABOUT.replace("`", "")),
        *_roff_options(first),
        ".SH COMMANDS",
    ]
    for command in commands[1:]:
        lines += [f".SS {_roff(command.name)}", _roff(command.about), ".PP", _roff(command.usage)]
        lines += _roff_options(command)
        for title, rows in _own_settings(command):
            lines += [".PP", _roff(f"{title}:")]
            for row in rows:
                lines += [".TP", f"\\fB{_roff(row.key)}\\fR", _roff(row.text)]
    lines += [".SH FILES AND ENVIRONMENT"]
    for name, meaning in _FILES:
        lines += [".TP", f"\\fB{_roff(name)}\\fR", _roff(meaning)]
    return "\n".join(lines) + "\n"


def _roff_options(command: Command) -> list[str]:
    lines = []
    for one in command.options:
        lines += [".TP", f"\\fB{_roff(one.words)}\\fR", _roff(one.help) or "\\&"]
    return lines


def _roff(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
