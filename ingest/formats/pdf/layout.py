"""How a PDF is set: the size of its body, how far its lines are apart, where its columns end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf.order import Line

_USUAL_LEADING = 1.2
_SAME_SIZE = 0.08


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """Return the size in which most of the text is set."""
    weights: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            weights[round(line.size * 2) / 2] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


class Layout:
    """What is usual in one document: the size of its text and how far lines are apart."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self.body_size = body_size(pages)
        ratios: dict[float, Counter[float]] = defaultdict(Counter)
        for lines in pages:
            for above, below in pairwise(lines):
                gap = above.y - below.y
                if same_size(above, below) and 0.8 < gap / above.size < 3:
                    ratios[round(above.size)][round(gap / above.size, 2)] += 1
        self._leadings = {
            size: _usual(counts) for size, counts in ratios.items() if counts.total() >= 5
        }

    def leading(self, line: Line) -> float:
        """Return the usual distance from a line of this size to the next, in points."""
        usual = self._leadings.get(round(self.body_size), _USUAL_LEADING)
        return self._leadings.get(round(line.size), usual) * line.size


def _usual(counts: Counter[float]) -> float:
    """Return the commonest ratio; of two that are about as common, the smaller one."""
    most = max(counts.values())
    return min(ratio for ratio, count in counts.items() if count >= 0.5 * most)


@dataclass(slots=True)
class Column:
    """Lines that stand below one another, with their edges."""

    lines: list[Line]
    left: float
    right: float

    def right_near(self, place: int) -> float:
        """Return the right edge of the lines about one, as text that flows about a picture has."""
        return max(line.x1 for line in self.lines[max(0, place - 3) : place + 4])


def columns(lines: Sequence[Line]) -> list[Column]:
    """Return the lines in columns: where writing goes back up, another one begins."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.y <= runs[-1][-1].y + 0.5 * line.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [Column(run, _left_edge(run), max(line.x1 for line in run)) for run in runs]


def _left_edge(lines: Sequence[Line]) -> float:
    edges = Counter(round(line.x0) for line in lines)
    common = max(edges.values())
    return float(
        min(edge for edge, count in edges.items() if count >= max(2, common / 4) or common == 1)
    )


def same_size(line: Line, other: Line) -> bool:
    """Tell whether two lines are set in the same size."""
    return abs(line.size - other.size) <= _SAME_SIZE * max(line.size, other.size)
