"""Writes the report of a protocol, a page and tables, after each unit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.core.splits import words as split_words
from rbc_desk.learn.splits.folds import is_test
from rbc_desk.services.datasets.splits import guessing, n_parted
from rbc_desk.services.experiments.cells import CellTable
from rbc_desk.services.experiments.folder import REPORT
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan
from rbc_desk.services.experiments.report import tables
from rbc_desk.services.experiments.report.levels import level_parts
from rbc_desk.services.experiments.report.sweep import crossval_parts, sweep_parts
from rbc_desk.services.experiments.results import UnitResult
from rbc_desk.services.experiments.schedule import Schedule
from rbc_desk.services.experiments.summary import lines
from rbc_desk.services.experiments.texts import SPLIT_WORDS, network_text
from rbc_desk.services.reports.blocks import Block, Page, Paragraph
from rbc_desk.services.reports.html import render

TITLES = {
    "sweep": Phrase("Losses compared (Table 1, Fig. 10 to 12)"),
    "imbalance": Phrase("Imbalance study (eq. 5, Tables 2 and 3, Fig. 13)"),
    "crossval": Phrase("Cross-validation, retraining and one test"),
}
_CHOICES = {
    "crossval": Phrase(
        "{folds}-fold cross-validation on the training part selected the epoch (lowest mean validation loss); the "
        "network was then trained again on the whole training part for that many epochs and tested once."
    ),
    "holdout": Phrase(
        "One of {folds} folds of the training part was held out and selected the epoch (lowest loss on it). The "
        "weights of that epoch were tested once. The paper trains again on the whole training part instead."
    ),
    "fixed": Phrase(
        "The epoch was not selected: every network was trained on the whole training part for {epochs} epochs and "
        "tested once."
    ),
}
_BESIDE = Phrase(
    "The paper's figures are from its own data (22 canine smears, 3392 cells); the figures here are from other data. "
    "They are shown side by side to compare the size of effects, not as a replication of the measurement."
)


def write_report(
    folder: Path,
    *,
    schedule: Schedule,
    table: CellTable,
    done: Mapping[str, UnitResult],
    language: ReportLanguage = ENGLISH,
) -> Path:
    """Write report.html in `language` and the CSV tables of the finished units; return the page.

    Raises StorageError.
    """
    every = lines(schedule, done)
    plan = schedule.plan
    n_done = len(schedule.needed(done) & done.keys())
    parts = {"sweep": sweep_parts, "imbalance": level_parts, "crossval": crossval_parts}[plan.kind]
    blocks = _head(plan, table=table, n_done=n_done, total=schedule.total, done=done)
    blocks += parts(schedule, table, every, done)
    blocks += tables.settings_part(every) if plan.kind != "imbalance" else []
    blocks += tables.circumstances(schedule, done)
    write_text(folder / REPORT, render(Page(TITLES[plan.kind], blocks), language=language))
    for name, text in tables.csv_files(schedule, every, done).items():
        write_text(folder / name, text)
    return folder / REPORT


def _head(
    plan: ProtocolPlan, *, table: CellTable, n_done: int, total: int, done: Mapping[str, UnitResult]
) -> list[Block]:
    seconds = sum(result.seconds for result in done.values())
    counts = [Phrase.joined(" ", [str(n), name]) for n, name in zip(table.counts, table.class_names, strict=True)]
    networks = Phrase.joined(", ", [network_text(name) for name in plan.networks])
    seeds = ", ".join(map(str, plan.seeds))
    splits = Phrase.joined(", ", [SPLIT_WORDS[name] for name in plan.splits])
    share = f"{100 * (1 - plan.test_share):.0f}/{100 * plan.test_share:.0f}"
    parts: list[Block] = [
        Paragraph(
            Phrase(
                "{source}: {cells} cells of {smears} smears ({counts}). {networks}. Split {share} {splits}; seed "
                "{seeds}: a seed determines the split and the initial weights.",
                source=table.source,
                cells=len(table.targets),
                smears=len(set(table.smears)),
                counts=Phrase.joined(", ", counts),
                networks=networks,
                share=share,
                splits=splits,
                seeds=seeds,
            ),
            kind="note",
        ),
        Paragraph(Phrase(_CHOICES[plan.choice].template, folds=plan.folds, epochs=plan.epochs), kind="note"),
    ]
    if n_done < total:
        parts.append(
            Paragraph(
                Phrase(
                    "Not finished: {n} of {total} trainings are done. Missing figures are shown as a dash.",
                    n=n_done,
                    total=total,
                ),
                kind="warning",
            )
        )
    else:
        computing = Phrase("{n} trainings, {duration} of computing.", n=total, duration=_hours(seconds))
        parts.append(Paragraph(computing, kind="note"))
    if "cell" in plan.splits:
        parts.append(Paragraph(split_words.joined([split_words.LEAK, *_leak(plan, table)]), kind="warning"))
    kept_together = table.notes if set(plan.splits) != {"cell"} else ()
    parts += [Paragraph(note, kind="note") for note in (*kept_together, _BESIDE)]
    return parts


def _leak(plan: ProtocolPlan, table: CellTable) -> list[Phrase]:
    """What a split by cell leaks, and how many cells are on both sides, for the split of the first seed."""
    tested = is_test(table.target_array, groups=None, share=plan.test_share, seed=plan.seeds[0])
    parts = np.where(tested, "test", "train")
    cost = split_words.cost(*guessing(parts, targets=table.target_array, fields=table.smears))
    twice = n_parted(table.twins, parts=parts)
    return [cost, *([split_words.twice(twice)] if twice else [])]


def _hours(seconds: float) -> Phrase:
    if seconds >= 3600:
        return Phrase("{n} h", n=f"{seconds / 3600:.1f}")
    return Phrase("{n} min", n=f"{seconds / 60:.0f}")
