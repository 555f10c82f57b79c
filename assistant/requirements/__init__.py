"""The checks that a score cannot make: are the names, dates and the kind of answer those asked?"""

from assistant.requirements.question import requirements
from assistant.requirements.requirement import Need, Requirement
from assistant.requirements.unmet import instead, is_stated, unmet

__all__ = ["Need", "Requirement", "instead", "is_stated", "requirements", "unmet"]
