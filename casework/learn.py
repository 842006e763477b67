"""Corrections teach the reading: which cases may be learnt from, which model is in use, and what an erasure does to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from casework.letters import first_letter
from casework.refusals_of_letters import NothingToUndo
from casework.turn import OPERATOR, Turn
from reading.learning import Corrected
from reading.masking import MARK, mask
from reading.model import KINDS, MEDIA
from reading.page import Page
from reading.personal import personal_data, places
from reading.text import clean
from rules.kinds import Child
from rules.tracks import ChildDone, TrackKind
from storage.desk_tables import ChildTrack, Referral, Sight, Track
from storage.learning_tables import LearntModel
from storage.tables import Case, Correction, Event

SURE_SIGNS = ("isikukood", "phone", "email", "iban")  # a text in which masking left one of these is not learnt from


@dataclass(frozen=True, slots=True)
class ToLearn:
    """The corrected cases that may be learnt from, without anything that names a person."""

    case_ids: tuple[int, ...]
    corrected: tuple[Corrected, ...]


def to_learn(turn: Turn) -> ToLearn:
    """Return the corrected cases that may be learnt from.

    Never one that is restricted, limited to some, of a child's track, of a whistleblower, erased, or joined to another; and masked text only.
    """
    alarms = _false_alarms(turn)
    barred = {
        *(set(turn.session.exec(select(ChildTrack.case_id))) - alarms), *turn.session.exec(select(Sight.case_id)),
        *turn.session.exec(select(Track.case_id).where(Track.kind == TrackKind.WHISTLEBLOWER)),
    }  # fmt: skip
    said: dict[int, set[str]] = {}
    for case_id, field in turn.session.exec(select(Correction.case_id, Correction.field).order_by(col(Correction.case_id))):
        said.setdefault(case_id, set()).add(field)
    cases = turn.session.exec(select(Case).where(
        col(Case.id).in_(said), col(Case.restricted).is_(False), Case.child == Child.NONE, col(Case.erased_at).is_(None),
        col(Case.merged_into_id).is_(None)).order_by(col(Case.id))).all()  # fmt: skip
    found = [(case.id or 0, one) for case in cases if case.id not in barred and (one := _corrected(turn, case, said[case.id or 0]))]
    return ToLearn(tuple(case_id for case_id, _ in found), tuple(one for _, one in found))


def put_in_use(turn: Turn, digest: str, case_ids: Sequence[int], figures: Mapping[str, object]) -> None:
    """Note that this model reads from now on, and from which cases it has learnt."""
    for row in _in_use(turn):
        row.in_use = False
        turn.session.add(row)
    turn.session.add(LearntModel(at=turn.now, digest=digest, case_ids=list(case_ids), figures=dict(figures)))
    turn.note(None, OPERATOR, "model_learnt", f"{digest[:12]} {len(case_ids)} cases")


def undo_learning(turn: Turn) -> str:
    """Go back to the model used before, the built-in one at the end. Return its digest, "" for the built-in one. Raises NothingToUndo."""
    used = _in_use(turn)
    if not used:
        raise NothingToUndo(ref="")
    for row in used:
        row.in_use = False
        turn.session.add(row)
    before = turn.session.exec(select(LearntModel).where(
        col(LearntModel.id) < min(row.id or 0 for row in used), col(LearntModel.erased).is_(False))
        .order_by(col(LearntModel.id).desc())).first()  # fmt: skip
    if before:
        before.in_use = True
        turn.session.add(before)
    turn.note(None, OPERATOR, "model_undone", before.digest[:12] if before else "built in")
    return before.digest if before else ""


def models(turn: Turn) -> tuple[LearntModel, ...]:
    """Return all models learnt here, the newest first."""
    return tuple(turn.session.exec(select(LearntModel).order_by(col(LearntModel.id).desc())))


def digest_in_use(turn: Turn) -> str:
    """Return the digest of the model that reads, "" for the built-in one."""
    return next((row.digest for row in _in_use(turn)), "")


def unlearn(turn: Turn, case: Case) -> None:
    """Take an erased case out of what models have learnt from, and mark those that have: they are to be trained anew."""
    for row in turn.session.exec(select(LearntModel)):
        if case.id in row.case_ids:
            row.case_ids = [one for one in row.case_ids if one != case.id]
            row.erased = True
            turn.session.add(row)


def _in_use(turn: Turn) -> list[LearntModel]:
    return list(turn.session.exec(select(LearntModel).where(col(LearntModel.in_use))))


def _false_alarms(turn: Turn) -> set[int]:
    """Return the cases whose child's track an official ended as a false alarm: of a need, never of a danger, and no authority was told of it."""
    ended = set(turn.session.exec(select(ChildTrack.case_id).where(
        col(ChildTrack.done_at).is_not(None), ChildTrack.done_way == ChildDone.NOT_IN_NEED, ChildTrack.level == Child.CONCERN)))  # fmt: skip
    by_person = set(turn.session.exec(select(Correction.case_id).where(Correction.field == "child", Correction.became == Child.NONE)))
    told = set(turn.session.exec(select(Referral.case_id)))
    dangers = set(turn.session.exec(select(Event.case_id).where(Event.what == "child_track", Event.note == Child.DANGER)))
    return (ended & by_person) - told - dangers


def _corrected(turn: Turn, case: Case, fields: set[str]) -> Corrected | None:
    """Return the masked letter with what was corrected in it, None where nothing is left to learn or masking is in doubt."""
    letter = first_letter(turn, case)
    page = Page(sender=letter.sender, sender_name=letter.sender_name, subject=letter.subject, text=letter.new_text, body=letter.text)
    subject = mask(clean(letter.subject), personal_data(page, turn.office.senders))
    if not letter.masked.strip() or any(place.type in SURE_SIGNS for place in places(clean(f"{subject}\n\n{letter.masked}"))):
        return None
    answers: dict[str, bool] = {}
    if "kind" in fields:
        answers |= {question: question == f"kind {case.kind}" for question in KINDS}
    if "media" in fields:
        answers[MEDIA] = case.media
    now = {"topic": case.topic, "reply": str(case.expects_reply), "offence": str(case.offence), "child": str(case.child)}
    said = {field: answer for field, answer in now.items() if field in fields}
    domain = letter.sender.rpartition("@")[2]  # whether an authority or an outlet writes is told by it
    subject, text = (MARK.sub("", one) for one in (subject, letter.masked))  # no letter that comes in holds a mark
    return Corrected(Page(sender=f"x@{domain}", subject=subject, text=text, body=text), answers, said) if answers or said else None
