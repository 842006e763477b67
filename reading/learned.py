"""What the model adds to the rules, and where its verdict on all that was found is so far from theirs that theirs does not stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from typing import Final

from reading.child import ChildSigns
from reading.deadlines import deadline
from reading.kinds import KindSigns
from reading.lexicon import Told
from reading.model import CONCERN, DANGER, KINDS, MEDIA, OFFENCE, Verdict
from reading.page import Media, Reason
from rules.kinds import Child, Kind

LIKE_DANGER: Final = "like_letters_of_danger"
LIKE_CONCERN: Final = "like_letters_of_concern"
LIKE_OFFENCE: Final = "like_letters_of_offence"
LIKE_PRESS: Final = "like_letters_of_press"
LIKE_KIND: Final = "like_letters_of_this_kind"
# The numbers below were chosen by cross-validation over the letters that are not held out (docs/reading.md).
SURE: Final = 0.65  # of the rules about the kind; from there only a far likelier kind overrules them
FAR: Final = 4.0  # log-odds between two kinds
NEAR: Final = 1.0
USUAL: Final = 2.5  # what is taken from a complaint's log-odds: the corpus holds more of them than the post does
ALSO: Final = -2.5  # log-odds from which another kind is named beside the first
DOUBT: Final = 1.5  # log-odds
# How far below its limit the joined verdict must lie for what the rules say not to stand. Of 93 dangers that they name rightly the lowest is at 0.7; a
# plain report of a beaten child that no training letter resembled came out at -1.7 by one model and at -3.0 by another (tests/walks/test_clock_child.py),
# so the line lies well below that.
FAR_FROM_DANGER: Final = -4.0
FAR_FROM_NEED: Final = -1.0
FAR_FROM_OFFENCE: Final = -1.0
_BY_POWER: Final = "authority_asks_of_child"  # rests on who asks, which the verdict hardly sees
STANDS: Final = frozenset({"offence_named", "facts_of_offence"})  # set aside by no verdict: a suspicion too many is read by a person, one too few by nobody
FEW: Final = 3  # words
SHORT: Final = 8  # words; so few do not sound like the press
A_LINE: Final = 5  # words; fewer sound like danger only with a word of it
MOST_OTHERS: Final = 3
_NOT_PRESS: Final = "not_as_press|machine_word|mere_mention"
_NOT_BY_PRESS: Final = f"{_NOT_PRESS}|go_public"  # who will go to the press is not of it
_NEED: Final = "child|infant|appeal|alone|authority_child|drunk|fear|hazard_grave|locked|missing|sexual|thrown_out|violence|violence_now|worry"
_STRICTNESS: Final = tuple(Kind)  # the strictest duty first
# Kinds that rest on who writes or on a machine's mark, which the words alone do not show.
_BY_SENDER: Final = frozenset({Kind.INQUIRY, Kind.PRESS})


@dataclass(frozen=True, slots=True)
class Second:
    """A second reading of one letter, by the model."""

    verdict: Verdict
    told: Told

    def child(self, first: ChildSigns) -> ChildSigns:
        """Return the graver of the two readings; the model's reason is the sentence that spoke loudest."""
        first = self._standing(first)
        if self._says_nothing_of_need():
            return first
        if first.child is not Child.DANGER and self.verdict.says(DANGER) > 0:
            return ChildSigns(Child.DANGER, (*first.reasons, self._reason(LIKE_DANGER, DANGER)))
        if first.child is Child.NONE and self.verdict.says(CONCERN) > 0:
            return ChildSigns(Child.CONCERN, (self._reason(LIKE_CONCERN, CONCERN),))
        return first

    def offence(self, first: tuple[Reason, ...], kind: Kind) -> tuple[Reason, ...]:
        """Return the rules' signs, or the model's where they found none."""
        odds = self.verdict.says(OFFENCE)
        doubt = self._doubt_of_offence(kind)
        if first and odds < FAR_FROM_OFFENCE and not any(reason.name in STANDS for reason in first):
            return ()
        if first or odds <= doubt:
            return first
        return (self._reason(LIKE_OFFENCE, OFFENCE),)

    def media(self, first: Media, sent: datetime | None) -> Media:
        """Return the rules' answer, or the model's where they found nothing and nothing speaks against it."""
        if (
            first.relevant
            or len(self.told.words) < SHORT
            or self.told.has(_NOT_PRESS)
            or self.verdict.says(MEDIA) <= self._doubt()
        ):
            return first
        asks = self.verdict.says(f"kind {Kind.PRESS.value}") > 0
        return Media(True, 0.5, (Reason(LIKE_PRESS),), deadline(self.told, sent) if asks else None)

    def kind(self, first: KindSigns) -> KindSigns:
        """Return the rules' kind where they are sure, else the likelier one by the model, with the others beside it."""
        odds = dict(zip(Kind, map(self.verdict.says, KINDS), strict=True))
        odds[Kind.COMPLAINT] -= USUAL
        if self.told.has(_NOT_BY_PRESS):
            odds[Kind.PRESS] = -inf
        likeliest = max(odds, key=lambda kind: odds[kind])
        if likeliest is first.kind:
            return replace(first, confidence=_surer(first.confidence), others=_others(first.kind, first.others, odds))
        if not _overruled(first, likeliest, odds):
            return replace(first, others=_others(first.kind, (likeliest, *first.others), odds))
        others = _others(likeliest, (first.kind, *first.others), odds)
        return KindSigns(likeliest, min(0.6, 0.3 + max(0.0, odds[likeliest]) / 10), (Reason(LIKE_KIND),), others)

    def _standing(self, first: ChildSigns) -> ChildSigns:
        """Return what is left of the rules' danger or need: a danger that the verdict is far from is a need, a need that it is far from is none."""
        if first.child is Child.DANGER and self.verdict.says(DANGER) < FAR_FROM_DANGER:
            first = replace(first, child=Child.CONCERN)
        by_power = any(reason.name == _BY_POWER for reason in first.reasons)
        if first.child is Child.CONCERN and not by_power and self.verdict.says(CONCERN) < FAR_FROM_NEED:
            return ChildSigns(Child.NONE, ())
        return first

    def _says_nothing_of_need(self) -> bool:
        """Tell whether the letter hardly speaks, or is a line without any word of a child, of harm or of help: a covering note."""
        count = len({word.text for word in self.told.words})
        return count < FEW or (count < A_LINE and not self.told.has(_NEED))

    def _doubt_of_offence(self, kind: Kind) -> float:
        """Return how far above its limit an offence must lie: not at all where a child is in need, for then the letter tells of no story."""
        doubt = self._doubt() + (DOUBT if kind is Kind.THANKS else 0.0)
        return min(doubt, 0.0) if self.verdict.says(CONCERN) > 0 else doubt

    def _doubt(self) -> float:
        """Return how far above its limit the model must be where the letter speaks of a story, of all cases, of what is over, or hardly speaks."""
        if len({word.text for word in self.told.words}) < FEW:
            return inf
        general = self.told.has("general") and not self.told.has("identified")
        unreal = self.told.has("fiction") and not self.told.has("appeal")
        over = self.told.has("past") and not self.told.has("appeal|act")
        return DOUBT if general or unreal or over else 0.0

    def _reason(self, name: str, question: str) -> Reason:
        at = self.verdict.model.sentence(question, self.verdict.seen)
        return Reason(name, self.told.sentence(at) if at < len(self.told.spans) else "")


def _overruled(first: KindSigns, likeliest: Kind, odds: Mapping[Kind, float]) -> bool:
    if first.kind in _BY_SENDER or likeliest is Kind.INQUIRY:
        return False
    if odds[first.kind] > 0 and _STRICTNESS.index(first.kind) < _STRICTNESS.index(likeliest):
        return False  # both are in the letter: the strictest duty wins
    return odds[likeliest] > odds[first.kind] + (FAR if first.confidence >= SURE else NEAR)


def _others(kind: Kind, named: Sequence[Kind], odds: Mapping[Kind, float]) -> tuple[Kind, ...]:
    likely = sorted((one for one in odds if odds[one] > ALSO), key=lambda one: -odds[one])
    return tuple(dict.fromkeys(one for one in (*named, *likely) if one is not kind))[:MOST_OTHERS]


def _surer(confidence: float) -> float:
    return round(min(0.97, confidence + 0.15), 2)
