"""A wire that breaks at any place, between the house and Dovecot, and between the house and the sending server."""

import pytest

from mail.accounts import Account, Security
from mail.submit import NotNow, Submitter, Uncertain
from playground.fault_proxy import Break, Fault, FaultProxy
from playground.smtp import SmtpServer
from tests.dovecot import Dovecot
from tests.house import letter
from tests.mail.test_watch import Office, watching

PLACES_IMAP = (0, 60, 400, 1_500, 4_000)  # greeting, login, select, in the letters, in the last ones
PLACES_SMTP = (0, 30, 120, 300, 2_000)  # banner, EHLO, envelope, DATA, in the letter
LETTERS = 4


def written(number: int) -> bytes:
    return letter("Palun selgitage. " * 40, sender=f"k{number}@post.example", message_id=f"<{number}@post.example>")


def body(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2].rstrip()


@pytest.mark.needs("dovecot")
@pytest.mark.parametrize("place", PLACES_IMAP)
@pytest.mark.parametrize("what", list(Break))
async def test_whatever_the_wire_to_the_mailbox_does_each_letter_comes_whole_and_is_kept_once(
    what: Break, place: int, dovecot: Dovecot, user: str
) -> None:
    letters = [written(number) for number in range(LETTERS)]
    dovecot.deliver(user, *letters)
    office = Office()
    async with FaultProxy(dovecot.port) as proxy:
        proxy.next(Fault(what, place))
        async with watching(proxy, office, user):
            await office.until_kept(LETTERS)
    assert sorted(map(body, office.kept.values())) == sorted(map(body, letters))


@pytest.mark.parametrize("upwards", [False, True])
@pytest.mark.parametrize("place", PLACES_SMTP)
@pytest.mark.parametrize("what", list(Break))
async def test_whatever_the_wire_to_the_sending_server_does_nothing_is_sent_twice_unasked(
    what: Break, place: int, upwards: bool
) -> None:
    async with SmtpServer() as sink, FaultProxy(sink.port) as proxy:
        submitter = Submitter(Account("post", "127.0.0.1", proxy.port, Security.PLAIN), timeout=0.5, final_timeout=0.5)
        proxy.next(Fault(what, place, upwards))
        for _ in range(3):
            try:
                await submitter.submit("info@amet.example", ["mari@post.example"], written(1))
                said = "sent"
            except NotNow:
                said = "not now"  # nothing was taken, so it is tried again
                assert not sink.delivered
                continue
            except Uncertain:
                said = "uncertain"
            break
        await submitter.close()
    assert said != "not now", "the wire is whole again and still nothing goes out"
    assert len(sink.delivered) == 1 or (said == "uncertain" and not sink.delivered)


async def test_a_lost_answer_to_the_final_dot_is_called_uncertain_while_the_server_has_the_letter() -> None:
    async with SmtpServer() as sink, FaultProxy(sink.port) as proxy:
        submitter = Submitter(Account("post", "127.0.0.1", proxy.port, Security.PLAIN), timeout=2.0, final_timeout=2.0)
        await submitter.submit("info@amet.example", ["mari@post.example"], written(1))
        await submitter.close()
        proxy.next(Fault(Break.ANSWER_LOST, 600, upwards=True))
        with pytest.raises(Uncertain):
            await submitter.submit("info@amet.example", ["mari@post.example"], written(2))
        await submitter.close()
    assert len(sink.delivered) == 2


async def test_a_wire_that_is_shut_lets_nobody_through_until_it_is_opened() -> None:
    async with SmtpServer() as sink, FaultProxy(sink.port) as proxy:
        submitter = Submitter(Account("post", "127.0.0.1", proxy.port, Security.PLAIN), timeout=0.5)
        proxy.shut = True
        with pytest.raises(NotNow):
            await submitter.submit("info@amet.example", ["mari@post.example"], written(1))
        proxy.shut = False
        await submitter.submit("info@amet.example", ["mari@post.example"], written(1))
        await submitter.close()
    assert len(sink.delivered) == 1
