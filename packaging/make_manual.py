"""Builds the manual that the program shows with F1, from docs/ into resources/manual (English and Thai).

python -m pip install ".[docs]"
python packaging/make_manual.py

A wheel is built with it. Beside the site there is a page for each page of the window, which leads to its section.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "resources" / "manual"
SECTIONS = {
    "start": "start",
    "specimens": "specimens",
    "smears": "smears",
    "label": "label",
    "train": "train",
    "evaluate": "evaluate",
    "classify": "classify",
    "protocol": "experiments",
    "project": "project",
    "agreement": "agreement",
    "settings": "shortcuts-history-and-settings",
}
"""The section of the manual about each page of the window."""
_MANUALS = {"en": "manual.html", "th": "th/manual.html"}
# A file that leads on, because Windows drops the section from the address of a file.
_LEAD = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={url}"><a href="{url}">{url}</a>'
)


def main() -> int:
    build(SITE)
    return 0


def build(site: Path) -> Path:
    """Build the site into a folder, which is replaced; returns it. Raises CalledProcessError."""
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([*command, "--config-file", str(ROOT / "mkdocs.yml")], check=True, cwd=ROOT, env=quiet)
    (site / "help").mkdir()
    for page, section in SECTIONS.items():
        for language, manual in _MANUALS.items():
            lead = _LEAD.format(url=f"../{manual}#{section}")
            (site / "help" / f"{page}.{language}.html").write_text(lead, "utf-8")
    for path in [*site.rglob("*.map"), *site.glob("sitemap.xml*")]:  # for servers and for who changes the theme
        path.unlink()
    return site


if __name__ == "__main__":
    sys.exit(main())
