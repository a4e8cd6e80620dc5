"""Evidence in the image for what a network proposes."""

from __future__ import annotations

from rbc_desk.imaging.detect import DETECTORS, evidence
from rbc_desk.imaging.synth.smears import render_smear


def test_many_objects_are_measured_some_at_a_time_with_the_same_result(monkeypatch) -> None:
    pixels = render_smear(seed=4, width=420, height=320, n_cells=40).pixels
    find = DETECTORS["learned"].make({"diameter_px": 40})
    together = find(pixels)
    monkeypatch.setattr(evidence, "_AT_ONCE", 7)
    assert find(pixels) == together
    assert len(together) > 20
