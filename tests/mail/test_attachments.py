"""Attachments: clean names, the words of documents, letters and winmail.dat within."""

import base64
import io
import struct
import time
import zipfile

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from mail.apart import Reader
from mail.attachments import clean_name
from mail.documents import document_text
from mail.read import read_letter
from mail.winmail import open_winmail
from tests.mail.signing import certificate

# fmt: off
NAMES = {
    "kiri.pdf": "kiri.pdf",                      "../../etc/cron.d/x": "x",             r"C:\Users\mari\kiri.pdf": "kiri.pdf",
    "arve\u202efdp.exe": "arvefdp.exe",          "a\0b.txt": "ab.txt",                  "kiri\r\nBcc: x.pdf": "kiri Bcc_ x.pdf",
    "..": "",                                    "": "",                                "CON": "_CON",
    "nul.txt": "_nul.txt",                       "o\u0308o\u0308.pdf": "öö.pdf",        "lõpp. ": "lõpp",
    "mis?<see>.pdf": "mis__see_.pdf",            "a" * 300 + ".pdf": "a" * 138 + ".pdf", ".htaccess": ".htaccess",
}
# fmt: on


@pytest.mark.parametrize("given", NAMES)
def test_a_file_name_is_shown_clean(given: str) -> None:
    assert clean_name(given) == NAMES[given]


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def test_the_words_of_a_docx_are_read_with_header_text_box_and_insertion() -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Kast</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>Kast</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = (
        f"<w:document {W}><w:body><w:p><w:r><w:t>Esimene </w:t></w:r><w:ins><w:r><w:t>lisatud</w:t></w:r></w:ins><w:del><w:r><w:delText>kustutatud"
        f"</w:delText></w:r></w:del></w:p>{box}<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p></w:body></w:document>"
    )
    content = zipped(word__document=document, word__header1=f"<w:hdr {W}><w:p><w:r><w:t>Päis</w:t></w:r></w:p></w:hdr>")
    assert document_text("vaie.docx", "", content) == "Päis\nEsimene lisatud\nKast\n\na\tb\nc"


def test_the_words_of_an_odt_are_read() -> None:
    text = '<o xmlns:text="urn:t"><text:h>Vaie</text:h><text:p>Palun <text:span>muuta</text:span> otsust<text:line-break/>kohe.</text:p></o>'
    assert document_text("vaie.odt", "", zipped(content=text)) == "Vaie\nPalun muuta otsust\nkohe."


def test_the_words_of_an_rtf_are_read() -> None:
    assert (
        document_text("kiri.rtf", "", rb"{\rtf1\ansi\ansicpg1257 Tere, \'f5pilane!\par Teine rida}") or ""
    ).strip() == "Tere, õpilane!\nTeine rida"


def test_the_words_of_a_page_are_read_without_what_is_hidden() -> None:
    assert document_text("kiri.html", "text/html", b'<p>Tere</p><p style="display:none">peidus</p>') == "Tere"


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 41>>stream\nBT /F1 12 Tf 10 100 Td (Vaie otsusele) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n"
)


def test_the_words_of_a_pdf_are_read_apart() -> None:
    assert (document_text("vaie.pdf", "application/pdf", PDF) or "").strip() == "Vaie otsusele"


def test_a_broken_pdf_has_no_words_and_the_next_one_is_read() -> None:
    assert document_text("vaie.pdf", "application/pdf", b"%PDF-1.4 rikutud") is None
    assert (document_text("vaie.pdf", "application/pdf", PDF) or "").strip() == "Vaie otsusele"


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    reader = Reader(timeout=0.0)
    assert reader.text("pdf", PDF) is None
    reader.close()
    patient = Reader()
    assert (patient.text("pdf", PDF) or "").strip() == "Vaie otsusele"
    patient.close()


def test_words_of_documents_may_be_left_out() -> None:
    raw = b"From: a@b.example\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n" + PDF
    assert [file.text for file in read_letter(raw, attachment_text=False).attachments] == [None]


def attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def winmail(*attributes: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 0x9007, 6, struct.pack("<II", 1257, 0)) + b"".join(attributes)


def named_file(name: str, content: bytes) -> bytes:
    long = padded((name + "\0").encode("utf-16-le"))
    properties = (
        struct.pack("<I", 1) + struct.pack("<HHII", 0x1F, 0x3707, 1, len((name + "\0").encode("utf-16-le"))) + long
    )
    return (
        attribute(2, 0x9002, 6, bytes(14))
        + attribute(2, 0x8010, 1, b"LUHI~1.TXT\0")
        + attribute(2, 0x800F, 6, content)
        + attribute(2, 0x9005, 6, properties)
    )


WRAPPED = winmail(attribute(1, 0x800C, 2, "Teabenõue sõnades\0".encode("cp1257")), named_file("õppekava.txt", b"Sisu"))


def test_the_letter_in_a_winmail_dat_is_the_letter() -> None:
    raw = (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\n"
        b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(WRAPPED)
        + b"--b--\r\n"
    )
    letter = read_letter(raw)
    assert letter.body == "Teabenõue sõnades"
    assert [(file.name, [(inner.name, inner.text) for inner in file.contains]) for file in letter.attachments] == [
        ("winmail.dat", [("õppekava.txt", "Sisu")])
    ]


def test_a_compressed_text_of_a_winmail_dat_is_read() -> None:
    # The sample of [MS-OXRTFCP] section 4.1.1.
    compressed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    properties = struct.pack("<I", 1) + struct.pack("<HHII", 0x102, 0x1009, 1, len(compressed)) + padded(compressed)
    wrapped = open_winmail(winmail(attribute(1, 0x9003, 6, properties)))
    assert wrapped is not None
    assert wrapped.rtf == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize("cut", range(0, len(WRAPPED), 7))
def test_a_cut_winmail_dat_harms_nothing(cut: int) -> None:
    open_winmail(WRAPPED[:cut])


def smime(inner: bytes, *, streamed: bool) -> bytes:
    key = ec.generate_private_key(ec.SECP384R1())
    builder = pkcs7.PKCS7SignatureBuilder().set_data(inner).add_signer(certificate(key), key, hashes.SHA256())
    whole = builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])
    if not streamed:
        return whole
    halves = b"".join(b"\x04" + bytes([len(half)]) + half for half in (inner[:50], inner[50:]))
    head = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x80\x00\x00"
    return head + b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80" + halves + b"\x00" * 12


@pytest.mark.parametrize("streamed", [False, True], ids=["DER", "BER in chunks"])
def test_the_letter_in_an_opaque_smime_signature_is_the_letter(streamed: bool) -> None:
    inner = b"Content-Type: text/plain; charset=utf-8\r\n\r\nAllkirjastatud kiri, mille s\xc3\xb5nad on sees."
    raw = b'From: a@b.example\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    letter = read_letter(raw + base64.encodebytes(smime(inner, streamed=streamed)))
    assert letter.body == "Allkirjastatud kiri, mille sõnad on sees."
    assert [file.name for file in letter.attachments] == ["smime.p7m"]


def forwarded(inner: bytes) -> bytes:
    mark = b"o%d" % len(inner)
    head = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=" + mark + b"\r\n\r\n--" + mark
    return (
        head
        + b"\r\n\r\nVt\r\n--"
        + mark
        + b"\r\nContent-Type: message/rfc822\r\n\r\n"
        + inner
        + b"\r\n--"
        + mark
        + b"--\r\n"
    )


def test_a_forwarded_letter_holds_its_own_attachments() -> None:
    inner = b"From: c@d.example\r\nSubject: Sees\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nTekst\r\n--i\r\nContent-Disposition: attachment; filename=x.bin\r\n\r\nx\r\n--i--"
    (file,) = read_letter(forwarded(inner)).attachments
    assert (file.type, file.text, [one.name for one in file.contains]) == (
        "message/rfc822",
        "From: c@d.example\nSubject: Sees\n\nTekst",
        ["x.bin"],
    )


def test_letters_forwarded_many_times_are_opened_to_a_depth() -> None:
    raw = b"From: c@d.example\r\n\r\nSees"
    for _ in range(12):
        raw = forwarded(raw)
    letter = read_letter(raw)
    assert "nested_too_deep" in letter.defects


def test_ordinary_letters_are_read_in_a_hundredth_of_a_second() -> None:
    raw = (
        b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + b"Tere, see on kiri.\r\n" * 100
    )
    began = time.process_time()
    for _ in range(100):
        read_letter(raw)
    assert (time.process_time() - began) / 100 < 0.01
