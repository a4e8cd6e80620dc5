"""Adds cached counts of a smear's cells, with the version of the smear that they were counted at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
passes = ("cell", "cell_label", "cell_label")


def upgrade() -> None:
    op.create_table(
        "smear_version",
        sa.Column("smear_id", sa.Integer(), sa.ForeignKey("smear.id"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("ix_smear_version_version"), "smear_version", ["version"])
    op.create_table(
        "smear_count",
        sa.Column("smear_id", sa.Integer(), sa.ForeignKey("smear.id"), primary_key=True),
        sa.Column("view", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("n_cells", sa.Integer(), nullable=False),
        sa.Column("n_proposed", sa.Integer(), nullable=False),
        sa.Column("n_labelled", sa.Integer(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
    )
    op.create_table(
        "smear_cells",
        sa.Column("smear_id", sa.Integer(), sa.ForeignKey("smear.id"), primary_key=True),
        sa.Column("view", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
    )
    op.drop_index(op.f("ix_cell_smear_id"), "cell")
    op.create_index("ix_cell_of_smear", "cell", ["smear_id", "removed", "state", "verdicts", "x", "y", "r", "score"])
    op.drop_index(op.f("ix_cell_label_cell_id"), "cell_label")
    op.create_index("ix_cell_label_of_cell", "cell_label", ["cell_id", "is_current", "reader", "code", "created_at"])
    op.create_index("ix_cell_label_reader", "cell_label", ["reader"])
