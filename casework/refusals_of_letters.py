"""What may stand against a letter of ours: its draft, its files, its approval and its way out."""

from casework.refusals import OutOfDate, Refusal


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


class NothingSpoken(Refusal):
    """No spoken answer that contented the person has been recorded. Facts: ref."""


class WordRefused(Refusal):
    """A file given back is not the .docx that was handed out, or holds what it must not. Facts: why (bot/words_papers.py)."""


class TrackedChanges(Refusal):
    """A person must say whether the tracked changes hold. Facts: ref, count, version."""


class EditedOutside(Refusal):
    """Words outside the marked fields were touched. Facts: words (content; "" where they cannot be named)."""


class NoDraft(Refusal):
    """Facts: ref."""


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


class BrokenText(Refusal):
    """A text of the agency cannot be filled: the letter cannot be written. Facts: file, why."""


class UnsentDraft(Refusal):
    """Facts: ref."""


class NoAddress(Refusal):
    """There is nowhere to send it. Facts: ref."""


class NothingToUndo(Refusal):
    """Facts: ref."""


class CannotSettle(Refusal):
    """Facts: id, state."""


class SayWhetherSent(Refusal):
    """An answer that may have arrived is not simply left: somebody says whether it has. Facts: ref."""


class NoCampaign(Refusal):
    """No other letter waits that this one's answer would fit. Facts: ref."""


class NothingToSign(Refusal):
    """No letter of the campaign waits for a signature. Facts: ref."""


class NoSuchOffer(Refusal):
    """No such paragraph is offered for the draft. Facts: ref."""


class NumberNeeded(Refusal):
    """The agency numbers first: the answer needs its number of the document system. Facts: ref."""


class NotWrittenIn(Refusal):
    """The house has no letters in that language. Facts: word."""


class SignFirst(Refusal):
    """The answer says that it is digitally signed, and nobody has signed it yet. Facts: ref."""


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
