"""What a message's subject says: its title, and whether it answers another or hands one on."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ANSWER = r"re|aw|sv|antw|ha|отв|ответ|на"
_FORWARD = r"fwd?|wg|tr|пер|пересл"
_PREFIXES = re.compile(rf"(?:(?:{_ANSWER}|{_FORWARD})(?:\[\d{{1,3}}\])?\s?:\s*)+", re.I)
_IS_ANSWER = re.compile(rf"(?:{_ANSWER})\b", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject as it is written, in any of the languages that mail programs speak."""

    written: str

    @property
    def title(self) -> str:
        """The subject without such as "Re:"."""
        prefix = _PREFIXES.match(self.written)
        return self.written[prefix.end() :] if prefix else self.written

    @property
    def is_answer(self) -> bool:
        """Tell whether the message answers another."""
        return self._has_prefix and _IS_ANSWER.match(self.written) is not None

    @property
    def is_forward(self) -> bool:
        """Tell whether the message hands another on."""
        return self._has_prefix and not self.is_answer

    @property
    def _has_prefix(self) -> bool:
        return _PREFIXES.match(self.written) is not None
