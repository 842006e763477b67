"""What the house tells of clocks: the morning's digest, what nobody acknowledged, tracks, absences, the press's own deadline."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press, Where, card_buttons, keyboard
from bot.cards import card_text, line_of
from bot.open_acts import inner_line, is_inner_day
from bot.rendered import Rendered, Renderer
from bot.text import Html
from bot.words import day, moment, say
from casework.desk import Desk
from casework.outbox import Parcel
from casework.views import Card, card, cards
from rules.life import ANSWERED

MOST_SHOWN: Final = 20  # lines of a list; the rest is counted
MOST_PRESSED: Final = 10  # cases of a digest that get a button of their own
WEEK: Final = 7


async def _digest(desk: Desk, parcel: Parcel, where: Where) -> Rendered | None:
    """One message a morning: overdue first, then today, then what comes; then what waits for this person's approval."""
    found = [one for one in await desk.look(cards, parcel.values.get("case_ids", [])) if one.state not in ANSWERED]
    waiting = await _waiting(desk, parcel)
    if not found and not waiting:
        return None
    lines: list[str] = [say(where.language, "told.reminder", count=len(found))] if found else []
    for key, fits in _SECTIONS:
        lines += _section(key, [one for one in found if fits(one)], desk, where)
    lines += _section("digest.approve", waiting, desk, where)
    pressed = [one for one in found if one.days_left is not None and one.days_left <= WEEK][:MOST_PRESSED]
    return Rendered("\n".join(lines), keyboard([_answers(one, where, named=True) for one in pressed]))


async def _waiting(desk: Desk, parcel: Parcel) -> list[Card]:
    """Return the cases of a row that wait for its reader's approval still."""
    return [one for one in await desk.look(cards, parcel.values.get("approve_ids", []))
            if one.draft_version and not one.draft_approved and one.state not in ANSWERED]  # fmt: skip


def _section(key: str, found: list[Card], desk: Desk, where: Where) -> list[str]:
    if not found:
        return []
    lines: list[str] = ["", say(where.language, key, count=len(found))]
    lines += [_line(one, desk, where) for one in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        lines.append(say(where.language, "digest.more", count=len(found) - MOST_SHOWN))
    return lines


def _line(one: Card, desk: Desk, where: Where) -> str:
    """A case as one line, with the office's own day once it has come: the draft, or the approval."""
    inner = inner_line(one, where.language, desk.office) if is_inner_day(one, desk.office) else ""
    return "\n   ".join(filter(None, (line_of(one, where.language, desk.office), inner)))


_SECTIONS: Final[tuple[tuple[str, Callable[[Card], bool]], ...]] = (
    ("digest.overdue", lambda one: (one.days_left or 0) < 0),
    ("digest.today", lambda one: one.days_left == 0 or one.days_left is None),
    ("digest.coming", lambda one: one.days_left is not None and one.days_left > 0),
)


def _answers(found: Card, where: Where, named: bool = False) -> list[InlineKeyboardButton]:
    """The two answers to a reminder: I am on it, or let the next one have it."""
    first = [InlineKeyboardButton(found.ref, callback_data=Press("vaata", found.id).data())] if named else []
    return [*first, where.button("button.acknowledge", Press("ack", found.id)),
            where.button("button.pass_on", Press("pass_on", found.id))]  # fmt: skip


async def _passed(desk: Desk, parcel: Parcel, where: Where) -> Rendered | None:
    """A reminder nobody answered, told to the next of the chain; told no more once somebody is on it."""
    found = await desk.look(card, parcel.ref)
    if found.state in ANSWERED:
        return None
    said = say(where.language, f"told.{parcel.what}", ref=found.ref, by=str(parcel.values.get("by", "")))
    return Rendered(f"{said}\n\n{card_text(found, where.language, desk.office)}", keyboard([_answers(found, where)]), found)


async def _escalated(desk: Desk, parcel: Parcel, where: Where) -> Rendered | None:
    """What nobody answered by now, in one message."""
    found = [one for one in await desk.look(cards, parcel.values.get("case_ids", [])) if one.state not in ANSWERED]
    if not found:
        return None
    lines = _section("told.reminder_escalated", found, desk, where)[1:]
    return Rendered("\n".join(lines), keyboard([_answers(one, where, named=True) for one in found[:MOST_PRESSED]]))


async def _with_card(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    found = await desk.look(card, parcel.ref)
    said = _sentence_of(desk, parcel, where)
    return Rendered(
        f"{said}\n\n{card_text(found, where.language, desk.office)}", card_buttons(found, where), found
    )


async def _track_due(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """The duties of a track, a line each: what has passed is not said to be ahead, and what is owed at once has no hour."""
    found = await desk.look(card, parcel.ref)
    told = [_sentence_of(desk, parcel, where, ".".join(filter(None, (parcel.what, one.get("when")))), **one)
            for one in parcel.values.get("duties") or [parcel.values]]  # fmt: skip  # a row put in before an upgrade names one duty
    return Rendered("\n".join([*told, "", card_text(found, where.language, desk.office)]), card_buttons(found, where), found)


async def _sentence(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    return Rendered(_sentence_of(desk, parcel, where))


async def _handover(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """Everything the stand-in must know, in one message: each case with its day, what was promised and the next step."""
    found = await desk.look(cards, parcel.values.get("case_ids", []))
    lines = [_sentence_of(desk, parcel, where, count=len(found))]
    lines += [_handed(one, desk, where) for one in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        lines.append(say(where.language, "digest.more", count=len(found) - MOST_SHOWN))
    lines += _section("digest.approve", await _waiting(desk, parcel), desk, where)
    return Rendered("\n".join(lines))


def _handed(one: Card, desk: Desk, where: Where) -> str:
    """A case as one line. Promised is the day the receipt or the notice of extension named to the person."""
    promise = say(where.language, "told.handover_promise", day=day(one.due if one.extended else one.safe)) if one.safe else ""
    return say(where.language, "told.handover_line", line=Html(line_of(one, where.language, desk.office)),
               next=say(where.language, f"next.{one.state}"), promise=promise)  # fmt: skip


def _sentence_of(desk: Desk, parcel: Parcel, where: Where, as_said: str = "", **more: object) -> str:
    """Return the sentence of a row; its days and moments stand in it as ISO."""
    values: dict[str, object] = {**parcel.values, "ref": parcel.ref, **more}
    for name in ("first", "last"):
        if name in values:
            values[name] = day(date.fromisoformat(str(values[name]))) if values[name] else say(where.language, "away.open")
    if "moment" in values:
        values["moment"] = moment(datetime.fromisoformat(str(values["moment"])), desk.office.calendar.zone)
    if "until" in values:
        values["until"] = moment(datetime.fromisoformat(str(values["until"])), desk.office.calendar.zone)
    if "step" in values:
        values["step"] = say(where.language, f"input.step.{values['step']}")
    if "track" in values:
        values["track"] = say(where.language, f"track.{values['track']}")
    if "duty" in values:
        values["duty"] = say(where.language, f"duty.{values['duty']}")
    if "done" in values:
        values["done"] = say(where.language, f"child_done.{values['done']}") if values["done"] else ""
    return say(where.language, f"told.{as_said or parcel.what}", **values)


# fmt: off
CLOCK_RENDERERS: Final[Mapping[str, Renderer]] = {
    "reminder": _digest,            "reminder_escalated": _escalated,   "reminder_passed": _passed,
    "reminder_undelivered": _sentence,
    "track_started": _with_card,    "track_due": _track_due,
    "child_recorded": _with_card,   "referral_ready": _with_card,
    "report_waits": _with_card,     "report_ready": _with_card,
    "late_notice_sent": _with_card, "refused": _with_card,              "reclassified": _with_card,
    "position_expired": _with_card, "position_changed": _with_card,
    "input_came": _with_card,       "input_due": _with_card,
    "absence": _sentence,           "absence_over": _sentence,       "absence_cancelled": _sentence,
    "handover": _handover,           "return_brief": _handover,
}
# fmt: on
