"""Names of protocol settings and units, for reports and the command line."""

from __future__ import annotations

from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.fit.losses import LOSSES
from rbc_desk.learn.networks.registry import NETWORKS
from rbc_desk.services.experiments.protocol_plan import METHODS, Setting
from rbc_desk.services.experiments.schedule import Unit
from rbc_desk.services.experiments.summary import Line, Spread, TableLine

_METHODS = {
    "cross_entropy": Phrase("Cross-entropy"),
    "under": Phrase("Cross-entropy, under-sampling"),
    "over": Phrase("Cross-entropy, over-sampling"),
    "focal": Phrase("Focal"),
    "balanced_focal": Phrase("Focal, one α"),
    "classwise_focal": Phrase("Focal, α by class"),
}
SPLIT_WORDS = {"cell": Phrase("by cell"), "smear": Phrase("by smear"), "specimen": Phrase("by specimen")}


def network_text(name: str) -> str:
    return NETWORKS[name].display_name


def method_text(method: str) -> Phrase:
    """A method without its numbers."""
    return _METHODS[method] if method in METHODS else Phrase.of(LOSSES[method].display_name)


def setting_text(setting: Setting) -> Phrase:
    """A setting without its network: `Focal, α 1.5, γ 2`."""
    if setting.method == "classwise_focal":
        return Phrase("Focal, α by class, γ {gamma}", gamma=f"{setting.gamma:g}")
    if setting.gamma is None:
        return method_text(setting.method)
    return Phrase.joined(", ", [_METHODS["focal"], _numbers_of(setting)])


def _numbers_of(setting: Setting) -> str:
    """`α 1.5, γ 2` of a focal loss."""
    alpha = "" if setting.alpha is None else f"α {setting.alpha:g}, "
    return f"{alpha}γ {setting.gamma:g}"


def table_row_text(row: TableLine) -> Phrase:
    """A line of Table 1 without its network: `Focal, one α, as chosen by each seed` where the seeds differ."""
    if len(set(row.chosen.values())) <= 1:
        return setting_text(row.line.setting)
    return Phrase("{method}, as chosen by each seed", method=method_text(row.method))


def choice_text(row: TableLine) -> Phrase:
    """`(chosen)`, or with several seeds `(chosen: α 0.5, γ 2 by seed 0, 2; ...)`; "" if no seed chose it."""
    seeds: dict[Setting, list[int]] = {}
    for seed, setting in row.chosen.items():
        seeds.setdefault(setting, []).append(seed)
    if not seeds:
        return Phrase("")
    if len(row.chosen) == 1:
        return Phrase("(chosen)")
    if len(seeds) == 1:
        return Phrase("(chosen by every seed)")
    parts = [
        Phrase("{setting} by seed {seeds}", setting=_numbers_of(setting), seeds=", ".join(map(str, own)))
        for setting, own in seeds.items()
    ]
    return Phrase("(chosen: {choices})", choices=Phrase.joined("; ", parts))


def spaced(*texts: str) -> Phrase:
    """The texts that are not empty, with a space between them."""
    return Phrase.joined(" ", [text for text in texts if text])


def unit_text(unit: Unit) -> str:
    """`DenseNet-121, focal α 1.5 γ 2, by cell, seed 0, fold 3 of 5`."""
    spec = unit.spec
    loss = str(spec["loss"]).replace("_", "-")
    params = spec["loss_params"]
    if loss == "focal":
        by_class = params.get("class_alpha") == "inverse_frequency"
        loss += f" α {'by class' if by_class else format(params['alpha'], 'g')} γ {params['gamma']:g}"
    elif unit.thinned or spec["sampler"] == "over":
        loss += " under-sampled" if unit.thinned else " over-sampled"
    parts = [network_text(str(spec["network"])), loss, SPLIT_WORDS[unit.split_by], f"seed {unit.seed}"]
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
    return "–" if found is None else Phrase("{low} to {high}", low=f"{found[0]:.3f}", high=f"{found[1]:.3f}")


def seeds_text(line: Line) -> str:
    return Phrase("{n} of {total}", n=len(line.outcomes), total=line.n_seeds)
