"""Letters of the town's citizens: writing one, and showing the ones they got and wrote."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, make_msgid
from typing import Any

from playground.bot_api import Upload
from playground.imap_mailbox import StoredLetter
from playground.people import Citizen


def written(
    writer: Citizen,
    to: str,
    subject: str,
    text: str,
    *,
    at: datetime,
    files: Sequence[Upload] = (),
    answers: bytes = b"",
) -> bytes:
    """Return a letter as a citizen's mail program writes it; `answers` is the letter it answers, quoted below."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{writer.name} <{writer.address}>"
    message["To"] = to
    message["Subject"] = re.sub(r"[\r\n]+", " ", subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=writer.address.rpartition("@")[2])
    if answers:
        text += _tie(message, message_from_bytes(answers, policy=SMTP))
    message.set_content(text)
    for file in files:
        main, _, sub = file.type.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub or "octet-stream", filename=file.name)
    return message.as_bytes()


def _tie(message: EmailMessage, answered: EmailMessage) -> str:
    """Return the quoted text below an answer, having set the headers that thread it (RFC 5322 section 3.6.4)."""
    identity = str(answered.get("Message-ID", ""))
    if identity:
        message["In-Reply-To"] = identity
        message["References"] = f"{answered.get('References', '')} {identity}".strip()
    quoted = "".join(f"> {line}\n" for line in plain_text(answered).splitlines())
    return f"\n\n{answered.get('Date', '')} {answered.get('From', '')}:\n{quoted}"


def answer_address(raw: bytes) -> str:
    """Return where an answer to a letter goes: Reply-To, else From."""
    message = message_from_bytes(raw, policy=SMTP)
    header = str(message.get("Reply-To") or message.get("From") or "")
    return next((address for _, address in getaddresses([header])), "")


def plain_text(message: EmailMessage) -> str:
    """Return what a letter says: its plain text, else its HTML without the tags. Never raises."""
    try:
        body = message.get_body(("plain", "html"))
        content = str(body.get_content()) if body is not None else ""
        if body is not None and body.get_content_subtype() == "html":
            return re.sub(r"<[^>]+>", "", content)
        return content
    except (MessageError, LookupError, ValueError, KeyError):
        return "(kirja ei saa näidata)"


def summary(folder: str, letter: StoredLetter) -> dict[str, Any]:
    """Return a line of the list of letters: who, what, when."""
    message = message_from_bytes(letter.raw, policy=SMTP)
    sent = folder == "Sent"
    names = getaddresses([str(message.get("To" if sent else "From", ""))])
    text = " ".join(plain_text(message).split())
    return {
        "folder": folder, "uid": letter.uid, "sent": sent, "subject": str(message.get("Subject", "")),
        "who": next((name or address for name, address in names), ""), "at": moment(letter.arrived),
        "start": text[:140], "files": len(list(message.iter_attachments())), "seen": "\\Seen" in letter.flags,
    }  # fmt: skip


def whole(folder: str, letter: StoredLetter) -> dict[str, Any]:
    """Return a letter to read."""
    message = message_from_bytes(letter.raw, policy=SMTP)
    files = [
        {"name": part.get_filename() or f"fail-{number}", "size": len(_octets(part))}
        for number, part in enumerate(message.iter_attachments(), start=1)
    ]
    return {
        **summary(folder, letter), "from": str(message.get("From", "")), "to": str(message.get("To", "")),
        "text": plain_text(message), "attachments": files,
    }  # fmt: skip


def attachment(letter: StoredLetter, number: int) -> tuple[str, bytes]:
    """Return name and octets of an attachment, counted from 0. Raises KeyError if there is none."""
    parts = list(message_from_bytes(letter.raw, policy=SMTP).iter_attachments())
    if not 0 <= number < len(parts):
        raise KeyError(number)
    return parts[number].get_filename() or f"fail-{number + 1}", _octets(parts[number])


def is_automatic(raw: bytes) -> bool:
    """Return whether a letter says of itself that a machine wrote it (RFC 3834)."""
    return str(message_from_bytes(raw, policy=SMTP).get("Auto-Submitted", "no")).casefold() != "no"


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _octets(part: Any) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else part.as_bytes()
