"""An account on a mail server: where it is, how the line is kept secret, and how we prove who we are."""

import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

CONNECTIONS: Final = 4  # to a submission server at one time, where the operator says nothing else


class Security(StrEnum):
    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


class PlainRefused(ValueError):
    """Raised for an account that would send letters and passwords in clear text over a network."""

    def __init__(self, name: str, host: str) -> None:
        super().__init__(
            f'{name}: security = "plain" is allowed only for a server on this machine, not for {host}; '
            'write security = "tls" or "starttls"'
        )
        self.name = name
        self.host = host


@dataclass(frozen=True, slots=True)
class Account:
    """One account, for receiving (IMAP) or for sending (SMTP).

    `name` is the operator's own word for it and the only one that stands in
    troubles and logs: `user` is often a person's address. With `token` an
    OAuth2 access token is asked for at each login and `password` is not used.
    Times are seconds. Raises PlainRefused.
    """

    name: str
    host: str
    port: int
    security: Security
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: Callable[[], str] | None = field(default=None, repr=False)
    ca_file: str = ""
    connect_timeout: float = 10.0
    read_timeout: float = 30.0

    def __post_init__(self) -> None:
        if self.security is Security.PLAIN and not is_loopback(self.host):
            raise PlainRefused(self.name, self.host)

    def tls(self) -> ssl.SSLContext:
        """Return a context that checks the server's certificate and name. Raises OSError for an unreadable ca_file."""
        return ssl.create_default_context(cafile=self.ca_file or None)

    def forget_token(self) -> None:
        """Let the next login ask for a new token: the server has refused this one before its time."""
        forget = getattr(self.token, "forget", None)
        if forget is not None:
            forget()


def is_loopback(host: str) -> bool:
    """Tell whether `host` can only be this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
