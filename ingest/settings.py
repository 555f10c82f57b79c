"""How much of one source is taken."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class IngestSettings(BaseSettings):
    """Limits against hostile sources, read from CARAVAN_INGEST_FILE_MB and so on."""

    model_config = SettingsConfigDict(
        env_prefix="CARAVAN_INGEST_", env_ignore_empty=True, frozen=True, extra="forbid"
    )

    file_mb: int = Field(default=64, gt=0)
    """MiB of one file, of one member of an archive, or of what an address sends."""

    pages: int = Field(default=2000, gt=0)
    """Pages of one PDF."""

    articles: int = Field(default=100_000, gt=0)
    """Articles of one file: rows, entries of a feed, members of an archive."""

    nesting: int = Field(default=3, ge=0)
    """How many archives may lie within one another, besides the first."""

    unpacked_mb: int = Field(default=2048, gt=0)
    """MiB that one archive may unpack to in all."""

    expansion: int = Field(default=200, gt=0)
    """How many times its packed size one member, or a compressed reply, may have unpacked."""

    seconds: float = Field(default=120, gt=0)
    """How long reading one file may take, or fetching one address."""

    memory_mb: int = Field(default=3072, gt=0)
    """MiB of address space of a process that reads files, where the system can limit it."""

    redirects: int = Field(default=5, ge=0)
    """How often an address may send on to another."""

    @property
    def file_bytes(self) -> int:
        """The most bytes of one file."""
        return self.file_mb * 2**20
