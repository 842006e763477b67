"""What colleagues, servers and disks do to a mailbox: nothing is lost, nothing is filed twice, and people are told."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, delete, select

from casework.outbox import settle_by_hand
from casework.turn import Turn
from reading.topic import use_topics
from rules.records import Dispatch, Filed
from storage.desk_tables import OutboxItem
from storage.tables import Case, Ledger
from tests.dovecot import Dovecot
from tests.house import CITIZEN, HEADS, letter
from tests.imap_faults import FaultyImap
from tests.vastaja.terminal import Terminal
from tests.walks.agency import Agency
from vastaja.census import places

pytestmark = pytest.mark.needs("dovecot")

WORDS = "Palun selgitage, kes maksab asenduskodu eest."


@asynccontextmanager
async def opened(dovecot: Dovecot, user: str, folder: Path, **settings: Any) -> AsyncIterator[Agency]:
    async with Agency(dovecot, user, folder, **settings) as agency:
        await agency.open()
        yield agency


def box(dovecot: Dovecot, user: str, **more: Any) -> dict[str, Any]:
    return {"name": "info", "host": "127.0.0.1", "port": dovecot.port, "security": "plain", "user": user,
            "password": dovecot.password, **more}  # fmt: skip


def outcomes(agency: Agency) -> list[Filed]:
    return agency.desk().look_now(lambda turn: [row.outcome for row in turn.session.exec(
        select(Ledger).where(Ledger.source == "imap:info").order_by(col(Ledger.id)))])  # fmt: skip


async def until(agency: Agency, *wanted: Filed) -> None:
    await agency._until(lambda: outcomes(agency) == list(wanted), f"{wanted}, there are {outcomes(agency)}")


def topics_seen(turn: Turn) -> set[str]:
    return set(turn.session.exec(select(Case.topic)))


async def told(agency: Agency, words: str) -> None:
    """Wait till the heads have read these words, while the clockwork goes on."""

    def heard() -> bool:
        return any(words in message.text for message in agency.telegram.chat(HEADS).messages)

    for _ in range(300):
        assert agency.house is not None
        await agency.house.clockwork.round()
        if heard():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"nobody was told: {words}")


def one(text: str = WORDS, number: int = 1, **head: Any) -> bytes:
    return letter(text, at=datetime.now(UTC), message_id=f"<{number}@post.example>", **head)


async def test_a_folder_made_anew_gives_no_second_case_and_hides_no_new_letter(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    first = one()
    with dovecot.client(user) as client:
        client.create_folder("Kirjad")
        client.append("Kirjad", first)
    async with opened(dovecot, user, tmp_path, mailbox=[box(dovecot, user, folder="Kirjad")]) as agency:
        await until(agency, Filed.CASE)
        await agency.close()
        with dovecot.client(user) as client:
            client.delete_folder("Kirjad")
            client.create_folder("Kirjad")
            client.append("Kirjad", one("Palun selgitage, millal makstakse peretoetust.", 2))
            client.append("Kirjad", first)
        await agency.open()
        await until(agency, Filed.CASE, Filed.CASE, Filed.DUPLICATE)
        await told(agency, "uuesti nummerdatud")
        await agency.mail_to(CITIZEN, count=2)
        assert len(agency.sink.delivered) == 2


async def test_a_colleague_who_reads_moves_or_deletes_letters_takes_none_from_the_ledger(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    with dovecot.client(user) as client:
        client.append("INBOX", one(), (r"\Seen",))  # read on a telephone before we came
    async with opened(dovecot, user, tmp_path) as agency:
        await until(agency, Filed.CASE)
        with dovecot.client(user) as client:
            client.select_folder("INBOX")
            client.move([1], "Archive")
        dovecot.deliver(user, one("Palun selgitage, millal makstakse peretoetust.", 2))
        await until(agency, Filed.CASE, Filed.CASE)
        with dovecot.client(user) as client:
            client.select_folder("INBOX")
            client.delete_messages([2])
            client.expunge()
        assert agency.house is not None
        found = await agency.house.census.take(next(places(agency.settings().mailbox[0])), asyncio.Event())
        assert (found.on_server, found.in_ledger, found.missing, found.gone) == (0, 2, (), (1, 2))
        await told(agency, "teisaldatud või kustutatud 2 kirja (UID 1-2)")


async def test_a_letter_that_a_colleague_moves_out_of_the_junk_folder_is_a_letter_after_all(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    with dovecot.client(user) as client:
        client.append("Junk", one())
    async with opened(dovecot, user, tmp_path) as agency:
        await until(agency, Filed.HELD)
        with dovecot.client(user) as client:
            client.select_folder("Junk")
            client.move([1], "INBOX")
        await until(agency, Filed.HELD, Filed.CASE)
        await agency.mail_to(CITIZEN)


def forget(turn: Turn) -> None:
    """Do to the ledger what no code of ours does: lose a row."""
    turn.session.exec(delete(Ledger).where(col(Ledger.folder) == "junk:Junk"))


async def test_a_letter_that_is_not_in_the_ledger_is_named_fetched_and_told(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    with dovecot.client(user) as client:
        client.append("Junk", one())
    async with opened(dovecot, user, tmp_path) as agency:
        await until(agency, Filed.HELD)
        operator = Terminal(tmp_path)
        agency.write_settings()
        counted = await asyncio.to_thread(operator.apart, "census", "--json")
        assert (counted.code, [row["mailbox"] for row in counted.lines]) == (0, ["info", "info/Junk"])
        agency.desk().do_now(forget)
        counted = await asyncio.to_thread(operator.apart, "census", "--json")
        assert counted.code == 1
        inbox, junk = counted.lines
        assert set(inbox) == {"mailbox", "uidvalidity", "on_server", "in_ledger", "missing", "gone"}
        assert (junk["on_server"], junk["in_ledger"], junk["missing"]) == (1, 0, [1])
        assert agency.house is not None
        agency.house.census._on_the_way = 0.2
        _, place = places(agency.settings().mailbox[0])
        found = await agency.house.census.take(place, asyncio.Event())
        assert found.missing == ()
        await until(agency, Filed.HELD)
        await told(agency, "(UID 1). Need on nüüd vastu võetud")


async def test_the_census_comes_by_itself_in_the_night(dovecot: Dovecot, user: str, tmp_path: Path) -> None:
    async with opened(dovecot, user, tmp_path) as agency:
        agency.deliver(WORDS)
        await until(agency, Filed.CASE)
        assert agency.house is not None
        census, stop = agency.house.census, asyncio.Event()
        await census.round(stop)
        with dovecot.client(user) as client:
            client.select_folder("INBOX")
            client.move([1], "Archive")
        agency.clock.shift += timedelta(days=2)
        agency.clock.to(agency.clock().replace(hour=9))
        await census.round(stop)
        await told(agency, "UID 1")


async def test_a_full_disk_stops_intake_loudly_and_intake_goes_on_by_itself(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    async with opened(dovecot, user, tmp_path) as agency:
        assert agency.house is not None
        originals = agency.house.originals
        room, originals.keep_free = originals.keep_free, 1 << 60
        agency.deliver(WORDS)
        await told(agency, "ketas on täis")
        alarm = await agency.mail_to("valve@ska.example", "storage")
        assert "jätkub ise" in alarm.text
        assert outcomes(agency) == []
        assert not agency.house.health.states(agency.clock())["storage"].ok
        assert agency.house.health.states(agency.clock())["imap:info"].ok
        originals.keep_free = room
        await until(agency, Filed.CASE)
        assert agency.house.health.states(agency.clock())["storage"].ok


async def test_a_canary_flies_through_smtp_and_imap_and_is_missed_when_it_does_not_come(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    async with opened(dovecot, user, tmp_path, alarms={"canary": "10 minutes", "mail": ["valve@ska.example"]}) as agency:
        first = await agency.mail_to("info@ska.example", "proovikiri")
        dovecot.deliver(user, first.raw, sender="info@ska.example")
        await until(agency, Filed.MACHINE)
        assert agency.house is not None
        health = agency.house.health
        await agency._until(lambda: "canary:info" in health.states(agency.clock()), "the canary to be heard")
        agency.clock.shift += timedelta(minutes=11)
        await agency.mail_to("info@ska.example", "proovikiri", count=2)  # and nobody brings this one
        agency.clock.shift += timedelta(minutes=11)
        third = await agency.mail_to("info@ska.example", "proovikiri", count=3)
        await told(agency, "Proovikiri ei ole tagasi jõudnud")
        await agency.mail_to("valve@ska.example", "canary")
        dovecot.deliver(user, third.raw, sender="info@ska.example")
        await agency._until(lambda: health.states(agency.clock())["canary:info"].ok, "the canary to be back")
        assert agency.desk().look_now(lambda turn: turn.session.exec(select(Case)).all()) == []


async def test_what_was_sent_lies_in_the_sent_folder_octet_for_octet(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    smtp = {"sent_folder": "Sent"}
    async with opened(dovecot, user, tmp_path, smtp=smtp, receipts={"backlog": "send"}) as agency:
        agency.deliver(WORDS)
        await agency.mail_to(CITIZEN)

        def as_an_answer(turn: Turn) -> None:
            item = turn.session.exec(select(OutboxItem).where(OutboxItem.what == "receipt")).one()
            item.state, item.results = Dispatch.UNCERTAIN, []
            turn.session.add(item)

        agency.desk().do_now(as_an_answer)

        def settled(turn: Turn) -> int:
            item = turn.session.exec(select(OutboxItem).where(OutboxItem.what == "receipt")).one()
            return settle_by_hand(turn, item.id or 0, sent=True).id or 0

        agency.desk().do_now(settled)
        await agency._until(lambda: bool(dovecot.letters(user, "Sent")), "a copy in the Sent folder")
        assert list(dovecot.letters(user, "Sent").values()) == [agency.sink.delivered[0].raw]


async def test_a_server_that_cannot_move_letters_is_told_once_by_name_and_nothing_stops(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    with FaultyImap(one(), capabilities="IMAP4rev1 IDLE") as server:
        mailbox = box(dovecot, user, port=server.port, junk="", done_folder="Archive")
        async with opened(dovecot, user, tmp_path, mailbox=[mailbox]) as agency:
            await until(agency, Filed.CASE)
            await told(agency, "ei luba kirju teisaldada")
            server.add(one("Palun selgitage, millal makstakse peretoetust.", 2))
            server.notify()
            await until(agency, Filed.CASE, Filed.CASE)
            assert agency.house is not None
            assert agency.house.health.states(agency.clock())["imap:info"].ok
            mentions = [one for one in agency.telegram.chat(HEADS).messages if "teisaldada" in one.text]
            assert len(mentions) == 1


async def test_a_missing_folder_is_told_by_name_and_the_other_folders_go_on(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    mailbox = box(dovecot, user, junk="Rämpspost")
    async with opened(dovecot, user, tmp_path, mailbox=[mailbox]) as agency:
        await told(agency, "ei ole kausta Rämpspost")
        agency.deliver(WORDS)
        await until(agency, Filed.CASE)


def write_outlets(folder: Path, rows: str) -> None:
    (folder / "office").mkdir(exist_ok=True)
    (folder / "office" / "outlets.csv").write_text(f"domain,outlet,languages,type\n{rows}\n", encoding="utf-8")


async def test_the_offices_files_are_read_anew_and_a_fault_leaves_the_old_ones_in_force(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    async with opened(dovecot, user, tmp_path) as agency:
        assert agency.house is not None
        house = agency.house
        write_outlets(tmp_path, "uus.example,Uus Leht,et,paper")
        topics = tmp_path / "office" / "topics.csv"
        topics.write_text("topic,name,stems\nmoisad,Vanad mõisad,mõis*\n", encoding="utf-8")
        assert await house.rereading.now()
        assert dict(house.desk.office.senders.outlets) == {"uus.example": "Uus Leht"}
        write_outlets(tmp_path, "uus.example,Uus Leht,et,paper\nmis see on")
        assert not await house.rereading.now()
        assert dict(house.desk.office.senders.outlets) == {"uus.example": "Uus Leht"}
        await told(agency, "outlets.csv")
        agency.deliver("Palun kommentaari asenduskodu kohta.", sender="Tiina Tamm <tiina@uus.example>")
        await until(agency, Filed.CASE)
        agency.deliver("Kes hoiab korras meie küla mõisa ja mõisaparki?", sender="Jaan Jõgi <jaan@post.example>")
        await until(agency, Filed.CASE, Filed.CASE)
        both = {"asendushooldus", "moisad"}
        await agency._until(lambda: agency.desk().look_now(topics_seen) == both, "the topics of both letters")
    use_topics(())


async def test_sighup_reads_the_offices_files_anew(dovecot: Dovecot, user: str, tmp_path: Path) -> None:
    async with Agency(dovecot, user, tmp_path) as agency:
        process = agency.start()
        assert process.stdout is not None
        descriptor, seen = process.stdout.fileno(), b""
        os.set_blocking(descriptor, False)

        async def says(words: bytes) -> None:
            nonlocal seen
            for _ in range(600):
                try:
                    seen += os.read(descriptor, 65_536)
                except BlockingIOError:
                    await asyncio.sleep(0.05)
                if words in seen:
                    return
            raise AssertionError(seen.decode())

        await says(b"the house is open")
        write_outlets(tmp_path, "halb")
        os.kill(process.pid, 1)
        await says(b"the old ones stay in force")
        write_outlets(tmp_path, "uus.example,Uus Leht,et,paper")
        os.kill(process.pid, 1)
        await says(b"files are read anew")
        assert process.poll() is None




def make_uncertain(turn: Turn) -> None:
    item = turn.session.exec(select(OutboxItem).where(OutboxItem.what == "receipt")).one()
    item.state = Dispatch.UNCERTAIN
    turn.session.add(item)


def receipt_state(agency: Agency) -> Dispatch:
    return agency.desk().look_now(
        lambda turn: turn.session.exec(select(OutboxItem).where(OutboxItem.what == "receipt")).one().state)  # fmt: skip


async def test_an_uncertain_letter_that_lies_in_the_sent_folder_is_settled_by_itself(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    async with opened(dovecot, user, tmp_path, smtp={"sent_folder": "Sent"}) as agency:
        agency.deliver(WORDS)
        sent = await agency.mail_to(CITIZEN)
        await agency._until(lambda: receipt_state(agency) is Dispatch.SENT, "the receipt to be settled")
        agency.desk().do_now(make_uncertain)
        with dovecot.client(user) as client:
            client.append("Sent", sent.raw)
        agency.clock.shift += timedelta(minutes=3)
        await agency._until(lambda: receipt_state(agency) is Dispatch.SENT, "the letter to be found")
        assert len(agency.sink.delivered) == 1
        assert len(dovecot.letters(user, "Sent")) == 1


async def test_a_missing_sent_folder_is_told_by_name_and_changes_nothing_that_was_sent(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    async with opened(dovecot, user, tmp_path, smtp={"sent_folder": "Saadetud"}) as agency:
        agency.deliver(WORDS)
        await agency.mail_to(CITIZEN)
        await agency._until(lambda: receipt_state(agency) is Dispatch.SENT, "the receipt to be settled")
        agency.desk().do_now(make_uncertain)
        agency.clock.shift += timedelta(minutes=3)
        await told(agency, "ei ole kausta Saadetud")
        assert receipt_state(agency) is Dispatch.UNCERTAIN
        assert len(agency.sink.delivered) == 1
