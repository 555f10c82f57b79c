"""What files of office programs say about themselves: which titles and authors can be believed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from ingest.dates import possible_day
from ingest.encoding import tidy

_LONGEST = 300
_NEAR_THE_TOP = 12
"""Lines or paragraphs among which a title is looked for, so that it is not said twice."""
_NO_TITLE = re.compile(
    r"""(?:
        (?:un)?titled?(?:[\s_-]*\d*) | no\ title | \(?(?:anonymous|unspecified|none|null)\)?
      | (?:microsoft\ )?(?:word|powerpoint|excel|publisher)\b.* | word[\ -]?document
      | (?:new\ )?(?:document|presentation|layout|slide|page|print|draft|report|scan|book|doc)
        [\s_()-]*\d* | about:blank | (?:https?|file):.* | [a-z]:\\.* | .*[/\\][^\s]*\.\w{2,5}
      | \d{1,2}(?:\.\d{1,2})*[.)]\s.*
      | (?:\d{1,2}\s)?(?:(?:executive\ )?summary|introduction|abstract|(?:table\ of\ )?contents)
      | foreword | preface | безымянный | введение | содержание | без\ имени.*
      | документ\d* | 无标题.* | 文档\d*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r".*\.(?:docx?|rtf|odt|pdf|p65|pmd|indd?|qxd|qxp|tex|dvi|e?ps|html?|pptx?|xlsx?|txt|md|cdr|ai)",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "admin administrator administrateur author anonymous unknown owner user users username guest "
    "root default test none null n/a pc hp dell lenovo asus acer samsung sony toshiba apple home "
    "office laptop computer desktop workstation client customer me name staff editor webmaster "
    "scanner автор пользователь админ администратор 用户 作者".split()
) | {
    "windows user",
    "microsoft office user",
    "office user",
    "your name",
    "author name",
    "(unspecified)",
}
_SOFTWARE = re.compile(
    r"\b(?:microsoft|adobe|acrobat|indesign|latex|pdftex|libreoffice|openoffice|ghostscript|"
    r"python-docx|reportlab|pandoc|wkhtmltopdf|quark\w*|pscript\S*|canva|google docs|abbyy)\b",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


def title_of(written: object, file_name: str = "") -> str | None:
    """Return a title that a file states, unless a program made it up or it is a file's name."""
    title = shown_title_of(written)
    if title is None or _FILE_NAME.fullmatch(title):
        return None
    letters = sum(character.isalpha() for character in title)
    if letters < 0.4 * len(title.replace(" ", "")):
        return None
    if " " not in title:
        # One word is a title (Turkmenistan); a name with marks or numbers in it is a file's.
        is_name = bool(re.search(r"[_\d]|-.*-", title)) or len(title) > 30
        if title.isascii() and (is_name or title == PurePath(file_name).stem):
            return None
    return title


def shown_title_of(written: object) -> str | None:
    """Return a title that a document shows, unless it is none of a document."""
    title = _words(written)
    if title is None or _NO_TITLE.fullmatch(title):
        return None
    return title if sum(map(str.isalpha, title)) >= 3 else None


def author_of(written: object) -> str | None:
    """Return an author that a file states, unless that is an account, a machine or a program."""
    author = _words(written)
    if author is None or author.casefold().strip("()") in _NOBODY or _SOFTWARE.search(author):
        return None
    if not any(character.isalpha() for character in author):
        return None
    if " " not in author and (
        "@" in author
        or re.search(r"[_\d\\]", author)
        or author == author.lower()
        or "-PC" in author
    ):
        return None
    return author


def day_of(written: object) -> date | None:
    """Return the day that an ISO date names; None for no whole date, and for none that can be."""
    text = written.strip() if isinstance(written, str) else ""
    try:
        return possible_day(date.fromisoformat(text[:10]))
    except ValueError:
        return None


def said_at(texts: Sequence[str], title: str) -> range:
    """Return which of a document's first texts say its title; an empty range for none."""
    wanted = _letters(title)
    for begin in range(min(_NEAR_THE_TOP, len(texts))):
        said = ""
        for end in range(begin, len(texts)):
            said += _letters(texts[end])
            if said == wanted:
                return range(begin, end + 1)
            if not wanted.startswith(said):
                break
    return range(0)


def language_of(written: object) -> str | None:
    """Return a language's code as a file states it, such as en-GB."""
    text = str(written).strip() if isinstance(written, str) else ""
    return text.replace("_", "-") if _LANGUAGE.fullmatch(text[:40]) else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _words(written: object) -> str | None:
    if not isinstance(written, str):
        return None
    words = " ".join(tidy(written[: 4 * _LONGEST]).split())
    return words if 0 < len(words) <= _LONGEST else None
