"""The last step of SMTP, watched closely: did the final dot leave us, and did the server answer to it?"""

import asyncio
import re
from typing import Final

from aiosmtplib.response import SMTPResponse

from mail.smtp_wire import NONSENSE, Wire, WireLost

_PIECE: Final = 64 * 1024  # octets given to the connection at once
_TICK: Final = 0.01  # seconds between two looks at a connection that is full
_LOOSE_END: Final = re.compile(rb"\r(?!\n)|(?<!\r)\n")


class NotSent(Exception):
    """The final dot has not left us: the server cannot have taken the message."""


class AnswerLost(Exception):
    """The final dot may have arrived and its answer has not: nobody knows."""


async def send_text(wire: Wire, raw: bytes, seconds: float, final_seconds: float) -> SMTPResponse:
    """Send the message that the server has asked for, and return its answer, whatever it says. Raises NotSent and AnswerLost.

    A server that says no in the middle is heard, and the last octets are held back
    until all others are out, so that a connection cut before has not sent them.
    """
    text = _on_the_wire(raw)
    last = (len(text) - 1) // _PIECE * _PIECE
    try:
        for start in range(0, last, _PIECE):
            wire.write(text[start : start + _PIECE])
            await _drained(wire, seconds)
            if wire.heard:
                break
        for _ in range(2):  # the loop reads what has come in one round and tells us in the next
            await asyncio.sleep(0)
        if wire.heard:
            answer = await wire.answer(0)
            wire.close()  # it has stopped reading in the middle: whatever it says, the message was not taken
            return answer if answer.code >= 400 else SMTPResponse(451, "the server answered before the message was sent")
        wire.write(text[last:] + b".\r\n")
    except WireLost as error:
        raise NotSent(error.how) from None
    try:
        answer = await wire.answer(final_seconds)
    except WireLost as error:
        raise AnswerLost(error.how) from None
    if answer.code // 100 not in (2, 4, 5):
        raise AnswerLost(NONSENSE)
    return answer


async def _drained(wire: Wire, seconds: float) -> None:
    """Wait until what was written has left our buffer, the server has answered, or it takes nothing any more."""
    waited, before = 0.0, wire.unsent
    while (left := wire.unsent) and not await wire.hears(_TICK):
        waited = waited + _TICK if left == before else 0.0
        before = left
        if waited > seconds:
            raise NotSent("stopped reading")


def _on_the_wire(raw: bytes) -> bytes:
    """Return the message with CR LF at every line's end and dots doubled (RFC 5321 section 4.5.2)."""
    if not raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r"):
        raw = _LOOSE_END.sub(b"\r\n", raw)
    if not raw.endswith(b"\r\n"):
        raw += b"\r\n"
    text = raw.replace(b"\r\n.", b"\r\n..")
    return b"." + text if text.startswith(b".") else text
