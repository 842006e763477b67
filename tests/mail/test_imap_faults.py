"""A mailbox on a server that does wrong."""

import base64
import socket
import time
from datetime import UTC, datetime

import pytest

from mail.accounts import Account, Security
from mail.imap import Box, Fetched, Limits
from mail.oauth import TokenRefused, TokenUnreachable
from mail.trouble import MailboxTrouble, Trouble
from tests import imap_faults as faults
from tests.imap_faults import FaultyImap

LETTER = b"Subject: x\r\n\r\nfirst line\r\nlast line"


def account(server: FaultyImap, **other: object) -> Account:
    facts = {"read_timeout": 0.5, "connect_timeout": 1.0, "user": "info", "password": "parool", **other}
    return Account("info", "127.0.0.1", server.port, Security.PLAIN, **facts)  # type: ignore[arg-type]


def open_box(server: FaultyImap) -> Box:
    box = Box(account(server))
    box.connect()
    box.select("INBOX", readonly=True)
    return box


@pytest.mark.parametrize("fault", [faults.closes, faults.resets, faults.says_goodbye])
def test_a_server_that_goes_away_while_we_wait_is_noticed_at_once(fault: faults.Fault) -> None:
    with FaultyImap() as server:
        server.next("IDLE", faults.after_idle(fault))
        box = open_box(server)
        began = time.monotonic()
        with pytest.raises(MailboxTrouble) as told:
            box.wait(20)
        assert told.value.kind is Trouble.BROKEN
        assert time.monotonic() - began < 2
        box.close()


def test_a_server_that_falls_silent_does_not_hang_us() -> None:
    with FaultyImap() as server:
        server.next("IDLE", faults.after_idle(faults.stays_silent))
        box = open_box(server)
        with pytest.raises(MailboxTrouble, match="fell silent") as told:
            box.wait(0.1)
        assert told.value.kind is Trouble.BROKEN


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([b"+ idling\r\n", b"* 1 EXI", b"STS\r\n"], id="a line in two segments"),
        pytest.param([b"+ idling\r\n* 1 EXISTS\r\n"], id="in one segment with the answer to IDLE"),
        pytest.param([b"+ idl", b"ing\r\n* 1 EXISTS\r\n"], id="the answer in two segments"),
        pytest.param([b"+ idling\r\n", b"* 1 EXISTS\r\n* 1 RECENT\r\n"], id="two at once"),
    ],
)
def test_news_are_heard_however_they_are_cut(pieces: list[bytes]) -> None:
    with FaultyImap() as server:
        server.next("IDLE", faults.idles_and_tells(*pieces))
        box = open_box(server)
        began = time.monotonic()
        assert box.wait(20)
        assert time.monotonic() - began < 2
        box.close()


def test_a_bell_ends_the_wait() -> None:
    bell, ringer = socket.socketpair()
    with FaultyImap() as server, bell, ringer:
        box = open_box(server)
        ringer.send(b"!")
        began = time.monotonic()
        assert not box.wait(20, bell.fileno())
        assert not box.look_out(20, 5, bell.fileno())
        assert time.monotonic() - began < 2
        box.close()


@pytest.mark.parametrize("offered", [True, False])
def test_a_server_without_idle_is_asked_instead(offered: bool) -> None:
    with FaultyImap(capabilities="IMAP4rev1 IDLE" if offered else "IMAP4rev1") as server:
        server.always("IDLE", faults.refuses("NO not here"))
        box = open_box(server)
        if offered:
            assert not box.wait(0)
        server.next("NOOP", lambda talk, tag, words: talk.send(f"* 1 EXISTS\r\n{tag} OK done\r\n"))
        assert box.wait(10)
        assert not box.wait(0.05)
        assert server.times("IDLE") == offered
        box.close()


@pytest.mark.parametrize("tells", [True, False])
def test_no_answer_to_a_search_is_long_even_if_the_server_does_not_tell_its_last_number(tells: bool) -> None:
    with FaultyImap(*[LETTER] * 20) as server:
        server.tells_uidnext = tells
        box = Box(account(server), Limits(search=6))
        box.connect()
        box.select("INBOX", readonly=True)
        assert box.all_uids() == list(range(1, 21))
        ranges = [line for line in server.asked if ":" in line]
        assert ranges == [f"SEARCH UID {ends}" for ends in ("1:6", "7:12", "13:18", "19:*")]
        box.close()


@pytest.mark.parametrize("after", [0, 5, len(LETTER) - 1])
def test_half_a_letter_is_no_letter(after: int) -> None:
    with FaultyImap(LETTER) as server:
        server.next("FETCH", faults.cuts_the_letter(after))
        box = open_box(server)
        with pytest.raises(MailboxTrouble) as told:
            box.fetch([1])
        assert told.value.kind is Trouble.BROKEN
        box.connect()
        box.select("INBOX", readonly=True)
        assert box.fetch([1]) == [Fetched(1, LETTER)]
        box.close()


@pytest.mark.parametrize("by", [-20, -9, -2, -1, 1, 2, 3, 20, 5000])
def test_a_letter_that_is_not_as_long_as_the_server_says_is_not_taken(by: int) -> None:
    with FaultyImap(LETTER) as server:
        server.next("FETCH", faults.lies_about_the_length(by))
        box = open_box(server)
        with pytest.raises(MailboxTrouble) as told:
            box.fetch([1])
        assert told.value.kind is Trouble.BROKEN
        assert "line" not in told.value.sentence
        assert told.value.__cause__ is None  # the library's error quotes the letter


def test_a_letter_that_comes_octet_by_octet_is_whole() -> None:
    with FaultyImap(LETTER) as server:
        server.next("FETCH", faults.one_octet_at_a_time)
        box = open_box(server)
        assert box.fetch([1]) == [Fetched(1, LETTER)]
        box.close()


@pytest.mark.parametrize(
    "answer", ["OK done", "NO [UNAVAILABLE] damaged", "NO [EXPUNGEISSUED] gone", "BAD no such letter"]
)
def test_a_letter_that_the_server_does_not_hand_out_is_absent(answer: str) -> None:
    with FaultyImap(LETTER) as server:
        server.next("FETCH", faults.refuses(answer))
        box = open_box(server)
        assert box.fetch([1]) == []
        assert box.fetch([1]) == [Fetched(1, LETTER)]
        box.close()


@pytest.mark.parametrize("body", ["NIL", '""', "{0}\r\n"])
def test_an_empty_body_is_no_letter(body: str) -> None:
    with FaultyImap(LETTER) as server:
        server.next(
            "FETCH", lambda talk, tag, words: talk.send(f"* 1 FETCH (UID 1 BODY[] {body})\r\n{tag} OK done\r\n")
        )
        box = open_box(server)
        assert box.fetch([1]) == []
        box.close()


def test_one_damaged_letter_does_not_hold_back_the_others() -> None:
    with FaultyImap(LETTER, LETTER, LETTER) as server:

        def refuses_the_second(talk: faults.Talk, tag: str, words: str) -> None:
            if "BODY" in words and 2 in talk.meant(words.split()[0]):
                return talk.done(tag, "NO [SERVERBUG] damaged")
            return talk.hand_out(tag, words)

        server.always("FETCH", refuses_the_second)
        box = open_box(server)
        assert [one.uid for one in box.fetch([1, 2, 3])] == [1, 3]
        box.close()


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("20-Aug-2026 12:00:00 +0300", datetime(2026, 8, 20, 9, tzinfo=UTC)),
        ("31-Dec-9999 23:59:59 -1200", None),
        ("99-Aug-2026 12:00:00 +0300", None),
        ("20-Aug-2026 12:00:00", None),
        ("", None),
    ],
)
def test_a_letters_date_is_when_the_server_took_it_or_nothing(date: str, at: datetime | None) -> None:
    with FaultyImap(LETTER) as server:
        server.date = date
        box = open_box(server)
        assert [(one.raw, one.at) for one in box.fetch([1])] == [(LETTER, at)]
        box.close()


def test_another_letters_flags_do_not_disturb_a_fetch() -> None:
    with FaultyImap(LETTER, LETTER) as server:
        box = open_box(server)

        def with_flags(talk: faults.Talk, tag: str, words: str) -> None:
            talk.send(b"* 1 FETCH (FLAGS (\\Seen))\r\n" + talk.item(2, words) + b"* 2 FETCH (FLAGS ())\r\n")
            talk.done(tag)

        server.next("FETCH", with_flags)
        assert box.fetch([2]) == [Fetched(2, LETTER)]
        box.close()


@pytest.mark.parametrize(
    "answer", ["* SEARCH (\r\n", "nonsense\r\n", "* SEARCH " + "1 " * 600_000 + "\r\n", "\x00\r\n"]
)
def test_nonsense_is_a_broken_connection(answer: str) -> None:
    with FaultyImap(LETTER) as server:
        server.next("SEARCH", lambda talk, tag, words: talk.send(f"{answer}{tag} OK done\r\n"))
        box = open_box(server)
        with pytest.raises(MailboxTrouble) as told:
            box.all_uids()
        assert told.value.kind is Trouble.BROKEN
        with pytest.raises(MailboxTrouble, match="there is no connection"):
            box.all_uids()


def test_letters_stay_where_they_are_if_the_server_cannot_move_them() -> None:
    with FaultyImap(LETTER, capabilities="IMAP4rev1 IDLE") as server:
        box = open_box(server)
        assert not box.move([1], "Archive")
        assert server.letters == {1: LETTER}
        box.close()


def test_a_full_mailbox_is_told_as_full() -> None:
    with FaultyImap() as server:
        server.next("APPEND", faults.refuses("NO [OVERQUOTA] no room for info@amet.example"))
        box = open_box(server)
        with pytest.raises(MailboxTrouble) as told:
            box.append("INBOX", LETTER)
        assert told.value.kind is Trouble.FULL
        assert "(address)" in told.value.sentence
        box.close()


def test_a_folder_without_lasting_numbers_is_not_used() -> None:
    with FaultyImap() as server:
        server.next("SELECT", lambda talk, tag, words: talk.send(f"* 0 EXISTS\r\n{tag} OK done\r\n"))
        box = Box(account(server))
        box.connect()
        with pytest.raises(MailboxTrouble, match="no lasting numbers"):
            box.select("INBOX")
        box.close()


def test_a_folder_that_may_only_be_read_is_read() -> None:
    with FaultyImap(LETTER) as server:
        box = Box(account(server))
        box.connect()

        def read_only(talk: faults.Talk, tag: str, words: str) -> None:
            talk.send(f"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n{tag} OK [READ-ONLY] done\r\n")

        server.next("SELECT", read_only, read_only)
        assert box.select("INBOX").readonly
        assert [one.uid for one in box.fetch([1])] == [1]
        box.close()


@pytest.mark.parametrize(
    ("command", "fault", "kind"),
    [
        ("GREETING", faults.closes, Trouble.UNREACHABLE),
        ("GREETING", faults.says_goodbye, Trouble.UNREACHABLE),
        ("GREETING", faults.stays_silent, Trouble.UNREACHABLE),
        ("LOGIN", faults.closes, Trouble.UNREACHABLE),
        ("LOGIN", faults.resets, Trouble.UNREACHABLE),
        ("LOGIN", faults.stays_silent, Trouble.UNREACHABLE),
        ("LOGIN", faults.says_goodbye, Trouble.UNREACHABLE),
        ("LOGIN", faults.refuses("NO [UNAVAILABLE] try later"), Trouble.UNREACHABLE),
        ("LOGIN", faults.refuses("NO [AUTHENTICATIONFAILED] no"), Trouble.REFUSED),
        ("LOGIN", faults.refuses("NO account locked"), Trouble.REFUSED),
        ("LOGIN", faults.refuses("BAD what?"), Trouble.REFUSED),
    ],
)
def test_what_goes_wrong_at_the_door_is_told_apart(command: str, fault: faults.Fault, kind: Trouble) -> None:
    with FaultyImap() as server:
        server.next(command, fault)
        box = Box(account(server))
        with pytest.raises(MailboxTrouble) as told:
            box.connect()
        assert told.value.kind is kind
        box.connect()
        box.close()


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("parool", 'LOGIN "info" "parool"'),
        ('par"ool\\ ', 'LOGIN "info" "par\\"ool\\\\ "'),
        ("kaks sõna", "AUTHENTICATE PLAIN"),
        ("rida\r\nA1 LOGOUT", "AUTHENTICATE PLAIN"),
    ],
)
def test_a_password_is_quoted_or_goes_as_octets(password: str, words: str) -> None:
    def takes_proof(talk: faults.Talk, tag: str, words: str) -> None:
        talk.send("+ \r\n")
        assert base64.b64decode(talk.reader.readline()) == f"\0info\0{password}".encode()
        talk.done(tag)

    with FaultyImap() as server:
        server.next("AUTHENTICATE", takes_proof)
        box = Box(account(server, password=password))
        box.connect()
        box.close()
        assert [line for line in server.asked if line.startswith(words.split()[0])] == [words]


def test_a_server_that_offers_no_starttls_gets_no_password() -> None:
    with FaultyImap() as server:
        box = Box(Account("info", "127.0.0.1", server.port, Security.STARTTLS, "info", "parool", read_timeout=1))
        with pytest.raises(MailboxTrouble, match="offers no STARTTLS") as told:
            box.connect()
        assert told.value.kind is Trouble.INSECURE
        assert server.times("LOGIN") == 0


def test_nobody_at_the_door_is_told_with_host_and_port() -> None:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    with pytest.raises(MailboxTrouble, match=f"127.0.0.1:{port} cannot be reached") as told:
        Box(Account("info", "127.0.0.1", port, Security.PLAIN)).connect()
    assert told.value.kind is Trouble.UNREACHABLE


def test_a_token_is_the_proof_where_there_is_one() -> None:
    proofs = []

    def asks_for_proof(talk: faults.Talk, tag: str, words: str) -> None:
        talk.send("+ \r\n")
        proofs.append(base64.b64decode(talk.reader.readline()))
        talk.done(tag)

    with FaultyImap() as server:
        server.next("AUTHENTICATE", asks_for_proof)
        box = Box(account(server, token=lambda: "abc"))
        box.connect()
        assert proofs == [b"user=info\x01auth=Bearer abc\x01\x01"]
        box.close()


def test_a_refused_token_is_forgotten_and_sent_only_once() -> None:
    heard: list[bytes] = []

    class Token:
        forgotten = 0

        def __call__(self) -> str:
            return "abc"

        def forget(self) -> None:
            self.forgotten += 1

    def refuses_token(talk: faults.Talk, tag: str, words: str) -> None:
        talk.send("+ \r\n")
        heard.append(talk.reader.readline())
        talk.send(b"+ " + base64.b64encode(b'{"status":"401"}') + b"\r\n")
        heard.append(talk.reader.readline())
        talk.done(tag, "NO AUTHENTICATE failed.")

    token = Token()
    with FaultyImap() as server:
        server.next("AUTHENTICATE", refuses_token)
        with pytest.raises(MailboxTrouble, match='"status":"401"') as told:
            Box(account(server, token=token)).connect()
    assert told.value.kind is Trouble.REFUSED
    assert heard[1] == b"\r\n"
    assert token.forgotten == 1


@pytest.mark.parametrize(
    ("error", "kind"), [(TokenRefused("no"), Trouble.REFUSED), (TokenUnreachable("no"), Trouble.UNREACHABLE)]
)
def test_without_a_token_there_is_no_login(error: Exception, kind: Trouble) -> None:
    def no_token() -> str:
        raise error

    with FaultyImap() as server:
        with pytest.raises(MailboxTrouble) as told:
            Box(account(server, token=no_token)).connect()
        assert told.value.kind is kind
        assert server.times("AUTHENTICATE") == 0
