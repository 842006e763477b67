"""The attachments of a letter: every leaf that is not the shown text, with clean names, words, and what stands inside."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field, replace

from mail.apart import text_apart
from mail.bodies import Body, part_text, read_body
from mail.charsets import clean, one_line
from mail.containers import is_container, open_container
from mail.documents import document_text
from mail.letter import Attachment, Signature
from mail.outlook import is_outlook, open_outlook
from mail.parts import Budget, Part, read_part
from mail.smime import signed_content
from mail.winmail import SIGNATURE as WINMAIL
from mail.winmail import Wrapped, open_winmail

INSIDE_LIMIT = 5  # letters and containers one in another
FILE_LIMIT = 2_000  # attachments of one letter, all within counted
NAME_LIMIT = 150  # signs

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_KEPT_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_SIGNED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
# fmt: off
_TYPES = {
    "pdf": "application/pdf", "txt": "text/plain", "html": "text/html", "htm": "text/html", "rtf": "application/rtf", "eml": "message/rfc822",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "doc": "application/msword", "csv": "text/csv",
    "odt": "application/vnd.oasis.opendocument.text", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "heic": "image/heic", "zip": "application/zip",
    "asice": "application/vnd.etsi.asic-e+zip", "bdoc": "application/vnd.etsi.asic-e+zip", "xml": "application/xml", "ics": "text/calendar", "msg": "application/vnd.ms-outlook",
}
# fmt: on


@dataclass(slots=True)
class Finds:
    """What was met on the way through the attachments: signatures, defects, and the words of a wrapped letter."""

    budget: Budget
    words: bool  # whether the words of documents are wanted
    signatures: list[Signature] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    wrapped_text: str = ""
    files: int = 0


def read_attachments(root: Part, body: Body, finds: Finds, inside: int = 0) -> tuple[Attachment, ...]:
    """Return the attachments of a letter in order; two of one name stay two."""
    shown = {id(part) for part in body.shown}
    attachments = []
    for leaf in root.leaves():
        if id(leaf) in shown or (leaf is root and not leaf.headers.fields):
            continue
        attachments.append(_leaf(leaf, finds, inside))
        if finds.files > FILE_LIMIT:
            finds.defects.append("too_many_attachments")
            break
    return (*attachments, *(_made(name, "", octets, finds, inside) for name, octets in body.loose))


def clean_name(name: str) -> str:
    """Return a file's name as it may be shown: no path, no control or direction signs, no reserved word."""
    name = one_line(name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = "".join(
        sign
        for sign in unicodedata.normalize("NFC", name)
        if unicodedata.category(sign) not in ("Cf", "Cc", "Co", "Cs", "Zl", "Zp")
    )
    name = re.sub(r'[<>:"|?*]', "_", name).strip().rstrip(". ")
    if not name.strip("."):
        return ""
    if len(name) > NAME_LIMIT:
        suffix = _KEPT_SUFFIX.search(name)
        name = name[: NAME_LIMIT - 12] + (suffix[0] if suffix else "")
    return f"_{name}" if _RESERVED.match(name) else name


def _leaf(leaf: Part, finds: Finds, inside: int) -> Attachment:
    content = leaf.content()
    name = clean_name(leaf.filename)
    if not content.strip() and leaf.type.startswith("text/") and not name:
        finds.files += 1
        return Attachment(name, leaf.type, len(content), _digest(content), "", content)
    kind = leaf.type if leaf.headers.has("content-type") else _TYPES.get(name.lower().rpartition(".")[2], leaf.type)
    made = _made(name, kind, content, finds, inside)
    declared = kind in ("text/plain", "text/html") and not made.contains  # its charset is known, so its words are surer
    if declared or (made.text is None and kind.startswith(("text/", "message/")) and kind != "message/rfc822"):
        return replace(made, text=part_text(leaf))
    return made


def _made(name: str, kind: str, content: bytes, finds: Finds, inside: int) -> Attachment:
    finds.files += 1
    kind = kind or _TYPES.get(name.lower().rpartition(".")[2], "application/octet-stream")
    text: str | None = None
    contains: tuple[Attachment, ...] = ()
    if inside < INSIDE_LIMIT and finds.files <= FILE_LIMIT:
        text, contains = _opened(name, kind, content, finds, inside + 1)
    elif inside >= INSIDE_LIMIT:
        finds.defects.append("nested_too_deep")
    if text is None and finds.words and not contains:
        text = document_text(name, kind, content)
    return Attachment(name, kind, len(content), _digest(content), text, content, contains)


def _opened(
    name: str, kind: str, content: bytes, finds: Finds, inside: int
) -> tuple[str | None, tuple[Attachment, ...]]:
    """Return the words and the files of what is a letter, a container or a winmail.dat; nothing for any other file."""
    if kind in ("message/rfc822", "message/partial") or (
        name.lower().endswith(".eml") and kind in ("application/octet-stream", "text/plain")
    ):
        text, contains = _forwarded(content, finds, inside)
        return _shown_instead(text, finds, inside), contains
    if (kind in _SIGNED or name.lower().endswith(".p7m")) and (inner := signed_content(content)):
        text, contains = _forwarded(inner, finds, inside)
        return _shown_instead(text, finds, inside), contains
    if is_outlook(name, kind, content) and finds.words and (wrapped := open_outlook(content)) is not None:
        return _unwrapped(wrapped, finds, inside)
    if content.startswith(WINMAIL) and (wrapped := open_winmail(content)) is not None:
        return _unwrapped(wrapped, finds, inside)
    if is_container(name, kind, content):
        opened = open_container(name, content)
        finds.signatures += opened.signatures
        finds.defects += opened.defects
        return None, tuple(_made(clean_name(file.name), "", file.content, finds, inside) for file in opened.files)
    return None, ()


def _forwarded(content: bytes, finds: Finds, inside: int) -> tuple[str, tuple[Attachment, ...]]:
    """Return a letter within a letter as words: who wrote when about what, and the body; and its own attachments."""
    if finds.budget.parts <= 0:
        finds.defects.append("too_many_parts")
        return "", ()
    root = read_part(content, finds.budget, top=True)
    body = read_body(root)
    told = ((name.capitalize(), root.headers.text(name)) for name in ("from", "to", "cc", "date", "subject"))
    top = "\n".join(f"{name}: {words[:1_000]}" for name, words in told if words)
    return clean(f"{top}\n\n{body.text}").strip(), read_attachments(root, body, finds, inside)


def _unwrapped(wrapped: Wrapped, finds: Finds, inside: int) -> tuple[str, tuple[Attachment, ...]]:
    text = wrapped.text
    if not text.strip() and wrapped.rtf:
        text = text_apart("rtf", wrapped.rtf) or ""
    _shown_instead(text, finds, inside)
    files = (file for file in wrapped.files if file[2])
    return text, tuple(_made(clean_name(name), kind, octets, finds, inside) for name, kind, octets in files)


def _shown_instead(text: str, finds: Finds, inside: int) -> str:
    """Keep the words of a wrapped letter: they are the body where the letter itself says nothing."""
    if inside == 1 and not finds.wrapped_text:
        finds.wrapped_text = text
    return text


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
