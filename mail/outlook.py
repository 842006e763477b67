"""A letter that Outlook saved as a file (.msg): who wrote when about what, its words, its files. It is read by the process apart."""

import base64
import binascii

from mail.apart import letter_apart, text_apart
from mail.html import html_text
from mail.winmail import Wrapped, decompressed

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")  # a compound file ([MS-CFB] section 2.2)


def is_outlook(name: str, kind: str, content: bytes) -> bool:
    """Tell whether a file is a saved letter of Outlook; a .doc of old Word begins alike."""
    return content.startswith(SIGNATURE) and (name.lower().endswith(".msg") or kind == "application/vnd.ms-outlook")


def open_outlook(content: bytes) -> Wrapped | None:
    """Return what the letter holds, None if it could not be read."""
    told = letter_apart(content)
    if not told:
        return None
    head = "\n".join(f"{name}: {told[name.lower()]}" for name in ("From", "To", "Date", "Subject") if told[name.lower()])
    words = told["body"] or html_text(told["page"]) or text_apart("rtf", decompressed(_octets(told["rtf"]))) or ""
    files = [(name, kind, _octets(octets)) for name, kind, octets in told["files"]]
    return Wrapped(f"{head}\n\n{words}".strip(), files=files)


def _octets(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return b""
