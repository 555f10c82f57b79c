"""A bibliography for BibTeX and BibLaTeX.

Written here, because pybtex's writer keeps the TeX commands of a source and refuses braces that
do not match; read back by pybtex in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ui.reports.report import Report
from ui.reports.works import Work, works

_TEX = {
    "\0": "{}",
    **{special: f"\\{special}" for special in "#$%&_"},
    "\\": r"\textbackslash{}",
    # BibTeX counts braces, escaped or not, so that none may stand alone.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "@": "{@}",  # some readers look for entries wherever a name follows an @
}
_LIGATURE = re.compile("(?<=[-`',?!])(?=[-`',])")
"""Between characters of which TeX would make one: two hyphens, two commas."""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def render(report: Report) -> bytes:
    """Return the documents that the report cites as BibTeX."""
    return "\n".join(map(_entry, works(report))).encode()


def _entry(work: Work) -> str:
    kind = "article" if work.source.publisher else "misc"
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work))
    return f"@{kind}{{{work.key},\n{fields}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    source = work.source
    yield "title", _exact(source.title)
    if source.author:
        yield "author", _exact(source.author)
    if source.publisher:
        yield "journal", f"{{{_escaped(source.publisher)}}}"
    if source.published:
        yield "year", f"{{{source.published.year}}}"
        yield "month", _MONTHS[source.published.month - 1]
        yield "date", f"{{{source.published.isoformat()}}}"
    if source.link:
        yield "url", f"{{{source.link}}}"
    yield "note", f"{{{_escaped(work.note)}}}"


def _exact(text: str) -> str:
    """Return a value that no style puts in other cases, or takes apart into several names."""
    return f"{{{{{_escaped(text)}}}}}"


def _escaped(text: str) -> str:
    return "".join(_TEX.get(one, one) for one in _LIGATURE.sub("\0", text))
