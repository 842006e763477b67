"""Where the cards of a case stand: what of it is painted anew when the case has changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Select, bindparam
from sqlalchemy import select as columns

from casework.chat_messages import CARD, readers
from casework.groups import is_safe
from casework.sight import is_limited
from casework.turn import Turn
from casework.views import Card, card
from rules.kinds import Role
from storage.bulk import ask, columns_of
from storage.desk_tables import ChatMessage

IN_EACH: Final = 2  # newest cards of a chat that follow the case
MOST: Final = 5


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
    return found, places(turn, found.id, chat_id, message_id)


def places(turn: Turn, case_id: int, chat_id: int, message_id: int) -> Places:
    """Return where the case's cards stand; of a limited case no group is named."""
    rows = [(row[0], row[1]) for row in ask(turn.session, _cards(), {"case": case_id})]
    here = (chat_id, message_id)
    others = [one for one in _newest(rows) if one[0] < 0 and one != here][:MOST]
    if others and is_limited(turn.session, case_id):
        others = []
    return Places(here in rows, tuple(GroupCard(*one, readers(turn, one[0]), is_safe(turn, one[0])) for one in others))


def _newest(rows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    seen: Counter[int] = Counter()
    found = []
    for row in rows:
        seen[row[0]] += 1
        if seen[row[0]] <= IN_EACH:
            found.append(row)
    return found


@cache
def _cards() -> Select[Any]:
    shown = columns_of(ChatMessage)
    return (columns(shown["chat_id"], shown["message_id"]).where(shown["case_id"] == bindparam("case"), shown["what"] == CARD)
            .order_by(shown["id"].desc()))  # fmt: skip
