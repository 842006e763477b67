"""A notice to an authority in the making: which sentences of the letters it holds, to whom it goes, how far it is."""

import hashlib
import json
import re
from dataclasses import dataclass

from casework.letters import incoming_letters, person_of
from casework.refusals_of_law import NoReferral
from casework.turn import Turn
from reading.municipalities import complains_of, named_in
from reading.text import sentences
from reading.withheld import withheld
from rules.tracks import Authority
from storage.desk_tables import Referral
from storage.tables import Case


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the letter with its number. `of_reporter`: it names the one who wrote; then the name is left out."""

    number: int
    text: str
    of_reporter: bool


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral in the making: content."""

    case_id: int
    ref: str
    authority: Authority
    recipient: str
    phone: str
    mail: str
    dhx: str
    proposed: tuple[str, ...]
    all_names: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    chosen: tuple[int, ...]
    supervision: bool  # the letter complains of that very municipality
    may_name_reporter: bool
    with_reporter: bool
    subject: str
    text: str
    approved: bool
    sent: bool


def referral_of(turn: Turn, case: Case, authority: Authority) -> Referral:
    """Return the notice that was begun. Raises NoReferral."""
    row = turn.session.get(Referral, (case.id, authority))
    if row is None:
        raise NoReferral(ref=case.ref)
    return row


def view_of(turn: Turn, case: Case, row: Referral) -> ReferralView:
    """Return the notice as a person sees it."""
    words, known = words_of(turn, case), turn.office.municipalities
    mine = next((one for one in known if one.name == row.recipient), None)
    return ReferralView(
        case_id=case.id or 0, ref=case.ref, authority=Authority(row.authority), recipient=row.recipient, phone=row.phone, mail=row.mail, dhx=row.dhx,
        proposed=tuple(one.name for one in named_in(words, known)), all_names=tuple(one.name for one in known),
        sentences=sentences_of(turn, case), chosen=tuple(row.chosen), supervision=bool(mine and complains_of(words, mine)),
        may_name_reporter=not withheld(words), with_reporter=row.with_reporter, subject=row.subject, text=row.text,
        approved=row.approved_at is not None, sent=row.sent_at is not None,
    )  # fmt: skip


def sentences_of(turn: Turn, case: Case) -> tuple[Sentence, ...]:
    """Return the sentences of the letters that came, numbered from 1 through all of them."""
    person = person_of(turn, case)
    found = [
        text[start:end].strip()
        for row in incoming_letters(turn, case)
        for text in (row.new_text or row.text,)
        for start, end in sentences(text)
    ]
    return tuple(Sentence(number, one, one != without(one, person.name, person.address))
                 for number, one in enumerate((one for one in found if one), 1))  # fmt: skip


def without(text: str, name: str, address: str) -> str:
    """Return a sentence without the reporter's name and address."""
    for word in (*name.split(), address):
        if len(word) >= 3:
            ending = r"\w{0,4}" if word != address else ""
            text = re.sub(rf"\b{re.escape(word)}{ending}\b", "[teataja]", text, flags=re.IGNORECASE)
    return re.sub(r"\[teataja\](?:\s*\[teataja\])+", "[teataja]", text)


def words_of(turn: Turn, case: Case) -> str:
    """Return all that was written to us in the case."""
    return "\n".join(f"{row.subject}\n{row.new_text or row.text}" for row in incoming_letters(turn, case))


def hash_of(row: Referral) -> str:
    """Return the SHA-256 that an approval signs."""
    facts = [row.recipient, row.mail, row.dhx, row.subject, row.text]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()
