"""A mailbox on a real server."""

import threading

import pytest

from mail.accounts import Account, PlainRefused, Security
from mail.imap import Box, Fetched, Limits
from mail.trouble import MailboxTrouble, Trouble
from tests.dovecot import Dovecot

pytestmark = pytest.mark.needs("dovecot")


def account(server: Dovecot, user: str, security: Security = Security.PLAIN, **other: object) -> Account:
    port = server.tls_port if security is Security.TLS else server.port
    facts = {"password": server.password, "ca_file": server.ca_file, **other}
    return Account("info", server.host, port, security, user, **facts)  # type: ignore[arg-type]


def open_box(server: Dovecot, user: str, security: Security = Security.PLAIN, limits: Limits | None = None) -> Box:
    box = Box(account(server, user, security), limits)
    box.connect()
    return box


def letter(number: int, size: int = 0) -> bytes:
    return f"Subject: {number}\r\n\r\n".encode() + b"x" * size + b"\r\n"


@pytest.mark.parametrize("security", Security)
def test_letters_are_fetched_whatever_way_the_line_is_kept_secret(
    dovecot: Dovecot, user: str, security: Security
) -> None:
    dovecot.deliver(user, letter(1), letter(2))
    box = open_box(dovecot, user, security)
    folder = box.select("INBOX")
    assert (folder.count, folder.uidnext, folder.readonly) == (2, 3, False)
    fetched = box.fetch(box.all_uids())
    assert [one.uid for one in fetched] == [1, 2]
    assert [one.raw.endswith(letter(number)) for number, one in enumerate(fetched, 1)] == [True, True]
    box.close()


def test_a_fetched_letter_is_octet_for_octet_what_the_server_keeps(dovecot: Dovecot, user: str) -> None:
    odd = b"Subject: =?x?=\r\nX: \xff\xfe\r\n\r\n) \x80 {5}\r\n* 9 EXISTS\r\nA1 OK done\r\n"
    dovecot.deliver(user, odd)
    box = open_box(dovecot, user)
    box.select("INBOX", readonly=True)
    assert box.fetch([1]) == [Fetched(1, dovecot.letters(user)[1])]
    assert box.fetch([1])[0].raw.endswith(odd)
    box.close()


def test_looking_at_letters_does_not_mark_them_as_seen(dovecot: Dovecot, user: str) -> None:
    dovecot.deliver(user, letter(1))
    box = open_box(dovecot, user)
    box.select("INBOX")
    box.fetch([1])
    box.close()
    with dovecot.client(user) as client:
        client.select_folder("INBOX")
        assert client.get_flags([1]) == {1: (rb"\Recent",)} or client.get_flags([1]) == {1: ()}


def test_only_letters_above_the_mark_are_new(dovecot: Dovecot, user: str) -> None:
    dovecot.deliver(user, *map(letter, range(1, 6)))
    box = open_box(dovecot, user)
    box.select("INBOX", readonly=True)
    assert box.uids_above(3) == [4, 5]
    assert box.uids_above(5) == []  # "6:*" names letter 5
    assert box.uids_above(500) == []
    box.close()


def test_an_empty_folder_has_no_letters(dovecot: Dovecot, user: str) -> None:
    box = open_box(dovecot, user)
    assert box.select("INBOX", readonly=True).count == 0
    assert box.all_uids() == []
    assert box.fetch([]) == []
    assert list(box.batches([])) == []
    box.close()


def test_a_big_mailbox_is_searched_in_ranges(dovecot: Dovecot, user: str) -> None:
    dovecot.deliver(user, *map(letter, range(1, 13)))
    with dovecot.client(user) as client:
        client.select_folder("INBOX")
        client.delete_messages([4, 5])
        client.expunge()
    box = open_box(dovecot, user, limits=Limits(search=3))
    box.select("INBOX", readonly=True)
    assert box.all_uids() == [1, 2, 3, 6, 7, 8, 9, 10, 11, 12]
    assert box.uids_above(8) == [9, 10, 11, 12]
    box.close()


def test_letters_are_fetched_in_batches_that_fit_into_memory(dovecot: Dovecot, user: str) -> None:
    dovecot.deliver(user, letter(1, 10), letter(2, 10), letter(3, 5000), letter(4, 10), letter(5, 10), letter(6, 10))
    box = open_box(dovecot, user, limits=Limits(letters=4, octets=3000))
    box.select("INBOX", readonly=True)
    assert list(box.batches(box.all_uids())) == [[1, 2], [3], [4], [5, 6]]
    assert [one.uid for one in box.fetch([6, 1, 3, 2, 4, 5])] == [1, 2, 3, 4, 5, 6]
    box.close()


def test_a_letter_removed_between_search_and_fetch_is_absent(dovecot: Dovecot, user: str) -> None:
    dovecot.deliver(user, letter(1), letter(2), letter(3))
    box = open_box(dovecot, user)
    box.select("INBOX", readonly=True)
    uids = box.all_uids()
    with dovecot.client(user) as client:
        client.select_folder("INBOX")
        client.delete_messages([2])
        client.expunge()
    assert [one.uid for one in box.fetch(uids)] == [1, 3]
    assert box.existing(uids) == [1, 3]
    box.close()


def test_a_letter_that_comes_while_we_wait_wakes_us(dovecot: Dovecot, user: str) -> None:
    box = open_box(dovecot, user)
    box.select("INBOX", readonly=True)
    box.wait(0.1)
    postman = threading.Timer(0.3, dovecot.deliver, (user, letter(1)))
    postman.start()
    assert box.wait(10)
    assert box.uids_above(0) == [1]
    postman.join()
    assert not box.wait(0.1)
    assert not box.look_out(0.2, 0.05)
    dovecot.deliver(user, letter(2))
    assert box.look_out(5, 0.05)
    box.close()


def test_letters_are_moved_to_a_folder_that_is_there(dovecot: Dovecot, user: str) -> None:
    dovecot.deliver(user, letter(1), letter(2))
    box = open_box(dovecot, user)
    box.select("INBOX")
    assert box.move([1], "Archive")
    assert box.all_uids() == [2]
    with pytest.raises(MailboxTrouble) as told:
        box.move([2], "Puudub")
    assert told.value.kind is Trouble.FOLDER_MISSING
    assert box.all_uids() == [2]  # the connection is sound
    box.close()
    assert len(dovecot.letters(user, "Archive")) == 1


def test_a_sent_letter_is_put_away_and_found_by_its_id(dovecot: Dovecot, user: str) -> None:
    box = open_box(dovecot, user)
    raw = b"Message-ID: <1-5@amet.example>\r\nSubject: x\r\n\r\ny\r\n"
    box.append("Sent", raw, ("\\Seen",))
    assert dovecot.letters(user, "Sent") == {1: raw}
    assert box.find_message_id("Sent", "<1-5@amet.example>")
    assert not box.find_message_id("Sent", '<1-"5@amet.example>')
    assert not box.find_message_id("Sent", "<2@amet.example>")
    with pytest.raises(MailboxTrouble) as told:
        box.append("Puudub", raw)
    assert told.value.kind is Trouble.FOLDER_MISSING
    box.close()


def test_folders_have_their_own_names(dovecot: Dovecot, user: str) -> None:
    with dovecot.client(user) as client:
        client.create_folder("Tehtud/Märgukirjad & muu")
    box = open_box(dovecot, user)
    assert "Tehtud/Märgukirjad & muu" in box.folders()
    assert box.select("Tehtud/Märgukirjad & muu").count == 0
    box.close()


def test_a_missing_folder_is_told_with_those_that_are_there(dovecot: Dovecot, user: str) -> None:
    box = open_box(dovecot, user)
    with pytest.raises(MailboxTrouble) as told:
        box.select("Kirjad")
    assert told.value.kind is Trouble.FOLDER_MISSING
    assert told.value.sentence == "info: there is no folder Kirjad; the server has: Archive, INBOX, Junk, Sent"
    assert box.select("INBOX").count == 0
    box.close()


@pytest.mark.parametrize("password", ["vale", "võti", 'a"b\\c', "rida\r\nA1 LOGOUT"])
def test_a_wrong_password_is_refused_without_naming_the_user(dovecot: Dovecot, password: str) -> None:
    box = Box(account(dovecot, "mari@amet.example", password=password))
    with pytest.raises(MailboxTrouble) as told:
        box.connect()
    assert told.value.kind is Trouble.REFUSED
    assert "check user and password" in told.value.sentence
    assert "mari" not in told.value.sentence
    assert password not in told.value.sentence


def test_a_password_may_have_estonian_letters() -> None:
    with Dovecot(password="õunapuu") as server:
        box = open_box(server, "info")
        assert "INBOX" in box.folders()
        box.close()


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_of_nobody_we_know_is_not_trusted(dovecot: Dovecot, security: Security) -> None:
    box = Box(account(dovecot, "info", security, ca_file=""))
    with pytest.raises(MailboxTrouble, match="certificate that cannot be trusted") as told:
        box.connect()
    assert told.value.kind is Trouble.INSECURE


def test_a_port_without_tls_gets_no_password(dovecot: Dovecot) -> None:
    box = Box(Account("info", dovecot.host, dovecot.port, Security.TLS, "info", dovecot.password))
    with pytest.raises(MailboxTrouble, match="does not speak TLS") as told:
        box.connect()
    assert told.value.kind is Trouble.INSECURE


def test_clear_text_is_for_this_machine_only() -> None:
    with pytest.raises(PlainRefused, match='write security = "tls"'):
        Account("info", "mail.amet.example", 143, Security.PLAIN)
    for host in ("localhost", "127.0.0.1", "127.1.2.3", "::1"):
        assert Account("info", host, 143, Security.PLAIN).host == host


def test_an_account_shows_no_secret() -> None:
    shown = repr(Account("info", "mail.amet.example", 993, Security.TLS, "mari@amet.example", "parool", lambda: "märk"))
    assert "parool" not in shown
    assert "mari" not in shown
