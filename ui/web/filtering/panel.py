"""The panel in which filters are set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import streamlit as st

from ui.web.filtering.address import limit_of
from ui.web.filtering.offered import Offered, language_name
from vectorstore import Filters

_LIMITS: dict[str, Any] = {field.name: field.default for field in fields(Filters)}
_EARLIEST = date(1900, 1, 1)


@dataclass(slots=True)
class Panel:
    """The fields of one row of filters.

    The browser keeps what its fields held, and while they are out of sight it does not hear that
    they are to hold something else. So where the filters are changed otherwise than in the fields,
    other fields take their place, under names with another `generation`.
    """

    key: str
    filters: Filters
    told: Filters
    """What the page was told last; where it says otherwise, that was set elsewhere since."""
    generation: int = 0

    def change(self, filters: Filters) -> None:
        """Let the fields say something else; only before they are drawn."""
        self.filters = filters
        self.generation += 1

    def remove(self, limit: object) -> None:
        """Lift one limit, by its name as a field of `Filters`, or all."""
        if limit == "all":
            self.change(Filters())
        elif isinstance(limit, str) and limit in _LIMITS:
            self.change(replace(self.filters, **{limit: _LIMITS[limit]}))

    def draw(self, offered: Offered) -> Filters:
        """Draw the fields and return what they say."""
        known = self.filters
        since, until, undated = self._draw_dates(offered)
        languages = {code: language_name(code) for code in offered.languages}
        self.filters = Filters(
            since=since,
            until=until,
            undated=undated,
            publisher=self._draw_publisher(offered),
            language=self._draw_choice("Language", "language", known.language, languages),
            document=self._draw_choice("Article", "document", known.document, offered.titles),
            source=limit_of(
                st.text_input("Path or address contains", None, key=self._set("source"))
            ),
        )
        self.told = self.filters
        return self.filters

    def _draw_dates(self, offered: Offered) -> tuple[date | None, date | None, bool]:
        known = (self.filters.since, self.filters.until, offered.first, offered.last)
        days = [day for day in known if day is not None]
        limits: dict[str, Any] = {
            "min_value": min([_EARLIEST, *days]),
            "max_value": max([date.today(), *days]),
            "format": "YYYY-MM-DD",
        }
        with st.container(horizontal=True):
            since = st.date_input("Since", None, key=self._set("since"), **limits)
            until = st.date_input("Until", None, key=self._set("until"), **limits)
        st.caption(offered.dates)
        is_open = since is None and until is None
        key = self._set("undated", False if is_open else None)
        undated = st.checkbox("Also articles without a date", key=key, disabled=is_open)
        return since, until, undated

    def _draw_publisher(self, offered: Offered) -> str | None:
        known = self.filters.publisher
        others = [] if known is None or known in offered.publishers else [known]
        return limit_of(
            st.selectbox(
                "Publisher",
                [*offered.publishers, *others],
                None,
                key=self._set("publisher"),
                accept_new_options=True,
                filter_mode="contains",
                placeholder="Any; choose one, or type part of a name",
            )
        )

    def _draw_choice(
        self, label: str, limit: str, known: str | None, named: Mapping[str, str]
    ) -> str | None:
        """Draw what can be chosen by name; what is known stays, even where it is gone."""
        if known is not None and known not in named:
            named = {**named, known: known}
        return st.selectbox(
            label,
            list(named),
            None,
            key=self._set(limit),
            format_func=lambda value: named.get(value, value),
            filter_mode="contains",
            placeholder="Any",
        )

    def _set(self, limit: str, value: object = None) -> str:
        """Have the field of a limit say what it said, or `value`, and return its name.

        Each time, for the browser may have not shown it yet.
        """
        key = f"{self.key}-{limit}-{self.generation}"
        if value is None:
            value = st.session_state.get(key, getattr(self.filters, limit))
        st.session_state[key] = value
        return key


def panel_of(key: str, filters: Filters) -> Panel:
    """Return the panel of that name, which says `filters`."""
    panel: Panel = st.session_state.setdefault(f"{key}-panel-state", Panel(key, filters, filters))
    if filters != panel.told:
        panel.told = filters
        panel.change(filters)
    return panel
