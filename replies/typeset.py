"""A sheet becomes a PDF: an archive copy that a screen reader can follow (PDF/A-2a, PDF/UA-1), the same octets each time."""

import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from replies.faults import BrokenTemplate, UnprintableSign
from replies.sheet import Sheet

LETTER: Final = "letter.typ"
LABEL: Final = "label.typ"
OWN: Final = Path(__file__).parent / "letterhead"
# Typst would fetch a package from the network; a template that wants one is refused.
_UNPRINTABLE: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_PACKAGE: Final = re.compile(rb"[\"']@[a-z]")


def pdf_of(sheet: Sheet, name: str = LETTER, folder: Path | None = None) -> bytes:
    """Return the PDF of a sheet, set by the agency's own template where its folder holds one.

    Raises BrokenTemplate, UnprintableSign. Libertinus Serif, which typst brings along, holds Latin, Greek and Cyrillic, and is embedded.
    """
    path = template_at(name, folder)
    _demand_no_package(path)
    import typst  # 80 MiB of its own: loaded where a letter is set

    inputs = {"letter": json.dumps(sheet.values(), ensure_ascii=False)}
    moment = datetime.combine(sheet.dated, time(), UTC)
    try:
        made = typst.compile(
            str(path), root=str(path.parent), ignore_system_fonts=True, format="pdf", sys_inputs=inputs,
            pdf_standards=["a-2a", "ua-1"], timestamp=moment)  # fmt: skip
    except typst.TypstError as wrong:
        if sign := _UNPRINTABLE.search(str(wrong)):
            raise UnprintableSign(sign[1]) from wrong
        raise BrokenTemplate(str(path), 0, str(wrong).partition("\n")[0]) from wrong
    return made


def template_at(name: str, folder: Path | None) -> Path:
    """Return the agency's own template where it has one, else the house's."""
    own = folder / name if folder else None
    return own if own is not None and own.is_file() else OWN / name


def _demand_no_package(path: Path) -> None:
    try:
        sources = [one.read_bytes() for one in path.parent.glob("*.typ")]
    except OSError as wrong:
        raise BrokenTemplate(str(path), 0, "the file cannot be read") from wrong
    if any(_PACKAGE.search(one) for one in sources):
        raise BrokenTemplate(str(path), 0, "a template may not fetch packages")
