"""The whole reading: topics, outlets, card-safe names, and that nothing a letter holds can break or slow it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.examples import LETTERS
from reading.outlets import BadTable, built_in_authorities, built_in_outlets, load_outlets
from reading.page import Senders
from reading.text import ANALYSED, clean, fold
from reading.topic import built_in_topics, load_topics, topic, topic_name, topics_in_use, use_topics
from reading.understand import Page, understand
from tests.reading.pages import SENDERS, grows_with_the_length, told

OWN_LETTERS = LETTERS / "own_letters.jsonl"
# fmt: off
TOPICS = (
    ("hooldekodu",     "Kaebus hooldekodu peale, ema on voodis"),
    ("pension",        "Вопрос о пенсии и стаже"),
    ("puue",           "Puude raskusastme otsus"),
    ("lapsendamine",   "We would like to adopt"),
    ("asendushooldus", "Hoolduspere koolitus"),
    ("koduteenus",     "Tugiisik koolis ja sotsiaaltransport"),
    ("muu",            "Tere"),
)
HOSTILE = (
    "", " ", "\x00\x01\x02", "\u202e\u200b\ufeff", "?" * 5000, "(((((" * 1000, "a@" * 2000, "1 " * 5000, "12.10.2026 " * 3000,
    "Ää " * 5000, "\n" * 5000, "И" * 5000, "\ud800", "😀" * 2000, "kell " * 4000, "- " * 5000, "EE38 " * 3000, "Mari Kask " * 3000,
)
# fmt: on


@pytest.mark.parametrize(("slug", "words"), TOPICS)
def test_the_topic_is_told_by_the_offices_own_list(slug: str, words: str) -> None:
    assert topic(words, "", built_in_topics()) == slug


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_a_letter_holds_breaks_the_reading(text: str) -> None:
    page = Page(
        text=text,
        body=text,
        subject=text[:300],
        sender=text[:80],
        sender_name=text[:80],
        date=datetime(2026, 9, 16, tzinfo=UTC),
    )
    assert understand(page, SENDERS).kind


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=40))
def test_any_text_gets_a_sober_suggestion(text: str, subject: str, name: str) -> None:
    found = understand(Page(text=text, body=text, subject=subject, sender_name=name, sender=name), SENDERS)
    assert 0 <= found.kind_confidence <= 1
    assert found.kind not in found.other_kinds


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(fold(clean(text))) == len(clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "Sõna" * 250_000,
        "ab " * 333_000,
        "1" * 1_000_000,
        "Mari " * 200_000,
        "." * 400_000,
        "täna kell 12.00 " * 25_000,
        "!?" * 200_000,
        "kell 12.00 " * 30_000,
    ],
)
def test_a_megabyte_takes_as_much_longer_as_it_is(text: str) -> None:
    def understood(share: float) -> None:
        part = text if share == 1 else text[: int(share * ANALYSED)]
        understand(Page(text=part, body=part), SENDERS)

    assert grows_with_the_length(understood)


def test_a_letter_without_words_is_told_with_low_confidence() -> None:
    found = told("")
    assert (found.kind, found.language.value, found.kind_confidence < 0.5) == ("muu", "und", True)


def test_a_letter_without_a_date_has_no_deadline() -> None:
    text = "Olen ajakirjanik, kirjutan lugu, vastuseid ootan homme kella 12-ks."
    assert understand(Page(text=text, body=text), SENDERS).media.deadline is None


def test_reasons_on_a_card_hold_nothing_of_the_letter() -> None:
    for line in OWN_LETTERS.read_text(encoding="utf-8").splitlines():
        letter = json.loads(line)
        found = told(letter["text"], letter["subject"], letter["sender"])
        for reason in (*found.kind_reasons, *found.media.reasons, *found.child_reasons, *found.offence_reasons):
            assert reason.name.replace("_", "").isascii()
            assert reason.name == reason.name.lower()


def test_own_goes_before_authorities_and_authorities_before_outlets() -> None:
    senders = Senders(("a.example",), ("example", "b.example"), {"b.example": "B", "c.test": "C"})
    assert senders.is_own("x@sub.a.example")
    assert not senders.is_authority("x@a.example")
    assert senders.is_authority("x@b.example")
    assert senders.outlet("x@b.example") == ""
    assert senders.outlet("x@news.c.test") == "C"
    assert senders.outlet("x@notc.test") == ""


def test_the_built_in_lists_are_well_formed() -> None:
    assert built_in_outlets()["err.ee"]
    assert "oiguskantsler.ee" in built_in_authorities()
    assert not set(built_in_outlets()) & set(built_in_authorities())


def test_a_wrong_table_is_refused_with_file_and_row(tmp_path: Path) -> None:
    table = tmp_path / "outlets.csv"
    table.write_text("domain,outlet\nerr.ee,ERR\nee,Kõik\nerr.ee,Teine\ndelfi.ee,\n", encoding="utf-8")
    with pytest.raises(BadTable) as refused:
        load_outlets(table)
    assert [fault.split(":")[0] for fault in refused.value.faults] == [f"outlets.csv row {row}" for row in (3, 4, 5)]


def test_the_offices_own_tables_are_read(tmp_path: Path) -> None:
    outlets = tmp_path / "outlets.csv"
    outlets.write_text("domain,outlet,languages,type\nkyla.example,Küla Leht,et,regional\n", encoding="utf-8")
    topics = tmp_path / "topics.csv"
    topics.write_text("topic,name,stems\nbuss,Bussiliin,buss* bussi*\n", encoding="utf-8")
    assert load_outlets(outlets) == {"kyla.example": "Küla Leht"}
    assert topic("Bussi ei tule", "", load_topics(topics)) == "buss"


def test_an_offices_own_topics_stand_beside_the_built_in_ones_and_in_the_place_of_those_they_name(tmp_path: Path) -> None:
    file = tmp_path / "topics.csv"
    file.write_text("topic,name,stems\nbuss,Bussiliin,buss*\npension,Vanaduspõli,pension* vanadus*\n", encoding="utf-8")
    try:
        use_topics(load_topics(file))
        assert understand(Page(text="Miks buss enam ei käi? Palun vastake."), Senders()).topic == "buss"
        assert understand(Page(text="Asenduskodus ei ole kasvatajat."), Senders()).topic == "asendushooldus"
        assert (topic_name("buss"), topic_name("pension")) == ("Bussiliin", "Vanaduspõli")
        assert len(topics_in_use()) == len(built_in_topics()) + 1
    finally:
        use_topics(())
    assert topics_in_use() == built_in_topics()
    assert topic_name("pension") != "Vanaduspõli"


def test_a_topic_without_a_name_is_refused_with_its_row(tmp_path: Path) -> None:
    topics = tmp_path / "topics.csv"
    topics.write_text("topic,name,stems\n,Nimeta,x*\n", encoding="utf-8")
    with pytest.raises(BadTable, match=r"topics\.csv row 2"):
        load_topics(topics)
