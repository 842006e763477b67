"""What interests the press goes to the communications staff, masked; it changes neither clock, handler nor answer."""

from datetime import datetime

from sqlmodel import select

from casework.contributions import is_own
from casework.correct import SAID_SO, remember_correction
from casework.letters import case_facts
from casework.people import Staff
from casework.press_view import PressView, view_of
from casework.refusals import MissingReason
from casework.texts_at_fault import TEXT_AT_FAULT, tell_text_at_fault
from casework.turn import SOON, SYSTEM, Turn
from reading.sign_names import sign_name
from reading.topic import topic_name
from replies.facts import MediaFacts
from rules.kinds import Language
from storage.desk_tables import MediaAlert
from storage.tables import Case


def raise_media_alert(
    turn: Turn, case: Case, signs: tuple[str, ...], deadline: datetime | None, by: str = SYSTEM
) -> None:
    """Alert the press chat once a case. A later letter adds to the alert, and is told where it says something new."""
    alert = _alert_of(turn, case)
    if alert and not alert.withdrawn_why:
        _add_to_alert(turn, case, alert, signs, deadline)
        return
    alert = alert or MediaAlert(case_id=case.id or 0, at=turn.now)
    alert.signs, alert.deadline, alert.withdrawn_why, alert.at = list(signs), deadline, "", turn.now
    case.media, case.media_deadline = True, deadline
    turn.session.add_all([alert, case])
    turn.note(case, by, "media_alert", "; ".join(signs))
    _tell_press(turn, case, alert)


def _add_to_alert(
    turn: Turn, case: Case, alert: MediaAlert, signs: tuple[str, ...], deadline: datetime | None
) -> None:
    """Join a later letter to the alert; one that was done with is open again, in the same hands."""
    days = [one for one in (deadline, None if alert.done_at else alert.deadline) if one]
    earliest = min(days, default=alert.deadline)
    is_news = bool(alert.done_at or set(signs) - set(alert.signs) or earliest != alert.deadline)
    alert.signs, alert.deadline, alert.done_at = sorted({*alert.signs, *signs}), earliest, None
    case.media_deadline = earliest
    turn.session.add_all([alert, case])
    if is_news:
        turn.note(case, SYSTEM, "media_alert", "; ".join(alert.signs))
        _tell_press(turn, case, alert)


def _tell_press(turn: Turn, case: Case, alert: MediaAlert) -> None:
    """Tell the press chat, and the press mailbox if it is the agency's own: masked; in `reference` mode the number only."""
    turn.tell(f"chat:{turn.office.chats.press}", "media_alert", case, urgency=SOON)
    address = turn.office.facts.press_mail
    if not address or not is_own(turn, address):
        return
    turn.session.flush()
    facts = {"office": turn.office.facts, "case": case_facts(turn, case), "media": _facts(turn, view_of(turn, case, alert))}
    try:
        subject, body = (turn.office.library.part("media_alert", Language.ESTONIAN, part, facts) for part in ("subject", "body"))
    except TEXT_AT_FAULT as fault:  # a letter is filed all the same, and the press chat has been told
        tell_text_at_fault(turn, case, fault)
        return
    turn.mail(address, " ".join(subject.split()), body, SOON)


def _facts(turn: Turn, view: PressView) -> MediaFacts:
    signs = tuple(sign_name(sign, Language.ESTONIAN) for sign in view.signs) or ("–",)
    zone = turn.office.calendar.zone
    deadline = view.deadline.astimezone(zone) if view.deadline else None
    if turn.office.privacy.chat == "reference":
        return MediaFacts(("–",), deadline)
    return MediaFacts(signs, deadline, topic_name(view.topic), view.outlet, view.questions)


def set_media(turn: Turn, who: Staff, ref: str, yes: bool, why: str = "") -> Case:
    """Raise or withdraw the media alert by hand. Raises NoSuchCase, MissingReason."""
    case = turn.case(ref)
    if not yes and not why:
        raise MissingReason(command="meedia")
    if case.media is not yes:
        remember_correction(turn, case, who, "media", str(case.media), str(yes))
    if yes:
        raise_media_alert(turn, case, (SAID_SO,), case.media_deadline, who.label)
    elif alert := _alert_of(turn, case):
        alert.withdrawn_why = why
        case.media = False
        turn.session.add_all([alert, case])
        turn.note(case, who.label, "media_withdrawn")
        turn.tell(f"chat:{turn.office.chats.press}", "media_withdrawn", case)
    turn.touch(case)
    return case


def take_media(turn: Turn, who: Staff, ref: str) -> Case:
    """Give the alert to one of the press."""
    case = turn.case(ref)
    alert = _alert_of(turn, case)
    if alert and alert.taken_by_id is None:
        alert.taken_by_id, alert.taken_at = who.id, turn.now
        turn.session.add(alert)
        turn.note(case, who.label, "media_taken")
    return case


def finish_media(turn: Turn, who: Staff, ref: str) -> Case:
    """Mark the alert as done by the press."""
    case = turn.case(ref)
    alert = _alert_of(turn, case)
    if alert and alert.done_at is None:
        alert.done_at = turn.now
        turn.session.add(alert)
        turn.note(case, who.label, "media_done")
    return case


def _alert_of(turn: Turn, case: Case) -> MediaAlert | None:
    return turn.session.exec(select(MediaAlert).where(MediaAlert.case_id == case.id)).first()
