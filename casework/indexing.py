"""The words of letters and notes are put into the index behind the house's back: in small groups, after registering, and anew when they change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func
from sqlmodel import col, select

from casework.sameness import put_sketch
from casework.surge import put_mentions
from casework.turn import Turn
from reading.word_index import IndexWords
from rules.records import Dispatch, Paper
from storage import search, word_counts
from storage.chat_tables import InternalNote
from storage.search import LETTER, NOTE, Indexed
from storage.tables import Attachment, Letter

GROUP: Final = 40  # letters of one transaction


@dataclass(frozen=True, slots=True)
class ToIndex:
    """A letter or a note that waits: its texts, and its places in the queue."""

    numbers: tuple[int, ...]
    source: int
    source_id: int
    texts: tuple[str, ...]  # none: it is no more


def waiting_to_index(turn: Turn, most: int = GROUP) -> list[ToIndex]:
    """Return what waits for the index, that first which has waited longest."""
    numbers: dict[tuple[int, int], list[int]] = {}
    for number, source, source_id in search.waiting(turn.session, most):
        numbers.setdefault((source, source_id), []).append(number)
    texts = {LETTER: _texts(turn, [one for source, one in numbers if source == LETTER]),
             NOTE: _note_texts(turn, [one for source, one in numbers if source == NOTE])}  # fmt: skip
    return [ToIndex(tuple(places), source, one, texts.get(source, {}).get(one, ())) for (source, one), places in numbers.items()]


def put_into_index(turn: Turn, read: Sequence[tuple[ToIndex, IndexWords]]) -> int:
    """Write the words of letters and notes into the index; what has changed meanwhile stands in the queue again."""
    of_letters = {one.source_id: words for one, words in read if one.source == LETTER}
    letters = {row.id or 0: row for row in turn.session.exec(select(Letter).where(col(Letter.id).in_(of_letters)))}
    answered = _answered(turn, letters.values())
    texts = [Indexed(LETTER, one, row.case_id, row.at, words.words, words.others, row.incoming and row.case_id in answered)
             for one, words in of_letters.items() if (row := letters.get(one))]  # fmt: skip
    known = search.take_out(turn.session, LETTER, list(of_letters))
    search.put(turn.session, texts)
    word_counts.count(turn.session, [one.words for one in texts if letters[one.source_id].incoming and one.source_id not in known])
    _mark_answered(turn, letters.values())
    _compare(turn, [(row, words) for one, words in of_letters.items() if (row := letters.get(one)) and row.incoming])
    notes = _put_notes(turn, {one.source_id: words for one, words in read if one.source == NOTE})
    search.done(turn.session, [number for one, _ in read for number in one.numbers])
    return len(texts) + notes


def _put_notes(turn: Turn, of_notes: Mapping[int, IndexWords]) -> int:
    """Write the words of notes into the index: they are counted and compared with nothing, for they are no letters."""
    if not of_notes:
        return 0
    rows = turn.session.exec(select(InternalNote).where(col(InternalNote.id).in_(of_notes)))
    texts = [Indexed(NOTE, row.id or 0, row.case_id, row.at, of_notes[row.id or 0].words, of_notes[row.id or 0].others) for row in rows]
    search.take_out(turn.session, NOTE, list(of_notes))
    search.put(turn.session, texts)
    return len(texts)


def holds_forgotten(turn: Turn) -> bool:
    """Tell whether the index still holds words of forgotten cases in its file."""
    return search.to_squeeze(turn.session)


def squeeze_index(turn: Turn) -> bool:
    """Write over what the index still holds of forgotten cases, a step at a time. Return whether there is more to do."""
    return search.squeeze(turn.session)


def _compare(turn: Turn, letters: Sequence[tuple[Letter, IndexWords]]) -> None:
    """Hold new letters against those that came before: the first ones of their cases, for a later one speaks of the same."""
    firsts = set(turn.session.exec(select(func.min(Letter.id)).where(
        col(Letter.case_id).in_([letter.case_id for letter, _ in letters]), col(Letter.incoming)).group_by(col(Letter.case_id))))  # fmt: skip
    for letter, words in letters:
        if letter.id in firsts:
            put_sketch(turn, letter, words.sketch)
            put_mentions(turn, letter, words.institutions)


def _texts(turn: Turn, letter_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return what is searched in each letter: subject, the new words, names and texts of attachments."""
    texts: dict[int, list[str]] = {}
    rows = turn.session.exec(select(Letter.id, Letter.subject, Letter.new_text, Letter.text).where(col(Letter.id).in_(letter_ids)))
    for letter_id, subject, new_text, text in rows:
        texts[letter_id or 0] = [subject, new_text or text]
    for letter_id, name, text in turn.session.exec(select(Attachment.letter_id, Attachment.name, Attachment.text).where(
            col(Attachment.letter_id).in_(letter_ids)).order_by(col(Attachment.id))):  # fmt: skip
        texts[letter_id] += [name, text]
    return {letter_id: tuple(found) for letter_id, found in texts.items()}


def _note_texts(turn: Turn, note_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    if not note_ids:
        return {}
    rows = turn.session.exec(select(InternalNote.id, InternalNote.text).where(col(InternalNote.id).in_(note_ids)))
    return {note_id or 0: ("", text) for note_id, text in rows}


def _answered(turn: Turn, letters: Iterable[Letter]) -> set[int]:
    """Return which of the letters' cases have had their answer."""
    cases = {letter.case_id for letter in letters}
    return set(turn.session.exec(select(Letter.case_id).where(
        col(Letter.case_id).in_(cases), col(Letter.incoming).is_(False), Letter.what == Paper.ANSWER,
        Letter.delivery == Dispatch.SENT)))  # fmt: skip


def _mark_answered(turn: Turn, letters: Iterable[Letter]) -> None:
    """Have the letters of a case put there anew when its answer comes: from now on they are answered ones."""
    cases = {letter.case_id for letter in letters if not letter.incoming and letter.what == Paper.ANSWER}
    if cases:
        search.queue(turn.session, LETTER, [found or 0 for found in turn.session.exec(
            select(Letter.id).where(col(Letter.case_id).in_(cases), col(Letter.incoming)))])  # fmt: skip
