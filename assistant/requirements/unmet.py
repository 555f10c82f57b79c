"""Which requirements of a question a sentence does not meet, in the context it stands in."""

from __future__ import annotations

from datetime import date

from assistant.evidence import Candidate
from assistant.requirements.answers import gives
from assistant.requirements.naming import is_named
from assistant.requirements.ordinals import contradicts, ordinals
from assistant.requirements.periods import Period, around, periods
from assistant.requirements.question import requirements
from assistant.requirements.requirement import Need, Requirement
from assistant.requirements.scene import Scene
from assistant.requirements.topic import is_about, others_of_sort
from vectorstore.text.figures import figures, states


def unmet(
    question: str,
    candidate: Candidate,
    *,
    passage: str = "",
    published: date | None = None,
    proper: frozenset[str] = frozenset(),
) -> tuple[Requirement, ...]:
    """Return what `question` requires and the sentence of `candidate` does not give.

    What it does not say itself its context may: the sentence before, the title, the text of its
    `passage`, and when the article was `published`. `proper` is as in `requirements`.
    """
    needs = requirements(question, proper)
    scene = Scene(
        question,
        needs,
        candidate.text,
        candidate.before,
        candidate.after,
        candidate.title,
        passage,
        published,
    )
    return tuple(one for one in needs if not _is_met(one, scene))


def is_stated(one: Requirement, text: str) -> bool:
    """Tell whether `text` has what the question names: the name, the date or the figure."""
    if one.kind is Need.NAME:
        return is_named(one.text, text)
    if one.kind is Need.DATE:
        asked = _period(one.text, one.text)
        if asked is not None:
            return any(found.meets(asked) for found in periods(text, year=asked.first.year))
    if one.kind is Need.FIGURE:
        return _has_figure(one.text, text)
    return one.text.casefold() in text.casefold() or _states(text, one.text)


def instead(one: Requirement, text: str) -> tuple[str, ...]:
    """Return what `text` has of the sort of a name or a date that is asked for, and is not it."""
    if one.kind is Need.NAME:
        return others_of_sort(one.text, text)
    if one.kind is Need.DATE:
        years = (str(found.value)[:4] for found in figures(text) if found.kind in ("date", "year"))
        return tuple(
            dict.fromkeys(year for year in years if year.isdigit() and year not in one.text)
        )
    return ()


def _is_met(one: Requirement, scene: Scene) -> bool:
    if one.kind is Need.NAME:
        return is_about(one.text, scene)
    if one.kind is Need.DATE:
        return _is_of_date(one.text, scene)
    if one.kind is Need.FIGURE:
        return any(_has_figure(one.text, text) for text in (scene.sentence, *scene.context))
    if one.kind is Need.ORDINAL:
        return not _counts_otherwise(one.text, scene)
    return gives(one.kind, scene.sentence, scene.question, scene.before)


def _is_of_date(asked: str, scene: Scene) -> bool:
    """Tell whether the sentence is of the time asked about, or of none and its context is.

    A date in brackets is beside the point, and any other may be the answer where a date is asked.
    """
    wanted = _period(asked, scene.question)
    if wanted is None:
        return any(_states(text, asked) for text in (scene.sentence, *scene.context))
    year = wanted.first.year
    stated = periods(scene.sentence, scene.published, year)
    if any(one.meets(wanted) for one in stated):
        return True
    if scene.asked is not Need.TIME and not all(one.aside for one in stated):
        return False
    found = [one for text in scene.context for one in periods(text, scene.published, year)]
    if scene.published is not None:
        found.append(around(scene.published))
    return any(one.meets(wanted) for one in found)


def _period(asked: str, question: str) -> Period | None:
    """Return the period that `asked` is in `question`, None for a day of no year."""
    place = question.find(asked)
    return next((one for one in periods(question) if one.span.start == place), None)


def _states(text: str, asked: str) -> bool:
    wanted = figures(asked)
    return bool(wanted) and all(states(figures(text), one) for one in wanted)


def _has_figure(asked: str, text: str) -> bool:
    """Tell whether `text` has the number, whatever it counts there."""
    values = {one.value for one in figures(asked)}
    return values <= {one.value for one in figures(text)} or asked in text


def _counts_otherwise(asked: str, scene: Scene) -> bool:
    """Tell whether the sentence speaks of another of those that the ordinal counts."""
    place = scene.question.find(asked)
    one = next((o for o in ordinals(scene.question) if o.span.start == place), None)
    return one is not None and contradicts(scene.sentence, one)
