"""What a line of page furniture is, whatever format it comes in.

Furniture is what stands around an article and says nothing of its own: navigation, cookie notices,
share bars, newsletter boxes, bylines' boilerplate. A line is furniture only as a whole, so that a
sentence about cookies or newsletters stays a sentence; where a line can be either, it is kept.
"""

from ingest.furniture.bylines import is_byline, is_credited
from ingest.furniture.headings import announces_articles, opens_furniture, opens_replies
from ingest.furniture.lines import is_furniture, may_be_furniture, without_furniture

__all__ = [
    "announces_articles",
    "is_byline",
    "is_credited",
    "is_furniture",
    "may_be_furniture",
    "opens_furniture",
    "opens_replies",
    "without_furniture",
]
