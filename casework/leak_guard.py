"""The last look at a letter of ours before it is approved and before it is sent: does it tell what its reader may not know?

What is found stops the letter until a person gives a reason. The findings are content; the names of their signs are not.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import col, or_, select

from casework.hidden_parts import hidden_parts, may_hide
from casework.letters import incoming_letters, recipients_of
from casework.newest import latest_draft
from casework.people import Staff
from casework.refusals import ReasonIsPersonal
from casework.refusals_of_letters import LeakSuspected, NoAddress
from casework.turn import Turn
from reading.inflection import same_name
from reading.masking import MARK
from reading.personal import names_somebody, places
from reading.text import clean, fold
from rules.kinds import Kind
from rules.records import Paper, Way
from storage.chat_tables import InternalNote
from storage.desk_tables import ChildTrack, Draft, MediaAlert, Official, Track
from storage.tables import Case, Event, Person

TO_THE_PERSON: Final = frozenset(Paper) - {Paper.FORWARDING_BODY}
SEALED: Final = (".cdoc", ".cdoc2")  # containers that only their addressee opens
SHARED_WORDS: Final = 6  # in a row, that our letter and an internal note must not share
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stops a letter: `sign` may stand on a card, `words` are content. `where` is text or the name of a file."""

    sign: str
    words: str
    where: str = "text"


def leaks(turn: Turn, case: Case, draft: Draft) -> tuple[Finding, ...]:
    """Return what in this version its reader may not be meant to see, each once, in the order of the list of issue 6."""
    found = (
        *_people(turn, case, draft), *_notes(turn, case, draft), *_recipients(turn, case, draft), *_attachments(turn, case, draft),
        *_unverified(case, draft), *_marks(draft),
    )  # fmt: skip
    return tuple(dict.fromkeys(found))


def demand_no_leak(turn: Turn, case: Case, draft: Draft) -> None:
    """Raise LeakSuspected unless nothing was found, or somebody has given a reason for exactly this that was found."""
    found = leaks(turn, case, draft)
    if not found:
        return
    given = turn.session.exec(select(Event.id).where(
        Event.case_id == case.id, Event.what == "leak_accepted",
        col(Event.note).startswith(_seal(draft, found), autoescape=True))).first()  # fmt: skip
    if given is None:
        raise LeakSuspected(ref=case.ref, version=draft.version, count=len(found))


def show_leaks(turn: Turn, who: Staff, ref: str) -> tuple[Finding, ...]:
    """Show what stops the newest version, on record. Raises NoSuchCase, NoDraft."""
    case = turn.case(ref)
    draft = latest_draft(turn, case)
    turn.note(case, who.label, "opened_leaks", f"v{draft.version}")
    return leaks(turn, case, draft)


def accept_leaks(turn: Turn, who: Staff, ref: str, why: str) -> None:
    """Take the findings of the newest version upon oneself, with a reason; another version, or another finding, stops anew.

    Raises NoSuchCase, NoDraft, ReasonIsPersonal: the reason stands in the history, which holds no personal data.
    """
    case = turn.case(ref)
    draft = latest_draft(turn, case)
    if names_somebody(why):
        raise ReasonIsPersonal
    if found := leaks(turn, case, draft):
        turn.note(case, who.label, "leak_accepted", f"{_seal(draft, found)} {' '.join(why.split())}")


def _seal(draft: Draft, found: Sequence[Finding]) -> str:
    """Return what an acceptance is bound to: the version, and a digest of what was found in it."""
    told = "\x1f".join(f"{one.sign}\x1e{one.words}\x1e{one.where}" for one in found)
    return f"v{draft.version} {hashlib.sha256((draft.hash + told).encode()).hexdigest()[:12]}"


def _written(draft: Draft) -> str:
    """Return what a person of ours wrote; the template around it holds facts of the case alone."""
    return draft.substance or ("" if draft.paper in (Paper.FORWARDING, Paper.FORWARDING_BODY) else draft.reason)


def _people(turn: Turn, case: Case, draft: Draft) -> Iterator[Finding]:
    """Codes of anybody, and names of all but the reader, those the reader has named to us, and our own people."""
    text = clean(f"{draft.subject}\n\n{_written(draft)}")
    known = _known_words(turn, case, draft)
    for place in places(text):
        if place.type in ("isikukood", "iban"):
            yield Finding("personal_code", place.text)
        elif place.type in ("name", "child_name") and not _is_known(place.text, known):
            yield Finding("other_case" if _of_other_case(turn, case, place.text) else "other_person", place.text)


def _known_words(turn: Turn, case: Case, draft: Draft) -> frozenset[str]:
    person = turn.session.get_one(Person, case.person_id)
    readers = {one.lower() for one in draft.recipients} | {person.address}
    texts = [person.name, turn.office.facts.name, turn.office.facts.unit]
    for letter in incoming_letters(turn, case):  # What others wrote in the same case is not told to this reader unasked.
        if letter.sender.lower() in readers or not letter.sender:
            texts += [letter.sender_name, letter.subject, letter.text]
    texts += turn.session.exec(select(Official.name)).all()
    return frozenset(_WORD.findall(fold(clean("\n".join(texts)))))


def _is_known(name: str, known: frozenset[str]) -> bool:
    words = _WORD.findall(fold(name))
    return all(word in known or any(same_name(word, one) for one in known if one[:2] == word[:2]) for word in words)


def _of_other_case(turn: Turn, case: Case, name: str) -> bool:
    """Tell whether somebody of this name has written to us in another matter."""
    words = [word for word in name.replace("-", " ").split() if len(word) > 2]
    if not words:
        return False
    alike = or_(*(col(Person.name).contains(word[: max(3, len(word) - 4)], autoescape=True) for word in words))
    others = turn.session.exec(select(Person.name).where(alike, Person.id != case.person_id).limit(200)).all()
    return any(
        all(any(same_name(fold(word), fold(part)) for part in other.split()) for word in words) for other in others
    )


def _notes(turn: Turn, case: Case, draft: Draft) -> Iterator[Finding]:
    """Words in a row that stand in what only we write to each other."""
    written = _WORD.findall(fold(_written(draft)))
    rows = {tuple(written[at : at + SHARED_WORDS]) for at in range(len(written) - SHARED_WORDS + 1)}
    for note in internal_words(turn, case):
        words = _WORD.findall(fold(note))
        for at in range(len(words) - SHARED_WORDS + 1):
            if tuple(words[at : at + SHARED_WORDS]) in rows:
                yield Finding("internal_note", " ".join(words[at : at + SHARED_WORDS]))
                break


def internal_words(turn: Turn, case: Case) -> Iterable[str]:
    """Yield what colleagues have written to each other about the case and nobody outside reads."""
    yield from turn.session.exec(select(Draft.returned_why).where(Draft.case_id == case.id, Draft.returned_why != ""))
    yield from turn.session.exec(select(ChildTrack.done_what).where(ChildTrack.case_id == case.id))
    yield from turn.session.exec(select(Track.ended_why).where(Track.case_id == case.id, Track.ended_why != ""))
    yield from turn.session.exec(select(InternalNote.text).where(InternalNote.case_id == case.id))
    yield from turn.session.exec(select(MediaAlert.withdrawn_why).where(MediaAlert.case_id == case.id))


def _recipients(turn: Turn, case: Case, draft: Draft) -> Iterator[Finding]:
    if draft.paper not in TO_THE_PERSON:
        return
    try:
        expected = {one.lower() for one in recipients_of(turn, case)}
    except NoAddress:
        expected = set()
    for one in draft.recipients:
        if one.lower() not in expected:
            yield Finding("extra_recipient", one, "to")


def _attachments(turn: Turn, case: Case, draft: Draft) -> Iterator[Finding]:
    """What an attached file hides, and one under an access restriction (`ak` in its record, or the case's own) that leaves unsealed."""
    for one in draft.attachments:
        for sign in _hidden(turn, one):
            yield Finding(sign, "", one["name"])
        sealed = one["name"].lower().endswith(SEALED)
        if not sealed and draft.paper in TO_THE_PERSON and (one.get("ak") or case.restricted):
            yield Finding("ak_unencrypted", "", one["name"])


def _hidden(turn: Turn, file: Mapping[str, str]) -> tuple[str, ...]:
    if not may_hide(file["name"]):
        return ()
    try:
        return hidden_parts(file["name"], turn.originals.read(file["sha256"]))
    except OSError:
        return ("not_looked_into",)


def _unverified(case: Case, draft: Draft) -> Iterator[Finding]:
    """Somebody whose name nothing proves asks for what only that person may have (GDPR art. 12)."""
    asks = case.restricted or case.kind is Kind.DATA_SUBJECT
    if (
        asks
        and draft.paper is Paper.ANSWER
        and (case.channel is Way.TELEGRAM or (case.channel is Way.MAIL and case.assurance == "unverified"))
    ):
        yield Finding("unverified_sender", "", "to")


def _marks(draft: Draft) -> Iterator[Finding]:
    for hit in MARK.finditer(f"{draft.subject}\n{draft.text}"):
        yield Finding("mask_left", hit[0])
