"""A finished letter becomes a PDF and a .docx that hold the same words, none of which is ever markup or code."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from replies.facts import CaseFacts, OfficeFacts
from replies.faults import BrokenTemplate, UnprintableSign
from replies.library import TALLINN, Library
from replies.sheet import Sheet, sheet_of
from replies.typeset import pdf_of
from replies.word_file import BEGIN, END, HELD, docx_of
from rules.kinds import Kind, Language

LIBRARY = Library()
DAY = date(2026, 11, 30)  # Monday
OFFICE = OfficeFacts(
    name="Näidisamet", unit="järelevalve talitus", phone="600 0000", address="info@ska.example", website="https://ska.example",
    postal_address="Tamme 1, Kivila", registry_code="70000000", privacy_url="https://ska.example/andmed",
)  # fmt: skip
MARK = "ASUTUSESISESEKS KASUTAMISEKS\nNäidisamet\nAlus: AvTS § 35 lg 1 p 12\nKehtib kuni 30.11.2101"
HOSTILE = '#read("/etc/passwd") $x$ \\ @viide *paks* {{ 7 * 7 }} {% for a in b %} <w:p> & ]]> \u0007\u000c \ufffe õäöüšž Жираф'


def case(**changes: str) -> CaseFacts:
    told = {"handler_name": "Mari Mets", "handler_phone": "600 1234", "handler_mail": "mari@ska.example", **changes}
    return CaseFacts("26-0001", Kind.EXPLANATION, DAY, DAY, our_date=DAY, kind_certain=True, **told)


def sheet(words: str = "Asenduskodu eest maksab omavalitsus.", translated: str = "", **changes: str) -> Sheet:
    told = case(**changes)
    facts = {"office": OFFICE, "case": told, "today": DAY, "substance": words}
    library = Library()
    if translated:
        made = library.render_bilingual("answer", Language.RUSSIAN, facts, translated={"substance": translated})
    else:
        made = library.render("answer", Language.ESTONIAN, facts)
    return sheet_of(OFFICE, told, made.subject, made.parts, ["Kadri Kask", "kadri.kask@post.example"], DAY)


def words_of_pdf(octets: bytes) -> str:
    document = pypdfium2.PdfDocument(octets)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def words_of_docx(octets: bytes) -> str:
    document = Document(io.BytesIO(octets))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join("\n".join([*cells, *(one.text for one in document.paragraphs)]).split())


def test_a_letter_has_its_parts_in_their_places() -> None:
    found = sheet(restriction=MARK)
    assert found.mark == tuple(MARK.split("\n"))
    assert found.references == ("Teie 30.11.2026", "Meie 30.11.2026 nr 26-0001")
    (part,) = found.parts
    assert part.blocks[0].lines == ("Lugupeetud pöörduja",)
    assert part.closing == ("Lugupidamisega",)
    assert part.signature == ("Mari Mets", "järelevalve talitus", "Näidisamet")
    assert part.foot == ("Mari Mets · 600 1234 · mari@ska.example",)


def test_the_drafter_is_reached_right_below_the_name_and_before_any_question_to_the_reader() -> None:
    (part,) = sheet(signatory_name="Helve Hein", drafter_name="Mari Mets", feedback_yes="mailto:jah", feedback_no="mailto:ei").parts
    assert part.foot[:2] == ("Koostaja: Mari Mets", "600 1234 · mari@ska.example")
    assert part.foot[-1] == "Ei: mailto:ei"


def test_a_section_and_its_number_stand_on_one_line() -> None:
    words = " ".join("x" * length + " § 45" for length in range(40, 80))
    document = pypdfium2.PdfDocument(pdf_of(sheet(words)))
    lines = "\n".join(page.get_textpage().get_text_range() for page in document).splitlines()
    document.close()
    assert not any(line.rstrip().endswith("§") for line in lines)


def test_who_drafted_is_named_apart_from_who_signs() -> None:
    (part,) = sheet(signatory_name="Helve Hein", signatory_title="talituse juhataja").parts
    assert part.signature[:2] == ("Helve Hein", "talituse juhataja")
    assert part.foot == ("Koostaja: Mari Mets", "600 1234 · mari@ska.example")


def test_an_unusual_template_loses_no_word() -> None:
    found = sheet_of(OFFICE, case(), "Pealkiri", ((Language.ESTONIAN, "Tere!\n\nÜks lõik.\n\nNägemist"),), [], DAY)
    assert [block.lines for block in found.parts[0].blocks] == [("Tere!",), ("Üks lõik.",), ("Nägemist",)]


def test_the_pdf_is_an_archive_copy_with_its_fonts_and_the_same_each_time() -> None:
    octets = pdf_of(sheet(translated="Платит самоуправление."))
    assert octets == pdf_of(sheet(translated="Платит самоуправление."))
    assert b"pdfaid:part>2</pdfaid:part" in octets
    assert b"pdfaid:conformance>A" in octets
    assert b"pdfuaid:part>1" in octets
    words = words_of_pdf(octets)
    for one in (
        "NÄIDISAMET",
        "Kadri Kask",
        "Meie 30.11.2026 nr 26-0001",
        "omavalitsus",
        "Платит самоуправление",
        "registrikood 70000000",
    ):
        assert one in words


@pytest.mark.parametrize("translated", ["", HOSTILE])
def test_the_words_of_a_letter_are_never_code(translated: str) -> None:
    made = sheet(HOSTILE, translated)
    seen = "viide *paks* {{ 7 * 7 }} {% for a in b %} <w:p> & ]]>"
    assert words_of_pdf(pdf_of(made)).count(seen) == (2 if translated else 1)
    assert words_of_docx(docx_of(made, TALLINN)).count(seen) == (2 if translated else 1)


@pytest.mark.parametrize("sign", ["😀", "中", "ก"])
def test_a_sign_no_font_has_is_named_and_not_printed_as_a_box(sign: str) -> None:
    with pytest.raises(UnprintableSign) as raised:
        pdf_of(sheet(f"Tere {sign}"))
    assert raised.value.sign == sign


def test_the_docx_holds_the_same_words_as_the_pdf() -> None:
    made = sheet(restriction=MARK, translated="Платит самоуправление.")
    octets = docx_of(made, TALLINN)
    words, wanted = words_of_docx(octets), words_of_pdf(pdf_of(made))
    assert all(line in words for part in made.parts for block in part.blocks for line in block.lines)
    assert "Alus: AvTS § 35 lg 1 p 12" in words
    assert "Alus: AvTS § 35 lg 1 p 12" in wanted
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert not any("vba" in name.lower() for name in archive.namelist())


def test_the_title_of_each_language_has_a_line_of_its_own() -> None:
    made = sheet(translated="Платит самоуправление.")
    assert made.heading == ("Vastus Teie pöördumisele (26-0001)", "Ответ на Ваше обращение (26-0001)")
    assert "\n".join(made.heading) in [one.text for one in Document(io.BytesIO(docx_of(made, TALLINN))).paragraphs]
    assert sheet_of(OFFICE, case(), "Valla / linna vastus", ((Language.ESTONIAN, "Tere"),), [], DAY).heading == ("Valla / linna vastus",)


def test_a_list_right_below_its_line_is_a_list_on_paper() -> None:
    (part,) = sheet("Vastame:\n- üks\n- kaks").parts
    assert [(one.kind, one.lines) for one in part.blocks if "Vastame:" in one.lines or "üks" in one.lines] == [("text", ("Vastame:",)), ("list", ("üks", "kaks"))]


def test_a_letter_that_is_signed_says_so_above_each_name() -> None:
    made = sheet(translated="Платит самоуправление.", signatory_name="Helve Hein").signed()
    assert [one.signature[:2] for one in made.parts if one.signature] == [
        ("(allkirjastatud digitaalselt)", "Helve Hein"), ("(подписано цифровой подписью)", "Helve Hein")]  # fmt: skip


@pytest.mark.parametrize("kind", [Kind.INFORMATION, Kind.DATA_SUBJECT, Kind.EXPLANATION])
@pytest.mark.parametrize("language", [Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH, Language.GERMAN])
def test_a_late_answer_is_entitled_as_one_in_time(kind: Kind, language: Language) -> None:
    facts = {"office": OFFICE, "case": case(), "substance": "x", "positions": ()}
    late, other = (LIBRARY.render(reply, language, facts, kind).subject for reply in ("late_answer", "answer"))
    assert late == other


@pytest.mark.parametrize("fields", [(), ("Maksab riik.", "Платит самоуправление.\n\nВторой абзац.")])
def test_a_translation_in_word_is_proofread_in_its_own_language(fields: tuple[str, ...]) -> None:
    made = sheet(HELD[0] if fields else "Maksab riik.", HELD[1] if fields else "Платит самоуправление.\n\nВторой абзац.")
    told = {one.text: [lang.get(qn("w:val")) for lang in one._p.iter(qn("w:lang"))] for one in Document(io.BytesIO(docx_of(made, TALLINN, fields=fields))).paragraphs}
    assert told["Maksab riik."] == []  # Estonian, as the whole letter
    assert told["Второй абзац."] == ["ru-RU"]
    assert told["С уважением,"] == ["ru-RU"]
    assert told["Lugupidamisega"] == []


def test_a_docx_numbers_its_pages_and_leaves_room_for_a_signature() -> None:
    document = Document(io.BytesIO(docx_of(sheet("Vastused:\n\n- üks\n- kaks\n\nLõpp."), TALLINN)))
    asked = [one.text for one in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert asked == [" PAGE ", " NUMPAGES "]
    spaces = {one.text.split("\n")[0]: one.style.paragraph_format for one in document.paragraphs if one.style}
    assert spaces["Mari Mets"].space_before == Pt(30)
    assert (spaces["üks"].space_after, spaces["kaks"].space_after) == (Pt(2), Pt(8))


def test_a_docx_to_edit_marks_where_its_field_begins_and_ends() -> None:
    octets = docx_of(sheet(HELD[0]), TALLINN, fields=("Esimene lõik.\n\nTeine lõik.",))
    lines = [one.text for one in Document(io.BytesIO(octets)).paragraphs]
    begin = lines.index(BEGIN.format(field="sisu"))
    assert lines[begin + 1 : begin + 3] == ["Esimene lõik.", "Teine lõik."]
    assert lines[begin + 3] == END.format(field="sisu")


def test_the_agency_has_a_letterhead_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "letter.typ").write_text(
        '#let d = json(bytes(sys.inputs.letter))\n#set document(title: d.title, date: datetime(year: 2026, month: 1, day: 1))\n'
        '#set text(lang: "et")\n= Oma plank\n#d.title', "utf-8")  # fmt: skip
    assert "Oma plank" in words_of_pdf(pdf_of(sheet(), folder=tmp_path))
    assert "NÄIDISAMET" in words_of_docx(docx_of(sheet(), TALLINN, tmp_path))  # it has no letter.docx of its own


@pytest.mark.parametrize(("source", "why"), [
    ('#import "@preview/cetz:0.3.0"', "may not fetch packages"),
    ("#let x = ", "expected expression"),
    ('#read("/etc/passwd")', "letter.typ"),
])  # fmt: skip
def test_a_faulty_letterhead_is_named_and_reaches_nothing(tmp_path: Path, source: str, why: str) -> None:
    (tmp_path / "letter.typ").write_text(source, "utf-8")
    with pytest.raises(BrokenTemplate, match=why):
        pdf_of(sheet(), folder=tmp_path)


@pytest.mark.parametrize(
    "words", ["{{ office.__class__ }}", "{{ cycler() }}", "{% for a in 'x' * 9 %}{% endfor %}", "{{ nobody }}"]
)
def test_a_docx_letterhead_that_wants_more_than_templates_may_is_refused(tmp_path: Path, words: str) -> None:
    document = Document()
    document.add_paragraph(words)
    document.save(str(tmp_path / "letter.docx"))
    with pytest.raises(BrokenTemplate):
        docx_of(sheet(), TALLINN, tmp_path)


def test_a_letterhead_that_is_no_docx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"%PDF-1.7")
    with pytest.raises(BrokenTemplate, match=r"no \.docx"):
        docx_of(sheet(), TALLINN, tmp_path)


def test_a_link_nobody_can_press_on_paper_is_written_out() -> None:
    yes, no = (f"mailto:info@ska.example?subject=Tagasiside%2026-0001%20{word}%200123456789abcdef" for word in ("jah", "ei"))
    told = sheet(signatory_name="Helve Hein", drafter_name="Mari Mets", feedback_yes=yes, feedback_no=no)
    for words in (words_of_pdf(pdf_of(told)), words_of_docx(docx_of(told, TALLINN))):
        assert "Jah: info@ska.example, teema: Tagasiside 26-0001 jah 0123456789abcdef" in words
        assert "mailto" not in words


def test_a_section_keeps_its_number_in_word_too_but_not_where_it_is_edited() -> None:
    told = sheet("Vt MSVS § 6 ja §§ 3-4 ning helistage 116 111.")
    text = "\n".join(one.text for one in Document(io.BytesIO(docx_of(told, TALLINN))).paragraphs)
    assert "MSVS\u00a0§\u00a06 ja §§\u00a03-4 ning helistage 116\u00a0111." in text
    handed = "\n".join(one.text for one in Document(io.BytesIO(docx_of(sheet(HELD[0]), TALLINN, fields=["Vt § 6."]))).paragraphs)
    assert "Vt § 6." in handed
