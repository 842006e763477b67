"""A draft on the page: what is typed is never lost, what is approved is what was opened, and two who write hear of each other."""

import re

import httpx

from casework import content, views
from casework.assign import take
from casework.draft import draft_answer, edit
from casework.outbox import claim
from rules.life import State
from tests.casework.test_editing import edited
from tests.house import letter
from tests.vastaja.page.conftest import REF, URL, WORDS, House

NEW = "Uus tekst, mida keegi ei kaota."


async def seal(house: House, visit: str) -> str:
    found = re.search(r'name="seal" value="(\w+)"', (await house.client.get(visit)).text)
    assert found
    return found[1]


async def typed(house: House, visit: str, text: str, base: int = 2) -> dict[str, object]:
    answer = await house.post(f"{visit}words", seal=await seal(house, visit), base=base, text=text)
    assert answer.status_code == 200
    return dict(answer.json())


def area(text: str) -> str:
    found = re.search(r'<textarea id="words"[^>]*>\n?(.*?)</textarea>', text, re.DOTALL)
    return found[1] if found else ""


def history(house: House) -> list[tuple[str, str]]:
    return [(what, note) for _, _, what, note in house.desk.look_now(content.why, REF).history]


async def test_a_draft_stands_beside_the_letter_and_both_looks_are_on_record(drafted: House) -> None:
    text = (await drafted.client.get(await drafted.enter(drafted.people.mari, "draft"))).text
    assert WORDS in text
    assert area(text).strip() == "Asenduskodu eest maksab kohalik omavalitsus."
    assert ("opened_draft", "v2") in history(drafted)
    assert "opened_letter" in [what for what, _ in history(drafted)]


async def test_what_is_typed_is_kept_and_comes_back_though_nothing_was_saved(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.mari, "draft")
    told = await typed(drafted, visit, NEW)
    assert told == {"at": "10.00", "newer": 0, "by": "Mari Mets", "seconds": 600}
    assert drafted.desk.look_now(content.draft, REF).version == 2, "typing makes no version"
    drafted.clock.move(minutes=30)
    again = (await drafted.client.get(await drafted.enter(drafted.people.mari, "draft"))).text
    assert area(again) == NEW
    assert "see ei ole veel versioonina salvestatud" in again


async def test_saved_words_are_a_version_and_need_not_be_kept_beside_it(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.mari, "draft")
    await typed(drafted, visit, NEW)
    done = await drafted.do(visit, "do/version", base=2, over=2, text=f"{NEW}\r\nTeine rida.")
    assert done.headers["location"] == f"{visit}?done=version"
    shown = (await drafted.client.get(done.headers["location"])).text
    assert "Versioon on salvestatud." in shown
    assert area(shown) == f"{NEW}\nTeine rida."
    assert "ei ole veel versioon" not in shown
    assert NEW in drafted.desk.look_now(content.draft, REF).text
    assert "<ins>" in shown
    assert "<del>" in shown


async def test_a_version_of_a_colleague_is_told_and_nobodys_words_are_lost(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.mari, "draft")
    await typed(drafted, visit, "Minu pooleli tekst.")
    drafted.desk.do_now(edit, drafted.people.helve, REF, 2, "Helve tekst.")
    assert (await typed(drafted, visit, NEW))["newer"] == 3
    refused = await drafted.do(visit, "do/version", base=2, over=2, text=NEW)
    assert refused.status_code == 200
    assert area(refused.text) == NEW
    assert "Helve Hein salvestas vahepeal versiooni 3" in refused.text
    assert "Helve tekst." in refused.text
    assert drafted.desk.look_now(content.draft, REF).version == 3
    done = await drafted.do(visit, "do/version", base=2, over=3, text=NEW)
    assert done.status_code == 303
    newest = drafted.desk.look_now(content.draft, REF)
    assert (newest.version, NEW in newest.text) == (4, True)


async def test_two_windows_of_one_official_keep_their_words_apart(drafted: House) -> None:
    one = await drafted.enter(drafted.people.mari, "draft")
    two = await drafted.enter(drafted.people.mari, "draft")
    await typed(drafted, one, "Esimene aken.")
    drafted.clock.move(seconds=5)
    await typed(drafted, two, "Teine aken.")
    await drafted.do(two, "do/version", base=2, over=2, text="Teine aken.")
    assert area((await drafted.client.get(one)).text) == "Esimene aken."


async def test_unsaved_words_are_dropped_only_when_their_writer_says_so(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.mari, "draft")
    await typed(drafted, visit, NEW)
    await drafted.do(visit, "do/drop")
    assert "maksab kohalik omavalitsus" in area((await drafted.client.get(visit)).text)


async def test_the_head_approves_exactly_what_the_page_showed(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.helve, "draft")
    text = (await drafted.client.get(visit)).text
    digest = re.search(r'name="hash" value="(\w+)"', text)
    assert digest
    done = await drafted.do(visit, "do/approve", version=2, hash=digest[1])
    assert done.headers["location"].endswith("?done=approved")
    assert drafted.desk.look_now(views.card, REF).state is State.APPROVED
    assert "Kinnitas Helve Hein" in (await drafted.client.get(visit)).text


async def test_a_version_that_was_not_on_the_page_is_not_approved(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.helve, "draft")
    digest = re.search(r'name="hash" value="(\w+)"', (await drafted.client.get(visit)).text)
    assert digest
    mark = await seal(drafted, visit)
    drafted.desk.do_now(edit, drafted.people.mari, REF, 2, NEW)
    for fields in ({"version": 2, "hash": digest[1]}, {"version": 3, "hash": digest[1]}, {"version": 3, "hash": ""}):
        answer = await drafted.post(f"{visit}do/approve", seal=mark, **fields)
        assert "vahepeal muutunud" in answer.text
    assert drafted.desk.look_now(views.card, REF).state is State.DRAFTED


async def test_the_drafter_finds_no_button_to_approve_with_and_no_way_around(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.mari, "draft")
    text = (await drafted.client.get(visit)).text
    assert "do/approve" not in text
    assert "Saadan kooskõlastamiseks" in text
    answer = await drafted.do(visit, "do/approve", version=2, hash=drafted.desk.look_now(content.draft, REF).hash)
    assert answer.status_code == 200
    assert drafted.desk.look_now(views.card, REF).state is State.DRAFTED
    await drafted.do(visit, "do/submit")
    assert "draft_waits" in [one.what for one in drafted.desk.do_now(claim, "chat", 50)]


async def test_a_draft_is_returned_with_a_reason(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.helve, "draft")
    without = await drafted.do(visit, "do/return", why=" ")
    assert without.status_code == 200
    assert 'role="alert"' in without.text
    await drafted.do(visit, "do/return", why="Lisage kuupäev.")
    assert "Tagastati: Lisage kuupäev." in (await drafted.client.get(await drafted.enter(drafted.people.mari, "draft"))).text


async def test_a_hole_is_an_empty_page_to_write_on_and_not_words_to_delete(house: House) -> None:
    house.desk.do_now(draft_answer, house.people.mari, REF)
    text = (await house.client.get(await house.enter(house.people.mari, "draft"))).text
    assert area(text) == ""
    assert "Vastuse sisu on veel kirjutamata." in text


async def test_one_who_may_not_write_gets_no_editor_and_keeps_nothing(drafted: House) -> None:
    from casework.purpose import state_purpose
    from rules.purposes import Purpose

    drafted.desk.do_now(state_purpose, drafted.people.jyri, REF, Purpose.LIKE_CASE)
    visit = await drafted.enter(drafted.people.jyri, "draft")
    assert area((await drafted.client.get(visit)).text) == ""
    answer = await drafted.post(f"{visit}words", seal=await seal(drafted, visit), base=2, text=NEW)
    assert list(answer.json()) == ["refused"]
    assert (await drafted.do(visit, "do/version", base=2, over=2, text=NEW)).status_code == 200
    assert drafted.desk.look_now(content.draft, REF).version == 2


async def taken_out(house: House, visit: str) -> bytes:
    answer = await house.client.get(f"{visit}docx")
    assert answer.headers["content-disposition"].startswith("attachment;")
    return answer.content


async def given_back(house: House, visit: str, octets: bytes, version: int = 2) -> httpx.Response:
    files = {"file": ("mustand õ.docx", octets, "application/octet-stream")}
    data = {"seal": await seal(house, visit), "version": str(version)}
    return await house.client.post(f"{visit}do/word", data=data, files=files, headers={"Origin": URL})


async def test_a_docx_goes_out_and_comes_back_as_a_version(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.mari, "draft")
    octets = edited(await taken_out(drafted, visit), **{"Asenduskodu eest": "Wordis muudetud lause."})
    done = await given_back(drafted, visit, octets)
    assert done.headers["location"] == f"{visit}?done=version"
    newest = drafted.desk.look_now(content.draft, REF)
    assert newest.version == 3
    assert "Wordis muudetud lause." in newest.text
    again = await given_back(drafted, visit, octets)
    assert 'role="alert"' in again.text, "it was made from a version that is not the newest any more"
    assert drafted.desk.look_now(content.draft, REF).version == 3


async def test_a_file_that_is_no_docx_of_ours_is_refused_in_words(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.mari, "draft")
    await taken_out(drafted, visit)
    for octets in (b"", b"PK\x03\x04 rikutud", bytes(range(256)) * 40):
        answer = await given_back(drafted, visit, octets)
        assert answer.status_code == 200
        assert 'role="alert"' in answer.text
    assert drafted.desk.look_now(content.draft, REF).version == 2


async def test_the_letter_is_had_as_the_pdf_that_goes_out(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.helve, "draft")
    answer = await drafted.client.get(f"{visit}pdf")
    assert answer.content.startswith(b"%PDF")
    assert ("opened_pdf", "v2") in history(drafted)


async def test_a_letter_that_may_tell_too_much_is_stopped_until_a_reason_is_given(drafted: House) -> None:
    drafted.desk.do_now(edit, drafted.people.mari, REF, 2, "Ka Peeter Paan (isikukood 37605030299) on sellest kirjutanud.")
    visit = await drafted.enter(drafted.people.helve, "draft")
    digest = drafted.desk.look_now(content.draft, REF).hash
    stopped = await drafted.do(visit, "do/approve", version=3, hash=digest)
    assert "37605030299" in stopped.text.partition("leaks")[2].partition("</ul>")[0]
    assert drafted.desk.look_now(views.card, REF).state is State.DRAFTED
    done = await drafted.do(visit, "do/approve", version=3, hash=digest, anyway="isik on nõus")
    assert done.status_code == 303
    assert drafted.desk.look_now(views.card, REF).state is State.APPROVED


async def test_the_letters_questions_are_ticked_beside_the_draft(house: House) -> None:
    ref = house.comes(letter("Tere\n\n1. Kes maksab asenduskodu eest?\n2. Millal otsus tehakse?\n", message_id="<q@y.example>"), 5)
    house.desk.do_now(take, house.people.mari, ref)
    house.desk.do_now(draft_answer, house.people.mari, ref)
    visit = await house.enter(house.people.mari, "draft", ref)
    assert (await house.client.get(visit)).text.count('aria-pressed="false"') == 2
    await house.do(visit, "do/question", number=2)
    text = (await house.client.get(visit)).text
    assert (text.count('aria-pressed="true"'), text.count('aria-pressed="false"')) == (1, 1)


async def test_odd_forms_are_refused_quietly(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.mari, "draft")
    assert (await drafted.do(visit, "do/approve", version="x" * 20)).status_code == 400
    assert (await drafted.do(visit, "do/kustuta")).status_code == 404
    assert (await drafted.client.get(f"{visit}?with=999999&done=<script>")).status_code == 200
    assert (await drafted.do(visit, "do/version", base=2, over=2, text="\x00" * 10 + "õ\ud7ff")).status_code in (200, 303)
