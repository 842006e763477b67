"""The last step of SMTP, watched closely: did the final dot leave us, and did the server answer to it?"""

import asyncio
import re
from typing import Final

from aiosmtplib import SMTP, SMTPException
from aiosmtplib.protocol import SMTPProtocol
from aiosmtplib.response import SMTPResponse

_PIECE: Final = 64 * 1024  # octets given to the connection at once
_TICK: Final = 0.01  # seconds between two looks at a connection that is full
_LOOSE_END: Final = re.compile(rb"\r(?!\n)|(?<!\r)\n")


class NotSent(Exception):
    """The final dot has not left us: the server cannot have taken the message."""


class AnswerLost(Exception):
    """The final dot may have arrived and its answer has not: nobody knows."""


async def send_data(smtp: SMTP, raw: bytes, seconds: float, final_seconds: float) -> SMTPResponse:
    """Send the message, and return the server's answer, whatever it says. Raises NotSent and AnswerLost.

    aiosmtplib's own data() raises the same error in both cases. Its pieces are
    used here one by one: the answer is awaited from the start, so that a server
    that says no in the middle is heard, and the last octets are held back until
    all others are out, so that a connection cut before has not sent them.
    """
    protocol = smtp.protocol
    if protocol is None:
        raise NotSent("hung up")
    try:
        answer = await smtp.execute_command(b"DATA", timeout=seconds)
    except (SMTPException, OSError) as error:
        raise NotSent(_how(error)) from None
    if answer.code != 354:
        # 250 to DATA would be nonsense that must not count as "taken".
        return answer if answer.code >= 400 else SMTPResponse(451, "the server did not ask for the message")
    text = _on_the_wire(raw)
    last = (len(text) - 1) // _PIECE * _PIECE
    coming = asyncio.ensure_future(protocol.read_response(timeout=None))
    try:
        for start in range(0, last, _PIECE):
            _write(protocol, text[start : start + _PIECE])
            await _drained(protocol, coming, seconds)
            if coming.done():
                break
        for _ in range(2):  # the loop reads what has come in one round and tells us in the next
            await asyncio.sleep(0)
        if coming.done():
            smtp.close()  # it has stopped reading in the middle
            return _early(coming)
        return await _send_the_end(protocol, text[last:] + b".\r\n", coming, final_seconds)
    finally:
        await _forget(coming)


async def _send_the_end(
    protocol: SMTPProtocol, end: bytes, coming: "asyncio.Future[SMTPResponse]", seconds: float
) -> SMTPResponse:
    _write(protocol, end)
    done, _ = await asyncio.wait({coming}, timeout=seconds)
    if not done:
        raise AnswerLost("fell silent")
    try:
        answer = coming.result()
    except (SMTPException, OSError) as error:
        raise AnswerLost(_how(error)) from None
    if answer.code // 100 not in (2, 4, 5):
        raise AnswerLost("spoke nonsense")
    return answer


async def _drained(protocol: SMTPProtocol, coming: "asyncio.Future[SMTPResponse]", seconds: float) -> None:
    """Wait until what was written has left our buffer, the server has answered, or it takes nothing any more."""
    waited, before = 0.0, _unsent(protocol)
    while (left := _unsent(protocol)) and not coming.done():
        await asyncio.wait({coming}, timeout=_TICK)
        waited = waited + _TICK if left == before else 0.0
        before = left
        if waited > seconds:
            raise NotSent("stopped reading")


def _early(coming: "asyncio.Future[SMTPResponse]") -> SMTPResponse:
    """Return the answer that came before the dot: whatever it says, the message was not taken."""
    try:
        answer = coming.result()
    except (SMTPException, OSError) as error:
        raise NotSent(_how(error)) from None
    return answer if answer.code >= 400 else SMTPResponse(451, "the server answered before the message was sent")


def _unsent(protocol: SMTPProtocol) -> int:
    transport = protocol.transport
    return transport.get_write_buffer_size() if isinstance(transport, asyncio.WriteTransport) else 0


def _write(protocol: SMTPProtocol, octets: bytes) -> None:
    try:
        protocol.write(octets)
    except (SMTPException, OSError) as error:
        raise NotSent(_how(error)) from None


async def _forget(coming: "asyncio.Future[SMTPResponse]") -> None:
    """End the wait for an answer, so that no exception of it is left behind."""
    coming.cancel()
    await asyncio.wait({coming})
    if not coming.cancelled():
        coming.exception()


def _on_the_wire(raw: bytes) -> bytes:
    """Return the message with CR LF at every line's end and dots doubled (RFC 5321 section 4.5.2)."""
    if not raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r"):
        raw = _LOOSE_END.sub(b"\r\n", raw)
    if not raw.endswith(b"\r\n"):
        raw += b"\r\n"
    text = raw.replace(b"\r\n.", b"\r\n..")
    return b"." + text if text.startswith(b".") else text


def _how(error: BaseException) -> str:
    return "fell silent" if isinstance(error, TimeoutError) else "hung up"
