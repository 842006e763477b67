"""The log: one record a line, nothing in it that must not be in a log."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from vastaja.logs import Mask, set_up_logs

HUSH = "hush-hush-42"
TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    out = io.StringIO()
    set_up_logs([HUSH, "", "ab"], out)
    yield out
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def records(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_record_is_one_line_of_json_with_its_facts(stream: io.StringIO) -> None:
    structlog.get_logger("vastaja").info("a letter is filed", ref="26-0142", ledger=51234567, outcome="case")
    (record,) = records(stream)
    assert record["event"] == "a letter is filed"
    assert (record["ref"], record["ledger"], record["level"], record["logger"]) == (
        "26-0142",
        51234567,
        "info",
        "vastaja",
    )


@pytest.mark.parametrize(
    "words",
    [
        "isikukood 38001010000", "kadri.kask@post.example", "jüri.jõgi+x@näidis.ee", "+372 5555 0100", "5555 0100", "55550100",
        "00372 600 0000", TOKEN, f"https://api.telegram.org/bot{TOKEN}/getUpdates", f"login with {HUSH} failed", "600 0000",
    ],
)  # fmt: skip
def test_personal_data_and_secrets_are_masked_wherever_they_stand(stream: io.StringIO, words: str) -> None:
    log = structlog.get_logger("vastaja")
    log.info(f"said {words}!", fact=words, deep={"list": [words, (words,)], words: 1})
    log.bind(bound=words).warning("bound")
    logging.getLogger("library").warning("it said %s", words)
    try:
        raise ValueError(words)
    except ValueError:
        log.exception("a fault")
        logging.getLogger("library").exception("a fault of a library")
    told = stream.getvalue()
    secret = next(part for part in (HUSH, TOKEN, words.removeprefix("isikukood ")) if part in words)
    assert secret not in told
    assert "***" in told
    assert len(records(stream)) == 5


@pytest.mark.parametrize(
    "words", ["26-0142", "2026-11-23T10:00:00+02:00", "R04 5 10", "revision 7f3a", "127.0.0.1:8080", "info: 12 letters", "3.11.7"]
)  # fmt: skip
def test_what_an_operator_needs_is_left(words: str) -> None:
    assert Mask([]).text(words) == words


def test_a_bug_tells_its_place_and_cause_and_none_of_its_words(stream: io.StringIO) -> None:
    try:
        try:
            int("Kadri Kask palub abi")
        except ValueError as cause:
            raise KeyError("Kadri Kask") from cause
    except KeyError:
        structlog.get_logger("vastaja").exception("a bug")
    (record,) = records(stream)
    assert "Kadri" not in stream.getvalue()
    assert record["exception"].startswith("builtins.KeyError")
    assert "builtins.ValueError" in record["exception"]
    assert "test_logs.py" in record["exception"]


def test_a_letter_cannot_forge_a_record(stream: io.StringIO) -> None:
    structlog.get_logger("vastaja").info('x"}\n{"event":"forged"}\r\x1b[31m\u2028\x85y')
    assert len(stream.getvalue().splitlines()) == 1
    assert len(records(stream)) == 1
    assert "\x1b" not in stream.getvalue()


def test_the_addresses_that_hold_a_token_are_not_logged_at_all(stream: io.StringIO) -> None:
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).info("HTTP Request: POST https://api.telegram.org/bot1:x/getMe")
    assert stream.getvalue() == ""


def test_on_a_terminal_a_record_is_one_line_too() -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    screen = Screen()
    try:
        set_up_logs([HUSH], screen)
        structlog.get_logger("vastaja").info("one\ntwo", fact=f"{HUSH}\nthree")
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()
    assert screen.getvalue().count("\n") == 1
    assert HUSH not in screen.getvalue()
