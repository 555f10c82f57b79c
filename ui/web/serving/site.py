"""Where the app is served, and who reaches it there."""

from __future__ import annotations

from dataclasses import dataclass

from ui.web.serving import ports
from ui.web.serving.signin_file import SignIn
from vectorstore import InputError

_WHO_READS = "everyone who reaches it reads the corpus and every conversation, and can change both"


@dataclass(frozen=True, slots=True)
class Site:
    """An address to listen at, further names that browsers reach it by, and how to sign in.

    `port` None takes the first free one from Streamlit's default on, 0 any free one.
    """

    address: str = ports.LOOPBACK
    port: int | None = None
    names: tuple[str, ...] = ()
    sign_in: SignIn | None = None

    def check(self, is_insecure: bool) -> None:
        """Raise InputError where it cannot be listened at, or not without being told so."""
        if not (self.sign_in or is_insecure or ports.is_of_this_machine(self.address)):
            raise InputError(
                f"At {self.address}, other machines reach the app, and nobody signs in: "
                f"{_WHO_READS}.",
                "Let people sign in with --sign-in FILE (docs/serving.md), or add --insecure where "
                "all who reach it may do so.",
            )
        ports.check(self.address, self.port or 0)

    @property
    def is_shared(self) -> bool:
        """Whether others than who runs the server reach it."""
        hosts = (self.address, *self.names)
        return self.sign_in is not None or not all(map(ports.is_of_this_machine, hosts))

    @property
    def warning(self) -> str:
        """What whoever starts the app is to know; empty where there is nothing to warn of."""
        if self.sign_in or not self.is_shared:
            return ""
        return f"Warning: nobody signs in: {_WHO_READS}."

    @property
    def hosts(self) -> frozenset[str]:
        """The names that browsers reach it by, as a URL has them, without their ports."""
        named = {self.address, ports.LOOPBACK, "::1", "localhost", *self.names}
        if self.sign_in:
            named.add(self.sign_in.host)
        return frozenset(map(ports.in_url, named))

    @property
    def is_by_any_address(self) -> bool:
        """Whether browsers may name it by any IP address.

        Where it listens at all of them; but not where people sign in, which only works by a name.
        """
        return not self.sign_in and ports.is_every(self.address)

    def url(self, port: int) -> str:
        """Return where browsers reach it, once it listens at `port`."""
        return self.sign_in.url(port) if self.sign_in else self.listens_at(port)

    def listens_at(self, port: int) -> str:
        """Return its address on this machine, once it listens at `port`."""
        address = ports.LOOPBACK if ports.is_every(self.address) else self.address
        return f"http://{ports.in_url(address)}:{port}"
