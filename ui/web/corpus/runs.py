"""The component that shows ingest runs: how far each is, and what became of each file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ui.web.components import define
from ui.web.corpus.outcomes import Line
from ui.web.events import heard, told

_draw = define(Path(__file__).parent, "runs")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done with a run."""

    act: str
    label: str
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run as it is drawn.

    `share` is how far it is, from 0 to 1, below 0 where that is not known; None where it is not at
    work. `is_open` says whether its lines are listed, None where they always are. `more` stands
    behind the lines, where not all are shown.
    """

    id: int
    heading: str
    detail: str = ""
    share: float | None = None
    lines: Sequence[Line] = ()
    more: str = ""
    acts: Sequence[Act] = ()
    is_open: bool | None = None


def show_runs(
    runs: Sequence[ShownRun], key: str, on_act: Callable[[str, int], object] | None = None
) -> None:
    """Show runs. `on_act` is called with what is to be done, and the id of the run."""

    def act() -> None:
        wished = told(key, "act")
        if not isinstance(wished, dict) or on_act is None:
            return
        if wished.get("id") in [run.id for run in runs]:
            on_act(str(wished.get("act")), wished["id"])

    result = _draw(key=key, data={"runs": [asdict(run) for run in runs]}, on_act_change=act)
    heard(key, (result.act, act))
