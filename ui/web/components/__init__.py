"""Components of our own, drawn by the browser from text nodes alone."""

from ui.web.components.definition import define
from ui.web.components.download import Download

__all__ = ["Download", "define"]
