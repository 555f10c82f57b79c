"""Which day a written date names; what names none for certain stays unknown."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import from_timestamp, left_unknown, parse_date, possible_day

JUNE = date(2025, 6, 17)


@pytest.mark.parametrize(
    "written",
    [
        "2025-06-17",
        "2025-06-17 10:30:00",
        "2025-06-17T10:30:00+05:00",
        "2025-06-17T10:30:00.123Z",
        "2025/06/17",
        "2025.6.17",
        "20250617",
        "20250617T103000Z",
        "17 June 2025",
        "17 Jun 2025",
        "17th of June, 2025",
        "17-Jun-2025",
        "June 17, 2025",
        "Jun. 17 2025 10:30 AM",
        "Tuesday, June 17, 2025 at 10:30",
        "Tue, 17 Jun 2025 10:00:00 +0000",
        "Tue Jun 17 10:00:00 +0000 2025",
        "10:30, 17 June 2025",
        "17 июня 2025",
        "17.06.2025",
        "06/17/2025",
        "  17 \n June\t2025 ",
    ],
)
def test_dates_are_read_as_people_and_machines_write_them(written: str) -> None:
    assert parse_date(written) == JUNE


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("2024-12", "has no day"),
        ("2024", "has no day"),
        ("December 2024", "has no day"),
        ("03/04/2025", "can be two days"),
        ("2024-13-45", "names no day"),
        ("2025-02-30", "names no day"),
        ("0000-00-00", "names no day"),
        ("some day in June", "names no day"),
        ("17 June 2025 – 19 June 2025", "names no day"),
        ("2025-06-17 to 2025-07-01", "names no day"),
        ("17 June 25", "names no day"),
        ("17 Foo 2025", "names no day"),
        ("9999-99-99" * 50, "names no day"),
    ],
)
def test_no_day_is_guessed_and_the_reason_is_said(written: str, problem: str) -> None:
    assert parse_date(written) is None
    said = left_unknown(written)
    assert said.startswith("Its date “")
    assert problem in said
    assert said.endswith("left unknown.")


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("1970-01-01", "lies before 1990"),
        ("31 December 1989", "lies before 1990"),
        ("2199-01-01", "lies in the future"),
    ],
)
def test_a_day_on_which_nothing_found_in_a_file_was_published_says_why(
    written: str, problem: str
) -> None:
    assert possible_day(parse_date(written)) is None
    assert problem in left_unknown(written)


def test_possible_days_go_from_the_year_of_the_web_to_today_wherever_that_is() -> None:
    assert possible_day(None) is None
    assert possible_day(date(1990, 1, 1)) == date(1990, 1, 1)
    now = datetime.now(UTC)
    for zone in (-12, 0, 5, 14):
        today = (now + timedelta(hours=zone)).date()
        assert possible_day(today) == today
    assert possible_day(now.date() + timedelta(days=2)) is None


def test_the_same_number_twice_is_one_day() -> None:
    assert parse_date("04/04/2025") == date(2025, 4, 4)


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        (1750118400, JUNE),
        (1750118400000, JUNE),
        (17, None),
        (-5e9, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_timestamps_are_seconds_or_milliseconds(seconds: float, day: date | None) -> None:
    assert from_timestamp(seconds) == day


@given(st.text("0123456789-/.: TZtjunemay,\u0663", max_size=40))
def test_any_text_is_a_day_or_none(written: str) -> None:
    found = parse_date(written)
    assert found is None or 1000 <= found.year < 3000


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day} {day:%B} {day.year}") == day
