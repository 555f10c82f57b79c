"""No sentence is shown as verified unless what it cites supports it."""

from assistant.verification.places import TextOf
from assistant.verification.trivia import states_nothing
from assistant.verification.verifier import Verifier

__all__ = ["TextOf", "Verifier", "states_nothing"]
