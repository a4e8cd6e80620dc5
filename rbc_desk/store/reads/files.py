"""The hashes of the smears' files and images."""

from __future__ import annotations

from sqlalchemy import select

from rbc_desk.store.reads.source import Source
from rbc_desk.store.rows import FileHashes
from rbc_desk.store.schema.tables import SmearRow


def file_hashes(source: Source) -> tuple[FileHashes, ...]:
    """The hashes of each smear that is not removed, in order of import."""
    smear = SmearRow
    query = select(
        smear.id, smear.sha256, smear.source_sha256, smear.pixels_sha256,
        smear.width, smear.height, smear.typical_diameter_px,
    ).where(~smear.removed).order_by(smear.id)  # fmt: skip
    with source.reading() as connection:
        return tuple(FileHashes(*row) for row in connection.execute(query))
