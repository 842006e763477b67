"""What the communications staff must know, and the journalist's own deadline."""

import pytest

from reading.page import card_safe
from tests.reading.pages import told

# fmt: off
RELEVANT = (
    # sign, letter
    ("writes_for_publication",  "Kirjutan artiklit hooldekodude öövalvest, palun vastuseid."),
    ("writes_for_publication",  "Готовлю статью о приёмных семьях, прошу ответить."),
    ("writes_for_publication",  "I am making a documentary about foster care and would like to film."),
    ("journalist_asks_comment", "Palun kommentaari. Peeter Pukk, ajakirjanik"),
    ("announces_going_to_press", "Kui vastust ei tule, pöördun Õhtulehe poole."),
    ("announces_going_to_press", "Если не ответите, я обращусь на телевидение."),
    ("announces_going_to_press", "If nothing happens I will go to the press."),
    ("makes_it_public",         "Kui abi ei tule, teen selle loo avalikuks."),
    ("own_channel",             "Mul on TikTokis 20 000 jälgijat ja pühapäeval panen video üles."),
    ("own_channel",             "I run a YouTube channel and will post a video about this."),
    ("social_media_storm",      "Facebookis levib video teie hooldekodust, sadu jagamisi."),
    ("social_media_storm",      "В соцсетях видео о вашем детском доме, уже тысячи просмотров."),
    ("public_figure",           "Olen avaliku elu tegelane ja üks kõmuajakiri teab juba minu taotlusest."),
    ("pending_broadcast",       "Eile käis meie majas võttegrupp, lugu läheb eetrisse neljapäeval."),
    ("pending_broadcast",       "К нам приезжала съёмочная группа, сюжет покажут завтра в новостях."),
    ("publication_out",         "Täna ilmus lugu teie ameti kohta ja see sisaldab valeväiteid, palun vastulauset."),
    ("journalist_asks_through", "Ajakirjanik küsis minult vastuseid, mida ma talle ütlen?"),
)
NOT_RELEVANT = (
    ("read in a paper",     "Lugesin Postimehest artiklit toetuste kohta. Kas ka mina saan seda?"),
    ("read in a paper",     "Прочитала в газете, что пособие повысят. Это правда?"),
    ("seen on television",  "I saw on TV that pensions will rise. Is that so?"),
    ("newsletter",          "Uudiskiri: kuidas rääkida ajakirjanikuga. Loobu siin."),
    ("a form",              "Palun kommenteerige, kas minu vorm on õigesti täidetud."),
    ("ordinary",            "Palun selgitage, kuidas taotleda puude raskusastet."),
)
DEADLINES = (
    ("Teen lugu hooldekodudest. Vastuseid ootan homme kella 12-ks.",              "2026-09-17T12:00:00+03:00"),
    ("Kirjutan lugu. Palun vastuseid reedeks, lugu ilmub pühapäeval.",            "2026-09-18T17:00:00+03:00"),
    ("Готовлю статью, прошу ответить до пятницы, 15:00.",                         "2026-09-18T15:00:00+03:00"),
    ("I am writing an article. Could you comment by noon tomorrow?",              "2026-09-17T12:00:00+03:00"),
    ("Ich bin Journalist. Bitte antworten Sie bis Freitag 12 Uhr.",               "2026-09-18T12:00:00+03:00"),
)
# fmt: on


@pytest.mark.parametrize(("sign", "letter"), RELEVANT)
def test_the_press_office_is_told_and_why(sign: str, letter: str) -> None:
    found = told(letter).media
    assert found.relevant
    assert sign in card_safe(found.reasons)


@pytest.mark.parametrize(("why", "letter"), NOT_RELEVANT)
def test_a_mere_mention_of_the_press_is_no_matter_of_the_press(why: str, letter: str) -> None:
    assert not told(letter).media.relevant, why


def test_every_sign_of_the_tables_has_its_own_test() -> None:
    from reading.media import _ASKS, _TELLS

    assert {sign.name for sign in (*_ASKS, *_TELLS)} == {sign for sign, _ in RELEVANT}


@pytest.mark.parametrize(("letter", "moment"), DEADLINES)
def test_the_journalists_deadline_is_a_moment(letter: str, moment: str) -> None:
    deadline = told(letter).media.deadline
    assert deadline is not None
    assert deadline.isoformat() == moment


def test_a_citizens_ultimatum_is_no_deadline_of_the_press() -> None:
    found = told("Kui reedeks vastust ei ole, saadan kirjavahetuse Delfile.").media
    assert (found.relevant, found.deadline) == (True, None)


def test_an_outlets_address_is_enough() -> None:
    found = told("Mitu kontrolli tehti tänavu?", sender="keegi@virumaa.postimees.ee").media
    assert "outlet_domain" in card_safe(found.reasons)


def test_a_journalist_who_writes_as_a_parent_is_a_parent() -> None:
    letter = "Pöördun lapsevanemana, mitte tööasjus: tütre logopeedi teenust pole.\n--\nDelfi Meedia | toimetaja"
    found = told(letter, sender="ema@delfi.ee")
    assert not found.media.relevant
    assert found.kind != "ajakirjandus"


def test_a_domain_that_only_ends_like_an_outlets_is_not_one() -> None:
    assert not told("Mitu kontrolli tehti tänavu?", sender="keegi@notdelfi.ee").media.relevant
    assert not told("Mitu kontrolli tehti tänavu?", sender="keegi@delfi.ee.example").media.relevant
