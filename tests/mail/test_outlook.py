"""Letters that Outlook saved as a file and somebody attached."""

import base64

from mail.letter import Letter
from mail.read import read_letter
from tests.mail.outlook_file import outlook_letter

SUBJECT, BODY, SENDER, ADDRESS = 0x0037, 0x1000, 0x0C1A, 0x0C1F
HEAD = {SUBJECT: "Müra öösel", SENDER: "Naaber Õunapuu", ADDRESS: "naaber@kodu.example"}


def forwarded(content: bytes, text: bytes = b"Edastan.", name: bytes = b"kiri.msg") -> Letter:
    return read_letter(
        b"From: Tiiu <tiiu@kodu.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + text + b"\r\n--b\r\n"
        b'Content-Type: application/octet-stream; name="' + name + b'"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + base64.encodebytes(content) + b"--b--\r\n")  # fmt: skip


def test_a_saved_letter_is_opened_with_its_files() -> None:
    (file,) = forwarded(outlook_letter({**HEAD, BODY: "Naabri mure õhtul."}, {"lisa õ.txt": b"Lisa sisu"})).attachments
    assert file.text == 'From: "Naaber Õunapuu" <naaber@kodu.example>\nSubject: Müra öösel\n\nNaabri mure õhtul.'
    assert [(inner.name, inner.content, inner.text) for inner in file.contains] == [("lisa õ.txt", b"Lisa sisu", "Lisa sisu")]


def test_a_saved_letter_with_a_page_only_is_read() -> None:
    (file,) = forwarded(outlook_letter(HEAD, {}, "<p>Naabri <b>mure</b> õhtul.</p>".encode())).attachments
    assert file.text is not None
    assert file.text.endswith("\n\nNaabri mure õhtul.")


def test_a_large_file_of_a_saved_letter_is_whole() -> None:
    content = bytes(range(256)) * 80
    (file,) = forwarded(outlook_letter({**HEAD, BODY: "Tere"}, {"suur.bin": content})).attachments
    assert file.contains[0].content == content


def test_a_saved_letter_is_the_letter_where_nothing_is_written_beside_it() -> None:
    assert forwarded(outlook_letter({**HEAD, BODY: "Naabri mure."}, {}), text=b"").body.endswith("Naabri mure.")


def test_a_broken_saved_letter_is_kept_as_a_file() -> None:
    broken = outlook_letter({**HEAD, BODY: "Tere"}, {})[:700]
    letter = forwarded(broken)
    assert [(file.name, file.text, file.content) for file in letter.attachments] == [("kiri.msg", None, broken)]
    assert letter.body == "Edastan."


def test_an_old_word_document_is_no_letter() -> None:
    (file,) = forwarded(outlook_letter({**HEAD, BODY: "Tere"}, {}), name=b"leping.doc").attachments
    assert (file.text, file.contains) == (None, ())
