"""Entry point of Alembic: runs on the connection that `migrate` provides."""

from __future__ import annotations

from alembic import context

from rbc_desk.store.schema.entities import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
    on_version_apply=context.config.attributes["on_version_apply"],
)
context.run_migrations()
