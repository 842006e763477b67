"""Reads every template as a strict colleague would, before any citizen does: `vastaja templates check`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from replies.catalogue import RECEIPTS, REPLIES, SPOKEN, languages_of
from replies.faults import BrokenTemplate, MissingFact, NoSuchReply
from replies.inspection import facts_in, faults_in, well_placed, why_not
from replies.leftovers import leftovers
from replies.library import Library
from replies.positions import Positions
from replies.samples import BARE, CASE, OFFICE, SAMPLE, sample_facts
from replies.sandbox import COMMON
from replies.shelf import OWN
from rules.kinds import Kind, Language

EMERGENCY: Final = ("112", "116 111")
CONTACTS: Final = (OFFICE.phone, OFFICE.address, OFFICE.press_phone, CASE.handler_phone, CASE.handler_mail)
# Pieces of the line between the two languages: Estonian is never the courtesy.
FOREIGN_ONLY: Final = frozenset({"courtesy_above", "courtesy_line"})
LONGEST_SUBJECT: Final = 150  # characters


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend. `line` is 0 where it concerns the whole file, or a file that is not there."""

    file: str
    line: int
    sentence: str


def lint(library: Library, positions: Positions, day: date | None = None, reply: str = "") -> tuple[Fault, ...]:
    """Return every fault of the templates and the official positions, in the order of the files.

    With `day`, positions that are no longer valid on it are faults too. With `reply`, of all texts only this one's are filled.
    """
    texts = (fault for text in _texts(library) if reply in ("", text[0]) for fault in _of_text(library, *text))
    return tuple(sorted({*_of_files(library), *_of_gaps(library), *texts, *_of_positions(positions, day)}))


def _of_files(library: Library) -> Iterator[Fault]:
    for name, source in library.shelf.items():
        try:
            for line, sentence in faults_in(library, name):
                yield Fault(str(source.path), line, sentence)
        except BrokenTemplate as broken:
            yield Fault(broken.file, broken.line, broken.sentence)


def _of_gaps(library: Library) -> Iterator[Fault]:
    """Yield the texts that ought to be there and are not: in each language we write, and a subject to every body."""
    catalogue = {(f"{reply}/", part) for reply, known in REPLIES.items() for part in known.parts}
    wanted = set(catalogue)
    for name in filter(well_placed, library.shelf):
        folder, language, part = _split(name)
        if folder == COMMON:
            wanted |= {(folder, part)} - {(folder, piece) for piece in FOREIGN_ONLY}
        else:
            wanted.add((folder, part))
            if part == "body":
                wanted.add((f"{folder.split('/')[0]}/", "subject"))
    for folder, part in wanted:
        # What the agency writes beside the catalogue may do without German: its reader gets the English courtesy.
        for language in languages_of(part) if (folder, part) in catalogue else SPOKEN:
            if (name := f"{folder}{language}/{part}.txt") not in library.shelf:
                yield Fault(name, 0, f"the {part} in {language} is missing")


def _texts(library: Library) -> Iterator[tuple[str, Kind | None, Language]]:
    """Yield every text that can be asked for by its own files: reply, kind and language."""
    for folder, language, _ in {_split(name) for name in library.shelf if well_placed(name)}:
        reply, kind = folder.split("/")[0], folder.split("/")[1]
        if folder != COMMON:
            yield reply, Kind(kind) if kind else None, Language(language)


def _of_text(library: Library, reply: str, kind: Kind | None, language: Language) -> Iterator[Fault]:
    """Yield what shows only when the text is filled, with all facts and with the fewest."""
    for part in ("subject", "body", "chat"):
        for facts in (SAMPLE, BARE):
            try:
                file = library.files(reply, language, part, kind)[0]
                text = library.part(reply, language, part, sample_facts(reply, kind, facts), kind)
            except NoSuchReply:
                continue  # told as a gap, where it is one
            except MissingFact as missing:
                sentence = f"the fact {missing.name} is missing or may be blank: ask with if before printing it"
                yield from (Fault(place, 0, sentence) for place in _printing(library, reply, library.files(reply, language, part, kind), missing.name))
            except BrokenTemplate as broken:
                yield Fault(broken.file, broken.line, broken.sentence)
            else:
                yield from (Fault(str(library.shelf[file].path), 0, sentence) for sentence in _of_words(reply, part, text, facts))


def _printing(library: Library, reply: str, names: Sequence[str], fact: str) -> Iterator[str]:
    """Yield the files of a text that print a fact: a piece of thirty letters is told once, by its own name.

    Nothing for a fact that no such reply has: that is told with its line.
    """
    if why_not(reply, fact, set()):
        return
    found = [library.shelf[name].path for name in names if fact in {told for _, told in facts_in(library.tree(name))}]
    agency = [path for path in found if not path.is_relative_to(OWN)]  # the house's own texts ask with if: tests hold that
    yield from map(str, agency or found or [library.shelf[names[0]].path])


def _of_words(reply: str, part: str, text: str, facts: Mapping[str, object]) -> Iterator[str]:
    for line, words in leftovers(text):
        yield f"the filled text has a gap in line {line}: {words}"
    if not text.strip():
        yield "the filled text is empty"
    if part == "subject":
        if len(text.strip()) > LONGEST_SUBJECT:
            yield f"the subject is longer than {LONGEST_SUBJECT} characters"
        return
    if reply in RECEIPTS and not all(number in "\n".join(text.split("\n")[:2]) for number in EMERGENCY):
        yield "a receipt begins with the numbers 112 and 116 111"
    to_citizen = reply in REPLIES and REPLIES[reply].to_citizen
    if to_citizen and facts is SAMPLE and not any(contact in text for contact in CONTACTS):
        yield "a letter to a citizen says how to reach us: a phone number or an address is missing"


def _of_positions(positions: Positions, day: date | None) -> Iterator[Fault]:
    for bad in positions.faults:
        yield Fault(str(bad.file), 0, bad.sentence)
    for position in positions.all:
        for language in SPOKEN:
            if language not in position.text:
                yield Fault(str(position.file), 0, f"the text in {language} is missing")
        for text in position.text.values():
            for _, words in leftovers(text):
                yield Fault(str(position.file), 0, f"a gap is left in the text: {words}")
        if day and position.valid_to < day:
            sentence = f"the position expired on {position.valid_to}: ask its owner, {position.owner}"
            yield Fault(str(position.file), 0, sentence)


def _split(name: str) -> tuple[str, str, str]:
    """Return folder (with its slash at the end), language and part of a well placed file."""
    *folder, language, part = name.removesuffix(".txt").split("/")
    return "/".join([*folder, ""]), language, part
