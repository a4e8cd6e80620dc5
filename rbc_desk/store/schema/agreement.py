"""The tables of what compares readers."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from rbc_desk.store.schema.base import FALSE, Base, once


class ConsensusRow(Base):
    """The class that a reader decided on where readers disagree, append-only, at most one not removed per cell."""

    __tablename__ = "consensus"
    __table_args__ = (once("consensus", "cell_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    cell_id: Mapped[int] = mapped_column(ForeignKey("cell.id"))
    code: Mapped[str]
    reader: Mapped[str]
    created_at: Mapped[str]
    removed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
