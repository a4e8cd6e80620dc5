"""The settings of a training as one frozen, validated value, for forms, TOML files and run rows."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from rbc_desk.core.registry import Params
from rbc_desk.learn.fit.losses import LOSSES
from rbc_desk.learn.fit.sampling import SAMPLERS
from rbc_desk.learn.networks.registry import NETWORKS


class TrainSpec(Params):
    """The settings of one training.

    Raises pydantic's ValidationError for a value out of range, UnknownNameError for a network, loss or sampler that
    is not registered, SettingsError for a parameter that the loss does not have.
    """

    mode: Literal["full", "quick"] = Field(
        "full",
        title="Mode",
        description="full: trains the whole network; quick: trains only the last layer on features of an "
        "ImageNet network.",
    )
    network: str = Field("rbc_small", title="Network", description="The network to train.")
    labels: Literal["own_first", "own", "majority", "consensus", "soft"] = Field(
        "own_first",
        title="Labels",
        description="own_first: yours, and on other cells those of the other readers where they agree; own: yours "
        "alone; majority: the class that most readers gave; consensus: the class that all gave, or that was decided; "
        "soft: the classes of all, each by the share of readers who gave it (quick: the most common one).",
    )
    loss: str = Field("focal", title="Loss", description="The function that training minimizes.")
    loss_params: dict[str, float | str | list[float]] = Field(
        default_factory=dict, title="Loss settings", description="Settings of the loss, such as gamma and alpha."
    )
    sampler: str = Field("none", title="Sampling", description="How class imbalance is corrected in each epoch.")
    augment: bool = Field(
        True,
        title="Augmentation",
        description="Flip, rotate and slightly recolour each cell at random in every epoch.",
    )
    shift: float = Field(
        0.0,
        ge=0,
        le=0.25,
        title="Shift",
        description="With augmentation, move each crop at random by up to this share of its width, for circles that "
        "are off-centre; 0: off.",
    )
    recipe: Literal["standard", "paper", "context"] = Field(
        "standard",
        title="Crops",
        description="standard: with a margin around the cell; paper: enlarged so that a typical cell fills the crop; "
        "context: with the surroundings of the cell.",
    )
    epochs: int = Field(40, ge=1, le=1000, title="Epochs", description="Number of passes over all cells.")
    batch_size: int = Field(
        32, ge=2, le=1024, title="Batch size", description="Cells per step. Smaller batches need less memory."
    )
    learning_rate: float = Field(
        1e-3, gt=0, le=1, title="Learning rate", description="The (highest) learning rate of the optimizer."
    )
    schedule: Literal["cosine", "constant"] = Field(
        "cosine",
        title="Schedule",
        description="cosine: warms up, then falls to nearly zero; constant: as in the paper.",
    )
    optimizer: Literal["adamw", "adam"] = Field(
        "adamw", title="Optimizer", description="adamw, or adam as in the paper; they differ only in weight decay."
    )
    weight_decay: float = Field(
        0.0, ge=0, le=1, title="Weight decay", description="How strongly large weights are penalized."
    )
    backbone_rate: float = Field(
        0.1,
        gt=0,
        le=1,
        title="Backbone learning rate",
        description="Learning rate of the pretrained layers, as a share of that of the last layer.",
    )
    frozen_stages: int = Field(
        0,
        ge=0,
        le=100,
        title="Frozen stages",
        description="Number of the network's first stages that keep their pretrained weights. Faster, and helps with "
        "few cells.",
    )
    norm_momentum: float = Field(
        0.0,
        ge=0,
        le=1,
        title="Batch norm momentum",
        description="How fast the statistics of batch normalization follow; 0: the network's default.",
    )
    patience: int = Field(
        0, ge=0, le=1000, title="Patience", description="Stop after this many epochs without improvement; 0: never."
    )
    ema: float = Field(
        0.0,
        ge=0,
        lt=1,
        title="Weight averaging",
        description="Decay of the moving average of the weights, such as 0.99; 0: off.",
    )
    mixup: float = Field(
        0.0,
        ge=0,
        le=4,
        title="Mixup",
        description="Blend pairs of cells and their labels to reduce overfitting, such as 0.2; 0: off.",
    )
    clip_norm: float = Field(
        0.0, ge=0, le=1000, title="Gradient clipping", description="Maximum norm of the gradient; 0: off."
    )
    tta: bool = Field(
        False,
        title="Test-time augmentation",
        description="Average the predictions over eight flipped and rotated views of each cell. Slower, slightly "
        "more accurate.",
    )
    input_px: int | None = Field(
        None,
        ge=32,
        le=512,
        title="Input size",
        description="Side of the network's input in pixels. Leave empty for its default.",
    )
    pretrained: bool = Field(
        False, title="Pretrained weights", description="Start from weights learned on ImageNet (downloaded once)."
    )
    start: Literal["imagenet", "starter"] = Field(
        "imagenet",
        title="Start",
        description="Where pretrained weights come from: ImageNet, or the starter model if it is the same network.",
    )
    precision: Literal["auto", "fp32", "bf16", "fp16"] = Field(
        "auto", title="Precision", description="auto: the fastest on this machine; fp32: full precision."
    )
    compiling: Literal["auto", "on", "off"] = Field(
        "auto",
        title="Compile",
        description="Compile the network before training. Worthwhile for long trainings on a GPU.",
    )
    device: str = Field("auto", title="Device", description="Device for computing: auto, cpu, cuda:0, ...")
    seed: int = Field(0, ge=0, lt=2**31, title="Seed", description="The same seed gives the same training on a CPU.")

    @model_validator(mode="before")
    @classmethod
    def _without_nothing(cls, values: Any) -> Any:
        """TOML has no null: an empty string for `input_px` means the network's own."""
        if isinstance(values, dict) and values.get("input_px") == "":
            return {**values, "input_px": None}
        return values

    @model_validator(mode="after")
    def _known(self) -> TrainSpec:
        NETWORKS[self.network]
        SAMPLERS[self.sampler]
        LOSSES[self.loss].checked(dict(self.loss_params))
        return self

    @property
    def on_imagenet(self) -> bool:
        """Whether the network starts from ImageNet weights."""
        return self.pretrained or self.mode == "quick"

    @property
    def side_px(self) -> int:
        """The side of the network's input in pixels."""
        return self.input_px or NETWORKS[self.network].make().input_px
