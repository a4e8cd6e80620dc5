"""The worklist: every specimen with its smears, how far its reading is, and the search in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.specimens import FACTS, Specimen, SpecimenState, state_of
from rbc_desk.core.times import local
from rbc_desk.services.project import counts
from rbc_desk.services.project.project import Project


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """A specimen with its smears in order of import.

    `date` is the day of the visit, or else of the import of the first smear (ISO 8601 unless entered otherwise; ""
    without both). Cells are red cells as this reader sees them, without rejected ones. They are valid only if
    `counted`, as in `SmearInfo`.
    """

    specimen: Specimen
    state: SpecimenState
    smears: tuple[SmearInfo, ...]
    date: str

    @property
    def counted(self) -> bool:
        return all(smear.counted for smear in self.smears)

    @property
    def n_cells(self) -> int:
        return sum(smear.n_cells for smear in self.smears)

    @property
    def n_labelled(self) -> int:
        return sum(smear.n_labelled for smear in self.smears)

    @property
    def reviewed_share(self) -> float | None:
        """The share of the cells that a reader confirmed, 0 to 1; None without cells."""
        n_cells = self.n_cells
        return 1 - sum(smear.n_proposed for smear in self.smears) / n_cells if n_cells else None


@dataclass(frozen=True, slots=True)
class Worklist:
    """The specimens in the order in which they were made. `complete`: the cells of every smear are counted."""

    rows: tuple[WorklistRow, ...] = ()
    complete: bool = True

    @property
    def by_state(self) -> Counter[SpecimenState]:
        return Counter(row.state for row in self.rows)


def worklist(project: Project) -> Worklist:
    """The worklist as the project's reader sees it (`Project.viewpoint`), with the counts that are known by now.

    It takes five queries, whatever the number of specimens.
    """
    from rbc_desk.store import queries

    store, known = project.store, counts.known(project)
    smears: dict[int, list[SmearInfo]] = defaultdict(list)
    for info in known.smears:
        smears[info.specimen_id].append(info)
    unlabelled = [info.id for info in known.smears if not info.n_labelled and (info.n_cells or not info.counted)]
    predicted = queries.predicted_smears(store, smear_ids=unlabelled) if unlabelled else frozenset()
    signed, imported = queries.signed_specimens(store), queries.import_times(store)
    rows = []
    for specimen in queries.specimens(store):
        own = tuple(smears[specimen.id])
        is_sorted = any(info.n_labelled or info.id in predicted for info in own)
        state = state_of(specimen, is_sorted=is_sorted, is_signed=specimen.id in signed)
        day = specimen.collected_on or _day(imported.get(specimen.id))
        rows.append(WorklistRow(specimen, state, own, day))
    return Worklist(tuple(rows), known.complete)


def found(
    rows: Iterable[WorklistRow], text: str, *, also: Callable[[WorklistRow], str] = lambda _row: ""
) -> list[WorklistRow]:
    """The rows in which every word of the text occurs: in a fact of the specimen or in the name of a smear.

    `also` gives more text of a row to search in, such as its facts in another language.
    """
    words = text.casefold().split()
    if not words:
        return list(rows)
    texts = ((row, f"{_text_of(row)}\n{also(row).casefold()}") for row in rows)
    return [row for row, whole in texts if all(word in whole for word in words)]


def row_named(rows: Iterable[WorklistRow], code: str) -> WorklistRow:
    """The row of the specimen with this code. Raises UnknownNameError."""
    for row in rows:
        if row.specimen.code == code:
            return row
    raise UnknownNameError(
        Phrase("The project has no specimen {code}.", code=code), hint="Check the spelling, or create it."
    )


def _text_of(row: WorklistRow) -> str:
    one = row.specimen
    facts = (getattr(one, name) for name in FACTS)
    texts = (*facts, row.date)
    return "\n".join((*texts, *(smear.name for smear in row.smears))).casefold()


def _day(at: str | None) -> str:
    return local(at).date().isoformat() if at else ""
