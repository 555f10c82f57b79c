"""The catalogue's schema, version by version.

`HEAD` is the version that this release reads and writes. Comparing it with what the database says
costs one query; Alembic is imported only where they differ.
"""

HEAD = "0004"
