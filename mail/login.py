"""The way into an IMAP server: the connection, its secrecy, and the proof of who we are."""

import imaplib
import socket
import ssl
from contextlib import suppress
from typing import Any, Final

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, LoginError

from mail.accounts import Account, Security
from mail.oauth import TokenTrouble
from mail.trouble import MailboxTrouble, Trouble, servers_words, unreached

_BUSY: Final = ("[UNAVAILABLE]", "[LIMIT]", "[INUSE]", "[SERVERBUG]")  # not ready now (RFC 5530 section 3)
_KEEPALIVE: Final = ((socket.TCP_KEEPIDLE, 30), (socket.TCP_KEEPINTVL, 10), (socket.TCP_KEEPCNT, 3))  # seconds, times


def call_server(account: Account) -> Any:
    """Return an IMAPClient whose connection is open and, where the account says so, secret. Raises MailboxTrouble."""
    client: Any = None
    try:
        context = None if account.security is Security.PLAIN else account.tls()
        client = IMAPClient(
            account.host,
            account.port,
            ssl=account.security is Security.TLS,
            ssl_context=context,
            timeout=SocketTimeout(account.connect_timeout, account.read_timeout),
        )
        client.normalise_times = False  # moments keep their offset
        _tune(client.socket())
        if account.security is Security.STARTTLS:
            client.starttls(context)
    except Exception as error:
        if client is not None:
            with suppress(OSError):  # a failed handshake has closed it already
                client.shutdown()
        raise _no_connection(account, error) from None
    return client


def log_in(client: Any, account: Account) -> None:
    """Log in by token or by password. Raises MailboxTrouble, and then the connection is of no use."""
    try:
        if account.token is not None:
            _log_in_by_token(client, account.user, account.token())
        elif _plain_words(account.user) and _plain_words(account.password):
            client.login(_quoted(account.user), account.password)
        else:  # LOGIN carries ASCII only
            client.plain_login(account.user, account.password)
    except TokenTrouble as error:
        kind = Trouble.REFUSED if error.lasting else Trouble.UNREACHABLE
        raise MailboxTrouble(kind, f"{account.name}: {error.sentence}") from None
    except LoginError as error:
        if _was_cut(error):
            raise _no_connection(account, ConnectionError("cut at the login")) from None
        account.forget_token()
        raise _no_entry(account, error) from None
    except Exception as error:
        raise _no_connection(account, error) from None


def _tune(line: socket.socket) -> None:
    """Let the system notice within a minute that the other end is gone while we only listen, and send at once."""
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the library sends a search in two pieces: 40 ms lost
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in _KEEPALIVE:
        line.setsockopt(socket.IPPROTO_TCP, option, value)


def _log_in_by_token(client: Any, user: str, token: str) -> None:
    """Log in by XOAUTH2, and answer the server's reason for a refusal with nothing instead of the token again."""
    reasons: list[bytes] = []

    def answer(challenge: bytes) -> str:
        if challenge:
            reasons.append(challenge)
            return ""
        return f"user={user}\1auth=Bearer {token}\1\1"

    try:
        client.sasl_login("XOAUTH2", answer)
    except LoginError as error:
        raise LoginError(f"{error} {b' '.join(reasons).decode('utf-8', 'replace')}") from None


def _was_cut(error: BaseException | None) -> bool:
    """Tell a cut connection from a refusal: the library makes a LoginError of both."""
    while error is not None:
        if isinstance(error, imaplib.IMAP4.abort):
            return True
        error = error.__context__
    return False


def _no_connection(account: Account, error: Exception) -> MailboxTrouble:
    server = f"{account.name}: {account.host}:{account.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailboxTrouble(
            Trouble.INSECURE,
            f"{server} shows a certificate that cannot be trusted ({error.verify_message}); "
            "check host, or name the authority's file in ca_file",
        )
    if isinstance(error, CapabilityError):
        return MailboxTrouble(Trouble.INSECURE, f'{server} offers no STARTTLS; write security = "tls" and its port')
    if told := unreached(account.name, server, error):
        return MailboxTrouble(*told)
    if isinstance(error, TimeoutError):
        return MailboxTrouble(Trouble.UNREACHABLE, f"{server} does not answer; check host, port and firewall")
    return MailboxTrouble(
        Trouble.UNREACHABLE, f"{server} cannot be reached ({servers_words(error)}); check host, port and firewall"
    )


def _no_entry(account: Account, error: Exception) -> MailboxTrouble:
    words = str(error)
    if any(code in words.upper() for code in _BUSY):
        return MailboxTrouble(
            Trouble.UNREACHABLE, f"{account.name}: the server is not ready for us ({servers_words(words)})"
        )
    secret = "the token's rights" if account.token is not None else "user and password"
    return MailboxTrouble(
        Trouble.REFUSED, f"{account.name}: the server refuses the login ({servers_words(words)}); check {secret}"
    )


def _plain_words(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
