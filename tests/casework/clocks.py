"""What the tests of clocks ask the outbox."""

from sqlmodel import col, select

from casework.desk import Desk
from casework.turn import Turn
from rules.records import Dispatch
from storage.desk_tables import OutboxItem


def told(desk: Desk, what: str, to: str = "") -> list[OutboxItem]:
    """Return what was put into the outbox under this name, in order."""

    def find(turn: Turn) -> list[OutboxItem]:
        rows = turn.session.exec(select(OutboxItem).where(OutboxItem.what == what).order_by(col(OutboxItem.id)))
        return [row for row in rows if to in ("", row.recipient)]

    return desk.look_now(find)


def mailed(desk: Desk, to: str) -> list[str]:
    """Return the subjects of the house's own letters to an address."""
    return [str(one.values["subject"]) for one in told(desk, "alarm") if one.recipient == to]


def fate(desk: Desk, what: str, state: Dispatch) -> None:
    """Let everything of this name have come to this end."""

    def settle(turn: Turn) -> None:
        for row in turn.session.exec(select(OutboxItem).where(OutboxItem.what == what)):
            row.state = state
            turn.session.add(row)

    desk.do_now(settle)
