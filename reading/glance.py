"""A first glance at a letter, for a day on which hundreds wait: its language, and whether it must be read wholly at once."""

from dataclasses import dataclass
from typing import Final

from reading.child import child
from reading.language import in_latin_letters, language, languages
from reading.lexicon import tell
from reading.page import Page, Senders
from rules.kinds import Child, Language

SAMPLE: Final = 20_000  # characters looked at
# What the child track rests on; of the other concepts nothing is asked here.
_CONCEPTS: Final = frozenset({
    "child", "infant", "hazard_grave", "violence_now", "violence", "sexual", "locked", "alone", "thrown_out", "missing", "want",
    "drunk", "fear", "worry", "fiction", "appeal", "past", "figurative", "recorded", "now", "peers",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Glance:
    """What a glance tells. `wait` is false where somebody may be in danger, or an authority or the press writes."""

    language: Language
    wait: bool


def glance(page: Page, senders: Senders) -> Glance:
    """Look at one letter. It errs on the side of not waiting: what general or lawful talk excuses is left to the reading."""
    text = page.text[:SAMPLE]
    spoken = language(text, page.subject)
    if page.automatic or senders.is_authority(page.sender) or senders.outlet(page.sender):
        return Glance(spoken, wait=False)
    read = languages(f"{page.subject}\n{text}", spoken)
    told = tell(f"{page.subject}\n\n{text}", read, in_latin_letters(text, spoken), _CONCEPTS)
    return Glance(spoken, wait=child(told, authority=False).child is Child.NONE)
