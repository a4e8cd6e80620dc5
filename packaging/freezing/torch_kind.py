"""Which build of torch is installed, and whether one for the CPU alone can be had."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
INSTALL = f"python -m pip install --force-reinstall torch torchvision --index-url {CPU_INDEX}"


def installed() -> str:
    """cuda, cpu, or "" where there is no torch. Does not import it."""
    try:
        found = metadata.distribution("torch")
    except metadata.PackageNotFoundError:
        return ""
    needs = " ".join(found.requires or ())
    return "cuda" if "nvidia" in needs or "cuda-" in needs or "+cu" in found.version else "cpu"


def cpu_build_to_be_had() -> bool:
    """Whether the index of PyTorch answers with a build for the CPU. Installs nothing."""
    words = [
        "install",
        "--dry-run",
        "--quiet",
        "--no-deps",
        "--ignore-installed",
        "--retries",
        "0",
        "--timeout",
        "10",
    ]
    asked = [sys.executable, "-m", "pip", *words, "torch", "--index-url", CPU_INDEX]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def check(*, cuda: bool) -> str:
    """A sentence on the torch that the full edition gets. Raises SystemExit where another one is to be installed."""
    kind = installed()
    if not kind:
        raise SystemExit("The full edition needs torch: python -m pip install .")
    if cuda:
        if kind != "cuda":
            raise SystemExit("--cuda: the installed torch computes on the CPU alone.")
        return "torch with CUDA, as asked"
    if kind == "cpu":
        return "torch for the CPU alone"
    if cpu_build_to_be_had():
        raise SystemExit(f"The installed torch brings CUDA. Install the other:\n  {INSTALL}\nor say --cuda.")
    return "torch with CUDA, which is installed: no build for the CPU alone can be had from here"
