"""Scores on a question file: retrieval, answers, citations and abstention."""

from assistant.evaluation.citations import CitationScore, judge_citations, supports
from assistant.evaluation.questions import Case, conversation, read_cases
from assistant.evaluation.relevance import DocumentNames
from assistant.evaluation.retrieval import measure, rank_documents
from assistant.evaluation.scores import Evaluation, Parts, evaluate
from assistant.evaluation.significance import Comparison, paired_bootstrap

__all__ = [
    "Case",
    "CitationScore",
    "Comparison",
    "DocumentNames",
    "Evaluation",
    "Parts",
    "conversation",
    "evaluate",
    "judge_citations",
    "measure",
    "paired_bootstrap",
    "rank_documents",
    "read_cases",
    "supports",
]
