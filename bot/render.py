"""A row of the outbox becomes a message of this moment: in the reader's language, with the buttons and the masking of now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError, TimedOut

from bot.buttons import Press, Where, card_buttons, child_rows, keyboard
from bot.cards import alert_text, card_text
from bot.pen import held_reason, receipt_row
from bot.rendered import Rendered, Renderer
from bot.told_calendar import dates_moved
from bot.told_citizens import CITIZEN_RENDERERS
from bot.told_clocks import CLOCK_RENDERERS
from bot.told_heads import HEAD_RENDERERS
from bot.told_letters import LETTER_RENDERERS
from bot.told_press import PRESS_RENDERERS
from bot.unsettled import paper_name, settle_row
from bot.words import say
from casework.desk import Desk
from casework.outbox import STOPPED, Parcel
from casework.views import Card, card

OPEN: Final = (TimedOut.__name__, NetworkError.__name__, STOPPED)  # after these a message may have come all the same


async def render(desk: Desk, parcel: Parcel, where: Where) -> Rendered | None:
    """Return the message of a row, None where there is nothing left to tell. Raises KeyError for a name without a message."""
    return await RENDERERS[parcel.what](desk, parcel, where)


async def _with_card(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """A sentence above the card of the case as it is now."""
    found = await desk.look(card, parcel.ref)
    return Rendered(
        f"{_told(parcel, where)}\n\n{card_text(found, where.language, desk.office)}", card_buttons(found, where), found
    )


async def _sentence(_desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    return Rendered(_told(parcel, where))


async def _backlog(_desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """Old letters whose receipts wait for a decision, with the two presses that decide."""
    return Rendered(_told(parcel, where), keyboard([receipt_row(where.button)] if where.may("receipts") else []))


async def _unsettled(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """A letter whose fate a person must settle, with the two presses that do it."""
    found = await desk.look(card, parcel.ref) if parcel.ref else None
    rows: list[list[InlineKeyboardButton]] = []
    if parcel.values.get("item_id"):
        rows.append(settle_row(where.button, parcel.values["item_id"], parcel.ref))
    text = _told(parcel, where)
    if found:
        rows += (card_buttons(found, where) or InlineKeyboardMarkup([])).inline_keyboard  # type: ignore[arg-type]
        text = f"{text}\n\n{card_text(found, where.language, desk.office)}"
    return Rendered(text, keyboard(rows), found)


async def _child(desk: Desk, parcel: Parcel, where: Where) -> Rendered | None:
    """The alert of a child's case: the buttons that matter stand first. Told again only while nobody has taken it."""
    found = await desk.look(card, parcel.ref)
    number = int(parcel.values.get("number", 1))
    if not found.child_open or (found.child_taken_by and number > 1):
        return None
    words = say(where.language, f"told.{parcel.what}", ref=found.ref, level=say(where.language, f"child.{found.child}"))
    again = say(where.language, "told.again", number=number) if number > 1 else ""
    if parcel.recipient == f"chat:{desk.office.alarms.night_chat}":
        return Rendered(" ".join(filter(None, (words, again))))  # the night desk gets the number only
    text = "\n\n".join(
        [
            " ".join(filter(None, (words, again, _repeated(parcel, where)))),
            alert_text(found, where.language, desk.office),
        ]
    )
    rows = child_rows(found, where) if where.may("laps") else []
    return Rendered(text, keyboard([*rows, *_looks(found, where)]), found)


async def _removed(_desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """Somebody has left: the way to what still lies on that desk."""
    count, left = parcel.values["count"], parcel.values.get("official_id", 0)
    row = [where.button("button.open_cases", Press("tahtajad", words=f"0 h={left}"), count=count)] if count and left else []
    return Rendered(_told(parcel, where), keyboard([row]))


async def _held(_desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """A letter in the holding pen: what it is, and the way to the list."""
    values = parcel.values
    lines = [
        say(
            where.language,
            "told.held",
            id=values["held_id"],
            why=held_reason(where.language, str(values.get("why", ""))),
        )
    ]
    if values.get("danger"):
        lines.insert(0, say(where.language, "told.held_danger"))
    number, row = values["held_id"], []
    if proposed := values.get("proposed_ref"):
        lines.append(say(where.language, "told.held_proposed", ref=proposed))
        row.append(
            where.button("button.held_attach", Press("ootel", words=f"{number} {proposed}"), id=number, ref=proposed)
        )
    row.append(where.button("button.held_new", Press("ootel", words=f"{number} uus"), id=number))
    row.append(where.button("button.held_no", Press("ootel", words=f"{number} ei"), id=number))
    return Rendered("\n".join(lines), keyboard([row[:1], row[1:]]))


def _looks(found: Card, where: Where) -> list[list[InlineKeyboardButton]]:
    return [[where.content_button("button.letter", "kiri", found)]] if where.may("kiri") else []


def _told(parcel: Parcel, where: Where) -> str:
    """Return the sentence of a row with its plain values in words."""
    values = {**parcel.values, "ref": parcel.ref or parcel.values.get("ref", "")}
    if "paper" in values:
        values["paper"] = paper_name(where.language, str(values["paper"]))
    if parcel.what == "stranger_in_group":
        values["group"] = say(where.language, f"group.{values['group']}")
    if "since" in values:
        values["since"] = (
            f"{datetime.fromisoformat(str(values['since'])):%d.%m.%Y %H.%M}"  # of the office, as it was told
        )
    name = parcel.what
    if name == "mailbox_trouble":
        name = f"mailbox_trouble.{values['kind']}"
    return say(where.language, f"told.{name}", **values) + _repeated(parcel, where)


def _repeated(parcel: Parcel, where: Where) -> str:
    """Mark a message that may have come already: the answer to the first try was lost."""
    return " " + say(where.language, "told.repeated") if parcel.trouble in OPEN else ""


# fmt: off
RENDERERS: Final[Mapping[str, Renderer]] = {
    **CLOCK_RENDERERS,
    **LETTER_RENDERERS,
    **CITIZEN_RENDERERS,
    "stranger_in_group": _sentence,
    "citizen_blocked": _with_card,    "twin_case": _with_card,
    **PRESS_RENDERERS,
    **HEAD_RENDERERS,
    "new_case": _with_card,         "assigned": _with_card,          "assigned_away": _with_card,
    "approved": _with_card,         "returned": _with_card,          "draft_waits": _with_card,
    "answer_sent": _with_card,      "extended": _with_card,          "clarification_sent": _with_card,
    "forwarded": _with_card,        "media_withdrawn": _with_card,   "receipt_at_fault": _with_card, "text_at_fault": _with_card,
    "waits_long": _unsettled,       "partly_delivered": _unsettled,  "undelivered": _unsettled,   "uncertain": _unsettled,
    "child_alert": _child,          "child_ask_again": _child,
    "held": _held,
    "set_aside": _sentence,         "wrong_codes": _sentence,        "backlog": _backlog,
    "page_codes": _sentence,
    "receipts_held_back": _sentence, "unreachable": _sentence,       "bot_removed": _sentence,
    "deaf_door": _sentence,         "clock_jumped": _sentence,       "removed": _removed,
    "calendar_ends": _sentence,     "dates_moved": dates_moved,
    "census_caught_up": _sentence,  "census_missing": _sentence,     "census_gone": _sentence,
    "canary_missing": _sentence,    "storage_deaf": _sentence,       "mailbox_renumbered": _sentence,
    "mailbox_trouble": _sentence,   "office_files_refused": _sentence, "surge": _sentence, "campaign_waits": _sentence, "campaign_sent": _sentence, "telegram_gap": _sentence,
}
# fmt: on
