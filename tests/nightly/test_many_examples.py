"""Properties that the usual tests try on a few examples, on many."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.reads.test_counted import check_any_steps
from tests.unit.imaging.detect.test_learned import ANY_SMEAR, CELL_PX, check_found, check_measured


@settings(max_examples=200)
@given(st.data())
def test_kept_counts_are_those_of_the_cells_after_any_steps(tmp_path_factory, data) -> None:
    check_any_steps(tmp_path_factory, data)


@settings(max_examples=60)
@ANY_SMEAR
def test_nearly_every_cell_is_found_at_any_scale_noise_and_blur(
    seed: int, cell_px: float, noise: float, blur: float, crowd: float
) -> None:
    check_found(seed, cell_px=cell_px, noise=noise, blur=blur, crowd=crowd)


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), cell_px=CELL_PX)
def test_the_typical_cell_is_measured_to_a_twentieth(seed: int, cell_px: float) -> None:
    check_measured(seed, cell_px=cell_px)
