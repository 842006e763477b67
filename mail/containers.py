"""Signed containers: .asice and .bdoc opened, .ddoc listed, encrypted ones left to a person.

Their signatures are read by mail/signatures.py, imported only when there is one: cryptography costs 0.1 s at the start.
"""

import re
from dataclasses import dataclass, field

from mail.documents import CannotOpen, Entry, open_archive, parse_xml
from mail.letter import Signature
from mail.parts import undo_transfer

SIGNATURE_LIMIT = 50

_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_SUFFIXES = ("asice", "sce", "bdoc", "asics", "scs", "edoc", "adoc")
_MIMETYPE = re.compile(rb"\s*application/vnd\.(?:etsi\.asic-[es]\+zip|bdoc-1\.[01])")


@dataclass(slots=True)
class Opened:
    """What a container held: its files, its signatures, and why it could not be read in full."""

    files: list[Entry] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)


def is_container(name: str, kind: str, content: bytes) -> bool:
    """Tell whether a file is a signed or encrypted container, by its own `mimetype` entry before its name."""
    suffix = name.lower().rpartition(".")[2]
    if content.startswith(b"PK\x03\x04"):
        return suffix in _SUFFIXES or (content[30:38] == b"mimetype" and _MIMETYPE.match(content, 38) is not None)
    return (
        suffix in ("ddoc", "cdoc", "cdoc2")
        or "SignedDoc" in content[:1_000].decode("latin-1")
        or content.startswith(b"CDOC\x02")
    )


def open_container(name: str, content: bytes) -> Opened:
    """Return the files and signatures of a container. Raises nothing: what cannot be opened has a defect."""
    opened = Opened()
    suffix = name.lower().rpartition(".")[2]
    try:
        if suffix in ("cdoc", "cdoc2") or content.startswith(b"CDOC\x02"):
            opened.defects.append("encrypted_container")
        elif content.startswith(b"PK\x03\x04"):
            _open_asice(name, content, opened)
        else:
            _open_ddoc(name, content, opened)
    except CannotOpen as cannot:
        opened.defects.append(cannot.why)
    return opened


def _open_asice(name: str, content: bytes, opened: Opened) -> None:
    entries = open_archive(content)
    names = [entry.name for entry in entries]
    if len(names) != len(set(names)):
        opened.defects.append("container_doubled_names")
    inner = [entry for entry in entries if entry.name.upper().startswith("META-INF/")]
    opened.files = [entry for entry in entries if entry not in inner and entry.name != "mimetype"]
    files = {entry.name: entry.content for entry in opened.files}
    for entry in sorted(inner, key=lambda entry: entry.name):
        if "signatures" in entry.name.lower() and entry.name.lower().endswith(".xml"):
            _read_signatures(name, entry.content, files, opened, sound=len(names) == len(set(names)))
    if not opened.signatures:
        opened.defects.append("container_not_signed")


def _read_signatures(name: str, xml: bytes, files: dict[str, bytes], opened: Opened, sound: bool) -> None:
    try:
        root = parse_xml(xml)
    except CannotOpen as cannot:
        opened.defects.append(cannot.why)
        return
    from mail.signatures import read_signature

    for signature in list(root.iter(_SIGNATURE))[: SIGNATURE_LIMIT - len(opened.signatures)]:
        opened.signatures.append(read_signature(name, root, signature, files, sound))


def _open_ddoc(name: str, content: bytes, opened: Opened) -> None:
    """List the files and signers of a DIGIDOC-XML. Its digests are SHA-1, so it is never called valid."""
    from mail.signatures import named_signature

    root = parse_xml(content, huge=True)
    for element in root.iter("{*}DataFile"):
        text = element.text or ""
        embedded = element.get("ContentType", "").upper() == "EMBEDDED_BASE64"
        octets = undo_transfer(text.encode(), "base64") if embedded else text.encode()
        opened.files.append(Entry(element.get("Filename", ""), octets))
    for signature in list(root.iter("{*}Signature"))[:SIGNATURE_LIMIT]:
        opened.signatures.append(named_signature(name, signature))
    opened.defects.append("container_old_format")
