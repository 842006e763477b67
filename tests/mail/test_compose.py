"""A finished text as a message that threads, names itself, and carries no stranger's header."""

import dataclasses
import email
import email.message
import email.policy
import hashlib
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.compose import BadAddress, File, Outgoing, check_recipient, compose, message_id_for, token
from mail.letter import Address
from mail.words import clean_name, encoded, folded, one_line

LONG_ID = "<AM0PR04MB1234567890ABCDEF0123456789ABCDEF0123456789ABCDEF0123@AM0PR04MB5678.eurprd04.prod.outlook.com>"
PLAIN = Outgoing(
    sender="info@amet.example",
    sender_name="Sotsiaalkindlustusameti järelevalve",
    recipients=("mari@x.example",),
    to=(Address("Mari Maasikas", "mari@x.example"),),
    subject="Vastus selgitustaotlusele 26-0142",
    text="Tere\n\nVastame Teie kirjale.\n",
    message_id="<0123456789abcdef@amet.example>",
    date=datetime(2026, 8, 20, 12, 0, tzinfo=timezone(timedelta(hours=3))),  # Thursday
)


def changed(**facts: object) -> Outgoing:
    return dataclasses.replace(PLAIN, **facts)  # type: ignore[arg-type]


def read(outgoing: Outgoing) -> email.message.EmailMessage:
    raw = compose(outgoing)
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    return email.message_from_bytes(raw, policy=email.policy.default)


def text_of(message: email.message.EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def head(outgoing: Outgoing) -> list[str]:
    return compose(outgoing).split(b"\r\n\r\n")[0].decode().split("\r\n")


def test_a_short_answer_is_written_as_anyone_would_write_it() -> None:
    assert compose(changed(sender_name="Amet", subject="Vastus", in_reply_to="<1@x.example>")).decode() == (
        "Date: Thu, 20 Aug 2026 12:00:00 +0300\r\n"
        'From: "Amet"\r\n <info@amet.example>\r\n'
        'To: "Mari Maasikas"\r\n <mari@x.example>\r\n'
        "Subject: Vastus\r\n"
        "Message-ID: <0123456789abcdef@amet.example>\r\n"
        "In-Reply-To: <1@x.example>\r\n"
        "References: <1@x.example>\r\n"
        f"X-Vastaja-Loop: {hashlib.sha256(b'info@amet.example').hexdigest()[:16]}\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\n"
        "Tere\r\n\r\nVastame Teie kirjale.\r\n"
    )


def test_what_is_read_is_what_was_written() -> None:
    text = "Õnn ja šokolaad 🙂\n\n.punkt\nFrom siit\n  taane ja tühik \n" + "pikk " * 400 + "\nПривет\n"
    message = read(changed(text=text, html="<p>Õnn</p>", subject="Õnn ja šokolaad", cc=(Address("", "b@x.example"),)))
    assert text_of(message) == text
    assert text_of(message, "html") == "<p>Õnn</p>\n"
    assert message["Subject"] == "Õnn ja šokolaad"
    assert message["From"].addresses[0].display_name == PLAIN.sender_name
    assert message["From"].addresses[0].addr_spec == "info@amet.example"
    assert message["Cc"] == "b@x.example"
    assert message["Date"].datetime == PLAIN.date
    assert [part.defects for part in message.walk()] == [[]] * 3


@pytest.mark.parametrize("text", ["Привет, как дела? " * 100, "x" * 5000, "õ" * 5000, "", "\n\n", "a\r\nb\rc\nd"])
def test_every_text_arrives(text: str) -> None:
    expected = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    assert text_of(read(changed(text=text))) == expected


def test_signs_that_no_one_can_store_do_not_stop_an_answer() -> None:
    message = read(changed(text="a\0b\ud800c", subject="a\0b\ud800c", to=(Address("\udcff\0", "mari@x.example"),)))
    assert text_of(message) == "ab?c\n"
    assert message["Subject"] == "a b?c"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\0\n", "\n\n"])
def test_no_word_of_a_stranger_becomes_a_header(end: str) -> None:
    evil = f"Tere{end}Bcc: kuri@x.example{end}{end}keha"
    message = read(
        changed(
            subject=evil,
            sender_name=evil,
            to=(Address(evil, "mari@x.example"),),
            in_reply_to=f"<a{end}Bcc: kuri@x.example>",
            references=(f"<b>{end}Bcc: kuri@x.example", evil, "<good@x.example>"),
            files=(File(evil, f"text/plain{end}Bcc: kuri@x.example", b"x"),),
        )
    )
    assert message["Bcc"] is None
    assert len(message.keys()) == 9
    assert "Bcc: kuri@x.example" in message["Subject"]
    assert message["References"] == "<good@x.example>"
    assert message["In-Reply-To"] is None
    assert text_of(message) == PLAIN.text


@given(
    st.text(max_size=300),
    st.text(max_size=300),
    st.lists(st.text(max_size=50), max_size=5),
    st.text(max_size=300),
    st.text(max_size=60),
)
def test_whatever_stands_in_a_letter_the_answer_has_our_headers_only(
    subject: str, name: str, ids: list[str], text: str, kind: str
) -> None:
    message = read(
        changed(
            subject=subject,
            to=(Address(name, "mari@x.example"),),
            references=tuple(ids),
            in_reply_to="".join(ids),
            text=text,
            files=(File(name, kind, text.encode("utf-8", "replace")),),
        )
    )
    known = {"Date", "From", "To", "Subject", "Message-ID", "X-Vastaja-Loop", "MIME-Version", "Content-Type"}
    assert set(message.keys()) - {"References", "In-Reply-To"} == known
    assert [address.addr_spec for address in message["To"].addresses] == ["mari@x.example"]
    assert len(list(message.iter_attachments())) == 1


def test_a_name_cannot_pretend_to_be_an_address_or_an_encoded_word() -> None:
    for name in (
        '"ametnik@amet.example" <kuri@x.example>',
        "=?utf-8?q?ametnik=40amet.example?=",
        'a\\"b',
        "a, b",
        "(x)",
    ):
        addresses = read(changed(to=(Address(name, "mari@x.example"),)))["To"].addresses
        assert [(one.display_name, one.addr_spec) for one in addresses] == [(name, "mari@x.example")]


def test_ids_of_the_thread_stay_as_they_came_however_long() -> None:
    message = head(changed(in_reply_to=LONG_ID, references=("<first@x.example>", LONG_ID)))
    assert f"In-Reply-To: {LONG_ID}" in message
    assert message[message.index("References: <first@x.example>") + 1] == f" {LONG_ID}"


def test_a_long_thread_keeps_its_beginning_and_its_end() -> None:
    ids = tuple(f"<{number}@x.example>" for number in range(200))
    references = str(read(changed(references=ids, in_reply_to=ids[-1]))["References"]).split()
    assert references == [ids[0], *ids[-19:]]


def test_an_id_too_long_for_a_line_is_left_out() -> None:
    assert not any(
        line.startswith(("References", "In-Reply-To")) for line in head(changed(in_reply_to=f"<{'x' * 990}>"))
    )


def test_automatic_letters_say_so_and_others_do_not() -> None:
    automatic = read(changed(automatic=True))
    assert automatic["Auto-Submitted"] == "auto-replied"
    assert automatic["X-Auto-Response-Suppress"] == "All"
    assert read(PLAIN)["Auto-Submitted"] is None
    assert read(PLAIN)["X-Vastaja-Loop"] == automatic["X-Vastaja-Loop"]


def test_every_try_is_the_same_message() -> None:
    outgoing = changed(html="<p>x</p>", files=(File("a.pdf", "application/pdf", b"x"),))
    assert compose(outgoing) == compose(outgoing)


def test_the_envelope_shows_nobody_who_is_not_meant_to_be_shown() -> None:
    message = compose(changed(recipients=("mari@x.example", "salaja@x.example"), to=()))
    assert b"To: undisclosed-recipients:;\r\n" in message
    assert b"salaja" not in message


def test_files_arrive_octet_for_octet_under_names_that_are_names() -> None:
    octets = bytes(range(256)) * 300
    files = (
        File("Vastus õäöü šž.pdf", "application/pdf", octets),
        File("../../etc/cron.d/x", "application/x-sh", b""),
        File("../../etc/cron.d/x", "multipart/mixed; boundary=x", b"\r\n--x\r\n"),
        File("tabel.csv", "text/csv", "a;õ\n".encode("cp1257")),
    )
    parts = list(read(changed(files=files)).iter_attachments())
    assert [part.get_filename() for part in parts] == ["Vastus õäöü šž.pdf", "x", "x", "tabel.csv"]
    assert [part.get_content_type() for part in parts] == [
        "application/pdf",
        "application/x-sh",
        "application/octet-stream",
        "text/csv",
    ]
    assert [part.get_payload(decode=True) for part in parts] == [file.content for file in files]


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: =?utf-8?q?a=0D=0ABcc:_kuri=40x.example?=\r\nX: " + b"y" * 900 + b"\r\n\r\n\xc3\xb5 keha\r\n",
        b"Subject: x\r\n\r\n--x\r\n\r\n--=_\r\n\r\n\r\n",
        b"Subject: plain\r\n\r\nbody\r\n",
    ],
)
def test_a_forwarded_letter_is_not_written_anew(raw: bytes) -> None:
    message = compose(changed(files=(File("kiri.eml", "message/rfc822", raw),)))
    assert b"Content-Type: message/rfc822\r\n" in message
    assert raw in message
    assert read(changed(files=(File("kiri.eml", "message/rfc822", raw),)))["Bcc"] is None


@pytest.mark.parametrize(
    "raw", [b"Subject: x\n\nbare line ends\n", b"x" * 999 + b"\r\n", b"a\0b\r\n", b"no end", b"a\rb\r\n", b""]
)
def test_a_letter_that_mail_servers_would_change_travels_as_a_file(raw: bytes) -> None:
    part = next(iter(read(changed(files=(File("kiri.eml", "message/rfc822", raw),))).iter_attachments()))
    assert part.get_content_type() == "application/octet-stream"
    assert part.get_payload(decode=True) == raw
    assert part.get_filename() == "kiri.eml"


def test_a_boundary_is_in_no_part() -> None:
    def boundaries(outgoing: Outgoing) -> list[str]:
        return [part.get_boundary() for part in read(outgoing).walk() if part.is_multipart()]  # type: ignore[misc]

    first = boundaries(changed(html="<p>x</p>"))[0]
    guessed = changed(html="<p>x</p>", text=f"Tere\n\n--{first}--\n")
    assert boundaries(guessed) != [first]
    assert text_of(read(guessed)) == guessed.text


@pytest.mark.parametrize(
    "address",
    [
        "mari@x.example",
        "m.a+b_c-d=e@a-b.x.example",
        "õnne@näide.example",
        "o'neil@x.example",
        "1@2.example",
        "M@X.EXAMPLE",
    ],
)
def test_plain_addresses_are_written_to(address: str) -> None:
    check_recipient(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mari",
        "@x.example",
        "mari@",
        "mari@gmail",
        "mari@x..example",
        "mari@.example",
        "mari@x.example.",
        "mari@-x.example",
        "mari@x_y.example",
        "mari@[127.0.0.1]",
        "ma ri@x.example",
        ".mari@x.example",
        "mari.@x.example",
        "ma..ri@x.example",
        '"mari"@x.example',
        "mari(x)@x.example",
        "mari@x.example, kuri@x.example",
        "mari@x.example\r\nRCPT TO:<kuri@x.example>",
        "mari\0@x.example",
        "mari\u202e@x.example",
        "mari\xa0@x.example",
        "<mari@x.example>",
        "Mari <mari@x.example>",
        "mari@kuri@x.example",
        "m" * 65 + "@x.example",
        "mari@" + "x." * 130 + "example",
        "mari@" + "õ" * 80 + ".example",
        "mari@x\u3002\u2024.example",
        "\ud800@x.example",
    ],
)
def test_odd_addresses_are_refused_openly(address: str) -> None:
    with pytest.raises(BadAddress) as told:
        check_recipient(address)
    assert told.value.address == address
    assert "mari" not in str(told.value)


@pytest.mark.parametrize("field", ["recipients", "to", "cc", "sender", "reply_to"])
def test_no_message_is_made_to_an_odd_address(field: str) -> None:
    odd = "mari@x.example, kuri@x.example"
    value = {"recipients": (odd,), "to": (Address("", odd),), "cc": (Address("", odd),)}.get(field, odd)
    with pytest.raises(BadAddress):
        compose(changed(**{field: value}))


def test_an_address_goes_by_its_name_on_the_wire() -> None:
    message = compose(changed(to=(Address("", "õnne@näide.example"),), reply_to="info+1@amet.example"))
    assert "To: õnne@xn--nide-loa.example\r\n".encode() in message
    assert b"Reply-To: info+1@amet.example\r\n" in message


@pytest.mark.parametrize("message_id", ["", "x", "<a b@x>", "<a@b>\r\nBcc: x", "<" + "x" * 300 + ">", "<õ@x>"])
def test_a_message_without_an_id_of_ours_is_not_made(message_id: str) -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        compose(changed(message_id=message_id))


def test_a_date_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        compose(changed(date=datetime(2026, 8, 20, 12)))  # noqa: DTZ001


def test_tokens_cannot_be_guessed_and_survive_every_server() -> None:
    tokens = {token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(one) * 4 >= 96 and one.isalnum() and one == one.lower() for one in tokens)
    assert message_id_for("abc", "näide.example") == "<abc@xn--nide-loa.example>"
    for odd in ("a b", "a>", "", "a\r\nb"):
        with pytest.raises(ValueError, match="Message-ID needs"):
            message_id_for(odd, "amet.example")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("leping.pdf", "leping.pdf"),
        ("C:\\Temp\\leping.pdf", "leping.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..", "fail"),
        ("", "fail"),
        (".peidus", "peidus"),
        ("CON.txt", "_CON.txt"),
        ("com1", "_com1"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\0\r\nb.txt", "a b.txt"),
        ('a"b<c>|?*:.txt', "a_b_c_____.txt"),
        ("/", "fail"),
        ("nimi. . .", "nimi"),
    ],
)
def test_a_file_name_is_only_a_name(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_a_long_file_name_keeps_its_ending() -> None:
    for sign in ("x", "õ", "Ж", "🙂"):
        name = clean_name(sign * 500 + ".docx")
        assert name.endswith(sign + ".docx")
        read(changed(files=(File(name, "text/plain", b"x"),)))


def test_headers_are_folded_where_mail_servers_would_fold_them() -> None:
    for subject in ("sõna " * 50, "word " * 50, "x" * 3000, "õ" * 3000, "=?utf-8?q?x?= " * 30, "🙂" * 100, " a  b "):
        ready = folded(one_line(subject), 9)
        assert all(len(line) <= 76 for line in ready.split("\r\n"))
        assert read(changed(subject=subject))["Subject"] == " ".join(subject.split())


def test_an_encoded_word_never_cuts_a_sign() -> None:
    for word in encoded("šõ🙂Ж" * 40).split("\r\n "):
        assert len(word) <= 75
        decoded = email.message_from_string(f"Subject: {word}\n\n", policy=email.policy.default)["Subject"]
        assert set(decoded) <= set("šõ🙂Ж")


def test_a_message_is_made_in_a_moment() -> None:
    outgoing = changed(
        automatic=True, text="Teie kiri on õigel ajal saabunud.\n" * 40, subject="Kättesaamise kinnitus 26-0142"
    )
    began = time.process_time()
    for _ in range(200):
        compose(outgoing)
    assert (time.process_time() - began) / 200 < 0.002
    assert outgoing.date.astimezone(UTC).hour == 9
