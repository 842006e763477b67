"""The parameters of Content-Type and Content-Disposition: quoted, bare, in pieces (RFC 2231), and as programs get them wrong."""

import re

from mail.charsets import decode, guess, one_line
from mail.headers import decode_words

_PARAMETER = re.compile(r';\s*([^\s=;]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.){0,4000})"|([^;]{0,4000}(?:;[^;=]{1,200}(?=;|$)){0,5}))')
_CONTINUED = re.compile(r"([^*]+)\*(?:(\d{1,3})(\*?))?$")
_TYPE = re.compile(r"\s*([\w.+-]{1,100})/([\w.+-]{1,150})")
_LOCATION = re.compile(r"[^/\\:?#\s][^/\\:?#]{0,200}\.[A-Za-z0-9]{1,8}")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def content_type(value: str, default: str = "text/plain") -> tuple[str, dict[str, str]]:
    """Return the type in small letters and its parameters, decoded (RFC 2231, and encoded words where they do not belong)."""
    found = _TYPE.match(value)
    kind = (
        f"{found[1]}/{found[2]}".lower()
        if found
        else ("text/html" if value.strip().lower().startswith("html") else default)
    )
    return kind, parameters(value)


def parameters(value: str) -> dict[str, str]:
    """Return the parameters of a header, the pieces of RFC 2231 put together."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, quoted, bare in _PARAMETER.findall(value if value.lstrip().startswith(";") or ";" in value else ""):
        name = name.lower()
        given = re.sub(r'\\(["\\])', r"\1", quoted) if quoted else _bare(name, bare)
        if (continued := _CONTINUED.match(name)) is not None:
            number = int(continued[2] or 0)
            extended = continued[2] is None or bool(continued[3])
            pieces.setdefault(continued[1], {}).setdefault(number, (given, extended))
        else:
            plain.setdefault(name, given)
    decoded = {name: one_line(decode_words(given)) for name, given in plain.items()}
    return decoded | {name: _extended(numbered) for name, numbered in pieces.items()}


def disposition(value: str) -> tuple[str, dict[str, str]]:
    return value.partition(";")[0].strip().strip('"').lower(), parameters(value)


def location(value: str) -> str:
    """Return the file name a Content-Location gives, "" where it is an address or none."""
    name = one_line(decode_words(value)).strip('"')
    return name if _LOCATION.fullmatch(name) else ""


def _extended(numbered: dict[int, tuple[str, bool]]) -> str:
    """Return the value of a parameter in pieces (RFC 2231 section 3 and 4)."""
    charset, octets = "", b""
    for number in sorted(numbered):
        given, extended = numbered[number]
        if extended and number == min(numbered) and given.count("'") >= 2:
            charset, _, given = given.split("'", 2)
        octets += _unpercent(given) if extended else given.encode("utf-8", "replace")
    text = decode(octets, charset)[0] if charset else guess(octets)
    return one_line(decode_words(text))


def _unpercent(text: str) -> bytes:
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), text.encode("utf-8", "replace"))


def _bare(name: str, value: str) -> str:
    """Return a value without quotes. A file's name may hold semicolons then: they belong to it as long as it has no ending."""
    first, _, rest = value.partition(";")
    if rest and name in ("name", "filename") and not _EXTENSION.search(first.strip()) and _EXTENSION.search(value.strip()):
        first = value
    first = first.strip().strip('"')
    return first[1:-1] if len(first) > 2 and first[0] == first[-1] == "'" else first
