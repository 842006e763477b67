"""The index of words keeps step with the letters, on both engines."""


import pytest
from sqlalchemy import text
from sqlmodel import col, delete, update

from casework.desk import Desk
from casework.indexing import put_into_index, squeeze_index, waiting_to_index
from casework.turn import Turn
from reading.word_index import index_words, sought_phrase, sought_words
from storage.desk_tables import OutboxItem
from storage.search import Sought, newest, take_case_out
from storage.tables import Letter
from tests.casework.conftest import Post
from tests.indexed import index


def hits(desk: Desk, words: str, phrase: str = "") -> int:
    sought = Sought(sought_words(words), (sought_phrase(phrase),) if phrase else ())
    return len(desk.look_now(lambda turn: newest(turn.session, sought, 100)))


def test_a_letter_is_found_by_any_form_of_its_words(desk: Desk, post: Post) -> None:
    post("Hooldekodus kaebas vanaema, et märgukirjale ei vastatud.", subject="Küsimus")
    assert hits(desk, "hooldekodu") == 0
    assert index(desk) == 1
    for words in ("hooldekodudele", "HOOLDEKODU", "margukiri", "märgukirja", "kusimused", "vanaemale märgukirju"):
        assert hits(desk, words) == 1, words
    assert hits(desk, "hooldekodu lasteaed") == 0


def test_words_in_russian_english_and_german_are_found_too(desk: Desk, post: Post) -> None:
    post("Прошу ответить на жалобу о ребёнке.")
    post("We complain about two letters.", message_id="<b@post.example>")
    post("Die Kinder warten auf Anträge.", message_id="<c@post.example>")
    index(desk)
    for words in ("жалоба", "ребенок", "letter", "complaining", "Kind", "antrag"):
        assert hits(desk, words) == 1, words


def test_a_phrase_wants_its_words_in_their_order(desk: Desk, post: Post) -> None:
    post("Lastekodu uus direktor lahkus.")
    index(desk)
    assert hits(desk, "", "uue direktori") == 1
    assert hits(desk, "", "direktor uus") == 0
    assert hits(desk, "direktor uus") == 1


def test_a_changed_letter_is_found_by_its_new_words_only(desk: Desk, post: Post) -> None:
    post("Palun selgitage toetust.")
    index(desk)

    def change(turn: Turn) -> None:
        turn.session.get_one(Letter, 1).new_text = "Palun selgitage trahvi."

    desk.do_now(change)
    assert index(desk) == 1
    assert (hits(desk, "toetus"), hits(desk, "trahv")) == (0, 1)


def test_an_erased_letter_leaves_the_index_at_once(desk: Desk, post: Post) -> None:
    post("Palun selgitage toetust.")
    index(desk)

    def erase(turn: Turn) -> None:
        for row in (OutboxItem, Letter):
            turn.session.exec(delete(row))

    desk.do_now(erase)
    assert hits(desk, "toetus") == 0


def test_the_words_of_a_forgotten_case_leave_the_file(post: Post, desk: Desk) -> None:
    if desk.store.engine.dialect.name != "sqlite":
        return  # PostgreSQL frees them when it vacuums
    for number in range(30):
        post(f"Palun selgitage toetust {number}.", message_id=f"<{number}@x.example>")
    _, ref = post("Palun selgitage ussisõnu ja kosmoselaevu.", message_id="<k@x.example>")
    index(desk)

    def forget(turn: Turn) -> None:
        case = turn.case(ref)
        turn.session.exec(update(Letter).where(col(Letter.case_id) == case.id).values(text="", new_text="", masked=""))
        take_case_out(turn.session, case.id or 0)

    desk.do_now(forget)
    index(desk)
    while desk.do_now(squeeze_index):
        pass
    blocks = desk.look_now(lambda turn: turn.session.execute(text("SELECT block FROM searchwords_data")).all())
    held = b"".join(row[0] for row in blocks)
    assert b"toetus" in held
    assert b"kosmoselaev" not in held
    assert hits(desk, "toetus") == 30


def test_the_same_words_read_again_change_nothing(desk: Desk, post: Post) -> None:
    post("Palun selgitage toetust.")
    found = desk.look_now(waiting_to_index)
    read = [(one, index_words(*one.texts)) for one in found]
    desk.do_now(put_into_index, read)
    desk.do_now(put_into_index, read)
    assert hits(desk, "toetus") == 1
    assert desk.look_now(waiting_to_index) == []


@pytest.mark.parametrize("odd", ["", "\x00", "ööö " * 5000, "' OR 1=1 --", '"', "²³ ½", "a" * 10_000, "🙂 שלום ⓐ ¶"])
def test_a_letter_of_any_signs_is_taken_into_the_index(desk: Desk, post: Post, odd: str) -> None:
    post("Palun vastake.")
    desk.do_now(lambda turn: setattr(turn.session.get_one(Letter, 1), "new_text", odd.replace("\x00", "")))
    assert index(desk) >= 1
    hits(desk, odd)
