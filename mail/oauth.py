"""Access tokens for mail servers that take no password (Microsoft 365, Google): asked for, kept, renewed."""

import http.client
import json
import logging
import os
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

from mail.accounts import is_loopback

EARLY: Final = 120.0  # seconds before its end at which a token is renewed
_LARGEST: Final = 64 * 1024  # octets of an answer

log = logging.getLogger(__name__)


class TokenTrouble(Exception):
    """No token could be had; `lasting` where a person has to mend it. `sentence` holds no secret."""

    def __init__(self, sentence: str, lasting: bool) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.lasting = lasting


class TokenRefused(TokenTrouble):
    """The authority says no, or the settings cannot be right."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, lasting=True)


class TokenUnreachable(TokenTrouble):
    """The authority cannot be reached now."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, lasting=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """What the agency was given by its identity provider.

    With `refresh_token_file` a person's consent is renewed (RFC 6749 section 6),
    without it the agency's own rights are used (client credentials, section 4.4).
    """

    token_url: str
    client_id: str
    secret: str = field(default="", repr=False)
    scope: str = ""
    refresh_token_file: Path | None = None
    ca_file: str = ""
    timeout: float = 15.0  # seconds


class Tokens:
    """The token of one account. Call it for a token; it may be called from many threads at once."""

    def __init__(self, grant: Grant, clock: Callable[[], float] = time.monotonic) -> None:
        self._grant = grant
        self._clock = clock
        self._lock = threading.Lock()
        self._token = ""
        self._until = 0.0
        self._refresh_token = ""  # the newest one, also where it could not be stored

    def __call__(self) -> str:
        """Return a token that is good for some minutes more. Raises TokenTrouble."""
        with self._lock:
            if not self._token or self._clock() >= self._until:
                self._renew()
            return self._token

    def forget(self) -> None:
        """Ask for a new token next time: the mail server refused this one."""
        with self._lock:
            self._token = ""

    def _renew(self) -> None:
        asked = self._clock()
        answer = _ask(self._grant, self._form())
        token, lasts = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token:
            raise TokenUnreachable(f"{_host(self._grant)} answered without a token")
        lifetime = float(lasts) if isinstance(lasts, (int, float, str)) and str(lasts).isdigit() else 300.0
        self._token, self._until = token, asked + max(lifetime - EARLY, lifetime / 2)
        newer = answer.get("refresh_token")
        if self._grant.refresh_token_file and isinstance(newer, str) and newer not in ("", self._refresh_token):
            self._refresh_token = newer
            _store(self._grant.refresh_token_file, newer)

    def _form(self) -> dict[str, str]:
        grant = self._grant
        form = {"client_id": grant.client_id, "scope": grant.scope}
        if grant.refresh_token_file is None:
            form["grant_type"] = "client_credentials"
        else:
            self._refresh_token = self._refresh_token or _stored(grant.refresh_token_file)
            form |= {"grant_type": "refresh_token", "refresh_token": self._refresh_token}
        if grant.secret:
            form["client_secret"] = grant.secret
        return {name: value for name, value in form.items() if value}


def _ask(grant: Grant, form: dict[str, str]) -> dict[str, object]:
    """Post the form, and return the answer. A redirection is not followed: it would carry the secret elsewhere."""
    try:
        status, body = _post(grant, urlencode(form).encode())
        answer = json.loads(body)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise TokenUnreachable(
            f"no token from {_host(grant)} ({type(error).__name__}); check token_url and the network"
        ) from None
    if status == 200 and isinstance(answer, dict):
        return answer
    word = answer.get("error", "") if isinstance(answer, dict) else ""
    why = word if isinstance(word, str) and word.replace("_", "").isalnum() and len(word) < 60 else f"status {status}"
    if status >= 500 or status == 429:
        raise TokenUnreachable(f"{_host(grant)} gives no token now ({why})")
    advice = "give the consent anew and store the new refresh token" if why == "invalid_grant" else "check oauth"
    raise TokenRefused(f"{_host(grant)} refuses the token ({why}); {advice}")


def _post(grant: Grant, body: bytes) -> tuple[int, bytes]:
    url = urlsplit(grant.token_url)
    host = url.hostname or ""
    if url.scheme == "https":
        context = ssl.create_default_context(cafile=grant.ca_file or None)
        line: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, url.port, timeout=grant.timeout, context=context
        )
    elif url.scheme == "http" and is_loopback(host):
        line = http.client.HTTPConnection(host, url.port, timeout=grant.timeout)
    else:
        raise TokenRefused("token_url must begin with https://")
    try:
        line.request(
            "POST",
            url.path + (f"?{url.query}" if url.query else ""),
            body,
            {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
        )
        answer = line.getresponse()
        return answer.status, answer.read(_LARGEST)
    finally:
        line.close()


def _host(grant: Grant) -> str:
    return urlsplit(grant.token_url).hostname or "token_url"


def _stored(file: Path) -> str:
    try:
        token = file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        token = ""
    if not token:
        raise TokenRefused(f"the refresh token file {file.name} is missing, empty or cannot be read")
    if not os.access(file.parent, os.W_OK):
        raise TokenRefused(f"the folder of {file.name} must be writable: each renewal may bring a new refresh token")
    return token


def _store(file: Path, token: str) -> None:
    """Put the new refresh token in the place of the old one, in one step and for our eyes only."""
    fresh = file.with_name(file.name + ".new")
    try:
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(token + "\n")
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
    except OSError as error:
        # The token is in memory and works until the next start: mail must not stop for a full disk.
        log.error("refresh token not stored: %s; after a restart the consent is needed anew", type(error).__name__)
