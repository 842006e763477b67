"""Letters as bombs (threats C): each is read in two seconds, in bounded memory, and what was cut off is told."""

import base64
import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable

import pytest

from mail.letter import Letter
from mail.read import read_letter

HEAD = b"From: Tiiu <tiiu@kodu.example>\r\nTo: info@amet.example\r\nSubject: Kiri\r\n"


def nested(depth: int) -> bytes:
    opened = b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (level, level + 1) for level in range(depth)
    )
    return HEAD + b"Content-Type: multipart/mixed; boundary=b0\r\n\r\n" + opened + b"Tere\r\n"


def letters_in_letters(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * (depth + 1) + b"Tere"


def parts(count: int) -> bytes:
    return (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * count
        + b"--b--"
    )


def forms(texts: int, pages: int, kind: bytes, words: bytes = b"tere ") -> bytes:
    """Many plain texts and pages beside one another."""
    text = b"--b\r\nContent-Type: text/plain\r\n\r\n" + words * 20 + b"\r\n"
    shown = b"--b\r\nContent-Type: text/html\r\n\r\n<p>%d muud" + words * 20 + b"</p>\r\n"
    return HEAD + b"Content-Type: multipart/" + kind + b"; boundary=b\r\n\r\n" + text * texts + b"".join(shown % number for number in range(pages)) + b"--b--"


def page(html: bytes) -> bytes:
    return HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html


def attached(name: bytes, content: bytes) -> bytes:
    part = b'Content-Type: application/octet-stream; name="' + name + b'"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nTere\r\n--b\r\n"
        + part
        + base64.encodebytes(content)
        + b"--b--\r\n"
    )


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def many_files(count: int) -> bytes:
    return zipped(*((f"f{number}", b"") for number in range(count)))


def laughs() -> bytes:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10))
    return b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "aaaaaaaaaa">' + entities + b']><w xmlns="x"><t>&a9;</t></w>'


def outside_entity() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><w><t>&x;</t></w>'


MANY_ADDRESSES = b",".join(b"a%d@kodu.example" % number for number in range(20_000))
STATUS = b"Final-Recipient: rfc822; a@kodu.example\r\nAction: failed\r\n\r\n"

# fmt: off
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "C1 1,000 nested parts":        (lambda: nested(1_000), "nested_too_deep"),
    "C1 10,000 nested parts":       (lambda: nested(10_000), "nested_too_deep"),
    "C1 10,000 letters in letters": (lambda: letters_in_letters(10_000), "nested_too_deep"),
    "C2 10,000 parts":              (lambda: parts(10_000), "too_many_parts"),
    "C2 100,000 parts":             (lambda: parts(100_000), "too_many_parts"),
    "C2 500 texts beside 499 pages": (lambda: forms(500, 499, b"mixed", b"tere " * 20), ""),
    "C2 500 forms of 499 pages":    (lambda: forms(500, 499, b"alternative"), ""),
    "C3 encoded words in Subject":  (lambda: b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\r\n\r\nx", "header_too_long"),
    "C3 encoded words in From":     (lambda: b"From: " + b"=?utf-8?q?a?= " * 20_000 + b"<m@kodu.example>\r\n\r\nx", "header_too_long"),
    "C3 encoded words in To":       (lambda: b"To: " + b"=?utf-8?q?a?= " * 20_000 + b"<m@kodu.example>\r\n\r\nx", ""),
    "C3 words never closed":        (lambda: b"To: " + b"=?a?q?" * 40_000 + b"\r\n\r\nx", ""),
    "C4 nested comments":           (lambda: b"From: " + b"(" * 300_000 + b"m@kodu.example\r\n\r\nx", "header_too_long"),
    "C4 odd quoting":               (lambda: b"To: " + b'"\\' * 120_000 + b"\r\n\r\nx", ""),
    "C4 20,000 addresses":          (lambda: b"To: " + MANY_ADDRESSES + b"\r\n\r\nx", "too_many_addresses"),
    "C5 10 MB line":                (lambda: HEAD + b"\r\n" + b"a " * (5 << 20), "body_too_long"),
    "C5 20,000 headers":            (lambda: HEAD + b"X-A: b\r\n" * 20_000 + b"\r\nx", "too_many_headers"),
    "C5 500 KB header":             (lambda: b"X-A: " + b"b" * 500_000 + b"\r\n" + HEAD + b"\r\nx", "header_too_long"),
    "C5 header of 80,000 folds":    (lambda: b"Subject: a\r\n" + b" bbbbbb\r\n" * 80_000 + b"\r\nx", "header_too_long"),
    "C6 quote marks":               (lambda: HEAD + b"\r\n" + b"> a\n\n" * 300_000, ""),
    "C6 attributions":              (lambda: HEAD + b"\r\n" + b"On 1.1.2026 a@b.ee wrote:\n" * 19_000, ""),
    "C7 20,000 nested divs":        (lambda: page(b"<div>" * 20_000 + b"x"), "html_too_deep"),
    "C7 200,000 nested divs":       (lambda: page(b"<div>" * 200_000 + b"x"), "html_too_deep"),
    "C7 500,000 entities":          (lambda: page(b"&nbsp;" * 500_000), ""),
    "C7 300,000 open tags":         (lambda: page(b"<a " * 300_000), ""),
    "C7 nested tables":             (lambda: page(b"<table><tr><td>" * 5_000 + b"x"), "html_too_deep"),
    "C7 misnested formatting":      (lambda: page(b"<a><b><i><u><s><font>" * 3_000 + b"</p>" * 3_000), "html_too_deep"),
    "C7 50,000 scripts unclosed":   (lambda: page(b"<script>" * 50_000 + b"x"), "html_too_deep"),
    "C7 5,000,000 spaces":         (lambda: page(b"a" + b" \n\t" * 1_600_000 + b"&nbsp;" * 50_000 + b"b"), ""),
    "C7 20,000 links":              (lambda: page(b'<a href="https://kodu.example/?a=b&amp;c=d">siia</a> ' * 20_000), ""),
    "5,000,000 spaces in words":    (lambda: HEAD + b"\r\na" + b" " * 5_000_000 + b"\r\n-- \r\n" + b" \r\n" * 100_000, "body_too_long"),
    "C7 60,000 rows":               (lambda: page(b"<table>" + b"<tr><td>a</td><td>b</td></tr>" * 60_000), ""),
    "C9 bomb in .docx":             (lambda: attached(b"x.docx", zipped(("word/document.xml", b"\0" * (80 << 20)))), ""),
    "C9 bomb in .asice":            (lambda: attached(b"x.asice", zipped(("a.txt", b"\0" * (80 << 20)))), "archive_too_large"),
    "C9 20,000 entries":            (lambda: attached(b"x.asice", many_files(20_000)), "archive_too_many_files"),
    "C10 billion laughs":           (lambda: attached(b"x.docx", zipped(("word/document.xml", laughs()))), ""),
    "C10 outside entity":           (lambda: attached(b"x.docx", zipped(("word/document.xml", outside_entity()))), ""),
    "C10 billion laughs in ddoc":   (lambda: attached(b"x.ddoc", laughs()), "xml_"),
    "C11 NULs":                     (lambda: HEAD + b"\r\n" + b"\0" * 5_000_000, "no_text"),
    "C11 raw 8-bit":                (lambda: HEAD + b"\r\n" + b"\xff" * 5_000_000, "charset_missing"),
    "C12 UTF-7":                    (lambda: HEAD + b"Content-Type: text/plain; charset=utf-7\r\n\r\n" + b"+AAA-" * 1_000_000, ""),
    "boundary in every place":      (lambda: HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"x--b" * 1_000_000, "boundary_missing"),
    "boundary nearly met":          (lambda: HEAD + b"Content-Type: multipart/mixed; boundary=zz\r\n\r\n" + b"--zzz\n" * 500_000, "boundary_missing"),
    "5,000,000 line ends":          (lambda: b"\n" * 5_000_000, "no_sender"),
    "parameters":                   (lambda: HEAD + b"Content-Type: text/plain;" + b'; a="' * 5_000 + b"\r\n\r\nx", ""),
    "uuencode never ended":         (lambda: HEAD + b"\r\n" + b"begin 644 a\nMaaaa\n" * 100_000, ""),
    "soft line breaks":             (lambda: HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \n" * 1_000_000, ""),
    "100,000 recipients failed":    (lambda: b"Return-Path: <>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\n"
                                             b"Content-Type: message/delivery-status\r\n\r\n" + STATUS * 100_000, ""),
}
# fmt: on


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_letter_is_read_in_time(name: str) -> None:
    make, defect = HOSTILE[name]
    raw = make()
    began = time.process_time()
    letter = read_letter(raw)
    assert time.process_time() - began < 2
    assert "unreadable" not in letter.defects
    assert any(told.startswith(defect) for told in letter.defects)


def test_the_words_before_a_bomb_are_kept() -> None:
    letter = read_letter(attached(b"x.asice", zipped(("a.txt", b"\0" * (80 << 20)))))
    assert (letter.body, [file.contains for file in letter.attachments]) == ("Tere", [()])


def test_no_file_of_this_machine_is_read_into_a_letter() -> None:
    letter = read_letter(attached(b"x.docx", zipped(("word/document.xml", outside_entity()))))
    assert [file.text for file in letter.attachments] == [None]


def test_a_letter_of_50_mb_takes_no_more_than_four_times_its_size() -> None:
    script = (
        "import base64, resource; from mail.read import read_letter\n"
        "raw = b'From: a@kodu.example\\r\\nContent-Type: application/octet-stream; name=a.bin\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\n'"
        " + base64.encodebytes(bytes(37 << 20))\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "letter = read_letter(raw)\n"
        "print(letter.attachments[0].size, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / len(raw))\n"
    )
    size, times = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    assert int(size) == 37 << 20
    assert float(times) < 4


def test_what_cannot_be_read_at_all_is_still_a_letter() -> None:
    assert isinstance(read_letter(b""), Letter)
    assert isinstance(read_letter(b"\0"), Letter)
