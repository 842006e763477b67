"""The receipts of many new cases: filled once for each day and language, numbered for each case, put into the outbox together."""

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Final

from sqlalchemy import func
from sqlmodel import col, select

from casework.acknowledge import pause_after
from casework.turn import Turn
from replies.facts import CaseFacts, OfficeFacts
from replies.library import Library, Rendered
from rules.kinds import Language
from rules.records import Dispatch
from storage.bulk import Row, put, put_with_ids
from storage.desk_tables import OutboxItem
from storage.tables import Letter as LetterRow

PLACE_OF_REFERENCE: Final = "00-00000000"  # stands in a receipt that is filled for many cases


@dataclass(frozen=True, slots=True)
class Wanted:
    """A new case and the letter it began with: their rows, with ids. The letter's writer is to get a receipt."""

    case: Row
    letter: Row


class Receipts:
    """The receipts of one group of cases: filled once for each day and language, numbered for each case."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._given_today: Tally[str] = Tally()
        self._given_this_hour = 0

    def acknowledge(self, wanted: Sequence[Wanted]) -> None:
        self._count([one.letter["sender"] for one in wanted])
        receipts = [self._receipt(one) for one in wanted]
        put_with_ids(self._turn.session, LetterRow, [receipt for receipt, _ in receipts])
        put(self._turn.session, OutboxItem, [self._item(receipt, html) for receipt, html in receipts])
        self._turn.decided.add("mail")

    def _receipt(self, one: Wanted) -> tuple[Row, str]:
        case, letter, text = one.case, one.letter, self._text(one.case)
        ref = case["ref"]
        return {
            "case_id": case["id"], "answers_id": letter["id"], "incoming": False, "what": "receipt", "at": self._turn.now,
            "recipients": [letter["sender"]], "subject": text.subject.replace(PLACE_OF_REFERENCE, ref),
            "text": text.text.replace(PLACE_OF_REFERENCE, ref), "in_reply_to": letter["message_id"],
            "references": f"{letter['references']} {letter['message_id']}".strip(),
            "message_id": self._turn.message_id(case["token"]), "delivery": Dispatch.PENDING,
        }, text.html.replace(PLACE_OF_REFERENCE, ref)  # fmt: skip

    def _text(self, case: Row) -> Rendered:
        """Return the receipt with a place for the number: of a kind not known yet it names neither kind nor day."""
        facts = CaseFacts(
            reference=PLACE_OF_REFERENCE, kind=case["kind"], basis=case.get("basis", ""), answer_by=case.get("safe"),
            received=self._turn.office.calendar.day_of(case["received"]), registered=case["registered"],
            kind_certain=False, our_date=self._turn.today)  # fmt: skip
        return _filled(self._turn.office.library, self._turn.office.facts, case["language"], facts)

    def _item(self, receipt: Row, html: str) -> Row:
        address = receipt["recipients"][0]
        return {
            "case_id": receipt["case_id"], "letter_id": receipt["id"], "what": "receipt", "channel": "mail",
            "recipient": address, "message_id": receipt["message_id"], "urgency": 3,
            "values": {"html": html, "automatic": True}, "decided": self._turn.now,
            "try_after": self._turn.now + self._pause(address),
        }  # fmt: skip

    def _count(self, addresses: Sequence[str]) -> None:
        """Count once for the group what has been given of late: `acknowledge` asks it for each letter."""
        now = self._turn.now
        self._given_today.update(dict(self._turn.session.exec(
            select(OutboxItem.recipient, func.count()).where(
                OutboxItem.what == "receipt", OutboxItem.decided > now - timedelta(days=1),
                col(OutboxItem.recipient).in_(addresses)).group_by(OutboxItem.recipient)).all()))  # fmt: skip
        if self._turn.office.receipts.per_hour:
            self._given_this_hour = self._turn.session.exec(
                select(func.count(col(OutboxItem.id))).where(
                    OutboxItem.what == "receipt", OutboxItem.decided > now - timedelta(hours=1))).one()  # fmt: skip

    def _pause(self, address: str) -> timedelta:
        hour, today = self._given_this_hour, self._given_today[address]
        self._given_this_hour += 1
        self._given_today[address] += 1
        return pause_after(self._turn, today, hour)


@lru_cache(maxsize=64)
def _filled(library: Library, office: OfficeFacts, language: Language, case: CaseFacts) -> Rendered:
    return library.render_bilingual("receipt", language, {"office": office, "case": case})
