"""What the law, a term, a track or the press may have against a step."""

from casework.refusals import Refusal


class NoAlert(Refusal):
    """The press has not been told of this case. Facts: ref."""


class NotFromThePress(Refusal):
    """A private person wrote: the press is told neither name nor address. Facts: ref."""


class Identifies(Refusal):
    """A text for the public would identify a child or a family. Facts: ref."""


class NoStatement(Refusal):
    """Nothing has been written for the press in this case. Facts: ref."""


class ExtensionNotPossible(Refusal):
    """Facts: ref, why (no_term, ended, already, beyond)."""


class UnderChildTrack(Refusal):
    """A child's case is not forwarded as other letters are. Facts: ref."""


class ChildTrackOpen(Refusal):
    """The case cannot be closed while the child's track is open. Facts: ref."""


class TermNotInForce(Refusal):
    """The term that was said was not in force when the letter was registered, or is none of its kind."""


class DayBeforeReceipt(Refusal):
    """A day was named for the answer that had passed before the letter came. Facts: ref, day, received."""


class DayTooFar(Refusal):
    """A day was named for the answer more than a year after the letter came: a slip of the year. Facts: ref, day, received."""


class NoSuchTrack(Refusal):
    """Facts: ref, track."""


class GroundNeeded(Refusal):
    """Only on a ground of the law may a letter go unanswered. Facts: ref, kind, example."""


class NotLate(Refusal):
    """The answer is not late: there is still time to extend. Facts: ref."""


class LateNotice(ExtensionNotPossible):
    """The term has ended, nothing can extend it; what can be done is to say that the answer is late. Facts: ref."""


class NoticeNotApproved(Refusal):
    """A notice to an authority cannot be on record as sent before its letter was approved; a call can."""


class ReporterWithheld(Refusal):
    """Who wrote has asked not to be named: a notice to an authority does not name them (LasteKS § 27 (5)). Facts: ref."""


class DayNotChosen(Refusal):
    """An extension was asked for to a day of one's own: the notice names the last day of the law."""


class NoReferral(Refusal):
    """Nothing has been begun that could be sent to an authority. Facts: ref."""


class NoGroundKnown(Refusal):
    """The law of this kind of letter has no ground on which it may go unanswered. Facts: ref."""


class NoSuchGround(Refusal):
    """No ground of AvTS § 35 that this house restricts on, or none named and none proposed. Facts: ref, words."""


class PreceptInForce(Refusal):
    """A decision in force is public (AvTS § 36 (1) 12). Facts: ref, day."""
