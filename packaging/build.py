"""Makes the program that runs without Python, for the system that this runs on.

    python -m pip install ".[build]"
    python packaging/build.py light --to DIR             # classifies and reports; without torch
    python packaging/build.py full --to DIR [--cuda]     # trains networks too; with CUDA if asked
    python packaging/build.py light --to DIR --only smoke    # one step again: app, smoke, package, archive, sizes

DIR/light/rbc-desk is the program's folder. On Linux DIR/light gets a .deb and a .tar.gz as well; Windows and macOS
make their installers from the folder (packaging/windows, packaging/macos).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import make_manual
from freezing import linux, sizes, smoke, torch_kind
from freezing.freeze import NAME, freeze
from freezing.parts import EDITIONS

STEPS = ("app", "smoke", "package", "archive", "sizes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", choices=tuple(EDITIONS))
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")
    parser.add_argument("--cuda", action="store_true", help="torch with CUDA, in the full edition")
    parser.add_argument("--only", action="append", choices=STEPS)
    options = parser.parse_args()
    edition, steps = EDITIONS[options.edition], options.only or STEPS
    to = options.to.absolute() / edition.name
    folder = to / NAME
    program = folder / (f"{NAME}.exe" if sys.platform == "win32" else NAME)
    if "app" in steps:
        if edition.name == "full":
            say(torch_kind.check(cuda=options.cuda))
        if not make_manual.SITE.is_dir():
            make_manual.build(make_manual.SITE)
        freeze(edition, to=to, work=to / "work")
        say(f"program: {folder}")
    if "smoke" in steps:
        say(smoke.smoke(program, folder=to / "smoke"))
    if sys.platform == "linux" and "package" in steps:
        say(f"package: {linux.deb(edition, folder, to=to)}")
    if sys.platform == "linux" and "archive" in steps:
        say(f"archive: {linux.archive(edition, folder, to=to)}")
    if "sizes" in steps:
        say(sizes.table(folder))
        for file in sorted(to.glob(f"{edition.package}[_-]*.*")):
            say(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
