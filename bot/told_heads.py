"""What the house tells the heads by the clock: the Monday, and the live board painted anew."""

from collections.abc import Mapping
from typing import Final

from bot.board import board_text
from bot.buttons import Where
from bot.monday import monday_message
from bot.rendered import Rendered, Renderer
from casework.board import board
from casework.desk import Desk
from casework.outbox import Parcel
from casework.reach import official


async def _monday(desk: Desk, parcel: Parcel, where: Where) -> Rendered | None:
    head = await desk.look(official, int(parcel.values["official_id"]))
    if head is None:
        return None
    text, buttons = await monday_message(desk, head, where)
    return Rendered(text, buttons)


async def _board(desk: Desk, _parcel: Parcel, where: Where) -> Rendered:
    return Rendered(board_text(await desk.look(board), where.language, desk, desk.clock()))


HEAD_RENDERERS: Final[Mapping[str, Renderer]] = {"monday": _monday, "board": _board}
