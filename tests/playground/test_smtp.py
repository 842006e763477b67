"""The town's SMTP server as a real client (aiosmtplib) meets it."""

import asyncio
from email.message import EmailMessage

import aiosmtplib
import pytest

from playground.imap import ImapServer
from playground.smtp import SmtpServer


def letter(to: str = "kadri@kirjakodu.example", subject: str = "Teie pöördumine") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "info@ska.example", to, subject
    message.set_content("Tere!\n\nVastus on „jah“.\n.üksik punkt\n")
    return message


async def send(
    server: SmtpServer, message: EmailMessage, **options: str
) -> tuple[dict[str, aiosmtplib.SMTPResponse], str]:
    return await aiosmtplib.send(
        message, hostname="127.0.0.1", port=server.port, start_tls=False, timeout=5, sender="info+t1@ska.example",
        username=options.get("user"), password=options.get("password"),
    )  # fmt: skip


async def test_a_letter_is_kept_with_its_envelope_and_read_back_whole() -> None:
    async with SmtpServer() as server:
        await send(server, letter())
        came = await server.wait_for(lambda one: "kadri@kirjakodu.example" in one.recipients)
    assert came.envelope_from == "info+t1@ska.example"
    assert came.message["Subject"] == "Teie pöördumine"
    assert came.text.splitlines()[-1] == ".üksik punkt"
    assert came.at.tzinfo is not None


async def test_waiting_ends_when_the_letter_comes_later() -> None:
    async with SmtpServer() as server:
        waiting = asyncio.create_task(server.wait_for(lambda one: one.message["Subject"] == "teine"))
        await send(server, letter(subject="esimene"))
        assert not waiting.done()
        await send(server, letter(subject="teine"))
        assert (await waiting).message["Subject"] == "teine"


async def test_waiting_for_what_does_not_come_ends_with_a_timeout() -> None:
    async with SmtpServer() as server:
        with pytest.raises(TimeoutError):
            await server.wait_for(timeout=0.01)


async def test_letters_to_people_of_the_town_reach_their_mailbox_also_with_a_tag() -> None:
    users = {"kadri@kirjakodu.example": "kadri", "info@ska.example": "info"}
    async with (
        ImapServer({"kadri": "a", "info": "b", "muud": "c"}) as imap,
        SmtpServer(imap, users, catch_all="muud") as server,
    ):
        await send(server, letter())
        await send(server, letter("info+abc123@ska.example"))
        await send(server, letter("lastekaitse@kivila.example"))
    assert len(imap.mailbox("kadri").letters) == 1
    assert len(imap.mailbox("info").letters) == 1
    assert len(imap.mailbox("muud").letters) == 1
    assert imap.mailbox("kadri").get(1).raw.startswith(b"Return-Path: <info+t1@ska.example>\r\nDelivered-To: kadri@")


async def test_a_refused_recipient_is_refused_and_the_others_get_the_letter() -> None:
    async with SmtpServer() as server:
        server.refuse["x@kirjakodu.example"] = "550 5.1.1 no such mailbox"
        refused, _ = await send(server, letter("kadri@kirjakodu.example, x@kirjakodu.example"))
    assert refused["x@kirjakodu.example"].code == 550
    assert server.delivered[0].recipients == ("kadri@kirjakodu.example",)


async def test_a_full_server_refuses_the_text_and_keeps_nothing() -> None:
    async with SmtpServer() as server:
        server.refuse["DATA"] = "452 4.3.1 out of room"
        with pytest.raises(aiosmtplib.SMTPDataError, match="out of room"):
            await send(server, letter())
    assert server.delivered == []


async def test_a_lost_answer_leaves_the_sender_in_doubt_though_the_letter_came() -> None:
    async with SmtpServer() as server:
        server.lose_answers = 1
        with pytest.raises((aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPReadTimeoutError)):
            await send(server, letter())
        assert len(server.delivered) == 1
        await send(server, letter())
    assert len(server.delivered) == 2


async def test_with_passwords_only_those_who_log_in_may_send() -> None:
    async with SmtpServer(passwords={"info": "saladus"}) as server:
        with pytest.raises(aiosmtplib.SMTPException):
            await send(server, letter())
        with pytest.raises(aiosmtplib.SMTPAuthenticationError):
            await send(server, letter(), user="info", password="arvatud")
        await send(server, letter(), user="info", password="saladus")
    assert len(server.delivered) == 1


async def test_an_international_address_is_taken() -> None:
    async with SmtpServer() as server:
        await send(server, letter("jüri@kirjakodu.example"))
    assert server.delivered[0].recipients == ("jüri@kirjakodu.example",)
