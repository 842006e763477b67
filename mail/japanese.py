"""ISO-2022-JP as letters really hold it: with the vendors' own signs and half-width kana, which Python's codec refuses."""

import re

LIMIT = 2_000_000  # octets: a body is no longer
_ESCAPE = re.compile(rb"\x1b(\$[@B]|\([BIJ])")


def from_iso2022(octets: bytes) -> str:
    """Return the text; what cannot be read is a replacement sign."""
    pieces = _ESCAPE.split(octets[:LIMIT])
    text = [pieces[0].decode("ascii", "replace")]
    for escape, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if escape.startswith(b"$"):
            text.append(_double(piece))
        elif escape == b"(I":
            text.append(bytes(octet | 0x80 for octet in piece).decode("cp932", "replace"))
        else:
            text.append(piece.decode("ascii", "replace"))
    return "".join(text)


def _double(octets: bytes) -> str:
    """Return signs of two octets each, by way of Shift JIS (JIS X 0208 annex 1); a line end within stays one."""
    out, at = bytearray(), 0
    while at < len(octets):
        if octets[at] < 0x21 or at + 1 == len(octets):
            out.append(octets[at])
            at += 1
            continue
        row, cell = octets[at], octets[at + 1]
        lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
        trail = cell + (0x1F if row % 2 and cell < 0x60 else 0x20 if row % 2 else 0x7E)
        out += bytes((lead & 0xFF, trail & 0xFF))
        at += 2
    return out.decode("cp932", "replace")
