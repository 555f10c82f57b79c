"""What the tests of signing in share: a file, and what a provider says of Ann."""

from __future__ import annotations

import ipaddress
import time
from pathlib import Path
from typing import Any

EVERY = str(ipaddress.IPv4Address(0))
"""Where a server listens that listens at every address of its machine."""

FILE = """
[auth]
redirect_uri = "https://caravan.example.org/oauth2callback"
cookie_secret = "a secret of more than thirty-two characters"
client_id = "caravan"
client_secret = "known to nobody else"
server_metadata_url = "https://id.example.org/.well-known/openid-configuration"
"""

NAMED = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a secret of more than thirty-two characters"

[auth.google]
client_id = "caravan"
client_secret = "known to nobody else"
server_metadata_url = "https://accounts.google.com/.well-known/openid-configuration"

[auth.our-office]
client_id = "caravan"
client_secret = "known to nobody else"
server_metadata_url = "http://127.0.0.1:9400/.well-known/openid-configuration"
client_kwargs = { scope = "openid email" }
"""


def written(folder: Path, text: str) -> Path:
    """Write a sign-in file."""
    file = folder / "sign-in.toml"
    file.write_text(text, encoding="utf-8")
    return file


def ann(**claims: object) -> dict[str, Any]:
    """Return Ann, whom a provider has signed in just now."""
    return {
        "is_logged_in": True,
        "iss": "https://id.example.org",
        "sub": "ann-1",
        "iat": int(time.time()),
        "nonce": "n1",
        "name": "Ann Arden",
        "email": "ann@example.org",
        "email_verified": True,
    } | claims
