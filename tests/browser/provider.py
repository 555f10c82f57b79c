"""A provider with whom people sign in: a real one, on this machine, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PEOPLE: Mapping[str, Mapping[str, object]] = {
    "ann-1": {"name": "Ann Arden", "email": "ann@example.org", "email_verified": True},
    "ben-2": {"name": "Ben Bower", "email": "ben@example.org", "email_verified": True},
    "eve-3": {"name": "Eve *Elsewhere*", "email": "eve@elsewhere.test", "email_verified": True},
}
"""Who can sign in: by the provider's own name for each, what it tells of them."""

# The library's own frame for its pages loads a style sheet from another machine.
_FRAME = """<!doctype html>
<html lang="en"><title>Provider</title><main>{% block content %}{% endblock %}</main></html>
"""


@contextmanager
def provider(environment: Mapping[str, str]) -> Iterator[str]:
    """Run a provider and yield its address."""
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.browser.provider"],
        cwd=root,
        env={**environment, "AUTHLIB_INSECURE_TRANSPORT": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address, "the provider did not start"
            yield address
        finally:
            process.kill()


def sign_in_file(
    folder: Path, address: str, names: tuple[str, ...] = ("",), further: str = ""
) -> Path:
    """Write a sign-in file for an app whose port is not known yet; "" is the unnamed provider."""
    lines = [
        "[auth]",
        'redirect_uri = "http://localhost:{port}/oauth2callback"',
        'cookie_secret = "a secret of more than thirty-two characters"',
    ]
    for name in names:
        lines += [
            *([f"[auth.{name}]"] if name else []),
            'client_id = "caravan"',
            'client_secret = "known to nobody else"',
            f'server_metadata_url = "{address}/.well-known/openid-configuration"',
        ]
    file = folder / "sign-in.toml"
    file.write_text("\n".join([*lines, further]), encoding="utf-8")
    return file


def _run() -> None:
    import jinja2
    import oidc_provider_mock
    import werkzeug.serving

    people = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    app = oidc_provider_mock.app(user_claims=people, require_nonce=True)
    frame = jinja2.DictLoader({"_base.html": _FRAME})
    app.jinja_env.loader = jinja2.ChoiceLoader([frame, app.jinja_env.loader])
    server = werkzeug.serving.make_server("127.0.0.1", 0, app, threaded=True)
    sys.stdout.write(f"http://127.0.0.1:{server.port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    _run()
