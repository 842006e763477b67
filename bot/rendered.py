"""What a row of the outbox has become: a message ready to go to a chat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.buttons import Where
from casework.chat_messages import CARD
from casework.desk import Desk
from casework.outbox import Parcel
from casework.views import Card


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message ready to go. `card` is the case it shows, so that it can be answered and painted anew."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    card: Card | None = None
    what: str = CARD  # as what it is remembered


Renderer = Callable[[Desk, Parcel, Where], Awaitable[Rendered | None]]
