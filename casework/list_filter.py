"""What a list of cases is narrowed to: a kind, a topic, a handler, only what is late; small enough for a button."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col

from casework.turn import Turn
from rules.kinds import Kind
from storage.tables import Case


@dataclass(frozen=True, slots=True)
class Filter:
    kind: str = ""
    topic: str = ""
    handler_id: int = 0
    late: bool = False

    def __bool__(self) -> bool:
        return bool(self.kind or self.topic or self.handler_id or self.late)

    def data(self) -> str:
        """Return the filter as the words of a button."""
        told = (f"k={self.kind}" if self.kind else "", f"t={self.topic}" if self.topic else "",
                f"h={self.handler_id}" if self.handler_id else "", "late" if self.late else "")  # fmt: skip
        return ",".join(filter(None, told))

    def conditions(self, turn: Turn) -> tuple[Any, ...]:
        found: list[Any] = []
        if self.kind:
            found.append(Case.kind == self.kind)
        if self.topic:
            found.append(Case.topic == self.topic)
        if self.handler_id:
            found.append(Case.handler_id == self.handler_id)
        if self.late:
            found += [col(Case.safe).is_not(None), col(Case.safe) < turn.today]
        return tuple(found)


NONE = Filter()


def read_filter(data: str) -> Filter:
    """Return the filter of a button's words; whatever is not ours narrows nothing."""
    told = dict(part.partition("=")[::2] for part in data.split(",") if part)
    kind, handler = told.get("k", ""), told.get("h", "")
    return Filter(kind if kind in set(Kind) else "", told.get("t", ""), int(handler) if handler.isdecimal() else 0, "late" in told)
