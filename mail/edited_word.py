"""A .docx that came back from a person: its paragraphs with tracked changes accepted or refused, and what must not be in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from mail.charsets import clean
from mail.documents import CannotOpen, open_archive, parse_xml

LARGEST: Final = 5 * 1024 * 1024  # octets of a letter that was edited
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MACROS: Final = re.compile(r"(?:^|/)vba|macrosheets/|\.bin$", re.IGNORECASE)
_EMBEDDED: Final = re.compile(r"^word/(?:embeddings|activeX|afchunk)", re.IGNORECASE)
_AROUND: Final = re.compile(r"word/(?:header|footer)\d*\.xml")
_XML_LIMIT: Final = 20 * 1024 * 1024
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    item: bool = False  # of a list
    picture: bool = False


@dataclass(frozen=True, slots=True)
class EditedWord:
    """What was read. `around` holds the words of headers and footers; `tracked` counts changes nobody has decided on."""

    accepted: tuple[Paragraph, ...]
    refused: tuple[Paragraph, ...]
    around: frozenset[str]
    tracked: int
    comments: int


def read_edited(content: bytes) -> EditedWord:
    """Return the paragraphs of a .docx. Raises CannotOpen: not_a_docx, document_too_large, macros, embedded_files, or why it is broken."""
    if len(content) > LARGEST:
        raise CannotOpen("document_too_large")
    if not content.startswith(b"PK\x03\x04"):
        raise CannotOpen("not_a_docx")
    entries = {entry.name: entry.content for entry in open_archive(content)}
    if "word/document.xml" not in entries:
        raise CannotOpen("not_a_docx")
    if any(map(_MACROS.search, entries)) or b"macroEnabled" in entries.get("[Content_Types].xml", b""):
        raise CannotOpen("macros")
    if any(map(_EMBEDDED.match, entries)):
        raise CannotOpen("embedded_files")
    root = _xml(entries["word/document.xml"])
    comments = _xml(entries["word/comments.xml"]) if "word/comments.xml" in entries else None
    around = {" ".join(_words(_xml(entries[name])).split()) for name in entries if _AROUND.fullmatch(name)}
    return EditedWord(
        tuple(_paragraphs(root, refuse=False)), tuple(_paragraphs(root, refuse=True)), frozenset(around - {""}),
        sum(1 for _ in root.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo")),
        0 if comments is None else sum(1 for _ in comments.iter(f"{_W}comment")),
    )  # fmt: skip


def _xml(octets: bytes) -> etree._Element:
    if len(octets) > _XML_LIMIT:
        raise CannotOpen("document_too_large")
    return parse_xml(octets)


def _paragraphs(root: etree._Element, *, refuse: bool) -> Iterator[Paragraph]:
    """Give the paragraphs in order; one whose end was deleted, or was put in and is refused, goes on in the next."""
    gone = f"{_W}pPr/{_W}rPr/{_W}{'ins' if refuse else 'del'}"
    before, picture = "", False
    for element in root.iter(f"{_W}p"):
        if _inside(element, "Fallback", "txbxContent"):
            continue
        text = before + clean(_text(element, refuse=refuse))
        picture = picture or any(True for _ in element.iter(f"{_W}drawing", f"{_W}pict", f"{_W}object"))
        if element.find(gone) is not None:
            before = text
            continue
        yield Paragraph(text.strip(), _is_item(element), picture)
        before, picture = "", False
    if before.strip():
        yield Paragraph(before.strip(), picture=picture)


def _text(paragraph: etree._Element, *, refuse: bool) -> str:
    unwanted = ("ins", "moveTo") if refuse else ("del", "moveFrom")
    out: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}delText", *(f"{_W}{name}" for name in _SIGNS)):
        name = etree.QName(element).localname
        if _between(element, paragraph, unwanted) or (name == "delText" and not refuse):
            continue
        out.append(_SIGNS.get(name, element.text or ""))
    return "".join(out)


def _between(element: etree._Element, paragraph: etree._Element, names: tuple[str, ...]) -> bool:
    """Tell whether an element of this name stands between the text and its own paragraph; a text box holds others' words."""
    for one in element.iterancestors():
        if one is paragraph:
            return False
        if etree.QName(one).localname in (*names, "txbxContent", "Fallback", "p"):
            return True
    return False


def _inside(element: etree._Element, *names: str) -> bool:
    return any(etree.QName(one).localname in names for one in element.iterancestors())


def _is_item(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if numbered is not None:
        return numbered.get(f"{_W}val") != "0"
    return style is not None and "list" in style.get(f"{_W}val", "").lower()


def _words(root: etree._Element) -> str:
    """Return what is written, without what the program counts itself: a page's number is another once the letter is longer."""
    told, counted = [], 0
    for element in root.iter(f"{_W}t", f"{_W}fldChar"):
        if element.tag == f"{_W}t":
            told += [] if counted or _inside(element, "fldSimple") else [element.text or ""]
        else:
            counted += {"begin": 1, "end": -1}.get(element.get(f"{_W}fldCharType", ""), 0)
    return clean(" ".join(told))


