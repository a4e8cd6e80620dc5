"""`rbc-desk completion`: prints the script that completes commands and options in a shell."""

from __future__ import annotations

from typing import Annotated

import typer

from rbc_desk.cli.console import PROGRAM, VARIABLE, say
from rbc_desk.core.errors import SettingsError

_SHELLS = ("bash", "zsh", "fish", "powershell")
_HOW = """Add it to the shell's start file:
bash: eval "$(rbc-desk completion bash)" in ~/.bashrc;
zsh: the same with zsh in ~/.zshrc, after compinit;
fish: rbc-desk completion fish > ~/.config/fish/completions/rbc-desk.fish;
powershell: rbc-desk completion powershell >> $PROFILE"""


def run(
    shell: Annotated[
        str, typer.Argument(metavar="SHELL", help=f"{', '.join(_SHELLS[:-1])} or {_SHELLS[-1]}. {_HOW}")
    ],
) -> None:
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    if shell not in _SHELLS:
        raise SettingsError(f"There is no completion for {shell!r}.", hint=f"Choose one of: {', '.join(_SHELLS)}.")
    say(get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell))
