"""E-mails of invented people."""

from __future__ import annotations

from email.message import EmailMessage

BODY = "The bridge over the Lune opened on Monday.\n\nIt is 340 metres long."


def message(body: str = BODY, markup: str | None = None) -> EmailMessage:
    """Return a message, to be added to."""
    made = EmailMessage()
    made["Subject"] = "Re: A bridge for two towns"
    made["From"] = "Ana Reis <ana@herald.example>"
    made["Date"] = "Mon, 02 Jun 2025 23:30:00 +0500"
    if body:
        made.set_content(body)
    if markup:
        if body:
            made.add_alternative(markup, subtype="html")
        else:
            made.set_content(markup, subtype="html")
    return made


def answer() -> bytes:
    """Return a message that answers another and ends in a signature."""
    body = (
        f"{BODY}\n\nOn Sun, 1 Jun 2025 at 10:00, Jon Hallam wrote:\n> When does it open?\n> Jon\n\n"
        "-- \nAna Reis\nThe Lune Herald\n"
    )
    return bytes(message(body))


def with_attachments(*files: tuple[str, bytes]) -> bytes:
    """Return a message with files attached, and a picture in its text."""
    made = message()
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    made.add_attachment(
        b"\x89PNG",
        maintype="image",
        subtype="png",
        disposition="inline",
        cid="<logo>",
        filename="logo.png",
    )
    return bytes(made)


def within(message_: EmailMessage, times: int = 1) -> bytes:
    """Return a message attached to one, that to another, and so on."""
    for _ in range(times):
        outer = message("See the message.")
        outer.add_attachment(message_)
        message_ = outer
    return bytes(message_)


def written(body: str, subject: str = "Figures", kind: str = "text/plain") -> bytes:
    """Return a message as it stands, of one part."""
    return (
        f"From: Press Office <press@min.example>\nSubject: {subject}\n"
        f"Date: Mon, 17 Jun 2024 10:00:00 +0600\nContent-Type: {kind}\n\n{body}"
    ).encode()


def of_parts(*parts: tuple[str, str], kind: str = "alternative") -> bytes:
    """Return a message of parts, each of a kind and a text."""
    each = "".join(f"--b\nContent-Type: {kind_}\n\n{text}\n" for kind_, text in parts)
    return written(f"{each}--b--\n", kind=f"multipart/{kind}; boundary=b")


def nested(depth: int) -> bytes:
    """Return a message whose parts lie in one another."""
    opened = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth)
    )
    return f"Subject: Deep\r\nMIME-Version: 1.0\r\n{opened}\r\nWords at the bottom.\r\n".encode()
