"""The pages, and the way from one to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from streamlit.navigation.page import Page


class Name(StrEnum):
    """A page, by what its address ends in; the first page of the app is at its root."""

    ASK = "ask"
    PASSAGES = "passages"
    REPORT = "report"
    CORPUS = "corpus"
    DOCUMENT = "document"
    SETTINGS = "settings"


_SHOWN = {
    Name.ASK: ("Ask", ":material/forum:", "Ask a question and check every sentence of the answer."),
    Name.PASSAGES: ("Passages", ":material/manage_search:", "Search the articles' own words."),
    Name.REPORT: ("Report", ":material/assignment:", "Quotes and answers collected for a report."),
    Name.CORPUS: ("Corpus", ":material/library_books:", "The articles: add, find, take out."),
    Name.DOCUMENT: ("Document", ":material/description:", "One article, whole."),
    Name.SETTINGS: ("Settings", ":material/tune:", "Language model, answers, appearance, health."),
}


def pages(draw: Mapping[Name, Callable[[], None]] | None = None) -> dict[Name, Page]:
    """Return the pages, in the order of the menu; `draw` says how each is drawn.

    Without it they can be linked and turned to, not run: Streamlit knows a page by its address.
    """
    return {
        name: st.Page(
            _named(draw[name] if draw else _nothing, name),
            title=title,
            icon=icon,
            url_path=name.value,
            default=name is Name.ASK,
            visibility="hidden" if name is Name.DOCUMENT else "visible",
            help=told,
        )
        for name, (title, icon, told) in _SHOWN.items()
    }


def title(name: Name) -> str:
    """Return what a page is called."""
    return _SHOWN[name][0]


def entitle(title: str | None) -> None:
    """Give the browser's tab a title; None where nothing is open that has one."""
    st.set_page_config(f"{title} \N{MIDDLE DOT} Caravan" if title else "Caravan")


def turn_to(name: Name, parameters: Mapping[str, str] | None = None) -> NoReturn:
    """Leave the page for another, whose address then has `parameters`."""
    st.switch_page(pages()[name], query_params=parameters or {})


def read_address() -> dict[str, str]:
    """Return the parameters of the address that this run of the page was asked for with.

    `st.query_params` is one for all runs in a browser tab, and a run that is being ended may still
    set it to an address of its own under the run that takes its place.
    """
    run = get_script_run_ctx()
    return dict(parse_qsl(run.query_string, keep_blank_values=True)) if run is not None else {}


def is_turning_back() -> bool:
    """Tell whether this run follows the visitor back or forward in the browser's history."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def write_address(wanted: Mapping[str, str]) -> None:
    """Make the page's address say what is open."""
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def _named(draw: Callable[[], None], name: Name) -> Callable[[], None]:
    def page() -> None:
        draw()

    page.__name__ = name.value
    return page


def _nothing() -> None:
    """Draw nothing."""
