"""What a search is limited to: a panel to set it, and what is in force as chips."""

from ui.web.filtering.row import draw_filters

__all__ = ["draw_filters"]
