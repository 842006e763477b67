"""Words for headers: one line, printable, and folded so that no mail server has to."""

import re
from binascii import b2a_base64
from collections.abc import Callable, Iterator
from typing import Final

_WIDTH: Final = 76  # signs in a line of a header
_PLAIN: Final = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/"
)  # RFC 2047 section 5 (3)
_QUOTED: Final = [chr(octet) if octet in _PLAIN else "_" if octet == 32 else f"={octet:02X}" for octet in range(256)]
_NAME: Final = 600  # octets of a file name once it is written by RFC 2231: the line stays under 998
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)


def one_line(text: str) -> str:
    """Return `text` in one line of single spaces, without signs that cannot be seen.

    Whatever could end a header or turn the direction of reading is a space or
    nothing (B1, B3); lone surrogates are question marks.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    storable = text.encode("utf-8", "replace").decode()
    return " ".join("".join(_shown(sign) for sign in storable).split())


def clean_name(name: str) -> str:
    """Return a file name that stays a name wherever it is saved: no path, no hidden file, no device (B4)."""
    name = one_line(re.split(r"[/\\]", one_line(name))[-1])
    name = re.sub(r'[<>:"|?*]', "_", name).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    if stem.split(".")[0].strip().lower() in _RESERVED:
        stem = "_" + stem
    ending = ending[:20]
    while stem and 3 * len((stem + ending).encode()) > _NAME:
        stem = stem[:-1]
    return (stem + dot + ending).strip(". ") or "fail"


def encoded(text: str) -> str:
    """Return `text` as it may stand in a header: as it is, or in encoded words (RFC 2047), a line each.

    ASCII is encoded too where it would be read as an encoded word, or where a
    single word is longer than a line.
    """
    if text.isascii() and "=?" not in text and all(len(word) < _WIDTH - 12 for word in text.split(" ")):
        return text
    octets = text.encode()
    if 3 * len(_q(octets)) <= 4 * len(octets):
        return "\r\n ".join(f"=?utf-8?q?{_q(piece)}?=" for piece in _pieces(text, lambda sign: len(_q(sign)), 63))
    return "\r\n ".join(f"=?utf-8?b?{_b(piece)}?=" for piece in _pieces(text, len, 45))


def folded(text: str, used: int) -> str:
    """Return `text` encoded where needed and broken into lines, the first of which has `used` signs already."""
    ready = encoded(text)
    if ready != text or used + len(ready) <= _WIDTH:
        return ready
    lines, line = [], ""
    for word in ready.split(" "):
        if line and used + len(line) + 1 + len(word) > _WIDTH:
            lines.append(line)
            line, used = word, 1
        else:
            line = f"{line} {word}" if line else word
    return "\r\n ".join([*lines, line])


def _pieces(text: str, width: Callable[[bytes], int], room: int) -> Iterator[bytes]:
    """Cut `text` into pieces no wider than `room`, never inside a sign, and after a space where there is one.

    Some readers put a space between two encoded words of a name (Python's own
    does): after a space it is seen as a double one, and not in the middle of a word.
    """
    widths = [width(sign.encode()) for sign in text]
    start = used = space = 0
    if sum(widths) <= room:
        yield text.encode()
        return
    for place, sign in enumerate(text):
        if used + widths[place] > room:
            cut = space if space > start else place
            yield text[start:cut].encode()
            start, used = cut, sum(widths[cut:place])
        used += widths[place]
        space = place + 1 if sign == " " else space
    yield text[start:].encode()


def _q(octets: bytes) -> str:
    return "".join([_QUOTED[octet] for octet in octets])


def _b(octets: bytes) -> str:
    return b2a_base64(octets, newline=False).decode()


def _shown(sign: str) -> str:
    if sign.isprintable():
        return sign
    # Cc, Zl, Zp and odd spaces part words; Cf (direction marks, zero width) is nothing at all.
    return " " if sign.isspace() or ord(sign) < 0xA0 else ""
