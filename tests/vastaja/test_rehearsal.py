"""A rehearsal: what the service would have done with a folder of letters, on a made-up clock."""

from tests.vastaja.terminal import Terminal

DANGER = "Naabri laps on praegu keldrisse lukustatud ja verine, palun tulge kohe appi!"


def test_letters_of_other_days_are_answered_warned_of_and_nothing_is_kept(terminal: Terminal) -> None:
    terminal.letter("letters/a.eml", Date="Mon, 16 Nov 2026 10:00:00 +0200")
    terminal.letter("letters/b.eml", DANGER, Date="Fri, 20 Nov 2026 21:30:00 +0200", Message_ID="<2@post.example>")
    terminal.letter("letters/c.eml", Date="Mon, 3 Aug 2026 10:00:00 +0300", Message_ID="<3@post.example>")
    done = terminal("rehearse", "letters", "--from", "2026-11-16T09:50", "--to", "2026-11-24T09:00", "--json")
    assert done.code == 0
    assert "1 letters are of another time" in done.err
    assert [list(one) for one in done.lines[:1]] == [["at", "what", "ref", "to", "why"]]
    told = [(one["at"], one["what"], one["ref"], one["to"]) for one in done.lines]
    assert [one for one in told if one[2]][:2] == [
        ("2026-11-16T10:00:00+02:00", "letter: case", "26-0001", "a.eml"), ("2026-11-16T10:00:00+02:00", "receipt", "26-0001", "by mail"),
    ]  # fmt: skip
    alerts = [at for at, what, ref, to in told if (what, ref, to) == ("child_alert", "26-0002", "duty")]
    assert alerts[:2] == ["2026-11-20T21:30:00+02:00", "2026-11-20T21:40:00+02:00"]  # Friday evening
    assert "child: recorded" in {what for _, what, _, _ in told}
    assert any(what == "reminder" and to == "duty" for _, what, _, to in told)  # nobody has taken the first one
    assert not (terminal.folder / "var").exists()
    assert "post.example" not in done.out


def test_times_that_cannot_be_are_refused_in_a_sentence(terminal: Terminal) -> None:
    (terminal.folder / "letters").mkdir()
    assert terminal("rehearse", "letters", "--from", "2026-11-16", "--to", "2026-11-01").code == 2
    assert "must be a day or a moment" in terminal("rehearse", "letters", "--from", "soon", "--to", "2026-11-01").err
    assert "there is no such folder" in terminal("rehearse", "none", "--from", "2026-11-01", "--to", "2026-11-02").err
    empty = terminal("rehearse", "letters", "--from", "2026-11-02T09:00", "--to", "2026-11-02T10:00", "--json")
    assert (empty.code, [one for one in empty.lines if one["ref"]]) == (0, [])  # Monday tells of the week all the same
