"""The sidebar's list of conversations, and what can be done with them there."""

from ui.web.conversations.component import show_conversations
from ui.web.conversations.shelf import Listed, Shelf, Wish
from ui.web.conversations.wishes import heed, look

__all__ = ["Listed", "Shelf", "Wish", "heed", "look", "show_conversations"]
