"""The agency's own letterhead is tried before a citizen gets it: what is wrong is told in words that say what to do."""

from datetime import date
from pathlib import Path
from shutil import copy
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from docx import Document

from replies.letterhead_check import FILES, letterhead_faults
from replies.make_letterhead import make
from replies.typeset import OWN

TALLINN, DAY = ZoneInfo("Europe/Tallinn"), date(2026, 11, 23)  # Monday
WHOLE = '#let letter = json(bytes(sys.inputs.letter))\n#set document(title: letter.title)\n#letter.office.name #letter.office.phone '


def faults(folder: Path) -> list[tuple[str, str]]:
    return [(Path(one.file).name, one.sentence) for one in letterhead_faults(folder, TALLINN, DAY)]


def test_a_folder_without_a_letterhead_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path / "nowhere") == []


def test_the_letterhead_of_the_house_has_no_fault(tmp_path: Path) -> None:
    for name in FILES:
        copy(OWN / name, tmp_path / name)
    assert faults(tmp_path) == []


@pytest.mark.parametrize(("source", "told"), [
    (WHOLE + '#image("logo.png", alt: "logo")', "the file logo.png is missing: lay it beside the letterhead"),
    (WHOLE + '#image("wrong.png", alt: "logo")', "save the logo as PNG, SVG or JPEG"),
    ("#let letter = json(bytes(sys.inputs.letter))\n#set document(title: letter.title)\n#letter.office.name", "does not say how to reach the agency"),
    ("#let letter = json(bytes(sys.inputs.letter))\n#set document(title: letter.title)\n#letter.office.phone", "does not name the agency"),
])  # fmt: skip
def test_a_fault_is_told_with_what_to_do(tmp_path: Path, source: str, told: str) -> None:
    (tmp_path / "wrong.png").write_bytes(b"no picture at all")
    (tmp_path / "letter.typ").write_text(source, encoding="utf-8")
    found = faults(tmp_path)
    assert {name for name, _ in found} == {"letter.typ"}
    assert told in found[-1][1]
    assert not any(str(tmp_path) in sentence for _, sentence in found)


def test_a_word_letterhead_without_a_contact_is_told(tmp_path: Path) -> None:
    document = Document(str(OWN / "letter.docx"))
    document.sections[0].footer.tables[0].cell(0, 0).text = ""
    document.save(str(tmp_path / "letter.docx"))
    assert faults(tmp_path) == [
        ("letter.docx", "the sheet does not say how to reach the agency: print the lines of footer, or office.phone and office.address")]  # fmt: skip


@pytest.mark.parametrize(("line", "lost"), [
    ('{%p if one.kind == "signature" %}', "Jaan Juhataja"),
    ('{%p if one.kind == "last_item" %}', "Viimane"),
    ('{%p if one.kind == "foot" %}', "Koostaja"),
])  # fmt: skip
def test_a_word_letterhead_that_knows_a_kind_of_line_less_is_told(tmp_path: Path, line: str, lost: str) -> None:
    document = Document(str(OWN / "letter.docx"))
    next(one for one in document.paragraphs if one.text == line).runs[0].text = '{%p if one.kind == "none" %}'
    document.save(str(tmp_path / "letter.docx"))
    ((_, sentence),) = faults(tmp_path)
    assert sentence.startswith(f"the sheet leaves out what a letter says ({lost})")


def test_the_word_letterhead_of_the_house_is_the_one_its_maker_makes(tmp_path: Path) -> None:
    make(tmp_path / "letter.docx")
    for part in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
        kept, made = (ZipFile(folder / "letter.docx").read(part) for folder in (OWN, tmp_path))
        assert kept == made
