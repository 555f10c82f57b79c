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


def with_attachments() -> bytes:
    """Return a message with a report and a message attached, and a picture in its text."""
    made = message()
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="report.pdf")
    made.add_attachment(message("An older message."))
    made.add_attachment(
        b"\x89PNG",
        maintype="image",
        subtype="png",
        disposition="inline",
        cid="<logo>",
        filename="logo.png",
    )
    return bytes(made)


def nested(depth: int) -> bytes:
    """Return a message whose parts lie in one another."""
    opened = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth)
    )
    return f"Subject: Deep\r\nMIME-Version: 1.0\r\n{opened}\r\nWords at the bottom.\r\n".encode()
