"""What a user has chosen: short texts by name. Rows of the catalogue alone."""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, insert, select

from vectorstore.owners import LOCAL
from vectorstore.schema import preferences


def get_preferences(connection: Connection, *, owner: str = LOCAL) -> dict[str, str]:
    """Return what was chosen, by name."""
    query = select(preferences.c.name, preferences.c.value).where(preferences.c.owner == owner)
    return {row.name: row.value for row in connection.execute(query)}


def set_preference(
    connection: Connection, name: str, value: str | None, *, owner: str = LOCAL
) -> None:
    """Keep a choice in the place of the one before; None takes it off."""
    same = and_(preferences.c.owner == owner, preferences.c.name == name)
    connection.execute(delete(preferences).where(same))
    if value is not None:
        connection.execute(insert(preferences).values(owner=owner, name=name, value=value))
