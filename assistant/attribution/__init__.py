"""Who says a sentence, and whether it is fact, plan or opinion; a pure function of the text."""

from assistant.attribution.attribution import Attribution, attribution, attribution_at
from assistant.attribution.kinds import Kind
from assistant.attribution.speakers import in_mid_sentence

__all__ = ["Attribution", "Kind", "attribution", "attribution_at", "in_mid_sentence"]
