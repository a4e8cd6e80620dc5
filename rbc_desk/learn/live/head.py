"""The head of live learning: what the starter says, plus a linear term of the features, fitted to the labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

KNOWN_DECAY, UNKNOWN_DECAY = 100.0, 30.0
"""Strength of the pull towards the starter, for the classes that it knows and for those that it does not."""
_BIAS_DECAY = 10.0  # of the constants: labels are no sample of how common the classes are
_BALANCE = 0.5  # 0: every cell counts the same; 1: every class counts the same
_LEAST = 0.02  # share of a uniform guess in the starter's probabilities: it may be sure and wrong
_STEPS = 40
_MEMORY = 8
_ENOUGH = 1e-4  # of the largest gradient, per cell
_SHRINK, _SLOPE, _SHORTEST = 0.5, 1e-4, 1e-4
_AT_ONCE = 8192


@dataclass(frozen=True, slots=True)
class Head:
    """`weight` [D, C] and `bias` [C] of the linear term on standardised features; classes in a fixed order."""

    weight: Floats
    bias: Floats

    def logits(self, features: NDArray[np.floating], offset: NDArray[np.floating]) -> Floats:
        """[N, C] of standardised features [N, D] with the starter's `offset` [N, C]."""
        out = np.empty(offset.shape, np.float32)
        for start in range(0, len(features), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            out[some] = features[some].astype(np.float32, copy=False) @ self.weight
            out[some] += offset[some]
        out += self.bias
        return out

    def probabilities(
        self, features: NDArray[np.floating], offset: NDArray[np.floating], *, temperature: float = 1.0
    ) -> Floats:
        """[N, C]; the rows sum to 1."""
        return softmax(self.logits(features, offset) / np.float32(temperature))

    def with_classes(self, before: Sequence[str], after: Sequence[str]) -> Head:
        """The head for other classes: what it knows of a class stays, a new class starts from nothing."""
        weight = np.zeros((len(self.weight), len(after)), np.float32)
        bias = np.zeros(len(after), np.float32)
        for place, code in enumerate(after):
            if code in before:
                weight[:, place], bias[place] = self.weight[:, before.index(code)], self.bias[before.index(code)]
        return Head(weight, bias)


def empty_head(n_features: int, n_classes: int) -> Head:
    """A head that says what the starter says."""
    return Head(np.zeros((n_features, n_classes), np.float32), np.zeros(n_classes, np.float32))


def starter_offset(probabilities: NDArray[np.floating], *, codes: Sequence[str], classes: Sequence[str]) -> Floats:
    """Log-probabilities [N, C] of `classes` by a starter with `codes`, from its probabilities [N, K].

    A class that the starter does not know gets a constant: that of a uniform guess. A starter's class that is none of
    `classes` is left out. Probabilities of codes that occur twice (merged classes) are added.
    """
    n, known = len(probabilities), set(codes)
    shares = np.zeros((n, len(classes)), np.float32)
    for place, code in enumerate(classes):
        for column in (k for k, other in enumerate(codes) if other == code):
            shares[:, place] += probabilities[:, column]
    uniform = 1.0 / max(1, len(classes))
    shares = (1 - _LEAST) * shares + _LEAST * uniform
    for place, code in enumerate(classes):
        if code not in known:
            shares[:, place] = uniform
    return np.log(shares)


def decays(codes: Sequence[str], *, classes: Sequence[str]) -> Floats:
    """The `decay` of each of `classes` [C] for a starter with `codes`."""
    return np.array([KNOWN_DECAY if code in codes else UNKNOWN_DECAY for code in classes], np.float32)


def fit_head(
    features: Floats,
    *,
    offset: Floats,
    targets: NDArray[np.integer],
    decay: Floats | float = UNKNOWN_DECAY,
    start: Head | None = None,
) -> Head:
    """Fit to standardised features [n, D] and their class indexes [n] by L-BFGS, from `start` or from nothing.

    The loss is the cross-entropy, in which rarer classes weigh more, plus half of `decay` (one for all classes, or
    [C]) times the squared weights. Its minimum is unique, so the start changes only the time.
    """
    n, n_classes = offset.shape
    n_features = features.shape[1]
    problem = _Problem(features, offset, targets, decay=np.broadcast_to(np.float32(decay), (n_classes,)))
    at = np.zeros((n_features + 1, n_classes), np.float32)
    if start is not None:
        at[:-1], at[-1] = start.weight, start.bias
    if not n:
        return Head(at[:-1], at[-1])
    at = _minimise(problem, at)
    return Head(np.ascontiguousarray(at[:-1]), at[-1].copy())


def class_weights(targets: NDArray[np.integer], *, n_classes: int) -> Floats:
    """The weight of each class, such that the weights of the cells have a mean of 1; 0 for a class without cells."""
    counts = np.bincount(targets, minlength=n_classes).astype(np.float64)
    raw = np.where(counts > 0, np.maximum(counts, 1.0) ** -_BALANCE, 0.0)
    total = float((raw * counts).sum())
    return np.asarray(raw * (counts.sum() / total) if total else raw, np.float32)


class _Problem:
    """The loss and its gradient at weights and constants [D + 1, C], and an approximate inverse of its curvature."""

    def __init__(self, features: Floats, offset: Floats, targets: NDArray[np.integer], *, decay: Floats) -> None:
        n, n_classes = offset.shape
        self.x = np.concatenate([features, np.ones((n, 1), np.float32)], axis=1)
        self.offset, self.targets, self.rows = offset, targets, np.arange(n)
        self.weights = class_weights(targets, n_classes=n_classes)[targets]
        self.decay = np.tile(np.asarray(decay, np.float32), (self.x.shape[1], 1))
        self.decay[-1] = _BIAS_DECAY
        # a bound of the curvature (Boehning 1992), halved as it is far too careful for sure answers
        curvature = 0.25 * (self.x.T @ (self.x * self.weights[:, None])).astype(np.float64)
        self._inverses = []
        for strength in np.unique(decay):
            places = np.flatnonzero(decay == strength)
            pulled = curvature.copy()
            pulled[np.diag_indices_from(pulled)] += self.decay[:, places[0]]
            self._inverses.append((places, np.linalg.inv(pulled).astype(np.float32)))

    def at(self, point: Floats) -> tuple[float, Floats]:
        logits = self.x @ point
        logits += self.offset
        logits -= logits.max(1, keepdims=True)
        of_target = logits[self.rows, self.targets]
        np.exp(logits, out=logits)
        total = logits.sum(1)
        pull = self.decay * point
        loss = float(np.dot(self.weights, np.log(total) - of_target)) + 0.5 * float(np.vdot(pull, point))
        logits /= total[:, None]
        logits[self.rows, self.targets] -= 1
        logits *= self.weights[:, None]
        return loss, self.x.T @ logits + pull

    def eased(self, gradient: Floats) -> Floats:
        """The gradient times the approximate inverse of the curvature."""
        out = np.empty_like(gradient)
        for places, inverse in self._inverses:
            out[:, places] = inverse @ gradient[:, places]
        return out


def _minimise(problem: _Problem, point: Floats) -> Floats:
    """L-BFGS with the curvature's bound as its first guess."""
    loss, gradient = problem.at(point)
    steps: list[tuple[Floats, Floats, float]] = []
    small = _ENOUGH * max(1, len(problem.rows))
    for _ in range(_STEPS):
        if float(np.abs(gradient).max()) <= small:
            break
        direction = -_curved(problem, gradient, steps)
        slope = float(np.vdot(gradient, direction))
        if slope >= 0:
            break
        length = 1.0
        while True:
            following = point + np.float32(length) * direction
            new_loss, new_gradient = problem.at(following)
            if new_loss <= loss + _SLOPE * length * slope or length < _SHORTEST:
                break
            length *= _SHRINK
        if new_loss >= loss:
            break
        step, change = following - point, new_gradient - gradient
        curved = float(np.vdot(step, change))
        if curved > 0:
            steps = [*steps[1 - _MEMORY :], (step, change, 1.0 / curved)]
        point, loss, gradient = following, new_loss, new_gradient
    return point


def _curved(problem: _Problem, gradient: Floats, steps: Sequence[tuple[Floats, Floats, float]]) -> Floats:
    """The gradient times the approximate inverse curvature (the two loops of L-BFGS)."""
    along = gradient.copy()
    shares: list[float] = []
    for step, change, inverse in reversed(steps):
        shares.append(inverse * float(np.vdot(step, along)))
        along -= np.float32(shares[-1]) * change
    along = problem.eased(along)
    for (step, change, inverse), share in zip(steps, reversed(shares), strict=True):
        along += np.float32(share - inverse * float(np.vdot(change, along))) * step
    return along


def softmax(logits: Floats) -> Floats:
    """[N, C] by rows."""
    out = logits - logits.max(1, keepdims=True)
    np.exp(out, out=out)
    out /= out.sum(1, keepdims=True)
    return out
