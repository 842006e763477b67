"""Whether a human answer is expected or owed, and what shows it."""

from typing import Final

from reading.lexicon import Told
from reading.page import Reason
from rules.kinds import Kind

OWED_ALWAYS: Final = frozenset({Kind.CHALLENGE, Kind.INFORMATION, Kind.INQUIRY, Kind.DATA_SUBJECT, Kind.PRESS})


def expects_reply(told: Told, kind: Kind, automatic: bool) -> tuple[bool, Reason]:
    """Return False for machine mail, advertising, thanks that ask nothing, and tips whose writer wants no answer; and the reason."""
    asks = Reason("question_marks", _asking(told))
    if automatic:
        return False, Reason("automatic_mail")
    if kind in OWED_ALWAYS:
        return True, Reason("reply_owed_by_kind")
    if told.has("no_reply_needed"):
        return False, Reason("no_reply_wanted", told.sentence(min(told.where("no_reply_needed"))))
    if kind is Kind.OTHER:
        if told.has("machine_word|spam_word"):
            return False, Reason("advertising")
        return (True, Reason("job_or_training")) if told.has("job_word|rsvp") else (bool(asks.sentence), asks if asks.sentence else Reason("asks_nothing"))
    if kind is Kind.THANKS:
        return bool(asks.sentence), asks if asks.sentence else Reason("thanks")
    return True, Reason("reply_owed_by_kind")


def _asking(told: Told) -> str:
    """Return the first sentence that asks, "" where none does."""
    return next((told.sentence(number) for number, (start, end) in enumerate(told.spans) if "?" in told.text[start:end]), "")
