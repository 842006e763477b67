"""A sheet becomes a .docx on the agency's letterhead; where it is to be edited, its fields stand between two lines of ours."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from typing import Any, Final

from jinja2 import FunctionLoader, TemplateError

from replies.faults import BrokenTemplate
from replies.on_paper import kept_together
from replies.sandbox import TemplateEnvironment
from replies.sheet import Part, Sheet, visible
from replies.typeset import template_at
from rules.kinds import Language

LETTER: Final = "letter.docx"
BEGIN: Final = "▼ Muutke teksti selle rea all. Seda rida palun mitte kustutada. ({field})"
END: Final = "▲ Siin lõpeb muudetav tekst. Seda rida palun mitte kustutada. ({field})"
FIELDS: Final = ("sisu", "tõlge")  # the Estonian words, and those in the language of the person
HELD: Final = ("\ue001", "\ue002")  # signs of private use that stand for the words of a field in a text
_HELD_OUT: Final = str.maketrans("", "", "".join(HELD))
PROOFED: Final = {Language.ESTONIAN: "et-EE", Language.RUSSIAN: "ru-RU", Language.ENGLISH: "en-GB", Language.GERMAN: "de-DE"}
LONGEST_XML: Final = 2_000_000  # signs of a letterhead's own XML


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the letterhead."""

    kind: str  # text, item, last_item (of a list), closing, signature, foot, rule; begin and end of a field
    text: str
    language: Language = Language.ESTONIAN


class LetterheadEnvironment(TemplateEnvironment):
    """The language of our templates, escaping all that is filled in: the words of a letter are never XML or code."""

    longest = LONGEST_XML

    def __init__(self, zone: tzinfo) -> None:
        super().__init__(FunctionLoader(lambda _name: None), zone)
        self.autoescape = True


def docx_of(sheet: Sheet, zone: tzinfo, folder: Path | None = None, fields: Sequence[str] = ()) -> bytes:
    """Return the .docx of a sheet. `fields`: what an official may edit, in the place of HELD in the sheet's text.

    Raises BrokenTemplate.
    """
    path = template_at(LETTER, folder)
    from docxtpl import DocxTemplate  # 0.3 s to load: where a file is made

    try:
        document, context = DocxTemplate(path), _context(sheet, fields)
        document.render(context, LetterheadEnvironment(zone), autoescape=True)
        _name_languages(document.docx, context["paragraphs"])
        document.docx.core_properties.title = _clean(sheet.title)[:200]
        document.docx.core_properties.author = sheet.office.name
        out = io.BytesIO()
        document.save(out)
    except TemplateError as wrong:
        raise BrokenTemplate(str(path), 0, wrong.message or type(wrong).__name__) from wrong
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as wrong:
        if isinstance(wrong, BrokenTemplate):
            raise
        raise BrokenTemplate(str(path), 0, "the file is no .docx of a letterhead") from wrong
    return out.getvalue()


def _name_languages(document: Any, lines: Sequence[Line]) -> None:
    """Say of each paragraph of a translation its language: else Word marks all of it as mistakes, and it is read aloud as Estonian."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraphs = iter(document.paragraphs)
    for line in (one for one in lines if one.kind != "rule"):
        found = next((one for one in paragraphs if one.text == line.text), None)
        if found is None:
            return  # the agency's own letterhead has another order
        if line.language is not Language.ESTONIAN:
            for run in found.runs:
                named = OxmlElement("w:lang")
                named.set(qn("w:val"), PROOFED[line.language])
                run._r.get_or_add_rPr().append(named)


def _context(sheet: Sheet, fields: Sequence[str]) -> dict[str, Any]:
    lines = [replace(line, language=part.language) for number, part in enumerate(sheet.parts) for line in _part(sheet, number, part, fields)]
    if not fields:  # what is edited comes back sign by sign as it was handed out
        lines = [replace(line, text=kept_together(line.text)) for line in lines]
    return {
        "office": sheet.office, "title": _joined(sheet.heading), "mark": _joined(sheet.mark), "to": _joined(sheet.to),
        "references": _joined(sheet.references), "footer": _joined(sheet.footer), "paragraphs": tuple(lines),
    }  # fmt: skip


def _part(sheet: Sheet, number: int, part: Part, fields: Sequence[str]) -> Iterator[Line]:
    if number and len(sheet.parts[number - 1].blocks) > 1:
        yield Line("rule", "—")
    for block in part.blocks:
        if block.kind == "list":
            yield from (Line("item", _clean(line)) for line in block.lines[:-1])
            yield Line("last_item", _clean(block.lines[-1]))
        else:
            yield from _paragraph("\n".join(block.lines), fields)
    yield from (Line(kind, _joined(lines)) for kind, lines in (("closing", part.closing), ("signature", part.signature)) if lines)
    yield from (Line("foot", _joined(part.foot)) for _ in part.foot[:1])


def _paragraph(text: str, fields: Sequence[str]) -> Iterator[Line]:
    """Give a paragraph; where a field stands in it, the field between its two lines."""
    for place, sign in enumerate(HELD[: len(fields)]):
        before, found, after = text.partition(sign)
        if found:
            yield from (Line("text", _clean(before).strip()) for _ in before.strip()[:1])
            yield Line("begin", BEGIN.format(field=FIELDS[place]))
            yield from (Line("text", _clean(one)) for one in re.split(r"\n{2,}", fields[place].strip("\n")))
            yield Line("end", END.format(field=FIELDS[place]))
            yield from (Line("text", _clean(after).strip()) for _ in after.strip()[:1])
            return
    yield Line("text", _clean(text))


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(map(_clean, lines))


def _clean(text: str) -> str:
    """Leave out what XML cannot hold, what docxtpl would read as a new page or paragraph, and our own signs."""
    return visible(text).translate(_HELD_OUT)
