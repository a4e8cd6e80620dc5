"""From which confidence on a model may answer, in the words of the command line and of the report."""

from __future__ import annotations

from rbc_desk.core.results import Answering


def answering_words(found: Answering) -> str:
    """The confidence from which to answer, what it was chosen for and on which cells, and what comes of it."""
    wanted, on = f"{100 * found.right:.0f} %", "the validation part" if found.aside else "these very cells"
    if found.threshold is None:
        return f"no confidence leaves {wanted} of the answers right on {on}"
    head = f"from confidence {found.threshold:.3f}, chosen on {on} for {wanted} right"
    if found.reached is None:
        return f"{head}: no cell is answered"
    share, right = f"{100 * found.coverage:.1f} %", f"{100 * found.reached:.1f} %"
    return f"{head}: {share} of the cells answered, {right} of the answers right"
