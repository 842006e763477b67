"""Every labelled letter goes through the house, and nothing that leaves it toward chat, press, log or export names anybody in it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from structlog.testing import capture_logs

from bot.buttons import Where
from bot.cards import card_text, line_of
from bot.render import render
from casework import views
from casework.desk import Desk
from casework.outbox import Parcel, Told, claim, settle
from casework.record import record
from reading.examples import Example, held_out_letters, letters_looked_at
from reading.page import Senders
from rules.kinds import Language
from rules.records import Dispatch
from storage.tables import Event
from tests.databases import Databases
from tests.house import hire, letter, make_desk, make_office, receive
from vastaja.case_rows import case_rows, ledger_rows, whole_case
from vastaja.register_rows import register_rows

SIXTY = Path(__file__).parent.parent / "letters" / "sixty"
NO_MESSAGE = ("to_citizen", "letter_to_citizen", "delete_message")
# What a letter is about is said in words of our own: the topic's name, the kind's, a sign's.
OUR_WORDS = re.compile(r"\bautism|depressioon|dementsus|epilepsia", re.IGNORECASE)


def own_letters() -> list[Example]:
    """Return the labelled letters that are full of names: those kept apart but the fourth set, and those of November and of the strangers."""
    named = [one for one in letters_looked_at() if one.name.startswith(("november", "strangers"))]
    apart = [one for one in held_out_letters() if not one.name.startswith("fourth")]  # 99 more, few of them full of names: half a minute of the suite
    return [one for one in (*apart, *named) if one.labels["personal_data"] and not one.labels["automatic"]]


def private(listed: list[dict[str, Any]]) -> list[str]:
    """Return what nobody outside may read: not officials in office, and nothing so short that any word may hold it."""
    return [one["text"] for one in listed if one.get("role") != "official" and len(one["text"]) > 3 and not OUR_WORDS.search(one["text"])]


@pytest.fixture(scope="module")
def desk(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    office = make_office()
    mapped = Senders(office.senders.own, (*office.senders.authorities, "politsei.example", "riigikogu.example"), office.senders.outlets)
    desk = make_desk(databases.new(tmp_path_factory.mktemp("door")), office=replace(office, senders=mapped))
    hire(desk)
    yield desk
    desk.store.close()


async def said_in_chat(desk: Desk) -> list[str]:
    """Return what the chat is told, in the words of the chat."""
    said: list[str] = []
    while parcels := await desk.do(claim, "chat", 50):
        for parcel in parcels:
            said += await _words(desk, parcel)
        await desk.do(settle, [Told(one.id, one.fence, Dispatch.SENT) for one in parcels])
    return said


async def _words(desk: Desk, parcel: Parcel) -> list[str]:
    if parcel.what in NO_MESSAGE:
        return []
    shown = await render(desk, parcel, Where(Language.ESTONIAN))
    if shown is None:
        return []
    return [shown.text, *(button.text for row in (shown.keyboard.inline_keyboard if shown.keyboard else ()) for button in row)]


def exported(desk: Desk, refs: list[str]) -> str:
    """Return all that the command line writes out, and the cards and entries of each case."""
    look = desk.look_now
    cards = [look(views.card, ref) for ref in refs]
    parts: list[Any] = [
        look(case_rows), look(lambda turn: list(register_rows(turn, date(2020, 1, 1)))), look(lambda turn: list(ledger_rows(turn))),
        [without_addressees(look(whole_case, ref)) for ref in refs], [look(lambda turn, ref=ref: str(record(turn, ref))) for ref in refs],
        [card_text(one, Language.ESTONIAN, desk.office) + line_of(one, Language.ESTONIAN, desk.office) for one in cards],
        look(lambda turn: [(one.what, one.note) for one in turn.session.exec(select(Event)).all()]),
    ]  # fmt: skip
    return json.dumps(parts, ensure_ascii=False, default=str)


def without_addressees(case: dict[str, Any]) -> dict[str, Any]:
    """`vastaja show` names to the operator where a letter of ours went: that is asked for, and no export."""
    return {**case, "outbox": [{name: value for name, value in item.items() if name != "to"} for item in case["outbox"]]}


def left_readable(letters: list[tuple[str, list[str]]], out: str) -> list[str]:
    return [f"{name}: {one}" for name, listed in letters for one in listed if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", out)]


async def test_nothing_that_leaves_names_anybody_in_our_own_letters(desk: Desk, tmp_path: Path) -> None:
    listed: list[tuple[str, list[str]]] = []
    refs: list[str] = []
    with capture_logs() as logs:
        for number, one in enumerate(own_letters()):
            page = one.page
            raw = letter(page.text, page.subject, f"Kirjutaja <{page.sender}>", f"<d{number}@post.example>")
            refs.append(receive(desk, tmp_path, raw, number + 1)[1])
            listed.append((one.name, private(one.labels["personal_data"])))
    out = "\n".join([*await said_in_chat(desk), exported(desk, [ref for ref in dict.fromkeys(refs) if ref]), str(logs)])
    assert len(listed) > 60
    assert left_readable(listed, out) == []


async def test_nothing_that_leaves_names_anybody_in_the_sixty(desk: Desk, tmp_path: Path) -> None:
    listed: list[tuple[str, list[str]]] = []
    refs: list[str] = []
    for number, line in enumerate((SIXTY / "labels.jsonl").read_text(encoding="utf-8").splitlines()):
        labels = json.loads(line)
        refs.append(receive(desk, tmp_path, (SIXTY / labels["file"]).read_bytes(), 1000 + number)[1])
        listed.append((labels["file"], private(labels["personal_data"])))
    out = "\n".join([*await said_in_chat(desk), exported(desk, [ref for ref in dict.fromkeys(refs) if ref])])
    assert left_readable(listed, out) == []
