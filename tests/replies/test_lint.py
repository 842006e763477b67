"""The lint finds each sort of fault before a citizen does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from replies.inspection import unset
from replies.library import Library
from replies.lint import lint
from replies.positions import Positions
from replies.preview import inventory
from replies.samples import OFFICE

Write = Callable[..., Library]
POSITIONS = Positions()
WHOLE = {f"note__{language}__{part}": "Tere" for language in ("et", "ru", "en") for part in ("subject", "body")}


def sentences(library: Library, name: str) -> list[tuple[int, str]]:
    reply = name.split("/")[0]
    found = lint(library, POSITIONS, reply="" if reply == "common" else reply)
    return [(fault.line, fault.sentence) for fault in found if fault.file.endswith(name)]


def test_a_reply_of_the_agencys_own_is_welcome(written: Write) -> None:
    assert lint(written(**WHOLE), POSITIONS) == ()


# fmt: off
FAULTS = [
    ("answer/et/body",    "Tere\n{{ nothing }} {{ substance }} 555 0100",  2, "the reply answer has no fact nothing"),
    ("answer/et/body",    "{{ case.nothing }} 555 0100",                   1, "there is no fact case.nothing"),
    ("extension/et/body", "{{ substance }} 555 0100",                      1, "the reply extension has no fact substance"),
    ("answer/et/body",    "Tere\n\nLugupeetud [nimi], 555 0100",           3, "a gap is left in the text: [nimi]"),
    ("answer/et/body",    "TODO 555 0100",                                 1, "a gap is left in the text: TODO"),
    ("answer/et/body",    "{% if case.restriction %}\n[...]\n{% endif %}", 2, "a gap is left in the text: [...]"),
    ("answer/et/body",    "Tere {{ '{{' }} 555 0100",                      0, "the filled text has a gap in line 1: {{"),
    ("answer/et/body",    "{{ substance }}",                               0, "a letter to a citizen says how to reach us: a phone number or an address is missing"),
    ("answer/et/body",    "{{ case.handler_phone }}",                      0, "the fact case.handler_phone is missing or may be blank: ask with if before printing it"),
    ("answer/et/body",    "x\n{{ ''.__class__ }}",                         2, "a template may not reach inside its facts"),
    ("answer/et/body",    "x\n{{ 'a' * 9 }}",                              2, "a template may not multiply"),
    ("answer/et/body",    "x\n{{ name",                                    2, "unexpected end of template, expected 'end of print statement'."),
    ("answer/et/body",    "{% include 'common/et/none.txt' %}",            0, "there is no file common/et/none.txt to include"),
    ("answer/et/subject", "\n",                                            0, "the filled text is empty"),
    ("answer/et/subject", "x" * 151,                                       0, "the subject is longer than 150 characters"),
    ("receipt/et/body",   "112\n116 111\n{{ substance }} 555 0100",        3, "a receipt may not use substance: it goes out before any person has looked at the letter"),
    ("receipt/et/body",   "112\n116 111\n{{ case.correspondent }}",        3, "a receipt may not use case.correspondent: it goes out before any person has looked at the letter"),
    ("receipt/et/body",   "{{ case.reference }} 555 0100",                 0, "a receipt begins with the numbers 112 and 116 111"),
    ("child_referral/et/body", "{{ case.correspondent }}",                 1, "the reply child_referral may not tell case.correspondent"),
    ("common/et/head_body", "{{ case.correspondent }}",                    1, "the reply child_referral may not tell case.correspondent"),
    ("answer/soome/body", "x",                                             0, "nothing reads this file: its path is <reply>/<language>/<part>.txt or <reply>/<kind>/<language>/<part>.txt"),
    ("answer/mure/et/body", "x",                                           0, "nothing reads this file: its path is <reply>/<language>/<part>.txt or <reply>/<kind>/<language>/<part>.txt"),
    ("answer/et/tekst",   "x",                                             0, "nothing reads this file: its path is <reply>/<language>/<part>.txt or <reply>/<kind>/<language>/<part>.txt"),
]
# fmt: on


@pytest.mark.parametrize(("name", "text", "line", "sentence"), FAULTS)
def test_a_fault_is_told_with_file_line_and_sentence(
    written: Write, name: str, text: str, line: int, sentence: str
) -> None:
    assert (line, sentence) in sentences(written(**{name.replace("/", "__"): text}), f"{name}.txt")


@pytest.mark.parametrize("missing", WHOLE)
def test_a_text_missing_in_one_language_is_told(written: Write, missing: str) -> None:
    library = written(**{name: text for name, text in WHOLE.items() if name != missing})
    _, language, part = missing.split("__")

    assert sentences(library, missing.replace("__", "/") + ".txt") == [(0, f"the {part} in {language} is missing")]


def test_a_body_without_any_subject_is_told(written: Write) -> None:
    library = written(**{name: text for name, text in WHOLE.items() if name.endswith("body")})

    assert sentences(library, "note/et/subject.txt") == [(0, "the subject in et is missing")]


def test_words_for_one_kind_are_wanted_in_every_language(written: Write) -> None:
    library = written(answer__vaie__et__body="{{ substance }} 555 0100")

    assert sentences(library, "answer/vaie/ru/body.txt") == [(0, "the body in ru is missing")]


def test_a_shared_piece_is_wanted_in_every_language(written: Write) -> None:
    assert sentences(written(common__et__motto="Hoiame lapsi"), "common/en/motto.txt") == [
        (0, "the motto in en is missing")
    ]


def test_a_fault_of_a_shared_piece_is_told_once_and_by_the_piece(written: Write) -> None:
    found = lint(written(common__et__foot="Lugupidamisega\n\n{{ case.signed_by }}, {{ case.answer_by | day }}"), POSITIONS)

    assert [(Path(one.file).name, one.sentence) for one in found] == [
        ("foot.txt", "the fact case.answer_by is missing or may be blank: ask with if before printing it")]  # fmt: skip


@pytest.mark.parametrize("name", ["answer/et/body.docx", "answer/et/body", "answer/et/subject.md", "loe.txt"])
def test_a_text_that_nothing_reads_is_told_and_stops_no_list(agency: Path, name: str) -> None:
    (agency / name).parent.mkdir(parents=True, exist_ok=True)
    (agency / name).write_text("Tere")

    (fault,) = lint(Library((agency,)), POSITIONS)
    assert fault.file == str(agency / name)
    assert fault.sentence.startswith("nothing reads this file")
    assert "answer" in [one.reply for one in inventory(Library((agency,)))]


def test_an_expired_position_is_told_with_its_owner(tmp_path: Path) -> None:
    texts = 'text = {et = "x", ru = "x", en = "x"}'
    (tmp_path / "vana.toml").write_text(
        f'topic = "vana"\nowner = "talitus"\nsource = "s"\nvalid_from = 2025-01-01\nvalid_to = 2026-11-21\n{texts}\n'
    )
    positions = Positions(tmp_path)

    (fault,) = lint(Library(), positions, date(2026, 11, 22))
    assert fault.sentence == "the position expired on 2026-11-21: ask its owner, talitus"
    assert lint(Library(), positions, date(2026, 11, 21)) == ()


def test_a_position_with_a_gap_or_without_a_language_is_told(tmp_path: Path) -> None:
    (tmp_path / "pool.toml").write_text(
        'topic = "pool"\nowner = "o"\nsource = "s"\nvalid_from = 2025-01-01\ntext = {et = "Vt [...]", ru = "x"}\n'
    )
    (tmp_path / "katki.toml").write_text("topic =")

    found = [(Path(fault.file).name, fault.sentence) for fault in lint(Library(), Positions(tmp_path))]

    assert found[0][0] == "katki.toml"
    assert found[0][1].startswith("cannot be read:")
    assert found[1:] == [("pool.toml", "a gap is left in the text: [...]"), ("pool.toml", "the text in en is missing")]


def test_facts_of_the_office_that_a_text_would_print_and_nobody_set_are_named() -> None:
    assert unset(Library(), OFFICE) == ()
    assert unset(Library(), replace(OFFICE, phone="", press_mail=" ")) == ("phone", "press_mail")
