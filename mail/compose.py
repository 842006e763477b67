"""A finished text to a message: every octet written here, so that no stranger's word becomes a header of ours."""

import hashlib
import re
import secrets
from binascii import b2a_base64, b2a_qp
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from mail.letter import Address
from mail.words import clean_name, encoded, folded, one_line

LONGEST_LINE: Final = 998  # octets without CR LF (RFC 5322 section 2.1.1)
MARK: Final = "X-Vastaja-Loop"
CANARY: Final = "X-Vastaja-Canary"
_REFERENCES: Final = 20
_LONGEST_ID: Final = 900
_ID: Final = re.compile(r"<[!-;=?-~]+>")
_TYPE: Final = re.compile(r"(?!multipart/|message/)[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_LOCAL: Final = re.compile(r"[^\x00-\x20\x7f-\xa0\"(),.:;<>@\[\\\]]+(\.[^\x00-\x20\x7f-\xa0\"(),.:;<>@\[\\\]]+)*")
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)


class BadAddress(ValueError):
    """Raised for an address that no letter may be sent to. `address` is content and not for logs."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"an address of a letter cannot be used: {why}")
        self.address = address
        self.why = why


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with the letter, octet for octet. The type "message/rfc822" is a letter as it came."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """All that a message is made of. `recipients` is the envelope: who gets it, whatever To and Cc show."""

    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    to: tuple[Address, ...]
    subject: str
    text: str = field(repr=False)
    message_id: str
    date: datetime
    cc: tuple[Address, ...] = ()
    html: str = field(default="", repr=False)
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    automatic: bool = False
    canary: str = ""  # a token, in a letter to ourselves


def compose(outgoing: Outgoing) -> bytes:
    """Return the message as octets; the same for the same `outgoing`, so that a second try is the same letter.

    The text is carried without format=flowed: what is read is then, sign for
    sign, what was approved. Raises BadAddress, and ValueError for a Message-ID
    or a date that is not ours to send.
    """
    for address in outgoing.recipients:
        check_recipient(address)
    body_head, body = _body(outgoing)
    lines = [*_headers(outgoing), "MIME-Version: 1.0"]
    return b"".join(("\r\n".join(lines).encode(), b"\r\n", body_head, b"\r\n", body))


def check_recipient(address: str) -> None:
    """Raise BadAddress unless `address` is one plain mailbox: no comment, quote, group or address literal (B5)."""
    local, _, domain = address.rpartition("@")
    if not _LOCAL.fullmatch(local) or not local.isprintable() or len(local.encode("utf-8", "replace")) > 64:
        raise BadAddress(address, "the part before @ is empty or odd")
    try:
        labels = ascii_domain(domain).split(".")
    except UnicodeError:
        raise BadAddress(address, "its domain is not a name") from None
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or len(domain) > 253:
        raise BadAddress(address, "its domain is not a full name")


def ascii_domain(domain: str) -> str:
    """Return the domain as it stands on the wire (RFC 3490). Raises UnicodeError."""
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")


def token() -> str:
    """Return 112 random bits that no one can guess, in signs that every mail server leaves as they are."""
    return secrets.token_hex(14)


def message_id_for(token: str, domain: str) -> str:
    """Return a Message-ID that carries `token`."""
    message_id = f"<{token}@{ascii_domain(domain)}>"
    if not token or not _ID.fullmatch(message_id) or len(message_id) > 250:
        raise ValueError("a Message-ID needs a token of plain signs and a domain")
    return message_id


def _headers(outgoing: Outgoing) -> list[str]:
    if not _ID.fullmatch(outgoing.message_id) or len(outgoing.message_id) > 250:
        raise ValueError("the Message-ID is not one of ours")
    if outgoing.date.tzinfo is None:
        raise ValueError("the date has no time zone")
    sender = _mailbox(Address(outgoing.sender_name, outgoing.sender))
    lines = [
        f"Date: {format_datetime(outgoing.date)}",
        f"From: {sender}",
        f"To: {_mailboxes(outgoing.to) or 'undisclosed-recipients:;'}",
    ]
    if outgoing.cc:
        lines.append(f"Cc: {_mailboxes(outgoing.cc)}")
    if outgoing.reply_to:
        lines.append(f"Reply-To: {_mailbox(Address('', outgoing.reply_to))}")
    lines.append(f"Subject: {folded(one_line(outgoing.subject), 9)}")
    lines.append(f"Message-ID: {outgoing.message_id}")
    lines.extend(_threading(outgoing.in_reply_to, outgoing.references))
    if outgoing.automatic:  # RFC 3834 section 5; [MS-OXCMAIL] 2.1.3.2.20
        lines += ["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"]
    if outgoing.canary.isalnum():
        lines.append(f"{CANARY}: {outgoing.canary}")
    lines.append(f"{MARK}: {hashlib.sha256(outgoing.sender.lower().encode()).hexdigest()[:16]}")
    return lines


def _threading(in_reply_to: str, references: Sequence[str]) -> list[str]:
    """Return the headers of the thread: ids as they came, each on a line of its own, or not at all.

    The standard library writes ids of Microsoft 365 as encoded words, and the
    thread is broken; it also folds inside of them.
    """
    ids = list(dict.fromkeys(_usable([*references, in_reply_to])))
    if len(ids) > _REFERENCES:
        ids = [ids[0], *ids[1 - _REFERENCES :]]
    lines = [f"In-Reply-To: {in_reply_to}"] if in_reply_to in ids else []
    return [*lines, "References: " + "\r\n ".join(ids)] if ids else lines


def _usable(ids: Iterable[str]) -> Iterable[str]:
    return (one for one in ids if _ID.fullmatch(one) and len(one) <= _LONGEST_ID)


def _mailboxes(addresses: Sequence[Address]) -> str:
    return ",\r\n ".join(_mailbox(address) for address in addresses)


def _mailbox(address: Address) -> str:
    check_recipient(address.address)
    local, _, domain = address.address.rpartition("@")
    plain = f"{local}@{ascii_domain(domain)}"
    name = one_line(address.name)[:200]
    if not name or name.lower() == plain.lower():
        return plain
    if encoded(name) == name:
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return f"{name}\r\n <{plain}>"
    return f"{encoded(name)}\r\n <{plain}>"


def _body(outgoing: Outgoing) -> tuple[bytes, bytes]:
    """Return the headers that describe the content, and the content."""
    part = _text("plain", outgoing.text)
    if outgoing.html:
        part = _multipart("alternative", [part, _text("html", outgoing.html)], outgoing.message_id)
    if outgoing.files:
        part = _multipart("mixed", [part, *map(_file, outgoing.files)], outgoing.message_id)
    return part


def _text(kind: str, text: str) -> tuple[bytes, bytes]:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: ".encode()
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").rstrip("\n") + "\n"
    octets = clean.encode("utf-8", "replace")
    if octets.isascii() and max(map(len, octets.split(b"\n"))) <= LONGEST_LINE:
        return head + b"7bit\r\n", octets.replace(b"\n", b"\r\n")
    quoted = b2a_qp(octets, istext=True).replace(b"\n", b"\r\n")
    based = _base64(octets.replace(b"\n", b"\r\n"))
    if len(quoted) <= len(based):
        return head + b"quoted-printable\r\n", quoted
    return head + b"base64\r\n", based


def _file(file: File) -> tuple[bytes, bytes]:
    """Return a part that holds the file's octets untouched: a letter is never parsed and written anew (B2)."""
    name = clean_name(file.name)
    # One form of the name only: readers that find both do not agree on which one counts.
    named = f'filename="{name}"' if name.isascii() else f"filename*=utf-8''{quote(name, safe='')}"  # RFC 2231
    disposition = f"Content-Disposition: attachment;\r\n {named}"
    kind = file.type.lower()
    if kind == "message/rfc822":
        if _fits_as_it_is(file.content):
            width = "7bit" if file.content.isascii() else "8bit"
            head = f"Content-Type: message/rfc822\r\n{disposition}\r\nContent-Transfer-Encoding: {width}\r\n"
            return head.encode(), file.content
        kind = "application/octet-stream"  # message/rfc822 allows no base64 (RFC 2046 section 5.2.1)
    kind = kind if _TYPE.fullmatch(kind) and len(kind) < 128 else "application/octet-stream"
    head = f"Content-Type: {kind}\r\n{disposition}\r\nContent-Transfer-Encoding: base64\r\n"
    return head.encode(), _base64(file.content)


def _fits_as_it_is(raw: bytes) -> bool:
    """Tell whether a letter goes through SMTP unchanged: lines end in CR LF, are short enough, and hold no NUL."""
    lines = raw.split(b"\r\n")
    return (
        raw.endswith(b"\r\n")
        and b"\0" not in raw
        and all(len(line) <= LONGEST_LINE and b"\n" not in line and b"\r" not in line for line in lines)
    )


def _base64(octets: bytes) -> bytes:
    line = b2a_base64(octets, newline=False)
    return b"".join(line[start : start + 76] + b"\r\n" for start in range(0, len(line), 76))


def _multipart(kind: str, parts: list[tuple[bytes, bytes]], message_id: str) -> tuple[bytes, bytes]:
    """Join the parts. The boundary comes from the Message-ID, which nobody can know before, and is in no part."""
    salt = 0
    while True:
        seed = f"{kind} {salt} {message_id}".encode()
        boundary = b"=_" + hashlib.sha256(seed).hexdigest()[:32].encode()
        if not any(boundary in octets for part in parts for octets in part):
            break
        salt += 1
    opened = b"".join(b"--" + boundary + b"\r\n" + head + b"\r\n" + body + b"\r\n" for head, body in parts)
    head = f'Content-Type: multipart/{kind};\r\n boundary="'.encode() + boundary + b'"\r\n'
    return head, opened + b"--" + boundary + b"--\r\n"
