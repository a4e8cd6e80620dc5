"""torch's optimizers without torch's compiler."""

from __future__ import annotations

import inspect
from typing import TypeVar

import torch

_Optimizer = TypeVar("_Optimizer", bound=torch.optim.Optimizer)
_KEPT_FROM_THE_COMPILER = ("add_param_group", "zero_grad", "state_dict", "load_state_dict")


def uncompiled(kind: type[_Optimizer]) -> type[_Optimizer]:
    """The same optimizer, for networks that are never compiled.

    torch's own imports the compiler at its start, only to keep it from compiling some methods: that takes as long as
    to import torch itself. https://github.com/pytorch/pytorch/blob/main/torch/_compile.py
    """
    plain = {name: inspect.unwrap(getattr(kind, name)) for name in _KEPT_FROM_THE_COMPILER}
    plain["step"] = torch.no_grad()(inspect.unwrap(kind.step))
    return type(kind.__name__, (kind,), plain)
