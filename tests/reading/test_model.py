"""The model beside the rules: what it adds, what it may not do, and that its file is what the repository's letters give."""

import json
from pathlib import Path

import pytest

from reading.examples import CORPUS, examples
from reading.features import BUCKETS, seen
from reading.learned import LIKE_DANGER
from reading.lexicon import tell
from reading.model import (
    DANGER,
    KINDS,
    MEDIA,
    QUESTIONS,
    Model,
    Row,
    Taught,
    built_in_model,
    packed,
    read_model,
    unpacked,
)
from reading.outlets import built_in_senders
from reading.train import letters_to_learn
from reading.understand import Page, understand
from rules.kinds import Child
from tests.reading.pages import told


def test_a_fifth_of_the_corpus_is_held_out_and_never_learnt() -> None:
    letters = examples()
    held_out = {one.page.text for one in letters if one.held_out}
    assert len(letters) > 600
    assert 0.15 < len(held_out) / len(letters) < 0.25
    assert not held_out & {one.page.text for one in letters_to_learn()}


def test_no_letter_stands_twice_in_the_corpus() -> None:
    texts = [one.page.text for one in examples()]
    assert len(texts) == len(set(texts))


def test_every_label_of_the_corpus_is_one_of_those_defined() -> None:
    from rules.kinds import Kind, Language

    for one in examples():
        assert one.labels["kind"] in set(Kind)
        assert one.labels["lang"] in set(Language)
        assert one.labels["child_at_risk"] in set(Child)
        assert set(one.labels["also"]) <= set(Kind)


def test_the_file_of_the_model_comes_back_as_it_was_packed() -> None:
    model = built_in_model()
    assert set(model.rows) == set(QUESTIONS)
    assert unpacked(packed(model)) == model


def test_a_file_of_another_version_is_refused() -> None:
    line, _, rest = packed(built_in_model()).partition(b"\n")
    other = json.dumps(json.loads(line) | {"buckets": 2}).encode()
    with pytest.raises(ValueError, match="does not fit"):
        unpacked(other + b"\n" + rest)


def test_what_is_said_of_harm_is_the_program_s_own_whenever_a_model_was_learnt(tmp_path: Path) -> None:
    own = built_in_model()
    deaf = Row(bytes(BUCKETS), 0.01, -9.0)
    old = Model(dict.fromkeys(QUESTIONS, deaf), {DANGER: 99.0}, {}, {"topic pension": Taught({5: 1.5}, -0.5)})
    (tmp_path / "old.bin").write_bytes(packed(old))
    learnt = read_model(tmp_path / "old.bin")
    assert {name for name in QUESTIONS if learnt.rows[name] == deaf} == {MEDIA, *KINDS}
    assert (learnt.limits, learnt.joins, learnt.taught) == (own.limits, own.joins, old.taught)


@pytest.mark.parametrize("content", [b"", b"{}\n", b"[]\n", b"{}\nx"])
def test_what_is_no_model_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"model file|Expecting"):
        unpacked(content)


def test_the_file_of_the_model_holds_no_word_of_a_letter() -> None:
    content = packed(built_in_model())
    line, _, _ = content.partition(b"\n")
    assert set(json.loads(line)) == {"buckets", "rows", "limits", "joins"}
    for letter in examples():
        for item in letter.labels["personal_data"]:
            assert item["text"].encode() not in line


def test_training_again_gives_the_same_weights() -> None:
    from reading.outlets import built_in_senders
    from reading.train import read, trained

    letters = read(letters_to_learn(), built_in_senders(()))
    again = trained(letters, {}, ("media",)).rows["media"]
    assert again == built_in_model().rows["media"]


def test_a_danger_that_no_rule_names_is_seen_with_its_sentence() -> None:
    letter = "Tere. Kirjutan naabrina.\n\nPoiss istub üksi kolmanda korruse aknalaual, jalad väljas, ja nutab.\n\nMart"
    found = told(letter)
    assert found.child is Child.DANGER
    assert any(reason.name == LIKE_DANGER or reason.sentence for reason in found.child_reasons)


def test_the_sentence_that_speaks_loudest_is_found_in_a_long_letter() -> None:
    filler = " ".join(["Palun saatke mulle ka eelmise aasta aruande koopia."] * 12)
    heard = tell(f"{filler}\n\nIsa peksab praegu last ja laps karjub appi.\n\n{filler}")
    model = built_in_model()
    at = model.sentence(DANGER, seen(heard, False))
    assert "peksab" in heard.sentence(at) + heard.sentence(at + 1)


def test_an_empty_letter_and_one_of_a_single_word_are_read_soberly() -> None:
    for text in ("", "a", "sõna " * 50_000):
        assert told(text).child is Child.NONE


def test_the_corpus_holds_every_kind_and_every_language() -> None:
    from rules.kinds import Kind

    letters = examples()
    assert {one.labels["kind"] for one in letters} == {kind.value for kind in Kind}
    assert {one.labels["lang"] for one in letters} >= {"et", "ru", "en", "de", "fi", "lv"}
    assert all(isinstance(path, Path) for path in CORPUS.glob("*.jsonl"))


@pytest.mark.parametrize("words", ["Lisan veel midagi.", "Adding one more thing.", "Saadan lubatud failid."])
def test_a_covering_note_of_a_line_is_no_danger(words: str) -> None:
    assert understand(Page(sender="kadri@post.example", text=words), built_in_senders(own=("ska.example",))).child is Child.NONE


@pytest.mark.parametrize("letter", [
    "Olen magistrant ja kirjutan tööd koolivägivallast ning laste seksuaalse väärkohtlemise ennetamisest. Kas teil on juhendeid?",
    "Soovin kandideerida lastekaitse spetsialistiks. Uurisin politseis alaealiste vastu toime pandud seksuaalkuritegusid.",
    "Спасибо сотруднице. Весной муж избил меня, и мы с детьми прятались у соседки, а теперь живём спокойно.",
])  # fmt: skip
def test_words_of_harm_told_for_another_purpose_are_no_danger(letter: str) -> None:
    assert told(letter).child is not Child.DANGER
