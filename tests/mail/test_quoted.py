"""New words told from old, in the ways mail programs quote, in six languages; nobody's own words are lost."""

import time

import pytest

from mail.html import read_page
from mail.quoted import new_words
from mail.read import read_letter
from tests.mail.quoted_letters import (
    ATTRIBUTIONS,
    INTRODUCED,
    MARKED,
    OLD,
    OUTLOOK,
    OWN,
    OWN_WORDS,
    PAGE_OWN,
    PAGES,
    QUOTED,
    WRITTEN_LATER,
)


@pytest.mark.parametrize("name", OUTLOOK)
def test_a_letter_below_a_block_of_headers_is_old(name: str) -> None:
    own = OWN[name[:2]]
    assert new_words(f"{own}\n\n{OUTLOOK[name]}\n\n{OLD}") == own


@pytest.mark.parametrize("name", ATTRIBUTIONS)
def test_quoted_lines_below_an_attribution_are_old(name: str) -> None:
    own = OWN.get(name[:2], OWN["et"])
    assert new_words(f"{own}\n\n{ATTRIBUTIONS[name]}\n\n{QUOTED}") == own


@pytest.mark.parametrize("name", INTRODUCED)
def test_what_a_mail_program_introduces_is_old_with_arrows_and_without(name: str) -> None:
    own = OWN[name[:2]]
    assert new_words(f"{own}\n\n{INTRODUCED[name]}\n\n{OLD}") == own
    assert new_words(f"{own}\n\n{INTRODUCED[name]}\n\n{QUOTED}") == own


@pytest.mark.parametrize(("name", "way"), [(name, way) for name, (_, ways) in WRITTEN_LATER.items() for way in ways])
def test_programs_thought_of_later_are_known_too(name: str, way: str) -> None:
    own = OWN[name[:2]]
    assert new_words(f"{own}\n\n{WRITTEN_LATER[name][0]}\n\n{QUOTED if way == 'm' else OLD}", reply=True) == own


@pytest.mark.parametrize("name", MARKED)
def test_a_line_that_could_be_a_sentence_introduces_quoted_lines_only(name: str) -> None:
    own = OWN[name[:2]]
    assert new_words(f"{own}\n\n{MARKED[name]}\n\n{QUOTED}") == own
    assert new_words(f"{own}\n\n{MARKED[name]}\n\nMa ei nõustu sellega.").endswith("Ma ei nõustu sellega.")


@pytest.mark.parametrize("name", ["et gmail", "en gmail", "ru mail.ru", "de gmail"])
def test_words_below_the_quoted_lines_are_new(name: str) -> None:
    assert new_words(f"{ATTRIBUTIONS[name]}\n{QUOTED}\n\n{OWN['et']}") == OWN["et"]


def test_answers_between_quoted_lines_are_kept() -> None:
    text = f"{ATTRIBUTIONS['en gmail']}\n> Kas te elate Tartus?\nEi, Valgas.\n> Kas lapsi on mitu?\nKaks last.\n"
    assert new_words(text) == "Ei, Valgas.\nKaks last."


def test_quoted_lines_of_a_reply_need_no_attribution() -> None:
    assert new_words("> Kas te elate Tartus?\n\nEi, Valgas.", reply=True) == "Ei, Valgas."


@pytest.mark.parametrize("name", OWN_WORDS)
def test_the_writers_own_words_are_never_folded(name: str) -> None:
    assert new_words(OWN_WORDS[name]) == OWN_WORDS[name]
    assert new_words(f"Tere!\n\n{OWN_WORDS[name]}\n\nTiiu Tamm") == f"Tere!\n\n{OWN_WORDS[name]}\n\nTiiu Tamm"


def test_a_letter_of_old_words_only_is_kept_whole() -> None:
    text = f"{OUTLOOK['et separator']}\n\n{OLD}"
    assert new_words(text) == text


def test_what_is_written_above_a_forwarded_letter_is_new() -> None:
    text = f"Edastan naabri kirja.\n\n---------- Forwarded message ---------\nSaatja: Ants\nDate: 1.10.2026\n\n{OLD}"
    assert new_words(text) == "Edastan naabri kirja."


@pytest.mark.parametrize(
    "line",
    [
        "Saadetud minu iPhone'ist",
        "Sent from my Samsung Galaxy smartphone.",
        "Отправлено с iPhone",
        "Отправлено из мобильной Почты Mail.ru",
        "Von meinem iPhone gesendet",
        "Lähetetty iPhonesta",
        "Get Outlook for Android",
        "Hankige Outlook for iOS",
    ],
)
def test_the_line_a_phone_adds_is_no_word_of_the_writer(line: str) -> None:
    assert new_words(f"{OWN['et']}\n\n{line}\n") == OWN["et"]


def test_a_signature_below_two_dashes_and_a_space_is_left_out() -> None:
    assert new_words("Palun vastake.\n\n-- \nTiiu Tamm\nOÜ Tamm\n5555 0000") == "Palun vastake."


@pytest.mark.parametrize("program", PAGES)
def test_quoted_blocks_of_a_page_are_old(program: str) -> None:
    head = b"From: a@kodu.example\r\nContent-Type: text/html; charset=utf-8\r\nIn-Reply-To: <a@amet.example>\r\n\r\n"
    assert read_letter(head + PAGES[program].encode()).new_text == PAGE_OWN


def test_an_indented_block_of_the_writers_own_page_is_kept() -> None:
    page = read_page("<p>Palun lugege:</p><blockquote><p>See on minu enda lõik.</p></blockquote>")
    assert "See on minu enda lõik." in new_words(page.marked)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 100_000,
        "On Mon 1.1.2026 a@b.ee wrote:\n" * 9_000,
        "1." * 100_000 + ":\n> a",
        ("Aa a a " * 50 + ":\n> a\n\n") * 5_000,
        "-" * 400_000,
        "From: a\n" * 19_000,
    ],
    ids=["marks", "attributions", "dates", "sentences", "dashes", "headers"],
)
def test_folding_takes_time_in_proportion_to_the_text(text: str) -> None:
    began = time.process_time()
    new_words(text)
    assert time.process_time() - began < 2
