"""`vastaja learn` is off until the agency switches it on, and learns from nothing where there is nothing to learn."""

from hashlib import sha256

from casework.learn import put_in_use
from reading.model import built_in_model, packed
from tests.vastaja.terminal import SETTINGS, Terminal
from vastaja.learnt import model_file
from vastaja.opening import open_desk
from vastaja.settings import load_settings

ON = SETTINGS + "[learning]\non = true\n"


def test_learning_is_off_until_it_is_switched_on(terminal: Terminal) -> None:
    done = terminal("learn")
    assert (done.code, "[learning] on = true" in done.err) == (2, True)


def test_too_few_corrections_teach_nothing_and_nothing_is_undone(terminal: Terminal) -> None:
    terminal.settings(ON)
    assert "at least 5 are needed" in terminal("learn").err
    assert terminal("learn", "--undo").code == 1
    assert terminal("learn", "--list", "--json").lines == []


def test_the_learnt_model_reads_while_learning_is_on_and_its_file_is_there(terminal: Terminal) -> None:
    terminal.settings(ON)
    settings = load_settings(terminal.folder / "vastaja.toml", terminal.environment)
    content = packed(built_in_model())
    digest = sha256(content).hexdigest()
    with open_desk(settings) as desk:
        desk.do_now(put_in_use, digest, [], {})
        assert model_file(desk, settings) is None  # the file is gone: the built-in model reads
        settings.learning.folder.mkdir(parents=True)
        (settings.learning.folder / f"{digest}.bin").write_bytes(content)
        assert model_file(desk, settings) == settings.learning.folder / f"{digest}.bin"
    (row,) = terminal("learn", "--list", "--json").lines
    assert (row["digest"], row["in_use"], row["erased"]) == (digest, True, False)
    assert "the built-in model" in terminal("learn", "--undo").out
