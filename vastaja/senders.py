"""How decided messages really leave: claimed and marked in one transaction, sent, and settled in another."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import structlog

from casework.desk import Desk
from casework.outbox import Parcel, Told, due, settle, settle_and_claim
from mail.compose import BadAddress, File, Outgoing, compose
from mail.letter import Address
from mail.submit import Never, NoLine, NotNow, Submitter, Uncertain
from rules.records import Dispatch
from storage.originals import Originals
from vastaja.health import Health
from vastaja.loops import until_done

AGAIN: Final = timedelta(seconds=15)  # until a letter is tried again that the server has said nothing of
LONGEST_REST: Final = 15.0  # seconds between two tries of a server that cannot be talked to
SMTP: Final = "smtp"
MAIL: Final = "mail"

log = structlog.get_logger()


class MailSender:
    def __init__(self, desk: Desk, submitter: Submitter, originals: Originals, health: Health,
                 monotonic: Callable[[], float] = time.monotonic) -> None:  # fmt: skip
        self._desk, self._submitter, self._originals, self._health = desk, submitter, originals, health
        self._monotonic = monotonic
        # No letter is marked that has no connection yet: a crash leaves at most as many uncertain as were on their way.
        self._at_once = submitter.connections
        self.busy = False  # letters are on their way out, and more are due
        self._refused, self._rest_until = 0, 0.0  # how often the server could not be talked to, and till when it is left alone

    async def round(self, stop: asyncio.Event | None = None) -> None:
        """Send what is due, in groups, until nothing is or the server cannot be talked to: then one letter tries now and then.

        Once `stop` is set no further group is begun.
        """
        if self._monotonic() < self._rest_until:
            return
        told: list[Told] = []
        try:
            while parcels := await self._next(told):
                self.busy = True
                told = await asyncio.gather(*(self._send(parcel) for parcel in parcels))
                if self._rest_until > self._monotonic() or (stop and stop.is_set()):
                    await until_done(lambda told=told: self._desk.do(settle, told))  # type: ignore[misc]
                    return
        finally:
            self.busy = False

    async def _next(self, told: list[Told]) -> list[Parcel]:
        """Return the next letters to send, marked as such; what became of those before is written down with it."""
        if not told:
            at_once = 1 if self._refused else self._at_once
            return await self._desk.do(settle_and_claim, (), MAIL, at_once) if await self._desk.look(due, MAIL) else []
        try:
            return await until_done(lambda: self._desk.do(settle_and_claim, told, MAIL, self._at_once))
        except Exception:
            # Whatever is wrong with the next ones, what has left is written down.
            await until_done(lambda: self._desk.do(settle, told))
            raise

    async def _send(self, parcel: Parcel) -> Told:
        try:
            outgoing = self.outgoing(parcel)
            raw = compose(outgoing)
            report = await self._submitter.submit(outgoing.sender, outgoing.recipients, raw)
        except NoLine as trouble:
            self._rest(trouble.sentence)
            return Told(parcel.id, parcel.fence, Dispatch.PENDING, trouble.sentence, pause=AGAIN)
        except NotNow as trouble:
            self._health.trouble(SMTP, trouble.sentence)
            # A line that broke says nothing of the letter; the fifth time it may be the letter that breaks it.
            broke = trouble.code in (0, 421) and parcel.tries < 5
            return Told(parcel.id, parcel.fence, Dispatch.PENDING, trouble.sentence, pause=AGAIN if broke else None)
        except Uncertain as trouble:
            return Told(parcel.id, parcel.fence, Dispatch.UNCERTAIN, trouble.sentence)
        except Never as trouble:
            self._heard()
            return Told(parcel.id, parcel.fence, Dispatch.NEVER, trouble.sentence)
        except BadAddress as trouble:
            return Told(parcel.id, parcel.fence, Dispatch.NEVER, str(trouble))
        except (OSError, ValueError) as trouble:
            # An attachment that cannot be read, a header that cannot be written: nothing has left the house.
            log.error("a letter could not be made ready", item=parcel.id, error=type(trouble).__name__)
            return Told(
                parcel.id, parcel.fence, Dispatch.NEVER, f"the letter could not be made ready: {type(trouble).__name__}"
            )
        self._heard()
        results = tuple(
            {"address": one.address, "accepted": one.accepted, "code": one.code} for one in report.recipients)  # fmt: skip
        return Told(parcel.id, parcel.fence, Dispatch.SENT, report.response, results)

    def _rest(self, sentence: str) -> None:
        """Leave the server alone for a while, longer each time."""
        self._health.trouble(SMTP, sentence)
        if self._monotonic() >= self._rest_until:  # the others of the group found the same
            self._rest_until = self._monotonic() + min(2.0**self._refused, LONGEST_REST)
            self._refused += 1

    def _heard(self) -> None:
        self._refused, self._rest_until = 0, 0.0
        self._health.heard(SMTP)

    def outgoing(self, parcel: Parcel) -> Outgoing:
        """Return the letter of an item: the same at any time, so that a copy is octet for octet what was sent."""
        office, values = self._desk.office, parcel.values
        sender = office.facts.address
        tokened = parcel.token and parcel.mailbox in office.plus_addresses
        recipients = tuple(parcel.recipient.split())
        return Outgoing(
            sender=sender, sender_name=office.facts.name, recipients=recipients,
            to=tuple(Address("", one) for one in recipients), subject=parcel.subject, text=parcel.text,
            message_id=parcel.message_id, date=parcel.decided or self._desk.clock(), html=str(values.get("html", "")),
            reply_to=_with_token(sender, parcel.token) if tokened else "", in_reply_to=parcel.in_reply_to,
            references=tuple(parcel.references.split()), files=tuple(self._file(one) for one in values.get("files", ())),
            automatic=bool(values.get("automatic")), canary=str(values.get("canary", "")),
        )  # fmt: skip

    def _file(self, file: dict[str, Any]) -> File:
        content = file["text"].encode() if "text" in file else self._originals.read(file["sha256"])
        return File(file["name"], file["type"], content)


def _with_token(address: str, token: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"
