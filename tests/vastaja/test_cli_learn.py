"""`vastaja learn` is off until the agency switches it on, and learns from nothing where there is nothing to learn."""

from collections.abc import Callable
from hashlib import sha256

import pytest

from casework.desk import Desk
from casework.learn import put_in_use
from casework.overrule import change_offence, change_reply, change_topic
from casework.protect import set_child
from reading.model import built_in_model, packed, read_model
from reading.outlets import built_in_senders
from reading.page import Page
from reading.taught import LIKE_CORRECTED
from reading.understand import understand
from rules.kinds import Child
from tests.house import hire, letter, receive
from tests.reading.matters import CHOCOLATES, CHRONICLES, FOOD_BOXES, ROBBERS, SCHOOLBAGS
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


@pytest.mark.timeout(900)
def test_officials_correct_letters_of_five_matters_and_the_next_of_each_is_read_as_they_said(terminal: Terminal) -> None:
    terminal.settings(ON)
    settings = load_settings(terminal.folder / "vastaja.toml", terminal.environment)
    with open_desk(settings) as desk:
        correct_all(desk, terminal)
    (told,) = terminal("learn", "--json").lines
    assert told["taught"] == ["child none", "offence False", "offence True", "reply False", "topic koduteenus"]
    assert told["after"]["danger"] >= told["before"]["danger"]
    with open_desk(settings) as desk:
        file = model_file(desk, settings)
    assert file
    learnt, senders = read_model(file), built_in_senders(())
    box = understand(Page(text="Mu tädile määrati toidukarp, kuid kuller ütleb, et karp on otsas. Kelle poole pöörduda?"), senders, model=learnt)
    assert (box.topic, box.topic_reasons[0].name) == ("koduteenus", LIKE_CORRECTED)
    chronicle = understand(Page(text="Edastan teadmiseks seltsi aprillikuu kroonika: kiigeplatsile toodi liiva, metsas käidi ja kuur sai lukud."), senders, model=learnt)
    assert (chronicle.expects_reply, chronicle.reply_reasons[0].name) == (False, LIKE_CORRECTED)
    queue = understand(Page(text="Kas šokolaadikarbi ja ümbrikuga saab tõesti hooldekodu järjekorras ettepoole? Nii meile öeldi."), senders, model=learnt)
    assert queue.offence
    assert "built-in model" in terminal("learn", "--undo").out


def correct_all(desk: Desk, terminal: Terminal) -> None:
    """Let officials take in five letters of each matter and correct one decision of each; what was read rightly is first said otherwise."""
    people = hire(desk)
    mari = people.mari
    said: tuple[tuple[tuple[str, ...], tuple[Callable[[str], object], ...]], ...] = (
        (FOOD_BOXES, (lambda ref: desk.do_now(change_topic, mari, ref, "koduteenus"),)),
        (CHRONICLES, (lambda ref: desk.do_now(change_reply, mari, ref, False),)),
        (CHOCOLATES, (lambda ref: desk.do_now(change_offence, mari, ref, False), lambda ref: desk.do_now(change_offence, mari, ref, True))),
        (ROBBERS, (lambda ref: desk.do_now(change_offence, mari, ref, True), lambda ref: desk.do_now(change_offence, mari, ref, False))),
        (SCHOOLBAGS, (lambda ref: desk.do_now(set_child, mari, ref, Child.CONCERN), lambda ref: desk.do_now(set_child, mari, ref, Child.NONE, "eksitus"))),
    )
    number = 0
    for texts, steps in said:
        for text in texts:
            number += 1
            _, ref = receive(desk, terminal.folder / "originals", letter(text, message_id=f"<c{number}@post.example>"), number)
            for step in steps:
                step(ref)
