"""What the editions of the program can train."""

from __future__ import annotations

from rbc_desk.core.editions import has_torch
from rbc_desk.core.errors import FullEditionNeededError


def why_not_train() -> str:
    """A `Phrase` that says why whole networks cannot be trained here and where they can; "" where they can."""
    return "" if has_torch() else str(FullEditionNeededError.of())
