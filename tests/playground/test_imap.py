"""The town's mail server as a real client (IMAPClient) meets it."""

import asyncio
import select
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import pytest
from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from playground.imap import ImapServer

T = TypeVar("T")
LETTER = (
    "From: Kadri <kadri@kirjakodu.example>\nTo: info@ska.example\nSubject: =?utf-8?q?K=C3=BCsimus?=\n"
    "Message-ID: <abc-1@kirjakodu.example>\n\nTere! Õhtust. 😀\n"
).encode()


@pytest.fixture
async def server() -> AsyncIterator[ImapServer]:
    async with ImapServer({"info": "saladus", "kadri": "muu"}) as server:
        yield server


def connect(server: ImapServer, user: str = "info") -> IMAPClient:
    client = IMAPClient("127.0.0.1", server.port, ssl=False, timeout=SocketTimeout(5, 5))
    client.login(user, server.users[user])
    return client


async def with_client(server: ImapServer, work: Callable[[IMAPClient], T], user: str = "info") -> T:
    def whole() -> T:
        client = connect(server, user)
        try:
            return work(client)
        finally:
            client.logout()

    return await asyncio.to_thread(whole)


async def test_a_delivered_letter_is_fetched_byte_for_byte_and_stays_unread(server: ImapServer) -> None:
    uid = server.deliver("info", LETTER)

    def work(client: IMAPClient) -> dict[bytes, Any]:
        client.select_folder("INBOX")
        assert client.search(["UID", f"{uid}:*"]) == [uid]
        return dict(client.fetch([uid], ["BODY.PEEK[]", "FLAGS", "RFC822.SIZE", "INTERNALDATE"])[uid])

    answer = await with_client(server, work)
    assert answer[b"BODY[]"] == LETTER.replace(b"\n", b"\r\n")
    assert answer[b"FLAGS"] == ()
    assert answer[b"RFC822.SIZE"] == len(LETTER.replace(b"\n", b"\r\n"))
    assert answer[b"INTERNALDATE"] is not None


async def test_a_range_from_the_next_number_still_names_the_last_letter(server: ImapServer) -> None:
    server.deliver("info", LETTER)

    def work(client: IMAPClient) -> list[int]:
        client.select_folder("INBOX")
        return list(client.search(["UID", "9:*"]))

    assert await with_client(server, work) == [1]


async def test_letters_are_found_by_message_id_by_subject_and_by_what_is_unread(server: ImapServer) -> None:
    first, second = server.deliver("info", LETTER), server.deliver("info", LETTER.replace(b"abc-1", b"abc-2"))

    def work(client: IMAPClient) -> list[list[int]]:
        client.select_folder("INBOX")
        client.add_flags([first], [b"\\Seen"])
        return [
            list(client.search(["HEADER", "Message-ID", "<abc-2@kirjakodu.example>"])),
            list(client.search(["UNSEEN"])),
            list(client.search(["SEEN"])),
            list(client.search(["SUBJECT", "küsimus"], "UTF-8")),
            list(client.search(["NOT", ["UID", str(first)]])),
            list(client.search(["OR", "SEEN", "FLAGGED"])),
        ]

    assert await with_client(server, work) == [[second], [second], [first], [first, second], [second], [first]]


async def test_folders_and_their_uses_are_listed(server: ImapServer) -> None:
    folders = await with_client(server, lambda client: client.list_folders())
    assert [(flags[-1], name) for flags, _, name in folders][1:] == [
        (b"\\Junk", "Junk"), (b"\\Sent", "Sent"), (b"\\Archive", "Archive"),
    ]  # fmt: skip


async def test_status_tells_the_next_number_and_the_validity(server: ImapServer) -> None:
    server.deliver("info", LETTER)
    status = await with_client(
        server, lambda client: client.folder_status("INBOX", ["UIDNEXT", "UIDVALIDITY", "MESSAGES", "UNSEEN"])
    )
    box = server.mailbox("info")
    assert status == {b"UIDNEXT": 2, b"UIDVALIDITY": box.uidvalidity, b"MESSAGES": 1, b"UNSEEN": 1}


async def test_a_moved_letter_leaves_one_folder_and_stands_in_the_other(server: ImapServer) -> None:
    uid = server.deliver("info", LETTER)

    def work(client: IMAPClient) -> list[int]:
        client.select_folder("INBOX")
        client.move([uid], "Archive")
        return list(client.search(["ALL"]))

    assert await with_client(server, work) == []
    assert [letter.raw for letter in server.mailbox("info", "Archive").letters] == [LETTER.replace(b"\n", b"\r\n")]


async def test_a_copied_letter_stands_in_both_folders(server: ImapServer) -> None:
    uid = server.deliver("info", LETTER)

    def work(client: IMAPClient) -> None:
        client.select_folder("INBOX")
        client.copy([uid], "Archive")

    await with_client(server, work)
    assert server.mailbox("info").uids() == [1]
    assert server.mailbox("info", "Archive").uids() == [1]


async def test_an_appended_letter_gets_a_number_and_its_flags(server: ImapServer) -> None:
    answer = await with_client(server, lambda client: client.append("Sent", LETTER, [b"\\Seen"]))
    sent = server.mailbox("info", "Sent")
    assert answer.decode().startswith(f"[APPENDUID {sent.uidvalidity} 1]")
    assert sent.get(1).flags == {"\\Seen"}


async def test_only_letters_marked_deleted_are_expunged_and_only_by_number_if_asked(server: ImapServer) -> None:
    first, second = server.deliver("info", LETTER), server.deliver("info", LETTER)

    def work(client: IMAPClient) -> None:
        client.select_folder("INBOX")
        client.delete_messages([first, second])
        client.uid_expunge([second])

    await with_client(server, work)
    assert server.mailbox("info").uids() == [first]


async def test_an_examined_folder_cannot_be_changed(server: ImapServer) -> None:
    uid = server.deliver("info", LETTER)

    def work(client: IMAPClient) -> None:
        client.select_folder("INBOX", readonly=True)
        client.fetch([uid], ["BODY[]"])
        with pytest.raises(IMAPClientError, match="reading"):
            client.move([uid], "Archive")

    await with_client(server, work)
    assert server.mailbox("info").get(uid).flags == set()


async def test_an_idling_client_is_told_at_once_of_a_new_letter(server: ImapServer) -> None:
    idling = asyncio.Event()
    loop = asyncio.get_running_loop()

    def work(client: IMAPClient) -> list[tuple[int, bytes]]:
        client.select_folder("INBOX")
        client.idle()
        loop.call_soon_threadsafe(idling.set)
        poll = select.poll()
        poll.register(client.socket(), select.POLLIN)
        assert poll.poll(5000)
        return list(client.idle_done()[1])

    waiting = asyncio.create_task(with_client(server, work))
    await idling.wait()
    server.deliver("info", LETTER)
    assert await waiting == [(1, b"EXISTS")]


async def test_another_client_learns_of_an_expunge_at_its_next_noop(server: ImapServer) -> None:
    first, _ = server.deliver("info", LETTER), server.deliver("info", LETTER)

    def work(client: IMAPClient) -> list[tuple[int, bytes]]:
        client.select_folder("INBOX")
        other = connect(server)
        other.select_folder("INBOX")
        other.delete_messages([first])
        other.expunge()
        other.logout()
        return list(client.noop()[1])

    assert await with_client(server, work) == [(1, b"EXPUNGE")]


async def test_plain_authentication_works_with_and_without_an_initial_response(server: ImapServer) -> None:
    def plain() -> bytes:
        client = IMAPClient("127.0.0.1", server.port, ssl=False, timeout=5)
        client.plain_login("info", "saladus")
        answer = client.noop()[0]
        client.logout()
        return bytes(answer)

    assert await asyncio.to_thread(plain) == b"NOOP done"
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await reader.readline()
    writer.write(b"a AUTHENTICATE PLAIN AGluZm8Ac2FsYWR1cw==\r\n")
    assert await reader.readline() == b"a OK AUTHENTICATE done\r\n"
    writer.close()


async def test_a_wrong_password_is_refused(server: ImapServer) -> None:
    def work() -> None:
        client = IMAPClient("127.0.0.1", server.port, ssl=False, timeout=5)
        with pytest.raises(LoginError):
            client.login("info", "arvatud")
        client.shutdown()

    await asyncio.to_thread(work)


async def test_users_do_not_see_each_others_letters(server: ImapServer) -> None:
    server.deliver("info", LETTER)

    def work(client: IMAPClient) -> list[int]:
        client.select_folder("INBOX")
        return list(client.search(["ALL"]))

    assert await with_client(server, work, user="kadri") == []


async def test_a_renumbered_mailbox_has_another_validity(server: ImapServer) -> None:
    server.deliver("info", LETTER)
    box = server.mailbox("info")
    before = box.uidvalidity
    box.remove([1])
    server.deliver("info", LETTER)
    box.renumber()
    assert (box.uids(), box.uidvalidity) == ([1], before + 1)


async def test_dropped_connections_end_the_clients_and_new_ones_are_welcome(server: ImapServer) -> None:
    client = await asyncio.to_thread(connect, server)
    await server.drop_connections()
    with pytest.raises((OSError, IMAPClientError)):
        await asyncio.to_thread(client.noop)
    client.shutdown()
    assert await with_client(server, lambda again: again.noop()[0]) == b"NOOP done"


@pytest.mark.parametrize(
    "line",
    [b"a", b"a FETCH 1 (", b"a UID", b"a SELECT", b"a UID FETCH x BODY[]", b"a NOSUCH", b'\xff\xfe "', b"a LOGIN x"],
)
async def test_nonsense_is_answered_bad_and_the_connection_goes_on(server: ImapServer, line: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await reader.readline()
    writer.write(line + b"\r\nb NOOP\r\n")
    assert b"BAD" in await reader.readline()
    assert await reader.readline() == b"b OK NOOP done\r\n"
    writer.close()


async def test_header_fields_and_parts_of_a_letter_can_be_asked_alone(server: ImapServer) -> None:
    uid = server.deliver("info", LETTER)

    def work(client: IMAPClient) -> dict[bytes, Any]:
        client.select_folder("INBOX")
        items = ["BODY.PEEK[HEADER]", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]", "BODY.PEEK[TEXT]", "BODY.PEEK[]<0.4>"]
        return dict(client.fetch([uid], items)[uid])

    answer = await with_client(server, work)
    assert answer[b"BODY[HEADER]"].endswith(b"kirjakodu.example>\r\n\r\n")
    assert answer[b"BODY[HEADER.FIELDS (MESSAGE-ID)]"] == b"Message-ID: <abc-1@kirjakodu.example>\r\n\r\n"
    assert answer[b"BODY[TEXT]"].decode() == "Tere! Õhtust. 😀\r\n"
    assert answer[b"BODY[]<0>"] == b"From"
