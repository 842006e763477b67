"""Signed containers: files and signers told, and a signature called valid only if every digest and the value agree."""

import base64

import pytest

from mail.containers import open_container
from mail.letter import Signature
from mail.read import read_letter
from tests.mail.signing import SIGNED_AT, archive, container, signed

FILES = {"Märgukiri õ.txt": "Tere õäö".encode(), "lisa.txt": b"Lisa"}
HOLDS = Signature("kiri.asice", "KAI-RIIN LÕHMUS", "47902180007", SIGNED_AT, True)


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_sound_container_tells_its_files_and_signer(kind: str) -> None:
    opened = open_container("kiri.asice", container(FILES, kind=kind))
    assert {entry.name: entry.content for entry in opened.files} == FILES
    assert opened.signatures == [HOLDS]
    assert opened.defects == []


def test_the_signer_is_read_from_the_common_name_where_there_is_no_other() -> None:
    assert open_container("kiri.asice", container(FILES, names=False)).signatures == [HOLDS]


def spoilt(how: str) -> bytes:
    signature = signed(FILES)
    entries = [
        ("mimetype", b"application/vnd.etsi.asic-e+zip"),
        *FILES.items(),
        ("META-INF/signatures0.xml", signature),
    ]
    if how == "a file changed":
        entries[1] = (entries[1][0], b"Muudetud")
    elif how == "a file added":
        entries.append(("lisatud.txt", b"x"))
    elif how == "a file gone":
        del entries[1]
    elif how == "the time changed":
        entries[3] = (entries[3][0], signature.replace(b"2026-10-05T", b"2026-10-06T"))
    elif how == "the value of another":
        value, other = (found.split(b"SignatureValue>")[1] for found in (signature, signed(FILES)))
        entries[3] = (entries[3][0], signature.replace(value, other))
    elif how == "a weak digest":
        entries[3] = (
            entries[3][0],
            signature.replace(b"http://www.w3.org/2001/04/xmlenc#sha256", b"http://www.w3.org/2000/09/xmldsig#sha1"),
        )
    elif how == "two elements of one Id":
        entries[3] = (entries[3][0], signature.replace(b"<ds:Object>", b'<ds:Object><o Id="S0-P"/>', 1))
    elif how == "no certificate":
        entries[3] = (entries[3][0], signature.replace(b"X509Certificate", b"X509Nothing"))
    return archive(entries)


@pytest.mark.parametrize(
    "how",
    [
        "a file changed",
        "a file added",
        "a file gone",
        "the time changed",
        "the value of another",
        "a weak digest",
        "two elements of one Id",
        "no certificate",
    ],
)
def test_a_spoilt_container_is_not_called_valid(how: str) -> None:
    opened = open_container("kiri.asice", spoilt(how))
    assert [signature.valid for signature in opened.signatures] == [False]
    assert opened.files


def test_two_files_of_one_name_make_no_valid_signature() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        doubled = archive(
            [
                ("mimetype", b"application/vnd.etsi.asic-e+zip"),
                *FILES.items(),
                ("lisa.txt", b"Teine"),
                ("META-INF/signatures0.xml", signed(FILES)),
            ]
        )
    opened = open_container("kiri.asice", doubled)
    assert [signature.valid for signature in opened.signatures] == [False]
    assert "container_doubled_names" in opened.defects


DDOC = (
    b'<?xml version="1.0"?><SignedDoc format="DIGIDOC-XML" version="1.3"><DataFile ContentType="EMBEDDED_BASE64" Filename="kiri.txt" Id="D0">'
    + base64.b64encode(b"Vana kiri")
    + b'</DataFile><Signature Id="S0" xmlns="http://www.w3.org/2000/09/xmldsig#"><Object><SigningTime>2012-10-05T09:12:44Z</SigningTime></Object></Signature></SignedDoc>'
)


def test_an_old_container_is_listed_and_never_valid() -> None:
    opened = open_container("kiri.ddoc", DDOC)
    assert [(entry.name, entry.content) for entry in opened.files] == [("kiri.txt", b"Vana kiri")]
    assert [signature.valid for signature in opened.signatures] == [False]


def attached(name: str, content: bytes) -> bytes:
    head = 'From: a@kodu.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nLisatud.\r\n--b\r\nContent-Disposition: attachment; filename="'
    return (
        f'{head}{name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'.encode()
        + base64.encodebytes(content)
        + b"--b--\r\n"
    )


def test_the_letter_inside_the_container_is_read() -> None:
    letter = read_letter(attached("kiri.asice", container(FILES)))
    assert [(file.name, file.text) for file in letter.attachments[0].contains] == [
        ("Märgukiri õ.txt", "Tere õäö"),
        ("lisa.txt", "Lisa"),
    ]
    assert letter.signatures == (HOLDS,)


def test_a_container_is_known_by_its_own_mark_whatever_its_name() -> None:
    letter = read_letter(attached("kiri.docx", container(FILES)))
    assert [signature.valid for signature in letter.signatures] == [True]


def test_a_container_in_a_container_is_opened() -> None:
    letter = read_letter(attached("välimine.asice", container({"kiri.asice": container(FILES)})))
    assert [file.name for file in letter.attachments[0].contains[0].contains] == list(FILES)
    assert [signature.valid for signature in letter.signatures] == [True, True]


@pytest.mark.parametrize("name", ["kiri.cdoc", "kiri.cdoc2"])
def test_an_encrypted_container_is_left_to_a_person(name: str) -> None:
    letter = read_letter(attached(name, b"<EncryptedData/>"))
    assert "encrypted_container" in letter.defects
    assert letter.attachments[0].contains == ()


@pytest.mark.parametrize("content", [b"PK\x03\x04 rikutud", b"", b"<SignedDoc", b"PK\x05\x06" + bytes(18)])
def test_a_broken_container_is_told_of(content: bytes) -> None:
    for name in ("kiri.asice", "kiri.ddoc"):
        assert open_container(name, content).defects
