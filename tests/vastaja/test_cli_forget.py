"""Forgetting at the terminal: a list first, a person's yes, and a copy for the person it is about."""

from pathlib import Path

from tests.vastaja.terminal import Terminal


def closed_long_ago(terminal: Terminal) -> Path:
    """Import a letter, close its case ten years back, and return the one original."""
    terminal.letter("a.eml")
    terminal("import", "a.eml")
    terminal.sql("UPDATE \"case\" SET state = 'closed', closed_at = '2015-01-05 10:00:00.000000'")
    (original,) = (terminal.folder / "var/originals").glob("??/*")
    return original


def test_nothing_is_forgotten_without_a_persons_yes_and_with_it_the_file_goes_too(terminal: Terminal) -> None:
    original = closed_long_ago(terminal)
    listed = terminal("forget", "--due", "--json")
    assert [one["ref"] for one in listed.lines] == ["26-0001"]
    assert listed.lines[0]["kept_until"] == "2020-01-05"
    assert "nothing was forgotten" in listed.err
    assert original.exists()
    done = terminal("forget", "--due", "--yes")
    assert (done.code, "1 cases and 0 messages of no case are forgotten" in done.err) == (0, True)
    assert not original.exists()
    if (file := terminal.folder / "var/vastaja.db").exists():  # PostgreSQL writes over what was taken out in its own time
        assert b"Kadri" not in file.read_bytes()
    assert [one["faults"] for one in terminal("db", "verify", "--json").lines] == [[]] * 5
    assert terminal("forget", "--due").err.strip() == "nothing was forgotten"


def test_a_held_case_stays_and_one_case_needs_a_reason(terminal: Terminal) -> None:
    closed_long_ago(terminal)
    assert terminal("forget", "26-0001", "--hold", "--why", "kohtuvaidlus").code == 0
    assert terminal("forget", "--due", "--json").lines == []
    assert "26-0001 must be kept" in terminal("forget", "26-0001", "--yes", "--why", "taotlus").err
    assert terminal("forget", "26-0001", "--release").code == 0
    assert terminal("forget", "26-0001", "--yes").code == 1  # no reason
    assert terminal("forget", "26-0001", "--why", "taotlus").code == 1  # no yes
    assert terminal("forget", "26-0001", "--yes", "--why", "taotlus").code == 0
    assert terminal("forget").code == 2


def test_a_person_gets_a_copy_of_all_that_is_kept(terminal: Terminal) -> None:
    closed_long_ago(terminal)
    done = terminal("subject", "kadri.kask@post.example", "--out", "copy")
    assert (done.code, len([*(terminal.folder / "copy").glob("*.eml")])) == (0, 1)
    assert "koduteenust" in (terminal.folder / "copy/cases.jsonl").read_text(encoding="utf-8")
    assert terminal("subject", "nobody@post.example", "--out", "other").code == 1


def test_after_a_restore_the_history_kept_elsewhere_forgets_again(terminal_with_a_file: Terminal) -> None:
    house = terminal_with_a_file
    closed_long_ago(house)
    house("db", "backup", "copy")
    assert house("forget", "--due", "--yes").code == 0
    assert house("db", "verify", "--export", "history.jsonl").code == 0
    (house.folder / "var").rename(house.folder / "lost")
    house("db", "restore", "copy")
    assert house("show", "26-0001", "--json").lines[0]["handler"] == ""
    assert "koduteenust" in str(house("subject", "kadri.kask@post.example", "--out", "a").out) + (house.folder / "a/cases.jsonl").read_text("utf-8")
    assert house("forget", "--again", "history.jsonl").code == 1  # no yes
    again = house("forget", "--again", "history.jsonl", "--yes")
    assert (again.code, again.out) == (0, "1 cases are forgotten again: 26-0001\n")
    assert not [*(house.folder / "var/originals").glob("??/*")]
    assert house("subject", "kadri.kask@post.example", "--out", "b").code == 1
    assert [one["faults"] for one in house("db", "verify", "--json").lines] == [[]] * 5
    assert "is no history" in house("forget", "--again", "vastaja.toml", "--yes").err
    assert house("forget", "--again", "history.jsonl", "--due").code == 2


def test_other_cases_with_words_of_one_are_named_before_the_question(terminal: Terminal) -> None:
    closed_long_ago(terminal)
    terminal.letter("b.eml", "Palun selgitage ka sõidutoetust.", Message_ID="<2@post.example>", Subject="Toetus")
    terminal("import", "b.eml")
    told = terminal("forget", "26-0001", "--why", "taotlus")
    assert (told.code, told.out.splitlines()[-1].split()) == (1, ["26-0002", "the", "same", "writer"])
    assert terminal("forget", "26-0001", "--why", "taotlus", "--yes", "--json").lines == [{"elsewhere": "26-0002", "why": ["the same writer"]}]


def test_the_agencys_own_years_stand_before_the_usual_ones(terminal: Terminal) -> None:
    closed_long_ago(terminal)
    (terminal.folder / "office").mkdir()
    table = terminal.folder / "office/retention.csv"
    table.write_text("kind,years\nselgitustaotlus,50\njuhtumita,2\n", encoding="utf-8-sig")
    assert terminal("forget", "--due", "--json").lines == []
    table.write_text("kind,years\nkosmos,5\ntanu_tagasiside,0\nselgitustaotlus,\nmuu,1\nmuu,2\n")
    refused = terminal("forget", "--due")
    assert [refused.code, *(f"retention.csv row {row}: " in refused.err for row in (2, 3, 4, 6))] == [2, True, True, True, True]
    table.write_text("liik,aastad\n")
    assert "the columns must be kind, years" in terminal("forget", "--due").err
