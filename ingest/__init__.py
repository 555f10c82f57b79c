"""From files and folders to the corpus."""

from ingest.pipeline import Progress, Report, ingest
from ingest.reindex import reindex
from ingest.sample_corpus import sample_folder

__all__ = ["Progress", "Report", "ingest", "reindex", "sample_folder"]
