"""What the house tells the press: the alert, the journalist's hour, a promise, a statement's fate, the week."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press, Where, keyboard
from bot.press_card import press_buttons, press_text, week_text
from bot.rendered import Rendered, Renderer
from bot.words import moment, say
from casework.chat_messages import PRESS
from casework.desk import Desk
from casework.outbox import Parcel
from casework.press_view import press_view
from casework.press_week import press_week
from casework.views import card


async def _alert(desk: Desk, parcel: Parcel, where: Where) -> Rendered | None:
    """The card of the press as it is now; nothing where the alert was withdrawn meanwhile."""
    view = await desk.look(press_view, parcel.ref)
    if view.withdrawn:
        return None
    found = await desk.look(card, parcel.ref)
    return Rendered(press_text(view, where.language, desk.office, desk.clock()), press_buttons(view, where), found, PRESS)


async def _near(desk: Desk, parcel: Parcel, where: Where) -> Rendered | None:
    """An hour of the press is near: the number and the hour; told only while the alert waits."""
    view = await desk.look(press_view, parcel.ref)
    if view.done or view.withdrawn:
        return None
    return Rendered(_said(desk, parcel, where), press_buttons(view, where), await desk.look(card, parcel.ref), PRESS)


async def _statement(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """A statement waits for a head, or has come back: one press opens it in private."""
    found = await desk.look(card, parcel.ref)
    read = where.button("button.press_statement", Press("avaldus", found.id))
    return Rendered(_said(desk, parcel, where), keyboard([[read]]))


async def _week(desk: Desk, _parcel: Parcel, where: Where) -> Rendered:
    return Rendered(week_text(await desk.look(press_week), where.language, desk.office.calendar.zone))


async def _confirm(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    key = "told.media_confirm_yes" if parcel.values.get("yes") else "told.media_confirm_no"
    return Rendered(say(where.language, key, ref=parcel.ref, by=str(parcel.values.get("by", ""))))


async def _asked(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """The press asks the official; the answer is written by a command in private."""
    found = await desk.look(card, parcel.ref)
    look = [InlineKeyboardButton(found.ref, callback_data=Press("vaata", found.id).data())]
    return Rendered(_said(desk, parcel, where), keyboard([look]), found)


def _said(desk: Desk, parcel: Parcel, where: Where) -> str:
    values: dict[str, object] = {**parcel.values, "ref": parcel.ref}
    for name in ("moment", "until"):
        if name in values:
            values[name] = moment(datetime.fromisoformat(str(values[name])), desk.office.calendar.zone)
    return say(where.language, f"told.{parcel.what}", **values)


# fmt: off
PRESS_RENDERERS: Final[Mapping[str, Renderer]] = {
    "media_alert": _alert,          "press_deadline": _near,         "press_promise": _near,       "press_reminder": _near,
    "statement_waits": _statement,  "statement_approved": _statement, "statement_returned": _statement,
    "press_week": _week,            "media_confirm": _confirm,       "press_asks": _asked,
}
# fmt: on
