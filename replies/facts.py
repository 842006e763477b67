"""The facts that a text may use. What has no field here cannot get into a letter by itself."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from rules.kinds import Kind

# A receipt tells no kind and no term for these: a person does (a challenge is decided, the press has no term).
NO_TERM_TOLD: Final = frozenset({Kind.CHALLENGE, Kind.PRESS, Kind.OTHER})


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The agency, as the section [office] of the settings names it. Names stand in the nominative."""

    name: str
    unit: str = ""
    phone: str = ""
    address: str = ""  # the mail address of all our letters
    website: str = ""
    privacy_url: str = ""
    postal_address: str = ""
    registry_code: str = ""
    press_phone: str = ""
    press_mail: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """All that a receipt may know of a case. Nothing the writer wrote and nothing that was found in it: see `CaseFacts.receipt`."""

    reference: str
    kind: Kind
    kind_certain: bool
    basis: str
    answer_by: date | None

    @property
    def tells_term(self) -> bool:
        """Whether the receipt names the kind and the day of the answer."""
        return self.kind_certain and self.answer_by is not None and self.kind not in NO_TERM_TOLD


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case, as its letters may name it. Blank means that there is no such fact."""

    reference: str
    kind: Kind
    received: date
    registered: date
    basis: str = ""  # e.g. MSVS § 6
    answer_by: date | None = None  # the day that is promised: the safe date where it is earlier
    kind_certain: bool = False  # False too for courts, police and prosecutors, whatever the confidence
    correspondent: str = ""  # as the greeting names the person
    their_reference: str = ""
    their_date: date | None = None
    our_reference: str = ""  # of the document system; blank: the reference of the case
    our_date: date | None = None  # the day of the approval
    handler_name: str = ""
    handler_phone: str = ""
    handler_mail: str = ""
    signatory_name: str = ""  # blank: the handler signs
    signatory_title: str = ""
    drafter_name: str = ""
    feedback_yes: str = ""  # a link by which the reader says that the answer was of help; blank: it does not ask
    feedback_no: str = ""
    restriction: str = ""  # the whole line of the AK mark (AvTS § 41)

    @property
    def receipt(self) -> ReceiptFacts:
        return ReceiptFacts(self.reference, self.kind, self.kind_certain, self.basis, self.answer_by)

    @property
    def their_day(self) -> date:
        """The day that stands on the line "Teie": of their letter, or of its coming where the letter has none."""
        return self.their_date or self.received

    @property
    def number(self) -> str:
        """The number that stands on the line "Meie"."""
        return self.our_reference or self.reference

    @property
    def signed_by(self) -> str:
        return self.signatory_name or self.handler_name

    @property
    def drafted_by(self) -> str:
        """Who drafted it, if another person signs; else blank."""
        drafter = self.drafter_name or self.handler_name
        return "" if drafter == self.signed_by else drafter


@dataclass(frozen=True, slots=True)
class RecipientFacts:
    """Another body that a letter is passed on to, or that is asked for input."""

    name: str
    contact: str = ""
    reporter: str = ""  # whom a child protection official may ask; blank unless a person chose to name the reporter


@dataclass(frozen=True, slots=True)
class MoreTimeFacts:
    """An extension that another letter tells of: why, until when, and the section that allows it."""

    reason: str
    until: date
    basis: str


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What the press may be told: names of signs, the outlet, and a journalist's questions with all personal data masked."""

    signs: tuple[str, ...]
    deadline: datetime | None = None  # the journalist's own
    topic: str = ""
    outlet: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterStatus:
    """One letter of a citizen, as the bot tells its writer."""

    reference: str
    answered: bool
    answer_by: date | None = None
