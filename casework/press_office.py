"""What the press writes down of an alert: the promise, the hour of a reminder, what is public, what may be confirmed, whom to ask."""

from datetime import datetime

from casework.people import Staff, find
from casework.press_view import alert_of
from casework.refusals import BadDay, MissingReason, NotAllowed
from casework.refusals_of_law import Identifies
from casework.turn import Turn
from reading.identify import identifying
from rules.kinds import Role
from storage.desk_tables import MediaAlert
from storage.tables import Case


def promise(turn: Turn, who: Staff, ref: str, at: datetime) -> MediaAlert:
    """Write down when the journalist was told to expect the answer. Raises NoSuchCase, NoAlert, BadDay."""
    case, alert = _open(turn, ref, at)
    alert.promised_at = at
    return _kept(turn, who, case, alert, "media_promised")


def name_deadline(turn: Turn, who: Staff, ref: str, at: datetime) -> MediaAlert:
    """Write down the journalist's own deadline, as it was heard. It moves no clock of the case. Raises as `promise`."""
    case, alert = _open(turn, ref, at)
    alert.deadline = case.media_deadline = at
    turn.session.add(case)
    return _kept(turn, who, case, alert, "media_deadline")


def remind_me(turn: Turn, who: Staff, ref: str, at: datetime) -> MediaAlert:
    """Agree on a reminder, at whatever hour: it comes beside the usual ones. Raises as `promise`."""
    case, alert = _open(turn, ref, at)
    alert.remind_at = at
    return _kept(turn, who, case, alert, "media_reminder")


def say_public(turn: Turn, who: Staff, ref: str, what: str) -> MediaAlert:
    """Write down what is already public. Raises NoSuchCase, NoAlert, MissingReason; Identifies where it would name a child."""
    case = turn.case(ref)
    alert = alert_of(turn, case)
    if not what.strip():
        raise MissingReason(command="meedia.avalik", ref=case.ref)
    if identifying(what, (), turn.office.municipalities):
        raise Identifies(ref=case.ref)
    alert.already_public = what.strip()
    return _kept(turn, who, case, alert, "media_public")


def may_confirm(turn: Turn, who: Staff, ref: str, yes: bool) -> MediaAlert:
    """Say whether the press may confirm that there is supervision: a head's word, "no comment" until then.

    (AvTS § 35 (1) p 2: supervision until its decision has taken effect; LasteKS § 40¹ p 2: violations found may be told.)
    Raises NoSuchCase, NoAlert, NotAllowed.
    """
    case = turn.case(ref)
    alert = alert_of(turn, case)
    if Role.HEAD not in who.roles:
        raise NotAllowed
    alert.may_confirm, alert.may_confirm_by_id = yes, who.id
    if alert.taken_by_id:
        turn.tell(f"official:{alert.taken_by_id}", "media_confirm", case, yes=yes, by=who.name)
    return _kept(turn, who, case, alert, "media_may_confirm" if yes else "media_no_comment")


def facts_from(turn: Turn, who: Staff, ref: str, name: str) -> MediaAlert:
    """Name the official whom the press asks for facts. Raises NoSuchCase, NoAlert, NoSuchOfficial, SeveralOfficials."""
    case = turn.case(ref)
    alert = alert_of(turn, case)
    alert.facts_by_id = find(turn, name).id
    return _kept(turn, who, case, alert, "media_facts_from")


def _open(turn: Turn, ref: str, at: datetime) -> tuple[Case, MediaAlert]:
    case = turn.case(ref)
    alert = alert_of(turn, case)
    if at <= turn.now:
        raise BadDay(words=f"{at.astimezone(turn.office.calendar.zone):%d.%m.%Y %H.%M}")
    return case, alert


def _kept(turn: Turn, who: Staff, case: Case, alert: MediaAlert, what: str) -> MediaAlert:
    """Keep it and say so in the history; the case itself, its clock, handler and answer stay as they are."""
    turn.session.add(alert)
    turn.note(case, who.label, what)
    return alert
