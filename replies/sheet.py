"""A letter as it stands on paper: what of a finished text is the mark, the references, the body, the signature."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from replies.blocks import lists_apart
from replies.facts import CaseFacts, OfficeFacts
from replies.on_paper import written_out
from rules.kinds import Language

LONGEST_HEAD: Final = 3  # blocks in which the references are looked for
BETWEEN_MARKS: Final = " | "  # rules/restrictions.py writes the mark on one line
BETWEEN_TITLES: Final = " / "  # replies/library.py writes the title of two languages on one line
LONGEST_CLOSING: Final = 60  # signs of "Lugupidamisega"
SIGNED: Final = {
    Language.ESTONIAN: "(allkirjastatud digitaalselt)", Language.RUSSIAN: "(подписано цифровой подписью)",
    Language.ENGLISH: "(digitally signed)", Language.GERMAN: "(digital signiert)",
}  # fmt: skip
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Block:
    kind: str  # text, list
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is said in one language."""

    language: Language
    blocks: tuple[Block, ...]
    closing: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter. No word of it is markup: a typesetter gets it as values."""

    office: OfficeFacts
    title: str
    language: Language
    dated: date
    mark: tuple[str, ...]
    to: tuple[str, ...]
    references: tuple[str, ...]
    parts: tuple[Part, ...]
    footer: tuple[str, ...]
    way: str = ""  # of a label: how it is posted

    def signed(self) -> "Sheet":
        """Return the letter with the line above each name that tells of a digital signature."""
        told = (replace(one, signature=(SIGNED.get(one.language, SIGNED[Language.ESTONIAN]), *one.signature)) if one.signature else one
                for one in self.parts)  # fmt: skip
        return replace(self, parts=tuple(told))

    @property
    def heading(self) -> tuple[str, ...]:
        """The title as it stands above the letter: that of each language on a line of its own."""
        return tuple(self.title.split(BETWEEN_TITLES)) if len(self.parts) > 1 else (self.title,)

    def values(self) -> dict[str, Any]:
        """Return the sheet as plain values that can be written as JSON."""
        return {**asdict(self), "heading": list(self.heading), "dated": [self.dated.year, self.dated.month, self.dated.day]}


def sheet_of(
    office: OfficeFacts, case: CaseFacts, subject: str, parts: Sequence[tuple[Language, str]], to: Sequence[str], dated: date,
) -> Sheet:  # fmt: skip
    """Return the sheet of a finished letter: the same words, each where it stands on a letterhead.

    What cannot be told apart, because an agency's own template is built otherwise, stays in the body.
    """
    read = [_Reading(case, language, visible(text)) for language, text in parts]
    main = max(read, key=lambda one: len(one.references))  # the first of those that have any
    return Sheet(
        office, visible(subject), main.language, dated, main.mark, tuple(filter(None, map(visible, to))) or main.above, main.references,
        tuple(one.part(main=one is main) for one in read), footer_of(office),
    )  # fmt: skip


def visible(text: str) -> str:
    """Return the text without the signs that nobody can see and that neither a PDF nor XML can hold."""
    return _UNSEEN.sub("", text)


def footer_of(office: OfficeFacts) -> tuple[str, ...]:
    """Return the lines at the foot of a sheet: who writes, and how they are reached."""
    code = f"registrikood {office.registry_code}" if office.registry_code else ""
    reach = (office.phone, office.address, office.website)
    lines = (" · ".join(filter(None, (office.name, office.postal_address, code))), " · ".join(filter(None, reach)))
    return tuple(filter(None, lines))


class _Reading:
    """The blocks of one part, taken off at both ends."""

    def __init__(self, case: CaseFacts, language: Language, text: str) -> None:
        self.language, self._case = language, case
        self._blocks = [block.split("\n") for block in text.strip("\n").split("\n\n") if block.strip()]
        self.mark = self._mark()
        self.above, self.references = self._head()
        self._closing, self._signature, self._foot = self._end()

    def part(self, *, main: bool) -> Part:
        """Return what is said. Who drafted it stands below the main part only, the line above a translation above it."""
        above = [] if main or not self.above else [self.above]
        foot = _with_reach(self._case, self._foot) if main else self._foot
        blocks = tuple(one for block in [*above, *self._blocks] for one in _blocks(block))
        written = tuple(written_out(line, self.language) for line in foot)
        return Part(self.language, blocks, self._closing, self._signature, written if self._signature else ())

    def _mark(self) -> tuple[str, ...]:
        for place, block in enumerate(self._blocks[:LONGEST_HEAD]):
            if self._case.restriction and "\n".join(block).strip() == self._case.restriction.strip():
                return tuple(line for told in self._blocks.pop(place) for line in told.split(BETWEEN_MARKS))
        return ()

    def _head(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Take the lines "Teie" and "Meie", and what stands above them: the name of a body, a line of ours."""
        for place, block in enumerate(self._blocks[:LONGEST_HEAD]):
            if len(block) <= LONGEST_HEAD and block[-1].endswith(f" {self._case.number}"):
                above = tuple(line for lines in self._blocks[:place] for line in lines)
                del self._blocks[: place + 1]
                return above, tuple(block)
        return (), ()

    def _end(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Take "Lugupidamisega", who signs, and the line of who drafted it."""
        for place in range(len(self._blocks) - 1, 0, -1):
            closing, signature = self._blocks[place - 1], self._blocks[place]
            short = len(closing) == 1 and len(closing[0]) <= LONGEST_CLOSING
            if short and self._case.signed_by and signature[0] == self._case.signed_by:
                foot = tuple(line for block in self._blocks[place + 1 :] for line in block)
                del self._blocks[place - 1 :]
                return tuple(closing), tuple(signature), foot
        return (), (), ()


def _with_reach(case: CaseFacts, foot: Sequence[str]) -> tuple[str, ...]:
    """Return the foot with how the drafter is reached right below the name, before what is asked of the reader."""
    named = 1 if foot and case.handler_name and case.handler_name in foot[0] else 0
    return (*foot[:named], *_reached(case, foot), *foot[named:])


def _reached(case: CaseFacts, foot: Sequence[str]) -> tuple[str, ...]:
    """Return how the one who drafted the letter is reached."""
    named = any(case.handler_name in line for line in foot)
    reach = tuple(filter(None, (case.handler_phone, case.handler_mail)))
    return (" · ".join(reach if named else filter(None, (case.handler_name, *reach))),) if reach else ()


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    for item, told in lists_apart(lines):
        yield Block("list" if item else "text", tuple(told))
