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


class NoPage(Refusal):
    """Content is read on the page, and nobody has said at which address it stands. Facts: none."""


class AlreadyTaken(Refusal):
    """Facts: ref, handler."""


class OutOfDate(Refusal):
    """The case or the draft is not what it was when the button was shown. Facts: ref, state."""


class ChangedMeanwhile(OutOfDate):
    """Somebody else has made another version. Facts: ref, state, by, version."""


class NoSuchParagraph(Refusal):
    """Facts: ref, number, count."""


class NotForEditing(Refusal):
    """A letter that is all template: there are no words of the official in it. Facts: ref."""


class NoPdf(Refusal):
    """The letter holds a sign that cannot be printed. Facts: ref."""


class ContainerRefused(Refusal):
    """A container given back cannot take the place of the PDF. Facts: why (bot/words_papers.py), name: who ought to have signed."""


class NotRestricted(Refusal):
    """Only an answer under access restriction leaves encrypted. Facts: ref."""


class NotUnderWay(Refusal):
    """There is no answer in the making. Facts: ref."""


class RestrictedOpen(Refusal):
    """An answer under access restriction does not leave as plain mail or in the chat. Facts: ref."""


class NotInChat(Refusal):
    """The approver has not let the answer be read in the chat: the citizen is asked for an address. Facts: ref."""


class TooLarge(Refusal):
    """The mail would be larger than servers take. Facts: ref, size, limit (MB)."""


class NeedsPostalAddress(Refusal):
    """Facts: ref."""


class NothingPrepared(Refusal):
    """No letter was prepared to leave in this way. Facts: ref."""


class ProofNeeded(Refusal):
    """This way of sending wants a number or a name as proof. Facts: ref."""


class WordRefused(Refusal):
    """A file given back is not the .docx that was handed out, or holds what it must not. Facts: why (bot/words_papers.py)."""


class TrackedChanges(Refusal):
    """A person must say whether the tracked changes hold. Facts: ref, count, version."""


class EditedOutside(Refusal):
    """Words outside the marked fields were touched. Facts: words (content; "" where they cannot be named)."""


class NoSuchOfficial(Refusal):
    """Facts: name."""


class SeveralOfficials(Refusal):
    """Facts: name, names."""


class NoDraft(Refusal):
    """Facts: ref."""


class NoAlert(Refusal):
    """The press has not been told of this case. Facts: ref."""


class NotFromThePress(Refusal):
    """A private person wrote: the press is told neither name nor address. Facts: ref."""


class Identifies(Refusal):
    """A text for the public would identify a child or a family. Facts: ref."""


class NoStatement(Refusal):
    """Nothing has been written for the press in this case. Facts: ref."""


class FourEyes(Refusal):
    """The drafter may not approve. Facts: ref."""


class MayNotApprove(Refusal):
    """Facts: ref."""


class NotOpenedYet(Refusal):
    """This version has not been opened by the one who approves it. Facts: ref, version."""


class LeakSuspected(Refusal):
    """The letter may tell its reader what is none of theirs: a person looks and gives a reason. Facts: ref, version, count."""


class NotApproved(Refusal):
    """Facts: ref."""


class FactMissing(Refusal):
    """A text needs a fact that the case does not have. Facts: fact."""


class BrokenLetterhead(Refusal):
    """A template of the agency cannot be used: the letter cannot be made. Facts: file, why."""


class CannotForget(Refusal):
    """A case must be kept for now. Facts: ref, why."""


class MissingReason(Refusal):
    """Facts: command."""


class ReasonIsPersonal(Refusal):
    """Words that go on a card hold personal data. Facts: none."""


class ExtensionNotPossible(Refusal):
    """Facts: ref, why (no_term, ended, already, beyond)."""


class UnderChildTrack(Refusal):
    """A child's case is not forwarded as other letters are. Facts: ref."""


class ChildTrackOpen(Refusal):
    """The case cannot be closed while the child's track is open. Facts: ref."""


class UnsentDraft(Refusal):
    """Facts: ref."""


class NoAddress(Refusal):
    """There is nowhere to send it. Facts: ref."""


class NothingToUndo(Refusal):
    """Facts: ref."""


class NoSuchHeld(Refusal):
    """Facts: id."""


class CodeRefused(Refusal):
    """Wrong, used, expired or too many tries: the stranger is not told which."""


class CannotSettle(Refusal):
    """Facts: id, state."""


class BadAbsence(Refusal):
    """Facts: why (backwards, past, oneself, other_work, already, ring, stand_in_away, not_away), name."""


class BadDay(Refusal):
    """Words that name no day, or one that cannot be. Facts: words."""


class DayBeforeReceipt(Refusal):
    """A day was named for the answer that had passed before the letter came. Facts: ref, day, received."""


class NoSuchTrack(Refusal):
    """Facts: ref, track."""


class GroundNeeded(Refusal):
    """Only on a ground of the law may a letter go unanswered. Facts: ref, grounds."""


class NotLate(Refusal):
    """The answer is not late: there is still time to extend. Facts: ref."""


class LateNotice(ExtensionNotPossible):
    """The term has ended, nothing can extend it; what can be done is to say that the answer is late. Facts: ref."""


class NoReferral(Refusal):
    """Nothing has been begun that could be sent to an authority. Facts: ref."""


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


class NoSuchGround(Refusal):
    """No ground of AvTS § 35 that this house restricts on, or none named and none proposed. Facts: ref, words."""


class PreceptInForce(Refusal):
    """A decision in force is public (AvTS § 36 (1) 12). Facts: ref, day."""


class NoCampaign(Refusal):
    """No other letter waits that this one's answer would fit. Facts: ref."""


class NoSuchOffer(Refusal):
    """No such paragraph is offered for the draft. Facts: ref."""


class NothingSought(Refusal):
    """A question to the search without any word, number or filter. Facts: none."""


class NoSuchTopic(Refusal):
    """Facts: topic, topics."""


class NumberNeeded(Refusal):
    """The agency numbers first: the answer needs its number of the document system. Facts: ref."""


class AlreadyFiled(Refusal):
    """These very octets are a case already. Facts: ref."""


class NoSuchQuestion(Refusal):
    """The list of the case has no question of that number. Facts: ref, number."""


class NoSuchPosition(Refusal):
    """Facts: topic, topics."""


class PositionExpired(Refusal):
    """The answer rests on an official position that is no longer valid. Facts: ref, topic."""


class PositionChanged(Refusal):
    """The official position has other words now than the answer rests on. Facts: ref, topic."""


class DepartsFromPosition(Refusal):
    """The answer departs from the official position, and nobody said why. Facts: ref, topic."""
