"""An encrypted container (.cdoc, .cdoc2): that it is one, and for whom it says it was made. We cannot look inside."""

import re
from typing import Final
from urllib.parse import parse_qs

from lxml import etree

from mail.charsets import one_line
from mail.documents import CannotOpen, parse_xml

MOST: Final = 50  # recipients
_HEADER_LIMIT: Final = 2_000_000
_MAGIC: Final = b"CDOC\x02"
_LABEL: Final = re.compile(rb"data:[\x21-\x7e]{3,2000}")
_ENCRYPTED: Final = "{http://www.w3.org/2001/04/xmlenc#}"


def is_encrypted(content: bytes) -> bool:
    """Tell by the content alone whether this is an encrypted container."""
    return content.startswith(_MAGIC) or _root(content) is not None


def declared_recipients(content: bytes) -> tuple[str, ...]:
    """Return the names the container's own keys bear, as far as they can be read: nothing proves them."""
    names = _of_cdoc2(content) if content.startswith(_MAGIC) else _of_cdoc(content)
    return tuple(dict.fromkeys(one_line(name)[:200] for name in names if name.strip()))[:MOST]


def _of_cdoc(content: bytes) -> list[str]:
    """Read the attribute Recipient of each key (CDOC 1.1: an XML Encryption document)."""
    root = _root(content)
    return [] if root is None else [key.get("Recipient", "") for key in root.iter(f"{_ENCRYPTED}EncryptedKey")]


def _of_cdoc2(content: bytes) -> list[str]:
    """Read the labels of the keys in the header (CDOC 2.0: after the magic, four octets of length)."""
    length = min(int.from_bytes(content[5:9], "big"), _HEADER_LIMIT)
    names = []
    for label in _LABEL.findall(content[9 : 9 + length]):
        told = parse_qs(label.decode("ascii").removeprefix("data:").partition(",")[2] or label.decode("ascii").removeprefix("data:"))
        names.append((told.get("cn") or told.get("label") or told.get("file") or [""])[0])
    return names


def _root(content: bytes) -> etree._Element | None:
    if b"EncryptedData" not in content[:20_000]:
        return None
    try:
        root = parse_xml(content, huge=True)
    except CannotOpen:
        return None
    return root if root.tag == f"{_ENCRYPTED}EncryptedData" else None
