"""From files, folders, archives and addresses to the corpus."""

from ingest.background import BackgroundIngest, Job
from ingest.given import Given
from ingest.options import Options
from ingest.pipeline import ingest
from ingest.reindex import reindex
from ingest.report import Progress, Report
from ingest.sample_corpus import sample_folder
from ingest.settings import IngestSettings
from ingest.uploads import Uploads
from ingest.watching import watch

__all__ = [
    "BackgroundIngest",
    "Given",
    "IngestSettings",
    "Job",
    "Options",
    "Progress",
    "Report",
    "Uploads",
    "ingest",
    "reindex",
    "sample_folder",
    "watch",
]
