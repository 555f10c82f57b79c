"""A file that the server has made, for the browser to keep where downloads go."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the browser is to save, once: no two have the same `id`."""

    name: str
    media_type: str
    content: bytes
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def as_data(self) -> dict[str, str]:
        """Return what a component hands to `save` of `dom.js`."""
        content = base64.b64encode(self.content).decode("ascii")
        return {
            "id": self.id,
            "name": self.name,
            "media_type": self.media_type,
            "content": content,
        }
