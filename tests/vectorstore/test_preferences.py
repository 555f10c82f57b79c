"""What a user has chosen stays chosen, and is nobody else's choice."""

from __future__ import annotations

from vectorstore import Corpus
from vectorstore.preferences import get_preferences, set_preference


def test_the_last_choice_is_kept_until_it_is_taken_off(corpus: Corpus) -> None:
    with corpus.database.write() as connection:
        set_preference(connection, "length", "short")
        set_preference(connection, "theme", "")
        set_preference(connection, "length", "long")
    with corpus.database.write() as connection:
        assert get_preferences(connection) == {"length": "long", "theme": ""}
        for _ in range(2):
            set_preference(connection, "theme", None)
        assert get_preferences(connection) == {"length": "long"}


def test_each_owner_has_ones_own(corpus: Corpus) -> None:
    with corpus.database.write() as connection:
        set_preference(connection, "length", "short")
        set_preference(connection, "length", "long", owner="alice")
        set_preference(connection, "length", None, owner="bob")
        assert get_preferences(connection) == {"length": "short"}
        assert get_preferences(connection, owner="alice") == {"length": "long"}
        assert get_preferences(connection, owner="bob") == {}
