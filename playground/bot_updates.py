"""The queue of updates a bot fetches or is sent: numbered, confirmed by offset, kept 24 hours (Bot API, Getting updates)."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from playground.bot_api import ApiRefusal, JsonObject, bad_request

KEPT: Final = timedelta(hours=24)
# What a bot gets only if it asks by name.
NOT_BY_DEFAULT: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Webhook:
    """Where updates are sent; no url: nowhere, they are fetched."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: int = 0


@dataclass(slots=True)
class Updates:
    """The queue. `next_id` may be set to show a bot a gap or a new beginning of the numbers."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    next_id: int = 1
    polls: int = 0  # how many have begun
    allowed: tuple[str, ...] = ()
    webhook: Webhook = field(default_factory=Webhook)
    _pending: list[tuple[datetime, JsonObject]] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: asyncio.Event = field(default_factory=asyncio.Event)
    _sending: "asyncio.Task[None] | None" = None

    def put(self, kind: str, body: JsonObject) -> None:
        """Queue an update, if the bot asked for its kind when it last fetched."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if not wanted:
            return
        self._pending.append((self.clock(), {"update_id": self.next_id, kind: body}))
        self.next_id += 1
        self._news.set()
        self._send_soon()

    def again(self, update: JsonObject) -> None:
        """Queue an update once more, as the server does when its own confirmation was lost."""
        self._pending.insert(0, (self.clock(), update))
        self._news.set()
        self._send_soon()

    def pending(self) -> list[JsonObject]:
        """Return what is not confirmed and not older than 24 hours."""
        now = self.clock()
        self._pending = [(at, update) for at, update in self._pending if now - at < KEPT]
        return [update for _, update in self._pending]

    def forget(self) -> None:
        self._pending.clear()

    async def fetch(self, offset: int, limit: int, timeout: float) -> list[JsonObject]:  # noqa: ASYNC109 - the API's own word
        """Return up to `limit` updates from `offset` on, waiting `timeout` seconds for the first; lower ones are confirmed by that.

        Raises ApiRefusal (409) if another poll comes meanwhile or a webhook is set.
        """
        if self.webhook.url:
            words = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise ApiRefusal(409, f"Conflict: {words}")
        self.polls += 1
        self._poll.set()
        mine = self._poll = asyncio.Event()
        self._confirm(offset)
        if not self.pending() and timeout > 0:
            await self._wait(mine, timeout)
        if mine.is_set():
            raise ApiRefusal(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return self.pending()[: max(1, min(limit, 100))]

    def stop(self) -> None:
        """End the poll that waits, as the server does when it goes down."""
        self._poll.set()
        if self._sending is not None:
            self._sending.cancel()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
        elif offset > 0:
            self._pending = [(at, update) for at, update in self._pending if update["update_id"] >= offset]

    async def _wait(self, ended: asyncio.Event, timeout: float) -> None:  # noqa: ASYNC109
        self._news.clear()
        waits = [asyncio.ensure_future(event.wait()) for event in (self._news, ended)]
        try:
            await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    # -- webhook

    def set_webhook(self, webhook: Webhook) -> None:
        """Send from now on to this address. Raises ApiRefusal for one that is not allowed.

        The real server wants HTTPS; so do we, but for loopback, where tests listen.
        """
        parts = urlsplit(webhook.url)
        if webhook.url and parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = webhook
        self._poll.set()
        self._send_soon()

    def webhook_json(self) -> JsonObject:
        hook = self.webhook
        shown: JsonObject = {
            "url": hook.url, "has_custom_certificate": False, "pending_update_count": len(self.pending()),
        }  # fmt: skip
        if hook.url:
            shown["max_connections"] = hook.max_connections
        if hook.last_error:
            shown |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
        return {**shown, "allowed_updates": list(self.allowed)} if self.allowed else shown

    def _send_soon(self) -> None:
        if self.webhook.url and (self._sending is None or self._sending.done()):
            self._sending = asyncio.get_running_loop().create_task(self._send())

    async def _send(self) -> None:
        while self.webhook.url and (waiting := self.pending()):
            update = waiting[0]
            fault = await _posted(self.webhook, json.dumps(update).encode())
            if fault:
                self.webhook.last_error, self.webhook.last_error_at = fault, int(self.clock().timestamp())
                await asyncio.sleep(0.2)
            else:
                self._pending = [(at, one) for at, one in self._pending if one is not update]


async def _posted(webhook: Webhook, body: bytes) -> str:
    """Return what went wrong with the delivery of an update, "" if the bot took it."""
    parts = urlsplit(webhook.url)
    secret = f"X-Telegram-Bot-Api-Secret-Token: {webhook.secret}\r\n" if webhook.secret else ""
    head = (
        f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n{secret}"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    try:
        async with asyncio.timeout(10):
            reader, writer = await asyncio.open_connection(
                parts.hostname, parts.port, ssl=parts.scheme == "https" or None
            )
            writer.write(head.encode() + body)
            status = (await reader.readline()).split()
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
    except (OSError, TimeoutError) as fault:
        return f"Connection failed: {type(fault).__name__}"
    code = int(status[1]) if len(status) > 1 and status[1].isdigit() else 0
    return "" if 200 <= code < 300 else f"Wrong response from the webhook: {code}"
