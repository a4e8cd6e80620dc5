"""Measures training in cells per second: the program, the same network on noise on the device, a plain loop.

python benchmarks/throughput.py [--network NAME] [--device cpu|cuda:0] [--cells N] [--batch N] [--rounds N]

- ours: the loop of the program, from crops in memory to the step, with its augmentation and precision;
- synthetic: the same network, optimizer and precision on one batch of noise on the device, which is the upper limit;
- plain: a simple script with PIL files, a DataLoader with worker processes, torchvision's transforms and fp32.

The three alternate, and the best round of each counts, so that other programs slow all of them alike.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.learn.compute.runtime import pick_device, use_worker_threads
from rbc_desk.learn.crops.augment import TURN_DEG
from rbc_desk.learn.crops.batches import CropsInMemory
from rbc_desk.learn.crops.crop_data import CropSet
from rbc_desk.learn.crops.tensors import mean_and_std, to_input
from rbc_desk.learn.fit.compute_plan import TRIAL_FROM_STEPS, ComputePlan, choose_plan
from rbc_desk.learn.fit.loop import Loop
from rbc_desk.learn.fit.losses import make_loss
from rbc_desk.learn.fit.optimise import make_optimizer
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.networks.registry import NETWORKS, build_network

CROP_PX = 224


def crops(n: int) -> CropSet:
    """Crops of a rendered smear. JPEG and PNG take the same time for them as for real ones."""
    pixels = render_smear(seed=0, width=1600, height=1200).pixels
    random = np.random.default_rng(0)
    tops, lefts = random.integers(0, 1200 - CROP_PX, n), random.integers(0, 1600 - CROP_PX, n)
    cut = np.stack([pixels[y : y + CROP_PX, x : x + CROP_PX] for y, x in zip(tops, lefts, strict=True)])
    return CropSet(cut, random.integers(0, 3, n), ("a", "b", "c"))


class Ours:
    def __init__(self, spec: TrainSpec, data: CropSet, device: torch.device, plan: ComputePlan) -> None:
        part = CropsInMemory(to_input(data.pixels, input_px=spec.side_px), data.targets)
        mean, std = mean_and_std(part.images)
        few = CropsInMemory(part.images[: spec.batch_size], part.targets[: spec.batch_size])
        model = build_network(spec.network, n_classes=3)
        self.loop = Loop(
            spec, model=model, device=device, train=part, validation=few, n_classes=3, mean=mean, std=std,
            plan=plan,
        )  # fmt: skip
        self.n = len(data)

    def round(self) -> float:
        """Cells per second over the steps of an epoch, without validation."""
        loop = self.loop
        loop.model.train()
        order = loop._order(loop.epoch)
        shown = torch.from_numpy(order.indices).to(loop.train.device)
        started = time.perf_counter()
        for begin, end in loop._batches(self.n):
            loop._step(shown[begin:end], copies=None, total=loop.batches_per_epoch)
        float(loop.loss_sum)  # waits for the device
        taken = time.perf_counter() - started
        loop.batch = 0
        return self.n / taken


class Synthetic:
    def __init__(self, spec: TrainSpec, data: CropSet, device: torch.device, plan: ComputePlan) -> None:
        self.plan, self.device = plan, device
        self.model = plan.with_layout(build_network(spec.network, n_classes=3).to(device)).train()
        self.step = torch.compile(self.model) if plan.compiled else self.model
        self.optimizer = make_optimizer(spec, model=self.model, on_imagenet=False)
        self.scaler = torch.amp.GradScaler(device.type, enabled=plan.precision == "fp16")
        self.loss = make_loss(spec.loss, params=dict(spec.loss_params), counts=data.counts)
        layout = torch.channels_last if plan.channels_last else torch.contiguous_format
        side = spec.side_px
        self.images = torch.randn(spec.batch_size, 3, side, side, device=device).contiguous(memory_format=layout)
        self.targets = torch.from_numpy(data.targets[: spec.batch_size]).to(device)
        self.steps = max(1, len(data) // spec.batch_size)

    def round(self) -> float:
        started = time.perf_counter()
        for _ in range(self.steps):
            with self.plan.context(self.device):
                logits = self.step(self.images)
            loss = self.loss(logits.float(), self.targets)
            self.optimizer.zero_grad(set_to_none=True)
            self.scaler.scale(loss).backward()
            self.scaler.step(self.optimizer)
            self.scaler.update()
        float(loss.detach())
        return self.steps * len(self.images) / (time.perf_counter() - started)


class Files(torch.utils.data.Dataset):
    def __init__(self, folder: Path, data: CropSet, side: int) -> None:
        from torchvision import transforms

        self.paths = [folder / f"{i}.png" for i in range(len(data))]
        for path, pixels in zip(self.paths, data.pixels, strict=True):
            Image.fromarray(pixels).save(path)
        self.targets = data.targets
        self.transform = transforms.Compose([
            transforms.Resize(side),
            transforms.RandomHorizontalFlip(),
            transforms.RandomVerticalFlip(),
            transforms.RandomRotation(TURN_DEG),
            transforms.ColorJitter(0.1, 0.1, 0.1),
            transforms.ToTensor(),
            transforms.Normalize((0.5,) * 3, (0.2,) * 3),
        ])  # fmt: skip

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        return self.transform(Image.open(self.paths[index]).convert("RGB")), int(self.targets[index])


class Plain:
    def __init__(self, spec: TrainSpec, data: CropSet, device: torch.device, folder: Path, workers: int) -> None:
        self.device, self.threads = device, os.cpu_count() or 1
        self.model = build_network(spec.network, n_classes=3).to(device).train()
        self.optimizer = torch.optim.Adam(self.model.parameters(), spec.learning_rate)
        self.loader = torch.utils.data.DataLoader(
            Files(folder, data, spec.side_px), batch_size=spec.batch_size, shuffle=True, num_workers=workers,
            pin_memory=device.type == "cuda", drop_last=True,
        )  # fmt: skip

    def round(self) -> float:
        torch.set_num_threads(self.threads)  # the default of torch: all cores
        started, seen = time.perf_counter(), 0
        for images, targets in self.loader:
            logits = self.model(images.to(self.device))
            loss = torch.nn.functional.cross_entropy(logits, targets.to(self.device))
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            seen += len(targets)
            loss.item()
        taken = time.perf_counter() - started
        use_worker_threads()
        return seen / taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", default="rbc_small", choices=NETWORKS.names)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--cells", type=int, default=0, help="an epoch's cells (0: 640, on a graphics card 4096)")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2, help="worker processes of the plain loop")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    use_worker_threads()
    device = pick_device(given.device)
    data = crops(given.cells or (640 if device.type == "cpu" else 4096))
    spec = TrainSpec(network=given.network, batch_size=given.batch, device=given.device, epochs=100)
    steps = max(TRIAL_FROM_STEPS, spec.epochs * len(data) // spec.batch_size)
    model = build_network(spec.network, n_classes=3)
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "computing.json"
        plan = choose_plan(spec, model=model, device=device, steps=steps, remembered=notes)
        ways = {
            "ours": Ours(spec, data, device, plan),
            "synthetic": Synthetic(spec, data, device, plan),
            "plain": Plain(spec, data, device, Path(folder), given.workers),
        }
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(given.rounds + 1):
            for name, way in ways.items():
                rate = way.round()
                if number:  # the first round warms up
                    rates[name].append(rate)
    best = {name: max(own) for name, own in rates.items()}
    where = torch.cuda.get_device_name(device) if device.type == "cuda" else str(device)
    figures = {
        "network": spec.network, "device": where,
        "threads": torch.get_num_threads(), "computing": plan.summary, "cells_per_s": best,
        "ours_to_synthetic": best["ours"] / best["synthetic"], "ours_to_plain": best["ours"] / best["plain"],
    }  # fmt: skip
    if given.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{spec.network}, {spec.side_px} px, batches of {spec.batch_size}, {figures['device']}, {plan.summary}")
    for name, rate in best.items():
        print(f"{name:<10}{rate:>10.1f} cells/s")
    print(f"ours / synthetic {figures['ours_to_synthetic']:.2f}   ours / plain {figures['ours_to_plain']:.2f}")


if __name__ == "__main__":
    main()
