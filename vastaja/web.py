"""The house's small web door: is it well, is it ready, and its figures. Answers GET only, and tells nothing of anybody."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casework.desk import Desk
from casework.turn import Turn
from rules.life import State
from rules.records import Dispatch, Filed
from storage.desk_tables import OutboxItem
from storage.tables import Case, Ledger
from vastaja.health import DoorState

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
UNSETTLED: Final = (Dispatch.PENDING, Dispatch.SENDING, Dispatch.UNCERTAIN, Dispatch.NEVER)

Doors = Callable[[], Mapping[str, DoorState]]


def make_web(desk: Desk, health: Doors, more: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the web door: /health, /ready and /metrics, and `more` routes under the same headers."""

    async def well(_: Request) -> Response:
        doors = health()
        return JSONResponse(
            {name: {"ok": door.ok, "since": door.since.isoformat(timespec="seconds"), "sentence": door.sentence}
             for name, door in doors.items()},
            status_code=200 if all(door.ok for door in doors.values()) else 503,
        )  # fmt: skip

    async def ready(_: Request) -> Response:
        try:
            await desk.look(_reachable)
        except (SQLAlchemyError, OSError):
            return JSONResponse({"ready": False}, status_code=503)
        return JSONResponse({"ready": True})

    async def metrics(_: Request) -> Response:
        try:
            figures = await desk.look(count)
        except (SQLAlchemyError, OSError):
            return PlainTextResponse("the database does not answer\n", status_code=503)
        registry = CollectorRegistry()
        registry.register(_Shown(figures, health(), desk.clock()))
        return Response(generate_latest(registry), media_type="text/plain; version=0.0.4; charset=utf-8")

    return Starlette(
        routes=[Route("/health", well, methods=["GET"]), Route("/ready", ready, methods=["GET"]),
                Route("/metrics", metrics, methods=["GET"]), *more],
        middleware=[Middleware(_SafeHeaders)],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """What the database says at one moment: numbers by a word, nothing of a person."""

    letters: Mapping[str, int]  # by outcome
    outbox: Mapping[tuple[str, str], int]  # by channel and state
    oldest: Mapping[str, datetime]  # by channel: when the oldest item that waits was decided
    cases: Mapping[str, int]  # by state
    overdue: int


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
        overdue=session.exec(select(func.count()).select_from(Case).where(
            col(Case.state).not_in((State.SENT, State.CLOSED)), col(Case.due) < turn.today)).one(),
    )  # fmt: skip


def _reachable(turn: Turn) -> None:
    turn.session.exec(select(func.count()).select_from(Case).limit(1)).one()


class _Shown(Collector):
    """The figures in the words of Prometheus."""

    def __init__(self, figures: Figures, doors: Mapping[str, DoorState], now: datetime) -> None:
        self._figures, self._doors, self._now = figures, doors, now

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
        yield _gauge("vastaja_door_ok", "1 where the door hears the world outside.", ["door"],
                     {(name,): int(door.ok) for name, door in doors.items()})  # fmt: skip
        yield _gauge("vastaja_door_last_contact_seconds", "Time since the far side of the door last answered.", ["door"],
                     {(name,): (now - (door.heard or door.since)).total_seconds() for name, door in doors.items()})  # fmt: skip


def _gauge(name: str, words: str, labels: Sequence[str], values: Mapping[Any, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=labels)
    for label, value in values.items():
        family.add_metric([str(word) for word in label], value)
    return family


class _SafeHeaders:
    """Puts the headers on every answer that has not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_safely)
