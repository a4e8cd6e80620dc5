"""Every registered loss, against its definition and numerical gradients."""

from __future__ import annotations

import itertools

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from rbc_desk.core.errors import SettingsError
from rbc_desk.learn.fit.losses import LOSSES, effective_weights, make_loss

COUNTS = (10, 20, 70)
VARIANTS = [
    ("cross_entropy", {}),
    ("cross_entropy", {"class_alpha": "inverse_frequency"}),
    ("focal", {}),
    ("focal", {"gamma": 0.0}),
    ("focal", {"gamma": 0.5, "alpha": 0.25}),
    ("focal", {"gamma": 2.0, "alpha": 1.5, "class_alpha": [0.5, 1.0, 2.0]}),
    ("focal", {"class_alpha": "inverse_frequency"}),
    ("cross_entropy", {"label_smoothing": 0.1}),
    ("focal", {"gamma": 1.5, "label_smoothing": 0.2}),
    ("class_balanced", {}),
    ("class_balanced", {"beta": 0.9, "gamma": 2.0}),
    ("balanced_softmax", {}),
    ("balanced_softmax", {"label_smoothing": 0.1}),
    ("logit_adjustment", {}),
    ("logit_adjustment", {"tau": 0.5, "label_smoothing": 0.1}),
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
    with pytest.raises(SettingsError, match="2 numbers, but there are 3 classes"):
        make_loss("focal", params={"class_alpha": [1.0, 2.0]}, counts=COUNTS)


# properties, whatever the cells and the counts

counts_of_classes = st.lists(st.integers(1, 3000), min_size=2, max_size=6).map(tuple)
gammas = st.floats(0, 5)


def drawn(counts: tuple[int, ...], seed: int, *, n: int = 16) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    logits = 3 * torch.randn(n, len(counts), dtype=torch.float64, generator=generator)
    return logits, torch.randint(0, len(counts), (n,), generator=generator)


@settings(max_examples=30, deadline=None)
@given(counts=counts_of_classes, seed=st.integers(0, 999), variant=st.sampled_from(VARIANTS))
def test_a_constant_on_all_logits_and_the_order_of_cells_change_nothing(counts, seed, variant) -> None:
    name, params = variant
    params = {k: v for k, v in params.items() if not isinstance(v, list)}
    logits, targets = drawn(counts, seed)
    loss = make_loss(name, params=params, counts=counts)
    value = loss(logits, targets)
    assert value >= 0
    torch.testing.assert_close(loss(logits + 7.0, targets), value)
    order = torch.randperm(16, generator=torch.Generator().manual_seed(seed))
    torch.testing.assert_close(loss(logits[order], targets[order]), value)


@settings(max_examples=30, deadline=None)
@given(counts=counts_of_classes, seed=st.integers(0, 999), gamma=gammas, more=st.floats(0, 3))
def test_the_more_gamma_the_less_a_cell_costs(counts, seed, gamma, more) -> None:
    logits, targets = drawn(counts, seed)
    less, high = (
        make_loss("focal", params={"gamma": g}, counts=counts)(logits, targets) for g in (gamma, gamma + more)
    )
    assert high <= less + 1e-12


@settings(max_examples=30, deadline=None)
@given(counts=counts_of_classes, seed=st.integers(0, 999), alpha=st.floats(0.25, 1.75), gamma=gammas)
def test_a_scalar_alpha_only_scales(counts, seed, alpha, gamma) -> None:
    logits, targets = drawn(counts, seed)
    one, scaled = (
        make_loss("focal", params={"gamma": gamma, "alpha": a}, counts=counts)(logits, targets) for a in (1.0, alpha)
    )
    torch.testing.assert_close(scaled, alpha * one)


@settings(max_examples=30, deadline=None)
@given(counts=counts_of_classes, seed=st.integers(0, 999))
def test_where_classes_are_even_every_answer_to_imbalance_is_cross_entropy(counts, seed) -> None:
    even = (50,) * len(counts)
    logits, targets = drawn(counts, seed)
    expected = functional.cross_entropy(logits, targets)
    for name, params in [
        ("balanced_softmax", {}),
        ("logit_adjustment", {"tau": 2.0}),
        ("class_balanced", {}),
        ("cross_entropy", {"class_alpha": "inverse_frequency"}),
    ]:
        torch.testing.assert_close(make_loss(name, params=params, counts=even)(logits, targets), expected)


@settings(max_examples=30, deadline=None)
@given(counts=counts_of_classes, seed=st.integers(0, 999), smoothing=st.floats(0, 0.9))
def test_logit_adjustment_meets_its_neighbours_and_smoothing_is_torchs(counts, seed, smoothing) -> None:
    logits, targets = drawn(counts, seed)

    def value(name: str, **params: float) -> torch.Tensor:
        return make_loss(name, params={"label_smoothing": smoothing, **params}, counts=counts)(logits, targets)

    torch.testing.assert_close(value("logit_adjustment", tau=1.0), value("balanced_softmax"))
    torch.testing.assert_close(value("logit_adjustment", tau=0.0), value("cross_entropy"))
    expected = functional.cross_entropy(logits, targets, label_smoothing=smoothing)
    torch.testing.assert_close(value("cross_entropy"), expected)


@settings(max_examples=50, deadline=None)
@given(counts=counts_of_classes, beta=st.floats(0, 0.999999))
def test_effective_weights_have_mean_one_and_favour_the_rare(counts, beta) -> None:
    weights = effective_weights(counts, beta=beta)
    assert sum(weights) == pytest.approx(len(counts))
    by_count = [w for _, w in sorted(zip(counts, weights, strict=True), key=lambda pair: pair[0])]
    assert all(a >= b - 1e-9 for a, b in itertools.pairwise(by_count))


def test_effective_weights_are_equation_four_of_cui() -> None:
    raw = [(1 - 0.99) / (1 - 0.99**n) for n in COUNTS]
    expected = [3 * w / sum(raw) for w in raw]
    assert effective_weights(COUNTS, beta=0.99) == pytest.approx(expected)
    assert effective_weights((5, 0, 5), beta=0.99) == pytest.approx([1, 0, 1])


@pytest.mark.parametrize("name", LOSSES.names)
def test_every_loss_takes_a_class_without_cells_and_single_precision(name: str) -> None:
    logits = torch.randn(12, 3, generator=torch.Generator().manual_seed(0)).requires_grad_()
    value = make_loss(name, counts=(6, 6, 0))(logits, torch.arange(12) % 2)
    value.backward()
    assert torch.isfinite(value)
    assert torch.isfinite(logits.grad).all()


@pytest.mark.parametrize("name", LOSSES.names)
def test_every_setting_of_a_loss_has_words_for_a_form(name: str) -> None:
    fields = LOSSES[name].params.model_fields
    assert all(field.title and field.description for field in fields.values())
