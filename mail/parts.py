"""The parts of a letter: raw octets to a tree of parts, bounded in number and depth, in time linear in the octets.

The library's parser dies of deep nesting and takes 6-15 s for 100,000 parts, hence this own one.
"""

import binascii
import re
from dataclasses import dataclass, field

from mail.headers import Headers, split_block
from mail.parameters import content_type, disposition, location

PART_LIMIT = 1_000
DEPTH_LIMIT = 30
PREAMBLE_LIMIT = 20_000  # octets

_GUESSED = re.compile(rb"(?m)^--([^\r\n]{1,200}?)[ \t]*\r?\n(?=[A-Za-z-]{3,40}:)")
_SOFT_BREAK = re.compile(rb"=[ \t]{1,100}\r?\n")  # white space at the end of a line is not meant (RFC 2045 section 6.7)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\r\n\t -]")
_UU_LINE = re.compile(rb"[ -`]{1,62}")


@dataclass(slots=True)
class Budget:
    """What may still be read of one letter, shared by every letter within it, and what was cut off."""

    parts: int = PART_LIMIT
    defects: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """One part: its headers, its place in the octets, its children if it is a multipart."""

    headers: Headers
    raw: bytes = field(repr=False)
    start: int
    end: int
    type: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    filename: str = ""
    children: list["Part"] = field(default_factory=list)
    container: str = ""  # the type of the multipart it stands in, "" at the top
    preamble: bytes = field(default=b"", repr=False)  # what stands before the first of its parts

    def encoded(self) -> bytes:
        """Return the octets of the body as they came."""
        return self.raw[self.start : self.end]

    def content(self) -> bytes:
        """Return the octets of the body, transfer encoding undone as well as it can be."""
        encoding = self.headers.raw("content-transfer-encoding").lower().strip("\"' \t").split(";")[0].strip()
        return undo_transfer(self.encoded(), encoding)

    def charset(self) -> str:
        """Return the declared charset, "" where none is."""
        return self.parameters.get("charset", "")

    def leaves(self) -> list["Part"]:
        """Return the parts without children below this one, in order."""
        return [leaf for child in self.children for leaf in child.leaves()] if self.children else [self]


def read_part(
    raw: bytes, budget: Budget, *, start: int = 0, end: int = -1, depth: int = 0, top: bool = False, container: str = ""
) -> Part:
    """Return the part that stands from `start` to `end`, with all below it that the budget allows."""
    end = len(raw) if end < 0 else end
    budget.parts -= 1
    headers, body = split_block(raw, start, end, top)
    budget.defects += headers.defects
    default = "message/rfc822" if container == "multipart/digest" else "text/plain"
    part = Part(headers, raw, min(body, end), end, default, container=container)
    if headers.has("content-type"):
        part.type, part.parameters = content_type(headers.raw("content-type"), default)
    part.disposition, given = disposition(headers.raw("content-disposition"))
    part.filename = given.get("filename", "") or part.parameters.get("name", "")
    if not part.filename and not part.type.startswith(("text/", "multipart/", "message/")):
        part.filename = location(headers.raw("content-location"))
    if part.type.startswith("multipart/"):
        _read_children(part, budget, depth)
    return part


def report_type(part: Part) -> str:
    """Return what a report (RFC 6522) is about, "unnamed" if it does not say, "" for any other letter; cut short it is a report still."""
    kind, given = content_type(part.headers.raw("content-type"))
    return (given.get("report-type", "").lower() or "unnamed") if kind == "multipart/report" else ""


def undo_transfer(octets: bytes, encoding: str) -> bytes:
    """Return the octets with base64, quoted-printable or uuencode undone; what cannot be undone stays."""
    if encoding == "base64":
        return _base64(octets)
    if encoding in ("quoted-printable", "quotedprintable", "quoted_printable"):
        return binascii.a2b_qp(_SOFT_BREAK.sub(b"=\n", octets))
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return uudecode(octets.split(b"\n")) or octets
    return octets


def uudecode(lines: list[bytes]) -> bytes:
    """Return the octets of uuencoded lines, the `begin` and `end` lines left aside."""
    out = bytearray()
    for line in (line.rstrip(b"\r") for line in lines):
        if line.startswith(b"begin ") or not _UU_LINE.fullmatch(line):
            continue
        if line == b"end":
            break
        try:
            out += binascii.a2b_uu(line)
        except binascii.Error:
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3  # some encoders leave a checksum sign behind
            try:
                out += binascii.a2b_uu(line[:wanted])
            except binascii.Error:
                continue
    return bytes(out)


def _read_children(part: Part, budget: Budget, depth: int) -> None:
    if depth >= DEPTH_LIMIT:
        budget.defects.append("nested_too_deep")
        part.type = "application/octet-stream"
        return
    boundary = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape")
    places = _places(part, boundary.rstrip(), budget) if boundary else []
    if not places and (guessed := _GUESSED.search(part.raw, part.start, part.end)) is not None:
        budget.defects.append("boundary_wrong")
        places = _places(part, guessed[1], budget)
    if not places:
        if boundary and part.encoded().strip() == b"--" + boundary.rstrip() + b"--":  # closed before any part was begun
            part.end = part.start
        budget.defects.append("boundary_missing")
        part.type, part.parameters = "text/plain", {}
        return
    part.preamble = part.raw[part.start : min(places[0][0], part.start + PREAMBLE_LIMIT)]
    for start, end in places:
        if budget.parts <= 0:
            budget.defects.append("too_many_parts")
            break
        part.children.append(read_part(part.raw, budget, start=start, end=end, depth=depth + 1, container=part.type))


def _places(part: Part, boundary: bytes, budget: Budget) -> list[tuple[int, int]]:
    """Return where the parts begin and end. A part whose closing line is missing runs to the end."""
    mark, raw = b"--" + boundary, part.raw
    places: list[tuple[int, int]] = []
    begun, at = -1, part.start
    while (at := raw.find(mark, at, part.end)) >= 0:
        begins_line = at == part.start or raw[at - 1 : at] in (b"\n", b"\r")
        rest, line_end = _rest_of_line(raw, at + len(mark), part.end) if begins_line else (mark, at)
        if rest not in (b"", b"--"):
            at += len(mark)
            continue
        if begun >= 0:
            places.append((begun, max(begun, _before_line(raw, at))))
        if rest == b"--" or len(places) >= PART_LIMIT:
            return places
        begun = at = line_end
    if begun >= 0:
        budget.defects.append("boundary_not_closed")
        places.append((begun, part.end))
    return places


def _rest_of_line(raw: bytes, at: int, end: int) -> tuple[bytes, int]:
    """Return what stands after a boundary on its line, looking no further than a boundary's line may go, and where the next line begins."""
    near = raw[at : min(end, at + 200)]
    found = near.find(b"\n")
    if found < 0 and at + len(near) == end:
        return near.strip(), end
    return (near[:found].strip(), at + found + 1) if found >= 0 else (near, at)


def _before_line(raw: bytes, at: int) -> int:
    """Return the end of the part before a boundary: the line end belongs to the boundary (RFC 2046 section 5.1.1)."""
    if raw[at - 2 : at] == b"\r\n":
        return at - 2
    return at - 1


def _base64(octets: bytes) -> bytes:
    """Undo base64; several padded runs one after another are each undone, and a stray last sign is left out.

    Plain words that only claim to be base64 stay, and those a list server wrote after the end are left out.
    """
    if _is_plain(octets[:4_000]):
        return octets
    pieces = [octets]
    if b"=" in (inner := octets.rstrip(b"= \t\r\n")):
        pieces = [piece for piece in re.split(rb"=+", inner) if piece.strip()][:10_000]
        pieces = [piece for at, piece in enumerate(pieces) if not at or not _is_plain(piece[:4_000], 12)]
    return b"".join(_base64_run(piece) for piece in pieces)


def _is_plain(octets: bytes, parts: int = 5) -> bool:
    """Tell words from base64: more than one in `parts` of their signs are of another kind, spaces within lines among them."""
    foreign = len(_NOT_BASE64.findall(octets)) + sum(line.strip().count(b" ") + line.count(b"-") for line in octets.split(b"\n"))
    return foreign * parts > len(octets)


def _base64_run(octets: bytes) -> bytes:
    try:
        return binascii.a2b_base64(octets.rstrip(b"= \t\r\n") + b"===")
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", octets)
        kept = kept[:-1] if len(kept) % 4 == 1 else kept
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))
