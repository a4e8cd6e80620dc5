"""The settings of a training as one frozen, validated value, for forms, TOML files and run rows."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from rbc_desk.core.registry import Params
from rbc_desk.learn.fit.losses import LOSSES
from rbc_desk.learn.fit.sampling import SAMPLERS
from rbc_desk.learn.networks.registry import NETWORKS


class TrainSpec(Params):
    """The settings of one training. Raises pydantic's ValidationError for a value out of range, UnknownNameError
    for a network, loss or sampler that is not registered, SettingsError for a parameter the loss does not take.
    """

    mode: Literal["full", "quick"] = Field(
        "full",
        title="Mode",
        description="full: the whole network learns; quick: only its last layer, on what an ImageNet network sees.",
    )
    network: str = Field("rbc_small", title="Network", description="Which network learns the classes.")
    loss: str = Field("focal", title="Loss", description="What the network is corrected by.")
    loss_params: dict[str, float | str | list[float]] = Field(
        default_factory=dict, title="Loss settings", description="The loss's own settings, such as gamma and alpha."
    )
    sampler: str = Field("none", title="Sampling", description="How rare classes are evened out in an epoch.")
    augment: bool = Field(
        True, title="Augment", description="Show each cell flipped, turned and slightly recoloured, anew each epoch."
    )
    recipe: Literal["standard", "paper"] = Field(
        "standard",
        title="Crops",
        description="standard: with room around the cell; paper: enlarged until the typical cell fills the picture.",
    )
    epochs: int = Field(40, ge=1, le=1000, title="Epochs", description="How often every cell is shown.")
    batch_size: int = Field(
        32, ge=2, le=1024, title="Batch size", description="Cells a step; fewer need less memory."
    )
    learning_rate: float = Field(
        1e-3, gt=0, le=1, title="Learning rate", description="The (highest) step size of the Adam optimizer."
    )
    schedule: Literal["cosine", "constant"] = Field(
        "cosine",
        title="Schedule",
        description="cosine: warms up, then falls to nearly nothing; constant: as in the paper.",
    )
    optimizer: Literal["adamw", "adam"] = Field(
        "adamw", title="Optimizer", description="adamw, or adam as in the paper; they differ in weight decay alone."
    )
    weight_decay: float = Field(
        0.0, ge=0, le=1, title="Weight decay", description="How strongly weights are kept small."
    )
    backbone_rate: float = Field(
        0.1,
        gt=0,
        le=1,
        title="Backbone rate",
        description="Share of the learning rate for layers that come from ImageNet; the last layer gets all.",
    )
    patience: int = Field(
        0, ge=0, le=1000, title="Patience", description="End after so many epochs that were no better; 0: never."
    )
    ema: float = Field(
        0.0,
        ge=0,
        lt=1,
        title="Averaging",
        description="Keep a running average of the weights, such as 0.99: steadier; 0: the weights themselves.",
    )
    mixup: float = Field(
        0.0,
        ge=0,
        le=4,
        title="Mixup",
        description="Blend pairs of cells and their labels, such as 0.2: against learning by heart; 0: never.",
    )
    clip_norm: float = Field(
        0.0, ge=0, le=1000, title="Gradient clipping", description="The longest gradient a step may follow; 0: any."
    )
    tta: bool = Field(
        False,
        title="Eight views",
        description="Classify each cell as seen from eight sides and take the mean: slower, a little surer.",
    )
    input_px: int | None = Field(
        None, ge=32, le=512, title="Input size", description="Side of the network's input in pixels; empty: its own."
    )
    pretrained: bool = Field(
        False, title="Pretrained", description="Start from weights learned on ImageNet (downloaded once)."
    )
    precision: Literal["auto", "fp32", "bf16", "fp16"] = Field(
        "auto", title="Precision", description="auto: what is fastest on this machine; fp32: exact to the last digit."
    )
    compiling: Literal["auto", "on", "off"] = Field(
        "auto", title="Compile", description="Compile the network before training: pays on graphics cards, if long."
    )
    device: str = Field("auto", title="Device", description="Where to compute: auto, cpu, cuda:0, ...")
    seed: int = Field(
        0, ge=0, lt=2**31, title="Seed", description="The same seed gives the same training on a processor."
    )

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
