"""Every labelled letter goes through the house, and nothing that leaves it toward chat, press, log or export names anybody in it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from sqlmodel import select
from structlog.testing import capture_logs

from bot.buttons import Where
from bot.cards import card_text, line_of
from bot.proof import sign_names
from bot.render import render
from casework import views
from casework.calendar_feed import calendar_of
from casework.content import why
from casework.desk import Desk
from casework.figures import figures
from casework.outbox import Parcel, Told, claim, settle
from casework.receive import Arrival, take_in
from casework.record import record
from casework.register import file_letter
from casework.report import report_of
from casework.turn import Turn
from casework.understand import Understood, understand_octets
from reading.examples import LETTERS, Example, examples, examples_of
from reading.page import Senders
from rules.kinds import Language
from rules.records import Dispatch
from storage.tables import Event, Ledger
from tests.databases import Databases
from tests.house import MONDAY, hire, letter, make_desk, make_office
from vastaja.case_rows import case_rows, ledger_rows, whole_case
from vastaja.health import Health
from vastaja.register_rows import register_rows
from vastaja.web import make_web

SIXTY = Path(__file__).parent.parent / "letters" / "sixty"
NO_MESSAGE = ("to_citizen", "letter_to_citizen", "delete_message")
AT_ONCE = 40  # letters filed in one turn: a commit each would be most of the time
# What a letter is about is said in words of our own: the topic's name, the kind's, a sign's.
OUR_WORDS = re.compile(r"\bautism|depressioon|dementsus|epilepsia", re.IGNORECASE)
OUR_PEOPLE = frozenset({"Mari", "Mets", "Jüri", "Jõgi", "Helve", "Hein", "Piret", "Press"})  # cards name who works on a case


def own_letters() -> Iterator[Example]:
    """Yield each letter of ours that carries labels of personal data, whatever else it is kept for."""
    for one in (*(one for path in sorted(LETTERS.glob("*.jsonl")) for one in examples_of(path)), *examples()):
        if one.labels["personal_data"] and not one.labels["automatic"]:
            yield one


def octets() -> Iterator[tuple[str, bytes, list[dict[str, Any]]]]:
    """Yield the name, the octets and the labels of the sixty and of our own letters."""
    for line in (SIXTY / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        yield labels["file"], (SIXTY / labels["file"]).read_bytes(), labels["personal_data"]
    for number, one in enumerate(own_letters()):
        page = one.page
        raw = letter(page.text, page.subject, f"Kirjutaja <{page.sender}>", f"<d{number}@post.example>")
        yield one.name, raw, one.labels["personal_data"]


def private(listed: list[dict[str, Any]]) -> list[str]:
    """Return what nobody outside may read: not officials in office, nothing so short that any word may hold it, no name that is also of one of ours."""
    texts = [one["text"] for one in listed if one.get("role") != "official"]
    return [one for one in texts if len(one) > 3 and not OUR_WORDS.search(one) and not OUR_PEOPLE.issuperset(one.split())]


@pytest.fixture
def desk(databases: Databases, tmp_path: Path) -> Iterator[Desk]:
    office = make_office()
    mapped = Senders(office.senders.own, (*office.senders.authorities, "politsei.example", "riigikogu.example"), office.senders.outlets)
    desk = make_desk(databases.new(tmp_path), office=replace(office, senders=mapped))
    hire(desk)
    yield desk
    desk.store.close()


def filed(desk: Desk, raws: list[bytes]) -> list[str]:
    """File these letters as the mail loop does, many in a turn, and return the references of their cases."""
    assert desk.originals is not None
    kept = desk.originals.keep_all(raws)
    arrivals = [Arrival(digest, len(raw), MONDAY, 1, uid) for uid, (digest, raw) in enumerate(zip(kept, raws, strict=True), 1)]
    ids = desk.do_now(take_in, "imap:info", "INBOX", arrivals)
    understood = [understand_octets(raw, desk.office.senders) for raw in raws]
    for at in range(0, len(ids), AT_ONCE):
        desk.do_now(_file_all, list(zip(ids[at : at + AT_ONCE], understood[at : at + AT_ONCE], strict=True)))
    refs = desk.look_now(lambda turn: list(turn.session.exec(select(Ledger.ref)).all()))
    return [ref for ref in dict.fromkeys(refs) if ref]


def _file_all(turn: Turn, letters: list[tuple[int, Understood]]) -> None:
    for ledger_id, understood in letters:
        file_letter(turn, ledger_id, understood)


async def said(desk: Desk) -> list[str]:
    """Return what the chat is told, in the words of the chat, and what goes by mail to the house's own people."""
    told: list[str] = []
    for channel in ("chat", "mail"):
        while parcels := await desk.do(claim, channel, 200):
            for parcel in parcels:
                told += await _words(desk, parcel) if channel == "chat" else _own_mail(parcel)
            await desk.do(settle, [Told(one.id, one.fence, Dispatch.SENT) for one in parcels])
    return told


async def _words(desk: Desk, parcel: Parcel) -> list[str]:
    if parcel.what in NO_MESSAGE:
        return []
    shown = await render(desk, parcel, Where(Language.ESTONIAN))
    if shown is None:
        return []
    return [shown.text, *(button.text for row in (shown.keyboard.inline_keyboard if shown.keyboard else ()) for button in row)]


def _own_mail(parcel: Parcel) -> list[str]:
    """Press mail, alarms, the night desk: not the receipt, which goes to who wrote."""
    return [parcel.subject, parcel.text] if parcel.recipient.endswith("@ska.example") else []


def exported(turn: Turn, refs: list[str]) -> list[Any]:
    """Return all that the command line writes out, the cards, the reasons by name and the entries of each case."""
    cards = [views.card(turn, ref) for ref in refs]
    found = figures(turn, date(2026, 11, 1), date(2026, 11, 30))
    return [
        case_rows(turn), list(register_rows(turn, date(2020, 1, 1))), list(ledger_rows(turn)),
        [without_addressees(whole_case(turn, ref)) for ref in refs], [str(record(turn, ref)) for ref in refs],
        [card_text(one, spoken, turn.office) + line_of(one, spoken, turn.office) for one in cards for spoken in (Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH)],
        [sign_names(why(turn, ref), Language.ESTONIAN) for ref in refs], str(report_of(turn, found, Language.ESTONIAN, people=True)),
        [calendar_of(turn, official, Language.ESTONIAN) for official in range(1, 5)],
        [(one.what, one.note) for one in turn.session.exec(select(Event)).all()],
    ]  # fmt: skip


def without_addressees(case: dict[str, Any]) -> dict[str, Any]:
    """`vastaja show` names to the operator where a letter of ours went: that is asked for, and no export."""
    return {**case, "outbox": [{name: value for name, value in item.items() if name != "to"} for item in case["outbox"]]}


async def told_to_the_operator(desk: Desk) -> list[str]:
    """Return what /health, /ready and /metrics answer."""
    health = Health(desk.clock)
    health.expect("imap:info")
    web = ASGITransport(make_web(desk, lambda: health.states(desk.clock())))
    async with AsyncClient(transport=web, base_url="http://vastaja.example") as client:
        return [(await client.get(path)).text for path in ("/health", "/ready", "/metrics")]


def names_of_files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*")]


def left_readable(listed: list[tuple[str, list[str]]], out: str) -> list[str]:
    """Return the wordings that stand in what has left, as whole words. Each place is looked up by the wording's first word."""
    places: dict[str, list[int]] = defaultdict(list)
    for hit in re.finditer(r"\w+", out):
        places[hit[0]].append(hit.start())
    return [f"{name}: {one}" for name, wordings in listed for one in wordings if _stands(one, out, places)]


def _stands(wording: str, out: str, places: Mapping[str, list[int]]) -> bool:
    first = re.search(r"\w+", wording)
    begins = [at - first.start() for at in places.get(first[0], ())] if first else []
    return any(out.startswith(wording, at) and not out[at + len(wording) : at + len(wording) + 1].isalnum() for at in begins)


@pytest.mark.timeout(300)  # some seven hundred letters
async def test_nothing_that_leaves_names_anybody_in_any_labelled_letter(desk: Desk, tmp_path: Path) -> None:
    letters = list(octets())
    listed = [(name, private(labels)) for name, _, labels in letters]
    assert len(listed) > 500
    with capture_logs() as logs:
        refs = filed(desk, [raw for _, raw, _ in letters])
        told = [*await said(desk), *await told_to_the_operator(desk)]
    assert len(refs) > 300
    written = json.dumps(desk.look_now(exported, refs), ensure_ascii=False, default=str)
    out = "\n".join([*told, written, str(logs), *names_of_files(tmp_path)]).replace("\\n", "\n")
    assert left_readable([("itself", ["vastaja_cases_open"])], out)  # what is looked for is found
    assert left_readable(listed, out) == []
