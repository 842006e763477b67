"""By agreement an answer goes in another language alone, without the Estonian (KeeleS § 12 (3)): recorded, and ended by a word."""

import pytest

from casework.agreed_language import agree_language
from casework.assign import take
from casework.correct import change_language
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.files_out import letter_pdf
from casework.proof_letter import add_proof
from casework.refusals import MissingReason
from casework.refusals_of_letters import NotWrittenIn
from casework.word_edit import apply_docx, docx_to_edit, take_docx
from rules.kinds import Language
from tests.casework.conftest import Post
from tests.house import People
from tests.replies.test_documents import words_of_pdf

RUSSIAN = "Кто платит за замещающий уход ребёнка в приёмной семье? Прошу объяснить порядок оплаты."
HOW = "телефон 23.11"


@pytest.fixture
def ref(desk: Desk, people: People, post: Post) -> str:
    _, ref = post(RUSSIAN)
    desk.do_now(take, people.mari, ref)
    return ref


def test_an_answer_goes_in_the_agreed_language_alone_on_paper_in_word_and_with_the_proof_of_its_day(desk: Desk, people: People, ref: str) -> None:
    desk.do_now(agree_language, people.mari, ref, Language.RUSSIAN, HOW)
    first = desk.do_now(draft_answer, people.mari, ref)
    made = desk.do_now(edit, people.mari, ref, first.version, "За уход платит самоуправление.")
    assert made.subject == "Ответ на Ваше обращение (26-0001)"
    assert made.text.startswith("Ваше письмо: ")
    assert "Lugupidamisega" not in made.text
    assert "Перевод на русский язык" not in made.text
    assert "Lugupidamisega" not in words_of_pdf(desk.do_now(letter_pdf, people.mari, ref).octets)
    handed = desk.do_now(docx_to_edit, people.mari, ref)
    desk.do_now(take_docx, people.mari, ref, handed.octets)
    assert desk.do_now(apply_docx, people.mari, ref).text == made.text
    proved = desk.do_now(add_proof, people.mari, ref)
    assert "Срок" in proved.text
    assert "tähtaeg" not in proved.text.lower()


def test_another_language_or_estonian_ends_the_agreement(desk: Desk, people: People, ref: str) -> None:
    desk.do_now(agree_language, people.mari, ref, Language.RUSSIAN, HOW)
    desk.do_now(change_language, people.mari, ref, Language.ENGLISH)
    assert "Lugupidamisega" in desk.do_now(draft_answer, people.mari, ref).text
    desk.do_now(change_language, people.mari, ref, Language.RUSSIAN)
    assert "Lugupidamisega" not in desk.do_now(draft_answer, people.mari, ref).text  # what was agreed on is still on record
    desk.do_now(agree_language, people.mari, ref, Language.ESTONIAN, "")
    desk.do_now(change_language, people.mari, ref, Language.RUSSIAN)
    assert "Lugupidamisega" in desk.do_now(draft_answer, people.mari, ref).text


def test_an_agreement_says_how_and_is_of_a_language_we_write(desk: Desk, people: People, ref: str) -> None:
    with pytest.raises(MissingReason):
        desk.do_now(agree_language, people.mari, ref, Language.RUSSIAN, " ")
    with pytest.raises(NotWrittenIn):
        desk.do_now(agree_language, people.mari, ref, Language.FINNISH, HOW)
    assert "Lugupidamisega" in desk.do_now(draft_answer, people.mari, ref).text
