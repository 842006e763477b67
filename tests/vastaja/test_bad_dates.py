"""What no calendar holds is refused at the command line with a sentence, and never with a trace."""

import pytest

from tests.vastaja.terminal import Terminal

USUAL = ("deadline", "selgitustaotlus", "--received", "2026-11-23T10:00")


@pytest.mark.parametrize(("words", "sentence"), [
    (("deadline", "selgitustaotlus", "--received", "2026-02-30T10:00"), "--received is a moment"),
    (("deadline", "selgitustaotlus", "--received", "2026-13-01"), "--received is a moment"),
    (("deadline", "selgitustaotlus", "--received", "homme"), "--received is a moment"),
    (("deadline", "kirjake", "--received", "2026-11-23T10:00"), "there is no kind kirjake; the kinds are"),
    (("deadline", "R99", "--received", "2026-11-23T10:00"), "there is no rule R99"),
    ((*USUAL, "--registered", "2026-11-31"), "--registered is a day"),
    ((*USUAL, "--registered", "2026-11-22"), "before it was received"),
    (("deadline", "jarelparimine", "--received", "2026-11-23T10:00", "--by", "31.12.2026"), "--by is a day"),
    (("deadline", "R29", "--received", "2026-11-23T10:00"), "give it with --by"),
    (("deadline", "jarelparimine", "--received", "2026-11-23T10:00", "--by", "2026-12-01", "--extended"), "cannot be extended"),
    (("deadline", "R05", "--received", "2026-11-23T10:00", "--extended"), "the term of R05 (MSVS § 5) cannot be extended"),
])  # fmt: skip
def test_a_date_or_kind_that_cannot_be_is_a_wrong_use_with_a_sentence(
    terminal: Terminal, words: tuple[str, ...], sentence: str
) -> None:
    done = terminal(*words)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("received", ["1990-01-01T10:00", "2040-12-30T10:00", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_year_without_holidays_is_told_and_not_guessed(terminal: Terminal, received: str) -> None:
    done = terminal("deadline", "selgitustaotlus", "--received", received)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("vastaja: ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(("received", "due"), [
    ("2026-10-25T03:30", "2026-11-10"),  # Sunday, the hour that comes twice: registered on Monday
    ("2026-03-29T03:30", "2026-04-14"),  # Sunday, the hour that does not come
    ("2026-12-31T23:59:59", "2027-01-15"),  # Thursday, the last second of the year
    ("2027-01-01T00:00", "2027-01-19"),  # Friday, a holiday: registered on Monday
])  # fmt: skip
def test_odd_hours_have_a_right_date(terminal: Terminal, received: str, due: str) -> None:
    (found,) = terminal("deadline", "selgitustaotlus", "--received", received, "--json").lines
    assert found["due"] == due


@pytest.mark.parametrize("command", [("show", "26-9999"), ("show", "viiskümmend"), ("staff", "calendar", "Keegi")])
def test_what_is_not_there_is_named(terminal: Terminal, command: tuple[str, ...]) -> None:
    done = terminal(*command)
    assert done.code == 1
    assert done.err.count("\n") == 1
