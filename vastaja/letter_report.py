"""What `vastaja read` tells of one letter: the whole schema, with the dates the letter would have."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from casework.understand import Understood, understand_octets
from mail.letter import Address, Attachment, Letter, Signature
from reading.page import Reason, Senders, Suggestions
from rules.deadlines import CannotCount, Deadline, action_dates
from rules.workdays import Calendar
from vastaja.show import moment

SURE_ENOUGH: Final = 0.6  # as casework/letters.py has it, which knows the database and would slow the start


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to read letters without storing anything."""

    senders: Senders
    calendar: Calendar
    now: datetime

    def of(self, raw: bytes) -> Understood:
        return understand_octets(raw, self.senders)

    def term(self, understood: Understood) -> Deadline | None:
        """Return the strictest term, had the letter been received at its Date; None where no answer is owed or none can be counted."""
        told = understood.suggestions
        try:
            received = self._received(understood.letter)
            registered = self.calendar.registration_day(received)
            others = told.other_kinds if told.kind_confidence < SURE_ENOUGH else ()
            found = action_dates(
                told.kind, others, received, registered, self.calendar,
                named=told.named_day, expects_reply=told.expects_reply,
            )  # fmt: skip
        except CannotCount:
            return None
        return next(iter(found), None)

    def _received(self, letter: Letter) -> datetime:
        return letter.date if letter.date and letter.date <= self.now else self.now


def letter_report(file: str, understood: Understood, reading: Reading) -> dict[str, Any]:
    """Return the line of `vastaja read --json` for one letter."""
    letter, told, zone = understood.letter, understood.suggestions, reading.calendar.zone
    return {
        "file": file,
        "message_id": letter.message_id,
        "date": _moment(letter.date, zone) or None,
        "subject": letter.subject,
        "from": _address(letter.sender),
        "reply_to": letter.reply_to,
        "to": [_address(one) for one in letter.to],
        "cc": [_address(one) for one in letter.cc],
        "body": letter.body,
        "new_text": letter.new_text,
        "attachments": [_attachment(part) for part in letter.attachments],
        "signatures": [_signature(one, zone) for one in letter.signatures],
        "automatic": _automatic(letter),
        **_suggestions(told, zone),
        **_dates(reading.term(understood), reading.calendar),
        "defects": list(letter.defects),
    }


def _address(one: Address) -> dict[str, str]:
    return {"name": one.name, "address": one.address}


def _attachment(part: Attachment) -> dict[str, Any]:
    return {
        "name": part.name, "type": part.type, "size": part.size, "sha256": part.sha256, "text": part.text,
        "contains": [_attachment(inner) for inner in part.contains],
    }  # fmt: skip


def _signature(one: Signature, zone: tzinfo) -> dict[str, Any]:
    return {
        "container": one.container, "signer": one.signer, "personal_code": one.personal_code,
        "signed_at": _moment(one.signed_at, zone), "valid": one.valid,
    }  # fmt: skip


def _automatic(letter: Letter) -> dict[str, Any]:
    told = letter.automatic
    return {
        "generated": told.generated, "bounce": told.bounce, "list": told.list,
        "may_acknowledge": told.may_acknowledge, "reasons": list(told.reasons),
    }  # fmt: skip


def _suggestions(told: Suggestions, zone: tzinfo) -> dict[str, Any]:
    return {
        "language": told.language,
        "kind": told.kind,
        "kind_confidence": round(told.kind_confidence, 3),
        "kind_reasons": _reasons(told.kind_reasons),
        "other_kinds": list(told.other_kinds),
        "media": {
            "relevant": told.media.relevant, "confidence": round(told.media.confidence, 3),
            "reasons": _reasons(told.media.reasons), "deadline": _moment(told.media.deadline, zone) or None,
        },
        "child": told.child,
        "child_reasons": _reasons(told.child_reasons),
        "offence": told.offence,
        "offence_reasons": _reasons(told.offence_reasons),
        "topic": told.topic,
        "personal_data": [{"type": found.type, "text": found.text} for found in told.personal_data],
        "masked": told.masked,
    }  # fmt: skip


def _reasons(reasons: tuple[Reason, ...]) -> list[str]:
    return [f"{reason.name}: {reason.sentence}" if reason.sentence else reason.name for reason in reasons]


def _dates(term: Deadline | None, calendar: Calendar) -> dict[str, str | None]:
    if term is None:
        return {"due": None, "safe": None, "basis": ""}
    due = calendar.day_of(term.due) if isinstance(term.due, datetime) else term.due
    return {"due": due.isoformat(), "safe": term.safe.isoformat(), "basis": term.basis}


def _moment(at: datetime | None, zone: tzinfo) -> str:
    """Return a moment of a letter, "" where it has none or one at the edge of time."""
    try:
        return moment(at if at.tzinfo else at.replace(tzinfo=UTC), zone) if at else ""
    except OverflowError:
        return ""
