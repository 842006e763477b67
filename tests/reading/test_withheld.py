"""The reporter who asks not to be named, in the words people use for it (LasteKS § 27 (5))."""

import pytest

from reading.withheld import withheld


@pytest.mark.parametrize("words", [
    "Palun ärge avaldage minu nime.", "Palun ärge minu nime avaldage.", "Minu nime palun mitte avaldada.", "Ma ei taha, et minu nime öeldakse.",
    "Soovin jääda saladusse.", "Palun jätke minu nimi välja.", "Palun hoidke minu andmed konfidentsiaalsena.", "Ei soovi, et vald teaks, kes kirjutas.",
    "Palun ärge neile minust rääkige.", "Ma kardan, et saadakse teada, kes kaebas.", "Soovin anonüümsust.", "Palun ärge avalikustage mu nime.",
    "Ärge öelge isale, kellelt te selle teada saite.", "Ärge mainige mind.", "Minu isik peab jääma saladuseks.", "Palun käsitleda minu kirja konfidentsiaalselt, minu nime mitte kasutada.",
    "Прошу не называть моего имени.", "Не говорите, кто написал.", "Прошу сохранить конфиденциальность.", "Хочу остаться неизвестной.", "Боюсь, что узнают, кто сообщил.",
    "Please keep my name out of it.", "Please don't tell them who I am.", "I want to remain anonymous.", "Please do not share my contact details.", "Please treat this confidentially.",
    "Bitte nennen Sie meinen Namen nicht.",
])  # fmt: skip
def test_a_writer_who_asks_not_to_be_named_is_heard(words: str) -> None:
    assert withheld(f"Tere! Naabri laps nutab öösiti. {words} Tervitades")


@pytest.mark.parametrize("words", [
    "Isa peksab last iga õhtu. Laps on praegu keldris luku taga. Mina olen Kadri Kask ja elan kõrvalmajas.",
    "Palun võtke minuga ühendust telefonil 555 0000. Minu nimi on Kadri Kask.", "Laps ei käi koolis ja ema ei vasta kõnedele.",
    "Вчера сосед ударил ребёнка. Меня зовут Анна, звоните.", "The child is alone at home. My name is Kadri Kask, please call me.",
    "Me ei tea, kus laps on. Palun helistage mulle.",
])  # fmt: skip
def test_a_writer_who_asks_nothing_of_the_kind_may_be_named(words: str) -> None:
    assert not withheld(words)
