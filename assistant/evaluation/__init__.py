"""Scores on a question file: retrieval, answers, citations and abstention."""

from assistant.evaluation.against import Against, Compared, Earlier, read_earlier
from assistant.evaluation.citations import CitationScore, judge_citations, supports
from assistant.evaluation.questions import Case, read_cases
from assistant.evaluation.relevance import DocumentNames
from assistant.evaluation.retrieval import measure, rank_documents
from assistant.evaluation.scores import Evaluation, Parts, evaluate
from assistant.evaluation.significance import Comparison, paired_bootstrap

__all__ = [
    "Against",
    "Case",
    "CitationScore",
    "Compared",
    "Comparison",
    "DocumentNames",
    "Earlier",
    "Evaluation",
    "Parts",
    "evaluate",
    "judge_citations",
    "measure",
    "paired_bootstrap",
    "rank_documents",
    "read_cases",
    "read_earlier",
    "supports",
]
