"""An operator lists, opens and settles what waits: receipts of old letters, letters of ours; and counts the mailbox."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.outbox import Told, claim, settle
from casework.receive import Arrival, Update, settle_update, take_in, take_updates
from casework.register import file_letter
from casework.understand import understand_octets
from rules.records import Dispatch, Filed
from tests.vastaja.terminal import Terminal, letter
from vastaja.opening import open_desk, originals_of
from vastaja.settings import load_settings


def take(terminal: Terminal, days_ago: int, **headers: str) -> None:
    """Let a letter come into the house as the service takes it."""
    settings = load_settings(terminal.folder / "vastaja.toml", terminal.environment)
    raw = letter("Palun selgitage, kuidas koduteenust määratakse.", **headers)
    with open_desk(settings) as desk:
        digest = originals_of(settings).keep(raw)
        came = datetime.now(UTC) - timedelta(days=days_ago)
        (ledger_id,) = desk.do_now(take_in, "imap:info", "INBOX", [Arrival(digest, len(raw), came, 1, days_ago + 1)])
        desk.do_now(file_letter, ledger_id, understand_octets(raw, desk.office.senders))


@pytest.mark.parametrize(("word", "said", "receipt"), [("send", "are on their way", "pending"), ("drop", "will not be sent", "never")])
def test_the_receipts_of_old_letters_are_sent_or_dropped(
    terminal: Terminal, word: str, said: str, receipt: str
) -> None:
    take(terminal, 9)
    done = terminal("outbox", "receipts", word)
    assert (done.code, done.out) == (0, f"1 receipts {said}\n")
    assert [row["receipt"] for row in terminal("ledger", "--json").lines] == [receipt]
    assert terminal("outbox", "receipts", word).out.startswith("0 receipts")


def test_another_word_about_receipts_is_a_wrong_use(terminal: Terminal) -> None:
    assert terminal("outbox", "receipts", "burn").code == 2


def test_a_letter_of_ours_can_be_opened(terminal: Terminal) -> None:
    take(terminal, 0)
    with open_desk(load_settings(terminal.folder / "vastaja.toml", terminal.environment)) as desk:
        (parcel,) = desk.do_now(claim, "mail", 8)
        desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.UNCERTAIN, "the line was cut")])
    (shown,) = terminal("outbox", "show", str(parcel.id), "--json").lines
    assert (shown["to"], shown["state"], shown["error"]) == ("kadri.kask@post.example", "uncertain", "the line was cut")
    assert "116 111" in shown["text"]
    plain = terminal("outbox", "show", str(parcel.id))
    assert "the line was cut" in plain.out
    assert terminal("outbox", "show", "999").code == 1


def test_an_update_of_the_bot_that_failed_can_be_shown_and_replayed_but_is_no_letter(terminal: Terminal) -> None:
    with open_desk(load_settings(terminal.folder / "vastaja.toml", terminal.environment)) as desk:
        (number,) = desk.do_now(take_updates, [Update(7, "d", '{"update_id": 7}')])
        desk.do_now(settle_update, number, Filed.SET_ASIDE, why="KeyError")
    assert [row["id"] for row in terminal("held", "list", "--json").lines] == [number]
    assert terminal("held", "show", str(number), "--json").lines[0]["update"] == '{"update_id": 7}'
    assert "KeyError" in terminal("held", "show", str(number)).out
    refused = terminal("held", "new", str(number))
    assert (refused.code, "replayed or dismissed" in refused.err) == (1, True)
    assert terminal("held", "replay", str(number)).code == 0
    assert [row["outcome"] for row in terminal("ledger", "--json").lines] == ["pending"]


def test_a_census_without_a_mailbox_is_a_wrong_use(terminal: Terminal) -> None:
    done = terminal("census")
    assert (done.code, "mailbox" in done.err) == (2, True)


def test_a_census_of_a_mailbox_that_does_not_answer_fails_with_a_sentence(terminal: Terminal) -> None:
    file = terminal.folder / "vastaja.toml"
    file.write_text(file.read_text() + '\n[[mailbox]]\nname = "info"\nhost = "127.0.0.1"\nport = 1\nsecurity = "plain"\n')
    done = terminal("census", "--json")
    assert (done.code, done.out) == (1, "")
    assert "info" in done.err
