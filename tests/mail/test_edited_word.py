"""A .docx that came back: paragraphs with tracked changes accepted or refused, and what it must not hold."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from mail.documents import CannotOpen
from mail.edited_word import LARGEST, read_edited

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
FOOT = "</w:body></w:document>"
BY_LIBREOFFICE = Path(__file__).parents[1] / "casework" / "word" / "tracked_by_libreoffice.docx"


def word(body: str, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", HEAD + body + FOOT)
        for name, content in more.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def texts(octets: bytes) -> tuple[list[str], list[str]]:
    read = read_edited(octets)
    return [one.text for one in read.accepted], [one.text for one in read.refused]


@pytest.mark.parametrize(("body", "accepted", "refused"), [
    (f"<w:p>{run('Maksab ')}<w:del>{run('vald', 'delText')}</w:del><w:ins>{run('riik')}</w:ins></w:p>", ["Maksab riik"], ["Maksab vald"]),
    (f"<w:p><w:moveFrom>{run('Siit')}</w:moveFrom></w:p><w:p><w:moveTo>{run('Siit')}</w:moveTo></w:p>", ["", "Siit"], ["Siit", ""]),
    (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Üks ')}</w:p><w:p>{run('kaks')}</w:p>", ["Üks kaks"], ["Üks", "kaks"]),
    (f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{run('Üks ')}</w:p><w:p>{run('kaks')}</w:p>", ["Üks", "kaks"], ["Üks kaks"]),
    (f"<w:p><w:ins><w:del>{run('mõlemat', 'delText')}</w:del></w:ins>{run('jääb')}</w:p>", ["jääb"], ["jääb"]),
])  # fmt: skip
def test_tracked_changes_are_accepted_or_refused(body: str, accepted: list[str], refused: list[str]) -> None:
    assert texts(word(body)) == (accepted, refused)


def test_changes_tracked_in_libreoffice_are_read() -> None:
    accepted, refused = texts(BY_LIBREOFFICE.read_bytes())
    assert "Asenduskodu eest maksab riik." in accepted
    assert "Asenduskodu eest maksab omavalitsus." in refused


def test_a_list_is_told_by_its_style_or_its_number() -> None:
    numbered = "<w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr>"
    styled = '<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
    read = read_edited(word(f"<w:p>{numbered}{run('a')}</w:p><w:p>{styled}{run('b')}</w:p><w:p>{run('c')}</w:p>"))
    assert [one.item for one in read.accepted] == [True, True, False]


@pytest.mark.parametrize(("octets", "why"), [
    (b"%PDF-1.7 ...", "not_a_docx"),
    (b"\xd0\xcf\x11\xe0 an old .doc", "not_a_docx"),
    (b"PK\x03\x04 cut off", "archive_unreadable"),
    (b"PK\x03\x04" + b"\0" * LARGEST, "document_too_large"),
    (word("", word__vbaProject_dot_bin=b"x"), "macros"),
    (word("", word__embeddings__oleObject1_dot_xlsx=b"x"), "embedded_files"),
    (word("<w:p>"), "xml_unreadable"),
])  # fmt: skip
def test_what_is_no_plain_docx_is_refused_by_name(octets: bytes, why: str) -> None:
    with pytest.raises(CannotOpen) as refused:
        read_edited(octets)
    assert refused.value.why == why


def test_a_file_that_unpacks_to_a_mountain_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 60_000_000)
    with pytest.raises(CannotOpen):
        read_edited(out.getvalue())


def test_an_entity_is_never_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    with pytest.raises(CannotOpen, match="xml_with_dtd"):
        read_edited(out.getvalue())


def test_a_picture_is_seen() -> None:
    assert read_edited(word(f"<w:p><w:r><w:drawing/></w:r>{run('a')}</w:p>")).accepted[0].picture


def test_a_docx_of_another_program_is_read() -> None:
    document = Document()
    document.add_paragraph("Tere")
    out = io.BytesIO()
    document.save(out)
    assert texts(out.getvalue())[0] == ["Tere"]
