"""Tracks, notices and absences in the chat."""

import pytest

from bot.tracks import way_said
from casework import views
from tests.bot.room import Room
from tests.house import DUTY, HEADS, HELVE, JYRI, MARI

DANGER = "Tere! Kivila vallas elab Juku. Isa peksab last iga õhtu, laps on ohus. Mina olen Kadri Kask."


async def test_a_child_s_case_goes_to_its_municipality_by_buttons(room: Room) -> None:
    ref = room.letter_comes(DANGER)
    shown = (await room.heard(room.mari, f"/teata {ref} KOV"))[-1]
    assert "Kivila vald" in shown.text
    assert "Juku" in shown.text
    await room.press(room.mari, shown, "2")
    await room.press(room.mari, shown, "3")
    await room.press(room.mari, shown, "📝 Koosta kiri")
    letter = room.last(MARI)
    assert "peksab last" in letter.text
    assert "Kadri" not in letter.text
    before = len(room.server.chat(MARI).from_bot)
    await room.press(room.mari, letter, "✅ Kinnitan kirja")
    told = room.server.chat(MARI).from_bot[before:]
    assert any("krüpteeritult" in one.text for one in told)
    assert [one.file.upload.name for one in told if one.file] == [f"{ref}-teade.pdf"]
    assert "tehtu on kirjas" in await room.say(room.mari, f"/teata {ref} saadetud krüpteeritult Outlook 5")
    assert not room.desk.look_now(views.card, ref).child_open
    await room.tell()
    assert any("kirjas (Edastatud KOV-ile, Mari Mets)" in one.text for one in room.server.chat(HELVE).from_bot)


async def test_a_crime_goes_to_the_police_by_buttons_with_four_eyes(room: Room) -> None:
    ref = room.letter_comes("Juhataja on raha endale võtnud. Arved on võltsitud. Mina olen Kadri Kask.")
    shown = (await room.heard(room.mari, f"/teata {ref} PPA"))[-1]
    assert "kuriteoteade: Politsei- ja Piirivalveamet" in shown.text
    await room.press(room.mari, shown, "1")
    await room.press(room.mari, shown, "2")
    await room.press(room.mari, shown, "📝 Koosta kiri")
    letter = room.last(MARI)
    assert "võltsitud" in letter.text
    assert "Kadri" not in letter.text
    await room.press(room.mari, letter, "✅ Kinnitan kirja")
    assert "on kinnitatud" not in room.last(MARI).text
    await room.tell()
    assert f"/teata {ref} PPA" in room.last(HELVE).text
    (opened,) = await room.heard(room.helve, f"/teata {ref} PPA")
    await room.press(room.helve, opened, "✅ Kinnitan kirja")
    assert any("Kuriteoteade on kinnitatud" in one.text for one in room.server.chat(HELVE).from_bot)
    assert "PPA on teada saanud" in await room.say(room.mari, f"/teata {ref} PPA saadetud DHX nr 5")


async def test_a_call_to_the_police_is_recorded_at_once(room: Room) -> None:
    ref = room.letter_comes("Juhataja on raha endale võtnud.")
    assert "viivitamata" in await room.say(room.mari, f"/teata {ref} PPA Lõuna prefektuur")
    assert "PPA on teada saanud" in await room.say(room.mari, f"/teata {ref} PPA saadetud telefon korrapidaja, teade 7")
    assert "privaatvestluses" in await room.say(room.mari, f"/teata {ref} PPA", DUTY)


async def test_sentences_may_be_chosen_by_number_and_a_wrong_word_is_told(room: Room) -> None:
    ref = room.letter_comes(DANGER)
    await room.say(room.mari, f"/teata {ref} KOV Kivila")
    assert "Valitud laused: 1, 3" in await room.say(room.mari, f"/teata {ref} 1,3")
    assert "Näited: /teata" in await room.say(room.mari, f"/teata {ref} midagi")
    assert "Mis viisil" in await room.say(room.mari, f"/teata {ref} saadetud tuvipostiga")
    assert "privaatvestluses" in await room.say(room.mari, f"/teata {ref} KOV Kivila", DUTY)


async def test_where_no_place_is_named_the_municipality_is_asked(room: Room) -> None:
    ref = room.letter_comes("Naaber peksab oma last, laps on ohus.")
    asked = (await room.heard(room.mari, f"/teata {ref} KOV"))[-1]
    assert "Millise omavalitsuse" in asked.text
    await room.press(room.mari, asked, "Näidise linn")
    assert "Näidise linn" in room.last(MARI).text


async def test_a_way_that_needs_words_asks_for_them(room: Room) -> None:
    ref = room.letter_comes(DANGER)
    await room.say(room.mari, f"/laps {ref} võtan")
    card = room.last(MARI)
    await room.press(room.mari, card, "KOV teab juba")
    assert "Kelle sõnul" in room.last(MARI).text
    assert room.desk.look_now(views.card, ref).child_open
    assert "Kelle sõnul" in await room.say(room.mari, f"/laps {ref} tehtud kov_teab")
    await room.say(room.mari, f"/laps {ref} tehtud kov_teab lastekaitsetöötaja telefonis")
    assert not room.desk.look_now(views.card, ref).child_open


async def test_a_track_is_begun_done_and_ended_in_words(room: Room) -> None:
    ref = room.letter_comes()
    assert "Rada on alustatud" in await room.say(room.mari, f"/rada {ref} teavitaja")
    assert "kinnitada teate" in await room.say(room.mari, f"/rada {ref} teavitaja tehtud kinnitus")
    assert "Näited: /rada" in await room.say(room.mari, f"/rada {ref} midagi")
    assert "Rada on lõpetatud" in await room.say(room.mari, f"/rada {ref} teavitaja lõpeta ei ole teavitaja")
    assert "72 tundi" in await room.say(room.mari, f"/valesaaja {ref}")
    assert "Teade asutusele (AKI)" in await room.say(room.mari, f"/teata {ref} AKI")
    assert "AKI on teada saanud" in await room.say(room.mari, f"/teata {ref} AKI saadetud teade nr 5")


async def test_an_absence_is_entered_and_ended_in_words(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    assert "Eemalolek on kirjas: 23.11.2026 – 24.12.2026. Asendab Jüri." in await room.say(room.mari, "/puhkus täna 24.12 Jüri")
    await room.tell()
    handed = next(one.text for one in room.server.chat(JYRI).from_bot if "Üleandmine" in one.text)
    assert ref in handed
    assert "mustand koostada" in handed
    assert "ringiratast" in await room.say(room.jyri, "/puhkus homme lahtine Mari")
    assert "Sellist päeva ei ole" in await room.say(room.jyri, "/puhkus 31.02 5.03 Helve")
    assert "Näited: /puhkus" in await room.say(room.jyri, "/puhkus")
    assert "Eemalolek on lõppenud" in await room.say(room.helve, "/puhkus Mari lõpp")
    await room.tell()
    assert any("Tere tulemast tagasi" in one.text for one in room.server.chat(MARI).from_bot)
    assert HEADS != DUTY


async def test_a_case_given_to_one_who_is_away_is_told_to_who_stands_in(room: Room) -> None:
    await room.say(room.mari, "/puhkus täna 24.12 Jüri")
    ref = room.letter_comes()
    assert "Mari Mets on eemal kuni 24.12.2026. Asendab Jüri Jõgi" in await room.say(room.helve, f"/maara {ref} Mari")
    await room.tell()
    assert "Helve Hein määras menetleja: Mari Mets. Ta on eemal ja Teie asendate teda" in room.last(JYRI).text
    await room.say(room.jyri, "/puhkus täna 24.12 Helve")
    other = room.letter_comes(message_id="<b@post.example>")
    assert "Teie asendate teda" in await room.say(room.helve, f"/maara {other} Mari")


@pytest.mark.parametrize(("words", "way"), [
    ("112 helistatud kell 03:15", "112"), ("helistasin 112", "112"), ("andsin üle lasteabisse", "lasteabi"), ("helistasin 116 111", "lasteabi"),
    ("helistasin KOV-i lastekaitsetöötajale", "kov"), ("Kivila vallale krüpteeritult 10.15", "kov"), ("vald teab juba", "kov_teab"),
    ("позвонила 112", "112"), ("called the municipality", "kov"),
    ("midagi muud", None), ("112 ei helistanud, vaatan homme", None), ("käisin kohal", None),
])  # fmt: skip
def test_what_was_done_is_one_of_five_ways_or_nothing_is_ended(words: str, way: str | None) -> None:
    assert way_said(words) == way


async def test_words_that_tell_of_no_way_leave_the_child_s_track_open(room: Room) -> None:
    ref = room.letter_comes(DANGER)
    assert "ühel viiest viisist" in await room.say(room.mari, f"/laps {ref} tehtud käisin kohal")
    assert room.desk.look_now(views.card, ref).child_open
    assert "tehtu on kirjas" in await room.say(room.mari, "112 kell 10.05")  # the question goes on
    assert not room.desk.look_now(views.card, ref).child_open


async def test_a_notice_nobody_approved_is_not_on_record_as_sent(room: Room) -> None:
    ref = room.letter_comes(DANGER)
    await room.say(room.mari, f"/teata {ref} KOV Kivila")
    assert "ei ole veel kooskõlastatud" in await room.say(room.mari, f"/teata {ref} saadetud krüpteeritult nr 12")
    assert room.desk.look_now(views.card, ref).child_open


async def test_the_choice_says_whether_the_letter_holds_the_reporter(room: Room) -> None:
    ref = room.letter_comes(DANGER)
    assert "jääb kirjast välja" in await room.say(room.mari, f"/teata {ref} KOV Kivila")
    assert "Kirja tuleb teataja kontakt" in await room.say(room.mari, f"/teata {ref} teatajaga")
    assert "jääb kirjast välja" in await room.say(room.mari, f"/teata {ref} teatajata")


async def test_a_reporter_who_wants_no_name_is_said_to_and_named_to_nobody(room: Room) -> None:
    ref = room.letter_comes(f"{DANGER} Palun ärge minu nime avaldage.")
    assert "palub end mitte nimetada" in await room.say(room.mari, f"/teata {ref} KOV Kivila")
    assert "jääb tema kontakt teatest välja" in await room.say(room.mari, f"/teata {ref} teatajaga")


async def test_a_letter_that_complains_of_the_recipient_warns_until_it_is_approved(room: Room) -> None:
    ref = room.letter_comes("Kivila valla lastekaitse ei tee midagi, isa peksab last. Kaeban valla peale.")
    for step in ("KOV Kivila", "1", "koosta"):
        assert "järelevalve, mitte edastamine" in await room.say(room.mari, f"/teata {ref} {step}")


async def test_a_call_is_recorded_however_the_telephone_is_named(room: Room) -> None:
    ref = room.letter_comes(DANGER)
    await room.say(room.mari, f"/teata {ref} KOV Kivila")
    assert "tehtu on kirja pandud" in (await room.say(room.mari, f"/teata {ref} saadetud telefoni teel Mall Kivi kell 10.05")).casefold()


async def test_what_is_not_forwarded_says_by_which_command_it_is_told(room: Room) -> None:
    ref = room.letter_comes("Juhataja on raha endale võtnud. Arved on võltsitud.")
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/teata {ref} PPA")
    assert f"/teata {ref} PPA" in await room.say(room.mari, f"/edasta {ref} Kivila vald info@kivila.example")
