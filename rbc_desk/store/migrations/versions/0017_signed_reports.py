"""Adds the signing keys of readers, and signed reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "reader_key",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("endorsement", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("retired_at", sa.String(), nullable=True),
    )
    _one_where("uq_reader_key_in_use", "reader_key", "reader", "retired_at IS NULL")
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("specimen_id", sa.Integer(), sa.ForeignKey("specimen.id"), nullable=False),
        sa.Column("specimen_code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("amends", sa.Integer(), nullable=True),
        sa.Column("smears", sa.JSON(), nullable=False),
        sa.Column("state_hash", sa.String(), nullable=False),
        sa.Column("seen_as", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("pdf_sha256", sa.String(), nullable=False),
        sa.Column("pdf_name", sa.String(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("signed_at", sa.String(), nullable=False),
        sa.Column("key_id", sa.Integer(), sa.ForeignKey("reader_key.id"), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("model_id", sa.Integer(), sa.ForeignKey("model.id"), nullable=True),
        sa.Column("model_hash", sa.String(), nullable=True),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("reopened_at", sa.String(), nullable=True),
        sa.Column("reopened_by", sa.String(), nullable=True),
        sa.Column("reopened_why", sa.String(), nullable=True),
        sa.UniqueConstraint("specimen_id", "version"),
    )
    op.create_index(op.f("ix_report_pdf_sha256"), "report", ["pdf_sha256"])
    _one_where("uq_report_locking", "report", "specimen_id", "reopened_at IS NULL")


def _one_where(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], unique=True, sqlite_where=where, postgresql_where=where)
