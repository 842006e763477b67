"""`vastaja report` at the terminal."""

import json
from pathlib import Path

import pytest

from tests.house import letter, make_desk, receive
from tests.vastaja.terminal import Terminal


@pytest.mark.parametrize(("suffix", "begins"), [(".csv", b"\xef\xbb\xbffrom"), (".xlsx", b"PK"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_the_figures_are_written_by_the_suffix(terminal: Terminal, tmp_path: Path, suffix: str, begins: bytes) -> None:
    desk = make_desk(terminal.database)
    receive(desk, tmp_path / "originals", letter("Palun selgitage, kuidas koduteenust määratakse."))
    desk.store.close()
    out = tmp_path / f"figures{suffix}"
    done = terminal("report", "--from", "2026-11-01", "--to", "2026-11-30", "--out", str(out), "--json")
    assert done.code == 0
    assert out.read_bytes().startswith(begins)
    assert json.loads(done.out)["came"] == 1


@pytest.mark.parametrize(("options", "sentence"), [
    (("--from", "2026-11-01", "--to", "2026-10-01", "--out", "a.csv"), "is before"),
    (("--from", "november", "--to", "2026-10-01", "--out", "a.csv"), "a day is written 2026-11-01"),
    (("--from", "2026-11-01", "--to", "2026-11-30", "--out", "a.doc"), "the suffix must be one of"),
    (("--from", "2026-11-01", "--to", "2026-11-30", "--out", "a.csv", "--language", "xx"), "et, ru or en"),
])  # fmt: skip
def test_wrong_use_is_told_in_a_sentence(terminal: Terminal, options: tuple[str, ...], sentence: str) -> None:
    done = terminal("report", *options)
    assert done.code == 2
    assert sentence in done.err
    assert done.out == ""


def test_a_place_that_cannot_be_written_is_told(terminal: Terminal, tmp_path: Path) -> None:
    done = terminal("report", "--from", "2026-11-01", "--to", "2026-11-30", "--out", str(tmp_path / "none" / "a.csv"))
    assert done.code == 1
    assert "cannot be written" in done.err
