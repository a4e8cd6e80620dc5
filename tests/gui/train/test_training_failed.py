"""A training that failed: why, and what the page Train offers then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rbc_desk.services.training import training
from rbc_desk.ui.train.page import TrainPage
from tests.gui.training_helpers import set_small

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def plug_in(learning_context):
    """A network from a plug-in that answers a batch by `answer(x, logits)`."""
    from rbc_desk.learn.networks.registry import NETWORKS, Network

    made = []

    def register(name, answer):
        from torch import nn

        class Net(nn.Module):
            def __init__(self, n_classes):
                super().__init__()
                self.classifier = nn.Linear(3, n_classes)

            def forward(self, x):
                return answer(x, self.classifier(x.mean((2, 3))))

        @NETWORKS.register(name, title=name, summary="of a plug-in")
        def _make(_params):
            return Network(32, False, lambda n_classes, _pretrained: Net(n_classes))

        made.append(name)

    yield register
    for name in made:
        del NETWORKS._entries[name]


def on_page(context, qtbot, network, *, batch=16):
    page = TrainPage(context)
    qtbot.addWidget(page)
    page.resize(1280, 820)
    page.show()
    set_small(page)
    page.form.network.setCurrentIndex(page.form.network.findData(network))
    page.form.epochs.setValue(2)
    page.form.batch.setValue(batch)
    page.form.split.setCurrentIndex(page.form.split.findData("smear"))
    return page


def test_memory_that_runs_out_asks_on_the_page_and_retries_with_half_the_batch(learning_context, plug_in, qtbot):
    import torch

    def hungry(x, logits):
        if len(x) > 8 and torch.is_grad_enabled():
            raise torch.OutOfMemoryError("CUDA out of memory")
        return logits

    plug_in("hungry", hungry)
    page = on_page(learning_context, qtbot, "hungry")
    with qtbot.waitSignal(learning_context.training.failed, timeout=60_000):
        qtbot.mouseClick(page.train_button, LEFT)
    assert "not enough memory for a batch of 16 cells" in page.offer.text()
    assert page.offer.retry.text() == "Retry with batch size 8"
    with qtbot.waitSignal(learning_context.training.succeeded, timeout=60_000):
        qtbot.mouseClick(page.offer.retry, LEFT)
    assert page.form.batch.value() == 8
    newest, failed = training.runs(learning_context.project)
    assert (newest.spec["batch_size"], failed.cause) == (8, "memory")
    assert not page.offer.isVisible()


def test_numbers_that_are_not_finite_are_told_with_a_lower_learning_rate(learning_context, plug_in, qtbot):
    seen = []

    def breaks(x, logits):
        seen.append(len(x))
        learns = len(seen) > 12 and logits.requires_grad  # the best so far answers as any network does
        return logits * (float("nan") if learns else 1.0)

    plug_in("breaks", breaks)
    page = on_page(learning_context, qtbot, "breaks", batch=4)
    page.form.epochs.setValue(50)
    with qtbot.waitSignal(learning_context.training.failed, timeout=60_000):
        qtbot.mouseClick(page.train_button, LEFT)
    assert "no longer a finite number" in page.offer.text()
    assert page.offer.retry.text() == "Retry with learning rate 0.0001"
    assert not page.offer.resume.isVisible()
    assert page.offer.keep.isVisible()
    with qtbot.waitSignal(learning_context.training.succeeded, timeout=60_000):
        qtbot.mouseClick(page.offer.keep, LEFT)


def test_a_checkpoint_that_cannot_be_written_says_so_and_starts_again_when_there_is_room(
    train_page, learning_context, qtbot
):
    in_the_way = learning_context.project.models_folder / ".run-1"
    in_the_way.parent.mkdir(exist_ok=True)
    in_the_way.write_text("no folder can be made here")
    with qtbot.waitSignal(learning_context.training.failed, timeout=60_000):
        qtbot.mouseClick(train_page.train_button, LEFT)
    assert "Free some disk space" in train_page.offer.text()
    in_the_way.unlink()
    with qtbot.waitSignal(learning_context.training.succeeded, timeout=60_000):
        qtbot.mouseClick(train_page.offer.retry, LEFT)
