"""A report of figures as plain words and numbers: what each kind of file is made from."""

from dataclasses import dataclass, field
from typing import Any, Final

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title. `key` names it in files for programs; a column whose key ends in `_percent` is shown with %."""

    key: str
    title: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars: for each label one value a part, put on each other; `upright` where the labels are a course of time."""

    title: str
    parts: tuple[tuple[str, str], ...]  # name, colour
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """One figure that stands large: its key for programs, its words, how it is written, and the figure itself."""

    key: str
    label: str
    written: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    period: str
    office: str
    made: str
    language: str
    first: str  # ISO days
    last: str
    numbers: tuple[Number, ...]
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = field(default=())


def report_from(told: dict[str, Any]) -> Report:
    """Return a report from what `dataclasses.asdict` made of it and JSON carried."""
    charts = tuple(Chart(one["title"], _pairs(one["parts"]), tuple((label, tuple(values)) for label, values in one["rows"]), one["upright"])
                   for one in told["charts"])  # fmt: skip
    tables = tuple(Table(one["key"], one["title"], tuple(one["keys"]), tuple(one["columns"]), tuple(map(tuple, one["rows"])))
                   for one in told["tables"])  # fmt: skip
    return Report(told["title"], told["period"], told["office"], told["made"], told["language"], told["first"], told["last"],
                  tuple(Number(**one) for one in told["numbers"]), charts, tables,
                  tuple(told["notes"]))  # fmt: skip


def _pairs(told: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in told)


PERCENT: Final = "_percent"


def written(key: str, cell: Cell) -> str:
    """Return a cell as a person reads it: 92 %, 7,5, – where there is nothing."""
    if cell is None or cell == "":
        return "–"
    if key.endswith(PERCENT):
        return f"{cell:.0f} %" if isinstance(cell, int | float) else str(cell)
    if isinstance(cell, float):
        return f"{cell:.1f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{cell:,}".replace(",", " ") if isinstance(cell, int) else cell
