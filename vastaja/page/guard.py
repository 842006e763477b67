"""What every request to the page passes: limits by address, posts of the page's own only, small bodies, headers that keep harm out."""

import hashlib
import hmac
import ipaddress
import re
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import Message
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from casework.desk import Clock

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Not "no-referrer": with it a browser says "Origin: null" of a form's own post. Nothing is said to any other site.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
SMALL_FORM: Final = 4_000  # octets
LARGEST_WORDS: Final = 1_000_000
LARGEST_FILE: Final = 25_000_000
MOST_ADDRESSES: Final = 10_000

Door = Callable[[Request], Awaitable[Response]]


class Refused(Exception):
    """A request that the page itself would not make; the caller learns the number and nothing else."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(slots=True)
class Limit:
    """At most `most` times within `within` from one address (IPv6: from one network, for a household has 2^64 of them)."""

    clock: Clock
    most: int
    within: timedelta
    seen: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)

    def take(self, request: Request) -> None:
        """Count one more. Raises Refused where it is too many."""
        now, address = self.clock(), _network(request.client.host if request.client else "")
        times = self.seen.setdefault(address, deque(maxlen=self.most))
        self.seen.move_to_end(address)
        while len(self.seen) > MOST_ADDRESSES:
            self.seen.popitem(last=False)
        if len(times) == self.most and now - times[0] < self.within:
            raise Refused(429)
        times.append(now)


def demand_own_page(request: Request, url: str) -> None:
    """Raise Refused unless a post comes from a page of ours: another site may hold a form that posts here."""
    parts = urlsplit(url)
    origin = request.headers.get("origin", "")
    if origin != f"{parts.scheme}://{parts.netloc}" and not (not origin and request.headers.get("sec-fetch-site") == "same-origin"):
        raise Refused(403)


async def body_of(request: Request, most: int) -> bytes:
    """Return the body. Raises Refused where it is longer than `most` octets, before it has been read."""
    told = request.headers.get("content-length", "0")
    if not told.isdecimal() or int(told) > most:
        raise Refused(413)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Refused(413)
    return bytes(body)


async def form_of(request: Request, most: int) -> dict[str, str]:
    """Return the fields of a form without NULs, which PostgreSQL keeps nowhere; the octets of a file as Latin-1. Raises Refused."""
    body, kind = await body_of(request, most), request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        return _parts(kind, body)
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise Refused(400) from None
    return {name: values[0].replace("\r\n", "\n").replace("\0", "") for name, values in fields.items()}


async def sealed_form(request: Request, secret: str, most: int) -> dict[str, str]:
    """Return the fields of a form of this visit. Raises Refused, also where it does not bear the visit's seal."""
    form = await form_of(request, most)
    if not hmac.compare_digest(seal_of(secret).encode(), form.get("seal", "").encode("utf-8", "replace")):
        raise Refused(403)
    return form


def _parts(kind: str, body: bytes) -> dict[str, str]:
    """Return the parts of a form with a file, its name as NAME_name (RFC 7578)."""
    head = Message()
    head["Content-Type"] = kind
    boundary = str(head.get_param("boundary", "")).encode("ascii", "replace")
    if not boundary:
        raise Refused(400)
    found = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:21]:
        top, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if name := re.search(rb'\bname="(\w+)"', top):
            found[name[1].decode()] = content.decode("latin-1")
            if file := re.search(rb'filename="([^"]*)"', top):
                found[f"{name[1].decode()}_name"] = file[1].decode("utf-8", "replace").replace("\0", "")
    return found


def seal_of(secret: str) -> str:
    """Return what stands in the forms of a visit; a site that cannot read our page does not know it."""
    return hmac.digest(secret.encode(), b"forms of this visit", hashlib.sha256).hex()




def _network(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else host
