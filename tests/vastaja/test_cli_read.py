"""`vastaja read` and `vastaja deadline`: what a program gets, what a person sees, what an operator did wrong."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from casework import letters
from rules.workdays import Calendar
from tests.vastaja.terminal import Terminal, letter
from vastaja.folder import senders_of
from vastaja.letter_report import SURE_ENOUGH, Reading, letter_report
from vastaja.settings import Settings

KEYS = [
    "file", "message_id", "date", "subject", "from", "reply_to", "to", "cc", "body", "new_text", "attachments",
    "signatures", "automatic", "language", "kind", "kind_confidence", "kind_reasons", "other_kinds", "media", "child",
    "child_reasons", "offence", "offence_reasons", "topic", "personal_data", "masked", "due", "safe", "basis", "defects",
]  # fmt: skip
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # Monday


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading(senders_of(Settings.of({}, tmp_path)), Calendar(), NOW)


def report(reading: Reading, raw: bytes) -> dict[str, object]:
    return letter_report("a.eml", reading.of(raw), reading)


def test_the_line_of_a_letter_has_every_key_in_its_order(reading: Reading) -> None:
    told = report(reading, letter("Palun selgitage, kuidas koduteenust määratakse."))
    assert list(told) == KEYS
    assert told["date"] == "2026-11-16T10:00:00+02:00"
    assert told["from"] == {"name": "Kadri Kask", "address": "kadri.kask@post.example"}
    assert (told["kind"], told["due"], told["safe"], told["basis"]) == (
        "selgitustaotlus", "2026-12-01", "2026-12-01", "MSVS § 6",
    )  # fmt: skip


def test_a_letter_without_a_date_or_from_the_future_counts_from_today(reading: Reading) -> None:
    words = "Palun selgitage, kuidas koduteenust määratakse."
    for told, shown in (("", None), ("Mon, 16 Nov 2099 10:00:00 +0200", "2099-11-16T10:00:00+02:00")):
        found = report(reading, letter(words, Date=told))
        assert (found["date"], found["due"]) == (shown, "2026-12-08")  # 15 days from Monday 23 November


def test_of_a_kind_in_doubt_the_strictest_of_all_counts(reading: Reading) -> None:
    assert SURE_ENOUGH == letters.SURE_ENOUGH
    understood = reading.of(letter("Palun saatke mulle koopia otsusest. Palun selgitage ka, kuidas see tehti."))
    term = reading.term(understood)
    assert term is not None
    kinds = {understood.suggestions.kind, *understood.suggestions.other_kinds}
    if understood.suggestions.kind_confidence < SURE_ENOUGH:
        assert term.safe <= date(2026, 11, 23)
    assert kinds


def test_a_letter_from_before_the_law_has_no_date_of_an_answer(reading: Reading) -> None:
    told = report(
        reading, letter("Palun selgitage, kuidas koduteenust määratakse.", Date="Mon, 16 Nov 1992 10:00:00 +0200")
    )
    assert (told["due"], told["safe"], told["basis"]) == (None, None, "")


@pytest.mark.parametrize(
    "raw", [b"", b"\0\xff\xfe" * 1000, b"Date: Fri, 31 Dec 9999 23:59:59 -1200\n\nx", b"From: =?x?b?" + b"=" * 9000, b"\n" * 5000]
)  # fmt: skip
def test_a_hostile_letter_is_a_line_with_its_defects(reading: Reading, raw: bytes) -> None:
    told = report(reading, raw)
    assert list(told) == KEYS
    assert told["defects"]


def test_read_needs_no_settings_and_prints_one_line_of_json_a_letter(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.letter("a.eml", "Üks rida.\u2028Teine rida.\x85Kolmas.", Subject="Tere")
    (tmp_path / "b.eml").write_bytes(b"\0\0\0")
    done = terminal.apart("read", "a.eml", "b.eml", "--json")
    assert (done.code, done.err) == (0, "")
    assert [line["file"] for line in done.lines] == ["a.eml", "b.eml"]
    assert {file.name for file in tmp_path.iterdir()} == {"a.eml", "b.eml"}, "nothing is stored"


def test_a_file_that_cannot_be_opened_is_told_and_the_others_go_on(terminal: Terminal) -> None:
    terminal.letter("a.eml")
    done = terminal("read", "nothing.eml", ".", "a.eml", "--json")
    assert done.code == 1
    assert [line["file"] for line in done.lines] == ["a.eml"]
    assert done.err.splitlines() == [
        "vastaja: nothing.eml: cannot be read (No such file or directory)", "vastaja: .: cannot be read (Is a directory)",
    ]  # fmt: skip


def test_what_a_person_sees_of_a_letter_cannot_fool_the_terminal(terminal: Terminal) -> None:
    terminal.letter("a.eml", Subject="=?utf-8?q?Tere=1b[31m=e2=80=ae?=")
    done = terminal.apart("read", "a.eml", PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "subject     Tere" in done.out


def test_a_deadline_is_printed_as_the_contract_says(terminal: Terminal) -> None:
    done = terminal("deadline", "Selgitustaotlus", "--received", "2026-08-20T12:00", "--json")
    assert done.code == 0
    (told,) = done.lines
    assert {key: value for key, value in told.items() if key != "proof"} == {
        "kind": "selgitustaotlus", "rule": "R04", "basis": "MSVS § 6", "received": "2026-08-20T12:00:00+03:00",
        "registered": "2026-08-21", "raw_end": "2026-09-05", "due": "2026-09-07", "safe": "2026-09-04",
        "notice_by": "2026-09-04", "extended_due": "2026-10-21",
    }  # fmt: skip
    assert sum(row["counts"] for row in told["proof"]) == 15
    assert set(told["proof"][0]) == {"date", "counts", "why"}


def test_a_term_in_hours_ends_at_a_moment(terminal: Terminal) -> None:
    (told,) = terminal("deadline", "R17", "--received", "2026-11-20T15:30", "--json").lines
    assert told["due"] == "2026-11-23T15:30:00+02:00"
    assert [row["date"] for row in told["proof"]] == ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]


def test_an_extended_term_keeps_the_notice_of_the_first(terminal: Terminal) -> None:
    (plain,) = terminal("deadline", "teabenõue", "--received", "2026-11-16T12:00", "--json").lines
    (longer,) = terminal("deadline", "teabenõue", "--received", "2026-11-16T12:00", "--extended", "--json").lines
    assert plain["due"] == "2026-11-23"
    assert (longer["due"], longer["notice_by"]) == (plain["extended_due"], plain["notice_by"])


def test_a_letter_that_owes_no_answer_has_no_dates(terminal: Terminal) -> None:
    (told,) = terminal("deadline", "muu", "--received", "2026-11-16T12:00", "--json").lines
    assert (told["rule"], told["due"], told["safe"], told["proof"]) == ("", None, None, [])


def test_a_person_sees_the_proof_in_estonian(terminal: Terminal) -> None:
    done = terminal("deadline", "järelepärimine", "--received", "2026-11-16T12:00", "--by", "2026-11-27")
    assert done.code == 0
    assert "kirjas nimetatud päev" in done.out
    assert "27.11.2026" in done.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["kiri", "--received", "2026-11-16T12:00"], "there is no kind kiri; the kinds are"),
        (["R99", "--received", "2026-11-16T12:00"], "there is no rule R99"),
        (["R29", "--received", "2026-11-16T12:00"], "give it with --by"),
        (["vaie", "--received", "yesterday"], "--received is a moment such as"),
        (["vaie", "--received", "2026-11-16T12:00", "--registered", "16.11.2026"], "--registered is a day such as"),
        (["vaie", "--received", "2026-11-16T12:00", "--registered", "2026-11-15"], "before it was received"),
        (["R31", "--received", "2026-11-16T12:00", "--extended"], "cannot be extended"),
    ],
)
def test_wrong_words_are_answered_with_one_sentence_and_exit_2(
    terminal: Terminal, words: list[str], sentence: str
) -> None:
    done = terminal("deadline", *words)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert done.err.count("\n") == 1


def test_settings_that_are_wrong_end_with_exit_2_and_every_fault(terminal: Terminal) -> None:
    terminal.settings('[smtp]\nhots = "x"\npassword = "hush-hush-42"\n[web]\nlisten = "everywhere"\n')
    done = terminal("deadline", "vaie", "--received", "2026-11-16T12:00")
    assert done.code == 2
    assert len(done.err.splitlines()) == 2
    assert "did you mean host?" in done.err
    assert "hush" not in done.err
    assert terminal("read", "a.eml", "--config", "nothing.toml").code == 2


def test_the_year_after_the_table_of_holidays_cannot_be_counted(terminal: Terminal) -> None:
    done = terminal("deadline", "vaie", "--received", "2045-11-16T12:00")
    assert done.code == 1
    assert "the table of holidays knows the years" in done.err


def test_a_term_is_never_counted_from_the_future(reading: Reading) -> None:
    understood = reading.of(
        letter("Palun selgitage, kuidas koduteenust määratakse.", Date="Sat, 16 Nov 2030 10:00:00 +0200")
    )
    term = reading.term(understood)
    assert term is not None
    assert term.received == NOW
    assert term.due == (NOW + timedelta(days=15)).date()
