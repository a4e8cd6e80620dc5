"""Every registered loss, against its definition and against numerical gradients."""

from __future__ import annotations

import pytest
import torch

from rbc_desk.core.errors import SettingsError
from rbc_desk.learn.losses import LOSSES, make_loss

COUNTS = (10, 20, 70)
VARIANTS = [
    ("cross_entropy", {}),
    ("cross_entropy", {"class_alpha": "inverse_frequency"}),
    ("focal", {}),
    ("focal", {"gamma": 0.0}),
    ("focal", {"gamma": 0.5, "alpha": 0.25}),
    ("focal", {"gamma": 2.0, "alpha": 1.5, "class_alpha": [0.5, 1.0, 2.0]}),
    ("focal", {"class_alpha": "inverse_frequency"}),
]


def sample(*, spread: float = 1.0) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    logits = torch.randn(12, 3, dtype=torch.float64, generator=generator) * spread
    return logits.requires_grad_(), torch.arange(12) % 3


def test_every_registered_loss_is_tried_here() -> None:
    assert {name for name, _ in VARIANTS} == set(LOSSES.names)


@pytest.mark.parametrize(("name", "params"), VARIANTS)
def test_the_gradient_agrees_with_finite_differences(name: str, params: dict) -> None:
    logits, targets = sample()
    loss = make_loss(name, params=params, counts=COUNTS)
    assert torch.autograd.gradcheck(lambda x: loss(x, targets), (logits,))


@pytest.mark.parametrize(("name", "params"), VARIANTS)
def test_sure_and_hopeless_cells_give_finite_losses_and_gradients(name: str, params: dict) -> None:
    logits, targets = sample(spread=200.0)
    value = make_loss(name, params=params, counts=COUNTS)(logits, targets)
    value.backward()
    assert value.ndim == 0
    assert torch.isfinite(value)
    assert torch.isfinite(logits.grad).all()


def test_focal_with_gamma_zero_is_cross_entropy() -> None:
    logits, targets = sample()
    ours = make_loss("focal", params={"gamma": 0.0}, counts=COUNTS)(logits, targets)
    torch.testing.assert_close(ours, torch.nn.functional.cross_entropy(logits, targets))
    torch.testing.assert_close(ours, make_loss("cross_entropy", counts=COUNTS)(logits, targets))


def test_focal_is_equation_four_of_the_paper() -> None:
    logits, targets = sample()
    p = logits.softmax(1)[torch.arange(12), targets]
    expected = (-1.5 * (1 - p) ** 2 * p.log()).mean()
    ours = make_loss("focal", params={"gamma": 2.0, "alpha": 1.5}, counts=COUNTS)(logits, targets)
    torch.testing.assert_close(ours, expected)


def test_a_number_a_class_multiplies_the_cells_of_that_class() -> None:
    logits, targets = sample()
    p = logits.softmax(1)[torch.arange(12), targets]
    weights = torch.tensor([0.5, 1.0, 2.0], dtype=torch.float64)[targets]
    ours = make_loss("focal", params={"gamma": 1.0, "class_alpha": [0.5, 1.0, 2.0]}, counts=COUNTS)(logits, targets)
    torch.testing.assert_close(ours, (-weights * (1 - p) * p.log()).mean())


def test_inverse_frequency_lets_every_class_weigh_alike() -> None:
    targets = torch.repeat_interleave(torch.arange(3), torch.tensor(COUNTS))
    logits = torch.zeros(100, 3, dtype=torch.float64, requires_grad=True)
    make_loss("cross_entropy", params={"class_alpha": "inverse_frequency"}, counts=COUNTS)(logits, targets).backward()
    torch.testing.assert_close(logits.grad.sum(0), torch.zeros(3, dtype=torch.float64), atol=1e-12, rtol=0)


def test_a_class_without_cells_does_not_break_inverse_frequency() -> None:
    logits, _ = sample()
    loss = make_loss("focal", params={"class_alpha": "inverse_frequency"}, counts=(6, 6, 0))
    assert torch.isfinite(loss(logits, torch.arange(12) % 2))


@pytest.mark.parametrize("params", [{"gamma": -1}, {"alpha": 0}, {"class_alpha": "more"}, {"beta": 1}])
def test_settings_out_of_range_are_refused(params: dict) -> None:
    with pytest.raises(SettingsError):
        LOSSES["focal"].make(params)


def test_a_wrong_number_of_class_weights_is_refused() -> None:
    with pytest.raises(SettingsError, match="2 numbers for 3 classes"):
        make_loss("focal", params={"class_alpha": [1.0, 2.0]}, counts=COUNTS)
