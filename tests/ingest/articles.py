"""Texts for property tests: arbitrary ones, and ones that look like articles."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = (
    "bridge ferry town council river Lune Ana Reis opened signed cost 340 3.5 million $1.2bn "
    "U.S. Dr. e.g. 2025 17 June per cent (draft) “quoted” naïve café Łódź Қазақстан Ташкент "
    "中国 峰会 ﬁve e\u0301lan 👩‍👩‍👧 🇰🇿 x\u0301\u0302 Straße İstanbul ǆ and the of in said"
).split()
_ENDINGS = st.sampled_from([".", ".", ".", "!", "?", "…", ".”", "。", ";", ""])

words = st.sampled_from(_WORDS)


@st.composite
def sentences(draw: st.DrawFn, longest: int = 30) -> str:
    """Draw a sentence of known words, sometimes with commas."""
    chosen = draw(st.lists(words, min_size=1, max_size=longest))
    joined = draw(st.sampled_from([" ", " ", ", "])).join(chosen)
    return joined[:1].upper() + joined[1:] + draw(_ENDINGS)


_paragraphs = st.one_of(
    st.lists(sentences(), min_size=1, max_size=6).map(" ".join),
    st.lists(words, min_size=1, max_size=5).map(" ".join),  # a heading
    st.lists(words, min_size=1, max_size=5).map("\n".join),  # a list
    sentences(longest=400),
)

articles = st.lists(_paragraphs, min_size=1, max_size=8).map("\n\n".join)
"""Texts of headings, lists, paragraphs and sometimes a sentence beyond any limit."""
