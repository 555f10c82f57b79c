"""Articles and feeds from addresses, fetched so that no server can lead where it should not."""

from ingest.web.addresses import canonical
from ingest.web.fetcher import Fetched, Fetcher
from ingest.web.network import Network

__all__ = ["Fetched", "Fetcher", "Network", "canonical"]
