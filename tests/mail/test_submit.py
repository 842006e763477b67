"""Handing a message to the sending server: taken, not now, never, or nobody knows."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from mail.accounts import Account, Security
from mail.compose import BadAddress
from mail.oauth import TokenRefused
from mail.submit import Never, NotNow, Submitter, Uncertain
from tests import smtp_faults
from tests.certificates import Certificates
from tests.smtp_faults import CLOSE, RESET, SILENCE, STOP_READING, ScriptedSmtp

FROM = "info+1@amet.example"
TO = ("mari@x.example",)
RAW = b"Subject: Vastus\r\n\r\nTere!\r\n.punkt\r\n..\r\n.\r\nl\xc3\xb5pp\r\n"

BIG = b"Subject: x\r\n\r\n" + (b"y" * 76 + b"\r\n") * 120_000  # nine million octets: more than the network holds


@pytest.fixture(params=["one by one", "together"], autouse=True)
def together(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Each test once with a server that takes a command at a time, and once with one that takes them together (RFC 2920)."""
    if request.param == "together":
        monkeypatch.setitem(smtp_faults.RIGHT, "EHLO", smtp_faults.RIGHT["EHLO"].replace("250-SIZE", "250-PIPELINING\r\n250-SIZE"))
    return bool(request.param == "together")


@asynccontextmanager
async def scripted(**other: Any) -> AsyncIterator[tuple[ScriptedSmtp, Submitter]]:
    facts = {"timeout": 0.3, "final_timeout": 0.3, **other}
    async with ScriptedSmtp() as server:
        submitter = Submitter(Account("post", "127.0.0.1", server.port, Security.PLAIN), **facts)
        yield server, submitter
        await submitter.close()


async def test_a_message_is_taken_octet_for_octet() -> None:
    async with scripted() as (server, submitter):
        report = await submitter.submit(FROM, TO, RAW)
        assert [(one.address, one.accepted, one.code) for one in report.recipients] == [(TO[0], True, 250)]
        assert report.response == "250 2.0.0 queued as 42"
        assert [message.raw for message in server.taken] == [RAW]
        assert server.taken[0].sender == f"<{FROM}> SIZE={len(RAW)} BODY=8BITMIME"


@pytest.mark.parametrize("raw", [b"x", b"a\nb\rc\r\nd\r\r\n", b".", b"x\r\n.\r\n\r\n", b"", b"." * 70_000 + b"\r\n"])
async def test_every_message_ends_at_its_own_end(raw: bytes) -> None:
    async with scripted() as (server, submitter):
        await submitter.submit(FROM, TO, raw)
        await submitter.submit(FROM, TO, RAW)
        lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        expected = b"\r\n".join(lines)
        assert server.taken[0].raw == (expected if expected.endswith(b"\r\n") else expected + b"\r\n")
        assert server.taken[1].raw == RAW


async def test_a_big_message_gets_there_whole() -> None:
    raw = b"Subject: x\r\n\r\n" + b"." * 70 + b"\r\n" + (b"y" * 76 + b"\r\n") * 60_000
    async with scripted(timeout=5.0, final_timeout=5.0) as (server, submitter):
        await submitter.submit(FROM, TO, raw)
        assert server.taken[0].raw == raw


@pytest.mark.parametrize("end", [CLOSE, RESET, SILENCE, "nonsense", "354 more"])
async def test_a_lost_answer_to_the_final_dot_is_uncertain_and_not_repeated(end: str) -> None:
    async with scripted() as (server, submitter):
        server.keeps = lambda answer: True
        server.next("DOT", end)
        with pytest.raises(Uncertain, match="a person must find out"):
            await submitter.submit(FROM, TO, RAW)
        assert len(server.taken) == 1
        assert server.times("MAIL") == 1
        await submitter.submit(FROM, TO, RAW)  # the next message goes by a new connection
        assert server.connections == 2


@pytest.mark.parametrize(
    ("command", "answer", "code"),
    [
        ("BANNER", CLOSE, 0),
        ("BANNER", RESET, 0),
        ("BANNER", SILENCE, 0),
        ("BANNER", "421 too busy", 421),
        ("BANNER", "554 not you", 554),
        ("EHLO", CLOSE, 0),
        ("EHLO", SILENCE, 0),
        ("MAIL", CLOSE, 0),
        ("MAIL", RESET, 0),
        ("MAIL", SILENCE, 0),
        ("MAIL", "421 closing", 421),
        ("MAIL", "451 later", 451),
        ("MAIL", "452 no room", 452),
        ("MAIL", "530 who are you", 530),
        ("RCPT", CLOSE, 0),
        ("RCPT", "421 closing", 421),
        ("RCPT", "450 4.2.0 greylisted", 450),
        ("RCPT", "451 later", 451),
        ("RCPT", "452 full", 452),
        ("DATA", CLOSE, 0),
        ("DATA", RESET, 0),
        ("DATA", SILENCE, 0),
        ("DATA", "451 later", 451),
        ("DATA", "250 nonsense", 451),
        ("DOT", "421 closing", 421),
        ("DOT", "451 4.3.0 later", 451),
        ("DOT", "452 no room", 452),
    ],
)
async def test_what_was_not_taken_may_be_tried_again(command: str, answer: str, code: int) -> None:
    async with scripted() as (server, submitter):
        server.next(command, answer)
        with pytest.raises(NotNow) as told:
            await submitter.submit(FROM, TO, RAW)
        assert told.value.code == code
        assert server.taken == []
        await submitter.submit(FROM, TO, RAW)
        assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("MAIL", "550 5.7.1 not allowed"),
        ("MAIL", "552 too big"),
        ("RCPT", "550 5.1.1 <mari@x.example> unknown"),
        ("RCPT", "553 no"),
        ("DATA", "554 5.7.1 refused"),
        ("DOT", "550 5.7.1 spam"),
        ("DOT", "552 5.3.4 too big"),
        ("DOT", "554 no"),
    ],
)
async def test_what_is_refused_for_good_is_not_tried_again(command: str, answer: str) -> None:
    async with scripted() as (server, submitter):
        server.next(command, answer)
        with pytest.raises(Never) as told:
            await submitter.submit(FROM, TO, RAW)
        assert told.value.code == int(answer[:3])
        assert "mari" not in told.value.sentence
        assert server.taken == []
        await submitter.submit(FROM, TO, RAW)
        assert server.connections == 1  # a refusal is no reason to hang up


async def test_a_server_that_wants_a_message_to_nobody_gets_none() -> None:
    async with scripted() as (server, submitter):
        server.keeps = lambda answer: True
        server.without_recipients = "354 go on"
        server.next("RCPT", "550 5.1.1 unknown")
        with pytest.raises(Never):
            await submitter.submit(FROM, TO, RAW)
        assert server.taken == []
        await submitter.submit(FROM, TO, RAW)
        assert [message.raw for message in server.taken] == [RAW]


async def test_a_message_goes_out_in_two_pieces_where_the_server_takes_that(together: bool) -> None:
    async with scripted() as (server, submitter):
        await submitter.submit(FROM, ["mari@x.example", "jaan@x.example"], RAW)
        assert server.said[-5:] == [server.said[-5], "RCPT TO:<mari@x.example>", "RCPT TO:<jaan@x.example>", "DATA", "DOT"]
        assert server.waited[-5:] == ([False, True, True, True, False] if together else [False] * 5)


async def test_a_server_that_loses_commands_which_come_together_is_asked_one_by_one() -> None:
    async with scripted() as (server, submitter):
        server.next("RCPT", SILENCE)
        with pytest.raises(NotNow, match="fell silent at RCPT"):
            await submitter.submit(FROM, TO, RAW)
        await submitter.submit(FROM, TO, RAW)
        assert server.waited[-4:] == [False] * 4


async def test_what_is_said_unasked_is_no_answer_to_the_next_message() -> None:
    async with scripted() as (server, submitter):
        server.next("DOT", "250 taken\r\n250 and more")
        await submitter.submit(FROM, TO, RAW)
        server.next("RCPT", "550 5.1.1 unknown")
        with pytest.raises(Never):
            await submitter.submit(FROM, TO, RAW)
        assert server.connections == 2
        assert len(server.taken) == 1


async def test_an_answer_without_an_end_is_not_kept_in_memory() -> None:
    async with scripted() as (server, submitter):
        server.next("MAIL", "250-" + "x" * 100_000)
        with pytest.raises(NotNow, match="spoke nonsense at MAIL"):
            await submitter.submit(FROM, TO, RAW)


async def test_some_recipients_refused_is_a_report_by_name() -> None:
    async with scripted() as (server, submitter):
        server.next("kadri@x.example", "550 5.1.1 unknown")
        server.next("jaan@x.example", "452 4.2.2 mailbox full")
        report = await submitter.submit(FROM, ("mari@x.example", "kadri@x.example", "jaan@x.example"), RAW)
        assert [(one.address, one.accepted, one.code, one.text) for one in report.recipients] == [
            ("mari@x.example", True, 250, "ok"),
            ("kadri@x.example", False, 550, "5.1.1 unknown"),
            ("jaan@x.example", False, 452, "4.2.2 mailbox full"),
        ]
        assert server.taken[0].recipients == ("<mari@x.example>",)


async def test_if_one_of_the_refused_may_be_tried_again_all_are() -> None:
    async with scripted() as (server, submitter):
        server.next("RCPT", "550 unknown", "451 later")
        with pytest.raises(NotNow) as told:
            await submitter.submit(FROM, ("a@x.example", "b@x.example"), RAW)
        assert [(one.address, one.code) for one in told.value.recipients] == [
            ("a@x.example", 550),
            ("b@x.example", 451),
        ]


@pytest.mark.parametrize("security", [Security.PLAIN, Security.TLS])
async def test_a_cut_in_the_middle_of_a_big_message_is_not_taken(
    certificates: Certificates, security: Security
) -> None:
    context = server_context(certificates) if security is Security.TLS else None
    async with ScriptedSmtp(context) as server:
        account = Account("post", "127.0.0.1", server.port, security, ca_file=str(certificates.authority))
        server.next("DATA", STOP_READING)
        with pytest.raises(NotNow):
            await Submitter(account, timeout=5.0, final_timeout=5.0).submit(FROM, TO, BIG)
        assert server.taken == []


async def test_a_refusal_in_the_middle_of_a_big_message_is_heard() -> None:
    async with scripted(timeout=5.0, final_timeout=5.0) as (server, submitter):
        server.next("DATA", "354 go on\r\n552 5.3.4 too big")
        with pytest.raises(Never) as told:
            await submitter.submit(FROM, TO, BIG)
        assert told.value.code == 552


async def test_a_message_bigger_than_the_server_takes_is_never_begun() -> None:
    async with scripted() as (server, submitter):
        server.always("EHLO", "250-here\r\n250 SIZE 1000")
        with pytest.raises(Never, match="1001 octets, the server takes 1000") as told:
            await submitter.submit(FROM, TO, b"x" * 1001)
        assert told.value.code == 552
        assert server.times("MAIL") == 0


async def test_an_address_with_estonian_letters_goes_if_the_server_can() -> None:
    async with scripted() as (server, submitter):
        await submitter.submit(FROM, ("õnne@näide.example",), RAW)
        assert server.taken[0].recipients == ("<õnne@xn--nide-loa.example>",)
        assert server.taken[0].sender.endswith("SMTPUTF8")
        await submitter.submit(FROM, ("onne@näide.example",), RAW)
        assert not server.taken[1].sender.endswith("SMTPUTF8")
    async with scripted() as (server, submitter):
        server.always("EHLO", "250 here")
        with pytest.raises(Never, match="Latin letters"):
            await submitter.submit(FROM, ("õnne@x.example",), RAW)


@pytest.mark.parametrize(
    "address", ["mari@x.example>\r\nRCPT TO:<kuri@x.example", "mari@x.example, kuri@x.example", "", "<mari@x.example>"]
)
async def test_an_odd_address_is_refused_before_anything_is_sent(address: str) -> None:
    async with scripted() as (server, submitter):
        with pytest.raises(BadAddress):
            await submitter.submit(FROM, ("kadri@x.example", address), RAW)
        with pytest.raises(BadAddress):
            await submitter.submit(address or " ", TO, RAW)
        with pytest.raises(Never):
            await submitter.submit(FROM, (), RAW)
        assert server.connections == 0


async def test_a_message_that_must_not_bounce_has_an_empty_sender() -> None:
    async with scripted() as (server, submitter):
        await submitter.submit("", TO, b"x\r\n")
        assert server.taken[0].sender == "<> SIZE=3"


async def test_connections_are_kept_and_are_no_more_than_allowed() -> None:
    async with scripted(connections=3, timeout=5.0) as (server, submitter):
        await asyncio.gather(*(submitter.submit(FROM, TO, RAW) for _ in range(40)))
        assert len(server.taken) == 40
        assert server.connections == server.most_open == 3


@pytest.mark.parametrize("known", [True, False])
async def test_a_kept_connection_that_died_costs_no_letter(known: bool) -> None:
    async with scripted() as (server, submitter):
        await submitter.submit(FROM, TO, RAW)
        if known:
            await server.hang_up()
        else:
            server.next("MAIL", CLOSE)
        await submitter.submit(FROM, TO, RAW)
        assert len(server.taken) == 2
        assert server.connections == 2


async def test_a_kept_connection_is_closed_in_good_order() -> None:
    async with scripted() as (server, submitter):
        await submitter.submit(FROM, TO, RAW)
        await submitter.close()
        assert server.times("QUIT") == 1
        server.always("QUIT", SILENCE)
        await submitter.submit(FROM, TO, RAW)
        began = time.monotonic()
        await submitter.close()
        assert time.monotonic() - began < 2


async def test_a_cancelled_submission_leaves_no_half_used_connection() -> None:
    async with scripted(final_timeout=30.0) as (server, submitter):
        server.next("DOT", SILENCE)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await submitter.submit(FROM, TO, RAW)
        await submitter.submit(FROM, TO, RAW)
        assert server.connections == 2


async def test_a_refused_login_is_not_hammered() -> None:
    async with ScriptedSmtp() as server:
        server.always("AUTH", "535 5.7.8 no")
        submitter = Submitter(Account("post", "127.0.0.1", server.port, Security.PLAIN, "info", "vale"))
        for _ in range(5):
            with pytest.raises(NotNow, match="refuse") as told:
                await submitter.submit(FROM, TO, RAW)
            assert told.value.code == 535
        assert server.connections == 1


async def test_without_a_token_there_is_no_message() -> None:
    def no_token() -> str:
        raise TokenRefused("login.example refuses the token (invalid_grant)")

    async with ScriptedSmtp() as server:
        server.always("EHLO", "250-here\r\n250 AUTH XOAUTH2")
        account = Account("post", "127.0.0.1", server.port, Security.PLAIN, "info", token=no_token)
        with pytest.raises(NotNow, match="invalid_grant"):
            await Submitter(account).submit(FROM, TO, RAW)
        account = Account("post", "127.0.0.1", server.port, Security.PLAIN, "info", token=lambda: "abc")
        submitter = Submitter(account)
        await submitter.submit(FROM, TO, RAW)
        await submitter.close()
        assert len(server.taken) == 1


async def test_nobody_at_the_door_is_not_now() -> None:
    async with ScriptedSmtp() as server:
        port = server.port
    with pytest.raises(NotNow, match="check host, port and security"):
        await Submitter(Account("post", "127.0.0.1", port, Security.PLAIN)).submit(FROM, TO, RAW)


def server_context(certificates: Certificates) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificates.certificate, certificates.key)
    return context


class Sink:
    """What a real server got."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.secret: list[bool] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.got.append(envelope.content)
        self.secret.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 2.0.0 queued"


def proven(server: Any, session: Any, envelope: Any, way: str, proof: Any) -> AuthResult:
    right = isinstance(proof, LoginPassword) and (proof.login, proof.password) == (b"info", "õige".encode())
    return AuthResult(success=right, handled=False)


@asynccontextmanager
async def real_server(
    certificates: Certificates, security: Security, tls: bool = True
) -> AsyncIterator[tuple[int, Sink]]:
    sink = Sink()
    context = server_context(certificates)
    outer = context if security is Security.TLS else None
    inner = context if security is Security.STARTTLS and tls else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(
            sink,
            enable_SMTPUTF8=True,
            hostname="localhost",
            tls_context=inner,
            authenticator=proven,
            auth_require_tls=False,
        ),
        "127.0.0.1",
        0,
        ssl=outer,
    )
    try:
        yield server.sockets[0].getsockname()[1], sink
    finally:
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_a_real_server_gets_the_message_in_secret(certificates: Certificates, security: Security) -> None:
    async with real_server(certificates, security) as (port, sink):
        account = Account("post", "127.0.0.1", port, security, "info", "õige", ca_file=str(certificates.authority))
        submitter = Submitter(account, timeout=5.0)
        await submitter.check()
        await submitter.submit(FROM, TO, RAW)
        await submitter.submit(FROM, TO, b"Subject: x\r\n\r\n" + (b"y" * 76 + b"\r\n") * 20_000)
        await submitter.close()
    assert sink.got[0] == RAW
    assert len(sink.got[1]) == 14 + 78 * 20_000
    assert sink.secret == [True, True]


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_a_server_that_cannot_prove_its_name_gets_nothing(certificates: Certificates, security: Security) -> None:
    async with real_server(certificates, security) as (port, sink):
        with pytest.raises(NotNow, match="certificate that cannot be trusted"):
            await Submitter(Account("post", "127.0.0.1", port, security), timeout=5.0).submit(FROM, TO, RAW)
    assert sink.got == []


async def test_a_stripped_starttls_gets_nothing(certificates: Certificates) -> None:
    async with real_server(certificates, Security.STARTTLS, tls=False) as (port, sink):
        account = Account("post", "127.0.0.1", port, Security.STARTTLS, ca_file=str(certificates.authority))
        with pytest.raises(NotNow, match="STARTTLS"):
            await Submitter(account, timeout=5.0).submit(FROM, TO, RAW)
    assert sink.got == []


async def test_a_wrong_password_at_a_real_server_is_told(certificates: Certificates) -> None:
    async with real_server(certificates, Security.TLS) as (port, sink):
        account = Account("post", "127.0.0.1", port, Security.TLS, "info", "vale", ca_file=str(certificates.authority))
        with pytest.raises(NotNow, match="check user and password"):
            await Submitter(account, timeout=5.0).submit(FROM, TO, RAW)
    assert sink.got == []


async def test_a_port_without_tls_is_named_as_such(certificates: Certificates) -> None:
    async with real_server(certificates, Security.STARTTLS) as (port, _):
        with pytest.raises(NotNow, match="does not speak TLS; check port and security"):
            await Submitter(Account("post", "127.0.0.1", port, Security.TLS), timeout=5.0).check()


async def test_a_ca_file_that_is_not_there_is_named_by_its_setting(certificates: Certificates, tmp_path: Path) -> None:
    async with real_server(certificates, Security.TLS) as (port, _):
        account = Account("post", "127.0.0.1", port, Security.TLS, ca_file=str(tmp_path / "none.pem"))
        with pytest.raises(NotNow, match="post: the ca_file cannot be read"):
            await Submitter(account, timeout=5.0).check()
