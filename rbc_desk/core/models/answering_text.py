"""Sentences about the confidence above which a model may answer alone: how it was chosen and what was measured."""

from __future__ import annotations

from rbc_desk.core.models.results import LEAST_SMEARS, Answering
from rbc_desk.core.phrases import Phrase

_TOO_FEW = Phrase(
    "The confidence at which {wanted} % of the answers are right on new smears cannot be "
    "determined: this needs {least} smears in the validation part, and there are {n}."
)
_TOO_FEW_HERE = Phrase(
    "The confidence at which {wanted} % of the answers are right on new smears cannot be "
    "determined: this needs {least} smears, and there are {n}."
)
_NONE = Phrase(
    "The {n} smears of the validation part do not show {wanted} % right answers on new smears at any confidence."
)
_NONE_HERE = Phrase("These {n} smears do not show {wanted} % right answers on new smears at any confidence.")
_CHOSEN = Phrase(
    "Confidence {least}, chosen on the {n} smears of the validation part for {wanted} % right answers on new smears."
)
_CHOSEN_HERE = Phrase(
    "Confidence {least}, chosen on these same cells of {n} smears for {wanted} % right answers on new smears."
)
_CHOSEN_BY_CELL = Phrase(
    "Confidence {least}, chosen by an older version for {wanted} % right answers on single cells, "
    "which says little about new smears."
)
_NO_ANSWER = Phrase("No cell of the {part} part reaches this confidence.")
_MEASURED = Phrase(
    "On {n} smears of the {part} part, {right} % [{low} to {high}] of the answers were right and "
    "{share} % of the cells were classified."
)
_MEASURED_FEW = Phrase(
    "On {n} smears of the {part} part, {right} % of the answers were right (too few smears for "
    "an interval) and {share} % of the cells were classified."
)


def answering_text(found: Answering, *, part: str) -> Phrase:
    """Sentences about the confidence threshold: how it was chosen, and what was measured on the `part` it was applied
    to.
    """
    wanted = f"{100 * found.right:.0f}"
    if found.threshold is None:
        if found.chosen_on < LEAST_SMEARS:
            few = _TOO_FEW if found.aside else _TOO_FEW_HERE
            return Phrase(few.template, wanted=wanted, least=LEAST_SMEARS, n=found.chosen_on)
        return Phrase((_NONE if found.aside else _NONE_HERE).template, wanted=wanted, n=found.chosen_on)
    chosen = _CHOSEN_HERE if not found.aside else _CHOSEN if found.chosen_on else _CHOSEN_BY_CELL
    head = Phrase(chosen.template, least=f"{found.threshold:.3f}", n=found.chosen_on, wanted=wanted)
    return Phrase.joined(" ", [head, _measured(found, part=Phrase(part))])


def _measured(found: Answering, *, part: Phrase) -> Phrase:
    if found.reached is None:
        return Phrase(_NO_ANSWER.template, part=part)
    right, share = f"{100 * found.reached:.1f}", f"{100 * found.coverage:.1f}"
    if found.low is None or found.high is None:
        return Phrase(_MEASURED_FEW.template, n=found.n_smears, part=part, right=right, share=share)
    low, high = f"{100 * found.low:.1f}", f"{100 * found.high:.1f}"
    return Phrase(_MEASURED.template, n=found.n_smears, part=part, right=right, low=low, high=high, share=share)
