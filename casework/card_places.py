"""Where the cards of a case stand: what of it is painted anew when the case has changed."""

from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy import select as columns

from casework.chat_messages import CARD, IN_EACH, newest_in_each, readers
from casework.groups import is_safe
from casework.sight import is_limited
from casework.turn import Turn
from casework.views import Card, card
from rules.kinds import Child, Role
from storage.bulk import ask, columns_of
from storage.desk_tables import ChatMessage

MOST = 5  # newest cards that follow the case
ALERTS_IN_EACH, ALERTS = 8, 16  # where a child's alert may have been repeated: none may go on saying that nobody has taken it


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A card of the case in one of our groups. `safe`: nobody unknown was seen there lately."""

    chat_id: int
    message_id: int
    roles: frozenset[Role]
    safe: bool


@dataclass(frozen=True, slots=True)
class Places:
    """`here`: the message asked about is a card of the case. `others`: its newest cards in groups, but for that message."""

    here: bool
    others: tuple[GroupCard, ...]


def card_and_places(turn: Turn, ref: str, chat_id: int, message_id: int) -> tuple[Card, Places]:
    """Return the card of a case and where it stands. Raises NoSuchCase."""
    found = card(turn, ref)
    return found, places(turn, found.id, chat_id, message_id, raised=found.child is not Child.NONE)


def places(turn: Turn, case_id: int, chat_id: int, message_id: int, *, raised: bool) -> Places:
    """Return where the case's cards stand; of a limited case no group is named. `raised`: a child's alert was raised for it."""
    rows = [(row[0], row[1]) for row in ask(turn.session, _cards(), {"case": case_id})]
    here = (chat_id, message_id)
    in_each, most = (ALERTS_IN_EACH, ALERTS) if raised else (IN_EACH, MOST)
    others = [one for one in newest_in_each(rows, itemgetter(0), in_each) if one[0] < 0 and one != here][:most]
    if others and is_limited(turn.session, case_id):
        others = []
    return Places(here in rows, tuple(GroupCard(*one, readers(turn, one[0]), is_safe(turn, one[0])) for one in others))


@cache
def _cards() -> Select[Any]:
    shown = columns_of(ChatMessage)
    return (columns(shown["chat_id"], shown["message_id"]).where(shown["case_id"] == bindparam("case"), shown["what"] == CARD)
            .order_by(shown["id"].desc()))  # fmt: skip
