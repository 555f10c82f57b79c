"""ZIP archives, taken apart into their members without writing one to disk."""

from ingest.archives.members import Member, members

__all__ = ["Member", "members"]
