"""Tries the agency's letterhead with a sample letter, before any citizen gets one: `vastaja templates check`."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, tzinfo
from pathlib import Path
from typing import Final

import pypdfium2

from replies.faults import BrokenTemplate, UnprintableSign
from replies.library import Library
from replies.lint import Fault
from replies.samples import CASE, OFFICE, sample_facts
from replies.sheet import Sheet, sheet_of
from replies.typeset import LABEL, pdf_of
from replies.typeset import LETTER as TYPST_LETTER
from replies.word_file import LETTER as WORD_LETTER
from replies.word_file import docx_of
from rules.kinds import Language

FILES: Final = (TYPST_LETTER, LABEL, WORD_LETTER)
_MISSING: Final = re.compile(r"file not found \(searched at (.+?)\)")
_PICTURE: Final = re.compile(r"image|decode|svg|png|jpe?g", re.IGNORECASE)
# What stands in the sample letter, one word of each kind of line: a letterhead that knows a kind less loses it.
_SAID: Final = ("Näidislõik", "Esimene", "Viimane", "Lugupidamisega", "Jaan Juhataja", "Koostaja")
_TAG: Final = re.compile(r"<[^>]+>")


def letterhead_faults(folder: Path, zone: tzinfo, day: date) -> Iterator[Fault]:
    """Yield what is wrong with each file of the agency's letterhead; a file that is not there is the house's own, and well."""
    for name in FILES:
        if (folder / name).is_file():
            yield from (Fault(str(folder / name), 0, sentence) for sentence in _faults_of(folder, name, zone, day))


def _faults_of(folder: Path, name: str, zone: tzinfo, day: date) -> Iterator[str]:
    try:
        told = _words(folder, name, zone, _sample(day))
    except BrokenTemplate as broken:
        yield _in_words(broken.sentence)
        return
    except UnprintableSign as sign:
        yield str(sign)
        return
    if name != LABEL and (lost := [words for words in _SAID if words not in told]):
        yield f"the sheet leaves out what a letter says ({', '.join(lost)}): take the built-in letterhead as the pattern"
    if name != LABEL and not any(contact in told for contact in (OFFICE.phone, OFFICE.address)):
        yield "the sheet does not say how to reach the agency: print the lines of footer, or office.phone and office.address"
    if OFFICE.name.casefold() not in told.casefold():
        yield "the sheet does not name the agency: print office.name"


def _sample(day: date) -> Sheet:
    """Return a letter whose own words hold no contact of the agency: what is found stands on the letterhead."""
    words = "\n\n".join(("Näidislõik", "- Esimene\n- Viimane", "Lugupidamisega", CASE.signed_by, f"Koostaja: {CASE.drafted_by}"))
    rendered = Library().render("answer", Language.ESTONIAN, sample_facts("answer"))
    return sheet_of(OFFICE, CASE, rendered.subject, ((Language.ESTONIAN, words),), ("Kadri Kask",), day)


def _words(folder: Path, name: str, zone: tzinfo, sheet: Sheet) -> str:
    """Return the words of the finished file. Raises BrokenTemplate, UnprintableSign."""
    if name == WORD_LETTER:
        with zipfile.ZipFile(io.BytesIO(docx_of(sheet, zone, folder))) as parts:
            sources = [parts.read(one).decode() for one in parts.namelist() if one.startswith("word/") and one.endswith(".xml")]
        return " ".join(_TAG.sub("", one) for one in sources)
    document = pypdfium2.PdfDocument(pdf_of(sheet, name, folder))
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def _in_words(sentence: str) -> str:
    """Return what is to be done about a fault that the typesetter names in its own words."""
    if missing := _MISSING.search(sentence):
        return f"the file {Path(missing[1]).name} is missing: lay it beside the letterhead, or take it out of the template"
    if _PICTURE.search(sentence):
        return f"a picture cannot be used ({sentence}): save the logo as PNG, SVG or JPEG"
    return sentence
