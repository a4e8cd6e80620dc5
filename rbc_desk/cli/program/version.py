"""`rbc-desk --version`: prints the version."""

from __future__ import annotations

from typing import Annotated

import typer

from rbc_desk import __version__


def show(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    if version:
        typer.echo(f"rbc-desk {__version__}")
        raise typer.Exit
