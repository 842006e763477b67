"""The make-believe town as a service and a page meet it, without a browser."""

import asyncio
import json
from collections.abc import AsyncIterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from playground.bot_api import Upload
from playground.bot_chats import keyboard_of
from playground.feed import REMEMBERED, Feed
from playground.guide import step_of_press, step_of_words
from playground.people import AGENCY, CITIZENS, EVERYBODY_ELSE
from playground.samples import SAMPLES, fresh_letter
from playground.town import Town


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Town() as town:
        yield town


def answer_to(address: str, *, automatic: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = AGENCY, address, "Vastus (26-0142)"
    message["Reply-To"], message["Message-ID"] = "info+t0k3n@ska.example", "<a1@ska.example>"
    if automatic:
        message["Auto-Submitted"] = "auto-replied"
    message.set_content("Austatud pöörduja\n\nVastame Teie kirjale.\n")
    return message.as_bytes()


async def ask(town: Town, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> tuple[int, str, bytes]:
    """Return status, head and body of a plain request to the page."""
    host = town.page_url.removeprefix("http://")
    lines = {"Host": host, "Connection": "close", "Content-Length": str(len(body))}
    if method == "POST":
        lines |= {"Origin": town.page_url, "Content-Type": "application/json"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    reader, writer = await asyncio.open_connection("127.0.0.1", int(host.rpartition(":")[2]))
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    writer.write(head.encode() + b"\r\n" + body)
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    shown, _, content = answer.partition(b"\r\n\r\n")
    return int(shown.split()[1]), shown.decode(), content


async def do(town: Town, deed: str, **fields: Any) -> int:
    return (await ask(town, f"/api/{deed}", "POST", json.dumps(fields).encode()))[0]


# -- letters


async def test_a_citizens_letter_is_in_the_agencys_mailbox_and_in_their_sent_folder(town: Town) -> None:
    await town.write("kadri", "Küsimus", "Tere! õäöü", files=[Upload("kiri.pdf", "application/pdf", b"%PDF")])
    came = message_from_bytes(town.imap.mailbox("info").get(1).raw, policy=default)
    assert (came["Subject"], came["To"]) == ("Küsimus", AGENCY)
    body = came.get_body(("plain",))
    assert body is not None
    assert body.get_content() == "Tere! õäöü\r\n"
    assert [part.get_filename() for part in came.iter_attachments()] == ["kiri.pdf"]
    assert town.imap.mailbox("kadri", "Sent").uids() == [1]


async def test_an_answer_to_the_agency_goes_to_its_reply_address_and_is_threaded(town: Town) -> None:
    await town.smtp.accept(AGENCY, (CITIZENS[0].address,), answer_to(CITIZENS[0].address))
    await town.write("kadri", "Re: Vastus", "Aitäh!", answers=1)
    came = message_from_bytes(town.imap.mailbox("info").get(1).raw, policy=default)
    assert came["To"] == "info+t0k3n@ska.example"
    assert (came["In-Reply-To"], came["References"]) == ("<a1@ska.example>", "<a1@ska.example>")
    body = came.get_body(("plain",))
    assert body is not None
    assert "> Vastame Teie kirjale." in body.get_content()


async def test_letters_to_strangers_stand_in_the_box_of_everybody_else(town: Town) -> None:
    await town.smtp.accept(AGENCY, ("lastekaitse@kivila.example",), answer_to("lastekaitse@kivila.example"))
    assert town.imap.mailbox(EVERYBODY_ELSE).uids() == [1]


async def test_sample_letters_arrive_by_themselves_each_once(town: Town) -> None:
    town.drip(0)
    await town.smtp.wait_for(lambda _: len(town.smtp.delivered) == len(SAMPLES))
    subjects = {letter.message["Message-ID"] for letter in town.smtp.delivered}
    assert len(subjects) == len(SAMPLES) == len(town.imap.mailbox("info").letters)


@pytest.mark.parametrize("one", SAMPLES, ids=lambda one: one.name)
async def test_a_sample_letter_can_be_read_and_bears_the_date_of_its_sending(town: Town, one: Any) -> None:
    at = (await town.send_sample(one.name)).at
    raw = fresh_letter(one, at)
    letter = message_from_bytes(raw, policy=default)
    assert letter["Date"].datetime == at.replace(microsecond=0)
    assert letter["Subject"]
    assert raw.count(b"\nDate:") + raw.startswith(b"Date:") == 1
    body = letter.get_body(("plain",))
    assert one.name == "tagastus" or (body is not None and "\ufffd" not in body.get_content())
    known = {citizen.address for citizen in CITIZENS}
    assert (one.envelope_from in known) == bool(one.writer)


# -- the guide


async def test_the_guide_ticks_what_has_happened(town: Town) -> None:
    mari, duty = town.person("mari"), town.telegram.chat(town.duty_chat)
    await town.write("kadri", "Küsimus", "Tere!")
    await town.smtp.accept("", (CITIZENS[0].address,), answer_to(CITIZENS[0].address, automatic=True))
    town.telegram.say(mari, "/võtan 26-0142", duty.id)
    town.telegram.say(mari, "/mustand 26-0142")
    assert town.done == {"write", "receipt", "take", "draft"}
    card = town.telegram.say(town.person("helve"), "/kinnita 26-0142")
    card.keyboard = keyboard_of({"inline_keyboard": [[{"text": "Kinnitan v2", "callback_data": "kinnita:1:4:2"}]]})
    town.press("helve", card, "Kinnitan v2")
    town.telegram.say(mari, "/saada 26-0142")
    town.read("kadri", "INBOX", 1)
    assert "answer" not in town.done  # The receipt is no answer.
    await town.smtp.accept("", (CITIZENS[0].address,), answer_to(CITIZENS[0].address))
    town.read("kadri", "INBOX", 2)
    assert town.done == {"write", "receipt", "take", "draft", "approve", "send", "answer"}


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("/votan 26-0142", "take"), ("/võtan@vastaja_bot 26-0142", "take"), ("/votan_26_0142", "take"), ("/take", "take"),
        ("/mustand 26-0142 vastus", "draft"), ("/start mustand_26-0142", "draft"), ("/start kinnita_26-0142", ""),
        ("/start K7F2", ""), ("/kinnita 26-0142", ""), ("/saada 26-0142", "send"), ("/saadad", ""), ("saada", ""),
    ],
)  # fmt: skip
def test_a_command_is_a_step_of_the_guide_by_its_own_name(said: str, step: str) -> None:
    assert step_of_words(said) == step


@pytest.mark.parametrize(
    ("data", "step"),
    [("votan:1:2:", "take"), ("saada:1:2:", "send"), ("submit:1:2:", ""), ("laps:1:0:votan", ""), ("kinnita:1:4:", ""), ("kinnita:1:4:2", "approve")],
)  # fmt: skip
def test_a_press_is_a_step_by_the_command_in_its_data(data: str, step: str) -> None:
    assert step_of_press(data) == step


async def test_what_a_citizen_says_to_the_bot_ticks_nothing(town: Town) -> None:
    town.telegram.say(town.person("igor"), "/saada")
    assert town.done == set()


async def test_an_invitation_is_taken_up_in_private(town: Town) -> None:
    town.bind("mari", "K7F2")
    assert town.telegram.updates.pending()[0]["message"]["text"] == "/start K7F2"


# -- the page's doors


async def test_the_page_and_its_parts_are_served_with_strict_headers(town: Town) -> None:
    for path in (
        "/",
        "/page/page.js",
        "/page/chat.js",
        "/page/mail.js",
        "/page/style.css",
        "/page/icon.svg",
        "/api/state",
    ):
        status, head, _ = await ask(town, path)
        assert status == 200, path
        assert "default-src 'none'" in head
        assert "nosniff" in head


async def test_no_part_of_the_page_names_an_outside_address(town: Town) -> None:
    for path in (
        "/",
        *(f"/page/{name}.js" for name in ("page", "chat", "mail", "dom", "words", "richtext")),
        "/page/style.css",
    ):
        content = (await ask(town, path))[2].decode().replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in content.replace("^https?:", "")
        assert "https://" not in content


@pytest.mark.parametrize(
    "path", ["/page/..%2Ftown.py", "/page/town.py", "/page/none.js", "/api/file/none", "/api/letter/kadri/INBOX/9"]
)
async def test_what_is_not_there_is_not_found(town: Town, path: str) -> None:
    assert (await ask(town, path))[0] == 404


async def test_another_host_name_and_another_origin_are_refused(town: Town) -> None:
    assert (await ask(town, "/api/state", Host="evil.example:80"))[0] == 421
    body = json.dumps({"name": "tanu"}).encode()
    for origin in ("http://evil.example", "null", ""):
        assert (await ask(town, "/api/sample", "POST", body, Origin=origin))[0] == 403
    assert town.smtp.delivered == []


@pytest.mark.parametrize(
    ("deed", "fields", "status"),
    [
        ("sample", {"name": "none"}, 404),
        ("write", {"from": "nobody", "subject": "x", "text": "y"}, 404),
        ("write", {"from": "kadri"}, 404),
        ("say", {"person": "mari", "chat": "x", "text": "y"}, 400),
        ("press", {"person": "mari", "chat": 201, "message": 9, "button": "x"}, 404),
        ("read", {"owner": "kadri", "folder": "INBOX", "uid": 9}, 404),
    ],
)
async def test_a_deed_with_wrong_words_is_refused(town: Town, deed: str, fields: dict[str, Any], status: int) -> None:
    assert await do(town, deed, **fields) == status


async def test_deeds_of_the_page_reach_the_bot(town: Town) -> None:
    assert await do(town, "say", person="mari", chat=town.duty_chat, text="/uued") == 200
    update = town.telegram.updates.pending()[0]["message"]
    assert (update["text"], update["chat"]["id"], update["from"]["id"]) == ("/uued", town.duty_chat, 201)


# -- what happens, as a stream


async def happenings(town: Town, count: int, path: str = "/api/events", **headers: str) -> list[tuple[str, str, Any]]:
    host = town.page_url.removeprefix("http://")
    reader, writer = await asyncio.open_connection("127.0.0.1", int(host.rpartition(":")[2]))
    extra = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{extra}\r\n".encode())
    found: list[tuple[str, str, Any]] = []
    parts: dict[str, str] = {}
    while len(found) < count:
        line = (await asyncio.wait_for(reader.readline(), 5)).decode().strip()
        name, _, value = line.partition(": ")
        if name in {"id", "event", "data"}:
            parts[name] = value
        elif not line and "data" in parts:
            found.append((parts.get("id", ""), parts.get("event", ""), json.loads(parts["data"])))
            parts = {}
    writer.close()
    return found


async def test_a_page_that_lost_its_connection_goes_on_where_it_was(town: Town) -> None:
    start = town.feed.mark()
    for number in range(5):
        town.telegram.say(town.person("mari"), str(number))
    first = await happenings(town, 2, f"/api/events?after={start}")
    rest = await happenings(town, 3, f"/api/events?after={start}", Last_Event_ID=first[1][0])
    assert [body["text"] for _, _, body in first + rest] == ["0", "1", "2", "3", "4"]


async def test_a_page_of_an_earlier_run_is_told_to_begin_anew(town: Town) -> None:
    assert (await happenings(town, 1, "/api/events?after=other-3"))[0][1] == "reset"


def test_a_feed_forgets_what_is_too_old_to_be_asked_for() -> None:
    feed = Feed(run="r")
    for number in range(REMEMBERED + 5):
        feed.publish("x", {"n": number})
    assert feed.number_of("r-3") == -1
    assert feed.number_of(f"r-{REMEMBERED + 5}") == REMEMBERED + 5
    assert len(feed.after(feed.number_of("r-5"))) == REMEMBERED
