"""How decided messages really leave: claimed and marked in one transaction, sent, and settled in another."""

import asyncio
from typing import Any, Final

import structlog

from casework.desk import Desk
from casework.outbox import Parcel, Told, due, settle, settle_and_claim
from mail.compose import BadAddress, File, Outgoing, compose
from mail.letter import Address
from mail.submit import Never, NotNow, Submitter, Uncertain
from rules.records import Dispatch
from storage.originals import Originals
from vastaja.health import Health
from vastaja.loops import until_done

AT_ONCE: Final = 8  # letters marked as being sent at one time: a crash leaves at most that many uncertain
SMTP: Final = "smtp"
MAIL: Final = "mail"

log = structlog.get_logger()


class MailSender:
    def __init__(self, desk: Desk, submitter: Submitter, originals: Originals, health: Health) -> None:
        self._desk, self._submitter, self._originals, self._health = desk, submitter, originals, health
        self.busy = False  # letters are on their way out, and more are due

    async def round(self) -> None:
        """Send what is due, in groups, until nothing is."""
        told: list[Told] = []
        try:
            while parcels := await self._next(told):
                self.busy = True
                told = await asyncio.gather(*(self._send(parcel) for parcel in parcels))
        finally:
            self.busy = False

    async def _next(self, told: list[Told]) -> list[Parcel]:
        """Return the next letters to send, marked as such; what became of those before is written down with it."""
        if not told:
            return await self._desk.do(settle_and_claim, (), MAIL, AT_ONCE) if await self._desk.look(due, MAIL) else []
        try:
            return await until_done(lambda: self._desk.do(settle_and_claim, told, MAIL, AT_ONCE))
        except Exception:
            # Whatever is wrong with the next ones, what has left is written down.
            await until_done(lambda: self._desk.do(settle, told))
            raise

    async def _send(self, parcel: Parcel) -> Told:
        try:
            outgoing = self.outgoing(parcel)
            raw = compose(outgoing)
            report = await self._submitter.submit(outgoing.sender, outgoing.recipients, raw)
        except NotNow as trouble:
            self._health.trouble(SMTP, trouble.sentence)
            return Told(parcel.id, parcel.fence, Dispatch.PENDING, trouble.sentence)
        except Uncertain as trouble:
            return Told(parcel.id, parcel.fence, Dispatch.UNCERTAIN, trouble.sentence)
        except Never as trouble:
            self._health.heard(SMTP)
            return Told(parcel.id, parcel.fence, Dispatch.NEVER, trouble.sentence)
        except BadAddress as trouble:
            return Told(parcel.id, parcel.fence, Dispatch.NEVER, str(trouble))
        except (OSError, ValueError) as trouble:
            # An attachment that cannot be read, a header that cannot be written: nothing has left the house.
            log.error("a letter could not be made ready", item=parcel.id, error=type(trouble).__name__)
            return Told(
                parcel.id, parcel.fence, Dispatch.NEVER, f"the letter could not be made ready: {type(trouble).__name__}"
            )
        self._health.heard(SMTP)
        results = tuple(
            {"address": one.address, "accepted": one.accepted, "code": one.code} for one in report.recipients)  # fmt: skip
        return Told(parcel.id, parcel.fence, Dispatch.SENT, report.response, results)

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
