"""Final models learn from all labels, and carry the figures of a tested one; crops with surroundings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import torch

from rbc_desk.core.errors import SettingsError
from rbc_desk.learn.bundles.bundle import load_bundle, load_weights
from rbc_desk.learn.bundles.card import TEST
from rbc_desk.learn.networks.registry import build_network
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.models import classification, evaluation
from rbc_desk.services.models.quality import bundle_warnings
from rbc_desk.services.project.project import Project
from rbc_desk.services.training import training
from tests.commands import run_command
from tests.unit.services.training.test_training import project, spec, weights_here

__all__ = ["project", "weights_here"]


def test_a_final_model_learns_from_all_labels_and_carries_the_figures_of_the_tested_one(
    project: Project, tmp_path: Path
) -> None:
    tested = training.train(project, spec=spec(), split_by="cell", output=tmp_path / "tested")
    evaluation.evaluate_model(project, model_id=tested.model_id)
    figures = load_bundle(tmp_path / "tested").metrics[TEST]
    final = training.train(
        project, spec=spec(), split_by="cell", final_of=tmp_path / "tested", output=tmp_path / "final"
    )
    n = len(snapshots.labelled_cells(project))
    counts = final.snapshot.counts
    assert sum(counts["test"].values()) == 0
    assert sum(counts["train"].values()) >= 0.9 * n
    assert load_bundle(tmp_path / "final").metrics[TEST] == figures
    card = (tmp_path / "final" / "CARD.md").read_text("utf-8")
    assert "was trained on all labels, so it was not tested" in card
    assert "Final model, seed 0: no test part" in card
    assert f"{figures['n_cells']} cells of" in card
    assert "test part has no cells" not in bundle_warnings(tmp_path / "final")


def test_a_final_model_is_refused_for_other_settings_and_for_a_model_that_was_not_tested(
    project: Project, tmp_path: Path
) -> None:
    training.train(project, spec=spec(epochs=1), split_by="cell", output=tmp_path / "tested")
    with pytest.raises(SettingsError, match="other settings: epochs"):
        training.train(project, spec=spec(epochs=2), final_of=tmp_path / "tested", output=tmp_path / "final")
    with pytest.raises(SettingsError, match="not evaluated"):
        training.train(project, spec=spec(epochs=1), final_of=tmp_path / "tested", output=tmp_path / "final")
    assert not (tmp_path / "final").exists()


@pytest.mark.nightly
def test_on_the_command_line_final_takes_the_settings_of_its_bundle(project: Project, tmp_path: Path) -> None:
    tested = training.train(project, spec=spec(epochs=1), split_by="cell", output=tmp_path / "tested")
    evaluation.evaluate_model(project, model_id=tested.model_id)
    folder = project.folder
    project.close()
    common = ("train", "-p", folder, "-o", tmp_path / "final", "--split", "cell", "--final", tmp_path / "tested")
    refused = run_command(*common, "--set", "epochs=3", cwd=tmp_path)
    assert (refused.returncode, "--final uses the settings" in refused.stderr) == (2, True)
    done = run_command(*common, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert load_bundle(tmp_path / "final").spec["epochs"] == 1


def test_crops_with_surroundings_take_the_labelled_smears_width_as_reference(
    project: Project, tmp_path: Path
) -> None:
    model = training.train(project, spec=spec(recipe="context", epochs=1), split_by="cell", output=tmp_path / "model")
    assert load_bundle(model.folder).crop_recipe["reference_px"] == 28.0
    (smear_id, *_) = {item.smear_id for item in snapshots.labelled_cells(project)}
    classification.classify_smear(project, smear_id=smear_id, model_id=model.model_id)
    told = Counter(cell.prediction is not None for cell in classification.labelling.cells(project, smear_id=smear_id))
    assert told == {True: 12}


def test_frozen_stages_keep_their_pretrained_weights(project: Project, tmp_path: Path, weights_here: None) -> None:
    settings = {"network": "mobilenet_v3_small", "pretrained": True, "frozen_stages": 4, "epochs": 2}
    training.train(project, spec=spec(**settings), split_by="cell", output=tmp_path / "model")
    before = build_network("mobilenet_v3_small", n_classes=2, pretrained=True).state_dict()
    after = load_weights(tmp_path / "model")
    same = {name for name, tensor in after.items() if torch.equal(tensor, before[name])}
    assert {name for name in after if name.startswith(("features.0.", "features.3."))} <= same
    assert not any(name.startswith("features.9.") and name.endswith("weight") for name in same)
