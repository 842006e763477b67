"""Alembic's way in: the connection is handed over by storage/migrate.py."""

from alembic import context
from sqlmodel import SQLModel

import storage.every_table  # noqa: F401

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
