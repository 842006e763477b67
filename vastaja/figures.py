"""The figures of the house for Prometheus: numbers by a word, nothing of a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func
from sqlmodel import col, select

from casework.turn import Turn
from rules.life import WAITING, State
from rules.records import Dispatch, Filed
from storage.desk_tables import ChildTrack, OutboxItem
from storage.tables import Case, Ledger
from vastaja.health import DoorState

UNSETTLED: Final = (Dispatch.PENDING, Dispatch.SENDING, Dispatch.UNCERTAIN, Dispatch.NEVER)
NEWEST: Final = 200  # receipts whose way is timed
SOON: Final = (
    ("past", timedelta(days=-1)),
    ("today", timedelta(0)),
    ("2 days", timedelta(days=2)),
    ("7 days", timedelta(days=7)),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the database says at one moment: numbers by a word, nothing of a person."""

    letters: Mapping[str, int]  # by outcome
    outbox: Mapping[tuple[str, str], int]  # by channel and state
    oldest: Mapping[str, datetime]  # by channel: when the oldest item that waits was decided
    cases: Mapping[str, int]  # by state
    due: Mapping[str, int]  # unanswered cases by how soon the safe day is
    overdue: int  # past the legal day
    children: Mapping[str, int]  # open tracks: taken or not
    receipts: tuple[float, ...]  # seconds from decision to the server's word, of the newest ones


def count(turn: Turn) -> Figures:
    """Count letters, cases and what goes out."""
    session = turn.session
    unsettled = col(OutboxItem.state).in_(UNSETTLED)
    waiting = session.exec(
        select(OutboxItem.channel, func.min(OutboxItem.decided)).where(
            unsettled, OutboxItem.state != Dispatch.NEVER, OutboxItem.try_after <= turn.now).group_by(OutboxItem.channel))  # fmt: skip
    return Figures(
        letters=dict(session.exec(select(Ledger.outcome, func.count()).group_by(col(Ledger.outcome))).all()),
        outbox={(channel, state): number for channel, state, number in session.exec(
            select(OutboxItem.channel, OutboxItem.state, func.count()).where(unsettled)
            .group_by(OutboxItem.channel, col(OutboxItem.state)))},
        oldest=dict(waiting.all()),
        cases=dict(session.exec(select(Case.state, func.count()).group_by(col(Case.state))).all()),
        due=_due(turn), children=_children(turn), receipts=_receipts(turn),
        overdue=session.exec(select(func.count()).select_from(Case).where(
            col(Case.state).in_(WAITING), col(Case.due) < turn.today)).one(),
    )  # fmt: skip


def _due(turn: Turn) -> dict[str, int]:
    """Count unanswered cases by the days to their safe day; each case once."""
    rows = turn.session.exec(select(col(Case.safe), func.count()).where(
        col(Case.state).in_(WAITING), col(Case.safe).is_not(None),
        col(Case.safe) <= turn.today + SOON[-1][1]).group_by(col(Case.safe))).all()  # fmt: skip
    counts = dict.fromkeys((name for name, _ in SOON), 0)
    for safe, number in rows:
        name = next(name for name, within in SOON if safe and safe <= turn.today + within)
        counts[name] += number
    return counts


def _children(turn: Turn) -> dict[str, int]:
    rows = turn.session.exec(select(ChildTrack.taken_at).where(col(ChildTrack.done_at).is_(None))).all()
    return {"no": sum(at is None for at in rows), "yes": sum(at is not None for at in rows)}


def _receipts(turn: Turn) -> tuple[float, ...]:
    rows = turn.session.exec(select(OutboxItem.decided, OutboxItem.settled_at).where(
        OutboxItem.what == "receipt", OutboxItem.state == Dispatch.SENT).order_by(col(OutboxItem.decided).desc()).limit(NEWEST))  # fmt: skip
    return tuple((settled - decided).total_seconds() for decided, settled in rows if settled)


def shown(figures: Figures, doors: Mapping[str, DoorState], now: datetime, lag: float) -> bytes:
    """Return the figures as Prometheus reads them (its text format, 0.0.4)."""
    registry = CollectorRegistry()
    registry.register(_Shown(figures, doors, now, lag))
    return generate_latest(registry)


class _Shown(Collector):
    """The figures in the words of Prometheus."""

    def __init__(self, figures: Figures, doors: Mapping[str, DoorState], now: datetime, lag: float) -> None:
        self._figures, self._doors, self._now, self._lag = figures, doors, now, lag

    def collect(self) -> Iterable[Metric]:
        figures, doors, now = self._figures, self._doors, self._now
        yield _gauge("vastaja_letters", "Messages ever seen, by what became of them.", ["outcome"],
                     {(word,): figures.letters.get(word, 0) for word in Filed})  # fmt: skip
        yield _gauge("vastaja_outbox_items", "What is decided and not settled.", ["channel", "state"],
                     {(channel, state): figures.outbox.get((channel, state), 0)
                      for channel in ("mail", "chat") for state in UNSETTLED})  # fmt: skip
        yield _gauge("vastaja_outbox_oldest_seconds", "Age of the oldest item that is due to be sent.", ["channel"],
                     {(channel,): (now - figures.oldest[channel]).total_seconds() if channel in figures.oldest else 0
                      for channel in ("mail", "chat")})  # fmt: skip
        yield _gauge("vastaja_cases", "Cases by state.", ["state"],
                     {(state,): figures.cases.get(state, 0) for state in State})  # fmt: skip
        still_open = sum(number for state, number in figures.cases.items() if state != State.CLOSED)
        yield _gauge("vastaja_cases_open", "Cases that are not closed.", [], {(): still_open})
        yield _gauge("vastaja_cases_overdue", "Unanswered cases whose legal day is past.", [], {(): figures.overdue})
        yield _gauge("vastaja_cases_due", "Unanswered cases by how soon their safe day is.", ["within"],
                     {(name,): number for name, number in figures.due.items()})  # fmt: skip
        yield _gauge("vastaja_child_tracks_open", "Children's tracks whose end is not recorded, by whether a person took them.",
                     ["taken"], {(name,): number for name, number in figures.children.items()})  # fmt: skip
        yield _gauge("vastaja_receipt_seconds", "From the decision to the mail server's word, of the newest receipts.", ["quantile"],
                     {(name,): _quantile(figures.receipts, float(name)) for name in ("0.5", "0.95")})  # fmt: skip
        yield _gauge(
            "vastaja_loop_lag_seconds", "The greatest lateness of the house's loop in a minute.", [], {(): self._lag}
        )
        yield _gauge("vastaja_door_ok", "1 where the door hears the world outside.", ["door"],
                     {(name,): int(door.ok) for name, door in doors.items()})  # fmt: skip
        yield _gauge("vastaja_door_last_contact_seconds", "Time since the far side of the door last answered.", ["door"],
                     {(name,): (now - (door.heard or door.since)).total_seconds() for name, door in doors.items()})  # fmt: skip


def _quantile(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else 0.0


def _gauge(name: str, words: str, labels: Sequence[str], values: Mapping[Any, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=labels)
    for label, value in values.items():
        family.add_metric([str(word) for word in label], value)
    return family
