"""What a verb may answer instead of doing it: each refusal is for a person and holds the facts of its sentence.

The words are the doors' business: bot/words.py for the chat, vastaja/cli.py for the terminal.
"""


class Refusal(Exception):
    """A verb was not done, nothing has changed, and a person should hear why."""

    def __init__(self, **facts: object) -> None:
        super().__init__(f"{type(self).__name__} {facts}" if facts else type(self).__name__)
        self.facts = facts


class NoSuchCase(Refusal):
    """No case bears this reference, or none that this person may know of. Facts: ref."""


class NotAllowed(Refusal):
    """This role does not do that. Facts: none."""


class KeptOut(Refusal):
    """The letter is about this person, or this person has withdrawn: the case is never theirs. Facts: ref, name."""


class NotHandler(Refusal):
    """Only the handler, the stand-in or the head does that. Facts: ref, handler."""


class PurposeNeeded(Refusal):
    """The case is somebody else's: what the look is for is to be said first. Facts: ref."""


class HeldForOthers(Refusal):
    """The held letter seems to belong to a case that only named people know of. Facts: none."""


class NoPage(Refusal):
    """Content is read on the page, and nobody has said at which address it stands. Facts: none."""


class AlreadyTaken(Refusal):
    """Facts: ref, handler."""


class OutOfDate(Refusal):
    """The case or the draft is not what it was when the button was shown. Facts: ref, state."""


class NoSuchOfficial(Refusal):
    """Facts: name."""


class SeveralOfficials(Refusal):
    """Facts: name, names."""


class CannotForget(Refusal):
    """A case must be kept for now. Facts: ref, why."""


class MissingReason(Refusal):
    """Facts: command."""


class ReasonIsPersonal(Refusal):
    """Words that go on a card hold personal data. Facts: none."""


class NoSuchHeld(Refusal):
    """Facts: id."""


class CodeRefused(Refusal):
    """Wrong, used, expired or too many tries: the stranger is not told which."""


class BadAbsence(Refusal):
    """Facts: why (backwards, past, oneself, other_work, already, ring, stand_in_away, not_away), name."""


class BadDay(Refusal):
    """Words that name no day, or one that cannot be. Facts: words."""


class DayPassed(BadDay):
    """A day was wanted that is still to come. Facts: words."""


class DayAhead(BadDay):
    """A day was wanted on which the thing had happened. Facts: words."""


class NoSuchLetter(Refusal):
    """No letter of the case that could be a case of its own. Facts: ref."""


class SameCase(Refusal):
    """A case is not merged with itself. Facts: ref."""


class CaseIsClosed(Refusal):
    """A closed case takes up no other and is taken up by none. Facts: ref."""


class NoSuchAddress(Refusal):
    """No letter of the case named that address. Facts: ref."""


class NoSuchContribution(Refusal):
    """Nothing is awaited from others in this case, or not so many things. Facts: ref."""


class NotOurDomain(Refusal):
    """The address is not the agency's own: what is asked stays in the house. Facts: ref."""


class BadNumber(Refusal):
    """No number of a document system. Facts: ref, words."""


class NothingSought(Refusal):
    """A question to the search without any word, number or filter. Facts: none."""


class NoSuchTopic(Refusal):
    """Facts: topic, topics."""


class NotInLetter(Refusal):
    """None of these words is readable in the masked letters of the case. Facts: ref."""


class AlreadyFiled(Refusal):
    """These very octets are a case already. Facts: ref."""
