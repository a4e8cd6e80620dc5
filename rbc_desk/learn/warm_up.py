"""Prepares torch for the first training ahead of time."""

from __future__ import annotations

from rbc_desk.core.editions import has_torch
from rbc_desk.learn.compute.runtime import use_worker_threads
from rbc_desk.learn.networks.registry import build_network


def warm_up() -> None:
    """Import and run what the first training needs, so that the window stays smooth. Call it in a job.

    The first optimizer alone imports much of torch while it holds the interpreter. Does nothing in the light edition.
    """
    if not has_torch():
        return
    import sklearn.metrics  # noqa: F401 (the import is the point)
    import torch

    from rbc_desk.learn.compute.optimizers import uncompiled
    from rbc_desk.learn.fit import train  # noqa: F401 (the import is the point)

    use_worker_threads()
    with torch.random.fork_rng(devices=[]):
        network = build_network("rbc_small", n_classes=2)
        optimizer = uncompiled(torch.optim.AdamW)(network.parameters())
        network(torch.zeros(2, 3, 32, 32)).sum().backward()
        optimizer.step()
