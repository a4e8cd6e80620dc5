"""Selects the fastest number format, memory layout and compilation for a network on this machine.

On a CPU the choice must be measured: half precision halves the time of one network and triples that of another. A few
steps of each combination are timed, and the result is stored by machine and network together with the measured speed.
If a later training starts at another speed, the machine was busy during one of the measurements, and all are
repeated.
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
from rbc_desk.core.files.hashing import hash_json
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.compute.remembered import recall, remember
from rbc_desk.learn.compute.runtime import training_threads, worker_threads
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.settings.paths import computing_file

TRIAL_FROM_STEPS = 300
"""The shortest training, in steps, for which a trial saves time."""
_BUDGET_S = 20.0
_CELLS = 16
_GAIN = 0.95
"""A plan with rounding is used only if it takes at most this share of the plain plan's time."""
_SAME_PACE = 1.5
"""A stored plan is valid if the time of a step differs by at most this factor in either direction."""
COMPILE_FROM_STEPS = 3000
Measure = Callable[[Callable[[], None]], float]
"""Returns the seconds that a step takes."""
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
    """Choose the plan for a training of `steps` steps.

    `remembered`: the file of earlier results. `measure` returns the seconds that a step takes (None: by the clock).
    Raises SettingsError for a precision that the device does not support, CancelledError.
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
    """The stored plan if steps still take as long; None if a new trial is needed."""
    step_s = (known or {}).get("step_s")
    if known is None or not isinstance(step_s, float) or step_s <= 0:
        return None
    plan = ComputePlan(str(known.get("precision")), channels_last=bool(known.get("channels_last")))
    try:
        taken = measure(_step(plan, model=copy.deepcopy(model), cells=_noise(spec)))
    except RuntimeError:
        return None  # this machine does not support the plan
    return plan if step_s / _SAME_PACE <= taken <= step_s * _SAME_PACE else None


def compiled(model: nn.Module, *, net: nn.Module, plan: ComputePlan, cells: torch.Tensor) -> nn.Module:
    """`model` compiled and tested on `cells`; itself without a compiler. `net`, inside it, is unchanged."""
    before = copy.deepcopy(net.state_dict())
    made: nn.Module = torch.compile(model)  # type: ignore[assignment]
    try:
        made.train()
        with plan.context(cells.device):
            logits = made(cells)
        logits.float().logsumexp(1).mean().backward()
    except Exception:  # border: compilers fail in many ways, none of which may prevent a training
        made = model
    finally:
        net.zero_grad(set_to_none=True)
        net.load_state_dict(before)
    return made


def _on_a_card(spec: TrainSpec, *, device: torch.device, steps: int) -> ComputePlan:
    """Half precision and channels last; compiled if the training is long enough and there is a compiler."""
    torch.backends.cudnn.benchmark = True  # nearly all batches have one size, so the search pays off
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
    """The fastest of fp32 and bf16 with channels last and first, and the seconds of its step.

    A copy of the model is timed on random cells, alternating twice, so that other programs slow all plans alike.
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
            continue  # this machine does not support the plan
        times[plan] = min(taken, times.get(plan, taken))
    best = ComputePlan()
    for plan, taken in times.items():
        if taken < times.get(best, float("inf")) * _GAIN:
            best = plan
    return best, times.get(best, 0.0)


def _is_hopeless(plan: ComputePlan, *, model: nn.Module, cells: torch.Tensor, best_s: float) -> bool:
    """Whether a step on an eighth of the cells already takes longer than a whole step of the best plan.

    A CPU without bf16 instructions emulates them, and a whole step of a large network then takes minutes.
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
    """The shortest of several runs after a warm-up, because other programs can only slow a run down."""
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
    """The name of this machine and its libraries, because results of others do not apply."""
    facts = [platform.machine(), platform.processor(), torch.backends.cpu.get_cpu_capability(), torch.__version__]
    return hash_json([*facts, worker_threads()])[:16]


def _no_such(spec: TrainSpec, device: torch.device) -> SettingsError:
    return SettingsError(
        Phrase("{device} does not support the precision {precision}.", device=device, precision=spec.precision),
        hint="Set the precision to auto.",
    )
