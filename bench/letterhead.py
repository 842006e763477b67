"""Makes the built-in letterhead of the .docx letters: `python -m bench.letterhead`. An agency makes its own in Word."""

from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

HERE: Final = Path(__file__).parents[1] / "replies" / "letterhead" / "letter.docx"
GREY: Final = RGBColor(0x44, 0x44, 0x44)


def make() -> None:
    """Write replies/letterhead/letter.docx."""
    document = Document()
    _page(document)
    _styles(document)
    head = _table(document, (100, 60))
    _line(head[0], "{{ office.name | upper }}", "Vastaja Office")
    _line(head[0], "{%p if office.unit %}")
    _line(head[0], "{{ office.unit }}", "Vastaja Small")
    _line(head[0], "{%p endif %}")
    _line(head[1], "{%p if mark %}")
    _line(head[1], "{{ mark }}", "Vastaja Mark")
    _line(head[1], "{%p endif %}")
    for paragraph in head[1].paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _ruled(document.add_paragraph(style="Vastaja Small"), 12)
    sides = _table(document, (90, 70))
    _line(sides[0], "{%p if to %}")
    _line(sides[0], "{{ to }}")
    _line(sides[0], "{%p endif %}")
    _line(sides[1], "{%p if references %}")
    _line(sides[1], "{{ references }}")
    _line(sides[1], "{%p endif %}")
    document.add_paragraph(style="Vastaja Small")
    document.add_paragraph("{{ title }}", style="Vastaja Title")
    document.add_paragraph("{%p for one in paragraphs %}")
    for kind, style in (("text", "Normal"), ("item", "List Bullet"), ("closing", "Vastaja Closing"), ("foot", "Vastaja Small"),
                        ("begin", "Vastaja Field"), ("end", "Vastaja Field")):  # fmt: skip
        document.add_paragraph(f'{{%p if one.kind == "{kind}" %}}')
        document.add_paragraph("{{ one.text }}", style=style)
        document.add_paragraph("{%p endif %}")
    document.add_paragraph('{%p if one.kind == "rule" %}')
    _ruled(document.add_paragraph(style="Vastaja Small"), 4)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    _footer(document)
    properties = document.core_properties
    properties.author, properties.title, properties.comments, properties.language = "", "", "", "et-EE"
    document.save(str(HERE))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(25)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _font(normal, 11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.1
    document.styles["List Bullet"].paragraph_format.space_after = Pt(3)
    for name, size, bold, grey in (("Vastaja Office", 15, True, False), ("Vastaja Small", 8.5, False, True), ("Vastaja Mark", 8.5, True, False),
                                   ("Vastaja Title", 11.5, True, False), ("Vastaja Closing", 11, False, False),
                                   ("Vastaja Field", 9, True, True)):  # fmt: skip
        style = document.styles.add_style(name, 1)
        style.base_style = normal
        _font(style, size)
        style.font.bold = bold
        if grey:
            style.font.color.rgb = GREY
        style.paragraph_format.space_after = Pt(0 if name in ("Vastaja Office", "Vastaja Small") else 8)
    document.styles["Vastaja Title"].paragraph_format.space_before = Pt(14)
    closing = document.styles["Vastaja Closing"].paragraph_format
    closing.space_before, closing.space_after, closing.keep_together, closing.keep_with_next = (
        Pt(12),
        Pt(10),
        True,
        True,
    )


def _font(style: Any, size: float) -> None:
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:cs", "w:eastAsia", "w:hAnsi"):
        fonts.set(qn(script), "Times New Roman")


def _table(document: Any, widths: tuple[int, int]) -> Any:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    return table.rows[0].cells


def _line(cell: Any, words: str, style: str = "Normal") -> None:
    first = cell.paragraphs[0]
    paragraph = first if not first.text and len(cell.paragraphs) == 1 else cell.add_paragraph()
    paragraph.text, paragraph.style = words, style
    paragraph.paragraph_format.space_after = Pt(0)


def _ruled(paragraph: Any, eighths: int) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "1"), ("color", "222222")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.space_after = Pt(10)


def _footer(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.text, paragraph.style = "{{ footer }}", "Vastaja Small"
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)


if __name__ == "__main__":
    make()
