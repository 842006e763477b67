"""Every text we ship, filled with every fact and with the fewest."""

from collections.abc import Mapping
from datetime import date

import pytest

from replies.catalogue import REPLIES, WRITTEN, languages_of
from replies.leftovers import leftovers
from replies.library import Library
from replies.lint import lint
from replies.positions import Positions
from replies.preview import inventory, preview
from replies.samples import BARE, SAMPLE, sample_facts
from rules.kinds import Kind, Language

LIBRARY = Library()
LETTERS = [reply for reply, known in REPLIES.items() if "body" in known.parts]
CHATS = [reply for reply, known in REPLIES.items() if "chat" in known.parts]
FACTS = [pytest.param(SAMPLE, id="all"), pytest.param(BARE, id="fewest")]


@pytest.mark.parametrize("facts", FACTS)
@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("kind", [None, *Kind])
@pytest.mark.parametrize("reply", LETTERS)
def test_every_letter_is_whole_in_every_language_and_kind(
    reply: str, kind: Kind | None, language: Language, facts: Mapping[str, object]
) -> None:
    letter = LIBRARY.render(reply, language, sample_facts(reply, kind, facts), kind)

    assert letter.subject == " ".join(letter.subject.split()) != ""
    assert list(leftovers(letter.subject + letter.text)) == []
    assert [slip for slip in ("..", " .", " ,", "None", "()") if slip in letter.text] == []
    assert "\n\n\n" not in letter.text
    assert f'<html lang="{language}">' in letter.html


@pytest.mark.parametrize("facts", FACTS)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reply", CHATS)
def test_every_chat_text_can_be_told_to_readers_of_every_language(
    reply: str, language: Language, facts: Mapping[str, object]
) -> None:
    text = LIBRARY.chat(reply, language, sample_facts(reply, None, facts))

    assert text == text.strip() != ""
    assert list(leftovers(text)) == []


def test_what_we_ship_has_no_fault() -> None:
    assert lint(LIBRARY, Positions(), date(2026, 11, 22)) == ()


def test_every_letter_of_the_catalogue_is_written_in_four_languages_and_every_chat_text_in_three() -> None:
    written = {(entry.reply, entry.kind): entry.languages for entry in inventory(LIBRARY)}

    assert {reply for reply, _ in written} == set(REPLIES)
    assert written == {(reply, kind): languages_of("body" if "body" in REPLIES[reply].parts else "chat") for reply, kind in written}


def test_the_inventory_tells_kinds_parts_and_whose_they_are() -> None:
    entries = {(entry.reply, entry.kind): entry for entry in inventory(LIBRARY)}

    assert entries["reminder", ""].parts == ("body", "chat", "subject")
    assert entries["answer", "teabenoue"].parts == ("body", "subject")
    assert not any(entry.agency for entry in entries.values())


def test_a_preview_shows_subject_body_and_chat() -> None:
    shown = preview(LIBRARY, "reminder", Language.ENGLISH)

    assert shown.startswith("Reminder: letter 26-0142\n\n")
    assert shown.endswith("Reminder: letter 26-0142 must be answered by 8 December 2026 at the latest.\n")


@pytest.mark.parametrize("kind", [Kind.INFORMATION])
@pytest.mark.parametrize("reply", ["answer", "late_answer", "refusal_to_answer"])
def test_a_request_for_information_is_told_how_to_challenge(reply: str, kind: Kind) -> None:
    text = LIBRARY.render(reply, Language.ESTONIAN, sample_facts(reply, kind), kind).text

    assert "vaide Andmekaitse Inspektsioonile" in text


@pytest.mark.parametrize("kind", [Kind.CHALLENGE, Kind.DATA_SUBJECT, Kind.INQUIRY])
@pytest.mark.parametrize("reply", ["extension", "forwarding", "forwarding_body"])
def test_the_act_on_memoranda_is_not_cited_where_it_does_not_govern(reply: str, kind: Kind) -> None:
    text = LIBRARY.render(reply, Language.ESTONIAN, sample_facts(reply, kind), kind).text

    assert "märgukirjale ja selgitustaotlusele vastamise" not in text


def test_the_referral_of_a_child_does_not_name_the_reporter() -> None:
    letter = LIBRARY.render("child_referral", Language.ESTONIAN, sample_facts("child_referral"))

    assert "Mari Näidis" not in letter.text
    assert "1-2/34" not in letter.text


def test_who_drafts_is_named_apart_from_who_signs() -> None:
    signed_by_head = LIBRARY.render("answer", Language.ESTONIAN, sample_facts("answer")).text
    signed_by_handler = LIBRARY.render("answer", Language.ESTONIAN, sample_facts("answer", None, BARE)).text

    assert (
        "Lugupidamisega\n\nJaan Juhataja\ntalituse juhataja\njärelevalve talitus\nNäidisamet\n\nKoostaja: Tiina Ametnik\n"
        in signed_by_head
    )
    assert signed_by_handler.endswith("Lugupidamisega\n\nTiina Ametnik\nNäidisamet\n")


def test_the_reference_line_has_their_number_and_ours() -> None:
    with_numbers = LIBRARY.render("answer", Language.ESTONIAN, sample_facts("answer")).text
    without = LIBRARY.render("answer", Language.ESTONIAN, sample_facts("answer", None, BARE)).text

    assert "Teie 20.11.2026 nr 1-2/34\nMeie 01.12.2026 nr 5-1/142-2\n" in with_numbers
    assert without.startswith("Teie 22.11.2026\nMeie nr 26-0142\n\nLugupeetud pöörduja\n")
