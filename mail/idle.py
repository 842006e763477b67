"""Waiting on an IMAP connection until the server has news, without ever believing that silence means none."""

import imaplib
import select
import ssl
import time
from typing import Any


class IdleRefused(Exception):
    """The server offers IDLE and does not allow it."""


def listen(client: Any, seconds: float, stop_fd: int, read_timeout: float) -> bool:
    """Wait by IDLE (RFC 2177), at most `seconds`, and return whether the server told anything.

    Ends early as soon as `stop_fd` can be read. Never idle_check(): it aborts on
    a line that comes in two segments, and after the server has closed it returns
    an empty list at once and for ever (IMAPClient issue 565).
    """
    try:
        client.idle()
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise IdleRefused from error
    if not _already_heard(client, read_timeout):
        _first_ready(seconds, client.socket().fileno(), stop_fd)
    return bool(client.idle_done()[1])


def ask_around(client: Any, seconds: float, every: float, stop_fd: int) -> bool:
    """Ask by NOOP every `every` seconds, and return whether the server told anything within `seconds`."""
    end = time.monotonic() + seconds
    while not client.noop()[1]:
        left = end - time.monotonic()
        if left <= 0 or stop_fd in _first_ready(min(every, left), client.socket().fileno(), stop_fd):
            return False
    return True


def _already_heard(client: Any, read_timeout: float) -> bool:
    """Tell whether news came in one segment with the answer to IDLE: they are in the reader, and poll does not see them."""
    sock, imap = client.socket(), client._imap
    sock.settimeout(0)
    try:
        return bool((getattr(imap, "_file", None) or imap.file).peek(1))
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    finally:
        sock.settimeout(read_timeout)


def _first_ready(seconds: float, *files: int) -> set[int]:
    poll = select.poll()
    for file in files:
        if file >= 0:
            poll.register(file, select.POLLIN)
    return {file for file, _ in poll.poll(max(0.0, seconds) * 1000)}
