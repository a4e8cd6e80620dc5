"""A report's content for tests."""

from __future__ import annotations

from dataclasses import replace

from rbc_desk.services.specimen_report.content import (
    ClassLine,
    FieldLine,
    Measure,
    ModelFacts,
    Patient,
    ReportContent,
    Signature,
)


def content(**changes) -> ReportContent:
    classes = (
        ClassLine(
            "codocyte",
            "Codocyte",
            "#d55e00",
            34,
            20,
            4.1,
            3.2,
            2.1,
            4.6,
            "1+",
            "12 more cells needed",
            is_graded=True,
        ),
        ClassLine("stomatocyte", "Stomatocyte", "#0072b2", 8, 8, 1.0, 1.0, 0.5, 2.0, "few"),
        ClassLine("normal", "Normal", "#1b7837", 790, 100, 94.9, 95.8, 93.0, 97.0, is_abnormal=False),
    )
    made = ReportContent(
        Patient("2026-1177", "K-19", "Dog", "Shih Tzu", "7 y", "female", "Dr. S.", "2026-11-28", "Wright", "100x"),
        classes,
        (
            FieldLine(1, "a.jpg", 400, 60, 1, 5),
            FieldLine(2, "b.jpg", 432, 68, 0, 6),
            FieldLine(3, "c.jpg", 0, 0, 0, 0, "out of focus"),
        ),
        (("No class yet", 12), ("Cut by the border", 40)),
        n_red=884,
        comment="Recheck in two weeks.",
        findings=("Refer to a pathologist.",),
        measures=(Measure("Diameter", "µm", 832, 6.9, 7.2, (5.0, 6.0, 7.0, 8.0), (100, 500, 232)),),
        model=ModelFacts("starter", "2026-11-20", "ab" * 32, (("macro F1", "0.804"),), "Trained on human cells."),
        detectors=("Learned detector",),
        rules="Teaching table, version 1",
        reviewed_by="A. Vet",
        reviewed_at="2026-11-30T03:00:00+00:00",
        made_at="2026-11-30T03:00:00+00:00",
        state_hash="cd" * 32,
    )  # fmt: skip
    return replace(made, **changes)


SIGNATURE = Signature("A. Vet", "2026-11-30T04:00:00+00:00", "key 1f2e3d4c")
