"""What a document hides from the one who sends it: hidden text, tracked changes, comments, hidden sheets, macros."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final

LARGEST: Final = 20_000_000  # octets of one part that are looked through; a part that unpacks to more is told as such
_OOXML: Final = (".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pptx", ".pptm")
_OLD: Final = (".doc", ".xls", ".ppt", ".rtf", ".odt", ".ods")  # we cannot look inside: a person must

# fmt: off
_IN_WORD: Final = (
    # sign              what stands in the XML of a Word document
    ("tracked_changes", re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\b")),
    ("hidden_text",     re.compile(rb"<w:vanish\s*(?:/>|w:val=\"(?:1|true|on)\")")),
    ("comments",        re.compile(rb"<w:comment\b")),
)
_IN_SHEETS: Final = (
    ("hidden_sheet",    re.compile(rb"<sheet\b[^>]*\bstate=\"(?:hidden|veryHidden)\"")),
    ("hidden_rows",     re.compile(rb"<(?:row|col)\b[^>]*\bhidden=\"(?:1|true)\"")),
    ("comments",        re.compile(rb"<(?:\w+:)?(?:threadedComment|comment)\b")),
)
_IN_SLIDES: Final = (
    ("hidden_slide",    re.compile(rb"<p:sld\b[^>]*\bshow=\"(?:0|false)\"")),
    ("comments",        re.compile(rb"<p\d*:cm\b")),
    ("speaker_notes",   re.compile(rb"<p:notes\b")),
)
# fmt: on
_BY_FOLDER: Final = {"word/": _IN_WORD, "xl/": _IN_SHEETS, "ppt/": _IN_SLIDES}


def may_hide(name: str) -> bool:
    """Tell whether a file of this name is of a kind that can hide something."""
    return name.lower().endswith((*_OOXML, *_OLD))


def hidden_parts(name: str, octets: bytes) -> tuple[str, ...]:
    """Return the names of what the file hides, each once; "unreadable" for what cannot be looked into.

    Office documents of today are opened part by part; those of an older kind are told as "old_format". Never raises.
    """
    if name.lower().endswith(_OLD):
        return ("old_format",)
    if not may_hide(name):
        return ()
    try:
        with zipfile.ZipFile(BytesIO(octets)) as document:
            return tuple(dict.fromkeys(_signs(document)))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, KeyError):
        return ("unreadable",)


def _signs(document: zipfile.ZipFile) -> Iterator[str]:
    for part in document.infolist():
        if part.filename.lower().endswith("vbaproject.bin"):
            yield "macros"
        signs = next((found for folder, found in _BY_FOLDER.items() if part.filename.startswith(folder)), ())
        if not signs or not part.filename.endswith(".xml"):
            continue
        if part.file_size > LARGEST:
            yield "unreadable"
            continue
        xml = document.read(part)
        for sign, pattern in signs:
            if pattern.search(xml):
                yield sign
