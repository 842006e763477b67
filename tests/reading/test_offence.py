"""Facts that give grounds to suspect an offence, and words that only sound so."""

import pytest

from reading.page import card_safe
from tests.reading.pages import told

# fmt: off
SUSPECTED = (
    ("facts_of_offence",   "Hooldekodu aruandel on minu allkiri võltsitud, palun uurige."),
    ("facts_of_offence",   "У тёти в доме престарелых украли деньги, проверьте."),
    ("facts_of_offence",   "My signature on the contract was forged. Please investigate."),
    ("violence_to_person", "Hooldaja lõi mu ema ja tal on verevalum. Palun kontrollige."),
    ("offence_named",      "Kas see on kuriteo tunnustega? Tahan teha kuriteokaebuse hooldekodu peale."),
    ("sexual_offence",     "Töötaja ahistas seksuaalselt hoolealust, palun kontrollige."),
    ("person_locked_in",   "Öösel on elanikud luku taga ja üks naine seotakse kinni. Palun kontrollige."),
)
NOT_SUSPECTED = (
    ("rude clerk",   "Teie ametnik oli minuga ebaviisakas, palun temaga rääkida."),
    ("long ago",     "Aastatel 1990-1995 peksti meid lastekodus. Soovin oma toimikut."),
    ("thanks",       "Tahan tänada ohvriabi: mees peksis mind, aga nüüd olen turvalises kohas."),
    ("no threat",    "Ma ei ähvarda kedagi, ma lihtsalt küsin, millal otsus tuleb."),
    ("a novel",      "Kirjutan romaani, kus varas röövib panga. Kuidas ohvriabi tegutseb?"),
    ("late answer",  "Ootan vastust juba kolmandat kuud ja keegi ei vasta."),
)
# fmt: on


@pytest.mark.parametrize(("sign", "letter"), SUSPECTED)
def test_facts_of_an_offence_are_told_with_their_sign(sign: str, letter: str) -> None:
    found = told(letter)
    assert found.offence
    assert sign in card_safe(found.offence_reasons)


@pytest.mark.parametrize(("why", "letter"), NOT_SUSPECTED)
def test_nothing_is_suspected_without_facts_of_today(why: str, letter: str) -> None:
    assert not told(letter).offence, why


def test_every_sign_of_the_table_has_its_own_test() -> None:
    from reading.offence import _SIGNS

    assert {sign.name for sign in _SIGNS} == {sign for sign, _ in SUSPECTED}
