"""Makes the built-in letterhead of the .docx letters: `python -m replies.make_letterhead`. An agency makes its own in Word."""

from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

HERE: Final = Path(__file__).parent / "letterhead" / "letter.docx"
GREY: Final = RGBColor(0x44, 0x44, 0x44)
BLACK: Final = RGBColor(0, 0, 0)
FONT: Final = "Times New Roman"

# fmt: off
STYLES: Final = (
    # name               size  bold   colour  before  after  kept with the next
    ("Vastaja Office",    15,  True,  BLACK,     0,     0,   False),
    ("Vastaja Small",    8.5,  False, GREY,      0,     0,   False),
    ("Vastaja Mark",     8.5,  True,  BLACK,     0,     0,   False),
    ("Vastaja Title",   11.5,  True,  BLACK,    22,    10,   True),
    ("Vastaja Item",      11,  False, BLACK,     0,     2,   False),
    ("Vastaja Last Item", 11,  False, BLACK,     0,     8,   False),
    ("Vastaja Closing",   11,  False, BLACK,    14,     0,   True),
    ("Vastaja Signature", 11,  False, BLACK,    30,    14,   False),
    ("Vastaja Foot",     8.5,  False, GREY,      0,     8,   False),
    ("Vastaja Field",      9,  True,  GREY,      0,     8,   False),
)
LINES: Final = (  # which style each kind of line has (replies/word_file.py)
    ("text", "Normal"), ("item", "Vastaja Item"), ("last_item", "Vastaja Last Item"), ("closing", "Vastaja Closing"),
    ("signature", "Vastaja Signature"), ("foot", "Vastaja Foot"), ("begin", "Vastaja Field"), ("end", "Vastaja Field"),
)
# fmt: on


def make(to: Path = HERE) -> None:
    """Write the letterhead."""
    document = Document()
    _page(document)
    _styles(document)
    _head(document)
    document.add_paragraph("{{ title }}", style="Vastaja Title")
    document.add_paragraph("{%p for one in paragraphs %}")
    for kind, style in LINES:
        document.add_paragraph(f'{{%p if one.kind == "{kind}" %}}')
        document.add_paragraph("{{ one.text }}", style=style)
        document.add_paragraph("{%p endif %}")
    document.add_paragraph('{%p if one.kind == "rule" %}')
    _ruled(document.add_paragraph(style="Vastaja Small"), 4, after=10)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    _foot(document)
    properties = document.core_properties
    properties.author, properties.title, properties.comments, properties.language = "", "", "", "et-EE"
    document.save(str(to))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(28)
    section.header_distance = section.footer_distance = Mm(12)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _font(normal, 11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.1
    normal.paragraph_format.widow_control = True
    for one in document.styles.element.iter(qn("w:lang")):  # else Word marks every Estonian word as a mistake
        one.set(qn("w:val"), "et-EE")
    numbering = document.styles["List Bullet"].element.pPr.numPr.numId.val
    for name, size, bold, colour, before, after, with_next in STYLES:
        style = document.styles.add_style(name, 1)
        style.base_style = normal
        _font(style, size)
        style.font.bold, style.font.color.rgb = bold, colour
        told = style.paragraph_format
        told.space_before, told.space_after, told.keep_with_next, told.keep_together = Pt(before), Pt(after), with_next, name != "Vastaja Foot"
        if name.endswith("Item"):
            style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbering
            told.left_indent, told.first_line_indent = Mm(5), Mm(-5)
            told.tab_stops.add_tab_stop(Mm(5))
    _boxed(document.styles["Vastaja Mark"])


def _font(style: Any, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:cs", "w:eastAsia", "w:hAnsi"):
        fonts.set(qn(script), FONT)


def _head(document: Any) -> None:
    """The agency and the mark of a restriction; below a line the reader, and the numbers of both sides."""
    agency, mark = _table(document, (94, 66))
    _lines(agency, ("Vastaja Office", "{{ office.name | upper }}"), unless_blank=("office.unit", "Vastaja Small", "{{ office.unit }}"))
    _lines(mark, unless_blank=("mark", "Vastaja Mark", "{{ mark }}"))
    _ruled(document.add_paragraph(style="Vastaja Small"), 12, after=16)
    reader, numbers = _table(document, (90, 70))
    _lines(reader, unless_blank=("to", "Normal", "{{ to }}"))
    _lines(numbers, unless_blank=("references", "Normal", "{{ references }}"))


def _table(where: Any, widths: tuple[int, int], width: Length | None = None) -> Any:
    table = where.add_table(1, 2, width) if width else where.add_table(rows=1, cols=2)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    margins = OxmlElement("w:tblCellMar")  # what stands in a cell begins and ends where the text of the page does
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
        column.cells[0].width = Mm(wide)
    return table.rows[0].cells


def _lines(cell: Any, *plain: tuple[str, str], unless_blank: tuple[str, str, str]) -> None:
    fact, style, words = unless_blank
    told = [*plain, ("Normal", f"{{%p if {fact} %}}"), (style, words), ("Normal", "{%p endif %}")]
    for number, (name, line) in enumerate(told):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.text, paragraph.style = line, name
        paragraph.paragraph_format.space_after = Pt(0)


def _boxed(style: Any) -> None:
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_border(side, 6, space=4))
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Mm(1.6)  # the box stands outside the text


def _ruled(paragraph: Any, eighths: int, *, after: int) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_border("bottom", eighths))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph.paragraph_format.space_after = Pt(after)


def _border(side: str, eighths: int, space: int = 1) -> Any:
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", str(space)), ("color", "222222")):
        line.set(qn(f"w:{name}"), value)
    return line


def _foot(document: Any) -> None:
    """Who writes and how they are reached, and the number of the page: "1 / 2"."""
    footer = document.sections[0].footer
    _ruled(footer.paragraphs[0], 4, after=3)
    footer.paragraphs[0].style = "Vastaja Small"
    office, page = _table(footer, (140, 20), Mm(160))
    office.paragraphs[0].text, office.paragraphs[0].style = "{{ footer }}", "Vastaja Small"
    number = page.paragraphs[0]
    number.style, number.alignment = "Vastaja Small", WD_ALIGN_PARAGRAPH.RIGHT
    _field(number, "PAGE")
    number.add_run(" / ")
    _field(number, "NUMPAGES")
    footer.add_paragraph(style="Vastaja Small")


def _field(paragraph: Any, name: str) -> None:
    for kind in ("begin", "", "separate", "words", "end"):
        run = paragraph.add_run("1" if kind == "words" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif not kind:
            asked = OxmlElement("w:instrText")
            asked.text = f" {name} "
            run._r.append(asked)


if __name__ == "__main__":
    make()
