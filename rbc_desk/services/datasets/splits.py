"""Splits labelled cells into training, validation and test part. Groups and smears of one field stay together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.linked_groups import linked_groups
from rbc_desk.core.splits.facts import PARTS, SplitFacts
from rbc_desk.learn.splits.covering import taken_groups
from rbc_desk.learn.splits.grouped import split_cells

if TYPE_CHECKING:
    from rbc_desk.services.smears.duplicates import SharedField
    from rbc_desk.store.rows import LabelledCell

# The paper's 70/30 (section 4.2). A tenth of all cells is taken from the training part to select the epoch.
FRACTIONS = (0.6, 0.1, 0.3)
FINAL_FRACTIONS = (0.95, 0.05, 0.0)
"""Of a final model: nothing is left to test it on; a few cells choose the epoch and calibrate."""


@dataclass(frozen=True, slots=True)
class Split:
    """The part of each cell, and the facts of the split."""

    parts: tuple[str, ...]
    facts: SplitFacts


def part_cells(
    labelled: Sequence[LabelledCell], *, targets: NDArray[np.int64], codes: Sequence[str], split_by: str, seed: int,
    shared: Sequence[SharedField] = (), fractions: tuple[float, float, float] = FRACTIONS,
) -> Split:  # fmt: skip
    """Split cells by `specimen` or `smear`, with smears of a shared field in one part, or at random by `cell`.

    `fractions` are the shares of training, validation and test part. A class on two groups or more is in the training
    and the test part wherever whole groups allow it; one on a single group is in the training part. With fewer than
    three groups, or where every division of the groups takes a class away from the training, cells are split at
    random. `targets` are indices into `codes`.
    """
    smears = [item.smear_id for item in labelled]
    fields = linked_groups(smears, pairs=[(one.first, one.second) for one in shared])
    keys: list[Hashable] = [item.specimen if split_by == "specimen" else item.smear_id for item in labelled]
    key_of = dict(zip(smears, keys, strict=True))
    key_pairs = [(key_of[one.first], key_of[one.second]) for one in shared
             if one.first in key_of and one.second in key_of]  # fmt: skip
    groups = linked_groups(keys, pairs=key_pairs)
    whole, can_be_whole = None, split_by != "cell" and len(set(groups)) >= len(PARTS)
    if can_be_whole:
        whole = _split_whole(targets, groups=groups, fields=fields, seed=seed, fractions=fractions)
    used = "cell" if whole is None else split_by
    parts, chosen_by_cell = whole or (split_cells(targets, fractions=fractions, seed=seed), False)
    by_cell = used == "cell"
    is_tested = bool(len(targets) and fractions[2])
    guessed = guessing(parts, targets=targets, fields=fields) if by_cell and is_tested else (None, None)
    facts = SplitFacts(
        asked=split_by,
        used=used,
        seed=seed,
        counts={part: _counts(targets[parts == part], codes=codes) for part in PARTS},
        n_groups=len(set(keys)) if split_by != "cell" else None,
        n_smears={
            part: len({s for s, assigned in zip(smears, parts, strict=True) if assigned == part}) for part in PARTS
        },
        n_kept_together=0 if by_cell else len({s for one in shared for s in (one.first, one.second)} & set(smears)),
        n_twice=n_parted(seen_twice(labelled, shared=shared), parts=parts) if by_cell else 0,
        guess_by_smear=guessed[0],
        guess_overall=guessed[1],
        final=not fractions[2],
        chosen_by_cell=chosen_by_cell,
        groups_of=_groups_of(targets, groups=groups, codes=codes) if can_be_whole else {},
    )
    return Split(tuple(map(str, parts)), facts)


def _counts(targets: NDArray[np.int64], *, codes: Sequence[str]) -> dict[str, int]:
    return {code: int((targets == index).sum()) for index, code in enumerate(codes)}


def _groups_of(targets: NDArray[np.int64], *, groups: Sequence[str], codes: Sequence[str]) -> dict[str, int]:
    """On how many groups the cells of each class are."""
    found: dict[int, set[str]] = defaultdict(set)
    for target, group in zip(targets.tolist(), groups, strict=True):
        found[target].add(group)
    return {code: len(found[index]) for index, code in enumerate(codes)}


def _split_whole(
    targets: NDArray[np.int64],
    *,
    groups: Sequence[str],
    fields: Sequence[str],
    seed: int,
    fractions: tuple[float, float, float],
) -> tuple[NDArray[np.str_], bool] | None:
    """The part of each cell, and whether the validation part had to be taken cell by cell.

    None where whole groups for the test part would take a class away from the training.

    Whole groups are taken for the test part. Of the rest, whole smears, which are smaller, are taken for validation;
    single cells of them where whole smears would take a class away from the training.
    """
    train, validation, test = fractions
    parts = np.full(len(targets), "train", dtype="<U10")
    if test:
        parts[taken_groups(targets, groups=groups, share=test, seed=seed, spare=2)] = "test"
    rest = np.flatnonzero(parts != "test")
    if set(targets[rest]) != set(targets):
        return None
    share = validation / (train + validation)
    taken = taken_groups(targets[rest], groups=[fields[int(i)] for i in rest], share=share, seed=seed)
    lost = not taken.any() or set(targets[rest]) != set(targets[rest[~taken]])
    if lost:
        taken = _some_cells(targets[rest], share=share, seed=seed)
    parts[rest[taken]] = "validation"
    return parts, lost


def _some_cells(targets: NDArray[np.int64], *, share: float, seed: int) -> NDArray[np.bool_]:
    """[N] about `share` of the cells of every class, at random; each class keeps one at least."""
    taken = split_cells(targets, fractions=(1 - share, 0.0, share), seed=seed) == "test"
    for target in np.unique(targets):
        own = np.flatnonzero(targets == target)
        if taken[own].all():
            taken[own[0]] = False
    if not taken.any():
        common = np.bincount(targets).argmax()
        taken[np.flatnonzero(targets == common)[1:2]] = True
    return np.asarray(taken)


def guessing(parts: NDArray[np.str_], *, targets: NDArray[np.int64], fields: Sequence[str]) -> tuple[int, int]:
    """Percent of test cells that are right when the most common class is predicted without looking at the cell.

    The first uses the most common class of the smear's training cells, the second that of all training cells.
    """
    learned = np.flatnonzero(parts != "test")
    overall = Counter(targets[learned].tolist())
    by_field: dict[str, Counter[int]] = defaultdict(Counter)
    for index in learned:
        by_field[fields[int(index)]][int(targets[index])] += 1
    test = np.flatnonzero(parts == "test")
    if not len(test) or not overall:
        return 0, 0
    common = overall.most_common(1)[0][0]
    right = [(by_field.get(fields[int(i)]) or overall).most_common(1)[0][0] == targets[i] for i in test]
    return round(100 * float(np.mean(right))), round(100 * float(np.mean(targets[test] == common)))


def seen_twice(labelled: Sequence[LabelledCell], *, shared: Sequence[SharedField]) -> list[tuple[int, int]]:
    """The pairs of cells, as indices into `labelled`, that show one cell on two smears."""
    by_smear: dict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(labelled):
        by_smear[item.smear_id].append(index)
    found = []
    for one in shared:
        for i in by_smear[one.first]:
            first = labelled[i].cell.circle
            for j in by_smear[one.second]:
                second = labelled[j].cell.circle
                apart = np.hypot(first.x - one.dx_px - second.x, first.y - one.dy_px - second.y)
                if apart < 0.5 * first.r:
                    found.append((i, j))
    return found


def n_parted(twins: Sequence[tuple[int, int]], *, parts: NDArray[np.str_]) -> int:
    """The number of cells whose twin is in another part."""
    return len({index for pair in twins if parts[pair[0]] != parts[pair[1]] for index in pair})
