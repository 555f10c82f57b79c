"""How the articles lie in time, and who published them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import streamlit as st

from ui.output import counted, printable_name
from ui.web.components import define
from ui.web.corpus.library import Library
from ui.web.palette import DARK, LIGHT
from vectorstore.overview import Entry
from vectorstore.text.dates import MONTHS

_MOST_MONTHS = 48
"""A longer time is shown by years."""
_MOST_PUBLISHERS = 12
_LONGEST_NAME = 40
_show_figures = define(Path(__file__).parent, "figures")


def draw(found: Library) -> None:
    """Draw the charts, each with its numbers as a table."""
    over_time, unit = count_by_time(found.active)
    undated = sum(entry.published is None for entry in found.active)
    if over_time:
        _draw(f"Articles by {unit} of publication", unit.capitalize(), over_time, is_upright=True)
    if undated:
        verb = "has" if undated == 1 else "have"
        st.caption(f"{counted(undated, 'article')} {verb} no date and cannot be shown here.")
    by_publisher = count_by_publisher(found)
    if by_publisher:
        _draw("Articles by publisher", "Publisher", by_publisher, is_upright=False)


def count_by_time(entries: Sequence[Entry]) -> tuple[list[tuple[str, int]], str]:
    """Return how many articles are of each month or year, and which of the two it is.

    Those between the first and the last in which there are none are among them.
    """
    days = [entry.published for entry in entries if entry.published is not None]
    if not days:
        return [], ""
    first, last = min(days), max(days)
    if _month(last) - _month(first) < _MOST_MONTHS:
        months = Counter(map(_month, days))
        span = range(_month(first), _month(last) + 1)
        return [(f"{MONTHS[at % 12][:3]} {at // 12}", months[at]) for at in span], "month"
    years = Counter(day.year for day in days)
    return [(str(year), years[year]) for year in range(first.year, last.year + 1)], "year"


def count_by_publisher(found: Library) -> list[tuple[str, int]]:
    """Return how many articles there are of the publishers with the most, the others as one."""
    ranked = sorted(found.publishers.items(), key=lambda each: (-each[1], each[0].casefold()))
    told = [(_cut(name), count) for name, count in ranked[:_MOST_PUBLISHERS]]
    others = ranked[_MOST_PUBLISHERS:]
    if others:
        told.append((f"{len(others):,} others", sum(count for _, count in others)))
    unknown = len(found.active) - found.publishers.total()
    return [*told, ("Not known", unknown)] if told and unknown else told


def _draw(title: str, label: str, counts: list[tuple[str, int]], is_upright: bool) -> None:
    """Draw bars in the given order, and beneath them what they show as a table."""
    st.header(title, anchor=False)
    most = max(counts, key=lambda each: each[1])
    st.altair_chart(
        _bars(label, counts, is_upright),
        alt=f"{title}, a bar chart. The most: {most[0]}, {counted(most[1], 'article')}.",
    )
    with st.expander("The numbers as a table"):
        _show_figures(
            key=f"figures-{label}",
            data={"caption": title, "head": [label, "Articles"], "rows": counts},
        )


def _bars(label: str, counts: list[tuple[str, int]], is_upright: bool) -> alt.Chart:
    hint = [alt.Tooltip("name:N", title=label), alt.Tooltip("articles:Q", title="Articles")]
    whole = alt.Axis(tickMinStep=1, format=",d")
    rows = [{"name": name, "articles": count} for name, count in counts]
    size: Any
    if is_upright:
        names = alt.Axis(labelAngle=0, labelOverlap="greedy")
        place: Any = alt.X("name:N", sort=None, title=label, axis=names)
        size, height = alt.Y("articles:Q", title="Articles", axis=whole), 280
    else:
        # What the bars are is the heading; a title here would stand in the way of long names.
        place = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=220))
        size, height = alt.X("articles:Q", title="Articles", axis=whole), 26 * len(rows) + 60
    theme = DARK if st.context.theme.type == "dark" else LIGHT
    bars = alt.Chart({"values": rows}).mark_bar(color=theme["primaryColor"])
    chart: alt.Chart = (
        bars.encode(place, size, tooltip=hint)
        .properties(height=height)
        .configure_axis(labelColor=theme["textColor"], titleColor=theme["textColor"])
    )
    return chart


def _month(day: date) -> int:
    """Return the number of a month, counted through the years."""
    return day.year * 12 + day.month - 1


def _cut(name: str) -> str:
    name = printable_name(name)
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
