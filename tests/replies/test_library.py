"""Finding and filling a text: what is missing is named, what the agency wrote stands first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from replies.library import BrokenTemplate, Library, MissingFact, NoSuchReply
from replies.samples import CASE, OFFICE, sample_facts
from rules.kinds import Kind, Language

ET = Language.ESTONIAN
Write = Callable[..., Library]


def test_a_draft_without_substance_is_blocked_by_the_name_of_what_is_missing() -> None:
    for substance in ({}, {"substance": ""}, {"substance": " \n"}, {"substance": None}):
        with pytest.raises(MissingFact) as missing:
            Library().render("answer", ET, {"office": OFFICE, "case": CASE, **substance})
        assert (missing.value.name, missing.value.reply, missing.value.language) == ("substance", "answer", ET)


# fmt: off
MISSING = [
    ("{{ nothing }}",                              "nothing"),
    ("{{ case.nothing }}",                         "case.nothing"),
    ("{{ case.nothing | upper }}",                 "case.nothing"),
    ("{{ nothing.at.all }}",                       "nothing"),
    ("{{ nothing if case.reference else 'x' }}",   "nothing"),
    ("{% if nothing %}x{% endif %}",               "nothing"),
    ("{% for x in nothing %}{{ x }}{% endfor %}",  "nothing"),
    ("{{ office.blank }}",                         "office.blank"),
    ("{{ case.drafted_by | upper }}",              "case.drafted_by"),
]
# fmt: on


@pytest.mark.parametrize(("text", "name"), MISSING)
def test_a_missing_fact_is_named_as_the_template_writes_it(written: Write, text: str, name: str) -> None:
    library = written(note__et__subject="x", note__et__body=text)

    with pytest.raises(MissingFact, match="needs the fact") as missing:
        library.render("note", ET, sample_facts("answer") | {"case": replace(CASE, drafter_name=CASE.signatory_name)})

    assert missing.value.name == name


def test_a_reply_nobody_wrote_is_named() -> None:
    with pytest.raises(NoSuchReply, match="no subject for the reply nonsense in et"):
        Library().render("nonsense", ET, {})
    with pytest.raises(NoSuchReply):
        Library().render("answer", Language.FINNISH, sample_facts("answer"))
    with pytest.raises(NoSuchReply):
        Library().chat("answer", ET, sample_facts("answer"))


def test_what_the_agency_wrote_stands_before_what_we_wrote(written: Write) -> None:
    library = written(answer__et__subject="Amet vastab: {{ case.reference }}")

    letter = library.render("answer", ET, sample_facts("answer"))

    assert letter.subject == "Amet vastab: 26-0142"
    assert letter.text == Library().render("answer", ET, sample_facts("answer")).text


def test_a_shared_piece_of_the_agency_gets_into_every_letter(written: Write) -> None:
    library = written(common__et__foot="Tervitades\n\n{{ office.name }}\n")

    assert library.render("forwarding", ET, sample_facts("forwarding")).text.endswith("Tervitades\n\nNäidisamet\n")


def test_words_for_one_kind_stand_before_words_for_all(written: Write) -> None:
    library = written(answer__et__body="kõigile", answer__kaebus__et__body="kaebusele")

    assert library.render("answer", ET, sample_facts("answer"), Kind.COMPLAINT).text == "kaebusele\n"
    assert library.render("answer", ET, sample_facts("answer"), Kind.OTHER).text != "kaebusele\n"


def test_a_root_that_does_not_exist_holds_nothing(tmp_path: Path) -> None:
    assert Library((tmp_path / "none",)).render("answer", ET, sample_facts("answer")) == Library().render(
        "answer", ET, sample_facts("answer")
    )


def test_files_changed_later_do_not_change_a_library_in_hand(agency: Path, written: Write) -> None:
    library = written(note__et__subject="x", note__et__body="enne")
    (agency / "note/et/body.txt").write_text("pärast", encoding="utf-8")

    assert library.render("note", ET, {}).text == "enne\n"


def test_the_hash_names_the_words_of_the_templates_and_not_the_facts(written: Write) -> None:
    facts = sample_facts("answer")
    ours = Library().render("answer", ET, facts).template_hash

    assert Library().render("answer", ET, facts | {"substance": "muu"}).template_hash == ours
    assert written(common__et__foot="Tervitades\n").render("answer", ET, facts).template_hash != ours


def test_a_subject_is_one_line_whatever_its_facts_hold(written: Write) -> None:
    library = written(note__et__subject="Teade {{ what }}", note__et__body="x")

    letter = library.render("note", ET, {"what": "a\r\nBcc: b@amet.example\u2028c\x00\u202e"})

    assert letter.subject == "Teade a Bcc: b@amet.example c"


def test_words_of_a_letter_are_never_run_as_a_template() -> None:
    words = "{{ 7 * 7 }} {% include 'common/et/foot.txt' %} {{ office.__class__ }}"

    assert words in Library().render("answer", ET, sample_facts("answer") | {"substance": words}).text


def test_odd_line_ends_and_signs_that_cannot_be_seen_are_put_right() -> None:
    text = Library().render("answer", ET, sample_facts("answer") | {"substance": "a\r\nb\x07\u202ec\n\n\n\nd  "}).text

    assert "a\nbc\n\nd\n" in text


def test_days_and_moments_are_written_in_the_language_of_the_letter(written: Write) -> None:
    words = "{{ day | day }}; {{ day | on_day }}; {{ day | until_day }}; {{ day | short_day }}; {{ day | weekday }}; {{ at | moment }}"
    library = written(**{f"note__{language}__chat": words for language in ("et", "ru", "en", "de")})
    facts = {
        "day": date(2026, 12, 12),
        "at": datetime(2026, 6, 17, 21, 30, tzinfo=UTC),
    }  # Saturday; half past midnight here

    assert [library.chat("note", language, facts) for language in (ET, Language.RUSSIAN, Language.ENGLISH, Language.GERMAN)] == [
        "12. detsember 2026; 12. detsembril 2026; 12. detsembrini 2026; 12.12.2026; laupäev; 18. juuni 2026 kell 00.30",
        "12 декабря 2026 г.; 12 декабря 2026 г.; 12 декабря 2026 г.; 12.12.2026; суббота; 18 июня 2026 г. в 00:30",
        "12 December 2026; 12 December 2026; 12 December 2026; 12 December 2026; Saturday; 18 June 2026 at 00:30",
        "12. Dezember 2026; 12. Dezember 2026; 12. Dezember 2026; 12.12.2026; Samstag; 18. Juni 2026 um 00:30 Uhr",
    ]


def test_a_moment_without_offset_is_refused(written: Write) -> None:
    library = written(note__et__chat="{{ at | moment }}")

    with pytest.raises(BrokenTemplate, match="moment cannot write a datetime"):
        library.chat("note", ET, {"at": datetime(2026, 6, 17, 21, 30)})  # noqa: DTZ001


def test_a_chat_text_falls_back_to_a_language_we_write() -> None:
    facts = sample_facts("reminder")

    assert Library().chat("reminder", Language.UNKNOWN, facts) == Library().chat("reminder", ET, facts)
    for language in (Language.GERMAN, Language.FINNISH, Language.LATVIAN):
        assert Library().chat("reminder", language, facts) == Library().chat("reminder", Language.ENGLISH, facts)
