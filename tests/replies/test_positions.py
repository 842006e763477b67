"""Official positions: by topic and day, with owner, source and expiry."""

from datetime import date
from pathlib import Path

import pytest

from replies.positions import Positions
from rules.kinds import Language

GOOD = """
topic = "lasteaiakoht"
owner = "järelevalve talitus"
source = "näide"
valid_from = 2026-01-01
valid_to = 2026-06-30
[text]
et = "Eesti tekst."
"""
DAY = date(2026, 3, 2)  # Monday


def test_a_position_serves_its_topic_on_its_days_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    positions = Positions(tmp_path)

    assert [position.text[Language.ESTONIAN] for position in positions.for_topic("lasteaiakoht", DAY)] == [
        "Eesti tekst."
    ]
    assert positions.for_topic("muu", DAY) == ()
    assert positions.for_topic("lasteaiakoht", date(2025, 12, 31)) == ()
    assert positions.for_topic("lasteaiakoht", date(2026, 6, 30)) != ()
    assert positions.for_topic("lasteaiakoht", date(2026, 7, 1)) == ()


def test_expired_positions_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")

    assert [position.topic for position in Positions(tmp_path).expired(date(2026, 7, 1))] == ["lasteaiakoht"]
    assert Positions(tmp_path).expired(DAY) == ()


def test_the_newest_position_stands_first(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(GOOD.replace("2026-01-01", "2026-02-01").replace("Eesti", "Uus"), encoding="utf-8")

    found = Positions(tmp_path).for_topic("lasteaiakoht", DAY)

    assert [position.text[Language.ESTONIAN] for position in found] == ["Uus tekst.", "Eesti tekst."]


def test_the_agencys_file_stands_in_the_place_of_ours(tmp_path: Path) -> None:
    ours, agencys = tmp_path / "ours", tmp_path / "agencys"
    for root, words in ((ours, GOOD), (agencys, GOOD.replace("Eesti", "Ameti"))):
        root.mkdir()
        (root / "a.toml").write_text(words, encoding="utf-8")

    (position,) = Positions(agencys, ours).all

    assert position.text[Language.ESTONIAN] == "Ameti tekst."


def test_a_changed_text_has_another_digest(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    before = Positions(tmp_path).all[0].digest
    (tmp_path / "a.toml").write_text(GOOD.replace("talitus", "osakond"), encoding="utf-8")
    assert Positions(tmp_path).all[0].digest == before
    (tmp_path / "a.toml").write_text(GOOD.replace("Eesti", "Muu"), encoding="utf-8")
    assert Positions(tmp_path).all[0].digest != before


# fmt: off
BAD = [
    ("topic =",                                                  "cannot be read"),
    (GOOD.replace('owner = "järelevalve talitus"', ""),          "owner is missing"),
    (GOOD.replace('"näide"', '" "'),                             "source is missing"),
    (GOOD.replace("2026-01-01", '"2026-01-01"'),                 "valid_from must be a day"),
    (GOOD.replace("2026-06-30", "2026-06-30T12:00:00"),          "valid_to must be a day"),
    (GOOD.replace("2026-06-30", "2025-06-30"),                   "valid_to is before valid_from"),
    (GOOD.replace("et =", "ru ="),                               "the Estonian text is missing"),
    (GOOD.replace("Eesti tekst.", " "),                          "the text et is empty"),
    (GOOD + 'xx = "?"',                                          "the text xx is empty or not in a language we know"),
    ("author = 1\n" + GOOD,                                      "unknown key: author"),
]
# fmt: on


@pytest.mark.parametrize(("words", "sentence"), BAD)
def test_a_bad_file_is_a_sentence_and_the_others_serve(tmp_path: Path, words: str, sentence: str) -> None:
    (tmp_path / "bad.toml").write_text(words, encoding="utf-8")
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")

    positions = Positions(tmp_path)

    assert [position.file.name for position in positions.all] == ["good.toml"]
    (fault,) = positions.faults
    assert fault.file.name == "bad.toml"
    assert fault.sentence.startswith(sentence)


def test_the_built_in_examples_are_whole() -> None:
    positions = Positions()

    assert positions.faults == ()
    assert {position.topic for position in positions.all} == {
        "abivajavast-lapsest-teatamine",
        "teise-inimese-andmed",
        "vastamise-tahtaeg",
    }
