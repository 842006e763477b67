"""What a visit shows: letters as plain words, their files as safe downloads, and the other content of a case."""

from datetime import date
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote

import pytest

from casework import content
from casework.assign import take
from casework.contributions import ask_unit
from casework.internal_notes import add_note
from casework.limit import limit
from casework.notify import begin_crime_report, begin_referral, choose_sentences, draft_referral, see_referral
from casework.outbox import Told, claim, settle
from casework.purpose import state_purpose
from casework.receive import Update, settle_update, take_updates
from casework.turn import Turn
from rules.kinds import Language
from rules.purposes import Purpose
from rules.records import Dispatch, Filed
from rules.tracks import Authority
from storage.desk_tables import Official
from tests.house import MONDAY, letter, receive
from tests.indexed import index
from tests.replies.test_documents import words_of_pdf
from tests.vastaja.page.conftest import House
from vastaja.page.files import disposition, safe_file, safe_name
from vastaja.page.words import WORDS as SAID


def with_files(*files: tuple[str, str, bytes], html: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Kadri Kask <kadri.kask@post.example>", "info@ska.example", "Failid"
    message["Date"], message["Message-ID"] = format_datetime(MONDAY), "<f1@post.example>"
    message.set_content("Palun vaadake manuseid.\n\nOn 1.11.2026 kirjutas Amet:\n> Varasem vastus\n> siin\n")
    if html:
        message.add_alternative(html, subtype="html")
    for name, kind, octets in files:
        main, sub = kind.split("/")
        message.add_attachment(octets, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


async def seen(house: House, raw: bytes) -> tuple[str, str]:
    """Let a letter come, take its case, and return the path and the text of the page that shows it."""
    ref = house.comes(raw, 7)
    house.desk.do_now(take, house.people.mari, ref)
    visit = await house.enter(house.people.mari, "letter", ref)
    return visit, (await house.client.get(visit)).text


async def test_words_of_a_letter_are_never_tags(house: House) -> None:
    _, text = await seen(house, letter('Tere <img src=x onerror="alert(1)"> & <script>alert(2)</script> {{ 7*7 }} palun selgitage', message_id="<x@y.example>",
                                       subject="<b>Teema</b>", sender='"<i>Kuri</i>" <kuri@post.example>'))  # fmt: skip
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in text
    assert "{{ 7*7 }}" in text
    assert not any(tag in text for tag in ("<img", "<script>alert", "<b>Teema", "<i>Kuri"))


async def test_the_quoted_part_is_folded_away(house: House) -> None:
    _, text = await seen(house, with_files())
    first, _, folded = text.partition("<details")
    assert "Varasem vastus" not in first
    assert "Varasem vastus" in folded


async def test_a_file_is_given_whole_as_a_download_and_on_record(house: House) -> None:
    visit, text = await seen(house, with_files(("Leping õ 2026.pdf", "application/pdf", b"%PDF-1.4 sisu")))
    assert "Leping õ 2026.pdf" in text
    number = text.partition("/file/")[2].partition('"')[0]
    answer = await house.client.get(f"{visit}file/{number}")
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.4 sisu")
    told = answer.headers["content-disposition"]
    assert told.startswith("attachment;")
    assert unquote(told.partition("UTF-8''")[2]) == "Leping õ 2026.pdf"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "opened_file" in [what for _, _, what, _ in house.desk.look_now(content.why, "26-0002").history]


async def test_a_file_of_another_case_is_not_there(house: House) -> None:
    visit, text = await seen(house, with_files(("a.pdf", "application/pdf", b"%PDF-1.4")))
    number = text.partition("/file/")[2].partition('"')[0]
    other = await house.enter(house.people.mari)
    assert (await house.client.get(f"{visit}file/{number}")).status_code == 200
    assert (await house.client.get(f"{other}file/{number}")).status_code == 404
    assert (await house.client.get(f"{other}file/99999")).status_code == 404


async def test_a_program_is_not_given_and_a_page_is_given_as_words(house: House) -> None:
    page = b"<html><body><p>Sisu</p><script>alert(1)</script></body></html>"
    visit, text = await seen(house, with_files(("arve.pdf.exe", "application/pdf", b"MZ\x90"), ("leht.html", "text/html", page)))
    first, second = [one.partition('"')[0] for one in text.split("/file/")[1:]]
    refused = await house.client.get(f"{visit}file/{first}")
    assert refused.status_code == 403
    assert "programm" in refused.text
    given = await house.client.get(f"{visit}file/{second}")
    assert given.text == "Sisu"
    assert given.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(("name", "safe"), [
    ("../../etc/passwd", "_.._etc_passwd"), ("a\u202efdp.exe", "afdp.exe"), (".bashrc", "bashrc"), ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
    ("", "fail"), ("...", "fail"), ("õunad ja äädikas.docx", "õunad ja äädikas.docx"), ("x" * 300 + ".pdf", "x" * 96 + ".pdf"), ('a"b;c.txt', "a_b_c.txt"),
])  # fmt: skip
def test_a_name_is_one_plain_file_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_what_a_file_is_called_does_not_hide_what_it_is() -> None:
    assert safe_file("pilt.png", b"MZ program") is None
    assert safe_file("skript.txt", b"#!/bin/sh\nrm") is None
    told = safe_file("andmed.bin", b"  <svg onload=alert(1)>tere</svg>")
    assert told is not None
    assert told.name == "andmed.bin.txt"
    assert b"<" not in told.octets


def test_a_download_is_named_in_plain_and_in_full() -> None:
    assert disposition("õ.pdf") == "attachment; filename=\"o.pdf\"; filename*=UTF-8''%C3%B5.pdf"


async def test_reasons_addresses_and_a_held_letter_are_shown_too(house: House) -> None:
    assert "küsib selgitust" in (await house.client.get(await house.enter(house.people.mari, "reasons"))).text
    assert "kadri.kask@post.example" in (await house.client.get(await house.enter(house.people.mari, "addresses"))).text
    receive(house.desk, house.originals, letter("Hoitud sõnad.", message_id="<h@y.example>"), folder="junk:Junk", uid=9)
    visit = await house.enter(house.people.mari, "held", "", "2")
    assert "Hoitud sõnad." in (await house.client.get(visit)).text


async def test_an_update_that_failed_and_a_letter_of_ours_whose_fate_is_open_are_shown_there(house: House) -> None:
    (number,) = house.desk.do_now(take_updates, [Update(7, "d", '{"update_id": 7, "message": {"text": "Tere <b>maja</b>"}}')])
    house.desk.do_now(settle_update, number, Filed.SET_ASIDE, why="KeyError")
    shown = (await house.client.get(await house.enter(house.people.mari, "held", "", str(number)))).text
    assert "Tere &lt;b&gt;maja&lt;/b&gt;" in shown
    (parcel,) = house.desk.do_now(claim, "mail", 5)
    house.desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.NEVER, "550 no such mailbox")])
    unsent = (await house.client.get(await house.enter(house.people.mari, "unsent", "", str(parcel.id)))).text
    assert [words in unsent for words in ("550 no such mailbox", "kadri.kask@post.example", "116 111")] == [True] * 3


async def test_notes_and_input_of_other_units_are_read_there(house: House) -> None:
    house.desk.do_now(add_note, house.people.mari, "26-0001", "Helistasin valda <b>täna</b>.")
    house.desk.do_now(ask_unit, house.people.mari, "26-0001", "õigusosakond", "Kas § 27 kohaldub?", date(2026, 12, 1))  # Tuesday
    notes = (await house.client.get(await house.enter(house.people.mari, "notes"))).text
    assert "Helistasin valda &lt;b&gt;täna&lt;/b&gt;." in notes
    assert "Kas § 27 kohaldub?" in (await house.client.get(await house.enter(house.people.mari, "inputs"))).text


async def test_what_a_search_found_is_shown_with_its_words_and_on_record(house: House) -> None:
    index(house.desk)
    visit = await house.enter(house.people.mari, "found", "", "asenduskodu")
    text = (await house.client.get(visit)).text
    assert "26-0001" in text
    assert "<mark>asenduskodu</mark>" in text
    assert "opened_excerpt" in [what for _, _, what, _ in house.desk.look_now(content.why, "26-0001").history]


async def test_a_case_that_is_limited_meanwhile_is_gone_for_the_others(house: House) -> None:
    house.desk.do_now(state_purpose, house.people.jyri, "26-0001", Purpose.LIKE_CASE)
    visit = await house.enter(house.people.jyri)
    assert (await house.client.get(visit)).status_code == 200
    path, code = house.link(house.people.jyri, "reasons")
    house.desk.do_now(limit, house.people.mari, "26-0001", [])
    assert (await house.client.get(visit)).status_code == 404
    assert (await house.post(path, code=code)).status_code == 200, "the code page again"
    assert (await house.client.get(await house.enter(house.people.mari))).status_code == 200


async def test_a_referral_is_read_and_approved_on_the_page(house: House) -> None:
    ref = house.comes(letter("Naabri laps on nälginud ja üksi kodus Kivilas. Palun aidake.", message_id="<l@y.example>"), 8)
    house.desk.do_now(take, house.people.mari, ref)
    view = house.desk.do_now(begin_referral, house.people.mari, ref, house.desk.office.municipalities[0].name)
    house.desk.do_now(choose_sentences, house.people.mari, ref, [one.number for one in view.sentences])
    house.desk.do_now(draft_referral, house.people.mari, ref)
    visit = await house.enter(house.people.mari, "referral", ref)
    assert "nälginud" in (await house.client.get(visit)).text
    done = await house.do(visit, "referral")
    assert done.status_code == 303
    assert house.desk.do_now(see_referral, house.people.mari, ref).approved


async def test_a_crime_report_is_read_and_approved_on_the_page_by_another_and_its_pdf_taken_from_there(house: House) -> None:
    ref = house.comes(letter("Juhataja on raha endale võtnud. Arved on võltsitud.", message_id="<k@y.example>"), 8)
    house.desk.do_now(take, house.people.mari, ref)
    house.desk.do_now(begin_crime_report, house.people.mari, ref)
    house.desk.do_now(choose_sentences, house.people.mari, ref, [2], authority=Authority.POLICE)
    house.desk.do_now(draft_referral, house.people.mari, ref, Authority.POLICE)
    house.desk.do_now(state_purpose, house.people.helve, ref, Purpose.LIKE_CASE)
    visit = await house.enter(house.people.helve, "referral", ref, Authority.POLICE)
    page = (await house.client.get(visit)).text
    assert "Politsei- ja Piirivalveamet" in page
    assert f"/teata {ref} PPA 1,3,4" in page
    assert "notice" not in page
    early = await house.client.get(f"{visit}notice")
    assert b"%PDF" not in early.content
    assert (await house.do(visit, "referral")).status_code == 303
    assert house.desk.do_now(see_referral, house.people.helve, ref, Authority.POLICE).approved
    assert f"{visit}notice" in (await house.client.get(visit)).text
    given = await house.client.get(f"{visit}notice")
    assert f'"{ref}-teade.pdf"' in given.headers["Content-Disposition"]
    words = words_of_pdf(given.content)
    assert "Politsei- ja Piirivalveamet" in words
    assert "Arved on võltsitud." in words
    assert "raha" not in words
    assert "took_notice_pdf" in [what for _, _, what, _ in house.desk.look_now(content.why, ref).history]


async def test_a_link_to_one_matter_opens_no_other(house: House) -> None:
    receive(house.desk, house.originals, letter("Hoitud sõnad.", message_id="<h@y.example>"), folder="junk:Junk", uid=9)
    visit = await house.enter(house.people.mari, "held", "", "2")
    for side in ("letter", "draft", "notes", "file/99", "docx", "pdf", "found", "contact", "statement"):
        assert (await house.client.get(f"{visit}{side}")).status_code == 404
    for deed in ("words", "do/version", "do/approve", "referral", "act/note", "many/begin", "say/version"):
        assert (await house.do(visit, deed, text="x")).status_code == 404


@pytest.mark.parametrize(("language", "words"), [(Language.ENGLISH, "Letters"), (Language.RUSSIAN, "Письма")])
async def test_the_page_speaks_the_officials_language(house: House, language: Language, words: str) -> None:
    def learn(turn: Turn) -> None:
        turn.session.get_one(Official, house.people.mari.id).language = language

    house.desk.do_now(learn)
    text = (await house.client.get(await house.enter(house.people.mari))).text
    assert f"<h1>{words}</h1>" in text
    assert f'<html lang="{language}">' in text


def test_every_sentence_is_there_in_three_languages_with_the_same_facts() -> None:
    from tests.bot.test_words import facts_of

    estonian = SAID[Language.ESTONIAN]
    for language in (Language.RUSSIAN, Language.ENGLISH):
        assert {key: facts_of(words) for key, words in SAID[language].items()} == {key: facts_of(words) for key, words in estonian.items()}
