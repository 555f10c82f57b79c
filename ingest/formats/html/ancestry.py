"""What holds for an element because of what lies in it, or of what it lies in, in linear time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from lxml.html import HtmlElement

T = TypeVar("T")


def summed(
    root: HtmlElement, own: Mapping[HtmlElement, T], add: Callable[[T, T], T]
) -> dict[HtmlElement, T]:
    """Return for each element what it and all that lies in it have together."""
    sums = dict(own)
    for element in reversed(list(root.iter())):
        found, parent = sums.get(element), element.getparent()
        if found is not None and element is not root and parent is not None:
            sums[parent] = add(sums[parent], found) if parent in sums else found
    return sums


class Within:
    """Tells whether an element lies in, or is, one for which something is true."""

    def __init__(self, is_one: Callable[[HtmlElement], bool]) -> None:
        self._is_one = is_one
        self.known: dict[HtmlElement, bool] = {}

    def __call__(self, element: HtmlElement) -> bool:
        """Tell it, and remember it for all elements around."""
        path = []
        around = element
        while around is not None and around not in self.known:
            path.append(around)
            around = around.getparent()
        answer = around is not None and self.known[around]
        for each in reversed(path):
            answer = answer or self._is_one(each)
            self.known[each] = answer
        return answer
