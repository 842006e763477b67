"""What officials here have said of letters like this one: a third reading, asked last, and never about a danger."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from reading.child import ChildSigns
from reading.learned import FAR_FROM_DANGER, LIKE_CONCERN, STANDS
from reading.lexicon import Told
from reading.model import DANGER, Verdict
from reading.page import Reason
from reading.replies import OWED_ALWAYS
from rules.kinds import Child, Kind

LIKE_CORRECTED: Final = "like_corrected_letters"
LIKE_FALSE_ALARMS: Final = "like_false_alarms"
# A need that rests on these alone may be learnt to be none; an act, a threat or an authority's question that the word lists name may not.
_LIKENESS: Final = frozenset({LIKE_CONCERN, "neglect_or_trouble", "fear"})


@dataclass(frozen=True, slots=True)
class Third:
    """A third reading of one letter, by what corrections have taught. Where they have taught nothing, the first two stand."""

    verdict: Verdict
    told: Told

    def child(self, found: ChildSigns) -> ChildSigns:
        """Return no need where officials called letters like this one false alarms; a danger, and what lies near one, stays as it is."""
        if found.child is not Child.CONCERN or not {reason.name for reason in found.reasons} <= _LIKENESS:
            return found
        if self._answer("child") != Child.NONE or self.verdict.says(DANGER) >= FAR_FROM_DANGER:
            return found
        return ChildSigns(Child.NONE, (self._reason(LIKE_FALSE_ALARMS, "child", Child.NONE),))

    def offence(self, found: tuple[Reason, ...], child: Child) -> tuple[bool, tuple[Reason, ...]]:
        """Return whether an offence is suspected, and why or why not. Facts of an offence, and a child in danger, are not learnt away."""
        answer = self._answer("offence")
        if answer == str(True) and not found:
            return True, (self._reason(LIKE_CORRECTED, "offence", answer),)
        stays = child is Child.DANGER or any(reason.name in STANDS for reason in found)
        if answer == str(False) and found and not stays:
            return False, (self._reason(LIKE_FALSE_ALARMS, "offence", answer),)
        return bool(found), found

    def topic(self, slug: str, shown: tuple[Reason, ...], topics: Collection[str]) -> tuple[str, tuple[Reason, ...]]:
        """Return the topic that officials gave to letters like this one, where it is on the list still; else that of the list."""
        answer = self._answer("topic")
        if answer == slug or answer not in topics:
            return slug, shown
        return answer, (self._reason(LIKE_CORRECTED, "topic", answer),)

    def reply(self, owed: bool, why: Reason, kind: Kind) -> tuple[bool, Reason]:
        """Return whether an answer is expected. What the law owes an answer whatever is wished, and thanks that ask something, stay so."""
        answer = self._answer("reply")
        asks = kind is Kind.THANKS and owed and bool(why.sentence)
        if answer in ("", str(owed)) or kind in OWED_ALWAYS or asks:
            return owed, why
        return not owed, self._reason(LIKE_CORRECTED, "reply", answer)

    def _answer(self, field: str) -> str:
        """Return the likeliest answer that corrections of this decision have taught, "" where none is likely."""
        odds = {name.partition(" ")[2]: taught.weight(self.verdict.seen.whole)
                for name, taught in self.verdict.model.taught.items() if name.partition(" ")[0] == field}  # fmt: skip
        answer = max(odds, key=lambda one: odds[one], default="")
        return answer if answer and odds[answer] > 0 else ""

    def _reason(self, name: str, field: str, answer: str) -> Reason:
        """Return the reason with the sentence that speaks loudest for the answer."""
        taught = self.verdict.model.taught[f"{field} {answer}"]
        _, at = max(zip(map(taught.weight, self.verdict.seen.pieces), self.verdict.seen.firsts, strict=True), default=(0.0, 0))
        return Reason(name, self.told.sentence(at) if at < len(self.told.spans) else "")
