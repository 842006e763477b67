"""The header block of a letter or part: bounded, unfolded, decoded. Own reading, for the library's costs gigabytes on a flood."""

import binascii
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mail.charsets import clean, decode, guess, one_line

HEADER_LIMIT = 16 * 1024  # octets of one header
LIST_LIMIT = 256 * 1024  # octets of a header that lists addresses or ids, which honest letters do make long
BLOCK_LIMIT = 1024 * 1024  # octets of a whole block
COUNT_LIMIT = 1_000  # headers of a block

_ADDRESSES = {"from", "sender", "reply-to", "return-path"}
_LONG = {"to", "cc", "references", "in-reply-to", "bcc"}
_FIELD = re.compile(rb"[!-9;-~]{1,76}[ \t]*:")
_KNOWN = re.compile(
    rb"(?i)(from|to|cc|subject|date|received|return-path|message-id|mime-version|content-[a-z-]+|reply-to|sender|delivered-to|"
    rb"x-[a-z0-9-]+|dkim-signature|in-reply-to|references|auto-submitted|precedence|list-[a-z]+|user-agent|authentication-results|"
    rb"thread-[a-z]+|importance|resent-[a-z-]+|arc-[a-z-]+|envelope-to|status|organization|delivery-date|bcc|keywords|comments)[ \t]*:"
)
_END = re.compile(rb"\r?\n\r?\n|\r\r\n\r\r\n|\r\r(?!\n)")
_BLANKS = re.compile(rb"[\r\n \t]*")
_PREFIX = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?")
_ZONES = {
    "EET": "+0200",
    "EEST": "+0300",
    "MSK": "+0300",
    "CET": "+0100",
    "CEST": "+0200",
    "BST": "+0100",
    "WEST": "+0100",
}
_ZONE = re.compile(r"\b([A-Z]{3,4})\b(?=\s*$)")
_WITH_ZONE = re.compile(r"[^:]{5,40}:\d\d(?::\d\d)?\s{0,5}[+-]\d{4}(?=[^\d\s])")
_SIGNED_ZONE = re.compile(r"\b(?:GMT|UTC?)([+-]\d{4})$")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_IDS = re.compile(r"<([^<>]{1,998})>")


@dataclass(slots=True)
class Headers:
    """The headers of one block, in order, names in small letters, values as unfolded octets."""

    fields: list[tuple[str, bytes]] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    _named: dict[str, list[bytes]] = field(default_factory=dict, init=False, repr=False, compare=False)  # made when first asked, all read

    def all(self, name: str) -> list[bytes]:
        """Return the raw values of every header of that name."""
        if not self._named:
            for key, value in self.fields:
                self._named.setdefault(key, []).append(value)
        return self._named.get(name, [])

    def raw(self, name: str) -> str:
        """Return the first header's words, its encoded words left as they stand, "" if there is none."""
        found = self.all(name)
        return words(found[0]) if found else ""

    def text(self, name: str) -> str:
        """Return the first header's words decoded, in one line, "" if there is none."""
        return one_line(decode_words(self.raw(name)))

    def has(self, name: str) -> bool:
        """Tell whether there is such a header."""
        return bool(self.all(name))


def split_block(raw: bytes, start: int, end: int, top: bool = False) -> tuple[Headers, int]:
    """Return the headers that begin at `start` and the place where the body begins.

    At the top of a letter, lines that are no headers may stand before them (an mbox line, a blank, a server's note).
    """
    headers = Headers()
    if top:
        start = _past_junk(raw, start, end, headers.defects)
    if raw[start : start + 1] == b"\n" or raw[start : start + 2] == b"\r\n":
        return headers, start + (1 if raw[start : start + 1] == b"\n" else 2)
    blank = _END.search(raw, start, end)
    stop, body = (blank.start(), blank.end()) if blank else (end, end)
    if stop - start > BLOCK_LIMIT:
        stop = start + BLOCK_LIMIT
        headers.defects.append("headers_too_long")
    read = _read_fields(raw[start:stop], headers)
    return headers, body if read < 0 else start + read


def words(value: bytes) -> str:
    """Return the words of a header's octets: ASCII, raw UTF-8 or the likeliest code page."""
    return clean(value.decode("ascii") if value.isascii() else guess(value))


def decode_words(text: str) -> str:
    """Return the text with its encoded words (RFC 2047) read, broken ones as well as they can be; linear in its length."""
    out: list[str] = []
    pending: list[tuple[str, bytes]] = []  # words side by side are joined before decoding: some cut a letter in two
    at, close = 0, 0
    while (begin := text.find("=?", at)) >= 0:
        prefix = _PREFIX.match(text, begin)
        if prefix and close < prefix.end():
            close = text.find("?=", prefix.end())
            if close < 0:
                break
        if not prefix or _begins_within(text, prefix.end(), close):
            out += [_joined(pending, text[at:begin]), text[begin : begin + 2]]
            pending, at = [], begin + 2
            continue
        if not pending or text[at:begin].strip():
            out.append(_joined(pending, text[at:begin]))
            pending = []
        pending.append((prefix[1].partition("*")[0], _octets(prefix[2], text[prefix.end() : close])))
        at = close + 2
    out.append(_joined(pending, text[at:]))
    return "".join(out)


def message_ids(text: str) -> tuple[str, ...]:
    """Return the Message-IDs of a header with their angle brackets, white space of a broken fold taken out."""
    return tuple("<" + "".join(found.split()) + ">" for found in _IDS.findall(text)[:500])


def moment(text: str) -> datetime | None:
    """Return the moment of a Date header in UTC, None where it cannot be read."""
    text = re.sub(r"\([^()]*\)", "", text[:200]).strip()
    text = _SIGNED_ZONE.sub(r"\1", text)
    if (told_whole := _WITH_ZONE.match(text)) is not None:  # the next header may stand glued to it
        text = told_whole[0]
    text = _ZONE.sub(lambda zone: _ZONES.get(zone[1], zone[1]), text)
    try:
        told = datetime.fromisoformat(text) if _ISO.match(text) else parsedate_to_datetime(text)
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _past_junk(raw: bytes, start: int, end: int, defects: list[str]) -> int:
    if raw.startswith(b"\xef\xbb\xbf", start):
        start += 3
    first = start
    start = _BLANKS.match(raw, start, end).end()  # type: ignore[union-attr]
    if raw.startswith((b"From ", b">From "), start) and not _FIELD.match(raw, start, end):
        start = _next_line(raw, start, end)
        while raw.startswith(b">From ", start):
            start = _next_line(raw, start, end)
        return start
    if _FIELD.match(raw, start, end):
        return start
    place, near = start, min(end, start + 8_192)
    while place < near:
        if _KNOWN.match(raw, place, end) and _FIELD.match(raw, _next_line(raw, place, end), end):
            defects.append("junk_before_headers")
            return place
        place = _next_line(raw, place, end)
    return first


def _next_line(raw: bytes, at: int, end: int) -> int:
    found = raw.find(b"\n", at, end)
    return end if found < 0 else found + 1


def _read_fields(block: bytes, headers: Headers) -> int:
    """Read the block's fields; return where a body begins that no blank line parts from them, -1 where none does."""
    if b"\n" not in block:
        block = block.replace(b"\r", b"\n")
    at, value, room = 0, bytearray(), 0
    while at < len(block):
        after = _next_line(block, at, len(block))
        line = block[at:after].rstrip(b"\r\n")
        if (name := _FIELD.match(line)) is not None:
            _close(headers, value, room)
            if len(headers.fields) >= COUNT_LIMIT:
                headers.defects.append("too_many_headers")
                return -1
            key = name[0][:-1].strip().lower().decode("ascii")
            room = LIST_LIMIT if key in _LONG else HEADER_LIMIT
            headers.fields.append((key, b""))
            value = bytearray(line[name.end() :].strip()[: room + 1])
            at = after
            continue
        if line[:1] not in (b" ", b"\t", b"") or not headers.fields:
            if not _more_headers(block, after):
                _close(headers, value, room)
                headers.defects.append("no_blank_line")
                return at
            headers.defects.append("junk_in_headers")
        if len(value) <= room and line.strip():
            value += b" " + line[: room + 1].strip(b" \t")
        at = after
    _close(headers, value, room)
    return -1


def _close(headers: Headers, value: bytearray, room: int) -> None:
    """Store the value of the last field; one that is too long is cut where no half address can remain."""
    if not headers.fields:
        return
    key = headers.fields[-1][0]
    if len(value) > room:
        headers.defects.append("header_too_long")
        value = value[:room]
        if key in _LONG or key in _ADDRESSES:
            value = value[: max(value.rfind(b","), value.rfind(b">"), 0)] if key in _LONG else bytearray()
    headers.fields[-1] = (key, bytes(value))


def _more_headers(block: bytes, at: int) -> bool:
    for _ in range(20):
        if at >= len(block):
            return False
        if _KNOWN.match(block, at):
            return True
        at = _next_line(block, at, len(block))
    return False


def _begins_within(text: str, begin: int, close: int) -> bool:
    nested = text.find("=?", begin, close)
    return nested >= 0 and _PREFIX.match(text, nested) is not None


def _octets(encoding: str, encoded: str) -> bytes:
    if encoding in "qQ":
        return binascii.a2b_qp(encoded.replace("_", " ").encode("utf-8", "replace"), header=False)
    kept = re.sub("[^A-Za-z0-9+/]", "", encoded)
    kept = kept[:-1] if len(kept) % 4 == 1 else kept
    return binascii.a2b_base64(kept + "=" * (-len(kept) % 4))


def _joined(pending: list[tuple[str, bytes]], literal: str) -> str:
    """Return the pending encoded words decoded, octets of one charset together, and the literal text after them."""
    out: list[str] = []
    run, charset = b"", ""
    for name, octets in pending:
        if run and name.lower() != charset.lower():
            out.append(decode(run, charset)[0])
            run = b""
        run, charset = run + octets, name
    if run:
        out.append(decode(run, charset)[0])
    return "".join([*out, literal])
