"""A person overrules what the house suggested beside kind and language: the topic, whether an answer is owed, an offence, what is personal."""

from sqlmodel import col, select

from casework.clock import set_clock
from casework.correct import note_correction
from casework.people import Staff
from casework.refusals import NoSuchTopic, NotInLetter
from casework.turn import Turn
from reading.masking import mask_also
from reading.topic import topics_in_use
from storage.tables import Case, Letter


def change_topic(turn: Turn, who: Staff, ref: str, topic: str) -> Case:
    """Say what the letter is about, by the topic's own word. Raises NoSuchCase, NoSuchTopic."""
    case = turn.case(ref)
    if topic not in {one.slug for one in topics_in_use()}:
        raise NoSuchTopic(topic=topic, topics=", ".join(one.slug for one in topics_in_use()))
    note_correction(turn, case, who, "topic", case.topic, topic)
    case.topic = topic
    turn.touch(case)
    return case


def change_reply(turn: Turn, who: Staff, ref: str, owed: bool) -> Case:
    """Say whether an answer is owed; thanks that ask nothing have no term, so that the clock is set anew. Raises NoSuchCase."""
    case = turn.case(ref)
    note_correction(turn, case, who, "reply", str(case.expects_reply), str(owed))
    case.expects_reply = owed
    set_clock(turn, case)
    turn.touch(case)
    return case


def change_offence(turn: Turn, who: Staff, ref: str, suspected: bool) -> Case:
    """Say whether the letter gives grounds to suspect an offence. Raises NoSuchCase."""
    case = turn.case(ref)
    note_correction(turn, case, who, "offence", str(case.offence), str(suspected))
    case.offence = suspected
    turn.touch(case)
    return case


def hide(turn: Turn, who: Staff, ref: str, words: str) -> int:
    """Mask words that the reading left readable, a name in every case form, in the letters of a case. Return how many letters held them.

    The words themselves are written down nowhere. Raises NoSuchCase, NotInLetter.
    """
    case = turn.case(ref)
    letters = turn.session.exec(select(Letter).where(Letter.case_id == case.id, col(Letter.incoming))).all()
    changed = [(one, masked) for one in letters if (masked := mask_also(one.masked, words)) != one.masked]
    if not changed:
        raise NotInLetter(ref=case.ref)
    for one, masked in changed:
        one.masked = masked
        turn.session.add(one)
    note_correction(turn, case, who, "personal", "readable", "masked")
    turn.touch(case)
    return len(changed)
