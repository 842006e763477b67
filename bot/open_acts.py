"""What the card says of duties besides the answer: which acts are still possible, and the tracks with clocks of their own."""

from datetime import date, timedelta

from bot.text import Html
from bot.words import day, moment, say
from casework.contributions import Input
from casework.office import Office
from casework.tracks import TrackView
from casework.views import Card
from rules.acts import Acts, acts_on, forward_by
from rules.kinds import Child, Language
from rules.life import ANSWERED, State
from rules.reminders import approve_by, draft_by


def acts_line(card: Card, language: Language, office: Office) -> str:
    """Return which outgoing acts remain on a request for information and until when; "" for other letters."""
    if card.safe is None or card.days_left is None or card.state in ANSWERED:
        return ""
    forwardable = card.child is Child.NONE and not card.offence
    found = acts_on(card.kind, card.registered, today_of(card), office.calendar, extended=card.extended, forwardable=forwardable)
    return _said(found, language) if found.until else ""


def inner_line(card: Card, language: Language, office: Office) -> str:
    """Return the office's own next day on the way to the safe date: draft by, or approve by; "" where none is left."""
    found = _inner(card, office)
    if found is None:
        return ""
    key, until = found
    stage = "late" if until < today_of(card) else "today" if until == today_of(card) else "by"
    return say(language, f"inner.{key}.{stage}", until=day(until))


def is_inner_day(card: Card, office: Office) -> bool:
    """Tell whether the office's own day for the draft or the approval has come."""
    found = _inner(card, office)
    return found is not None and found[1] <= today_of(card)


def forward_line(card: Card, language: Language, office: Office) -> str:
    """Return by when the letter may be forwarded, where it is not ours to answer; "" where the law sets no such day."""
    until = forward_by(card.kind, card.registered, office.calendar)
    if until is None or card.child is not Child.NONE or card.offence or card.state in ANSWERED:
        return ""
    return say(language, "forward.late" if until < today_of(card) else "forward.by", until=day(until))


def today_of(card: Card) -> date:
    """Return the day on which the card was drawn."""
    return card.safe - timedelta(days=card.days_left) if card.safe and card.days_left is not None else date.max


def _inner(card: Card, office: Office) -> tuple[str, date] | None:
    """Return what is to be ready next, and the day; on the safe day itself that day says enough."""
    if card.safe is None or card.days_left is None or card.days_left < 0:
        return None
    if card.state in (State.REGISTERED, State.ASSIGNED, State.WAITING):
        return "draft", draft_by(card.safe, card.registered, office.calendar)
    return ("approve", approve_by(card.safe, card.registered, office.calendar)) if card.state is State.DRAFTED else None


def track_lines(card: Card, language: Language, office: Office) -> list[str]:
    """Return a line for each open track: what is to be done next and by when."""
    return [_track(one, language, office) for one in card.tracks]


def input_lines(card: Card, language: Language, office: Office) -> list[str]:
    """Return a line for each open contribution: of whom and until when."""
    return [input_line(one, language, office) for one in card.inputs if not one.ended]


def input_line(one: Input, language: Language, office: Office) -> str:
    """Return a contribution as one line: whose and until when, never what was asked."""
    stage = "answered" if one.answered else "dropped_line" if one.ended else "late" if one.late else "open"
    unit = one.unit or say(language, "input.duty")
    return say(language, f"input.{stage}", unit=unit, until=moment(one.due, office.calendar.zone))


def _said(found: Acts, language: Language) -> str:
    acts = ", ".join(say(language, f"act.{act}") for act in found.open)
    key = "card.acts_late" if found.open[-1] == "say_late" else "card.acts"
    return say(language, key, until=day(found.until), acts=Html(acts))


def _track(one: TrackView, language: Language, office: Office) -> str:
    name = say(language, f"track.{one.kind}")
    if not one.duty:
        return say(language, "mark.track_open", track=name)
    duty = say(language, f"duty.{one.duty}")
    if one.due is None:
        return say(language, "mark.track_now", track=name, duty=duty)
    until = moment(one.due, office.calendar.zone)
    return say(language, "mark.track_late" if one.late else "mark.track", track=name, duty=duty, until=until)
