"""`vastaja check` says whether the model that was learnt here is there, and whether it holds what was forgotten since."""

from casework.learn import put_in_use
from casework.turn import Turn
from reading.model import built_in_model, packed
from storage.learning_tables import LearntModel
from tests.vastaja.terminal import SETTINGS, Terminal
from vastaja.check_learning import check_learning
from vastaja.findings import State
from vastaja.learnt import model_file
from vastaja.opening import open_desk
from vastaja.settings import load_settings

ON = SETTINGS + "[learning]\non = true\n"


def test_a_check_says_that_the_model_in_use_has_learnt_from_a_forgotten_case_and_what_to_do(terminal: Terminal) -> None:
    terminal.settings(ON)
    settings = load_settings(terminal.folder / "vastaja.toml", terminal.environment)
    assert list(check_learning(settings)) == []  # no database yet
    with open_desk(settings) as desk:
        assert [one.sentence for one in check_learning(settings)] == ["the built-in model reads"]
        desk.do_now(put_in_use, "d1", [1, 2], {})
        (gone,) = check_learning(settings)
        assert (gone.state, "is not in" in gone.sentence) == (State.WARN, True)
        settings.learning.folder.mkdir(parents=True)
        (settings.learning.folder / "d1.bin").write_bytes(b"{}\n")
        (other,) = check_learning(settings)
        assert (other.state, "another version" in other.sentence) == (State.WARN, True)
        assert model_file(desk, settings) is None  # the built-in model reads, and no letter waits
        (settings.learning.folder / "d1.bin").write_bytes(packed(built_in_model()))
        (there,) = check_learning(settings)
        assert (there.state, there.sentence) == (State.OK, "the model d1, learnt from 2 cases, reads")

        def forget(turn: Turn) -> None:
            row = turn.session.get_one(LearntModel, 1)
            row.erased = True
            turn.session.add(row)

        desk.do_now(forget)
        (erased,) = check_learning(settings)
        assert (erased.state, "run `vastaja learn`" in erased.sentence) == (State.WARN, True)
    terminal.settings(SETTINGS)
    assert list(check_learning(load_settings(terminal.folder / "vastaja.toml", terminal.environment))) == []
