"""`vastaja check`: each thing tried on a real part, each fault with what to do about it."""

import asyncio
import os
import re
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from playground.imap import ImapServer
from playground.smtp import SmtpServer
from playground.telegram import TOKEN, TelegramServer
from rules.routing import Route
from tests.vastaja.terminal import SETTINGS, Terminal
from vastaja.check import POINTS_OF_LAW
from vastaja.check_storage import check_database, check_disks
from vastaja.findings import State
from vastaja.folder import OfficeFault, calendar_of, closures, routing_of, senders_of
from vastaja.office import make_office
from vastaja.settings import Settings
from vastaja.sorry import FOR_WHOM

HUSH = "hush-hush-42"


@contextmanager
def as_nobody(*folders: Path) -> Iterator[None]:
    """Be a user to whom files may be shut, as root is not; the folders on the way are opened."""
    if os.geteuid() != 0:
        yield
        return
    for one in folders:
        for folder in (one, *one.parents):
            folder.chmod(folder.stat().st_mode | 0o011)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@dataclass(slots=True)
class Outside:
    """The servers outside, in a loop of their own, as they are for a command that is a process of its own."""

    imap: ImapServer
    smtp: SmtpServer
    telegram: TelegramServer
    group: int = 0


@pytest.fixture
def outside() -> Iterator[Outside]:
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    there: list[Outside] = []

    async def serve() -> None:
        async with AsyncExitStack() as stack:
            imap = await stack.enter_async_context(ImapServer({"info": HUSH}))
            smtp = await stack.enter_async_context(SmtpServer(passwords={"info": HUSH}))
            telegram = await stack.enter_async_context(TelegramServer())
            there.append(Outside(imap, smtp, telegram))
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait(20)
    yield there[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(20)
    loop.close()


def settings(outside: Outside, more: str = "") -> str:
    return f"""{SETTINGS}
postal = 0
[[mailbox]]
name = "info"
host = "127.0.0.1"
port = {outside.imap.port}
security = "plain"
user = "info"
password = "{HUSH}"
junk = "Junk"
[smtp]
host = "127.0.0.1"
port = {outside.smtp.port}
security = "plain"
user = "info"
password = "{HUSH}"
[telegram]
token = "{TOKEN}"
base_url = "{outside.telegram.base_url}"
[web]
url = "https://vastaja.amet.example"
[alarms]
mail = ["it@amet.example"]
{more}""".replace("postal = 0\n", "")


def states(terminal: Terminal) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in terminal("check", "--json").lines:
        found.setdefault(line["what"], []).append(line["state"])
    return found


def test_what_is_set_up_well_is_found_well(terminal: Terminal, outside: Outside) -> None:
    terminal.settings(settings(outside)).chmod(0o600)
    terminal("db", "upgrade")
    done = terminal("check", "--json")
    worst = {line["what"]: line for line in done.lines if line["state"] == "fail"}
    assert (done.code, worst) == (0, {})
    found = states(terminal)
    for what in ("database", "mailbox info", "smtp", "telegram", "templates", "calendar"):
        assert "ok" in found[what], what
    assert "warn" not in found["telegram"], "group privacy is on"
    table = terminal("check")
    assert "what to do" in table.out
    assert HUSH not in table.out + table.err
    assert TOKEN.split(":")[1] not in table.out + table.err


@pytest.mark.parametrize(("url", "state", "words"), [
    ("", "warn", "which only this machine reaches"), ("http://127.0.0.1:8080", "warn", "which only this machine reaches"),
    ("https://vastaja.amet.example", "ok", "letters are read at https://vastaja.amet.example"),
])  # fmt: skip
def test_the_page_where_letters_are_read_needs_an_address(terminal: Terminal, outside: Outside, url: str, state: str, words: str) -> None:
    terminal.settings(settings(outside).replace("https://vastaja.amet.example", url))
    (found,) = [line for line in terminal("check", "--json").lines if line["what"] == "page"]
    assert found["state"] == state
    assert words in found["sentence"]


def test_a_door_open_to_the_network_tells_nobody_where_its_page_is(terminal: Terminal, outside: Outside) -> None:
    text = settings(outside).replace('url = "https://vastaja.amet.example"', 'listen = "0.0.0.0:8080"')
    terminal.settings(text)
    (found,) = [line for line in terminal("check", "--json").lines if line["what"] == "page"]
    assert (found["state"], "[web] url is empty" in found["sentence"]) == ("fail", True)


def test_a_refused_password_a_missing_folder_and_a_dead_server_are_told(terminal: Terminal, outside: Outside) -> None:
    text = settings(outside).replace(
        f'password = "{HUSH}"\njunk = "Junk"', f'password = "{HUSH}"\njunk = "Rämps"\ndone_folder = "Valmis"'
    )
    terminal.settings(text)
    found = [
        (line["state"], line["sentence"])
        for line in terminal("check", "--json").lines
        if line["what"] == "mailbox info"
    ]
    assert [state for state, _ in found] == ["ok", "warn", "warn"]
    terminal.settings(settings(outside).replace(HUSH, "not-the-one"))
    done = terminal("check", "--json")
    wrong = {line["what"]: line["sentence"] for line in done.lines if line["state"] == "fail"}
    assert done.code == 1
    assert "refuses the login" in wrong["mailbox info"]
    assert "refuses the login" in wrong["smtp"]
    assert "not-the-one" not in done.out
    terminal.settings(
        settings(outside)
        .replace(f"port = {outside.imap.port}", "port = 1")
        .replace(f"port = {outside.smtp.port}", "port = 1")
    )
    assert {"mailbox info", "smtp"} <= {
        line["what"] for line in terminal("check", "--json").lines if line["state"] == "fail"
    }


def test_a_wrong_token_and_an_unknown_chat_are_told_without_the_token(terminal: Terminal, outside: Outside) -> None:
    terminal.settings(settings(outside, "[chats]\nduty = -100777\n"))
    done = terminal("check", "--json")
    assert {line["what"]: line["state"] for line in done.lines}["chat duty"] == "fail"
    terminal.settings(settings(outside).replace(TOKEN, f"99:{HUSH}"))
    done = terminal("check", "--json")
    (line,) = (one for one in done.lines if one["what"] == "telegram")
    assert (line["state"], "does not know this token" in line["sentence"]) == ("fail", True)
    assert HUSH not in done.out + done.err


def test_a_bare_top_level_domain_and_an_unset_office_are_refused(terminal: Terminal) -> None:
    terminal.settings('[senders]\nown = ["ee"]\nauthorities = [".example", "riigikogu.ee"]\n')
    done = terminal("check", "--json")
    told = {(line["what"], line["state"]): line["sentence"] for line in done.lines}
    assert done.code == 1
    assert "ee, .example: a bare top-level domain is everybody" in told["senders", "fail"]
    assert ("office", "fail") in told
    assert ("doors", "fail") in told
    assert "[alarms] mail is empty" in told["alarms", "warn"]


def test_settings_that_others_may_read_are_told(terminal: Terminal, outside: Outside) -> None:
    terminal.settings(settings(outside)).chmod(0o644)
    assert states(terminal)["settings"] == ["warn"]


def test_a_fact_that_a_template_needs_and_the_office_lacks_is_named(terminal: Terminal) -> None:
    own = terminal.folder / "office/templates/welcome/et"
    own.mkdir(parents=True)
    (own / "chat.txt").write_text("Tere! {{ office.registry_code }}", encoding="utf-8")
    told = [line["sentence"] for line in terminal("check", "--json").lines if line["what"] == "templates"]
    assert "the reply welcome needs [office] registry_code" in told


def office_folder(folder: Path, **files: str) -> Settings:
    (folder / "office").mkdir()
    for name, text in files.items():
        (folder / "office" / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return Settings.of({"senders": {"own": ["@Amet.example."], "authorities": ["vald.example"]}}, folder)


def test_the_office_keeps_its_outlets_and_closures_in_its_folder(tmp_path: Path) -> None:
    told = office_folder(
        tmp_path, outlets__csv="domain,outlet\nleht.example,Leht\n", closures__csv="day,reason\n# note\n2026-12-31,koolitus\n",
        closures__toml='2027-01-04 = "kolimine"\n',
    )  # fmt: skip
    office = make_office(told)
    assert office.senders.outlet("x@toimetus.leht.example") == "Leht"
    assert office.senders.is_own("mari@amet.example")
    assert office.senders.is_authority("x@vald.example")
    assert office.senders.is_authority("x@riigikogu.ee"), "the built-in ones stay"
    assert sorted(map(str, office.calendar.closures)) == ["2026-12-31", "2027-01-04"]


def test_every_fault_of_the_folder_is_named_by_file_and_row(tmp_path: Path) -> None:
    told = office_folder(
        tmp_path, outlets__csv="domain,outlet\nleht,Leht\n",
        closures__csv="day,reason\n31.12.2026,koolitus\n2026-12-30,\n2026-12-29,a\n2026-12-29,b\n",
    )  # fmt: skip
    (tmp_path / "office/positions").mkdir()
    (tmp_path / "office/positions/x.toml").write_text("topic = 1")
    with pytest.raises(OfficeFault) as fault:
        make_office(told)
    begins = [one.split(":")[0] for one in fault.value.faults]
    assert begins == [
        "closures.csv row 2",
        "closures.csv row 3",
        "closures.csv row 5",
        "outlets.csv row 2",
        "positions/x.toml",
    ]
    (tmp_path / "office/closures.csv").write_text("päev,põhjus\n", encoding="utf-8")
    with pytest.raises(OfficeFault, match="row 1: the columns must be day, reason"):
        closures(tmp_path / "office")


def test_a_wrong_row_of_the_routing_table_is_refused_by_its_number(tmp_path: Path) -> None:
    told = Settings.of({}, tmp_path)
    (tmp_path / "office").mkdir()
    table = tmp_path / "office/routing.csv"
    table.write_text("topic,language,official\nasendushooldus,ru,Mari Mets\n,ru,Jüri Jõgi\nkosmos,et,Mari\n,xx,Mari\n,,Mari\n,en,\n,ru,Jüri Jõgi\n")
    with pytest.raises(OfficeFault) as fault:
        routing_of(told)
    assert [one.split(":")[0] for one in fault.value.faults] == [f"routing.csv row {row}" for row in (4, 5, 6, 7, 8)]
    table.write_text("topic,language,official\n,ru,Jüri Jõgi\n", encoding="utf-8-sig")  # as Excel saves it
    assert routing_of(told) == (Route("", "ru", "Jüri Jõgi"),)
    told = Settings.of({"mailbox": [{"name": f"unit{number}", "host": "127.0.0.1"} for number in range(200)]}, tmp_path)
    table.write_text("topic,language,official,mailbox\n,,Mari Mets,unit7\n,ru,Jüri Jõgi,unit8\n,,Mari Mets,unit200\n,,Mari Mets,\n")
    with pytest.raises(OfficeFault) as fault:
        routing_of(told)
    assert [one.split(":")[0] for one in fault.value.faults] == [f"routing.csv row {row}" for row in (4, 5)]
    table.write_text("topic,language,official,mailbox\n,,Mari Mets,unit7\n,ru,Jüri Jõgi,unit8\n")
    assert routing_of(told) == (Route("", "", "Mari Mets", "unit7"), Route("", "ru", "Jüri Jõgi", "unit8"))
    table.write_text("teema,keel\n")
    with pytest.raises(OfficeFault, match="row 1: the columns must be topic, language, official"):
        routing_of(told)


def test_without_a_folder_everything_is_built_in(tmp_path: Path) -> None:
    told = Settings.of({}, tmp_path)
    assert calendar_of(told).closures == {}
    assert len(senders_of(told).outlets) > 20


def test_no_command_ever_prints_a_secret(terminal: Terminal, outside: Outside) -> None:
    terminal.settings(settings(outside) + f'[storage]\ndatabase = "postgresql://vastaja:{HUSH}@127.0.0.1:1/x"\n')
    for words in (
        ["check"],
        ["cases"],
        ["db", "upgrade"],
        ["db", "verify"],
        ["db", "backup", "x"],
        ["ledger", "--json"],
        ["staff", "list"],
    ):
        done = terminal(*words)
        assert done.code == 1, words
        assert HUSH not in done.out + done.err, words
        assert "Traceback" not in done.err


def test_points_of_law_are_named_until_a_lawyer_has_ticked_them(terminal: Terminal, outside: Outside) -> None:
    terminal.settings(settings(outside)).chmod(0o600)
    paper = (Path(__file__).parents[2] / "docs" / "dpo.md").read_text(encoding="utf-8")
    points = re.findall(r"^(\d+)\. ", paper.partition("## For a lawyer to confirm")[2], re.MULTILINE)
    assert len(points) == POINTS_OF_LAW
    assert "warn" in states(terminal)["law"]
    (terminal.folder / "office").mkdir(exist_ok=True)
    (terminal.folder / "office/confirmed.txt").write_text("\n".join(points), encoding="utf-8")
    assert states(terminal)["law"] == ["ok"]


def test_a_folder_that_is_shut_to_this_user_is_a_finding_and_says_who_may(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0)
    told = Settings.of({"storage": {"database": f"sqlite:///{shut}/var/vastaja.db", "originals": f"{shut}/var/originals"}}, tmp_path)
    with as_nobody(tmp_path):
        found = [*check_database(told), *check_disks(told)]
    assert {(one.state, one.sentence.endswith(FOR_WHOM)) for one in found if one.state is not State.OK} == {(State.FAIL, True)}
    assert len([one for one in found if one.state is State.FAIL]) == 3


def test_a_first_settings_file_names_no_made_up_agency(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    assert terminal("init", "new").code == 0
    found = {(one["what"], one["state"]) for one in terminal("check", "--json", "--config", "new/vastaja.toml").lines}
    assert {("office", "fail"), ("senders", "warn")} <= found
