"""All that rules can find wrong with a claim, held against evidence."""

from __future__ import annotations

from assistant.verification.binding import bound
from assistant.verification.bounds import bounded
from assistant.verification.evidence import Evidence
from assistant.verification.faults import Fault
from assistant.verification.hedges import hedged
from assistant.verification.neighbours import displaced
from assistant.verification.polarity import polar
from assistant.verification.roles import directed
from assistant.verification.stated import stated
from assistant.verification.statements import Statement
from assistant.verification.substitution import substituted


def faults(claim: Statement, evidence: Evidence) -> tuple[Fault, ...]:
    """Return why the evidence does not support the claim, each reason once; () if rules find none.

    What is not stated at all is told alone: where a figure is missing, who it belongs to is idle.
    """
    lacking = missing(claim, evidence)
    if lacking:
        return lacking
    checks = (bound, displaced, bounded, polar, directed, hedged, substituted)
    return tuple(dict.fromkeys(fault for check in checks for fault in check(claim, evidence)))


def missing(claim: Statement, evidence: Evidence) -> tuple[Fault, ...]:
    """Return what the claim states and the evidence has nowhere."""
    return tuple(dict.fromkeys(stated(claim, evidence)))
