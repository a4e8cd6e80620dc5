"""What packs the frozen program: its parts, the package of Debian, the archive, the workflow."""

from __future__ import annotations

import gzip
import os
import plistlib
import shutil
import subprocess
import tarfile
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from freezing import freeze, icons, linux, macos, parts, sizes, smoke
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
LIGHT, FULL = parts.EDITIONS["light"], parts.EDITIONS["full"]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder as PyInstaller makes it, with a program that prints what it was given."""
    folder = tmp_path / "rbc-desk"
    for name in ("PySide6/Qt/plugins/generic/libx.so", "rbc_desk/_resources/translations/rbc_desk_th.ts",
                 "rbc_desk/_resources/translations/rbc_desk_th.qm", "cv2/cv2.abi3.so",
                 "rbc_desk/_models/detectors/red-cells/weights.safetensors"):  # fmt: skip
        path = folder / freeze.LIBRARIES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 1000)
    (folder / freeze.LIBRARIES / "libQt6Gui.so.6").symlink_to("PySide6/Qt/plugins/generic/libx.so")
    (folder / "rbc-desk").write_text('#!/bin/sh\necho "$0: $@"\n')
    (folder / "rbc-desk").chmod(0o755)
    return folder


def test_torch_is_left_out_of_the_light_edition_alone(tmp_path):
    def left_out(edition: parts.Edition) -> set[str]:
        words = freeze.arguments(edition, to=tmp_path, work=tmp_path, models=ROOT / "models")
        return {name for option, name in pairwise(words) if option == "--exclude-module"}

    assert {"torch", "torchvision", "timm", "nvidia"} <= left_out(LIGHT)
    assert not {"torch", "torchvision", "timm", "nvidia", "onnx"} & left_out(FULL)
    assert {"pytest", "PySide6.QtQml"} <= left_out(LIGHT) & left_out(FULL)


def test_what_libraries_of_networks_load_by_path_is_in_the_full_edition_alone(tmp_path):
    torchvision = Path(pytest.importorskip("torchvision").__file__).parent
    wanted = {str(file) for file in torchvision.iterdir() if file.suffix in (".so", ".pyd", ".dll", ".dylib")}

    def added(edition: parts.Edition) -> set[str]:
        words = freeze.arguments(edition, to=tmp_path, work=tmp_path, models=ROOT / "models")
        return {file.split(os.pathsep)[0] for option, file in pairwise(words) if option == "--add-binary"}

    assert wanted
    assert added(FULL) == wanted
    assert not added(LIGHT)


def test_nothing_that_the_program_imports_is_left_out():
    imported = set()
    for path in (ROOT / "rbc_desk").rglob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            words = line.split()
            if words[:1] in (["import"], ["from"]):
                imported.add(words[1])
    wrong = {name for name in imported for out in parts.NEVER if name == out or name.startswith(f"{out}.")}
    # optional, by the extras cluster, czi, nd2, fast and waifu2x
    assert wrong <= {"distributed", "dask.distributed", "pylibCZIrw", "nd2", "openvino", "ncnn"}


def test_what_an_edition_does_not_use_is_removed(program):
    inside = program / freeze.LIBRARIES
    freeze.trim(inside, LIGHT)
    left = {path.relative_to(inside).as_posix() for path in inside.rglob("*") if path.is_file() or path.is_symlink()}
    assert left == {"cv2/cv2.abi3.so", "rbc_desk/_resources/translations/rbc_desk_th.qm"}


def test_sizes_are_told_by_part_and_add_up(program):
    told = dict(sizes.parts(program))
    assert told["OpenCV"] == 1000
    assert told["models and resources"] == 3000
    assert "all" in sizes.table(program)


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="this is no Debian")
def test_the_package_has_a_menu_entry_an_icon_a_type_of_projects_and_the_command(program, tmp_path):
    file = linux.deb(LIGHT, program, to=tmp_path)
    assert file.name.startswith(f"rbc-desk-light_{linux.version()}_")
    fields = dict(
        line.split(": ", 1)
        for line in subprocess.check_output(["dpkg-deb", "-f", file], text=True).splitlines()
        if ": " in line and not line.startswith(" ")
    )
    assert fields["Conflicts"] == "rbc-desk"
    assert "libegl1" in fields["Depends"]
    root = tmp_path / "installed"
    subprocess.run(["dpkg-deb", "-x", file, root], check=True)
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(root / "usr/share/applications/rbc-desk.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Name"] == "RBC Desk Light"
    assert entry["Desktop Entry"]["Exec"] == "rbc-desk %f"
    (kind,) = ET.parse(root / "usr/share/mime/packages/rbc-desk.xml").getroot()
    assert entry["Desktop Entry"]["MimeType"] == f"{kind.get('type')};"
    assert {one.get("pattern") for one in kind if one.tag.endswith("glob")} == {"project.sqlite"}
    assert (root / "usr/share/icons/hicolor/scalable/apps/rbc-desk.svg").is_file()
    assert gzip.decompress((root / "usr/share/man/man1/rbc-desk.1.gz").read_bytes()).startswith(b".TH RBC-DESK 1")
    completed = (root / "usr/share/bash-completion/completions/rbc-desk").read_text("utf-8")
    assert completed.endswith("completion bash\n")
    assert (root / "usr/bin/rbc-desk").resolve() == (root / "usr/lib/rbc-desk-light/rbc-desk").resolve()
    told = subprocess.check_output([root / "usr/bin/rbc-desk", "--version"], text=True)
    assert told.endswith(": --version\n")


@pytest.mark.skipif(os.name == "nt", reason="the archive is for Linux")
def test_the_archive_starts_from_any_folder_and_through_a_link(program, tmp_path):
    file = linux.archive(LIGHT, program, to=tmp_path)
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path / "a b", filter="data")
    (start,) = (tmp_path / "a b").glob("*/start")
    link = tmp_path / "link"
    link.symlink_to(start)
    told = subprocess.check_output([link, "a project"], text=True, cwd="/")
    assert told == f"{start.parent}/rbc-desk/rbc-desk: a project\n"


def test_a_mac_opens_projects_with_the_bundle(tmp_path):
    (tmp_path / "Contents").mkdir()
    (tmp_path / "Contents" / "Info.plist").write_bytes(plistlib.dumps({"CFBundleIconFile": "rbc-desk.icns"}))
    macos.write_info_plist(tmp_path, FULL)
    written = plistlib.loads((tmp_path / "Contents" / "Info.plist").read_bytes())
    assert written["CFBundleIconFile"] == "rbc-desk.icns"
    assert written["CFBundleName"] == "RBC Desk"
    assert "public.folder" in written["CFBundleDocumentTypes"][0]["LSItemContentTypes"]
    entitlements = plistlib.loads((ROOT / "packaging/macos/entitlements.plist").read_bytes())
    assert entitlements["com.apple.security.cs.disable-library-validation"] is True


@pytest.mark.parametrize("ending", ["ico", "icns"])
def test_the_icon_is_drawn_in_the_format_of_the_system(ending, tmp_path, qapp):
    with Image.open(icons.write_icon(tmp_path / f"rbc-desk.{ending}")) as image:
        assert image.width >= 256
        assert len(image.convert("RGB").resize((32, 32)).getcolors(1024)) > 3


def test_the_frozen_program_is_checked_without_python_and_settings_of_this_machine(tmp_path):
    own = smoke.environment(tmp_path)
    assert not {name for name in own if name.startswith(("PYTHON", "RBC_DESK", "VIRTUAL_ENV"))}
    assert own["HOME"] == str(tmp_path)


def test_every_step_of_the_workflow_exists_here():
    import build

    jobs = yaml.safe_load((ROOT / ".github/workflows/build.yml").read_text("utf-8"))["jobs"]
    job = jobs["build"]
    assert set(job["strategy"]["matrix"]["edition"]) == set(parts.EDITIONS)
    assert {name.split("-")[0] for name in job["strategy"]["matrix"]["system"]} == {"ubuntu", "windows", "macos"}
    commands = "\n".join(step["run"] for step in job["steps"] if "run" in step).replace("\\", "/")
    files = {word for word in commands.split() if word.startswith("packaging/")}
    assert {"packaging/build.py", "packaging/try_deb.py", "packaging/windows/installer.iss",
            "packaging/macos/notarise"} <= files  # fmt: skip
    assert all((ROOT / file).is_file() for file in files)
    words = commands.split()
    asked = {after for word, after in pairwise(words) if word == "--only"}
    assert asked == set(build.STEPS)


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_the_scripts_of_the_systems_can_be_parsed():
    for script in ("packaging/macos/notarise", "packaging/linux/start"):
        subprocess.run(["bash", "-n", ROOT / script], check=True)
    installer = (ROOT / "packaging/windows/installer.iss").read_text("utf-8")
    for section in ("[Setup]", "[Files]", "[Icons]", "[Registry]", "[Run]"):
        assert section in installer
