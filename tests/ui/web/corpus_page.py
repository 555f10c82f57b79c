"""The page Corpus as its tests see and use it."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from tests.ui.web.conftest import given, tell
from ui.web.workspace import Workspace

SECONDS = 30.0
BRIDGE, FERRY = "A bridge for two towns", "The last ferry of the Lune"
TOWER = b"# The tower of Lune\n\nThe tower of the town is 40 metres high."
PICTURE = b"\x89PNG\r\n\x1a\n\0"


def titles(app: AppTest) -> list[str]:
    """Return the titles of the lines that the table shows."""
    return [row["title"] for row in given(app, "articles")["rows"]]


def wish(app: AppTest, act: str, **told: object) -> AppTest:
    """Do something in the table."""
    return tell(app, "articles", "wish", {"act": act, **told})


def id_of(app: AppTest, title: str) -> str:
    rows = given(app, "articles")["rows"]
    return next(str(row["id"]) for row in rows if row["title"] == title)


def upload(app: AppTest, **files: bytes) -> AppTest:
    """Choose files, given by name with __ for the dot, as a browser sends them."""
    sent = [(name.replace("__", "."), content, "text/plain") for name, content in files.items()]
    return app.file_uploader[0].set_value(sent).run()


def settled(app: AppTest, space: Workspace) -> AppTest:
    """Wait for the runs in hand, and draw the page as it is then."""
    for job in space.ingests.jobs():
        assert job.wait(SECONDS)
    return app.run()


def runs(app: AppTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = given(app, "runs")["runs"]
    return found


def lines(app: AppTest) -> list[tuple[str, str, str]]:
    return [(line["name"], line["text"], line["hint"]) for line in runs(app)[0]["lines"]]
