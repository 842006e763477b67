"""The words of attached documents: .docx, .odt, .xlsx by own walkers, pages and plain text; the risky ones are read apart."""

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from mail.apart import text_apart
from mail.charsets import clean, decode
from mail.html import html_text

TEXT_LIMIT = 1_000_000  # signs of one document
ENTRY_LIMIT = 1_000
SIZE_LIMIT = 50 * 1024 * 1024  # octets of one file of an archive, opened
TOTAL_LIMIT = 150 * 1024 * 1024
_XML_LIMIT = 20 * 1024 * 1024

_WORD_PARTS = re.compile(r"word/(header\d*|document|footer\d*|footnotes|endnotes|comments)\.xml")
_WORD_ORDER = ("header", "document", "footer", "footnotes", "endnotes", "comments")


class CannotOpen(Exception):
    """An archive or document was not opened: `why` is the code of the defect."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive."""

    name: str
    content: bytes


def document_text(name: str, kind: str, content: bytes) -> str | None:
    """Return the words of a document, None where no text could be had. Raises nothing."""
    try:
        text = _text(name.lower().rpartition(".")[2], kind, content)
    except (CannotOpen, zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, KeyError, OSError, NotImplementedError):
        return None
    return None if text is None else clean(text)[:TEXT_LIMIT]


def open_archive(content: bytes) -> list[Entry]:
    """Return the files of a zip, each inflated under a ceiling whatever size it claims. Raises CannotOpen."""
    _check_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > ENTRY_LIMIT:
                raise CannotOpen("archive_too_many_files")
            return list(_inflated(archive, infos))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError) as cause:
        raise CannotOpen("archive_unreadable") from cause
    except Exception as cause:  # zlib.error and lzma errors share no base but Exception
        if isinstance(cause, CannotOpen):
            raise
        raise CannotOpen("archive_unreadable") from cause


def parse_xml(octets: bytes, huge: bool = False) -> etree._Element:
    """Return the root of an XML document; one with a DTD is refused, nothing is fetched. Raises CannotOpen."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge)
    try:
        root = etree.fromstring(octets, parser)
    except (etree.XMLSyntaxError, ValueError) as cause:
        raise CannotOpen("xml_unreadable") from cause
    if root.getroottree().docinfo.doctype:
        raise CannotOpen("xml_with_dtd")
    return root


def _text(suffix: str, kind: str, content: bytes) -> str | None:
    if suffix == "pdf" or kind == "application/pdf" or content.startswith(b"%PDF-"):
        return text_apart("pdf", content)
    if suffix == "rtf" or kind in ("application/rtf", "text/rtf") or content.startswith(b"{\\rtf"):
        return text_apart("rtf", content)
    if content.startswith(b"PK\x03\x04"):
        return _office_text(suffix, content)
    if kind in ("text/html", "application/xhtml+xml") or suffix in ("html", "htm"):
        return html_text(decode(content[: TEXT_LIMIT * 4])[0])
    if kind.startswith("text/") or suffix in ("txt", "csv", "ics", "log", "md", "vcf"):
        return decode(content[: TEXT_LIMIT * 4])[0]
    return None


def _office_text(suffix: str, content: bytes) -> str | None:
    if suffix in ("asice", "sce", "bdoc", "zip"):
        return None
    entries = {entry.name: entry.content for entry in open_archive(content)}
    if "word/document.xml" in entries:
        names = sorted((name for name in entries if _WORD_PARTS.fullmatch(name)), key=_word_place)
        return "\n".join(filter(None, (_word_text(entries[name]) for name in names)))
    if "content.xml" in entries:
        return "\n".join(
            filter(None, (_open_text(entries[name]) for name in ("content.xml", "styles.xml") if name in entries))
        )
    if "xl/sharedStrings.xml" in entries:
        return _tagged_text(entries["xl/sharedStrings.xml"], "t", "si")
    slides = sorted(name for name in entries if re.fullmatch(r"ppt/slides/slide\d+\.xml", name))
    return "\n".join(_tagged_text(entries[name], "t", "p") for name in slides) or None


def _word_place(name: str) -> tuple[int, str]:
    return next(place for place, part in enumerate(_WORD_ORDER) if name.startswith(f"word/{part}")), name


def _word_text(octets: bytes) -> str:
    """Return the words of a part of a .docx, tracked insertions and text boxes too, deletions not."""
    out: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(_bounded_xml(octets), events=("start", "end")):
        tag = _local(element)
        if tag == "Fallback":  # the same text box a second time, for old programs
            silent += 1 if event == "start" else -1
        elif silent:
            continue
        elif event == "end":
            out.append({"p": "\n", "tc": "\t"}.get(tag, ""))
        elif tag == "t":
            out.append(element.text or "")
        else:
            out.append({"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(tag, ""))
    return _tidy("".join(out))


def _open_text(octets: bytes) -> str:
    """Return the words of an OpenDocument part."""
    out: list[str] = []
    for event, element in etree.iterwalk(_bounded_xml(octets), events=("start", "end")):
        tag = _local(element)
        if event == "start":
            out.append({"tab": "\t", "line-break": "\n", "s": " "}.get(tag, ""))
            out.append((element.text or "") if _speaks(element) else "")
        else:
            out.append({"p": "\n", "h": "\n", "table-cell": "\t"}.get(tag, ""))
            parent = element.getparent()
            out.append((element.tail or "") if parent is not None and _speaks(parent) else "")
    return _tidy("".join(out))


def _speaks(element: etree._Element) -> bool:
    return _local(element) in (
        "p",
        "h",
        "span",
        "a",
        "text-input",
        "date",
        "time",
        "title",
        "page-number",
        "author-name",
        "bookmark-ref",
        "subject",
    )


def _tagged_text(octets: bytes, word: str, line: str) -> str:
    out: list[str] = []
    for event, element in etree.iterwalk(_bounded_xml(octets), events=("start", "end")):
        tag = _local(element)
        if event == "start" and tag == word:
            out.append(element.text or "")
        elif event == "end" and tag == line:
            out.append("\n")
    return _tidy("".join(out))


def _bounded_xml(octets: bytes) -> etree._Element:
    if len(octets) > _XML_LIMIT:
        raise CannotOpen("document_too_large")
    return parse_xml(octets)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip()


def _check_directory(content: bytes) -> None:
    """Refuse a directory that would cost much to read before a single entry is seen."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 66_000))
    if end < 0:
        raise CannotOpen("archive_unreadable")
    entries = int.from_bytes(content[end + 10 : end + 12], "little")
    directory = int.from_bytes(content[end + 12 : end + 16], "little")
    if entries > ENTRY_LIMIT * 2 or directory > 2_000_000:
        raise CannotOpen("archive_too_many_files")


def _inflated(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> list[Entry]:
    entries, room = [], TOTAL_LIMIT
    packed = sum(info.compress_size for info in infos)
    ceiling = min(TOTAL_LIMIT, max(packed, 1) * 200 + 1_000_000)
    for info in infos:
        if info.flag_bits & 1:
            raise CannotOpen("archive_encrypted")
        with archive.open(info) as opened:
            content = opened.read(min(SIZE_LIMIT, ceiling, room) + 1)
        room -= len(content)
        ceiling -= len(content)
        if len(content) > SIZE_LIMIT or room < 0 or ceiling < 0:
            raise CannotOpen("archive_too_large")
        entries.append(Entry(info.filename, content))
    return entries
