"""The words the house sorts by."""

import pytest

from rules.kinds import KIND_NAMES, Kind, Language, UnknownKind, kind_name, kind_named


def test_every_kind_has_a_name_in_three_languages() -> None:
    assert set(KIND_NAMES) == set(Kind)
    for kind in Kind:
        assert len({kind_name(kind, language) for language in (Language.ESTONIAN, Language.RUSSIAN)}) == 2
        assert kind_name(kind, Language.FINNISH) == kind_name(kind, Language.ENGLISH)


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_is_understood_by_its_value_and_by_each_of_its_names(kind: Kind) -> None:
    for word in (kind.value, *KIND_NAMES[kind], KIND_NAMES[kind][0].upper(), kind.value.replace("_", "-")):
        assert kind_named(word) is kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("märgukiri", Kind.MEMORANDUM),
        ("Järelepärimine", Kind.INQUIRY),
        ("järelpärimine", Kind.INQUIRY),
        ("TEABENÕUE", Kind.INFORMATION),
        ("andmesubjekti taotlus", Kind.DATA_SUBJECT),
        ("tänu/tagasiside", Kind.THANKS),
        ("ajakirjandus", Kind.PRESS),
    ],
)
def test_usual_spellings_are_understood(word: str, kind: Kind) -> None:
    assert kind_named(word) is kind


@pytest.mark.parametrize("word", ["", "arve", "R03", "märgu"])
def test_an_unknown_kind_is_refused_with_the_kinds_there_are(word: str) -> None:
    with pytest.raises(UnknownKind, match="selgitustaotlus"):
        kind_named(word)
