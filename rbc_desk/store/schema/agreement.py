"""The tables of what compares readers."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from rbc_desk.store.schema.base import FALSE, Base, once, unique_where


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


class ControlCellRow(Base):
    """A cell of known class, mixed into the reviews of readers. Append-only, at most one not removed per cell."""

    __tablename__ = "control_cell"
    __table_args__ = (once("control_cell", "cell_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    cell_id: Mapped[int] = mapped_column(ForeignKey("cell.id"))
    code: Mapped[str]
    reader: Mapped[str]
    created_at: Mapped[str]
    removed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)


class CheckAnswerRow(Base):
    """A reader's answer to a hidden repeat or a control cell ("" for no red cell), at most one not removed of each.

    `expected`: of a repeat, the reader's label at that time; a control cell has its own class.
    """

    __tablename__ = "check_answer"
    __table_args__ = (unique_where("uq_check_answer_shown", "cell_id", "reader", condition="NOT removed"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    cell_id: Mapped[int] = mapped_column(ForeignKey("cell.id"))
    reader: Mapped[str]
    kind: Mapped[str]
    expected: Mapped[str]
    code: Mapped[str]
    created_at: Mapped[str]
    removed: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
