"""winmail.dat (TNEF, [MS-OXTNEF]): the letter and the files that Outlook wraps so that no one else can read them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from mail.charsets import clean, decode
from mail.html import html_text

SIGNATURE = b"\x78\x9f\x3e\x22"
ATTRIBUTE_LIMIT = 5_000
RTF_LIMIT = 4_000_000  # octets of a decompressed text

_BODY, _TITLE, _DATA, _RENDER, _CODEPAGE, _PROPERTIES, _ATTACHMENT = (
    0x800C,
    0x8010,
    0x800F,
    0x9002,
    0x9007,
    0x9003,
    0x9005,
)
_LONG_NAME, _SHORT_NAME, _DISPLAY, _OBJECT, _MIME = 0x3707, 0x3704, 0x3001, 0x3701, 0x370E
_TEXT, _HTML, _RTF, _CPID = 0x1000, 0x1013, 0x1009, 0x3FDE
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
# What every compressed text is taken to begin with ([MS-OXRTFCP] 2.1.2.1).
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial"
    b"Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


@dataclass(slots=True)
class Wrapped:
    """What a winmail.dat held: the words of the letter, its compressed rich text where there are no plain ones, its files."""

    text: str = ""
    rtf: bytes = b""
    files: list[tuple[str, str, bytes]] = field(default_factory=list)  # name, type, octets


def open_winmail(content: bytes) -> Wrapped | None:
    """Return what the file holds, None if it is no TNEF."""
    if not content.startswith(SIGNATURE):
        return None
    wrapped, codepage = Wrapped(), "cp1252"
    for name, data in _attributes(content):
        if name == _CODEPAGE and len(data) >= 4:
            codepage = f"cp{struct.unpack_from('<I', data)[0]}"
        elif name == _BODY:
            wrapped.text = wrapped.text or _told(data, codepage)
        elif name == _RENDER:
            wrapped.files.append(("", "", b""))
        elif name == _PROPERTIES:
            _read_letter_properties(dict(_properties(data)), wrapped, codepage)
        elif wrapped.files and name in (_TITLE, _DATA, _ATTACHMENT):
            wrapped.files[-1] = _with(wrapped.files[-1], name, data, codepage)
    return wrapped


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    for _ in range(ATTRIBUTE_LIMIT):
        if at + 9 > len(content):
            return
        name, length = struct.unpack_from("<H", content, at + 1)[0], struct.unpack_from("<I", content, at + 5)[0]
        yield name, content[at + 9 : at + 9 + length]
        at += 9 + length + 2  # a checksum of two octets follows


def _with(file: tuple[str, str, bytes], name: int, data: bytes, codepage: str) -> tuple[str, str, bytes]:
    title, kind, octets = file
    if name == _TITLE:
        return title or _told(data, codepage), kind, octets
    if name == _DATA:
        return title, kind, data
    told = dict(_properties(data))
    long = next((_word(told[key], codepage) for key in (_LONG_NAME, _SHORT_NAME, _DISPLAY) if key in told), "")
    inner = told.get(_OBJECT, (0, b""))[1]
    return long or title, _word(told[_MIME], codepage) if _MIME in told else kind, octets or inner[16:]


def _read_letter_properties(told: dict[int, tuple[int, bytes]], wrapped: Wrapped, codepage: str) -> None:
    if _CPID in told and len(told[_CPID][1]) >= 4:
        codepage = f"cp{struct.unpack_from('<I', told[_CPID][1])[0]}"
    if _TEXT in told:
        wrapped.text = _word(told[_TEXT], codepage) or wrapped.text
    if _HTML in told and not wrapped.text.strip():
        wrapped.text = html_text(_told(told[_HTML][1], codepage))
    if _RTF in told and not wrapped.text.strip():
        wrapped.rtf = decompressed(told[_RTF][1])


def _properties(data: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """Yield the MAPI properties (id, (type, value)), of several values the first; stop where they make no sense."""
    at = 4
    try:
        for _ in range(min(struct.unpack_from("<I", data)[0], ATTRIBUTE_LIMIT)):
            kind, name = struct.unpack_from("<HH", data, at)
            at += 4
            if name >= 0x8000:
                at = _past_name(data, at)
            many, kind = bool(kind & 0x1000), kind & 0x0FFF
            value, at = _value(data, at, kind, many)
            yield name, (kind, value)
    except (struct.error, IndexError):
        return


def _past_name(data: bytes, at: int) -> int:
    if struct.unpack_from("<I", data, at + 16)[0] == 0:
        return at + 24
    return at + 24 + _padded(struct.unpack_from("<I", data, at + 20)[0])


def _value(data: bytes, at: int, kind: int, many: bool) -> tuple[bytes, int]:
    fixed = _FIXED.get(kind)
    count = 1
    if many or fixed is None:
        count = struct.unpack_from("<I", data, at)[0]
        at += 4
    if count > ATTRIBUTE_LIMIT:
        raise IndexError
    first = b""
    for number in range(count):
        if at > len(data):
            raise IndexError
        size = fixed
        if size is None:
            size = struct.unpack_from("<I", data, at)[0]
            at += 4
        first = data[at : at + size] if not number else first
        at += _padded(size)
    return first, at


def _padded(size: int) -> int:
    return size + (-size) % 4


def _word(value: tuple[int, bytes], codepage: str) -> str:
    kind, octets = value
    return clean(octets.decode("utf-16-le", "replace")).strip("\x00") if kind == 0x1F else _told(octets, codepage)


def _told(octets: bytes, codepage: str) -> str:
    return decode(octets.rstrip(b"\0"), codepage)[0]


def decompressed(octets: bytes) -> bytes:
    """Return the rich text behind LZFu compression ([MS-OXRTFCP])."""
    if len(octets) < 16:
        return b""
    if octets[8:12] == b"MELA":
        return octets[16:][:RTF_LIMIT]
    window, write = bytearray(_DICTIONARY.ljust(4096, b"\0")), len(_DICTIONARY)
    out, at = bytearray(), 16
    while at < len(octets) and len(out) < RTF_LIMIT:
        flags = octets[at]
        at += 1
        for bit in range(8):
            if at >= len(octets):
                break
            if flags >> bit & 1:
                reference = int.from_bytes(octets[at : at + 2], "big")
                at += 2
                offset, length = reference >> 4, (reference & 15) + 2
                if offset == write % 4096:
                    return bytes(out)
                signs = [(offset + step) % 4096 for step in range(length)]
            else:
                window[write % 4096] = octets[at]
                out.append(octets[at])
                write, at = write + 1, at + 1
                continue
            for place in signs:
                sign = window[place]
                window[write % 4096] = sign
                out.append(sign)
                write += 1
    return bytes(out)
