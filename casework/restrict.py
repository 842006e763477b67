"""Access restriction of a case: proposed from what was read, decided by a person, and marked on what leaves (AvTS §§ 35-41)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from casework.people import Staff
from casework.redraft import refresh_drafts
from casework.refusals import BadDay, MissingReason
from casework.refusals_of_law import NoSuchGround, PreceptInForce
from casework.turn import Turn
from casework.understand import Understood
from rules.restrictions import ends_with_decision, in_order, last_day, points_in, proposed_points
from storage.register_tables import Restriction
from storage.tables import Case, Suggestion

PROPOSAL = "restriction"  # its place among the suggestions


@dataclass(frozen=True, slots=True)
class RestrictionView:
    """What is decided, and what is proposed, of the access to a case."""

    ref: str
    case_id: int
    version: int
    proposed: tuple[str, ...]
    points: tuple[str, ...]
    begun: date
    until: date | None
    with_decision: bool  # it ends when the decision takes effect
    decided: bool
    in_force_on: date | None = None


def proposal_of(understood: Understood, private_person: bool) -> list[list[str]]:
    """Return the proposed points of AvTS § 35 (1) as suggestions are kept: names without a sentence of the letter."""
    told, sender = understood.suggestions, understood.letter.sender
    own = {sender.address.casefold(), *sender.name.casefold().split(), sender.name.casefold()}
    types = {one.type for one in told.personal_data if not set(one.text.casefold().split()) <= own}
    found = proposed_points(types, told.child, told.offence, told.topic, private_person)
    return [[f"ak_{point}", ""] for point in found]


def see_restriction(turn: Turn, ref: str) -> RestrictionView:
    """Return what is decided and proposed. Raises NoSuchCase."""
    return _view(turn, turn.case(ref))


def restrict(turn: Turn, who: Staff, ref: str, words: str, until: date | None = None) -> RestrictionView:
    """Restrict access on the grounds named, or on those proposed where none is named; a draft that waits is marked anew.

    The last day is the law's own unless an earlier one is named (AvTS § 40). Raises NoSuchCase, NoSuchGround,
    PreceptInForce where a decision in force would be restricted as open supervision (AvTS § 36 (1) 12), BadDay.
    """
    case = turn.case(ref)
    row = turn.session.get(Restriction, case.id)
    points = points_in(words) if words.strip() else proposed_for(turn, [case.id or 0]).get(case.id or 0, ())
    if not points:
        raise NoSuchGround(ref=case.ref, words=words.strip() or "–")
    if row and row.in_force_on and "2" in points:
        raise PreceptInForce(ref=case.ref, day=row.in_force_on)
    begun = turn.office.calendar.day_of(case.received)
    longest = last_day(points, begun)
    if until and not turn.today <= until <= longest:
        raise BadDay(words=f"{until:%d.%m.%Y} ({turn.today:%d.%m.%Y} – {longest:%d.%m.%Y})")
    _decide(turn, who, case, points, until or longest)
    return _view(turn, case)


def lift(turn: Turn, who: Staff, ref: str, why: str) -> RestrictionView:
    """Say that there is no restriction, or no longer; those who hold the documents are to be told (AvTS § 42 (3)).

    Raises NoSuchCase, MissingReason.
    """
    case = turn.case(ref)
    if not why.strip():
        raise MissingReason(command="ak.ei", ref=case.ref)
    _decide(turn, who, case, (), None, why.strip())
    return _view(turn, case)


def decision_in_force(turn: Turn, who: Staff, ref: str, on: date) -> RestrictionView:
    """Record that the decision of the supervision took effect: from then on it is public, what is personal stays restricted.

    Raises NoSuchCase, BadDay for a day to come.
    """
    case = turn.case(ref)
    if on > turn.today:
        raise BadDay(words=f"{on:%d.%m.%Y}")
    row = turn.session.get(Restriction, case.id)
    left = tuple(one for one in (row.points if row else ()) if one != "2")
    _decide(turn, who, case, left, row.until if row and left else None, in_force_on=on)
    return _view(turn, case)


def proposed_for(turn: Turn, case_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Return the points proposed for these cases."""
    kept = turn.session.exec(select(Suggestion).where(col(Suggestion.case_id).in_(case_ids)))
    return {row.case_id: proposed_in(row.reasons) for row in kept}


def proposed_in(reasons: Mapping[str, Sequence[Sequence[str]]]) -> tuple[str, ...]:
    """Return the points among the suggestions of one case."""
    return tuple(pair[0].removeprefix("ak_") for pair in reasons.get(PROPOSAL, []))


def take_over_restriction(turn: Turn, kept: Case, other: Case) -> None:
    """Let a case bear the restriction of one it takes up, beside its own: all grounds, the later end."""
    theirs, ours = turn.session.get(Restriction, other.id), turn.session.get(Restriction, kept.id)
    kept.restricted = kept.restricted or other.restricted
    if theirs is None or not theirs.points:
        return
    if ours is None:
        ours = Restriction(case_id=kept.id or 0, begun=theirs.begun, by_id=theirs.by_id, at=theirs.at)
    ours.points = list(in_order([*ours.points, *theirs.points]))
    ours.until = max(filter(None, (ours.until, theirs.until)))
    turn.session.add(ours)


def _decide(turn: Turn, who: Staff, case: Case, points: tuple[str, ...], until: date | None, why: str = "",
            in_force_on: date | None = None) -> None:  # fmt: skip
    row = turn.session.get(Restriction, case.id)
    if row is None:
        row = Restriction(case_id=case.id or 0, begun=turn.today, by_id=who.id, at=turn.now)
    if not row.points:
        row.begun = turn.today  # the day of the mark
    row.points, row.until, row.declined_why = list(in_order(points)), until, why
    row.in_force_on, row.by_id, row.at = in_force_on or row.in_force_on, who.id, turn.now
    case.restricted = bool(points)
    turn.session.add_all([row, case])
    turn.session.flush()
    turn.touch(case)
    if in_force_on:
        turn.note(case, who.label, "decision_in_force", str(in_force_on))
    turn.note(case, who.label, "restricted" if points else "not_restricted",
              f"p {', '.join(points)} - {until}" if points else "")  # fmt: skip
    refresh_drafts(turn, case)


def _view(turn: Turn, case: Case) -> RestrictionView:
    row = turn.session.get(Restriction, case.id)
    proposed = proposed_for(turn, [case.id or 0]).get(case.id or 0, ())
    points = tuple(row.points) if row else ()
    begun = row.begun if row else turn.today
    if not points and proposed:
        until: date | None = last_day(proposed, turn.office.calendar.day_of(case.received))
    else:
        until = row.until if row else None
    return RestrictionView(
        ref=case.ref, case_id=case.id or 0, version=case.version, proposed=proposed, points=points, begun=begun,
        until=until, with_decision=ends_with_decision(points or proposed), decided=row is not None,
        in_force_on=row.in_force_on if row else None,
    )  # fmt: skip
