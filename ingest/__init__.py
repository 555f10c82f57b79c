"""From files and folders to the corpus."""

from ingest.background import BackgroundIngest, Job
from ingest.pipeline import Progress, Report, ingest
from ingest.reindex import reindex
from ingest.sample_corpus import sample_folder
from ingest.uploads import Uploads

__all__ = [
    "BackgroundIngest",
    "Job",
    "Progress",
    "Report",
    "Uploads",
    "ingest",
    "reindex",
    "sample_folder",
]
