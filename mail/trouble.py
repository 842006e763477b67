"""What can be wrong with a mailbox, told so that the operator knows what to do."""

import re
import socket
import ssl
from enum import StrEnum
from typing import Final


class Trouble(StrEnum):
    REFUSED = "refused"  # the server does not let us in
    INSECURE = "insecure"  # no TLS, or a certificate that cannot be trusted
    UNREACHABLE = "unreachable"
    BROKEN = "broken"  # the connection was cut, fell silent or speaks nonsense
    FOLDER_MISSING = "folder_missing"
    FULL = "full"
    REJECTED = "rejected"  # the server said no to one request; the connection is sound
    UNREADABLE = "unreadable"  # a letter is there, but the server does not hand it out
    NOT_TAKEN = "not_taken"  # letters were fetched, but the house could not keep them


LASTING: Final = frozenset({Trouble.REFUSED, Trouble.INSECURE, Trouble.FOLDER_MISSING})
"""What a person has to mend: asking again soon does not help, and may lock the account."""


class MailboxTrouble(Exception):
    """A trouble with one mailbox; `sentence` holds no address and no word of a letter."""

    def __init__(self, kind: Trouble, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


def unreached(name: str, server: str, error: BaseException) -> tuple[Trouble, str] | None:
    """Tell why no connection came about, where the error says it by its kind; None where only the server's words do."""
    if isinstance(error, ssl.SSLError):
        return Trouble.INSECURE, f"{server} does not speak TLS; check port and security"
    if isinstance(error, FileNotFoundError | PermissionError):
        return Trouble.INSECURE, f"{name}: the ca_file cannot be read"
    if isinstance(error, socket.gaierror):
        return Trouble.UNREACHABLE, f"{server} is not a known host; check its name and the name service"
    return None


def servers_words(text: object) -> str:
    """Return what a server said, fit for a log: one short line, without addresses."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    words = re.sub(r"b'([^']*)'", r"\1", words)  # the IMAP library gives some answers as the repr of octets
    return re.sub(r"[^\s<>\"'()\[\]]+@[^\s<>\"'()\[\],;]+", "(address)", shown(words))[:200]


def shown(text: str) -> str:
    """Return `text` in one printable line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
