"""English names of protocol settings and units, for reports and the command line."""

from __future__ import annotations

from rbc_desk.learn.fit.losses import LOSSES
from rbc_desk.learn.networks.registry import NETWORKS
from rbc_desk.services.experiments.protocol_plan import METHODS, Setting
from rbc_desk.services.experiments.schedule import Unit
from rbc_desk.services.experiments.summary import Line, Spread, TableLine

_METHODS = {
    "cross_entropy": "Cross-entropy",
    "under": "Cross-entropy, under-sampling",
    "over": "Cross-entropy, over-sampling",
    "focal": "Focal",
    "balanced_focal": "Focal, one α",
    "classwise_focal": "Focal, α by class",
}
SPLIT_WORDS = {"cell": "by cell", "smear": "by smear", "specimen": "by specimen"}


def network_words(name: str) -> str:
    return NETWORKS[name].words


def method_words(method: str) -> str:
    """A method without its numbers."""
    return _METHODS[method] if method in METHODS else LOSSES[method].words


def setting_words(setting: Setting) -> str:
    """A setting without its network: `Focal, α 1.5, γ 2`."""
    if setting.method == "classwise_focal":
        return f"Focal, α by class, γ {setting.gamma:g}"
    if setting.gamma is None:
        return method_words(setting.method)
    alpha = "" if setting.alpha is None else f", α {setting.alpha:g}"
    return f"Focal{alpha}, γ {setting.gamma:g}"


def row_words(row: TableLine) -> str:
    """A line of Table 1 without its network: `Focal, one α, as chosen by each seed` where the seeds differ."""
    if len(set(row.chosen.values())) <= 1:
        return setting_words(row.line.setting)
    return f"{method_words(row.method)}, as chosen by each seed"


def choice_words(row: TableLine) -> str:
    """` (chosen)`; where there are several seeds, by which of them: ` (chosen: α 0.5, γ 2 by seed 0, 2; ...)`."""
    seeds: dict[Setting, list[int]] = {}
    for seed, setting in row.chosen.items():
        seeds.setdefault(setting, []).append(seed)
    if not seeds:
        return ""
    if len(row.chosen) == 1:
        return " (chosen)"
    if len(seeds) == 1:
        return " (chosen by every seed)"
    parts = [
        f"{setting_words(setting).removeprefix('Focal, ')} by seed {', '.join(map(str, own))}"
        for setting, own in seeds.items()
    ]
    return f" (chosen: {'; '.join(parts)})"


def unit_words(unit: Unit) -> str:
    """`DenseNet-121, focal α 1.5 γ 2, by cell, seed 0, fold 3 of 5`."""
    spec = unit.spec
    loss = str(spec["loss"]).replace("_", "-")
    params = spec["loss_params"]
    if loss == "focal":
        by_class = params.get("class_alpha") == "inverse_frequency"
        loss += f" α {'by class' if by_class else format(params['alpha'], 'g')} γ {params['gamma']:g}"
    elif unit.thinned or spec["sampler"] == "over":
        loss += " under-sampled" if unit.thinned else " over-sampled"
    parts = [network_words(str(spec["network"])), loss, SPLIT_WORDS[unit.split_by], f"seed {unit.seed}"]
    if unit.level is not None:
        parts.insert(2, f"ρ {unit.level:.2f}")
    if unit.stage == "fold":
        parts.append(f"fold {unit.fold + 1} of {unit.folds}")
    elif unit.stage == "final":
        parts.append(f"all of the training part, {unit.epochs} epochs")
    return ", ".join(parts)


def spread_text(spread: Spread, *, digits: int = 3, factor: float = 1.0, sign: str = "") -> str:
    """`0.912 ± 0.008`; without the deviation for one seed; a dash without a value."""
    if spread.mean is None:
        return "–"
    mean = f"{factor * spread.mean:{sign}.{digits}f}"
    return mean if spread.deviation is None else f"{mean} ± {factor * spread.deviation:.{digits}f}"


def interval_text(line: Line, name: str) -> str:
    found = line.span(name)
    return "–" if found is None else f"{found[0]:.3f} to {found[1]:.3f}"


def seeds_text(line: Line) -> str:
    return f"{len(line.outcomes)} of {line.n_seeds}"
