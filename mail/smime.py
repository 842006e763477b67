"""The letter inside an opaque S/MIME signature (smime.p7m, RFC 8551 section 3.5.2): its words are read, the signature is not judged."""

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # the object identifier 1.2.840.113549.1.7.2, as it is written
_SEQUENCE, _OCTETS, _CHUNKS, _EXPLICIT = 0x30, 0x04, 0x24, 0xA0
_DEPTH = 20


class _NotSigned(Exception):
    """The octets are no signed data."""


def signed_content(octets: bytes) -> bytes:
    """Return what was signed, b"" if the octets are no signed data or hold the signature only."""
    try:
        _, at, end = _opened(octets, 0, len(octets), _SEQUENCE)
        if not octets.startswith(_SIGNED_DATA, at):
            return b""
        _, at, end = _opened(octets, at + len(_SIGNED_DATA), end, _EXPLICIT)
        _, at, end = _opened(octets, at, end, _SEQUENCE)
        at = _past(octets, _past(octets, at, end), end)  # the version and the digest algorithms
        _, at, end = _opened(octets, at, end, _SEQUENCE)
        at = _past(octets, at, end)  # the type of the content
        _, at, end = _opened(octets, at, end, _EXPLICIT)
        return _string(octets, at, end)
    except (_NotSigned, IndexError):
        return b""


def _string(octets: bytes, at: int, end: int) -> bytes:
    """Return an octet string, whole or in chunks."""
    tag, start, stop = _opened(octets, at, end)
    if tag == _OCTETS:
        return octets[start:stop]
    if tag != _CHUNKS:
        raise _NotSigned
    chunks = []
    while start < stop and octets[start : start + 2] != b"\0\0":
        tag, begin, close = _opened(octets, start, stop, _OCTETS)
        chunks.append(octets[begin:close])
        start = close
    return b"".join(chunks)


def _opened(octets: bytes, at: int, end: int, wanted: int = -1) -> tuple[int, int, int]:
    """Return the tag of the element at this place, and where its content begins and ends; one without a length ends with its parent."""
    tag, length = octets[at], octets[at + 1]
    if wanted >= 0 and tag != wanted:
        raise _NotSigned
    start = at + 2
    if length == 0x80:
        return tag, start, end
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(octets[start : start + count], "big")
        start += count
    if start + length > end:  # it claims to go on past its parent
        raise _NotSigned
    return tag, start, start + length


def _past(octets: bytes, at: int, end: int, depth: int = 0) -> int:
    """Return the place after the element, one without a length counted to its end mark."""
    _, start, stop = _opened(octets, at, end)
    if octets[at + 1] != 0x80:
        return stop
    if depth > _DEPTH:
        raise _NotSigned
    while octets[start : start + 2] != b"\0\0":
        start = _past(octets, start, end, depth + 1)
    return start + 2
