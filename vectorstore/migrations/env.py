"""Alembic's entry point: run the migrations on the connection that the caller passes in."""

from alembic import context

from vectorstore.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
