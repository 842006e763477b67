"""The main job in the chat: a letter comes, is taken, drafted, edited, approved by another, sent, closed."""

from casework import views
from rules.life import State
from tests.bot.room import Room
from tests.house import DUTY, HELVE, MARI


async def test_a_letter_goes_all_the_way_in_the_chat(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    card = room.last(DUTY)
    assert f"Uus pöördumine\n\n🟢 {ref}" in card.text
    assert "Kadri" not in card.text

    query = await room.press(room.mari, card, "✋ Võtan")
    assert query.text == f"Pöördumine {ref} on võetud."
    assert "Menetleja: Mari Mets" in room.last(DUTY).text  # painted anew in its place
    assert len(room.server.chat(DUTY).from_bot) == 1

    draft = (await room.heard(room.mari, f"/mustand {ref}"))[-1]
    assert "mustand v1" in draft.text
    assert draft.protected
    edited = (await room.heard(room.mari, "Asenduskodu eest maksab omavalitsus.", reply_to=draft))[-1]
    assert "mustand v2" in edited.text
    assert "Asenduskodu eest maksab omavalitsus." in edited.text

    asked = await room.press(room.mari, edited, "📨 Saada kooskõlastamiseks")
    assert asked.text == "Kooskõlastajale on teada antud (1)."
    await room.tell()
    waits = room.last(HELVE)
    assert "Mari Mets palub kooskõlastust: vastus, v2" in waits.text
    opened = await room.press(room.helve, waits, "✅ Kinnitan v2")
    assert opened.answered
    shown = room.last(HELVE)
    assert "Asenduskodu eest maksab omavalitsus." in shown.text
    await room.press(room.helve, shown, "✅ Kinnitan v2")
    assert "Mustand v2 on kooskõlastatud" in room.last(HELVE).text

    await room.tell()
    approved = room.last(MARI)
    assert "Helve Hein kooskõlastas mustandi" in approved.text
    await room.press(room.mari, approved, "📤 Saada vastus")
    assert "Vastus läheb teele" in room.last(MARI).text
    await room.mail_goes()
    await room.tell()
    sent = room.last(MARI)
    assert "📨 Vastus on saadetud" in sent.text

    await room.press(room.mari, sent, "🗄 Lõpeta")
    await room.press(room.mari, room.last(MARI), "Vastatud")
    assert "🗄 Lõpetatud" in room.last(MARI).text
    assert room.desk.look_now(views.card, ref).state is State.CLOSED
