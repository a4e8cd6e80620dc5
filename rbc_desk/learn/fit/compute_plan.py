"""Selects the fastest number format, memory layout and compilation for a network on this machine.

On a CPU the choice must be measured: half precision halves the time of one network and triples that of another. A few
steps of each combination are timed, and the result is remembered by machine and network together with the measured
speed. Where a later training starts slower than that, the machine was busy then or is now, and all are timed again.
"""

from __future__ import annotations

import copy
import importlib.util
import math
import platform
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.events import Progress
from rbc_desk.core.hashing import hash_json
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.compute.remembered import recall, remember
from rbc_desk.learn.compute.runtime import training_threads, worker_threads
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.settings.paths import computing_file

TRIAL_FROM_STEPS = 300
"""A trial is not worth its time for a shorter training."""
_BUDGET_S = 20.0
_CELLS = 16
_GAIN = 0.95
"""A plan with rounding must take at most this share of the plain plan's time."""
_SAME_PACE = 1.5
"""A remembered plan is valid if the time of a step differs by at most this factor, either way."""
COMPILE_FROM_STEPS = 3000
Measure = Callable[[Callable[[], None]], float]
"""Tells the seconds that a step takes."""
_DTYPES = {"bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True, slots=True)
class ComputePlan:
    """How a network is computed. `precision`: fp32, bf16 or fp16 (the weights are always fp32)."""

    precision: str = "fp32"
    channels_last: bool = True
    compiled: bool = False

    @property
    def summary(self) -> str:
        parts = [self.precision, "channels last" if self.channels_last else "channels first"]
        return ", ".join([*parts, "compiled"] if self.compiled else parts)

    def context(self, device: torch.device) -> AbstractContextManager[None]:
        """The context of a forward pass."""
        dtype = _DTYPES.get(self.precision)
        return nullcontext() if dtype is None else torch.autocast(device.type, dtype=dtype)

    def with_layout(self, model: nn.Module) -> nn.Module:
        layout = torch.channels_last if self.channels_last else torch.contiguous_format
        return model.to(memory_format=layout)


def choose_plan(
    spec: TrainSpec, *, model: nn.Module, device: torch.device, steps: int,
    task: Task = SILENT, remembered: Path | None = None,
    measure: Measure | None = None,
) -> ComputePlan:  # fmt: skip
    """The plan for a training of `steps` steps. `remembered` is the file of what was found before; `measure`
    tells the seconds that a step takes, None: by the clock.

    Raises SettingsError for a precision that the device does not have, CancelledError.
    """
    if device.type == "cuda":
        return _on_a_card(spec, device=device, steps=steps)
    compiled = spec.compiling == "on"
    if device.type != "cpu":
        if spec.precision not in ("auto", "fp32"):
            raise _no_such(spec, device)
        return ComputePlan(channels_last=False, compiled=compiled)
    if spec.precision == "fp16":
        raise _no_such(spec, device)
    if spec.precision != "auto":
        return ComputePlan(spec.precision, compiled=compiled)
    if steps < TRIAL_FROM_STEPS or compiled:
        return ComputePlan(compiled=compiled)
    file = remembered or computing_file()
    key = f"train {spec.network} {spec.side_px} px {training_threads()} threads {machine()}"
    measure = measure or _seconds
    plan = _remembered(recall(file, key), model=model, spec=spec, measure=measure)
    if plan is None:
        task.report(Progress(0, 0, "Finding the fastest way to compute on this machine"))
        plan, step_s = _trial(model, spec=spec, task=task, measure=measure)
        remember(file, key, {**asdict(plan), "step_s": step_s})
    return plan


def _remembered(
    known: dict[str, object] | None,
    *,
    model: nn.Module,
    spec: TrainSpec,
    measure: Measure,
) -> ComputePlan | None:
    """The remembered plan if steps still take as long; None where a new trial is needed."""
    step_s = (known or {}).get("step_s")
    if known is None or not isinstance(step_s, float) or step_s <= 0:
        return None
    plan = ComputePlan(str(known.get("precision")), channels_last=bool(known.get("channels_last")))
    try:
        taken = measure(_step(plan, model=copy.deepcopy(model), cells=_noise(spec)))
    except RuntimeError:
        return None  # this way does not exist here
    return plan if step_s / _SAME_PACE <= taken <= step_s * _SAME_PACE else None


def compiled(model: nn.Module, *, net: nn.Module, plan: ComputePlan, cells: torch.Tensor) -> nn.Module:
    """`model` compiled, tried on `cells`; as it is where no compiler is here. `net`, inside it, stays the same."""
    before = copy.deepcopy(net.state_dict())
    made: nn.Module = torch.compile(model)  # type: ignore[assignment]
    try:
        made.train()
        with plan.context(cells.device):
            logits = made(cells)
        logits.float().logsumexp(1).mean().backward()
    except Exception:  # border: compilers fail in many ways, and none of them must keep a training from starting
        made = model
    finally:
        net.zero_grad(set_to_none=True)
        net.load_state_dict(before)
    return made


def _on_a_card(spec: TrainSpec, *, device: torch.device, steps: int) -> ComputePlan:
    """Half-width numbers, channels last; compiled where it is long enough and a compiler is there."""
    torch.backends.cudnn.benchmark = True  # every batch but the last has one size: the search pays
    bf16 = torch.cuda.get_device_capability(device) >= (8, 0)
    if spec.precision == "bf16" and not bf16:
        raise _no_such(spec, device)
    precision = spec.precision if spec.precision != "auto" else "bf16" if bf16 else "fp16"
    can = importlib.util.find_spec("triton") is not None and torch.cuda.get_device_capability(device) >= (7, 0)
    compiled = spec.compiling == "on" or (spec.compiling == "auto" and can and steps >= COMPILE_FROM_STEPS)
    return ComputePlan(precision, compiled=compiled)


def _noise(spec: TrainSpec) -> torch.Tensor:
    return torch.rand(min(_CELLS, spec.batch_size), 3, spec.side_px, spec.side_px)


def _trial(model: nn.Module, *, spec: TrainSpec, task: Task, measure: Measure) -> tuple[ComputePlan, float]:
    """The fastest of fp32 and bf16, channels last and first, and the seconds of its step.

    Tried on a copy of the model with noise for cells, twice in turn: other programs' work meets all of them alike.
    """
    cells = _noise(spec)
    ways = (
        ComputePlan(),
        ComputePlan("bf16"),
        ComputePlan("bf16", channels_last=False),
        ComputePlan(channels_last=False),
    )
    times: dict[ComputePlan, float] = {}
    hopeless: set[ComputePlan] = set()
    started = time.perf_counter()
    for plan in ways * 2:
        task.raise_if_stopped()
        if time.perf_counter() - started > _BUDGET_S:
            break
        try:
            best_s = min(times.values(), default=math.inf)
            if plan not in times and _is_hopeless(plan, model=model, cells=cells, best_s=best_s):
                hopeless.add(plan)
            if plan in hopeless:
                continue
            taken = measure(_step(plan, model=copy.deepcopy(model), cells=cells))
        except RuntimeError:
            continue  # this way does not exist here
        times[plan] = min(taken, times.get(plan, taken))
    best = ComputePlan()
    for plan, taken in times.items():
        if taken < times.get(best, float("inf")) * _GAIN:
            best = plan
    return best, times.get(best, 0.0)


def _is_hopeless(plan: ComputePlan, *, model: nn.Module, cells: torch.Tensor, best_s: float) -> bool:
    """Whether a step on an eighth of the cells already takes longer than the best way's whole step.

    A processor without instructions for bf16 emulates it: a whole step of a large network then takes minutes.
    """
    if best_s == math.inf:
        return False
    few = _step(plan, model=copy.deepcopy(model), cells=cells[: max(2, len(cells) // 8)])
    started = time.perf_counter()
    few()
    return time.perf_counter() - started > best_s


def _step(plan: ComputePlan, *, model: nn.Module, cells: torch.Tensor) -> Callable[[], None]:
    net = plan.with_layout(model).train()
    images = cells.contiguous(memory_format=torch.channels_last if plan.channels_last else torch.contiguous_format)

    def step() -> None:
        with plan.context(cells.device):
            logits = net(images)
        logits.float().logsumexp(1).mean().backward()
        net.zero_grad()

    return step


def _seconds(step: Callable[[], None], *, steps: int = 2) -> float:
    """The shortest of some runs, after one that warms up: other programs only ever make it longer."""
    step()
    times = []
    for _ in range(steps):
        started = time.perf_counter()
        step()
        times.append(time.perf_counter() - started)
        if sum(times) > _BUDGET_S / 16:
            break
    return min(times)


def machine() -> str:
    """A name for this machine and its libraries: what was measured elsewhere does not count."""
    facts = [platform.machine(), platform.processor(), torch.backends.cpu.get_cpu_capability(), torch.__version__]
    return hash_json([*facts, worker_threads()])[:16]


def _no_such(spec: TrainSpec, device: torch.device) -> SettingsError:
    return SettingsError(
        Phrase("{device} does not support the precision {precision}.", device=device, precision=spec.precision),
        hint="Set the precision to auto.",
    )
