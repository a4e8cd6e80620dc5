"""Importing models from elsewhere: which are accepted and which are not."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from rbc_desk.core.errors import BundleError
from rbc_desk.learn.bundles.bundle import load_bundle, load_weights, save_bundle
from rbc_desk.services.models import evaluation, import_bundle
from rbc_desk.services.project.project import create_project

MODEL = Path(__file__).resolve().parents[4] / "models" / "sample"


@pytest.fixture
def project(tmp_path: Path):
    project = create_project(tmp_path / "project", class_set="paper", reader="Ann")
    yield project
    project.close()


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def content(folder: Path = MODEL) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_and_a_zip_of_one_become_models_with_names_of_their_own(project, tmp_path: Path) -> None:
    first = import_bundle.import_model(project, MODEL, name="Größe 1/2")
    archive = zipped(tmp_path / "model.zip", {f"inside/{name}": data for name, data in content().items()})
    second = import_bundle.import_model(project, archive)
    models = {model.id: model for model in evaluation.models(project)}
    assert models[first].name == "Größe 1/2"
    assert models[second].name == "model"
    assert sorted(p.name for p in project.models_folder.iterdir()) == ["Größe-1-2", "model"]
    assert sorted(p.name for p in (project.models_folder / "model").iterdir()) == sorted(content())


def test_nothing_but_the_three_files_is_copied_wherever_a_zip_wants_it(project, tmp_path: Path) -> None:
    files = content() | {"../../evil.py": b"x", "/tmp/evil.py": b"x", "evil.pkl": b"x", "..\\evil.bat": b"x"}
    import_bundle.import_model(project, zipped(tmp_path / "model.zip", files))
    assert sorted(p.name for p in (project.models_folder / "model").iterdir()) == sorted(content())
    assert not list(tmp_path.rglob("evil*"))


def faulty(tmp_path: Path, kind: str) -> Path:
    files = content()
    words = json.loads(files["bundle.json"])
    if kind == "two models":
        return zipped(tmp_path / "m.zip", {f"{d}/{n}": b for d in "ab" for n, b in files.items()})
    if kind == "no zip":
        (tmp_path / "m.zip").write_bytes(b"PK but not really")
        return tmp_path / "m.zip"
    if kind == "a bomb":
        return zipped(tmp_path / "m.zip", files | {"bundle.json": b" " * (50 * 2**20)})
    if kind == "another network":
        words["network"] = "resnet50"
    if kind == "a tiny input":
        words["input_px"] = 1
    if kind == "a strange temperature":
        words["temperature"] = 1e-320
    if kind == "a strange recipe":
        words["crop_recipe"] = {"size_px": 10**9}
    folder = tmp_path / "m"
    shutil.copytree(MODEL, folder)
    (folder / "bundle.json").write_text(json.dumps(words))
    if kind.startswith("weights"):
        weights = load_weights(folder)
        for name, tensor in weights.items():
            if tensor.is_floating_point():
                weights[name] = tensor * (float("nan") if "no number" in kind else 1e30)
        save_bundle(folder, bundle=load_bundle(folder), weights=weights)
    if kind == "no weights":
        (folder / "weights.safetensors").unlink()
    if kind == "a link":
        shutil.copy(folder / "weights.safetensors", tmp_path / "w")
        (folder / "weights.safetensors").unlink()
        (folder / "weights.safetensors").symlink_to(tmp_path / "w")
    return folder


@pytest.mark.parametrize(
    "kind",
    [
        "two models",
        "no zip",
        "a bomb",
        "another network",
        "a tiny input",
        "a strange temperature",
        "a strange recipe",
        "no weights",
        "a link",
        "weights of no number",
        "weights beyond all measure",
    ],
)
def test_what_is_no_sound_model_leaves_nothing_behind(project, tmp_path: Path, kind: str) -> None:
    source = faulty(tmp_path, kind)
    with pytest.raises(BundleError) as caught:
        import_bundle.import_model(project, source)
    assert caught.value.hint
    assert ".taking-in" not in str(caught.value)  # a folder that nobody has seen, and that is gone
    assert str(source) in str(caught.value) or kind not in ("another network", "no weights", "a link")
    assert evaluation.models(project) == ()
    assert not project.models_folder.exists() or list(project.models_folder.iterdir()) == []
