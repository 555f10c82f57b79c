"""The limits on publication dates that the words of a question set."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Inferred
from assistant.understanding import limits

TODAY = date(2026, 11, 12)
EVENTS = {
    "the Astana summit": date(2025, 6, 17),
    "the EU summit in Samarkand": date(2025, 4, 4),
    "the Samarkand summit": date(2025, 4, 4),
    "the Moon summit": date(2027, 1, 1),
}

BOTH = {
    "Which articles from June 2025 mention Astana?": ("2025-06-01", "2025-06-30"),
    "What do articles published before May 2025 say about gas?": (None, "2025-04-30"),
    "What was published by 3 June 2025?": (None, "2025-06-03"),
    "What was published after 3 April 2025?": ("2025-04-04", None),
    "What did articles published between March 2025 and May 2025 say?": (
        "2025-03-01",
        "2025-05-31",
    ),
    "news from between 2023 and 2024": ("2023-01-01", "2024-12-31"),
    "news of 2024": ("2024-01-01", "2024-12-31"),
    "news articles from June 2024": ("2024-06-01", "2024-06-30"),
    "press coverage in 2024": ("2024-01-01", "2024-12-31"),
    "2024 news about gas": ("2024-01-01", "2024-12-31"),
    "the 2024 articles about trade": ("2024-01-01", "2024-12-31"),
    "articles from 3 to 15 May 2025": ("2025-05-03", "2025-05-15"),
    "articles from June 2025 onwards": ("2025-06-01", None),
    "articles written since 2024": ("2024-01-01", None),
    "What is in last week's news?": ("2026-11-02", "2026-11-08"),
    "What did articles published last June say?": ("2026-06-01", "2026-06-30"),
    "What are yesterday's headlines?": ("2026-11-11", "2026-11-11"),
    "2024 articles about trade": ("2024-01-01", "2024-12-31"),
    "Summarise the news of 2024.": ("2024-01-01", "2024-12-31"),
    "articles about trade from June 2025": ("2025-06-01", "2025-06-30"),
    "What did newspapers report in 2024 about gas?": ("2024-01-01", "2024-12-31"),
    "articles published in early 2025": ("2025-01-01", "2025-12-31"),
    "articles from 2026": ("2026-01-01", None),  # the year is not over
    "Which articles published before the Samarkand summit mention gas?": (None, "2025-04-03"),
}
SINCE = {
    "What did Tokayev say in 2024?": ("2024-01-01", "in 2024"),
    "What was signed in 2024?": ("2024-01-01", "in 2024"),
    "What happened on 16 June 2025 in Astana?": ("2025-06-16", "on 16 June 2025"),
    "In June 2025, what happened in Astana?": ("2025-06-01", "In June 2025"),
    "Which agreements were signed in June 2025?": ("2025-06-01", "in June 2025"),
    "What did Tokayev announce in Astana in June 2025?": ("2025-06-01", "in June 2025"),
    "What changed between 2020 and 2024?": ("2020-01-01", "between 2020 and 2024"),
    "What happened yesterday?": ("2026-11-11", "yesterday"),
    "What did Tokayev say last week?": ("2026-11-02", "last week"),
    "What happened last June?": ("2026-06-01", "last June"),
    "What was agreed last december?": ("2025-12-01", "last december"),
    "What has been signed this November?": ("2026-11-01", "this November"),
    "What did the EU and Uzbekistan announce last May?": ("2026-05-01", "last May"),
    "What is new this month?": ("2026-11-01", "this month"),
    "What has been signed in the last two weeks?": ("2026-10-29", "in the last two weeks"),
    "What has happened in the past year?": ("2025-11-12", "in the past year"),
    "What summits took place last year?": ("2025-01-01", "last year"),
    "What happened today?": ("2026-11-12", "today"),
    "How has trade changed since 2019?": ("2019-01-01", "since 2019"),
    "What has happened since June 2025?": ("2025-06-01", "since June 2025"),
    "What has changed since the Astana summit?": ("2025-06-17", "since the Astana summit"),
    "Since the Astana summit, what has changed?": ("2025-06-17", "Since the Astana summit"),
    "What has changed in trade since the EU summit in Samarkand?": (
        "2025-04-04",
        "since the EU summit in Samarkand",
    ),
    "What news is there since the Astana summit?": ("2025-06-17", "since the Astana summit"),
}
NOTHING = [
    "What happened this December?",  # it has not begun
    "What did the last march of the protesters change?",
    "How much was trade last June?",
    "How much was trade in 2024?",
    "How much was trade last year?",
    "When is the summit this month?",
    "Who was president last year?",
    "Which summit takes place this week?",
    "How old was he 5 years ago?",
    "What was decided before the war in 2022?",
    "What did leaders decide before the election in 2024?",
    "What was decided until the election in 2024?",
    "What was signed in the second half of 2024?",
    "How many newspapers in 2024 closed?",
    "How high was mobile network coverage in 2024?",
    "2024 coverage of the electricity network",
    "What is reporting in 2024?",
    "What does the 2024 news law say?",
    "How did fake news in 2016 spread?",
    "Who wrote the 2014 articles of association?",
    "What has happened after the 2021 border clashes?",
    "Which articles after the 2021 border clashes mention gas?",
    "What has been signed since the Astana summit in Kazakhstan?",
    "What was China's trade turnover with Central Asia in 2024?",
    "articles about trade in 2024",
    "What did Tokayev say about inflation in 2024?",
    "Which charter was signed earlier in 2002, the SCO's or the CSTO's?",
    "Who signed the treaty in 2022?",
    "What treaty did Tokayev sign in 2022?",
    "Which agreement was signed in the second half of 2024?",
    "Where was the charter signed in June 2002?",
    "How much was exported in the first half of 2024?",
    "How much has China invested since 2013?",
    "Who has led Kazakhstan since 2019?",
    "Has Kazakhstan been independent since 1991?",
    "What happened in 1991?",
    "What will happen in 2026?",
    "What is planned for this year?",
    "What were the targets for 2025?",
    "What did Xi promise to do by 2030?",
    "What happened on 31 June 2025?",
    "What happened in December 2026?",
    "What has happened recently?",
    "Who leads Kazakhstan today?",
    "What did the last session decide?",
    "When did they meet for the last time?",
    "Did the reform last for three years?",
    "What happened in the last year of the war?",
    "What was his last year in office like?",
    "What was agreed more than two years ago?",
    "What did China build in the last three months of 2024?",
    "What happened in June?",
    "What has changed since the 1990s?",
    "What has the EU announced since then?",
    "What has changed since the Tashkent summit?",
    "What has changed since the Moon summit?",
    "How much has been invested since the Astana summit?",
    "Who hosted the summit before the Samarkand summit?",
    "Who presented BBC News in 2012?",
    "What happened 999 years ago?",
    "What was signed before 2024?",
    "articles from June 2027",
    "Что произошло в 2024 году?",
    "",
]


def _limits(question: str) -> tuple[Inferred, ...]:
    return limits(question, TODAY, EVENTS.get)


@pytest.mark.parametrize(("question", "expected"), BOTH.items(), ids=BOTH)
def test_a_question_about_publication_sets_both_limits(
    question: str, expected: tuple[str | None, str | None]
):
    found = {limit.field: limit.value.isoformat() for limit in _limits(question)}
    assert (found.get("since"), found.get("until")) == expected


@pytest.mark.parametrize(("question", "expected"), SINCE.items(), ids=SINCE)
def test_a_question_about_events_sets_the_first_day(question: str, expected: tuple[str, str]):
    value, words = expected
    assert _limits(question) == (Inferred("since", date.fromisoformat(value), words),)


@pytest.mark.parametrize("question", NOTHING)
def test_any_other_question_sets_nothing(question: str):
    assert _limits(question) == ()


def test_events_are_not_looked_up_where_they_would_set_nothing():
    def day_of(event: str) -> date:
        raise AssertionError(event)

    assert limits("How much was invested since the Astana summit?", TODAY, day_of) == ()


_PIECES = st.sampled_from(
    """
    What happened changed since the last year June 31 2025 and between from to articles published
    news in before after Astana summit of , ? ago two weeks three past this today - 999 May 2024
    """.split()
)


@given(
    st.lists(_PIECES, max_size=40).map(" ".join) | st.text(max_size=300),
    st.dates(date(1996, 1, 1), date(2100, 1, 1)),
)
def test_limits_are_in_the_past_in_order_and_quoted(question: str, today: date):
    found = limits(question, today, lambda event: date(2025, 6, 17))
    assert [limit.field for limit in found] in ([], ["since"], ["until"], ["since", "until"])
    assert all(limit.value <= today and limit.words in question for limit in found)
    assert [limit.value for limit in found] == sorted(limit.value for limit in found)
