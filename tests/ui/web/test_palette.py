"""Every text can be read: its contrast is 4.5:1 at least, that of signs and lines of focus 3:1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit import config

from ui.web import palette

THEMES = {"light": palette.LIGHT, "dark": palette.DARK}
HUES = ("red", "orange", "yellow", "green", "blue", "violet", "gray")
ON_ACCENT = {"light": "#ffffff", "dark": "#0e1518"}
"""What is written on the accent: in the dark theme, page.css has it in ink."""

_TEXT, _SIGN = 4.5, 3.0


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, share: float, ground: str) -> str:
    """Return the colour that `colour` makes over `ground` with this opacity."""
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(
        f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs
    )


def grounds(theme: dict[str, Any]) -> list[str]:
    """Return what texts stand on: the page, fields and cards, the bar at the left."""
    names = (
        "backgroundColor",
        "secondaryBackgroundColor",
        "sidebar.backgroundColor",
        "sidebar.secondaryBackgroundColor",
    )
    return [theme[name] for name in names]


def pairs(name: str) -> Iterator[tuple[str, str, float]]:
    """Yield each colour with what it stands on, and the contrast that it must have there."""
    theme = THEMES[name]
    page, accent = theme["backgroundColor"], theme["primaryColor"]
    for ground in grounds(theme):
        yield theme["textColor"], ground, _TEXT
        yield mixed(theme["textColor"], 0.6, ground), ground, _TEXT  # captions, placeholders
        yield theme["linkColor"], ground, _TEXT
        yield accent, ground, _TEXT
        for hue in HUES:
            yield theme[f"{hue}TextColor"], ground, _TEXT
    for hue in HUES:
        yield theme[f"{hue}TextColor"], theme[f"{hue}BackgroundColor"], _TEXT
        yield theme[f"{hue}Color"], page, _SIGN
    for ground in (page, theme["sidebar.backgroundColor"]):  # what is chosen among several
        yield accent, mixed(accent, 0.12, ground), _TEXT
    yield ON_ACCENT[name], accent, _TEXT
    yield "#ffffff", accent, _SIGN  # the tick in a box
    yield theme["codeTextColor"], theme["codeBackgroundColor"], _TEXT
    yield theme["dataframeHeaderTextColor"], theme["dataframeHeaderBackgroundColor"], _TEXT
    for colour in theme["chartCategoricalColors"]:
        yield colour, page, _SIGN


@pytest.mark.parametrize("name", THEMES)
def test_contrasts_are_high_enough(name: str) -> None:
    low = {
        f"{colour} on {ground}": round(contrast(colour, ground), 2)
        for colour, ground, least in pairs(name)
        if contrast(colour, ground) < least
    }
    assert low == {}


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_both_themes_have_the_same_colours() -> None:
    assert palette.LIGHT.keys() == palette.DARK.keys()


@pytest.mark.parametrize("option", palette.THEME)
def test_streamlit_knows_every_option(option: str) -> None:
    assert option in config.get_config_options()


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_scale_has_the_ten_steps_that_streamlit_takes(theme: dict[str, Any]) -> None:
    steps = [luminance(colour) for colour in theme["chartSequentialColors"]]
    assert len(steps) == 10
    assert steps in (sorted(steps), sorted(steps, reverse=True))


def test_colours_are_written_in_full() -> None:
    for value in (*palette.LIGHT.values(), *palette.DARK.values()):
        for colour in [value] if isinstance(value, str) else value:
            assert re.fullmatch("#[0-9a-f]{6}", colour)
