"""The card of the press: what it is about, the signs, the journalist's deadline counting down, the masked questions, how far it is."""

import re
from datetime import datetime, timedelta, tzinfo
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons import Press, Where, keyboard
from bot.open_acts import input_line
from bot.text import Html, cut, safe, units
from bot.words import moment, say, say_plain
from casework.office import Office
from casework.press_view import PressView
from casework.press_week import PressWeek
from reading.sign_names import sign_name
from reading.topic import topic_name
from rules.kinds import Language

QUESTIONS_ROOM: Final = 2500  # units of all questions on a card
_OWN_NUMBER: Final = re.compile(r"^\s*\d{1,2}[.)]\s+")  # the journalist's own: two numbers before one question confuse
REASONS: Final = ("era", "vale", "mujal")  # why it is no matter of the press, one press each


def press_text(view: PressView, language: Language, office: Office, now: datetime) -> str:
    """Return the card as Telegram's HTML; in `reference` mode number, deadline and stage only."""
    masked = office.privacy.chat != "reference"
    lines = [say(language, "told.media_alert", ref=view.ref), _stage(view, language), _deadline(view, language, office, now)]
    if masked:
        lines[1:1] = _about(view, language)
        lines += _known(view, language, office)
    if view.questions:
        lines += ["", say(language, "press.questions"), _quoted(view.questions)]
    elif masked and not view.journalist:
        lines += ["", say(language, "press.private_writer")]
    return "\n".join(line for line in lines if line is not None)


def press_buttons(view: PressView, where: Where) -> InlineKeyboardMarkup | None:
    """Return what the press may press. Each is right at any version: the alert waits for no fresh card."""
    if not where.may("meedia") or view.withdrawn:
        return None
    if view.done:
        return keyboard([[_linked("button.press_statement", "avaldus", view, where)]])
    rows = [[_pressed("button.media_take", "votan", view, where)] if not view.taken_by else []]
    rows[0].append(_pressed("button.press_input", "sisend", view, where))
    second = [_linked("button.press_contact", "kontakt", view, where)] if view.journalist else []
    rows.append([*second, _linked("button.press_statement", "avaldus", view, where)])
    rows.append([_pressed("button.press_answered", "valmis", view, where), _pressed("button.press_no_matter", "?ei", view, where)])
    return keyboard(rows)


def reason_buttons(view: PressView, where: Where) -> InlineKeyboardMarkup | None:
    """Return the reasons for which it is no matter of the press."""
    return keyboard([[where.button(f"press.reason.{one}", Press("meedia", view.id, 0, f"ei +{one}"))] for one in REASONS])


def time_left(until: datetime, now: datetime, language: Language) -> str:
    """Return how long it is to a moment, in the two largest units: 2 p 3 t, 3 t 20 min, 20 min."""
    minutes = int(abs(until - now) / timedelta(minutes=1))
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [say(language, f"unit.{name}", n=count) for name, count in (("days", days), ("hours", hours), ("minutes", minutes))]
    first = 0 if days else 1 if hours else 2
    return " ".join(parts[first : first + 2])


def week_text(week: PressWeek, language: Language, zone: tzinfo) -> str:
    """Return the week of the press: counts, topics and what comes; no personal data."""
    lines: list[str] = [say(language, "press.week", first=week.week.first, last=week.week.last, came=week.came, done=week.done, in_time=week.in_time, with_deadline=week.with_deadline,
                 withdrawn=week.withdrawn, open=week.open, untaken=week.untaken)]  # fmt: skip
    if named := [f"{topic_name(topic)} {count}" for topic, count in week.topics if topic_name(topic)]:
        lines.append(say(language, "press.week_topics", topics=", ".join(named)))
    if week.surges:
        lines.append(say(language, "monday.surges", count=week.surges))
    lines += [say(language, "press.coming", ref=ref, moment=moment(until, zone)) for ref, until in week.coming]
    return "\n".join(lines)


def _about(view: PressView, language: Language) -> list[str]:
    signs = "; ".join(sign_name(sign, language) for sign in view.signs) or "–"
    lines: list[str] = [say(language, "press.topic", topic=topic_name(view.topic))] if topic_name(view.topic) else []
    lines.append(say(language, "told.media_signs", signs=signs))
    return [*lines, say(language, "press.outlet", outlet=view.outlet)] if view.outlet else lines


def _stage(view: PressView, language: Language) -> str:
    stage = "withdrawn" if view.withdrawn else "done" if view.done else "taken" if view.taken_by else "open"
    return say(language, f"press.stage.{stage}", name=view.taken_by)


def _deadline(view: PressView, language: Language, office: Office, now: datetime) -> str:
    if view.deadline is None:
        return say(language, "press.no_deadline")
    at = moment(view.deadline, office.calendar.zone)
    if view.done or view.withdrawn:
        return say(language, "told.media_deadline", moment=at)
    key = "press.left" if view.deadline > now else "press.over"
    return say(language, key, moment=at, left=time_left(view.deadline, now, language))


def _known(view: PressView, language: Language, office: Office) -> list[str]:
    """Return what the press must know before it speaks, one a line."""
    zone = office.calendar.zone
    lines = [say(language, "press.promised", moment=moment(view.promised_at, zone))] if view.promised_at else []
    if view.safe:
        lines.append(say(language, "told.media_due", day=view.safe))
    lines.append(say(language, "press.may_confirm" if view.may_confirm else "press.no_comment"))
    if view.already_public:
        lines.append(say(language, "press.public", what=cut(view.already_public, 600)[0]))
    if view.facts_by:
        lines.append(say(language, "press.facts_by", name=view.facts_by))
    if view.statement:
        lines.append(say(language, f"press.statement.{view.statement}"))
    return lines + [input_line(one, language, office) for one in view.inputs if one.press]


def _quoted(questions: tuple[str, ...]) -> Html:
    """Return the questions as one quotation that opens when it is touched, as many as there is room for."""
    kept: list[str] = []
    for number, one in enumerate(questions, 1):
        line = f"{number}. {_OWN_NUMBER.sub('', one)}"
        if sum(map(units, kept)) + units(line) > QUESTIONS_ROOM:
            break
        kept.append(line)
    return Html(f"<blockquote expandable>{safe(chr(10).join(kept))}</blockquote>")


def _pressed(key: str, words: str, view: PressView, where: Where) -> InlineKeyboardButton:
    return where.button(key, Press("meedia", view.id, 0, words))


def _linked(key: str, command: str, view: PressView, where: Where) -> InlineKeyboardButton:
    """Return a button that shows content: here in private, in a group a link to the private chat."""
    if where.link:
        return InlineKeyboardButton(say_plain(where.language, key), url=f"{where.link}?start={command}_{view.ref}")
    return where.button(key, Press(command, view.id))
